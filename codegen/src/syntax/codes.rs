//! Result codes, and other shapes of refusal.

use super::documentation::label;
use super::named::members;
use super::reader::{Fields, texts};
use super::shape;
use super::spec::{Code, Fault, Named, OtherCodes};
use super::tree::Node;
use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::source::Span;

pub(super) fn codes(node: &Node, place: Span, out: &mut Diagnostics) -> Option<Vec<Named<Code>>> {
    members(node, place, out, code)
}

fn code(node: &Node, place: Span, out: &mut Diagnostics) -> Option<Code> {
    let fields = Fields::read(node, place, &shape::CODE, out)?;
    Some(Code {
        rust_name: fields.text("name", out),
        label: label(&fields, out),
        http: fields.text("http", out),
        undecided: fields.flag("undecided", out),
        reports: fields.word("reports", out),
    })
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
