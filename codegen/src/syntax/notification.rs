//! Notifications as they are written: what the vendor sends by itself.

use super::authenticity::authenticity;
use super::charset::charset;
use super::documentation::{label, quirks};
use super::field::field;
use super::named::members;
use super::reader::{Fields, words_of};
use super::shape;
use super::spec::{Acknowledgement, Notification};
use super::tree::{Entry, Node};
use crate::diagnostic::Diagnostics;
use crate::source::{Span, Spanned};

pub(super) fn notification(
    node: &Node,
    place: Span,
    out: &mut Diagnostics,
) -> Option<Notification> {
    let fields = Fields::read(node, place, &shape::NOTIFICATION, out)?;
    let members_of = fields.entry("fields");
    Some(Notification {
        label: label(&fields, out),
        note: fields.text("note", out),
        document: fields.text("document", out),
        encodings: fields
            .entry("receive")
            .map(|entry| words_of(&entry.value, entry.key_span, out))
            .unwrap_or_default(),
        charset: charset(&fields, out),
        fields: members_of
            .and_then(|entry| members(&entry.value, entry.key_span, out, field))
            .unwrap_or_default(),
        authenticity: fields
            .entry("authenticity")
            .and_then(|entry| authenticity(entry, out)),
        acknowledgement: fields
            .entry("acknowledge")
            .and_then(|entry| acknowledgement(entry, out)),
        quirks: quirks(&fields, out),
    })
}

/// `acknowledge: "OK"`, or with status and content type.
fn acknowledgement(entry: &Entry, out: &mut Diagnostics) -> Option<Acknowledgement> {
    if let super::tree::Value::Text(body) = &entry.value.value {
        return Some(Acknowledgement {
            status: None,
            content_type: None,
            body: Some(Spanned::new(body.clone(), entry.value.span)),
        });
    }
    let shape = &shape::ACKNOWLEDGEMENT;
    let fields = Fields::read(&entry.value, entry.key_span, shape, out)?;
    Some(Acknowledgement {
        status: fields.text("status", out),
        content_type: fields.text("content_type", out),
        body: fields.text("body", out),
    })
}
