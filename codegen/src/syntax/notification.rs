//! Notifications as they are written: what the vendor sends by itself.

use super::authenticity::authenticity;
use super::documentation::{label, left_out, quirks};
use super::envelope::envelope;
use super::example::notices;
use super::field::field;
use super::named::members;
use super::reader::{Fields, Text, texts, words_of};
use super::shape;
use super::spec::{
    Acknowledgement, Charset, Fresh, Identity, Notification, ProofPlace, Sources, Stored,
};
use super::tree::{Entry, Node, Value};
use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
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
        charset: Charset {
            send: None,
            receive: fields.word("charset", out),
        },
        envelope: fields
            .entry("encrypted")
            .and_then(|entry| envelope(entry, out)),
        fields: members_of
            .and_then(|entry| members(&entry.value, entry.key_span, out, field))
            .unwrap_or_default(),
        stored: fields.entry("stored").and_then(|entry| stored(entry, out)),
        authenticity: fields
            .entry("authenticity")
            .and_then(|entry| authenticity(entry, out)),
        fresh: fields.entry("fresh").and_then(|entry| fresh(entry, out)),
        acknowledgement: fields
            .entry("acknowledge")
            .and_then(|entry| acknowledgement(entry, out)),
        rejection: fields
            .entry("reject")
            .and_then(|entry| acknowledgement(entry, out)),
        identity: fields
            .entry("identity")
            .and_then(|entry| identity(entry, out)),
        sources: fields
            .entry("sources")
            .and_then(|entry| sources(entry, out)),
        left_out: left_out(&fields, out),
        examples: notices(&fields, out),
        quirks: quirks(&fields, out),
    })
}

/// `{ found_by: [ orderNo ], values: { … } }`
fn stored(entry: &Entry, out: &mut Diagnostics) -> Option<Stored> {
    let fields = Fields::read(&entry.value, entry.key_span, &shape::STORED, out)?;
    let names = |key: &str, out: &mut Diagnostics| {
        let entry = fields.entry(key);
        entry.map(|entry| texts(&entry.value, entry.key_span, out))
    };
    let values = fields.entry("values")?;
    Some(Stored {
        found_by: names("found_by", out)?,
        values: members(&values.value, values.key_span, out, field)?,
        secret: names("secret", out).unwrap_or_default(),
    })
}

/// `{ member: sentAt, within: 5m, zone: Asia/Seoul }`, or `{ header: X-Time, format: epoch_s, within: 5m }`
fn fresh(entry: &Entry, out: &mut Diagnostics) -> Option<Fresh> {
    let fields = Fields::read(&entry.value, entry.key_span, &shape::FRESH, out)?;
    let place = match (fields.text("member", out), fields.text("header", out)) {
        (Some(member), None) => ProofPlace::Member(member),
        (None, Some(header)) => ProofPlace::Header(header),
        (None, None) | (Some(_), Some(_)) => {
            let conflict = Diagnostic::new(
                DiagnosticCode::Conflict,
                entry.key_span,
                "one member or one header says when the notification was sent",
            );
            out.push(conflict.help("give `member: NAME`, or `header: NAME` with its `format`"));
            return None;
        }
    };
    Some(Fresh {
        at: entry.key_span,
        place,
        format: fields.text("format", out),
        zone: fields.word("zone", out),
        within: fields.text("within", out)?,
    })
}

/// `acknowledge: "OK"`, or with status and content type.
fn acknowledgement(entry: &Entry, out: &mut Diagnostics) -> Option<Acknowledgement> {
    if let Value::Text(body) = &entry.value.value {
        return Some(Acknowledgement {
            place: entry.key_span,
            status: None,
            content_type: None,
            body: Some(Spanned::new(body.clone(), entry.value.span)),
        });
    }
    let shape = &shape::ACKNOWLEDGEMENT;
    let fields = Fields::read(&entry.value, entry.key_span, shape, out)?;
    Some(Acknowledgement {
        place: entry.key_span,
        status: fields.text("status", out),
        content_type: fields.text("content_type", out),
        body: fields.text("body", out),
    })
}

/// `[ tid, status ]`, or `{ undocumented: what to do instead }`.
fn identity(entry: &Entry, out: &mut Diagnostics) -> Option<Identity> {
    if let Value::Mapping(_) = &entry.value.value {
        let fields = Fields::read(&entry.value, entry.key_span, &shape::IDENTITY, out)?;
        return fields.text("undocumented", out).map(Identity::Undocumented);
    }
    Some(Identity::Members(texts(&entry.value, entry.key_span, out)))
}

/// `[ 203.0.113.7, 203.0.113.0/24 ]`, or such a list for each environment by its name.
fn sources(entry: &Entry, out: &mut Diagnostics) -> Option<Sources> {
    if let Value::Mapping(_) = &entry.value.value {
        let by_environment = members(&entry.value, entry.key_span, out, |node, place, out| {
            Some(addresses(node, place, out))
        })?;
        return Some(Sources::ByEnvironment(by_environment));
    }
    Some(Sources::Common(addresses(
        &entry.value,
        entry.key_span,
        out,
    )))
}

fn addresses(node: &Node, place: Span, out: &mut Diagnostics) -> Vec<Text> {
    if node.value == Value::List(Vec::new()) {
        let empty = Diagnostic::new(
            DiagnosticCode::WrongShape,
            place,
            "there is no address in this list",
        );
        out.push(empty.help("write the addresses of the vendor's page, or remove it"));
    }
    texts(node, place, out)
}
