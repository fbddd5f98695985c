//! Whether a notification was sent just now, or is an old one that somebody has recorded and sends again.

use std::time::{Duration, SystemTime};

use http::HeaderMap;

use super::{Notice, NotificationError, NotificationErrorKind};
use crate::proof::only_header;
use crate::{TimeText, Zone};

impl Notice {
    /// Checks that a member tells a moment at most `within` from when the notification arrived, before or after. `told`
    /// is its format (strftime), and the zone for a format that tells none. Comes after the proof.
    ///
    /// # Errors
    ///
    /// [`NotificationErrorKind::Stale`] when it does not, or tells no moment.
    pub fn fresh(
        &self,
        path: &[&str],
        told: (&'static str, Zone),
        within: Duration,
        arrived: SystemTime,
    ) -> Result<(), NotificationError> {
        self.is_near(self.wire(path), told, within, arrived)
    }

    /// As [`fresh`](Self::fresh), where a header tells the moment.
    ///
    /// # Errors
    ///
    /// As [`fresh`](Self::fresh).
    pub fn fresh_header(
        &self,
        headers: &HeaderMap,
        name: &str,
        told: (&'static str, Zone),
        within: Duration,
        arrived: SystemTime,
    ) -> Result<(), NotificationError> {
        self.is_near(only_header(headers, name).ok(), told, within, arrived)
    }

    fn is_near(
        &self,
        text: Option<String>,
        (format, zone): (&'static str, Zone),
        within: Duration,
        arrived: SystemTime,
    ) -> Result<(), NotificationError> {
        let sent = text.and_then(|text| TimeText::new(text, format).moment(zone));
        let distance = sent.map(SystemTime::from).map(|sent| {
            let before = arrived.duration_since(sent).map(|early| (early, true));
            before.unwrap_or_else(|late| (late.duration(), false))
        });
        self.stale(match distance {
            Some((distance, _)) if distance <= within => return Ok(()),
            Some((_, true)) => "it was sent too long ago, and may have been recorded",
            Some((_, false)) => "it says that it was sent later than it arrived",
            None => "it does not tell when it was sent",
        })
    }

    fn stale(&self, why: &'static str) -> Result<(), NotificationError> {
        let failure = self.about.failure(why);
        Err(self.about.failed(NotificationErrorKind::Stale, failure))
    }
}
