//! How long a call may take.

use std::time::Duration;

/// How long a call may take. `connect` and `read` are kept by the default transport, `total` by the client over
/// any transport.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timeouts {
    /// Until a connection stands, TLS included. Nothing was sent when this runs out.
    pub connect: Duration,
    /// Between any two pieces of the answer, and before the first. The outcome is unknown when this
    /// runs out. One shorter than `connect` is taken for as long as that.
    pub read: Duration,
    /// From the start of the call to its result: a session token that must be fetched first, all attempts
    /// and the waits between them, and the repetition after a refused token count. Nothing was sent when
    /// this runs out while the first token is fetched or waited for. Between attempts, what they left
    /// known stays. While an attempt is under way, be it still connecting, the outcome is unknown: keep
    /// it longer than `connect`.
    pub total: Duration,
}

impl Timeouts {
    /// Time-outs in milliseconds.
    #[must_use]
    pub const fn from_millis(connect: u64, read: u64, total: u64) -> Self {
        Self {
            connect: Duration::from_millis(connect),
            read: Duration::from_millis(read),
            total: Duration::from_millis(total),
        }
    }
}

impl Default for Timeouts {
    /// 5 seconds to connect, 30 without a byte, 30 in total.
    fn default() -> Self {
        Self::from_millis(5_000, 30_000, 30_000)
    }
}
