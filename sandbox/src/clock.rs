//! Clock readings found in requests: whether they are of one moment, and of this one.

use std::collections::BTreeMap;

use jiff::civil::DateTime;
use jiff::{SignedDuration, Timestamp};
use kpg_codegen::model::{TimeFormat, TimePart, Zone};
use kpg_recipes::clock::offset;
pub(crate) use kpg_recipes::clock::render;

use crate::exchange::Finding;

/// How far a client's clock may be from the sandbox's.
const TOLERANCE_MS: i64 = 10 * 60 * 1000;

/// A rendering of the clock in a request; its text is a real time in its format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ShownTime {
    /// The wire name of the field that shows it.
    pub subject: String,
    pub zone: Zone,
    pub format: TimeFormat,
    pub text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Unit {
    Year,
    Month,
    Day,
    Hour,
    Minute,
    Second,
    Millisecond,
}

const UNITS: [Unit; 7] = [
    Unit::Year,
    Unit::Month,
    Unit::Day,
    Unit::Hour,
    Unit::Minute,
    Unit::Second,
    Unit::Millisecond,
];

type Parts = BTreeMap<Unit, i16>;

/// Readings that contradict the most precise one, as far as both tell the time.
pub(crate) fn disagreements(readings: &[ShownTime]) -> Vec<Finding> {
    let Some(reference) = readings.iter().max_by_key(|reading| reading.parts().len()) else {
        return Vec::new();
    };
    let expected = reference.in_seoul();
    let differs = |reading: &&ShownTime| {
        reading
            .in_seoul()
            .iter()
            .any(|(unit, value)| expected.get(unit).is_some_and(|expected| expected != value))
    };
    let text = format!("its time is not that of `{}`", reference.subject);
    readings
        .iter()
        .filter(differs)
        .map(|reading| Finding::field(&reading.subject, &text))
        .collect()
}

/// Readings that are not of this moment, with ten minutes of patience.
pub(crate) fn distant_times(readings: &[ShownTime], now: Timestamp) -> Vec<Finding> {
    let far = readings.iter().filter(|reading| !reading.is_near(now));
    far.map(|reading| {
        let here = render(reading.zone, &reading.format, now);
        let text =
            format!("its time is more than 10 minutes away from the sandbox's, which is {here}");
        Finding::field(&reading.subject, text)
    })
    .collect()
}

impl ShownTime {
    fn parts(&self) -> Parts {
        if self.format.is_epoch() {
            let mut parts = self.moment().map(parts_of).unwrap_or_default();
            if self.format.0 == [TimePart::EpochSeconds] {
                parts.remove(&Unit::Millisecond);
            }
            return parts;
        }
        let mut rest = self.text.as_str();
        let mut parts = Parts::new();
        for part in &self.format.0 {
            let (taken, after) = rest.split_at_checked(part.width()).unwrap_or((rest, ""));
            rest = after;
            if let (Some(unit), Ok(number)) = (unit(part), taken.parse::<i16>()) {
                parts.insert(
                    unit,
                    if *part == TimePart::ShortYear {
                        2000 + number
                    } else {
                        number
                    },
                );
            }
        }
        parts
    }

    /// What seconds or milliseconds since 1970 mean where the clock hangs.
    fn moment(&self) -> Option<DateTime> {
        let count = self.text.parse().ok()?;
        let moment = match self.format.0.as_slice() {
            [TimePart::EpochSeconds] => Timestamp::from_second(count),
            _ => Timestamp::from_millisecond(count),
        };
        Some(offset(self.zone).to_datetime(moment.ok()?))
    }

    /// Whether it tells the distance from UTC that its clock has, where it tells one.
    pub fn is_in_its_zone(&self) -> bool {
        let mut rest = self.text.as_str();
        for part in &self.format.0 {
            let (taken, after) = rest.split_at_checked(part.width()).unwrap_or((rest, ""));
            rest = after;
            let wanted = match (part, self.zone) {
                (TimePart::Offset, Zone::Seoul) => "+0900",
                (TimePart::Offset, Zone::Utc) => "+0000",
                (TimePart::OffsetWithColon, Zone::Seoul) => "+09:00",
                (TimePart::OffsetWithColon, Zone::Utc) => "+00:00",
                _ => continue,
            };
            if taken != wanted {
                return false;
            }
        }
        true
    }

    /// Comparable parts. Where a reading in UTC has no complete hour, zones agree from the minute on.
    fn in_seoul(&self) -> Parts {
        let mut parts = self.parts();
        if self.zone == Zone::Seoul {
            return parts;
        }
        let moved = [Unit::Year, Unit::Month, Unit::Day, Unit::Hour]
            .iter()
            .all(|unit| parts.contains_key(unit))
            .then(|| {
                civil(&parts)?
                    .checked_add(SignedDuration::from_hours(9))
                    .ok()
            })
            .flatten();
        parts.retain(|unit, _| *unit > Unit::Hour);
        if let Some(moved) = moved {
            let shifted = parts_of(moved)
                .into_iter()
                .filter(|(unit, _)| *unit <= Unit::Hour);
            parts.extend(shifted);
        }
        parts
    }

    /// What a reading leaves out in front (a year, a day) is what makes it nearest to `now`.
    fn is_near(&self, now: Timestamp) -> bool {
        let parts = self.parts();
        let Some(finest) = parts.keys().next_back().copied() else {
            return true;
        };
        let now_ms = now.as_millisecond();
        [-24, -1, 0, 1, 24].into_iter().any(|hours| {
            let start = now
                .checked_add(SignedDuration::from_hours(hours))
                .ok()
                .map(|guess| offset(self.zone).to_datetime(guess))
                .and_then(|guess| civil(&filled(&parts, guess, finest)))
                .and_then(|start| offset(self.zone).to_timestamp(start).ok());
            start.is_some_and(|start| {
                let start = start.as_millisecond();
                start <= now_ms + TOLERANCE_MS
                    && start + milliseconds(finest) > now_ms - TOLERANCE_MS
            })
        })
    }
}

fn unit(part: &TimePart) -> Option<Unit> {
    Some(match part {
        TimePart::Year | TimePart::ShortYear => Unit::Year,
        TimePart::Month => Unit::Month,
        TimePart::Day => Unit::Day,
        TimePart::Hour => Unit::Hour,
        TimePart::Minute => Unit::Minute,
        TimePart::Second => Unit::Second,
        TimePart::Millisecond => Unit::Millisecond,
        TimePart::Offset
        | TimePart::OffsetWithColon
        | TimePart::EpochSeconds
        | TimePart::EpochMilliseconds
        | TimePart::Literal(_)
        | TimePart::Utc(_) => return None,
    })
}

fn milliseconds(unit: Unit) -> i64 {
    const DAY: i64 = 24 * 60 * 60 * 1000;
    match unit {
        Unit::Year => 366 * DAY,
        Unit::Month => 31 * DAY,
        Unit::Day => DAY,
        Unit::Hour => 60 * 60 * 1000,
        Unit::Minute => 60 * 1000,
        Unit::Second => 1000,
        Unit::Millisecond => 1,
    }
}

fn parts_of(time: DateTime) -> Parts {
    let values = [
        time.year(),
        time.month().into(),
        time.day().into(),
        time.hour().into(),
        time.minute().into(),
        time.second().into(),
        time.millisecond(),
    ];
    UNITS.into_iter().zip(values).collect()
}

/// A reading's own parts, and from a guess what it leaves out before its finest one.
fn filled(parts: &Parts, guess: DateTime, finest: Unit) -> Parts {
    let mut filled = parts_of(guess);
    filled.retain(|unit, _| *unit <= finest);
    filled.extend(parts);
    filled
}

/// A date and time; what is finer than the parts is its beginning.
fn civil(parts: &Parts) -> Option<DateTime> {
    let part = |unit, least| parts.get(&unit).copied().unwrap_or(least);
    let small = |unit, least| i8::try_from(part(unit, least)).ok();
    DateTime::new(
        part(Unit::Year, 1),
        small(Unit::Month, 1)?,
        small(Unit::Day, 1)?,
        small(Unit::Hour, 0)?,
        small(Unit::Minute, 0)?,
        small(Unit::Second, 0)?,
        i32::from(part(Unit::Millisecond, 0)) * 1_000_000,
    )
    .ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use TimePart::{
        Day, EpochMilliseconds, Hour, Literal, Millisecond, Minute, Month, Offset as Distance,
        OffsetWithColon, Second, ShortYear, Year,
    };

    fn reading(zone: Zone, parts: &[TimePart], text: &str) -> ShownTime {
        let format = TimeFormat(parts.to_vec());
        ShownTime {
            subject: text.to_owned(),
            zone,
            format,
            text: text.to_owned(),
        }
    }

    fn seoul(parts: &[TimePart], text: &str) -> ShownTime {
        reading(Zone::Seoul, parts, text)
    }

    const SECONDS: [TimePart; 6] = [Year, Month, Day, Hour, Minute, Second];

    fn disagree(readings: &[ShownTime]) -> bool {
        !disagreements(readings).is_empty()
    }

    #[test]
    fn readings_agree_to_their_common_precision() {
        let exact = seoul(
            &[Year, Month, Day, Hour, Minute, Second, Millisecond],
            "20221108010814608",
        );
        let utc = |text| reading(Zone::Utc, &SECONDS, text);
        let cases = [
            (seoul(&SECONDS, "20221108010814"), false),
            (seoul(&SECONDS, "20221108010815"), true),
            (seoul(&[ShortYear, Month, Day], "221108"), false),
            (seoul(&[Hour, Literal(':'), Minute], "01:08"), false),
            (seoul(&[Hour, Literal(':'), Minute], "01:09"), true),
            (utc("20221107160814"), false),
            (utc("20221108010814"), true),
            (reading(Zone::Utc, &[Hour, Minute], "1608"), false),
            (reading(Zone::Utc, &[Hour, Minute], "1609"), true),
            (seoul(&[EpochMilliseconds], "1667837294608"), false),
            (
                reading(Zone::Utc, &[EpochMilliseconds], "1667837294608"),
                false,
            ),
            (seoul(&[EpochMilliseconds], "1667837294609"), true),
            (seoul(&[EpochMilliseconds], "1667837295608"), true),
        ];
        for (other, expected) in cases {
            assert_eq!(
                disagree(&[other.clone(), exact.clone()]),
                expected,
                "{other:?}"
            );
        }
    }

    /// `TZ=Asia/Seoul date -d @1667837294 +%FT%T%:z`
    #[test]
    fn the_distance_from_utc_is_that_of_the_zone() {
        let moment = Timestamp::from_second(1_667_837_294).unwrap();
        let day = [
            Year,
            Literal('-'),
            Month,
            Literal('-'),
            Day,
            Literal('T'),
            Hour,
        ];
        for (zone, part, expected) in [
            (Zone::Seoul, OffsetWithColon, "2022-11-08T01+09:00"),
            (Zone::Seoul, Distance, "2022-11-08T01+0900"),
            (Zone::Utc, Distance, "2022-11-07T16+0000"),
        ] {
            let parts = [day.as_slice(), &[part]].concat();
            let shown = render(zone, &TimeFormat(parts.clone()), moment);
            assert_eq!(shown, expected);
            let right = reading(zone, &parts, &shown);
            assert!(right.is_in_its_zone() && right.is_near(moment));
            let elsewhere = reading(zone, &parts, &shown.replace("+0", "+1"));
            assert!(!elsewhere.is_in_its_zone());
        }
    }

    /// `date -u -d 2022-11-07T16:08:14.608Z +%s%3N`
    #[test]
    fn epochs_agree_with_what_else_tells_the_time() {
        let epoch = reading(Zone::Utc, &[EpochMilliseconds], "1667837294608");
        for (text, expected) in [("20221108010814", false), ("20221108010813", true)] {
            let local = seoul(&SECONDS, text);
            assert_eq!(disagree(&[local, epoch.clone()]), expected, "{text}");
        }
        assert!(!disagree(&[
            epoch,
            reading(Zone::Utc, &SECONDS, "20221107160814")
        ]));
        let moment = "2022-11-07T16:08:14.608Z".parse().unwrap();
        for zone in [Zone::Seoul, Zone::Utc] {
            let format = TimeFormat(vec![EpochMilliseconds]);
            assert_eq!(render(zone, &format, moment), "1667837294608");
        }
    }

    #[test]
    fn readings_are_near_or_they_are_not() {
        let now: Timestamp = "2022-11-07T15:08:14.608Z".parse().unwrap();
        let cases = [
            (seoul(&SECONDS, "20221108000814"), true),
            (seoul(&SECONDS, "20221107235815"), true),
            (seoul(&SECONDS, "20221107235813"), false),
            (seoul(&SECONDS, "20221108001814"), true),
            (seoul(&SECONDS, "20221108001815"), false),
            (reading(Zone::Utc, &SECONDS, "20221107150814"), true),
            (reading(Zone::Utc, &SECONDS, "20221108000814"), false),
            (seoul(&[Year, Month, Day], "20221107"), true),
            (seoul(&[Year, Month, Day], "20221106"), false),
            (seoul(&[Hour, Minute, Second], "235959"), true),
            (seoul(&[Hour, Minute, Second], "233000"), false),
            (seoul(&[Minute, Second], "5959"), true),
            (seoul(&[Minute, Second], "3000"), false),
            (seoul(&[EpochMilliseconds], "1667833694608"), true),
            (seoul(&[EpochMilliseconds], "1667834294608"), true),
            (seoul(&[EpochMilliseconds], "1667834294609"), false),
            (seoul(&[EpochMilliseconds], "0001667833694"), false),
            (seoul(&[EpochMilliseconds], "9999999999999"), false),
        ];
        for (reading, expected) in cases {
            assert_eq!(reading.is_near(now), expected, "{reading:?}");
        }
    }
}
