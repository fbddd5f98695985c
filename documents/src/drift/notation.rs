//! Facts in the notation of the spec language, in which corrections of quirks hold them and edits write them.

use super::demand::Demand;
use crate::page::Range;

/// A length as the spec language writes it; it begins at 1 where nothing is said.
pub(super) fn length(length: Range) -> String {
    let Range { min, max } = length;
    match (min, max) {
        (min, max) if min == max => max.to_string(),
        (1, max) => format!("..{max}"),
        (min, max) => format!("{min}..{max}"),
    }
}

/// The range of an integer as the spec language writes it.
pub(super) fn range(range: Range) -> String {
    format!("{}..{}", range.min, range.max)
}

/// The length that a spec writes as `14`, `..40` or `1..30`.
pub(super) fn parse_length(text: &str) -> Option<Range> {
    let number = |text: &str| text.trim().parse::<u64>().ok();
    let (min, max) = match text.split_once("..") {
        None => number(text).map(|exact| (exact, exact)),
        Some(("", most)) => number(most).map(|most| (1, most)),
        Some((least, most)) => Some((number(least)?, number(most)?)),
    }?;
    Some(Range { min, max })
}

/// The presence that a spec writes as `required` or `optional`; anything else is a rule.
pub(super) fn parse_presence(text: &str) -> Demand {
    match text {
        "required" => Demand::Required,
        "optional" => Demand::Optional,
        _ => Demand::Conditional,
    }
}
