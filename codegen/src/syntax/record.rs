//! Records, and what operations do with them, as they are written.

use super::documentation::label;
use super::named::{map, members};
use super::reader::{Fields, text, texts};
use super::shape;
use super::spec::{Record, RecordUse, Told};
use super::tree::{Entry, Node, Value};
use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::source::{Span, Spanned};
use crate::words::{RecordEffect, RecordState, WordList};

pub(super) fn record(node: &Node, place: Span, out: &mut Diagnostics) -> Option<Record> {
    let fields = Fields::read(node, place, &shape::RECORD, out)?;
    let refused = fields.entry("refused").and_then(|entry| {
        let fields = Fields::read(&entry.value, entry.key_span, &shape::RECORD_REFUSALS, out)?;
        Some(by_word(&fields, |entry| {
            Some(texts(&entry.value, entry.key_span, out))
        }))
    });
    Some(Record {
        label: label(&fields, out),
        keys: fields
            .entry("keys")
            .map(|entry| texts(&entry.value, entry.key_span, out))
            .unwrap_or_default(),
        elsewhere: fields.text("elsewhere", out),
        refused: refused.unwrap_or_default(),
        told: map(&fields, "told", out, told_member),
    })
}

/// `left`, `tid` or `{ open: PAID, spent: CANCELLED }`.
fn told_member(node: &Node, place: Span, out: &mut Diagnostics) -> Option<Told> {
    let Value::Mapping(_) = &node.value else {
        return text(node, place, out).map(Told::Word);
    };
    let fields = Fields::read(node, place, &shape::RECORD_STATES, out)?;
    let states: Vec<(Spanned<RecordState>, _)> =
        by_word(&fields, |entry| text(&entry.value, entry.key_span, out));
    Some(Told::States(states))
}

/// What stands under keys that are words of a list.
fn by_word<W: WordList, T>(
    fields: &Fields<'_>,
    mut read: impl FnMut(&Entry) -> Option<T>,
) -> Vec<(Spanned<W>, T)> {
    let words = W::ALL.iter();
    let found = words.filter_map(|word| {
        let entry = fields.entry(word.word())?;
        Some((Spanned::new(*word, entry.key_span), read(entry)?))
    });
    found.collect()
}

/// One thing that an operation does with a record, or a list of them.
pub(super) fn record_uses(fields: &Fields<'_>, out: &mut Diagnostics) -> Vec<RecordUse> {
    let Some(entry) = fields.entry("records") else {
        return Vec::new();
    };
    match &entry.value.value {
        Value::List(items) => {
            let read = items.iter().map(|item| record_use(item, item.span, out));
            read.collect::<Vec<_>>().into_iter().flatten().collect()
        }
        Value::Nothing | Value::Text(_) | Value::Mapping(_) => {
            let one = record_use(&entry.value, entry.key_span, out);
            one.into_iter().collect()
        }
    }
}

fn record_use(node: &Node, place: Span, out: &mut Diagnostics) -> Option<RecordUse> {
    let fields = Fields::read(node, place, &shape::RECORD_USE, out)?;
    let effects = RecordEffect::ALL.iter();
    let mut given = effects.filter_map(|effect| Some((*effect, fields.entry(effect.word())?)));
    let (Some((effect, entry)), None) = (given.next(), given.next()) else {
        let problem = Diagnostic::new(
            DiagnosticCode::Conflict,
            place,
            "an operation does one thing with a record",
        );
        out.push(problem.help(
            "give one of `creates`, `spends`, `uses`, `ends` and `reads`; several uses of records stand in a list",
        ));
        return None;
    };
    let keys = fields.entry("keys");
    Some(RecordUse {
        effect: Spanned::new(effect, entry.key_span),
        record: text(&entry.value, entry.key_span, out)?,
        keys: keys.and_then(|keys| members(&keys.value, keys.key_span, out, text)),
        amount: fields.text("amount", out),
        left: fields.text("left", out),
        leaves: fields.text("leaves", out),
        untold: fields
            .entry("untold")
            .map(|entry| texts(&entry.value, entry.key_span, out))
            .unwrap_or_default(),
        made: fields
            .entry("made")
            .map(|entry| texts(&entry.value, entry.key_span, out))
            .unwrap_or_default(),
        all: fields.flag("all", out),
        pending: fields.flag("pending", out),
        place,
        places: fields.places(&shape::RECORD_USE),
    })
}
