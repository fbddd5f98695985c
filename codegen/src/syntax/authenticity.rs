//! Proofs as they are written: how an answer or a notification is known to come from the vendor.

use super::reader::Fields;
use super::shape;
use super::spec::{Authenticity, Proof, ProofPlace};
use super::tree::Entry;
use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};

/// `{ member: NAME, is: VALUE }`, or `{ header: NAME, presence: on_success, is: VALUE }`.
pub(super) fn answer_proof(entry: &Entry, out: &mut Diagnostics) -> Option<Proof> {
    let shape = &shape::ANSWER_PROOF;
    let fields = Fields::read(&entry.value, entry.key_span, shape, out)?;
    let place = match (fields.entry("member"), fields.entry("header")) {
        (Some(_), None) => ProofPlace::Member(fields.text("member", out)?),
        (None, Some(_)) => ProofPlace::Header(fields.text("header", out)?),
        (None, None) => {
            fields.required_text("member", out)?;
            return None;
        }
        (Some(_), Some(_)) => {
            let twice = Diagnostic::new(
                DiagnosticCode::Conflict,
                entry.key_span,
                "an answer proves where it comes from in one place",
            );
            out.push(twice.help("give `member` or `header`"));
            return None;
        }
    };
    Some(Proof {
        place,
        presence: fields.word("presence", out),
        value: fields.text("is", out)?,
        forgeable: fields.text("forgeable", out),
    })
}

/// `{ member: NAME, is: VALUE }`, `{ header: NAME, is: VALUE }`, or `{ undocumented: what to do instead }`.
pub(super) fn authenticity(entry: &Entry, out: &mut Diagnostics) -> Option<Authenticity> {
    let fields = Fields::read(&entry.value, entry.key_span, &shape::AUTHENTICITY, out)?;
    let keys = ["member", "header", "is", "undocumented"];
    match keys.map(|key| fields.entry(key).is_some()) {
        [false, false, false, true] => fields
            .text("undocumented", out)
            .map(Authenticity::Undocumented),
        [true, false, _, false] => {
            let member = fields.text("member", out)?;
            proof(&fields, ProofPlace::Member(member), out)
        }
        [false, true, _, false] => {
            let header = fields.text("header", out)?;
            proof(&fields, ProofPlace::Header(header), out)
        }
        [false, false, true, false] => {
            fields.required_text("member", out)?;
            None
        }
        _ => {
            let problem = Diagnostic::new(
                DiagnosticCode::Conflict,
                entry.key_span,
                "a notification proves where it comes from in one place, or it does not",
            )
            .help("give `{ member: NAME, is: VALUE }`, `{ header: NAME, is: VALUE }`, or `{ undocumented: what to do instead }`");
            out.push(problem);
            None
        }
    }
}

/// That `is` is there was checked with the keys.
fn proof(fields: &Fields<'_>, place: ProofPlace, out: &mut Diagnostics) -> Option<Authenticity> {
    Some(Authenticity::Proof(Proof {
        place,
        presence: None,
        value: fields.text("is", out)?,
        forgeable: fields.text("forgeable", out),
    }))
}
