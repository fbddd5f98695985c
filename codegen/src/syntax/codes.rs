//! Result codes, and other shapes of refusal.

use super::documentation::label;
use super::named::members;
use super::reader::{Fields, texts};
use super::shape;
use super::spec::{Code, Fault, Named, OtherCodes, Undecided};
use super::tree::{Node, Value};
use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics, meant};
use crate::source::Span;
use crate::words::{OpenWhere, WordList};

pub(super) fn codes(node: &Node, place: Span, out: &mut Diagnostics) -> Option<Vec<Named<Code>>> {
    members(node, place, out, code)
}

fn code(node: &Node, place: Span, out: &mut Diagnostics) -> Option<Code> {
    let fields = Fields::read(node, place, &shape::CODE, out)?;
    Some(Code {
        rust_name: fields.text("name", out),
        label: label(&fields, out),
        http: fields.text("http", out),
        undecided: undecided(&fields, out),
        reports: fields.word("reports", out),
    })
}

fn undecided(fields: &Fields<'_>, out: &mut Diagnostics) -> Undecided {
    let written = fields.entry("undecided");
    let text = written.and_then(|entry| match &entry.value.value {
        Value::Text(text) => Some((text.as_str(), entry.value.span)),
        Value::Nothing | Value::List(_) | Value::Mapping(_) => None,
    });
    let elsewhere = OpenWhere::Elsewhere.word();
    match text {
        Some((text, place)) if text == elsewhere => Undecided::Elsewhere(place),
        Some((text, place)) if meant(text, &[elsewhere]).is_some() => {
            let message = format!("`{text}` {}", OpenWhere::UNKNOWN);
            let slip = Diagnostic::new(DiagnosticCode::BadValue, place, message);
            out.push_read_as_meant(slip.meaning(text, elsewhere));
            Undecided::Elsewhere(place)
        }
        Some(_) | None if fields.flag("undecided", out) => Undecided::Everywhere,
        Some(_) | None => Undecided::Nowhere,
    }
}

pub(super) fn fault(node: &Node, place: Span, out: &mut Diagnostics) -> Option<Fault> {
    let fields = Fields::read(node, place, &shape::FAULT, out)?;
    let codes = fields
        .entry("codes")
        .and_then(|entry| codes(&entry.value, entry.key_span, out));
    Some(Fault {
        label: label(&fields, out),
        code: fields.text("code", out),
        message: fields.text("message", out),
        http: fields.text("http", out),
        document: fields.text("document", out),
        codes: codes.unwrap_or_default(),
        other_codes: other_codes(&fields, out),
    })
}

/// What is said of the codes that are not listed.
pub(super) fn other_codes(fields: &Fields<'_>, out: &mut Diagnostics) -> Option<OtherCodes> {
    let entry = fields.entry("other_codes")?;
    let fields = Fields::read(&entry.value, entry.key_span, &shape::OTHER_CODES, out)?;
    match (fields.entry("refuse"), fields.entry("undocumented")) {
        (Some(_), None) => {
            let http = fields.entry("http");
            Some(OtherCodes::Refuse {
                document: fields.text("refuse", out)?,
                http: http.map_or_else(Vec::new, |http| texts(&http.value, http.key_span, out)),
                details: fields.text("details", out),
            })
        }
        (None, Some(_)) => fields
            .text("undocumented", out)
            .map(OtherCodes::Undocumented),
        _ => {
            let problem = Diagnostic::new(
                DiagnosticCode::Conflict,
                entry.key_span,
                "a document either says that all other codes are failures, or it does not",
            )
            .help("give `{ refuse: guide#2.1 }`, or `{ undocumented: where that was looked for }`");
            out.push(problem);
            None
        }
    }
}
