//! Fields of requests and answers, and what every construct may carry: labels and quirks.

use super::operation::condition;
use super::reader::{Fields, Text, items, word};
use super::shape;
use super::spec::{Correction, Field, Label, Presence, Quirk};
use super::tree::{Entry, Node, Value};
use super::vendor::members;
use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::source::{Span, Spanned};

pub(super) fn field(node: &Node, place: Span, out: &mut Diagnostics) -> Option<Field> {
    let fields = Fields::read(node, place, &shape::FIELD, out)?;
    Some(Field {
        rust_name: fields.text("name", out),
        label: label(&fields, out),
        note: fields.text("note", out),
        kind: fields.text("type", out),
        number: fields.flag("number", out),
        zero: fields.flag("zero", out),
        length: fields.text("length", out),
        unit: fields.word("unit", out),
        digits: fields.text("digits", out),
        range: fields.text("range", out),
        format: fields.text("format", out),
        only: fields.text("only", out),
        without: fields.text("without", out),
        of: fields.text("of", out),
        count: fields.text("count", out),
        multiline: fields.flag("multiline", out),
        absent: fields.text("absent", out),
        presence: fields
            .entry("presence")
            .and_then(|entry| presence(entry, out)),
        encrypt: fields.text("encrypt", out),
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
        quirks: quirks(&fields, out),
    })
}

/// The label of a construct that has `ko` and `en` among its keys; one of them must be there.
pub(super) fn label(fields: &Fields<'_>, out: &mut Diagnostics) -> Label {
    let (ko, en) = (fields.text("ko", out), fields.text("en", out));
    let unreadable = |key: &str, text: &Option<Text>| fields.get(key).is_some() && text.is_none();
    Label {
        reported: unreadable("ko", &ko) || unreadable("en", &en),
        ko,
        en,
    }
}

fn presence(entry: &Entry, out: &mut Diagnostics) -> Option<Spanned<Presence>> {
    let node = &entry.value;
    if let Value::Text(text) = &node.value {
        let word = word(&Spanned::new(text.clone(), node.span), out)?;
        return Some(word.map(Presence::Word));
    }
    let fields = Fields::read(node, entry.key_span, &shape::PRESENCE, out)?;
    let kinds = shape::PRESENCE.names();
    let given: Vec<_> = kinds.filter_map(|kind| fields.entry(kind)).collect();
    let [one] = given.as_slice() else {
        let problem = Diagnostic::new(
            DiagnosticCode::Conflict,
            node.span,
            "presence is said in exactly one way",
        )
        .help("give one of `conditional`, `required_when` or `forbidden_when`");
        out.push(problem);
        return None;
    };
    let presence = match one.key.as_str() {
        "conditional" => Presence::Conditional(fields.text("conditional", out)?.value),
        "required_when" => Presence::RequiredWhen(condition(one, out)?),
        _ => Presence::ForbiddenWhen(condition(one, out)?),
    };
    Some(Spanned::new(presence, one.value.span))
}

/// `quirk: {…}` or `quirks: [{…}, …]`.
pub(super) fn quirks(fields: &Fields<'_>, out: &mut Diagnostics) -> Vec<Quirk> {
    match (fields.entry("quirk"), fields.entry("quirks")) {
        (Some(one), Some(several)) => {
            let conflict = Diagnostic::new(
                DiagnosticCode::Conflict,
                several.key_span,
                "`quirk` and `quirks` stand side by side",
            )
            .also(one.key_span, "the other one")
            .help("move the single quirk into the list");
            out.push(conflict);
            Vec::new()
        }
        (Some(one), None) => quirk(&one.value, one.key_span, out).into_iter().collect(),
        (None, Some(several)) => {
            let list = items(&several.value, several.key_span, out).unwrap_or_default();
            list.iter()
                .filter_map(|item| quirk(item, item.span, out))
                .collect()
        }
        (None, None) => Vec::new(),
    }
}

fn quirk(node: &Node, place: Span, out: &mut Diagnostics) -> Option<Quirk> {
    let fields = Fields::read(node, place, &shape::QUIRK, out)?;
    Some(Quirk {
        says: fields.text("says", out),
        seen: fields.text("seen", out),
        chosen: fields.text("chosen", out),
        why: fields.text("why", out),
        corrections: fields.get("corrects").map(corrections).unwrap_or_default(),
    })
}

/// What a quirk corrects, in words. What is wrong with it was reported where it was put to use.
fn corrections(node: &Node) -> Vec<Correction> {
    let correction = |fact: &Entry| {
        let side = |key: &str| {
            let mut sides = fact.value.entries().iter();
            let side = sides.find(|side| side.key == key)?;
            Some(side.value.inline())
        };
        Correction {
            fact: fact.key.clone(),
            documented: side("from"),
            used: side("to"),
        }
    };
    node.entries().iter().map(correction).collect()
}
