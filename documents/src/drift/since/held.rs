//! What a change of a page is to a spec: what was compared with the spec tells it.

use super::change::{PageChange, PageChangeKind};
use crate::drift::described::leaf;
use crate::drift::difference::{Difference, Drift, Facts};
use crate::page::Cell;

/// Whether a spec has a say in what changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Held {
    /// The spec says otherwise: a difference between the new copy and the spec tells it.
    Differs,
    /// The spec says already what the new copy says, and not what the old one said.
    Agrees,
    /// The spec holds nothing of it.
    NotHeld,
    /// Nothing tells whether the spec holds it: what changed are words, such as those of a note.
    NotCompared,
}

impl Held {
    /// A stable name.
    pub fn id(self) -> &'static str {
        match self {
            Self::Differs => "differs",
            Self::Agrees => "agrees",
            Self::NotHeld => "not_held",
            Self::NotCompared => "not_compared",
        }
    }
}

/// What a change is to the spec that both copies were compared with.
pub fn held(change: &PageChange, old: &Drift, new: &Drift) -> Held {
    let is_new = |difference: &&Difference| !old.differences.iter().any(same(difference));
    let is_settled = |difference: &&Difference| !new.differences.iter().any(same(difference));
    let mut fresh = new.differences.iter().filter(is_new);
    let mut settled = old.differences.iter().filter(is_settled);
    let told = match (&change.old, &change.new) {
        (_, Some(cell)) => fresh.any(|one| is_at(one, cell)),
        (Some(cell), None) => fresh.any(|one| lacks(one, change, cell)),
        (None, None) => false,
    };
    let agrees = match (&change.old, &change.new) {
        (Some(cell), _) => settled.any(|one| is_at(one, cell)),
        (None, Some(cell)) => settled.any(|one| lacks(one, change, cell)),
        (None, None) => false,
    };
    match (told, agrees) {
        (true, _) => Held::Differs,
        (false, true) => Held::Agrees,
        (false, false) if change.kind.is_of_words() => Held::NotCompared,
        (false, false) => Held::NotHeld,
    }
}

fn same(one: &Difference) -> impl Fn(&Difference) -> bool {
    let (facts, at) = (one.facts.clone(), one.at.clone());
    move |other| other.facts == facts && other.at == at
}

/// Whether a difference stands in a cell.
fn is_at(difference: &Difference, cell: &Cell) -> bool {
    let at = difference
        .cell
        .as_ref()
        .filter(|_| !is_gone(&difference.facts));
    at.is_some_and(|at| {
        let same_column = at.column.is_none() || cell.column.is_none() || at.column == cell.column;
        at.line == cell.line && same_column
    })
}

/// Whether a difference is that the page lacks something, so that its cell is merely the nearest.
fn is_gone(facts: &Facts) -> bool {
    matches!(
        facts,
        Facts::OperationRemoved { .. }
            | Facts::FieldRemoved { .. }
            | Facts::ValueRemoved { .. }
            | Facts::CodeRemoved { .. }
            | Facts::LeftOutGone { .. }
    )
}

/// Whether a difference is that the other copy lacks what one has in a cell.
fn lacks(difference: &Difference, change: &PageChange, cell: &Cell) -> bool {
    let field = change.subject.field.as_deref().map(leaf);
    let is_first = |word: &str| cell.text.split_whitespace().next() == Some(word);
    match &difference.facts {
        Facts::FieldRemoved { path } => path.last().map(String::as_str) == field,
        Facts::LeftOutGone { name } => field == Some(leaf(name)),
        Facts::ValueRemoved { value } => is_first(value),
        Facts::CodeRemoved { code, .. } => is_first(code),
        Facts::OperationRemoved { .. } => is_of_operation(change.kind),
        _ => false,
    }
}

fn is_of_operation(kind: PageChangeKind) -> bool {
    matches!(
        kind,
        PageChangeKind::OperationAdded | PageChangeKind::OperationRemoved
    )
}
