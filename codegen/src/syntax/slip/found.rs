//! Where a parser gave up, and what somebody most probably did. Nothing is looked for here.

use crate::source::Span;

/// Where a parser gave up.
pub(in crate::syntax) struct GivenUp<'t> {
    /// The whole text.
    pub text: &'t str,
    /// The byte at which it gave up.
    pub at: usize,
    /// What it says.
    pub what: &'t str,
    /// Where the lists and mappings begin whose ends it has not seen, the outermost first.
    pub open: &'t [usize],
}

/// What somebody most probably did.
pub(super) struct Slip {
    pub place: Span,
    /// What is wrong, as a sentence.
    pub message: String,
    /// A word at the place.
    pub label: &'static str,
    pub help: String,
    /// Another place that has to do with it.
    pub also: Option<(Span, &'static str)>,
}

impl Slip {
    pub fn new(place: Span, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self {
            place,
            message: message.into(),
            label: "",
            help: help.into(),
            also: None,
        }
    }

    pub fn label(mut self, label: &'static str) -> Self {
        self.label = label;
        self
    }

    pub fn also(mut self, place: Span, label: &'static str) -> Self {
        self.also = Some((place, label));
        self
    }
}
