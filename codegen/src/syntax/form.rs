//! Forms as they are written: what a browser posts.

use super::condition::combinations;
use super::documentation::{label, left_out, quirks};
use super::example::examples;
use super::operation::{address, fields_of};
use super::reader::Fields;
use super::shape;
use super::spec::{Charset, Operation};
use super::tree::Node;
use crate::diagnostic::Diagnostics;
use crate::source::{Span, Spanned};
use crate::words::BodyEncoding;

/// A form is written like an operation of which nothing comes back. Its encoding is that of forms, and needs no word.
pub(super) fn form(node: &Node, place: Span, out: &mut Diagnostics) -> Option<Operation> {
    let fields = Fields::read(node, place, &shape::FORM, out)?;
    Some(Operation {
        label: label(&fields, out),
        note: fields.text("note", out),
        document: fields.text("document", out),
        effect: None,
        address: address(&fields, out),
        host: fields.text("host", out),
        encodings: vec![Spanned::new(BodyEncoding::Form, place)],
        receive: None,
        list_as: None,
        charset: Charset {
            send: fields.word("charset", out),
            receive: None,
        },
        content_types: Vec::new(),
        escaping: None,
        segments: fields_of(&fields, "path", out),
        query: fields_of(&fields, "query", out),
        headers: Vec::new(),
        request: fields_of(&fields, "fields", out),
        inputs: fields_of(&fields, "inputs", out),
        combinations: combinations(&fields, out),
        answer: Vec::new(),
        answer_struct: None,
        authenticity: None,
        envelope: None,
        request_envelope: None,
        success: None,
        pending: None,
        refused: None,
        codes: None,
        other_codes: None,
        faults: Vec::new(),
        account: fields.text("account", out),
        inquiries: Vec::new(),
        net_cancel: None,
        next: Vec::new(),
        identified_by: None,
        common: Vec::new(),
        records: Vec::new(),
        left_out: left_out(&fields, out),
        examples: examples(&fields, out),
        quirks: quirks(&fields, out),
    })
}
