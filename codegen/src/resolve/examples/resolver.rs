//! What examples are resolved with, and what is reported of all of them.

use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::{CredentialId, ExampleSource, Name};
use crate::resolve::context::Context;
use crate::resolve::notation::text;
use crate::source::Span;
use crate::syntax::reader::Text;
use crate::syntax::spec::{self, Named};

/// What examples are resolved with.
pub(super) struct Resolver<'c, 's> {
    pub context: &'c Context<'s>,
    /// What they have where they say nothing else.
    pub common: Common,
}

/// What examples have where they say nothing else.
#[derive(Default)]
pub(super) struct Common {
    pub clock: Option<i64>,
    pub random: Option<Vec<u8>>,
    pub credentials: Vec<(CredentialId, String)>,
}

impl Resolver<'_, '_> {
    /// The name of an example, which becomes that of a test.
    pub fn name(&self, entry: &Named<spec::Example>, out: &mut Diagnostics) -> Name {
        text::name(&entry.name, out).unwrap_or_else(Name::unreadable)
    }

    /// Where an example comes from. One from nowhere proves nothing.
    pub fn source(&self, entry: &Named<spec::Example>, out: &mut Diagnostics) -> ExampleSource {
        let spec::Example {
            document, computed, ..
        } = &entry.value;
        if document.is_none() && computed.is_none() {
            let missing = Diagnostic::new(
                DiagnosticCode::MissingKey,
                entry.name.span,
                format!(
                    "the example `{}` does not say where it comes from",
                    entry.name.value
                ),
            )
            .label("needs `document` or `computed`")
            .note("values that kpg made itself prove nothing about kpg");
            out.push(missing.help(
                "cite the page that shows it as `document: guide#2.1`, or say how it was computed elsewhere: \
                 `computed: openssl dgst -sha256`",
            ));
        }
        let citation = document.as_ref();
        ExampleSource {
            citation: citation.and_then(|document| self.context.citation(document, out)),
            computed: computed.as_ref().map(|computed| computed.value.clone()),
        }
    }
}

/// Reports a name that stands for nothing.
pub(super) fn unknown<'n>(
    name: &Text,
    what: &str,
    known: impl IntoIterator<Item = &'n str>,
    out: &mut Diagnostics,
) {
    let message = format!("there is no {what} `{}`", name.value);
    let unknown = Diagnostic::new(DiagnosticCode::UnknownName, name.span, message);
    out.push(unknown.suggest(&name.value, known));
}

/// Reports an example in which nothing is expected.
pub(super) fn expects_nothing(place: Span, help: &str, out: &mut Diagnostics) {
    let message = "the example expects nothing";
    let missing = Diagnostic::new(DiagnosticCode::MissingKey, place, message);
    out.push(missing.help(help));
}
