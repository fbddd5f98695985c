//! What was told on this thread while somebody listened. It holds secrets, and is wiped when it is dropped.

use std::cell::RefCell;

use zeroize::Zeroizing;

use super::deed::{Deed, Inputs};

thread_local! {
    static LOG: RefCell<Option<Log>> = const { RefCell::new(None) };
}

/// Bytes that may be a secret.
type Bytes = Zeroizing<Vec<u8>>;

/// A step as it was done.
pub(crate) struct Entry {
    pub(crate) deed: Deed,
    /// The word of the step, or the name of what is sent.
    pub(crate) word: &'static str,
    pub(crate) inputs: Vec<Bytes>,
    pub(crate) output: Bytes,
}

/// The steps in the order in which they were done, and what must never be shown.
#[derive(Default)]
pub(crate) struct Log {
    pub(crate) entries: Vec<Entry>,
    pub(crate) secrets: Vec<Bytes>,
}

opaque!(Entry, "Entry", deed, word);
opaque!(Log, "Log");

/// Puts back what was listened to before, whatever happens.
struct Before(Option<Log>);

impl Drop for Before {
    fn drop(&mut self) {
        LOG.set(self.0.take());
    }
}

/// Does some work, and writes down what it tells on this thread.
pub(crate) fn recorded<T>(work: impl FnOnce() -> T) -> (T, Log) {
    let before = Before(LOG.replace(Some(Log::default())));
    let done = work();
    let log = LOG.take().unwrap_or_default();
    drop(before);
    (done, log)
}

pub(super) fn tell(deed: Deed, word: &'static str, inputs: &(impl Inputs + ?Sized), output: &[u8]) {
    with(|log| {
        let mut taken = Vec::new();
        inputs.each(&mut |bytes, is_secret| {
            taken.push(Bytes::new(bytes.to_vec()));
            if is_secret {
                log.hide(bytes);
            }
        });
        log.entries.push(Entry {
            deed,
            word,
            inputs: taken,
            output: Bytes::new(output.to_vec()),
        });
    });
}

pub(super) fn tell_sent<T: AsRef<[u8]>>(name: &'static str, text: impl FnOnce() -> T) {
    with(|log| {
        log.entries.push(Entry {
            deed: Deed::Sends,
            word: name,
            inputs: Vec::new(),
            output: Bytes::new(text().as_ref().to_vec()),
        });
    });
}

pub(super) fn hide(bytes: &[u8]) {
    with(|log| log.hide(bytes));
}

impl Log {
    fn hide(&mut self, bytes: &[u8]) {
        let is_known = self.secrets.iter().any(|secret| secret.as_slice() == bytes);
        if !bytes.is_empty() && !is_known {
            self.secrets.push(Bytes::new(bytes.to_vec()));
        }
    }
}

fn with(tell: impl FnOnce(&mut Log)) {
    LOG.with_borrow_mut(|log| {
        if let Some(log) = log {
            tell(log);
        }
    });
}
