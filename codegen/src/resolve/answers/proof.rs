//! The member with the proof of an answer. What it must be is known to the recipes.

use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::{AnswerField, Part};
use crate::resolve::context::lookup;
use crate::resolve::written::role;
use crate::syntax::reader::Text;
use crate::syntax::spec;

/// A proof is a text of its own, and is there when it counts: whoever forges an answer would leave it out.
pub(super) fn is_a_proof(
    proof: &spec::Proof,
    name: &Text,
    operation: &spec::Operation,
    fields: &[AnswerField],
    out: &mut Diagnostics,
) {
    let index = lookup(&operation.answer, name, "member", out);
    let Some((entry, field)) = index.and_then(|index| {
        let entry = operation.answer.get(index)?;
        Some((entry, fields.get(index)?))
    }) else {
        return;
    };
    if role(entry).is_some() || field.facts.content.one().is_none() {
        let message = format!("`{}` is no text of its own, and proves nothing", name.value);
        let conflict = Diagnostic::new(DiagnosticCode::Conflict, name.span, message)
            .also(entry.name.span, "declared here");
        out.push(conflict.help("name the member that holds the vendor's proof and nothing else"));
    }
    match (&proof.unsigned, field.part) {
        (None, Part::Optional) => {
            let message = format!("`{}` may be absent", name.value);
            let absent = Diagnostic::new(DiagnosticCode::Conflict, name.span, message)
                .also(entry.name.span, "declared here")
                .note("whoever forges an answer would leave it out");
            out.push(absent.help(
                "give the member `presence: on_success` where the vendor proves answers that accept, or `required` where it proves all; where it proves only some of them, say why one without a proof is taken: `unsigned: …`",
            ));
        }
        (Some(reason), Part::Always | Part::OnSuccess) => {
            let message = format!(
                "`{}` is there, and this says why it may be absent",
                name.value
            );
            let conflict = Diagnostic::new(DiagnosticCode::Conflict, reason.span, message)
                .also(entry.name.span, "declared here");
            out.push(conflict.help("remove `unsigned`, or let the member be optional"));
        }
        (None, Part::Always | Part::OnSuccess) | (Some(_), Part::Optional) => {}
    }
}
