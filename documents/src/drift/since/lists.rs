//! Lists of both copies, whatever the order of their entries: addresses, content types, codes, words on signatures.

use super::change::{Changes, PageChangeKind, Subject, same_words, squeezed};
use crate::drift::matching::Matching;
use crate::page::{Address, Cell, DocumentedCode, Fact, RecipeWords, Way};

/// What only one of two lists has, where entries with the same key are the same; what is there twice counts twice.
pub(super) fn apart<'p, T>(
    old: &'p [T],
    new: &'p [T],
    key: impl Fn(&T) -> String,
) -> (Vec<&'p T>, Vec<&'p T>) {
    let mut matching = Matching::new(old.len(), new.len());
    matching.join_same(|at| old.get(at).map(&key), |at| new.get(at).map(&key));
    let gone = matching.only_left.iter().filter_map(|at| old.get(*at));
    let fresh = matching.only_right.iter().filter_map(|at| new.get(*at));
    (gone.collect(), fresh.collect())
}

/// Addresses; one in the place of another is that of the same environment.
pub(super) fn addresses(
    subject: &Subject,
    (old, new): (&[Address], &[Address]),
    changes: &mut Changes,
) {
    let key = |address: &Address| {
        let environment = address.environment.as_deref().unwrap_or_default();
        let parts = [&address.url, &address.path].map(|part| part.as_deref().unwrap_or_default());
        format!("{environment} {}", parts.concat())
    };
    let (mut gone, fresh) = apart(old, new, key);
    let cell = |address: &Address| Cell {
        text: address
            .url
            .as_ref()
            .or(address.path.as_ref())
            .cloned()
            .unwrap_or_default(),
        ..address.cell.clone()
    };
    for address in fresh {
        let same = gone
            .iter()
            .position(|old| old.environment == address.environment);
        let before = same.map(|at| cell(gone.remove(at)));
        let kind = match before {
            Some(_) => PageChangeKind::AddressChanged,
            None => PageChangeKind::AddressAdded,
        };
        changes.add(kind, subject, before.as_ref(), Some(&cell(address)));
    }
    for address in gone {
        changes.add(
            PageChangeKind::AddressRemoved,
            subject,
            Some(&cell(address)),
            None,
        );
    }
}

pub(super) fn content_types(
    subject: &Subject,
    (old, new): (&[Cell], &[Cell]),
    changes: &mut Changes,
) {
    let (gone, fresh) = apart(old, new, |cell| squeezed(&cell.text));
    side_by_side(
        PageChangeKind::ContentTypeChanged,
        subject,
        (&gone, &fresh),
        changes,
    );
}

/// A line that marks a message as encrypted as a whole.
type Mark = (Way, Cell);

/// Whether the messages are marked as encrypted as a whole, and in which words.
pub(super) fn encryption(subject: &Subject, (old, new): (&[Mark], &[Mark]), changes: &mut Changes) {
    let key = |(way, cell): &Mark| format!("{way:?} {}", squeezed(&cell.text));
    let (gone, fresh) = apart(old, new, key);
    let gone: Vec<&Cell> = gone.into_iter().map(|(_, cell)| cell).collect();
    let fresh: Vec<&Cell> = fresh.into_iter().map(|(_, cell)| cell).collect();
    let kind = PageChangeKind::MessageEncryptionChanged;
    side_by_side(kind, subject, (&gone, &fresh), changes);
}

/// What only one list has, in pairs as long as both have some.
pub(super) fn side_by_side(
    kind: PageChangeKind,
    subject: &Subject,
    (gone, fresh): (&[&Cell], &[&Cell]),
    changes: &mut Changes,
) {
    for at in 0..gone.len().max(fresh.len()) {
        changes.add(kind, subject, gone.get(at).copied(), fresh.get(at).copied());
    }
}

/// Codes, and how many both copies have. Of a code that stands there twice, the row with the same words is the same.
pub(super) fn codes(
    subject: &Subject,
    (old, new): (&[DocumentedCode], &[DocumentedCode]),
    changes: &mut Changes,
) -> usize {
    let mut matching = Matching::new(old.len(), new.len());
    let whole = |code: &DocumentedCode| (code.code.text.clone(), meaning(code));
    matching.join_same(|at| old.get(at).map(whole), |at| new.get(at).map(whole));
    let alone = |code: &DocumentedCode| code.code.text.clone();
    matching.join_same(|at| old.get(at).map(alone), |at| new.get(at).map(alone));
    for (here, there) in &matching.both {
        if let Some((old, new)) = old.get(*here).zip(new.get(*there)) {
            code(subject, old, new, changes);
        }
    }
    for new in matching.only_right.iter().filter_map(|at| new.get(*at)) {
        let words = with_meaning(new);
        changes.add(PageChangeKind::CodeAdded, subject, None, Some(&words));
    }
    for old in matching.only_left.iter().filter_map(|at| old.get(*at)) {
        let words = with_meaning(old);
        changes.add(PageChangeKind::CodeRemoved, subject, Some(&words), None);
    }
    matching.both.len()
}

/// What a code means, and with which HTTP status it comes.
fn code(subject: &Subject, old: &DocumentedCode, new: &DocumentedCode, changes: &mut Changes) {
    for (old, new) in [
        (&old.message, &new.message),
        (&old.description, &new.description),
    ] {
        if !same_words(old.as_ref(), new.as_ref()) {
            let kind = PageChangeKind::CodeMeaningChanged;
            changes.add(kind, subject, old.as_ref(), new.as_ref());
        }
    }
    let status = |code: &DocumentedCode| code.status.as_ref().map(|status| status.value);
    if status(old) != status(new) {
        let (old, new) = (old.status.as_ref(), new.status.as_ref());
        let (old, new) = (old.map(|fact| &fact.cell), new.map(|fact| &fact.cell));
        changes.add(PageChangeKind::CodeStatusChanged, subject, old, new);
    }
}

fn meaning(code: &DocumentedCode) -> String {
    let parts = [&code.message, &code.description].into_iter().flatten();
    parts.map(|cell| squeezed(&cell.text)).collect()
}

fn with_meaning(code: &DocumentedCode) -> Cell {
    let words = code.message.as_ref().or(code.description.as_ref());
    let words = words.map_or("", |cell| &cell.text);
    Cell {
        text: format!("{} {words}", code.code.text).trim().to_owned(),
        ..code.code.clone()
    }
}

/// Lines outside of tables that say how something is signed or encrypted.
pub(super) fn passages(
    (old, new): (&[Fact<RecipeWords>], &[Fact<RecipeWords>]),
    changes: &mut Changes,
) {
    let (gone, fresh) = apart(old, new, |passage| squeezed(&passage.cell.text));
    let subject = Subject::default();
    for passage in gone {
        changes.add(
            PageChangeKind::PassageRemoved,
            &subject,
            Some(&passage.cell),
            None,
        );
    }
    for passage in fresh {
        changes.add(
            PageChangeKind::PassageAdded,
            &subject,
            None,
            Some(&passage.cell),
        );
    }
}
