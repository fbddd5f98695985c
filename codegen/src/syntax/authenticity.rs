//! Proofs as they are written: how an answer or a notification is known to come from the vendor.

use super::reader::Fields;
use super::shape;
use super::spec::{Authenticity, Proof};
use super::tree::Entry;
use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};

/// `{ member: NAME, is: VALUE }`
pub(super) fn answer_proof(entry: &Entry, out: &mut Diagnostics) -> Option<Proof> {
    let shape = &shape::ANSWER_PROOF;
    let fields = Fields::read(&entry.value, entry.key_span, shape, out)?;
    Some(Proof {
        member: fields.text("member", out)?,
        value: fields.text("is", out)?,
        forgeable: fields.text("forgeable", out),
    })
}

/// `{ member: NAME, is: VALUE }`, or `{ undocumented: what to do instead }`.
pub(super) fn authenticity(entry: &Entry, out: &mut Diagnostics) -> Option<Authenticity> {
    let fields = Fields::read(&entry.value, entry.key_span, &shape::AUTHENTICITY, out)?;
    let proof = fields.entry("member").or_else(|| fields.entry("is"));
    match (proof, fields.entry("undocumented")) {
        (None, Some(_)) => fields
            .text("undocumented", out)
            .map(Authenticity::Undocumented),
        (Some(_), None) => Some(Authenticity::Proof(Proof {
            member: fields.required_text("member", out)?,
            value: fields.required_text("is", out)?,
            forgeable: fields.text("forgeable", out),
        })),
        _ => {
            let problem = Diagnostic::new(
                DiagnosticCode::Conflict,
                entry.key_span,
                "a notification either proves where it comes from, or it does not",
            )
            .help("give `{ member: NAME, is: VALUE }`, or `{ undocumented: what to do instead }`");
            out.push(problem);
            None
        }
    }
}
