//! What is known of the request when something arrives, for the proof of it: the request that is answered, or what the
//! merchant stored.

use std::collections::HashSet;

use crate::diagnostic::Diagnostic;
use crate::model::FieldRef;
use crate::resolve::context::References;
use crate::syntax::reader::Text;

/// The request that an answer is to, and which answers prove it.
pub(crate) struct Answered<'s> {
    /// The fields of the request, by wire name.
    pub request: References<'s>,
    /// Whether every answer has the proof, and not only one that accepts.
    pub always: bool,
}

/// What the merchant stored when it made the request.
pub(crate) struct StoredBefore<'s> {
    /// The values by name.
    pub values: References<'s>,
    /// Those that only the vendor and the merchant know.
    pub secret: HashSet<FieldRef>,
}

impl Answered<'_> {
    /// What to write for a name that is no member of the answer.
    pub(super) fn explain(&self, name: &Text, unknown: Diagnostic, known: Vec<&str>) -> Diagnostic {
        let unknown = unknown.note(
            "the proof of an answer names members of the answer by their wire names, and the vendor's values and credentials",
        );
        match self.request.get(name.value.as_str()) {
            Some((_, field)) => unknown
                .also(field.name.span, "a field of the request")
                .help(format!("write `{{ request: {} }}`", name.value)),
            None => unknown.suggest(&name.value, known),
        }
    }
}
