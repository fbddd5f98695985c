//! When a call is made again by itself, and how long it waits before that. It knows no transport.

use std::time::Duration;

use crate::{CallFailure, ErrorKind, Outcome, Source};

/// Whether a call that was certainly not sent is made again, and how often. Off by default.
///
/// Only [`Outcome::NotSent`] is repeated, and only where no connection came about: what could not be
/// prepared will not be the next time either. An operation whose specification names an idempotency key
/// is repeated after a lost answer too, with the same key, because its vendor promises to execute one
/// key once. Every attempt sends the same bytes: one reading of the clock, one signature.
///
/// ```
/// use std::time::Duration;
/// use kpg_runtime::Retry;
///
/// let retry = Retry::attempts(3).backoff(Duration::from_millis(200), Duration::from_secs(2));
/// assert_eq!(Retry::default(), Retry::OFF);
/// # let _ = retry;
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retry {
    attempts: u32,
    first: Duration,
    longest: Duration,
}

impl Retry {
    /// Every call is made once.
    pub const OFF: Self = Self {
        attempts: 1,
        first: Duration::from_millis(100),
        longest: Duration::from_secs(2),
    };

    /// The most attempts there can be. Signatures hold a time, and a vendor that was away for longer
    /// than this takes may refuse an old one.
    pub const MOST: u32 = 10;

    /// So many attempts in all, from 1, which is [`OFF`](Self::OFF), to [`MOST`](Self::MOST); a number
    /// outside is taken for the nearer end. Waits 100 ms before the second, twice as long before every
    /// further one, and never longer than 2 s.
    #[must_use]
    pub const fn attempts(attempts: u32) -> Self {
        let attempts = match attempts {
            0 => 1,
            1..=Self::MOST => attempts,
            _ => Self::MOST,
        };
        Self {
            attempts,
            ..Self::OFF
        }
    }

    /// How long to wait before the second attempt, and at most before any.
    #[must_use]
    pub const fn backoff(mut self, first: Duration, longest: Duration) -> Self {
        self.first = first;
        self.longest = longest;
        self
    }

    /// Whether an attempt may follow the one with this number, which counts from 1.
    pub(crate) fn allows_after(self, number: u32) -> bool {
        number < self.attempts
    }

    /// How long to wait after the attempt with this number: between half and all of the step, so that
    /// many callers who failed together do not come back together.
    pub(crate) fn wait(self, number: u32, source: &dyn Source) -> Duration {
        let doubled = 2_u32.saturating_pow(number.saturating_sub(1));
        let step = self.first.saturating_mul(doubled).min(self.longest);
        let mut byte = [u8::MAX];
        // Without random bytes the whole step is as good a wait as any.
        if source.fill(&mut byte).is_err() {
            byte = [u8::MAX];
        }
        let [byte] = byte;
        let half = step / 2;
        half + half / u32::from(u8::MAX) * u32::from(byte)
    }
}

impl Default for Retry {
    fn default() -> Self {
        Self::OFF
    }
}

/// Whether the same bytes may be sent once more after this failure.
pub(crate) fn may_follow(error: &CallFailure, has_idempotency_key: bool) -> bool {
    match error.kind() {
        ErrorKind::Connect => true,
        ErrorKind::Exchange => has_idempotency_key,
        // The vendor has answered, or there is nothing that could be sent.
        ErrorKind::Prepare
        | ErrorKind::Unreadable
        | ErrorKind::Contradiction
        | ErrorKind::Unproven
        | ErrorKind::Mismatch
        | ErrorKind::Refused
        | ErrorKind::Malformed
        | ErrorKind::Session => false,
    }
}

/// What is known after a repetition, when an earlier attempt may have been executed. A repetition can
/// add to what is known; that it was not sent, or was refused, does not undo the earlier one.
pub(crate) fn after(earlier: Option<CallFailure>, later: CallFailure) -> CallFailure {
    match (earlier, later.outcome()) {
        (None, _) => later,
        (Some(_), Outcome::Unknown) => later.following_doubt(),
        (Some(earlier), Outcome::NotSent) => earlier,
        (Some(_), Outcome::Refused) => later
            .in_doubt(
                ErrorKind::Exchange,
                "an earlier attempt with the same idempotency key may have been executed",
            )
            .following_doubt(),
    }
}
