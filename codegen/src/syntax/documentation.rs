//! What every construct may carry for its readers: labels and quirks.

use super::named::members;
use super::reader::{Fields, Text, items, text};
use super::shape;
use super::spec::{Correction, Label, LeftOut, Named, Quirk};
use super::tree::{Entry, Node, Value};
use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::source::Span;

/// The label of a construct that has `ko` and `en` among its keys; one of them must be there.
pub(super) fn label(fields: &Fields<'_>, out: &mut Diagnostics) -> Label {
    let (ko, en) = (label_text(fields, "ko", out), label_text(fields, "en", out));
    let unreadable = |key: &str, text: &Option<Text>| fields.get(key).is_some() && text.is_none();
    Label {
        reported: unreadable("ko", &ko) || unreadable("en", &en),
        ko,
        en,
    }
}

/// One language of a label; an empty one says nothing.
fn label_text(fields: &Fields<'_>, key: &str, out: &mut Diagnostics) -> Option<Text> {
    // One that says nothing was reported where its text was read.
    fields
        .text(key, out)
        .filter(|text| !text.value.trim().is_empty())
}

/// `left_out: { reserved1: why, reserved2: { answer: why } }`
pub(super) fn left_out(fields: &Fields<'_>, out: &mut Diagnostics) -> Vec<Named<LeftOut>> {
    let entry = fields.entry("left_out");
    entry
        .and_then(|entry| members(&entry.value, entry.key_span, out, why_left_out))
        .unwrap_or_default()
}

fn why_left_out(node: &Node, place: Span, out: &mut Diagnostics) -> Option<LeftOut> {
    if let Value::Mapping(_) = &node.value {
        let fields = Fields::read(node, place, &shape::LEFT_OUT, out)?;
        return Some(LeftOut::ByMessage {
            request: fields.text("request", out),
            answer: fields.text("answer", out),
        });
    }
    text(node, place, out).map(LeftOut::Anywhere)
}

/// A mapping that is nothing but a label.
pub(super) fn bare_label(node: &Node, place: Span, out: &mut Diagnostics) -> Label {
    Fields::read(node, place, &shape::LABEL, out)
        .map_or_else(Label::unreadable, |fields| label(&fields, out))
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
