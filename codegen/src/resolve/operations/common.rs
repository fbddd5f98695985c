//! What an operation has in common with those of other vendors, and by which field the merchant knows what a request is
//! about.

use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::{
    Basis, Common, CommonPart, CommonWord, Effect, Field, FieldRef, Need, Operation, Source,
};
use crate::resolve::context::field_of_request_named;
use crate::source::Span;
use crate::syntax::reader::Text;
use crate::syntax::spec::{self, Named, Spec};

/// Adds to every operation what it has in common with others, and what identifies its requests.
pub(crate) fn common(spec: &Spec, operations: &mut [Operation], out: &mut Diagnostics) {
    let mut done: Vec<(CommonWord, Span)> = Vec::new();
    for (entry, operation) in spec.operations.iter().zip(operations) {
        for written in &entry.value.common {
            let Some(does) = &written.does else { continue };
            if let Some((_, first)) = done.iter().find(|(known, _)| *known == does.value) {
                let message = format!("two operations do `{}`", does.value.word());
                let conflict = Diagnostic::new(DiagnosticCode::Conflict, does.span, message);
                out.push(conflict.also(*first, "the first one").help(
                    "leave it to the operation that serves most payments; a merchant can call the other one by its name",
                ));
                continue;
            }
            done.push((does.value, does.span));
            let found = one(entry, operation, (written, does.value), out);
            operation.common.push(found);
        }
        operation.identification = identification(entry, operation, out);
    }
}

fn one(
    entry: &Named<spec::Operation>,
    operation: &Operation,
    (written, does): (&spec::Common, CommonWord),
    out: &mut Diagnostics,
) -> Common {
    effect_fits(operation.effect, (written, does), out);
    let mut given: Vec<(CommonPart, FieldRef)> = Vec::new();
    for (part, name) in &written.given {
        if does.need(*part).is_none() {
            let message = format!("`{}` takes no `{}`", does.word(), part.word());
            let conflict = Diagnostic::new(DiagnosticCode::Conflict, name.span, message);
            out.push(conflict.help("remove it"));
            continue;
        }
        let Some(at) = field_given_by_the_caller(entry, operation, name, out) else {
            continue;
        };
        if let Some((other, _)) = given.iter().find(|(_, known)| *known == at) {
            let message = format!("`{}` takes `{}` already", name.value, other.word());
            let conflict = Diagnostic::new(DiagnosticCode::Conflict, name.span, message);
            out.push(conflict.help("name another field, or remove one of the two"));
            continue;
        }
        if let Some(field) = operation.field(at) {
            kind_fits(field, (*part, name), out);
        }
        given.push((*part, at));
    }
    for (part, need) in does.row() {
        let is_written = written.given.iter().any(|(known, _)| known == part);
        if *need == Need::Always && !is_written {
            let message = format!(
                "`{}` does not say which field takes `{}`",
                does.word(),
                part.word()
            );
            let missing = Diagnostic::new(DiagnosticCode::MissingKey, written.place, message);
            out.push(missing.help(format!("add `{}:` with the name of the field", part.word())));
        }
    }
    Common { does, given }
}

fn effect_fits(
    effect: Effect,
    (written, does): (&spec::Common, CommonWord),
    out: &mut Diagnostics,
) {
    let (is_right, what) = match does {
        CommonWord::Cancel | CommonWord::PartialCancel => {
            (effect != Effect::Reads, "changes nothing")
        }
        CommonWord::Inquiry | CommonWord::OrderInquiry => {
            (effect == Effect::Reads, "does more than read")
        }
    };
    if !is_right {
        let place = written
            .does
            .as_ref()
            .map_or(written.place, |does| does.span);
        let message = format!("an operation that {what} is no `{}`", does.word());
        let conflict = Diagnostic::new(DiagnosticCode::Conflict, place, message);
        out.push(conflict.help("correct its `effect`, or say something else under `does:`"));
    }
}

fn kind_fits(field: &Field, (part, name): (CommonPart, &Text), out: &mut Diagnostics) {
    let basis = field.facts.content.one().map(|kind| kind.basis());
    let (fits, wanted) = match part.is_amount() {
        true => (
            matches!(basis, Some(Basis::Number | Basis::Decimal)),
            "an amount or another number that is not negative",
        ),
        false => (basis == Some(Basis::Text), "a text"),
    };
    if !fits {
        let message = format!("`{}` cannot take `{}`", name.value, part.word());
        let conflict = Diagnostic::new(DiagnosticCode::Conflict, name.span, message);
        out.push(conflict.help(format!("name a field that is {wanted}")));
    }
}

/// The field that `identified_by` names; without it, that of a common part which identifies a payment.
fn identification(
    entry: &Named<spec::Operation>,
    operation: &Operation,
    out: &mut Diagnostics,
) -> Option<FieldRef> {
    let Some(name) = &entry.value.identified_by else {
        let given = operation.common.iter().flat_map(|common| &common.given);
        let mut given = given.filter(|(part, _)| match part {
            CommonPart::Transaction | CommonPart::Order => true,
            CommonPart::Amount | CommonPart::Remaining | CommonPart::Reason | CommonPart::Key => {
                false
            }
        });
        let (_, at) = given.next()?;
        return operation
            .field(*at)
            .filter(|field| !field.facts.sensitive)
            .map(|_| *at);
    };
    let at = field_given_by_the_caller(entry, operation, name, out)?;
    let facts = &operation.field(at)?.facts;
    let problem = match facts.content.one() {
        _ if facts.sensitive => "it is sensitive, and errors and logs show what a request is about",
        None => "it is no single value",
        Some(kind) if kind.basis() == Basis::Bytes => "it is bytes",
        Some(_) => return Some(at),
    };
    let message = format!("`{}` cannot identify a request: {problem}", name.value);
    let conflict = Diagnostic::new(DiagnosticCode::Conflict, name.span, message);
    out.push(conflict.help("name a field with an order number or a transaction ID"));
    None
}

fn field_given_by_the_caller(
    entry: &Named<spec::Operation>,
    operation: &Operation,
    name: &Text,
    out: &mut Diagnostics,
) -> Option<FieldRef> {
    let at = field_of_request_named(&entry.value, name, out)?;
    let field = operation.field(at)?;
    if field.source == Source::Caller {
        return Some(at);
    }
    let message = format!("`{}` is not given by the caller", name.value);
    let conflict = Diagnostic::new(DiagnosticCode::Conflict, name.span, message);
    out.push(conflict.help("name a field that the caller gives"));
    None
}
