//! Dates and times as vendors write them.

use std::fmt;
use std::time::{SystemTime, UNIX_EPOCH};

use chrono::format::{self, Parsed, StrftimeItems};
use chrono::{
    DateTime, Datelike as _, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta,
    TimeZone as _, Timelike as _, Utc,
};

use super::Zone;

/// The formats that `strftime` writes of a moment and not of a date.
const EPOCH_SECONDS: &str = "%s";
const EPOCH_MILLISECONDS: &str = "%s%3f";

/// The last year that vendors can write.
const LAST_YEAR: i32 = 9999;

/// As long as most texts are, in bytes.
const USUAL_LENGTH: usize = 32;

/// A year that has every day.
const LEAP_YEAR: i32 = 2024;

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
    pub fn date(&self) -> Option<NaiveDate> {
        let told = Told::read(&self.text, self.format)?;
        told.has_date.then_some(told.local.date())
    }

    /// The time of day, when the text is a real one in the documented format.
    #[must_use]
    pub fn time(&self) -> Option<NaiveTime> {
        let told = Told::read(&self.text, self.format)?;
        told.has_time.then_some(told.local.time())
    }

    /// Date and time of day, when the text is a real one in the documented format. Vendors write
    /// no zone; it is Korean time unless the field's documentation says otherwise.
    #[must_use]
    pub fn date_time(&self) -> Option<NaiveDateTime> {
        let told = Told::read(&self.text, self.format)?;
        (told.has_date && told.has_time).then_some(told.local)
    }

    /// The moment, when the text is a real date and time of day in the documented format: by the distance
    /// from UTC that it tells, otherwise in `zone`. With the end of the year 9999 vendors mean "never".
    #[must_use]
    pub fn moment(&self, zone: Zone) -> Option<DateTime<Utc>> {
        let told = Told::read(&self.text, self.format)?;
        let offset = told.offset.unwrap_or(zone.offset());
        let moment = offset.from_local_datetime(&told.local).single()?;
        (told.has_date && told.has_time).then_some(moment.to_utc())
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
    Told::read(text, format).is_some()
}

/// A moment as `format` writes it in a zone; nothing outside the years 0 to 9999.
pub(crate) fn written(moment: DateTime<Utc>, zone: Zone, format: &str) -> Option<String> {
    let local = moment.with_timezone(&zone.offset());
    let is_writable = (0..=LAST_YEAR).contains(&local.year());
    is_writable.then(|| text_of(&local, format)).flatten()
}

/// The moment of a clock, unless no date is that far away.
pub(crate) fn moment_of(clock: SystemTime) -> Option<DateTime<Utc>> {
    let epoch = DateTime::UNIX_EPOCH;
    match clock.duration_since(UNIX_EPOCH) {
        Ok(after) => epoch.checked_add_signed(TimeDelta::from_std(after).ok()?),
        Err(before) => epoch.checked_sub_signed(TimeDelta::from_std(before.duration()).ok()?),
    }
}

fn text_of(local: &DateTime<FixedOffset>, format: &str) -> Option<String> {
    let mut text = String::with_capacity(USUAL_LENGTH);
    let shown = local.format_with_items(StrftimeItems::new(format));
    shown.write_to(&mut text).ok().map(|()| text)
}

/// What a text tells. What its format leaves out stands at the first of January of a leap year, at midnight.
struct Told {
    local: NaiveDateTime,
    has_date: bool,
    has_time: bool,
    offset: Option<FixedOffset>,
}

impl Told {
    /// Reads strictly: what was read must be written the same again, so a missing zero, a sign or a
    /// leap second is not let through.
    fn read(text: &str, format: &str) -> Option<Self> {
        match format {
            EPOCH_SECONDS => return Self::since_epoch(text, |it| DateTime::from_timestamp(it, 0)),
            EPOCH_MILLISECONDS => return Self::since_epoch(text, DateTime::from_timestamp_millis),
            _ => {}
        }
        let mut parsed = Parsed::new();
        format::parse(&mut parsed, text, StrftimeItems::new(format)).ok()?;
        let has_year = parsed.year().is_some() || parsed.year_mod_100().is_some();
        let has_date = has_year && parsed.month().is_some() && parsed.day().is_some();
        let has_time = parsed.hour_mod_12().is_some();
        let told = Self {
            local: with_what_is_left_out(&mut parsed, has_year, has_time)?,
            has_date,
            has_time,
            offset: parsed.to_fixed_offset().ok(),
        };
        (told.written(format)? == text).then_some(told)
    }

    /// Seconds or milliseconds since 1970, which stand for a moment; it is shown in Korean time.
    fn since_epoch(text: &str, moment: fn(i64) -> Option<DateTime<Utc>>) -> Option<Self> {
        let digits = text.bytes().all(|byte| byte.is_ascii_digit());
        let moment = moment(text.parse().ok().filter(|_| digits)?)?;
        let korean = Zone::Seoul.offset();
        Some(Self {
            local: moment.with_timezone(&korean).naive_local(),
            has_date: true,
            has_time: true,
            offset: Some(korean),
        })
    }

    fn written(&self, format: &str) -> Option<String> {
        let offset = self.offset.unwrap_or(Zone::Utc.offset());
        let local = offset.from_local_datetime(&self.local).single()?;
        text_of(&local, format)
    }
}

fn with_what_is_left_out(
    parsed: &mut Parsed,
    has_year: bool,
    has_time: bool,
) -> Option<NaiveDateTime> {
    if !has_year {
        parsed.set_year(LEAP_YEAR.into()).ok()?;
    }
    if parsed.month().is_none() {
        parsed.set_month(1).ok()?;
    }
    if parsed.day().is_none() {
        parsed.set_day(1).ok()?;
    }
    if !has_time {
        parsed.set_hour(0).ok()?;
    }
    if parsed.minute().is_none() {
        parsed.set_minute(0).ok()?;
    }
    let time = parsed.to_naive_time().ok()?;
    // A leap second is the sixtieth: it would be written so again.
    let is_leap_second = time.nanosecond() >= 1_000_000_000;
    (!is_leap_second).then_some(parsed.to_naive_date().ok()?.and_time(time))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

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
            ("20260228235959999", "%Y%m%d%H%M%S%3f", true),
            ("2026022823595999", "%Y%m%d%H%M%S%3f", false),
            ("20260228 35959", "%Y%m%d%H%M%S", false),
            ("+2026-02-28", "%Y-%m-%d", false),
            ("2026-02-28T09:00:00+09:00", "%Y-%m-%dT%H:%M:%S%:z", true),
            ("2026-02-28T09:00:00+0900", "%Y-%m-%dT%H:%M:%S%:z", false),
            ("2026-02-28T09:00:00+09:00", "%Y-%m-%dT%H:%M:%S%z", false),
            ("2026-02-28T09:00:00Z", "%Y-%m-%dT%H:%M:%SZ", true),
            ("0900", "%H%M", true),
            ("2400", "%H%M", false),
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
        // `date -u -d '9999-12-31T23:59:59+09:00' +%s`.
        let end = Some(253_402_268_399);
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
            let found = time.moment(zone).map(|moment| moment.timestamp());
            assert_eq!(found, expected, "{text} as {format}");
        }
    }

    /// `TZ=Asia/Seoul date -d @1767226600`: 2026-01-01 09:16:40.
    #[test]
    fn a_clock_is_written_in_the_zone_and_format_of_the_vendor() {
        let clock = UNIX_EPOCH + Duration::from_millis(1_767_226_600_042);
        for (zone, format, expected) in [
            (Zone::Seoul, "%Y%m%d%H%M%S", Some("20260101091640")),
            (Zone::Utc, "%Y%m%d%H%M%S", Some("20260101001640")),
            (Zone::Seoul, "%y%m%d%H%M%S%3f", Some("260101091640042")),
            (
                Zone::Seoul,
                "%Y-%m-%dT%H:%M:%S.%3f%z",
                Some("2026-01-01T09:16:40.042+0900"),
            ),
            (Zone::Utc, "%H:%M%:z", Some("00:16+00:00")),
            (Zone::Seoul, EPOCH_SECONDS, Some("1767226600")),
            (Zone::Seoul, EPOCH_MILLISECONDS, Some("1767226600042")),
            (Zone::Seoul, "%Q", None),
        ] {
            let moment = moment_of(clock).unwrap();
            assert_eq!(
                written(moment, zone, format).as_deref(),
                expected,
                "{format}"
            );
        }
    }

    #[test]
    fn a_clock_that_no_vendor_can_be_told_is_not_written() {
        let year = Duration::from_secs(366 * 86_400);
        for (clock, expected) in [
            (UNIX_EPOCH - year * 3, true),
            (UNIX_EPOCH - year * 2_000, false),
            (UNIX_EPOCH + year * 8_100, false),
        ] {
            let text = moment_of(clock).and_then(|it| written(it, Zone::Utc, "%Y%m%d"));
            assert_eq!(text.is_some(), expected, "{clock:?}");
        }
    }

    /// `date -d @1667876400` in Seoul: 2022-11-08 12:00:00.
    #[test]
    fn milliseconds_since_1970_are_shown_in_korean_time() {
        let time = TimeText::new("1667876400000".to_owned(), EPOCH_MILLISECONDS);
        let shown = time.date_time().map(|time| time.to_string());
        assert_eq!(shown.as_deref(), Some("2022-11-08 12:00:00"));
    }
}
