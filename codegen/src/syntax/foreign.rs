//! Files that are no spec: a page, a description of an API in another language, a sample of a message. They are told as
//! what they are, with what to do with them, and nothing else is reported of them.

use super::shape;
use super::tree::{Node, Value};
use crate::diagnostic::{Diagnostic, DiagnosticCode, meant};
use crate::source::Span;

/// What a file is that is no spec.
#[derive(Clone, Copy)]
enum Other {
    OpenApi,
    AsyncApi,
    Postman,
    JsonSchema,
    Json,
    Html,
    Markdown,
    Xml,
    Curl,
    Http,
    Form,
    Keys,
}

/// What a file is that is no spec, where its text shows it whether it is YAML or not.
pub(super) fn by_its_text(text: &str) -> Option<Diagnostic> {
    if is_begun(text) {
        return None;
    }
    let first = text.lines().find(|line| !line.trim().is_empty())?;
    let other = of_line(first.trim_start_matches('\u{feff}').trim(), text)
        .or_else(|| has_markdown_table(text).then_some(Other::Markdown))?;
    let start = text.find(first)?;
    let place = Span::new(start, start + first.trim_end().len());
    Some(other.told(DiagnosticCode::NotYaml, place))
}

/// What a file is that is no spec, where no key of it is one of a spec.
pub(super) fn by_its_keys(root: &Node) -> Option<Diagnostic> {
    let Value::Mapping(entries) = &root.value else {
        return None;
    };
    let known: Vec<&str> = shape::SPEC.names().collect();
    let first = entries.first()?;
    let mut keys = entries.iter().map(|entry| entry.key.as_str());
    if keys.any(|key| shape::SPEC.has(key) && key != "name" || meant(key, &known).is_some()) {
        return None;
    }
    let has = |key: &str| entries.iter().find(|entry| entry.key == key);
    let tell = |other: Other, place: Span| Some(other.told(DiagnosticCode::UnknownKey, place));
    for (key, other) in [
        ("openapi", Other::OpenApi),
        ("swagger", Other::OpenApi),
        ("asyncapi", Other::AsyncApi),
        ("item", Other::Postman),
        ("properties", Other::JsonSchema),
    ] {
        if let Some(found) = has(key).filter(|_| key != "item" || has("info").is_some()) {
            return tell(other, found.key_span);
        }
    }
    let is_json = root.span.end > root.span.start && first.key_span.start > root.span.start;
    match (is_json, entries.len()) {
        (true, _) => tell(Other::Json, first.key_span),
        (false, 0 | 1) => None,
        (false, _) => tell(Other::Keys, first.key_span),
    }
}

/// Whether somebody began to write a spec: then it is a spec, whatever else is in it.
fn is_begun(text: &str) -> bool {
    let mut lines = text.lines().map(|line| line.trim_start_matches('\u{feff}'));
    lines.any(|line| line.starts_with("kpg:") || line.starts_with("vendor:"))
}

fn of_line(line: &str, text: &str) -> Option<Other> {
    let lower = line.to_ascii_lowercase();
    if lower.starts_with('<') {
        let all = text.to_ascii_lowercase();
        let is_page = ["<!doctype html", "<html", "<body", "<table", "<div"];
        let is_page = is_page.iter().any(|tag| all.contains(tag));
        return Some(if is_page { Other::Html } else { Other::Xml });
    }
    let mut words = line.split_whitespace();
    let (first, second) = (words.next()?, words.next());
    let is_method = ["GET", "POST", "PUT", "PATCH", "DELETE"].contains(&first);
    let is_address = second.is_some_and(|word| word.starts_with('/') || word.starts_with("http"));
    match first {
        "curl" | "$" if lower.contains("curl ") => Some(Other::Curl),
        _ if (is_method && is_address) || first.starts_with("HTTP/") => Some(Other::Http),
        _ if second.is_none() && is_form(first) => Some(Other::Form),
        _ => None,
    }
}

/// `tid=T1&amount=1000`
fn is_form(word: &str) -> bool {
    word.contains('&') && word.split('&').all(|pair| pair.contains('=')) && !word.contains(':')
}

/// A line of columns, and below it the line that separates the head of a table.
fn has_markdown_table(text: &str) -> bool {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let is_rule = |line: &str| {
        line.starts_with('|') && line.contains('-') && line.chars().all(|c| " |:-".contains(c))
    };
    lines.windows(2).any(|pair| match pair {
        [head, rule] => head.starts_with('|') && is_rule(rule),
        _ => false,
    })
}

impl Other {
    fn told(self, code: DiagnosticCode, place: Span) -> Diagnostic {
        let message = format!("this is {}, and no spec", self.name());
        Diagnostic::new(code, place, message).help(self.help())
    }

    fn name(self) -> &'static str {
        match self {
            Self::OpenApi => "an OpenAPI document",
            Self::AsyncApi => "an AsyncAPI document",
            Self::Postman => "a collection of Postman",
            Self::JsonSchema => "a JSON Schema",
            Self::Json => "JSON, such as a sample of a message",
            Self::Html => "an HTML page",
            Self::Markdown => "a page in Markdown",
            Self::Xml => "XML",
            Self::Curl => "a command line of curl",
            Self::Http => "a sample of an HTTP message",
            Self::Form => "a sample of a form",
            Self::Keys => "YAML without any key of a spec",
        }
    }

    fn help(self) -> &'static str {
        match self {
            Self::Html | Self::Markdown => {
                "draft a spec from the page: `cargo xtask import PAGE --vendor ID --output specs/ID.yaml`"
            }
            Self::OpenApi | Self::AsyncApi | Self::Postman | Self::JsonSchema => {
                "kpg does not read it, since it says nothing of signatures and of what a refusal is: draft a spec from \
                 the vendor's page with `cargo xtask import`, or begin one with `cargo xtask new`"
            }
            Self::Json | Self::Xml | Self::Curl | Self::Http | Self::Form => {
                "begin a spec with `cargo xtask new`, and put the sample under `examples:` of its operation"
            }
            Self::Keys => {
                "begin with `kpg: 1` and `vendor: ID`, or begin a spec with `cargo xtask new`"
            }
        }
    }
}
