//! Moments as formats write them.

use jiff::Timestamp;
use jiff::tz::{Offset, TimeZone};
use kpg_codegen::model::{TimeFormat, Zone};

/// The moment as a format writes it in a zone.
pub fn render(zone: Zone, format: &TimeFormat, moment: Timestamp) -> String {
    let zoned = moment.to_zoned(TimeZone::fixed(offset(zone)));
    zoned.strftime(&format.strftime()).to_string()
}

/// How far the clocks of a zone are from UTC.
pub fn offset(zone: Zone) -> Offset {
    match zone {
        Zone::Seoul => Offset::constant(9),
        Zone::Utc => Offset::UTC,
    }
}
