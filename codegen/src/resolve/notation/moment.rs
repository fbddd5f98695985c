//! Points in time as vendors write them: formats that tell one, and the zone of those that tell none.

use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::{TimeFormat, TimePart, Zone};
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
        (None, true) => Some(None),
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
    format.is_epoch() || format.0.iter().any(tells)
}
