//! What a page says is answered in place of an answer that accepts, against the faults of the spec.

use kpg_codegen::model::{Fault, Operation};

use super::codes;
use super::difference::Difference;
use super::location::Owner;
use crate::page::{Cell, DocumentedFailure, DocumentedField, DocumentedOperation, Note};

/// Tells codes that a fault does not have, and notes what the spec has no fault for: which member tells a shape, and what its
/// codes decide, needs judgement.
pub(super) fn compare(
    page: &DocumentedOperation,
    (owner, ours): (Owner, &Operation),
    found: &mut Vec<Difference>,
) -> Vec<Note> {
    let mut notes = Vec::new();
    for failure in &page.failures {
        let Some((fault, code)) = fault_of(failure, ours) else {
            notes.extend(unknown(failure, ours));
            continue;
        };
        let values = code.values.iter();
        let new = values.filter(|value| !fault.codes.contains(&value.value));
        let told = new.filter_map(|value| {
            let cell = Cell {
                text: format!("{} {}", value.value, value.meaning),
                line: value.line,
                column: None,
            };
            let meaning = (!value.meaning.is_empty()).then_some(value.meaning.as_str());
            codes::added_to_a_fault((owner, fault), &value.value, meaning, cell)
        });
        // One shape is that of many operations, and its codes are told once.
        for new in told {
            let is_new = found
                .iter()
                .all(|known| known.cell != new.cell || known.facts != new.facts);
            found.extend(is_new.then_some(new));
        }
    }
    notes
}

/// The fault of the spec that a failure is, and the member of the page that has its code.
fn fault_of<'s>(
    failure: &'s DocumentedFailure,
    ours: &'s Operation,
) -> Option<(&'s Fault, &'s DocumentedField)> {
    ours.answer.faults.iter().find_map(|fault| {
        let path = fault.code.0.join(".");
        let mut members = failure.members.iter();
        let code = members.find(|member| member.inside.is_none() && member.wire.text == path)?;
        Some((fault, code))
    })
}

/// A word on a failure that the spec has no fault for. Where its members are those of the answer, its code is the answer's.
fn unknown(failure: &DocumentedFailure, ours: &Operation) -> Option<Note> {
    let is_of_answer = |member: &DocumentedField| {
        let code = ours.answer.code.as_ref();
        code.is_some_and(|code| code.path.0.join(".") == member.wire.text)
    };
    if failure.members.iter().any(is_of_answer) {
        return None;
    }
    let code = failure.code().map_or_else(
        || "no member that is called a code".to_owned(),
        |code| format!("its code at `{}`", code.wire.text),
    );
    Some(Note {
        line: Some(failure.cell.line),
        text: format!(
            "what is answered with {} has {code}, and the spec has no fault for it: see `faults`",
            failure.cell.text
        ),
    })
}
