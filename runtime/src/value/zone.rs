//! The time zones of vendors.

use jiff::tz::Offset;

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
