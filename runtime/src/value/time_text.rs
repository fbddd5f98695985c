//! Dates and times as vendors write them.

use std::fmt;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use jiff::fmt::strtime::BrokenDownTime;
use jiff::tz::{Offset, TimeZone};

use super::Zone;

/// The formats that `strftime` writes of a moment and not of a date.
const EPOCH_SECONDS: &str = "%s";
const EPOCH_MILLISECONDS: &str = "%s%3f";

/// A date or time as a vendor wrote it.
///
/// The text is kept whatever it is: a vendor's odd date never hides that a payment succeeded.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct TimeText {
    text: String,
    format: &'static str,
}

impl TimeText {
    pub(crate) fn new(text: String, format: &'static str) -> Self {
        Self { text, format }
    }

    /// The text as it came.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The documented format (strftime).
    #[must_use]
    pub fn format(&self) -> &'static str {
        self.format
    }

    /// The date, when the text is a real one in the documented format.
    #[must_use]
    pub fn date(&self) -> Option<Date> {
        parse(&self.text, self.format)?.to_date().ok()
    }

    /// The time of day, when the text is a real one in the documented format.
    #[must_use]
    pub fn time(&self) -> Option<Time> {
        parse(&self.text, self.format)?.to_time().ok()
    }

    /// Date and time of day, when the text is a real one in the documented format. Vendors write
    /// no zone; it is Korean time unless the field's documentation says otherwise.
    #[must_use]
    pub fn date_time(&self) -> Option<DateTime> {
        let parsed = parse(&self.text, self.format)?;
        // Without the first check a format that has no time of day would give midnight.
        parsed.hour()?;
        parsed.to_datetime().ok()
    }

    /// The moment, when the text is a real date and time of day in the documented format: by the distance
    /// from UTC that it tells, otherwise in `zone`. The end of the year 9999, by which vendors mean
    /// "never", is the last moment that can be told.
    #[must_use]
    pub fn moment(&self, zone: Zone) -> Option<Timestamp> {
        let parsed = parse(&self.text, self.format)?;
        let date_time = self.date_time()?;
        let moment = match parsed.offset() {
            Some(_) => parsed.to_timestamp(),
            None => zone.offset().to_timestamp(date_time),
        };
        let is_never = date_time.year() == DateTime::MAX.year();
        moment.ok().or(is_never.then_some(Timestamp::MAX))
    }
}

impl fmt::Debug for TimeText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("TimeText").field(&self.text).finish()
    }
}

impl fmt::Display for TimeText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// Whether `text` is a real date or time in exactly this format.
pub(crate) fn is_real(text: &str, format: &str) -> bool {
    let Some(parsed) = parse(text, format) else {
        return false;
    };
    match (parsed.year(), parsed.month().zip(parsed.day())) {
        (_, None) => true,
        (Some(_), Some(_)) => parsed.to_date().is_ok(),
        // Without a year, a day that some year has: 29 February is one.
        (None, Some((month, day))) => Date::new(2024, month, day).is_ok(),
    }
}

/// Seconds or milliseconds since 1970, which stand for a moment; it is shown in Korean time.
fn since_epoch(
    text: &str,
    moment: fn(i64) -> Result<Timestamp, jiff::Error>,
) -> Option<BrokenDownTime> {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    let moment = moment(text.parse().ok().filter(|_| digits)?).ok()?;
    let korean = TimeZone::fixed(Offset::constant(9));
    Some(BrokenDownTime::from(&moment.to_zoned(korean)))
}

/// Parses strictly: what was read must be written the same again, so a missing zero, a sign or a
/// leap second is not let through.
fn parse(text: &str, format: &str) -> Option<BrokenDownTime> {
    match format {
        EPOCH_SECONDS => return since_epoch(text, Timestamp::from_second),
        EPOCH_MILLISECONDS => return since_epoch(text, Timestamp::from_millisecond),
        _ => {}
    }
    let parsed = BrokenDownTime::parse(format, text).ok()?;
    (parsed.to_string(format).ok()? == text).then_some(parsed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_real_only_in_exactly_its_format() {
        for (text, format, real) in [
            ("20260228", "%Y%m%d", true),
            ("20260230", "%Y%m%d", false),
            (
                "2026-11-21T09:00:00.000+0900",
                "%Y-%m-%dT%H:%M:%S.%3f%z",
                true,
            ),
            ("20260228235960", "%Y%m%d%H%M%S", false),
            ("0229", "%m%d", true),
            ("0230", "%m%d", false),
            ("0231", "%m%d", false),
            ("0431", "%m%d", false),
            ("1231", "%m%d", true),
            ("260229", "%y%m%d", false),
            ("280229", "%y%m%d", true),
            ("31", "%d", true),
            ("1667876400000", EPOCH_MILLISECONDS, true),
            ("+667876400000", EPOCH_MILLISECONDS, false),
            ("1667876400", EPOCH_SECONDS, true),
            ("-667876400", EPOCH_SECONDS, false),
        ] {
            assert_eq!(is_real(text, format), real, "{text} as {format}");
        }
    }

    /// `date -u -d 2026-01-01T00:16:40Z +%s`: 1767226600.
    #[test]
    fn a_moment_is_told_by_the_text_or_by_its_zone() {
        let (local, absolute) = ("%Y%m%d%H%M%S", "%Y-%m-%dT%H:%M:%S%:z");
        let moment = Some(1_767_226_600);
        let end = Some(Timestamp::MAX.as_second());
        for (text, format, zone, expected) in [
            ("20260101091640", local, Zone::Seoul, moment),
            ("20260101001640", local, Zone::Utc, moment),
            ("2026-01-01T09:16:40+09:00", absolute, Zone::Utc, moment),
            ("2026-01-01T00:16:40+00:00", absolute, Zone::Seoul, moment),
            ("1767226600000", EPOCH_MILLISECONDS, Zone::Utc, moment),
            ("1767226600000", EPOCH_MILLISECONDS, Zone::Seoul, moment),
            ("1767226600", EPOCH_SECONDS, Zone::Seoul, moment),
            ("99991231235959", local, Zone::Seoul, end),
            ("20260230091640", local, Zone::Seoul, None),
            // A day is no moment.
            ("20260101", "%Y%m%d", Zone::Seoul, None),
            ("", local, Zone::Seoul, None),
        ] {
            let time = TimeText::new(text.to_owned(), format);
            let found = time.moment(zone).map(Timestamp::as_second);
            assert_eq!(found, expected, "{text} as {format}");
        }
    }

    /// `date -d @1667876400` in Seoul: 2022-11-08 12:00:00.
    #[test]
    fn milliseconds_since_1970_are_shown_in_korean_time() {
        let time = TimeText::new("1667876400000".to_owned(), EPOCH_MILLISECONDS);
        let shown = time.date_time().map(|time| time.to_string());
        assert_eq!(shown.as_deref(), Some("2022-11-08T12:00:00"));
    }
}
