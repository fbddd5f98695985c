//! What of a spec could not be read, and which reports are only about that.

use std::collections::HashSet;

use super::{Diagnostic, DiagnosticCode};
use crate::source::Span;

/// What was left out of a spec.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Gaps {
    /// The words of texts that were left out.
    pub words: HashSet<String>,
    /// Places from which something is missing.
    pub places: Vec<Span>,
    /// Where it is told why something is missing.
    pub reasons: HashSet<Span>,
}

impl Gaps {
    pub fn leave_out(&mut self, text: &str) {
        let separates = |c: char| c.is_whitespace() || "{}[],:\"'#".contains(c);
        let words = text.split(separates).filter(|word| !word.is_empty());
        self.words.extend(words.map(str::to_owned));
    }

    /// Whether something is reported only because of what was left out.
    pub fn explain(&self, told: &Diagnostic) -> bool {
        if self.reasons.contains(&told.primary.span) {
            return false;
        }
        if told
            .code
            .lint()
            .is_some_and(|(lint, _)| self.words.contains(lint))
        {
            return true;
        }
        let is_inside = || self.surround(told.primary.span);
        match (told.code, &told.unknown) {
            (DiagnosticCode::UnknownName, Some(unknown)) => {
                self.words.contains(&unknown.name) || (unknown.is_nothing_known && is_inside())
            }
            (DiagnosticCode::Result, _) => is_inside(),
            _ => false,
        }
    }

    fn surround(&self, place: Span) -> bool {
        let mut places = self.places.iter();
        places.any(|gap| gap.start <= place.start && place.end <= gap.end)
    }
}
