//! What requests are given besides the caller's fields.

use std::cell::RefCell;
use std::time::{Instant, SystemTime};

use jiff::Timestamp;
use jiff::fmt::strtime;
use jiff::tz::{Offset, TimeZone};

use crate::{BoxError, PrepareError, Sensitive};

/// The zone a time on the wire is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Zone {
    /// Korean time, UTC+9 all year.
    Seoul,
    /// UTC.
    Utc,
}

impl Zone {
    pub(crate) fn offset(self) -> Offset {
        match self {
            // Korea has had no daylight saving time since 1988, so a fixed offset is exact and
            // needs no time zone database.
            Self::Seoul => Offset::constant(9),
            Self::Utc => Offset::UTC,
        }
    }
}

/// Where the time and the random bytes of requests come from.
pub trait Source: Send + Sync {
    /// The time now.
    fn now(&self) -> SystemTime;

    /// A reading of a clock that never goes back, by which the age of session tokens is measured: the
    /// system's, unless a test turns one by hand.
    fn instant(&self) -> Instant {
        Instant::now()
    }

    /// Fills `bytes` with random bytes.
    ///
    /// # Errors
    ///
    /// When there are none to be had; nothing is sent then.
    fn fill(&self, bytes: &mut [u8]) -> Result<(), BoxError>;
}

/// The operating system's clock and random bytes.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemSource;

impl Source for SystemSource {
    fn now(&self) -> SystemTime {
        SystemTime::now()
    }

    fn fill(&self, bytes: &mut [u8]) -> Result<(), BoxError> {
        getrandom::getrandom(bytes).map_err(Into::into)
    }
}

/// A stopped clock and known "random" bytes, so that a prepared request is the same every time.
/// For tests only: the bytes can be guessed.
#[derive(Clone, Debug)]
pub struct FixedSource {
    now: SystemTime,
    seed: Vec<u8>,
}

impl FixedSource {
    /// A clock that always says `now`, and random bytes that always are `seed`, repeated as often
    /// as needed (zeros when it is empty).
    #[must_use]
    pub fn new(now: SystemTime, seed: impl Into<Vec<u8>>) -> Self {
        Self {
            now,
            seed: seed.into(),
        }
    }
}

impl Source for FixedSource {
    fn now(&self) -> SystemTime {
        self.now
    }

    fn fill(&self, bytes: &mut [u8]) -> Result<(), BoxError> {
        bytes.fill(0);
        for (place, byte) in bytes.iter_mut().zip(self.seed.iter().cycle()) {
            *place = *byte;
        }
        Ok(())
    }
}

/// What a request is given besides the caller's fields: one reading of the clock, random bytes
/// and the session token.
pub struct Supply<'a> {
    now: Timestamp,
    source: &'a dyn Source,
    session: Option<&'a Sensitive<String>>,
    fault: RefCell<Option<PrepareError>>,
}

impl<'a> Supply<'a> {
    /// Reads the clock, once.
    ///
    /// # Errors
    ///
    /// When the clock stands outside the years -9999 to 9999.
    pub fn new(
        source: &'a dyn Source,
        session: Option<&'a Sensitive<String>>,
    ) -> Result<Self, PrepareError> {
        let now = Timestamp::try_from(source.now())
            .map_err(|error| PrepareError::because("the clock stands outside all years", error))?;
        Ok(Self {
            now,
            source,
            session,
            fault: RefCell::new(None),
        })
    }

    /// The one reading of the clock, written as `format` says (strftime).
    ///
    /// A format that can not be written gives an empty text here and makes
    /// [`finish`](Self::finish) fail, so that nothing is sent.
    #[must_use]
    pub fn clock(&self, zone: Zone, format: &str) -> String {
        let time = self.now.to_zoned(TimeZone::fixed(zone.offset()));
        strtime::format(format, &time).unwrap_or_else(|error| {
            let what = format!("the time can not be written as `{format}`");
            *self.fault.borrow_mut() = Some(PrepareError::because(what, error));
            String::new()
        })
    }

    /// So many random lower-case hexadecimal digits.
    ///
    /// # Errors
    ///
    /// When the source has no random bytes.
    pub fn random_hex(&self, digits: usize) -> Result<String, PrepareError> {
        let mut bytes = vec![0; digits.div_ceil(2)];
        self.source
            .fill(&mut bytes)
            .map_err(|error| PrepareError::because("no random bytes to be had", error))?;
        let mut text = crate::recipe::hex_lower(bytes);
        text.truncate(digits);
        Ok(text)
    }

    /// The session token, for operations that need one.
    #[must_use]
    pub fn session(&self) -> Option<&str> {
        self.session.map(Sensitive::as_str)
    }

    /// Whether everything asked for could be supplied.
    ///
    /// # Errors
    ///
    /// When a time could not be written.
    pub fn finish(self) -> Result<(), PrepareError> {
        self.fault.into_inner().map_or(Ok(()), Err)
    }
}

opaque!(Supply<'_>, "Supply", now);
