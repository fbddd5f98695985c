//! Points in time as vendors write them: formats that tell one, and the zone of those that tell none.

use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::{TimeFormat, TimePart, Zone};
use crate::resolve::notation::text;
use crate::source::Spanned;
use crate::syntax::reader::Text;

/// The zone in which the times of a member or header are told: named where their format tells none, and only there;
/// `None` where they are no points in time, or the zone is not told, which is reported.
pub(crate) fn zone_of_moment(
    name: &Text,
    (zone, format, read): (Option<&Spanned<Zone>>, &Text, &TimeFormat),
    help: &str,
    out: &mut Diagnostics,
) -> Option<Option<Zone>> {
    if !is_a_moment(read) {
        let message = format!("`{}` is no point in time", format.value);
        let vague = Diagnostic::new(DiagnosticCode::Conflict, name.span, message)
            .also(format.span, "its format");
        out.push(vague.help(help));
        return None;
    }
    match (zone, tells_its_zone(read)) {
        (None, true) => Some(read.is_of_utc().then_some(Zone::Utc)),
        (Some(zone), true) => {
            let message = format!("`{}` tells its zone itself", name.value);
            let conflict = Diagnostic::new(DiagnosticCode::Conflict, zone.span, message)
                .also(format.span, "its format");
            out.push(conflict.help("remove `zone`"));
            None
        }
        (None, false) => {
            let message = format!("nothing tells the zone of `{}`", name.value);
            let missing = Diagnostic::new(DiagnosticCode::MissingKey, name.span, message)
                .also(format.span, "its format");
            out.push(missing.help("add `zone: Asia/Seoul`, or `UTC` where the document says so"));
            None
        }
        (Some(zone), false) => Some(Some(zone.value)),
    }
}

fn is_a_moment(format: &TimeFormat) -> bool {
    let has = |part: &TimePart| format.0.contains(part);
    let has_year = has(&TimePart::Year) || has(&TimePart::ShortYear);
    format.is_epoch()
        || has_year && has(&TimePart::Month) && has(&TimePart::Day) && has(&TimePart::Hour)
}

fn tells_its_zone(format: &TimeFormat) -> bool {
    let tells = |part: &TimePart| matches!(part, TimePart::Offset | TimePart::OffsetWithColon);
    format.is_epoch() || format.is_of_utc() || format.0.iter().any(tells)
}

/// A format in which a clock of a zone is written. Of UTC there are several spellings, so that the format quotes one.
pub(crate) fn clock_format(
    zone: Zone,
    written: &Text,
    out: &mut Diagnostics,
) -> Option<TimeFormat> {
    let format = text::time_format(written, out)?;
    let tells = |part: &TimePart| matches!(part, TimePart::Offset | TimePart::OffsetWithColon);
    match zone {
        Zone::Seoul if format.is_of_utc() => {
            let message = format!(
                "`{}` says that the time is in UTC, and the clock is not",
                written.value
            );
            let problem = Diagnostic::new(DiagnosticCode::Conflict, written.span, message);
            out.push(problem.help("take the time from a value `clock: UTC`; or write the zone as `Z` (+0900) or `XXX` (+09:00)"));
            None
        }
        Zone::Utc if format.0.iter().any(tells) => {
            let problem = Diagnostic::new(
                DiagnosticCode::BadValue,
                written.span,
                "UTC is written in more than one way",
            )
            .note("the letter `Z` of ISO 8601 is what most pages show");
            out.push(problem.help("quote what the page shows: `'Z'`, `'+0000'` or `'+00:00'`"));
            None
        }
        Zone::Seoul | Zone::Utc => Some(format),
    }
}
