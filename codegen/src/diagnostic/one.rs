//! One diagnostic: what is wrong, where, and what to do, with the word that was most probably meant.

use std::collections::HashSet;

use super::code::{DiagnosticCode, Level};
use crate::source::{SourceFile, Span};

/// So many known words are listed where none is close; the keys of a field are the most there are.
const MOST_LISTED: usize = 24;
/// So many words are named of which one report is.
const MOST_NAMED: usize = 3;
/// Nobody misspells a longer word; comparing costs its length times that of every known one.
const LONGEST_MISSPELT: usize = 60;

/// One thing that is wrong, at its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Which kind of mistake it is.
    pub code: DiagnosticCode,
    /// Whether the spec compiles in spite of it.
    pub severity: Severity,
    /// What is wrong, naming the culprit.
    pub message: String,
    /// The culprit's place and a word on it.
    pub primary: Label,
    /// Other places that have to do with it.
    pub secondary: Vec<Label>,
    /// Why it matters.
    pub note: Option<String>,
    /// What to do.
    pub help: Option<String>,
    /// What is most probably meant, where a word is misspelt.
    pub suggestion: Option<Suggestion>,
    /// The name that is unknown, where one is.
    pub unknown: Option<Unknown>,
}

/// A name that refers to nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unknown {
    /// The name as it was understood.
    pub name: String,
    /// Whether no name at all is known there.
    pub is_nothing_known: bool,
}

/// A misspelt word and what it most probably stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// The word, as it was understood; in the text it may stand among others or in quotes.
    pub written: String,
    /// What to write in place of it.
    pub meant: String,
}

/// Whether a spec compiles in spite of a diagnostic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// It does not.
    Error,
    /// It does.
    Warning,
}

/// A place and a word on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// The word; may be empty.
    pub text: String,
}

impl Diagnostic {
    /// A diagnostic at a place.
    pub fn new(code: DiagnosticCode, span: Span, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: match code.lint() {
                Some((_, Level::Warn | Level::Allow)) => Severity::Warning,
                Some((_, Level::Deny)) | None => Severity::Error,
            },
            message: message.into(),
            primary: Label {
                span,
                text: String::new(),
            },
            secondary: Vec::new(),
            note: None,
            help: None,
            suggestion: None,
            unknown: None,
        }
    }

    /// With a word at the culprit.
    #[must_use]
    pub fn label(mut self, text: impl Into<String>) -> Self {
        self.primary.text = text.into();
        self
    }

    /// With another place.
    #[must_use]
    pub fn also(mut self, span: Span, text: impl Into<String>) -> Self {
        self.secondary.push(Label {
            span,
            text: text.into(),
        });
        self
    }

    /// With the reason why it matters.
    #[must_use]
    pub fn note(mut self, text: impl Into<String>) -> Self {
        self.note = Some(text.into());
        self
    }

    /// With what to do.
    #[must_use]
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help = Some(text.into());
        self
    }

    /// With what is most probably meant by a word.
    #[must_use]
    pub fn meaning(mut self, written: &str, meant: &str) -> Self {
        self.suggestion = Some(Suggestion {
            written: written.to_owned(),
            meant: meant.to_owned(),
        });
        self.help(format!("did you mean `{meant}`?"))
    }

    /// With a suggestion, when one of `known` looks like what was meant; otherwise with the list.
    #[must_use]
    pub fn suggest<'a>(mut self, written: &str, known: impl IntoIterator<Item = &'a str>) -> Self {
        let mut known: Vec<&str> = known.into_iter().collect();
        self.unknown = Some(Unknown {
            name: written.to_owned(),
            is_nothing_known: known.is_empty(),
        });
        let mut seen = HashSet::new();
        known.retain(|word| seen.insert(*word));
        if let Some(meant) = closest(written, &known) {
            return self.meaning(written, meant);
        }
        match known.as_slice() {
            [] => self.help("none is declared"),
            known if known.len() <= MOST_LISTED => {
                self.help(format!("known here: {}", quoted(known)))
            }
            _ => self,
        }
    }

    /// The suggestion as a change of the text: a place and what to write there. There is none where the
    /// word is not found in the text to the letter, or what is meant would need quotes.
    pub fn replacement<'d>(&'d self, file: &SourceFile) -> Option<(Span, &'d str)> {
        let Suggestion { written, meant } = self.suggestion.as_ref()?;
        let range = file.clamp(self.primary.span);
        let culprit = file.text().get(range.clone())?;
        let mut found = culprit.match_indices(written.as_str());
        let (Some((offset, word)), None) = (found.next(), found.next()) else {
            return None;
        };
        let plain = |c: char| c.is_alphanumeric() || c == '_';
        let start = range.start + offset;
        let place = Span::new(start, start + word.len());
        (!word.is_empty() && meant.chars().all(plain)).then_some((place, meant))
    }
}

/// `a`, `b` or `c`
pub(crate) fn quoted(words: &[&str]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    quoted.join(", ")
}

/// The first of some words: `a`, `b`, `c` and 4 more
pub(crate) fn some_of(words: &[&str]) -> String {
    let named = words.get(..MOST_NAMED).unwrap_or(words);
    match words.len() - named.len() {
        0 => quoted(named),
        more => format!("{} and {more} more", quoted(named)),
    }
}

/// The one word that a misspelt one stands for; none where two are as near.
pub(crate) fn meant<'a>(written: &str, known: &[&'a str]) -> Option<&'a str> {
    let first = closest(written, known)?;
    let mut others = known.to_vec();
    others.retain(|word| *word != first);
    let near = |word: &str| strsim::damerau_levenshtein(&folded(written), &folded(word));
    let is_alone = closest(written, &others).is_none_or(|second| near(first) < near(second));
    is_alone.then_some(first)
}

fn folded(word: &str) -> String {
    word.to_lowercase().replace('-', "_")
}

/// The known word that a misspelt one most probably stands for.
fn closest<'a>(written: &str, known: &[&'a str]) -> Option<&'a str> {
    if written.chars().nth(LONGEST_MISSPELT).is_some() {
        return None;
    }
    let written_folded = folded(written);
    known
        .iter()
        .map(|candidate| {
            (
                strsim::damerau_levenshtein(&written_folded, &candidate.to_lowercase()),
                *candidate,
            )
        })
        .filter(|(distance, candidate)| *distance <= candidate.chars().count().max(3) / 3)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}
