//! The answers to requests with an idempotency key: a request that comes again is answered as before, and not carried
//! out again.

use std::collections::{BTreeMap, VecDeque};

use crate::answer::Reply;

/// How many answers are kept; the oldest are forgotten first.
const MOST: usize = 10_000;

/// By the name of the operation and the key.
type Key = (String, String);

#[derive(Debug, Default)]
pub(crate) struct Replies {
    kept: BTreeMap<Key, Reply>,
    order: VecDeque<Key>,
}

impl Replies {
    /// The answer to the first request with a key.
    pub fn find(&self, operation: &str, key: &str) -> Option<&Reply> {
        self.kept.get(&(operation.to_owned(), key.to_owned()))
    }

    pub fn keep(&mut self, operation: &str, key: &str, reply: Reply) {
        let key = (operation.to_owned(), key.to_owned());
        if self.kept.insert(key.clone(), reply).is_none() {
            self.order.push_back(key);
        }
        while self.order.len() > MOST {
            if let Some(forgotten) = self.order.pop_front() {
                self.kept.remove(&forgotten);
            }
        }
    }

    /// Forgets everything.
    pub fn clear(&mut self) {
        self.kept.clear();
        self.order.clear();
    }
}
