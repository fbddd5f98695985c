//! What requests are given besides the caller's fields.

use std::time::{Instant, SystemTime};

use chrono::{DateTime, Utc};

use crate::PrepareError;
use crate::steps::{self, Deed, step};
use crate::value::{moment_of, written};
use crate::{BoxError, Sensitive, Zone};

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
    now: DateTime<Utc>,
    source: &'a dyn Source,
    session: Option<&'a Sensitive<String>>,
}

impl<'a> Supply<'a> {
    /// Reads the clock, once.
    ///
    /// # Errors
    ///
    /// When the clock stands further away than any date.
    pub fn new(
        source: &'a dyn Source,
        session: Option<&'a Sensitive<String>>,
    ) -> Result<Self, PrepareError> {
        let now = moment_of(source.now());
        let now = now.ok_or_else(|| PrepareError::new("the clock stands outside all years"))?;
        Ok(Self {
            now,
            source,
            session,
        })
    }

    /// The one reading of the clock, written as `format` says (strftime).
    ///
    /// # Errors
    ///
    /// When the format cannot be written, or the clock stands outside the years 0 to 9999; nothing is sent then.
    pub fn clock(&self, zone: Zone, format: &str) -> Result<String, PrepareError> {
        let text = written(self.now, zone, format).ok_or_else(|| {
            PrepareError::new(format!("the time cannot be written as `{format}`"))
        })?;
        Ok(step(Deed::Supplies, "clock", format.as_bytes(), text))
    }

    /// So many random lower-case hexadecimal digits.
    ///
    /// # Errors
    ///
    /// When the source has no random bytes.
    pub fn random_hex(&self, digits: usize) -> Result<String, PrepareError> {
        let mut text = crate::recipe::hex_lower(self.random_bytes(digits.div_ceil(2))?);
        text.truncate(digits);
        Ok(step(Deed::Supplies, "random_hex", b"".as_slice(), text))
    }

    /// So many random decimal digits: one of each two random bytes, as a number, modulo ten.
    ///
    /// # Errors
    ///
    /// When the source has no random bytes.
    pub fn random_digits(&self, digits: usize) -> Result<String, PrepareError> {
        let bytes = self.random_bytes(digits.saturating_mul(2))?;
        let (pairs, _) = bytes.as_chunks::<2>();
        let numbers = pairs.iter().map(|pair| u16::from_be_bytes(*pair));
        let text = numbers.map(|number| (number % 10).to_string()).collect();
        Ok(step(Deed::Supplies, "random_digits", b"".as_slice(), text))
    }

    /// So many random bytes.
    ///
    /// # Errors
    ///
    /// When the source has none.
    pub fn random_bytes(&self, count: usize) -> Result<Vec<u8>, PrepareError> {
        let mut bytes = vec![0; count];
        self.source
            .fill(&mut bytes)
            .map_err(|error| PrepareError::because("no random bytes to be had", error))?;
        Ok(bytes)
    }

    /// The session token, for operations that need one.
    #[must_use]
    pub fn session(&self) -> Option<&str> {
        let token = self.session.map(Sensitive::as_str)?;
        steps::hides(token.as_bytes());
        Some(token)
    }
}

opaque!(Supply<'_>, "Supply");
