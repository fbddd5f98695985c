//! The time zones of vendors.

use chrono::FixedOffset;

/// The zone a time on the wire is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Zone {
    /// Korean time, UTC+9 all year.
    Seoul,
    /// UTC.
    Utc,
}

/// Korea has had no daylight saving time since 1988, so a fixed offset is exact and needs no time zone database.
const SEOUL: FixedOffset = offset(9);
const UTC: FixedOffset = offset(0);

#[allow(
    clippy::panic,
    reason = "both constants are computed by the compiler: a wrong one would not compile"
)]
const fn offset(hours: i32) -> FixedOffset {
    match FixedOffset::east_opt(hours * 3_600) {
        Some(offset) => offset,
        None => panic!("no offset is that far from UTC"),
    }
}

impl Zone {
    pub(crate) fn offset(self) -> FixedOffset {
        match self {
            Self::Seoul => SEOUL,
            Self::Utc => UTC,
        }
    }
}
