//! What the tests of several modules call: one vendor's client, operations for one question each, and a vendor that
//! answers from a script.

pub mod once;
pub mod probe;
pub mod sample;
pub mod script;

use std::sync::LazyLock;

use tracing::subscriber::{DefaultGuard, NoSubscriber};
use tracing::{Dispatch, Subscriber};

/// Has a subscriber told of what happens in this thread until the guard is dropped.
pub fn trace_this_thread(subscriber: impl Subscriber + Send + Sync + 'static) -> DefaultGuard {
    // Where there is one subscriber, tracing asks the first thread at a span whether anybody listens, and believes it
    // for all threads. So there is a second one.
    static SECOND: LazyLock<Dispatch> = LazyLock::new(|| Dispatch::new(NoSubscriber::new()));
    LazyLock::force(&SECOND);
    tracing::subscriber::set_default(subscriber)
}
