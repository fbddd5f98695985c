//! Examples: single messages with their sources, as they are written.

use super::named::{map, members};
use super::reader::{Fields, text};
use super::shape;
use super::spec::{
    Example, ExampleSupply, ExampleValue, Examples, ExpectedAnswer, ExpectedNotice, ExpectedRequest,
};
use super::tree::{Entry, Node, Value};
use crate::diagnostic::Diagnostics;
use crate::source::Span;

/// `{ name: { … } }`, or `{ undocumented: why there is none }`.
pub(super) fn examples(fields: &Fields<'_>, out: &mut Diagnostics) -> Option<Examples> {
    listed(fields, out, example)
}

/// The examples of a notification.
pub(super) fn notices(fields: &Fields<'_>, out: &mut Diagnostics) -> Option<Examples> {
    listed(fields, out, notice)
}

fn listed(
    fields: &Fields<'_>,
    out: &mut Diagnostics,
    read: fn(&Node, Span, &mut Diagnostics) -> Option<Example>,
) -> Option<Examples> {
    let entry = fields.entry("examples")?;
    let (node, place) = (&entry.value, entry.key_span);
    if let [only] = node.entries()
        && only.key == "undocumented"
    {
        let fields = Fields::read(node, place, &shape::NO_EXAMPLES, out)?;
        return fields.text("undocumented", out).map(Examples::Undocumented);
    }
    members(node, place, out, read).map(Examples::Listed)
}

/// `test_values:`
pub(super) fn test_values(fields: &Fields<'_>, out: &mut Diagnostics) -> Option<ExampleSupply> {
    let entry = fields.entry("test_values")?;
    let fields = Fields::read(&entry.value, entry.key_span, &shape::TEST_VALUES, out)?;
    Some(supply(&fields, out))
}

fn supply(fields: &Fields<'_>, out: &mut Diagnostics) -> ExampleSupply {
    ExampleSupply {
        clock: fields.text("clock", out),
        random: fields.text("random", out),
        credentials: map(fields, "credentials", out, text),
        published: fields.text("published", out),
    }
}

fn example(node: &Node, place: Span, out: &mut Diagnostics) -> Option<Example> {
    let fields = Fields::read(node, place, &shape::EXAMPLE, out)?;
    Some(Example {
        document: fields.text("document", out),
        computed: fields.text("computed", out),
        supply: supply(&fields, out),
        environment: fields.text("environment", out),
        options: map(&fields, "options", out, text),
        tokens: map(&fields, "tokens", out, text),
        given: map(&fields, "given", out, value),
        sends: fields.entry("sends").and_then(|entry| sends(entry, out)),
        answer: fields.entry("answer").and_then(|entry| answer(entry, out)),
        notice: None,
    })
}

fn notice(node: &Node, place: Span, out: &mut Diagnostics) -> Option<Example> {
    let fields = Fields::read(node, place, &shape::NOTICE_EXAMPLE, out)?;
    Some(Example {
        document: fields.text("document", out),
        computed: fields.text("computed", out),
        supply: supply(&fields, out),
        environment: None,
        options: Vec::new(),
        tokens: Vec::new(),
        given: Vec::new(),
        sends: None,
        answer: None,
        notice: Some(ExpectedNotice {
            headers: map(&fields, "headers", out, text),
            stored: map(&fields, "stored", out, text),
            body: fields.text("body", out),
            outcome: fields.word("outcome", out),
            fields: map(&fields, "fields", out, text),
        }),
    })
}

/// A text, a list of values, or an object in a list.
fn value(node: &Node, place: Span, out: &mut Diagnostics) -> Option<ExampleValue> {
    match &node.value {
        Value::List(items) => {
            let items = items.iter();
            let items = items.filter_map(|item| value(item, item.span, out));
            Some(ExampleValue::List(node.span, items.collect()))
        }
        Value::Mapping(_) => {
            let members = members(node, place, out, value)?;
            Some(ExampleValue::Object(node.span, members))
        }
        // An empty text is a value too; what nothing was written for is not.
        Value::Nothing | Value::Text(_) => Some(ExampleValue::Text(text(node, place, out)?)),
    }
}

fn sends(entry: &Entry, out: &mut Diagnostics) -> Option<ExpectedRequest> {
    let fields = Fields::read(&entry.value, entry.key_span, &shape::EXPECTED_REQUEST, out)?;
    Some(ExpectedRequest {
        url: fields.text("url", out),
        body: fields.text("body", out),
        fields: map(&fields, "fields", out, text),
        values: map(&fields, "values", out, text),
        covers: map(&fields, "covers", out, text),
    })
}

fn answer(entry: &Entry, out: &mut Diagnostics) -> Option<ExpectedAnswer> {
    let fields = Fields::read(&entry.value, entry.key_span, &shape::EXPECTED_ANSWER, out)?;
    Some(ExpectedAnswer {
        status: fields.text("status", out),
        body: fields.text("body", out),
        outcome: fields.word("outcome", out),
        code: fields.text("code", out),
        fields: map(&fields, "fields", out, text),
    })
}
