//! What was told on this thread while somebody listened. It holds secrets, and is wiped when it is dropped.

use std::borrow::Cow;
use std::cell::RefCell;

use zeroize::Zeroizing;

use super::deed::{Deed, Inputs};

thread_local! {
    static LOG: RefCell<Option<Log>> = const { RefCell::new(None) };
}

/// Bytes that may be a secret.
pub(crate) type Bytes = Zeroizing<Vec<u8>>;

/// A step as it was done.
pub(crate) struct Entry {
    pub(crate) deed: Deed,
    /// The word of the step, or the name of what is sent.
    pub(crate) word: Cow<'static, str>,
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
    if !is_heard() {
        return;
    }
    // A value of the caller may tell steps itself while its text is made.
    let mut taken = Vec::new();
    inputs.each(&mut |bytes, is_secret| taken.push((Bytes::new(bytes.to_vec()), is_secret)));
    with(|log| {
        for (bytes, _) in taken.iter().filter(|(_, is_secret)| *is_secret) {
            log.hide(bytes);
        }
        log.entries.push(Entry {
            deed,
            word: Cow::Borrowed(word),
            inputs: taken.into_iter().map(|(bytes, _)| bytes).collect(),
            output: Bytes::new(output.to_vec()),
        });
    });
}

pub(super) fn tell_sent(name: &str, text: &[u8]) {
    with(|log| {
        log.entries.push(Entry {
            deed: Deed::Sends,
            word: Cow::Owned(name.to_owned()),
            inputs: Vec::new(),
            output: Bytes::new(text.to_vec()),
        });
    });
}

/// Whether somebody listens on this thread.
pub(super) fn is_heard() -> bool {
    LOG.with_borrow(Option::is_some)
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
