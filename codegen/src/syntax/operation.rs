//! Operations: one call of the vendor's API as it is written.

use super::authenticity::answer_proof;
use super::charset::charset;
use super::codes::{codes, fault, other_codes};
use super::common::common;
use super::condition::{answer_condition, combinations};
use super::content_type::content_types;
use super::documentation::{label, left_out, quirks};
use super::envelope::envelope;
use super::example::examples;
use super::field::field;
use super::follow_up::{follow_up, inquiries};
use super::named::{map, members};
use super::reader::{Fields, text, words_of};
use super::record::record_uses;
use super::shape;
use super::spec::{Address, Codes, Field, Named, Operation, Pending, Target};
use super::tree::{Entry, Node, Value};
use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::source::{Span, Spanned};
use crate::words::Method;

pub(super) fn operation(node: &Node, place: Span, out: &mut Diagnostics) -> Option<Operation> {
    let fields = Fields::read(node, place, &shape::OPERATION, out)?;
    let condition_of = |key: &str, out: &mut Diagnostics| {
        fields
            .entry(key)
            .and_then(|entry| answer_condition(entry, out))
    };
    Some(Operation {
        label: label(&fields, out),
        note: fields.text("note", out),
        document: fields.text("document", out),
        effect: fields.word("effect", out),
        address: address(&fields, out),
        host: fields.text("host", out),
        encodings: fields
            .entry("send")
            .map(|entry| words_of(&entry.value, entry.key_span, out))
            .unwrap_or_default(),
        receive: fields.word("receive", out),
        list_as: fields.text("top_list", out),
        charset: charset(&fields, out),
        content_types: content_types(&fields, out),
        escaping: fields.word("escape", out),
        segments: fields_of(&fields, "path", out),
        query: fields_of(&fields, "query", out),
        inputs: fields_of(&fields, "inputs", out),
        headers: fields_of(&fields, "headers", out),
        request: fields_of(&fields, "request", out),
        combinations: combinations(&fields, out),
        answer: fields_of(&fields, "answer", out),
        answer_struct: fields.text("answer_struct", out),
        request_envelope: fields
            .entry("encrypted_request")
            .and_then(|entry| envelope(entry, out)),
        envelope: fields
            .entry("encrypted_answer")
            .and_then(|entry| envelope(entry, out)),
        authenticity: fields
            .entry("authenticity")
            .and_then(|entry| answer_proof(entry, out)),
        success: condition_of("success", out),
        pending: fields
            .entry("pending")
            .and_then(|entry| pending(entry, out)),
        refused: condition_of("refused", out),
        codes: fields.entry("codes").and_then(|entry| code_set(entry, out)),
        other_codes: other_codes(&fields, out),
        account: fields.text("account", out),
        faults: map(&fields, "faults", out, fault),
        inquiries: inquiries(&fields, out),
        net_cancel: fields
            .entry("net_cancel")
            .and_then(|entry| follow_up(&entry.value, entry.key_span, out)),
        next: fields
            .entry("next")
            .and_then(|entry| members(&entry.value, entry.key_span, out, follow_up))
            .unwrap_or_default(),
        identified_by: fields.text("identified_by", out),
        common: common(&fields, out),
        records: record_uses(&fields, out),
        left_out: left_out(&fields, out),
        examples: examples(&fields, out),
        quirks: quirks(&fields, out),
    })
}

/// The method and the path: exactly one of the keys that are methods.
pub(super) fn address(fields: &Fields<'_>, out: &mut Diagnostics) -> Option<Address> {
    let methods = Method::ALL.iter();
    let mut given = methods.filter_map(|method| Some((*method, fields.entry(method.word())?)));
    let Some((method, first)) = given.next() else {
        let missing = Diagnostic::new(
            DiagnosticCode::MissingKey,
            fields.place,
            "the operation has no address",
        )
        .label("needs a method and a path")
        .help("write `post: /path`, or `get`, `put`, `patch` or `delete`");
        out.push(missing);
        return None;
    };
    if let Some((_, second)) = given.next() {
        let conflict = Diagnostic::new(
            DiagnosticCode::Conflict,
            second.key_span,
            "an operation has one method",
        )
        .also(first.key_span, "the other one");
        out.push(conflict.help("make two operations of it"));
    }
    address_of(method, first, out)
}

/// `/path`, `{ path: /path, named_by: idc }` or `{ url: authUrl, named_by: idc }`.
fn address_of(method: Method, entry: &Entry, out: &mut Diagnostics) -> Option<Address> {
    let (node, place) = (&entry.value, entry.key_span);
    let Value::Mapping(_) = &node.value else {
        return Some(Address {
            method,
            place: node.span,
            target: Target::Path(text(node, place, out)?),
            named_by: None,
        });
    };
    let fields = Fields::read(node, place, &shape::ADDRESS, out)?;
    let target = match (fields.text("path", out), fields.text("url", out)) {
        (Some(path), None) => Target::Path(path),
        (None, Some(field)) => Target::Field(field),
        (None, None) => {
            let missing = Diagnostic::new(
                DiagnosticCode::MissingKey,
                place,
                "the address says no place",
            );
            out.push(missing.help("give the `path`, or in `url` the field that holds the address"));
            return None;
        }
        (Some(_), Some(field)) => {
            let message = "an address is either a `path` or a `url`";
            out.push(Diagnostic::new(
                DiagnosticCode::Conflict,
                field.span,
                message,
            ));
            return None;
        }
    };
    Some(Address {
        method,
        place,
        target,
        named_by: fields.text("named_by", out),
    })
}

pub(super) fn fields_of(
    fields: &Fields<'_>,
    key: &str,
    out: &mut Diagnostics,
) -> Vec<Named<Field>> {
    let entry = fields.entry(key);
    entry
        .and_then(|entry| members(&entry.value, entry.key_span, out, field))
        .unwrap_or_default()
}

fn code_set(entry: &Entry, out: &mut Diagnostics) -> Option<Codes> {
    match &entry.value.value {
        Value::Text(name) => Some(Codes::Set(Spanned::new(name.clone(), entry.value.span))),
        _ => codes(&entry.value, entry.key_span, out).map(Codes::Inline),
    }
}

fn pending(entry: &Entry, out: &mut Diagnostics) -> Option<Pending> {
    if let Value::Mapping(list) = &entry.value.value
        && let [only] = list.as_slice()
        && only.key == "always"
    {
        let text = super::reader::text(&only.value, only.key_span, out)?;
        return Some(Pending::Always(text));
    }
    answer_condition(entry, out).map(Pending::When)
}
