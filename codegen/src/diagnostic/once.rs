//! One mistake, one report: what several places say because of the same name is told at the first of them.

use std::collections::HashMap;

use super::{Diagnostic, DiagnosticCode};
use crate::source::Span;

/// What is wrong in so many places is one mistake: most probably that of a declaration.
const SAME_MISTAKE: usize = 3;
/// A name that is unknown in so many places is one.
const SAME_NAME: usize = 2;
/// So many of the places are shown.
const MOST_PLACES: usize = 5;

/// Puts reports of one mistake together, at its first place.
pub(super) fn one_report_for_each(mut list: Vec<Diagnostic>) -> Vec<Diagnostic> {
    list.dedup_by(|one, other| {
        let what = |told: &Diagnostic| (told.code, told.primary.span);
        what(one) == what(other) && one.message == other.message
    });
    let mut places: HashMap<(DiagnosticCode, String), Vec<Span>> = HashMap::new();
    for told in &list {
        if let Some(mistake) = mistake(told) {
            places.entry(mistake).or_default().push(told.primary.span);
        }
    }
    places.retain(|(code, _), places| match code {
        DiagnosticCode::UnknownName => places.len() >= SAME_NAME,
        _ => places.len() >= SAME_MISTAKE,
    });
    let mut kept = Vec::with_capacity(list.len());
    for told in list {
        match mistake(&told).and_then(|mistake| places.get(&mistake)) {
            None => kept.push(told),
            Some(places) if places.first() == Some(&told.primary.span) => {
                kept.push(in_other_places(told, places.get(1..).unwrap_or_default()));
            }
            Some(_) => {}
        }
    }
    kept
}

/// What two reports have in common that tell one mistake; none where each is one of its own.
fn mistake(told: &Diagnostic) -> Option<(DiagnosticCode, String)> {
    let same = match told.code {
        DiagnosticCode::UnknownName => match &told.unknown {
            Some(unknown) => unknown.name.clone(),
            None => told.message.clone(),
        },
        DiagnosticCode::BrokenRule | DiagnosticCode::Conflict if told.message.contains('`') => {
            told.message.clone()
        }
        // What several operations lack in the same words is missing from a group, or was taken for something else.
        DiagnosticCode::Result if told.message.matches('`').count() == 2 => {
            told.message.split('`').step_by(2).collect()
        }
        _ => return None,
    };
    Some((told.code, same))
}

/// A report with other places where the same is wrong.
fn in_other_places(told: Diagnostic, places: &[Span]) -> Diagnostic {
    let shown = places.iter().take(MOST_PLACES);
    let told = shown.fold(told, |told, span| told.also(*span, "and here"));
    let more = places.len().saturating_sub(MOST_PLACES);
    if more > 0 && told.note.is_none() {
        return told.note(format!("and in {more} more places"));
    }
    told
}
