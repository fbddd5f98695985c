//! What is wrong with a spec, as data. How it is shown lives in `render`; what is checked lives with the checks.

mod code;
mod consequences;
mod gaps;
mod once;
mod one;
mod page;
mod reference;
mod render;

pub use code::{DiagnosticCode, Level};
pub use one::{Diagnostic, Label, Severity, Suggestion, Unknown};
pub(crate) use one::{meant, quoted, some_of};
pub use page::catalogue;
pub use reference::Reference;
pub use render::{Style, render};

use std::collections::{BTreeSet, HashSet};

use crate::source::{SourceFile, Span};
use consequences::{Entries, Known};
use gaps::Gaps;

/// All diagnostics of one file, gathered over every stage, and what its names refer to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
    errors: usize,
    warnings: usize,
    /// How many of the errors left nothing out: what was meant was read in their place.
    read_as_meant: usize,
    as_meant: HashSet<(DiagnosticCode, Span)>,
    references: BTreeSet<Reference>,
    gaps: Gaps,
    entries: Entries,
    /// What is told only where nothing else is told in a place.
    unless_told: Vec<(Span, Diagnostic)>,
}

impl Diagnostics {
    /// The most of each severity that are kept. Whoever has more has another problem.
    const MOST: usize = 1_000;

    /// Adds one. So many warnings leave room for as many errors: nothing hides an error.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        let count = match diagnostic.severity {
            Severity::Error => &mut self.errors,
            Severity::Warning => &mut self.warnings,
        };
        if *count < Self::MOST {
            *count += 1;
            self.list.push(diagnostic);
        }
    }

    /// Whether another error would be dropped.
    pub fn is_full(&self) -> bool {
        self.errors >= Self::MOST
    }

    /// Adds an error in whose place what was meant is read, so that nothing is missing because of it.
    pub fn push_read_as_meant(&mut self, diagnostic: Diagnostic) {
        self.read_as_meant += usize::from(!self.is_full());
        self.as_meant
            .insert((diagnostic.code, diagnostic.primary.span));
        self.push(diagnostic);
    }

    /// Adds an error, unless another report stands in a place: whoever reads more of it may have better words.
    pub fn push_unless_told_in(&mut self, place: Span, diagnostic: Diagnostic) {
        if self.unless_told.len() < Self::MOST {
            self.unless_told.push((place, diagnostic));
        }
    }

    /// Keeps the words of a text that was left out: names that stand there are not unknown elsewhere.
    pub fn leave_out(&mut self, text: &str) {
        self.gaps.leave_out(text);
    }

    /// Whether a word stands in a text that was left out.
    pub fn is_left_out(&self, word: &str) -> bool {
        self.gaps.words.contains(word)
    }

    /// Keeps that something is missing from what stands at a place, so that what refers to it there says nothing.
    pub fn lacks_something(&mut self, place: Span) {
        self.gaps.places.push(place);
    }

    /// Adds an error because of which something is missing from what stands around it.
    pub fn push_reason(&mut self, diagnostic: Diagnostic) {
        self.gaps.reasons.insert(diagnostic.primary.span);
        self.push(diagnostic);
    }

    /// Makes room for the entries of a text.
    pub fn expect_entries(&mut self, text: &str) {
        self.entries.make_room_for(text);
    }

    /// Keeps that what follows stands in an entry, a key with its value, until it is left; `is_name` is whether the key
    /// is a name, and no word of the language. An item of a list is an entry whose key is itself.
    pub fn enter(&mut self, place: (Span, Span), is_name: bool, is_mapping: bool) {
        self.entries.enter(place, is_name, is_mapping);
    }

    /// Keeps that the entry ends that was entered last.
    pub fn leave(&mut self) {
        self.entries.leave();
    }

    /// How many errors there are among them.
    pub fn error_count(&self) -> usize {
        self.errors
    }

    /// Whether there is an error among them.
    pub fn has_errors(&self) -> bool {
        let mut list = self.list.iter();
        list.any(|diagnostic| diagnostic.severity == Severity::Error)
            || !self.unless_told.is_empty()
    }

    /// Sets the level of what a spec can set it for. Tells whether there was any of it.
    pub fn set_level(&mut self, code: DiagnosticCode, level: Level) -> bool {
        let mut found = false;
        self.list.retain_mut(|diagnostic| {
            if diagnostic.code != code {
                return true;
            }
            found = true;
            diagnostic.severity = match level {
                Level::Deny => Severity::Error,
                Level::Warn | Level::Allow => Severity::Warning,
            };
            level != Level::Allow
        });
        found
    }

    /// Keeps what a name refers to.
    pub fn refers(&mut self, at: Span, declared: Span) {
        self.references.insert(Reference { at, declared });
    }

    /// Whether a name refers to what is declared here.
    pub fn is_referred_to(&self, declared: Span) -> bool {
        let mut references = self.references.iter();
        references.any(|reference| reference.declared == declared)
    }

    /// What names refer to, in the order of the source.
    pub fn references(&self) -> Vec<Reference> {
        self.references.iter().copied().collect()
    }

    /// Leaves out the warnings of one kind.
    pub fn withhold(&mut self, code: DiagnosticCode) {
        self.list
            .retain(|told| told.code != code || told.severity == Severity::Error);
    }

    /// Whether an error was told of this very place.
    pub fn is_told_at(&self, span: Span) -> bool {
        let mut list = self.list.iter();
        list.any(|told| told.primary.span == span && told.severity == Severity::Error)
    }

    /// Whether there is an error because of which something is missing.
    pub fn has_gaps(&self) -> bool {
        self.errors > self.read_as_meant
    }

    /// Whether one of some names stands twice: then another name is missing, and nobody knows which.
    pub fn stands_twice(&self, mut names: impl Iterator<Item = Span>) -> bool {
        let list = self.list.iter();
        let twice = list.filter(|told| told.code == DiagnosticCode::DuplicateKey);
        let firsts = twice.filter_map(|told| told.secondary.first().map(|label| label.span));
        let firsts: HashSet<Span> = firsts.collect();
        !firsts.is_empty() && names.any(|name| firsts.contains(&name))
    }

    /// The diagnostics in the order of the source. What is wrong with a text that holds a character which cannot be
    /// seen is told as that, and as nothing else.
    pub fn into_sorted(mut self, text: &str) -> Vec<Diagnostic> {
        let is_error = |told: &&Diagnostic| told.severity == Severity::Error;
        let errors = self.list.iter().filter(is_error);
        let first = errors.min_by_key(|told| (told.primary.span, told.code));
        let first = first.cloned();
        let unseen = self.list.iter();
        let unseen = unseen.filter(|told| told.code == DiagnosticCode::UnseenCharacter);
        let unseen: HashSet<Span> = unseen.map(|told| told.primary.span).collect();
        self.list.retain(|told| {
            told.code == DiagnosticCode::UnseenCharacter || !unseen.contains(&told.primary.span)
        });
        let references = self.references();
        let gaps = self.gaps;
        self.list.retain(|told| !gaps.explain(told));
        let mut reasons = gaps.reasons;
        for (place, told) in self.unless_told {
            let is_told = |other: &Diagnostic| {
                let span = other.primary.span;
                other.severity == Severity::Error
                    && place.start <= span.start
                    && span.end <= place.end
            };
            if !self.list.iter().any(is_told) {
                reasons.insert(told.primary.span);
                self.list.push(told);
            }
        }
        let known = Known {
            text,
            entries: &self.entries,
            references,
            as_meant: &self.as_meant,
            reasons: &reasons,
        };
        consequences::withhold(&mut self.list, &known);
        // No spec is refused without a word, whatever was taken for the consequence of something else.
        if !self.list.iter().any(|told| is_error(&told)) {
            self.list.extend(first);
        }
        self.list
            .sort_by_key(|diagnostic| (diagnostic.primary.span, diagnostic.code));
        self.list.dedup();
        once::one_report_for_each(self.list, text)
    }
}

/// A file and what was found in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// The file.
    pub file: SourceFile,
    /// Errors and warnings, in the order of the source.
    pub diagnostics: Vec<Diagnostic>,
}

impl Report {
    /// How many of a severity there are.
    pub fn count(&self, severity: Severity) -> usize {
        let all = self.diagnostics.iter();
        all.filter(|diagnostic| diagnostic.severity == severity)
            .count()
    }
}
