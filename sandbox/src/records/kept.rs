//! All records of a vendor, found by their keys.

use std::collections::{BTreeMap, HashMap};

use kpg_codegen::model::RecordId;

use super::held::Held;

/// How many records are remembered; the oldest are forgotten first.
const MOST: usize = 100_000;

/// What one vendor remembers.
#[derive(Debug, Default)]
pub(crate) struct Records {
    /// By their numbers, which go up.
    held: BTreeMap<u64, Held>,
    /// The numbers by record, name of the key and text.
    found: HashMap<(RecordId, String, String), u64>,
    next: u64,
}

impl Records {
    /// The record with a key.
    pub fn find(&self, record: RecordId, key: &str, text: &str) -> Option<(u64, &Held)> {
        let wanted = (record, key.to_owned(), text.to_owned());
        let number = self.found.get(&wanted)?;
        Some((*number, self.held.get(number)?))
    }

    /// Remembers a new one.
    pub fn add(&mut self, held: Held) {
        let number = self.next;
        self.next += 1;
        self.index(number, &held);
        self.held.insert(number, held);
        while self.held.len() > MOST {
            let Some((number, forgotten)) = self.held.pop_first() else {
                return;
            };
            for (name, text) in forgotten.keys {
                let key = (forgotten.record, name, text);
                if self.found.get(&key) == Some(&number) {
                    self.found.remove(&key);
                }
            }
        }
    }

    /// Remembers how one stands now.
    pub fn update(&mut self, number: u64, held: Held) {
        self.index(number, &held);
        self.held.insert(number, held);
    }

    fn index(&mut self, number: u64, held: &Held) {
        for (name, text) in &held.keys {
            let key = (held.record, name.clone(), text.clone());
            self.found.insert(key, number);
        }
    }

    /// The newest first.
    pub fn newest(&self) -> impl Iterator<Item = &Held> {
        self.held.values().rev()
    }

    /// Forgets everything.
    pub fn clear(&mut self) {
        self.held.clear();
        self.found.clear();
    }
}
