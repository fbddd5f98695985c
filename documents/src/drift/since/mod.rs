//! Two copies of one page, an old and a new one, without a spec: both are read, and every fact that they give differently is
//! told. What a spec says, and what follows for it, is known to `held.rs` alone.
//!
//! No spec holds all that a page says: whether it marks a field that the client supplies, or how long a listed value is.
//! Against a spec such a change is silent; against the old copy it is not.

mod change;
mod field;
mod held;
mod lists;
mod pair;
mod rest;

pub use change::{PageChange, PageChangeKind, Subject};
pub use held::{Held, held};

use crate::page::{DocumentedOperation, Page, Way};
use crate::vocabulary;
use change::{Changes, squeezed};

/// What a page says otherwise than an old copy of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Revision {
    /// How many operations and lists of codes both copies have: none where they are copies of two pages.
    pub shared: usize,
    /// How many fields both copies have.
    pub compared: usize,
    /// The changes, in the order of the new copy.
    pub changes: Vec<PageChange>,
}

/// Everything that two copies of a page say differently in their tables, addresses and words on signatures.
pub fn since(old: &Page, new: &Page) -> Revision {
    let mut changes = Changes::default();
    let pairs = pair::operations(&old.operations, &new.operations);
    let mut compared = 0;
    for (here, there) in &pairs.both {
        if let Some((old, new)) = old.operations.get(*here).zip(new.operations.get(*there)) {
            compared += operation(old, new, &mut changes);
        }
    }
    for new in only(&pairs.only_right, &new.operations) {
        let (subject, cell) = (Subject::of(new), named(new));
        changes.add(
            PageChangeKind::OperationAdded,
            &subject,
            None,
            cell.as_ref(),
        );
    }
    for old in only(&pairs.only_left, &old.operations) {
        let (subject, cell) = (Subject::of(old), named(old));
        changes.add(
            PageChangeKind::OperationRemoved,
            &subject,
            cell.as_ref(),
            None,
        );
    }
    let page = Subject::default();
    lists::addresses(&page, (&old.environments, &new.environments), &mut changes);
    let codes = lists::codes(&page, (&old.codes, &new.codes), &mut changes);
    lists::passages((&old.passages, &new.passages), &mut changes);
    rest::compare(old, new, &mut changes);
    Revision {
        shared: pairs.both.len() + usize::from(codes > 0),
        compared,
        changes: changes.sorted(),
    }
}

/// What stands at some places of a list.
fn only<'l, T>(places: &'l [usize], list: &'l [T]) -> impl Iterator<Item = &'l T> {
    places.iter().filter_map(|at| list.get(*at))
}

/// The heading of an operation, or what it begins with.
fn named(operation: &DocumentedOperation) -> Option<crate::page::Cell> {
    let first = operation.request.iter().chain(&operation.answer).next();
    let first = first.map(|field| &field.wire);
    operation.title.as_ref().or(first).cloned()
}

/// Compares an operation, and tells how many of its fields both copies have.
fn operation(old: &DocumentedOperation, new: &DocumentedOperation, changes: &mut Changes) -> usize {
    let subject = Subject::of(new);
    let title = |one: &DocumentedOperation| {
        let title = one.title.as_ref();
        title.map(|cell| squeezed(vocabulary::unnumbered(&cell.text)))
    };
    if title(old) != title(new) {
        let (old, new) = (old.title.as_ref(), new.title.as_ref());
        changes.add(PageChangeKind::TitleChanged, &subject, old, new);
    }
    if old.method.given() != new.method.given() {
        let (old, new) = (old.method.cell(), new.method.cell());
        changes.add(PageChangeKind::MethodChanged, &subject, old, new);
    }
    lists::addresses(&subject, (&old.addresses, &new.addresses), changes);
    lists::content_types(&subject, (&old.content_types, &new.content_types), changes);
    lists::encryption(&subject, (&old.encrypted, &new.encrypted), changes);
    lists::codes(&subject, (&old.codes, &new.codes), changes);
    let (old, new) = (ways(old), ways(new));
    let pairs = pair::fields(&old, &new);
    for (here, there) in pairs.both.iter().chain(&pairs.renamed) {
        if let Some(((_, old), (way, new))) = old.get(*here).zip(new.get(*there)) {
            field::compare(&subject.field(*way, new), old, new, changes);
        }
    }
    for (way, new) in only(&pairs.only_right, &new) {
        let subject = subject.field(*way, new);
        changes.add(PageChangeKind::FieldAdded, &subject, None, Some(&new.wire));
    }
    for (way, old) in only(&pairs.only_left, &old) {
        let subject = subject.field(*way, old);
        changes.add(
            PageChangeKind::FieldRemoved,
            &subject,
            Some(&old.wire),
            None,
        );
    }
    pairs.both.len() + pairs.renamed.len()
}

/// The fields of an operation with the way they go.
fn ways(operation: &DocumentedOperation) -> Vec<(Way, &crate::page::DocumentedField)> {
    let out = operation.outward();
    let sent = operation.request.iter().map(|field| (out, field));
    let answered = operation.answer.iter().map(|field| (Way::Answer, field));
    sent.chain(answered).collect()
}
