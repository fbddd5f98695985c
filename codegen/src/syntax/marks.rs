//! Tree → tree: quotes, brackets and dashes that YAML takes as letters of a text, because the mark that belongs to them is
//! missing or stands in another column. What was meant takes the place of the text once that has been reported.

use super::tree::{Entry, Node, Value};
use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::source::Span;

/// Reports a mark at the end of a text that nothing opens, and reads the text without it.
pub(super) fn read(node: &mut Node, source: &str, out: &mut Diagnostics) {
    let Value::Text(text) = &mut node.value else {
        return;
    };
    let Some(mark) = stray(text, node.span, source) else {
        return;
    };
    out.push_read_as_meant(told(text, mark, node.span));
    text.pop();
    if mark == ']' {
        let names = text
            .split(',')
            .map(str::trim)
            .filter(|name| !name.is_empty());
        let items = names.map(|name| Node {
            span: node.span,
            value: Value::Text(name.to_owned()),
        });
        node.value = Value::List(items.collect());
    }
}

/// The same of a key that has a value; one without is a part of a text that needs quotes.
pub(super) fn read_key(entry: &mut Entry, source: &str, out: &mut Diagnostics) {
    if entry.value.value == Value::Nothing {
        return;
    }
    if let Some(mark) = stray(&entry.key, entry.key_span, source) {
        out.push_read_as_meant(told(&entry.key, mark, entry.key_span));
        entry.key.pop();
    }
}

/// The mark with which a text without quotes ends and that nothing in it opens.
fn stray(text: &str, span: Span, source: &str) -> Option<char> {
    let last = text.chars().next_back()?;
    let is_plain = source.get(span.start..span.end) == Some(text);
    let count = |mark: char| text.matches(mark).count();
    let is_alone = match last {
        '"' => count('"') == 1,
        ']' => count('[') < count(']'),
        '}' => count('{') < count('}'),
        _ => false,
    };
    (is_plain && is_alone).then_some(last)
}

fn told(text: &str, mark: char, span: Span) -> Diagnostic {
    let (what, opening) = match mark {
        ']' => ("bracket", '['),
        '}' => ("brace", '{'),
        _ => ("quote", '"'),
    };
    let message = format!("`{text}` ends with a {what} that nothing opens");
    let place = Span::new(span.end.saturating_sub(mark.len_utf8()), span.end);
    Diagnostic::new(DiagnosticCode::BadValue, span, message)
        .also(place, "it belongs to the text as it is written")
        .help(format!(
            "write `{opening}` where it begins, or remove the {what}"
        ))
}

/// Reports items that begin deeper than the one before them, which YAML reads as more of its text, and takes them apart.
pub(super) fn split_items(items: &mut Vec<Node>, source: &str, out: &mut Diagnostics) {
    if !items.iter().any(|item| is_several(item, source)) {
        return;
    }
    let mut apart = Vec::with_capacity(items.len());
    for item in items.drain(..) {
        if !is_several(&item, source) {
            apart.push(item);
            continue;
        }
        let text = source
            .get(item.span.start..item.span.end)
            .unwrap_or_default();
        let mut start = item.span.start;
        for (index, line) in text.split('\n').enumerate() {
            let content = line.trim().trim_start_matches("- ").trim();
            let offset = start + line.find(content).unwrap_or_default();
            let span = Span::new(offset, offset + content.len());
            if index == 1 {
                out.push_read_as_meant(deeper(span, item.span));
            }
            apart.push(Node {
                span,
                value: Value::Text(content.to_owned()),
            });
            start += line.len() + 1;
        }
    }
    *items = apart;
}

/// Whether each line of a text after the first is an item of its own.
fn is_several(item: &Node, source: &str) -> bool {
    let is_text = matches!(item.value, Value::Text(_));
    let text = source
        .get(item.span.start..item.span.end)
        .unwrap_or_default();
    let is_plain = !text.starts_with(['"', '\'', '|', '>']);
    let mut more = text.split('\n').skip(1).peekable();
    is_text && is_plain && more.peek().is_some() && more.all(|line| line.trim().starts_with("- "))
}

fn deeper(place: Span, before: Span) -> Diagnostic {
    let message = "this item is deeper than the one before it, and reads as more of its text";
    Diagnostic::new(DiagnosticCode::WrongShape, place, message)
        .also(Span::new(before.start, before.start), "the item before it")
        .help("begin both `- ` in the same column")
}
