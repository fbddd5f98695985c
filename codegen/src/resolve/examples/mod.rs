//! Examples: what they name must be there, and what they give must obey the rules of its field. Whether the spec makes of
//! them what their source says is not known here: that is computed by whoever carries out recipes.

mod arriving;
mod given;
mod request;
mod secrets;
mod supply;

use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::{ExampleSource, Examples, Name, Vendor};
use crate::resolve::context::Context;
use crate::resolve::notation::text;
use crate::source::Span;
use crate::syntax::reader::Text;
use crate::syntax::spec::{self, Named, Spec};

/// Puts the examples of a spec into its model, which has everything else already.
pub(super) fn examples(
    context: &Context<'_>,
    spec: &Spec,
    vendor: &mut Vendor,
    out: &mut Diagnostics,
) {
    let common = supply::common(context, spec, vendor, out);
    let resolver = Resolver { context, common };
    let operations = spec.operations.iter().enumerate();
    for (index, entry) in operations {
        let Some(operation) = vendor.operations.get(index) else {
            continue;
        };
        let about = request::About::operation(vendor, operation);
        let made = listed(&entry.value.examples, out, |example, out| {
            resolver.request(&about, example, out)
        });
        if let Some(operation) = vendor.operations.get_mut(index) {
            operation.request.examples = made;
        }
    }
    for (index, entry) in spec.forms.iter().enumerate() {
        let Some(form) = vendor.forms.get(index) else {
            continue;
        };
        let about = request::About::form(vendor, form);
        let made = listed(&entry.value.examples, out, |example, out| {
            resolver.request(&about, example, out)
        });
        if let Some(form) = vendor.forms.get_mut(index) {
            form.request.examples = made;
        }
    }
    for (index, entry) in spec.notifications.iter().enumerate() {
        let Some(notification) = vendor.notifications.get(index) else {
            continue;
        };
        let made = listed(&entry.value.examples, out, |example, out| {
            resolver.notice((vendor, notification), example, out)
        });
        if let Some(notification) = vendor.notifications.get_mut(index) {
            notification.examples = made;
        }
    }
}

/// What examples are resolved with.
struct Resolver<'c, 's> {
    context: &'c Context<'s>,
    /// What they have where they say nothing else.
    common: supply::Common,
}

fn listed<E>(
    written: &Option<spec::Examples>,
    out: &mut Diagnostics,
    mut read: impl FnMut(&Named<spec::Example>, &mut Diagnostics) -> E,
) -> Examples<E> {
    match written {
        None => Examples::default(),
        Some(spec::Examples::Undocumented(why)) => Examples::Undocumented(why.value.clone()),
        Some(spec::Examples::Listed(list)) => {
            Examples::Listed(list.iter().map(|entry| read(entry, out)).collect())
        }
    }
}

impl Resolver<'_, '_> {
    /// The name of an example, which becomes that of a test.
    fn name(&self, entry: &Named<spec::Example>, out: &mut Diagnostics) -> Name {
        text::name(&entry.name, out).unwrap_or_else(Name::unreadable)
    }

    /// Where an example comes from. One from nowhere proves nothing.
    fn source(&self, entry: &Named<spec::Example>, out: &mut Diagnostics) -> ExampleSource {
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
fn unknown<'n>(
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
fn expects_nothing(place: Span, help: &str, out: &mut Diagnostics) {
    let message = "the example expects nothing";
    let missing = Diagnostic::new(DiagnosticCode::MissingKey, place, message);
    out.push(missing.help(help));
}
