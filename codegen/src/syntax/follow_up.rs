//! What follows a request, as it is written: inquiries, the net-cancel, and where refusals lead.

use super::condition::condition;
use super::named::members;
use super::reader::{Fields, text};
use super::shape;
use super::spec::{FollowUp, GivenValue, Inquiry};
use super::tree::{Node, Value};
use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::source::Span;

pub(super) fn follow_up(node: &Node, place: Span, out: &mut Diagnostics) -> Option<FollowUp> {
    let fields = Fields::read(node, place, &shape::FOLLOW_UP, out)?;
    Some(request_that_follows(&fields, out))
}

/// One inquiry, or a list of them.
pub(super) fn inquiries(fields: &Fields<'_>, out: &mut Diagnostics) -> Vec<Inquiry> {
    let Some(entry) = fields.entry("inquiry") else {
        return Vec::new();
    };
    match &entry.value.value {
        Value::List(items) => {
            let read = items.iter().map(|item| inquiry(item, item.span, out));
            read.collect::<Vec<_>>().into_iter().flatten().collect()
        }
        Value::Nothing | Value::Text(_) | Value::Mapping(_) => {
            let one = inquiry(&entry.value, entry.key_span, out);
            one.into_iter().collect()
        }
    }
}

fn inquiry(node: &Node, place: Span, out: &mut Diagnostics) -> Option<Inquiry> {
    let fields = Fields::read(node, place, &shape::INQUIRY, out)?;
    let mut condition_of = |key: &str| fields.entry(key).and_then(|entry| condition(entry, out));
    let (done, refused, pending) = (
        condition_of("done"),
        condition_of("refused"),
        condition_of("pending"),
    );
    Some(Inquiry {
        request: request_that_follows(&fields, out),
        done,
        refused,
        pending,
    })
}

fn request_that_follows(fields: &Fields<'_>, out: &mut Diagnostics) -> FollowUp {
    let with = fields
        .entry("with")
        .and_then(|with| members(&with.value, with.key_span, out, given_value));
    FollowUp {
        operation: fields.text("operation", out),
        with: with.unwrap_or_default(),
    }
}

/// `tid`, `{ constant: "1" }` or `{ from: now, format: yyyyMMdd }`.
fn given_value(node: &Node, place: Span, out: &mut Diagnostics) -> Option<GivenValue> {
    let Value::Mapping(_) = &node.value else {
        return text(node, place, out).map(GivenValue::Field);
    };
    let fields = Fields::read(node, place, &shape::GIVEN_VALUE, out)?;
    let (constant, from) = (fields.text("constant", out), fields.text("from", out));
    match (constant, from) {
        (Some(constant), None) => Some(GivenValue::Constant(constant)),
        (None, Some(value)) => Some(GivenValue::Clock {
            value,
            format: fields.text("format", out),
        }),
        _ => {
            let problem = Diagnostic::new(
                DiagnosticCode::Conflict,
                place,
                "one thing gives a field its value",
            );
            out.push(problem.help(
                "name a field of this request, or write `{ constant: … }` or `{ from: CLOCK, format: … }`",
            ));
            None
        }
    }
}
