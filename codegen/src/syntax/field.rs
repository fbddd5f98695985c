//! Fields of requests and answers as they are written.

use super::condition::{combinations, field_condition};
use super::documentation::{label, quirks};
use super::named::members;
use super::reader::{Fields, Text, word};
use super::shape;
use super::spec::{Field, FieldType, Presence};
use super::tree::{Entry, Node, Value};
use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::source::{Span, Spanned};
use crate::words::{PresenceWord, TextRuleWord, TypeWord};

pub(super) fn field(node: &Node, place: Span, out: &mut Diagnostics) -> Option<Field> {
    let fields = Fields::read(node, place, &shape::FIELD, out)?;
    Some(Field {
        rust_name: fields.text("name", out),
        label: label(&fields, out),
        note: fields.text("note", out),
        kind: fields.text("type", out).map(field_type),
        number: fields.flag("number", out),
        text_or_number: fields.flag("text_or_number", out),
        zero: fields.flag("zero", out),
        negative: fields.flag("negative", out),
        length: fields.text("length", out),
        unit: fields.word("unit", out),
        digits: fields.text("digits", out),
        range: fields.text("range", out),
        places: fields.text("places", out),
        format: fields.text("format", out),
        or: fields.text("or", out),
        rules: TextRuleWord::ALL
            .iter()
            .filter_map(|word| Some((*word, fields.text(word.word(), out)?)))
            .collect(),
        of: fields.text("of", out).map(field_type),
        count: fields.text("count", out),
        repeat: fields.word("repeat", out),
        multiline: fields.flag("multiline", out),
        absent: fields.text("absent", out),
        presence: fields
            .entry("presence")
            .and_then(|entry| presence(entry, out)),
        encrypt: fields.text("encrypt", out),
        decrypt: fields.text("decrypt", out),
        escaped: fields.word("escaped", out),
        content: fields.word("content", out),
        separator: fields.text("separator", out),
        from: fields.text("from", out),
        constant: fields.text("constant", out),
        sensitive: fields.flag("sensitive", out),
        example: fields.text("example", out),
        echoes: fields.text("echoes", out),
        role: fields.word("role", out),
        members: fields
            .entry("members")
            .and_then(|entry| members(&entry.value, entry.key_span, out, field)),
        structure: fields.text("struct", out),
        combinations: combinations(&fields, out),
        document: fields.text("document", out),
        quirks: quirks(&fields, out),
        keys: fields.places(&shape::FIELD),
    })
}

/// A type by its name: a built-in one, or else one that the vendor may declare.
fn field_type(name: Text) -> Spanned<FieldType> {
    name.map(|name| match TypeWord::parse(&name) {
        Some(word) => FieldType::BuiltIn(word),
        None => FieldType::Declared(name),
    })
}

fn presence(entry: &Entry, out: &mut Diagnostics) -> Option<Spanned<Presence>> {
    let node = &entry.value;
    if let Value::Text(text) = &node.value {
        let written = Spanned::new(text.clone(), node.span);
        // A word that is none was reported. What must be there is in nobody's way.
        let word = word(&written, out).unwrap_or(written.map(|_| PresenceWord::Required));
        return Some(word.map(Presence::Word));
    }
    let before = out.error_count();
    let fields = Fields::read(node, entry.key_span, &shape::PRESENCE, out)?;
    let is_known = out.error_count() == before;
    let required_when = fields.entry("required_when");
    let forbidden_when = fields.entry("forbidden_when");
    let by_rule = required_when.is_some() || forbidden_when.is_some();
    let presence = match (fields.text("conditional", out), by_rule) {
        (Some(words), false) => Presence::Conditional(words.value),
        (None, true) => Presence::ByRule {
            required_when: required_when.and_then(|entry| field_condition(entry, out)),
            forbidden_when: forbidden_when.and_then(|entry| field_condition(entry, out)),
        },
        // What stands there instead was told.
        (None, false) if !is_known => return None,
        (Some(_), true) | (None, false) => {
            let problem = Diagnostic::new(
                DiagnosticCode::Conflict,
                node.span,
                "presence is said in words or by rules",
            )
            .help("give `conditional`, or one or both of `required_when` and `forbidden_when`");
            out.push(problem);
            return None;
        }
    };
    // What is said in one way is told where it is said.
    let ways = shape::PRESENCE.names();
    let mut said = ways.filter_map(|way| fields.get(way)).map(|node| node.span);
    let span = match (said.next(), said.next()) {
        (Some(one), None) => one,
        (Some(_), Some(_)) | (None, _) => node.span,
    };
    Some(Spanned::new(presence, span))
}
