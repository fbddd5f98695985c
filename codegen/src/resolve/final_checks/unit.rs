//! What lengths count: a fact to look up, not one to take for granted.

use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::syntax::reader::Text;
use crate::syntax::spec::{Field, Named, Operation, Spec};
use crate::words::Letters;

/// Reports the first length whose unit is said nowhere.
pub(super) fn units_are_declared(spec: &Spec, out: &mut Diagnostics) {
    if spec.length_unit.is_some() {
        return;
    }
    let credentials = spec
        .credentials
        .iter()
        .filter_map(|credential| credential.value.length.as_ref());
    let requests = spec.operations.iter().chain(&spec.forms);
    let operations = requests.flat_map(|entry| lists(&entry.value));
    let notifications = spec.notifications.iter().flat_map(|notification| {
        let stored = notification.value.stored.iter();
        let stored = stored.flat_map(|stored| &stored.values);
        notification.value.fields.iter().chain(stored)
    });
    let fields = operations.chain(notifications);
    let first = credentials
        .chain(fields.filter_map(undeclared))
        .min_by_key(|length| length.span);
    if let Some(length) = first {
        let problem = Diagnostic::new(
            DiagnosticCode::UndeclaredLengthUnit,
            length.span,
            "the spec does not say what lengths count",
        )
        .note("characters are counted; Korean text has two bytes a character in EUC-KR and three in UTF-8")
        .help("say it once for all: `lengths: characters`, `utf8_bytes` or `euckr_bytes`");
        out.push(problem);
    }
}

fn lists(operation: &Operation) -> impl Iterator<Item = &Named<Field>> {
    let lists = [
        &operation.segments,
        &operation.query,
        &operation.request,
        &operation.inputs,
        &operation.answer,
        &operation.headers,
    ];
    lists.into_iter().flatten()
}

/// A length of a text that can be Korean, and that says no unit of its own.
fn undeclared(field: &Named<Field>) -> Option<&Text> {
    let value = &field.value;
    let is_text = value
        .type_word()
        .is_some_and(|word| word.letters() == Letters::Any);
    let own = value
        .length
        .as_ref()
        .filter(|_| is_text && value.unit.is_none());
    let members = value.members.iter().flatten();
    own.or_else(|| members.into_iter().find_map(undeclared))
}
