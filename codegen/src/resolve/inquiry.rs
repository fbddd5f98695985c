//! Inquiries: asking what became of a request, with nothing but what the request itself had.

use super::context::{Context, lookup};
use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::{
    Effect, FieldRef, Inquiry, Kind, Operation, OperationId, Place, Presence, Source,
};
use crate::syntax::reader::Text;
use crate::syntax::spec::{self, Named};

/// The inquiry of every operation, once all operations are known.
pub(super) fn inquiries(
    context: &Context<'_>,
    operations: &[Operation],
    out: &mut Diagnostics,
) -> Vec<Option<Inquiry>> {
    let entries = context.spec.operations.iter().zip(operations);
    entries
        .map(|(entry, operation)| inquiry(context, entry, operation, operations, out))
        .collect()
}

fn inquiry(
    context: &Context<'_>,
    entry: &Named<spec::Operation>,
    operation: &Operation,
    operations: &[Operation],
    out: &mut Diagnostics,
) -> Option<Inquiry> {
    let written = entry.value.inquiry.as_ref()?;
    let name = written.operation.as_ref()?;
    let id = context.operation(name, out)?;
    let (asked, asked_entry) = (operations.get(id.0)?, context.spec.operations.get(id.0)?);
    only_reads(asked, name, out);
    let mut fields = Vec::new();
    for pair in &written.with {
        let theirs = member(
            asked_entry,
            &pair.name,
            "request member of the inquiry",
            out,
        );
        let ours = member(entry, &pair.value, "request member", out);
        if let (Some(theirs), Some(ours)) = (theirs, ours) {
            same_kind(asked, operation, (theirs, ours), pair, out);
            fields.push((theirs, ours));
        }
    }
    nothing_is_missing(asked, &fields, name, out);
    if written.with.is_empty() {
        let problem = Diagnostic::new(
            DiagnosticCode::MissingKey,
            name.span,
            "the inquiry does not say what it asks about",
        )
        .help("name the member that identifies the request under `with:`");
        out.push(problem);
    }
    Some(Inquiry {
        operation: OperationId(id.0),
        fields,
    })
}

fn member(
    entry: &Named<spec::Operation>,
    name: &Text,
    what: &str,
    out: &mut Diagnostics,
) -> Option<FieldRef> {
    lookup(&entry.value.request, name, what, out).map(|index| FieldRef {
        place: Place::Body,
        index,
    })
}

/// Asking must not move money once more.
fn only_reads(asked: &Operation, name: &Text, out: &mut Diagnostics) {
    if asked.effect != Effect::Reads {
        let conflict = Diagnostic::new(
            DiagnosticCode::Conflict,
            name.span,
            format!("`{}` does more than read", asked.name),
        )
        .note("an inquiry is asked when it is not known whether money has moved")
        .help("name an operation with `effect: reads`");
        out.push(conflict);
    }
}

fn same_kind(
    asked: &Operation,
    operation: &Operation,
    (theirs, ours): (FieldRef, FieldRef),
    pair: &Named<Text>,
    out: &mut Diagnostics,
) {
    let (Some(their), Some(our)) = (asked.field(theirs), operation.field(ours)) else {
        return;
    };
    let certain = our.source == Source::Caller && our.presence == Presence::Required;
    let simple = matches!(
        our.kind,
        Kind::Text | Kind::Digits | Kind::DateTime(_) | Kind::Integer { .. } | Kind::Amount { .. }
    );
    if their.source != Source::Caller || !certain || !simple || their.kind != our.kind {
        let message = format!(
            "`{}` can not give `{}` its value",
            pair.value.value, pair.name.value
        );
        let conflict = Diagnostic::new(DiagnosticCode::Conflict, pair.value.span, message)
            .help("both must be given by the caller and have the same type, and the one that is asked for must be required");
        out.push(conflict);
    }
}

fn nothing_is_missing(
    asked: &Operation,
    fields: &[(FieldRef, FieldRef)],
    name: &Text,
    out: &mut Diagnostics,
) {
    let given = |index: usize| {
        fields
            .iter()
            .any(|(theirs, _)| theirs.place == Place::Body && theirs.index == index)
    };
    let body = asked.body.iter().enumerate();
    let headers = asked
        .headers
        .iter()
        .filter(|field| field.source == Source::Caller && field.presence == Presence::Required);
    let missing = body
        .filter(|(index, field)| {
            field.source == Source::Caller && field.presence == Presence::Required && !given(*index)
        })
        .map(|(_, field)| field)
        .chain(headers);
    for field in missing {
        let problem = Diagnostic::new(
            DiagnosticCode::MissingKey,
            name.span,
            format!("the inquiry needs `{}` too", field.wire),
        )
        .help(format!(
            "add `{}: <request member>` under `with:`",
            field.wire
        ));
        out.push(problem);
    }
}
