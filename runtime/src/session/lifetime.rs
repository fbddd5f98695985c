//! How long a session token is used: what a specification says, what its answer tells, what a program chose.

use std::time::{Duration, SystemTime};

use crate::{Sensitive, TimeText, Zone};

/// The longest that a token is used because its answer says so. A number of seconds that is really one of
/// milliseconds, or a year of 9999, must not keep a token for good.
const LONGEST_TOLD: Duration = Duration::from_secs(86_400);

/// How long the tokens of a session are good for, from when they were asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenLifetime {
    /// Each for one call.
    OneCall,
    /// For so long.
    For(Duration),
    /// For as long as the answer says that issues one; for one call where it says nothing that makes sense.
    /// At most a day.
    Told,
}

impl TokenLifetime {
    /// A lifetime that a program chose: none at all is one call.
    pub(crate) fn chosen(lifetime: Duration) -> Self {
        if lifetime.is_zero() {
            Self::OneCall
        } else {
            Self::For(lifetime)
        }
    }

    /// For how long a token is used, from when it was asked for at `now`: nine tenths of its lifetime,
    /// because it must not run out on its way to the vendor. Nothing means for one call.
    pub(crate) fn use_of(self, answered: AnsweredLifetime, now: SystemTime) -> Option<Duration> {
        let lifetime = match self {
            Self::OneCall => Duration::ZERO,
            Self::For(lifetime) => lifetime,
            Self::Told => answered.from(now).min(LONGEST_TOLD),
        };
        Some(lifetime - lifetime / 10).filter(|used| !used.is_zero())
    }
}

/// A session token, and what its answer says of its lifetime.
#[derive(Debug)]
pub struct IssuedToken {
    pub(crate) token: Sensitive<String>,
    pub(crate) answered: AnsweredLifetime,
}

/// What an answer says of a token's lifetime.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) enum AnsweredLifetime {
    #[default]
    Nothing,
    Seconds(u64),
    Until(SystemTime),
}

impl AnsweredLifetime {
    /// How much of the lifetime is left at `now`; nothing where it is over.
    fn from(self, now: SystemTime) -> Duration {
        match self {
            Self::Nothing => Duration::ZERO,
            Self::Seconds(seconds) => Duration::from_secs(seconds),
            Self::Until(end) => end.duration_since(now).unwrap_or_default(),
        }
    }
}

impl IssuedToken {
    /// A token of whose lifetime its answer says nothing.
    #[must_use]
    pub fn new(token: Sensitive<String>) -> Self {
        Self {
            token,
            answered: AnsweredLifetime::Nothing,
        }
    }

    /// Good for so many seconds.
    #[must_use]
    pub fn for_seconds(mut self, seconds: Option<u64>) -> Self {
        self.answered = seconds.map_or(AnsweredLifetime::Nothing, AnsweredLifetime::Seconds);
        self
    }

    /// Good for so many seconds, written in digits; any other text says nothing.
    #[must_use]
    pub fn for_seconds_text(self, seconds: Option<&str>) -> Self {
        let digits = |text: &&str| text.bytes().all(|byte| byte.is_ascii_digit());
        let seconds = seconds.map(str::trim).filter(digits);
        self.for_seconds(seconds.and_then(|text| text.parse().ok()))
    }

    /// Good until a point in time, read in `zone` where the text names none; a text that is no such point
    /// says nothing.
    #[must_use]
    pub fn until(mut self, end: Option<&TimeText>, zone: Zone) -> Self {
        let end = end.and_then(|end| end.moment(zone));
        self.answered = end.map_or(AnsweredLifetime::Nothing, |end| {
            AnsweredLifetime::Until(end.into())
        });
        self
    }
}
