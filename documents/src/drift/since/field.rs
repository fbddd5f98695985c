//! One row of the old copy against the same row of the new one, fact by fact.

use super::change::{Changes, PageChangeKind, Subject, same_words, squeezed};
use crate::drift::text::folded;
use crate::page::{Cell, DocumentedField, DocumentedValue, Fact, KindWord, PresenceWord, Said};

/// So many letters are a mark; more are words, which say in which case a field must be there.
const LONGEST_MARK: usize = 3;

/// Everything that the two rows say differently.
pub(super) fn compare(
    subject: &Subject,
    old: &DocumentedField,
    new: &DocumentedField,
    changes: &mut Changes,
) {
    let mut rows = Rows {
        subject,
        old,
        new,
        changes,
    };
    rows.name();
    rows.marks();
    rows.kind();
    rows.words();
    rows.values_and_note();
}

struct Rows<'r> {
    subject: &'r Subject,
    old: &'r DocumentedField,
    new: &'r DocumentedField,
    changes: &'r mut Changes,
}

impl Rows<'_> {
    fn tell(&mut self, kind: PageChangeKind, old: Option<&Cell>, new: Option<&Cell>) {
        self.changes.add(kind, self.subject, old, new);
    }

    fn name(&mut self) {
        let (old, new) = (self.old, self.new);
        if old.wire.text != new.wire.text {
            self.tell(
                PageChangeKind::FieldRenamed,
                Some(&old.wire),
                Some(&new.wire),
            );
        }
        if (old.place, &old.inside) != (new.place, &new.inside) {
            let position = |field: &DocumentedField| {
                let place = field.place.word();
                let inside = field.inside.as_ref();
                Cell {
                    text: inside.map_or(place.to_owned(), |inside| format!("{place} of {inside}")),
                    ..field.wire.clone()
                }
            };
            let (old, new) = (position(old), position(new));
            self.tell(PageChangeKind::FieldMoved, Some(&old), Some(&new));
        }
    }

    /// What stands in columns of their own. A fact out of a note is a word of the note.
    fn marks(&mut self) {
        let (old, new) = (self.old, self.new);
        let lengths = (apart(old, &old.length), apart(new, &new.length));
        if !same(lengths.0, lengths.1, |_| String::new()) {
            self.tell(
                PageChangeKind::LengthChanged,
                cell(lengths.0),
                cell(lengths.1),
            );
        }
        let ranges = (apart(old, &old.range), apart(new, &new.range));
        if !same(ranges.0, ranges.1, |_| String::new()) {
            self.tell(PageChangeKind::RangeChanged, cell(ranges.0), cell(ranges.1));
        }
        let presences = (apart(old, &old.presence), apart(new, &new.presence));
        if !same(presences.0, presences.1, condition) {
            self.tell(
                PageChangeKind::PresenceChanged,
                cell(presences.0),
                cell(presences.1),
            );
        }
        let encrypted = (apart(old, &old.encrypted), apart(new, &new.encrypted));
        if !same(encrypted.0, encrypted.1, |_| String::new()) {
            self.tell(
                PageChangeKind::EncryptionChanged,
                cell(encrypted.0),
                cell(encrypted.1),
            );
        }
    }

    /// The word of the type, without the length that may stand behind it.
    fn kind(&mut self) {
        let (old, new) = (self.old, self.new);
        let has_length = |field: &DocumentedField| {
            let (length, kind) = (field.length.cell(), field.kind.cell());
            length
                .zip(kind)
                .is_some_and(|(length, kind)| is_same_place(length, kind))
        };
        let is_cut = has_length(old) || has_length(new);
        let word = |fact: &Fact<KindWord>| {
            let text = &fact.cell.text;
            let text = match text.split_once('(').filter(|_| is_cut) {
                Some((word, _)) => word,
                None => text,
            };
            squeezed(text).to_lowercase()
        };
        let (before, after) = (Some(&old.kind), Some(&new.kind));
        if !same(before, after, word) {
            self.tell(
                PageChangeKind::TypeChanged,
                old.kind.cell(),
                new.kind.cell(),
            );
        }
    }

    fn words(&mut self) {
        self.words_of(PageChangeKind::LabelChanged, |field| &field.label);
        self.words_of(PageChangeKind::ExampleChanged, |field| &field.example);
    }

    /// Words with a cell of their own. What is the beginning of a note is told with the note.
    fn words_of(&mut self, kind: PageChangeKind, of: fn(&DocumentedField) -> &Option<Cell>) {
        let apart = |field| of(field).as_ref().filter(|cell| !is_in_note(field, cell));
        let (old, new) = (apart(self.old), apart(self.new));
        if !same_words(old, new) {
            self.tell(kind, old, new);
        }
    }

    /// The values that the notes list, and what else changed in the notes.
    fn values_and_note(&mut self) {
        let (old, new) = (self.old, self.new);
        let mut told: Vec<String> = Vec::new();
        let mut tell = |rows: &mut Self, kind, old: Option<Cell>, new: Option<Cell>| {
            let words = old.iter().chain(&new).map(|cell| folded(&cell.text));
            told.extend(words);
            rows.tell(kind, old.as_ref(), new.as_ref());
        };
        for value in &new.values {
            let after = Some(listed(value, new));
            match old.values.iter().find(|before| before.value == value.value) {
                // A value that stood alone was no list.
                None if is_in(value, old.note.as_ref()) => {}
                None => tell(self, PageChangeKind::ValueAdded, None, after),
                Some(before) if squeezed(&before.meaning) != squeezed(&value.meaning) => {
                    let before = Some(listed(before, old));
                    tell(self, PageChangeKind::ValueMeaningChanged, before, after);
                }
                Some(_) => {}
            }
        }
        for value in &old.values {
            let is_listed = new.values.iter().any(|after| after.value == value.value);
            if !is_listed && !is_in(value, new.note.as_ref()) {
                tell(
                    self,
                    PageChangeKind::ValueRemoved,
                    Some(listed(value, old)),
                    None,
                );
            }
        }
        let (before, after) = (old.note.as_ref(), new.note.as_ref());
        if same_words(before, after) || (!told.is_empty() && same_besides(before, after, &told)) {
            return;
        }
        let kind = match old.recipe.is_some() || new.recipe.is_some() {
            true => PageChangeKind::SignatureNoteChanged,
            false => PageChangeKind::NoteChanged,
        };
        let (before, after) = (changed_lines(before, after), changed_lines(after, before));
        self.tell(kind, before.as_ref(), after.as_ref());
    }
}

/// A fact that stands in a column of its own.
fn apart<'f, T>(field: &DocumentedField, said: &'f Said<T>) -> Option<&'f Said<T>> {
    let in_note = said.cell().is_some_and(|cell| is_in_note(field, cell));
    (!in_note).then_some(said)
}

fn cell<T>(said: Option<&Said<T>>) -> Option<&Cell> {
    said?.cell()
}

fn is_in_note(field: &DocumentedField, cell: &Cell) -> bool {
    let note = field.note.as_ref();
    note.is_some_and(|note| is_same_place(note, cell))
}

fn is_same_place(one: &Cell, other: &Cell) -> bool {
    (one.line, one.column) == (other.line, other.column)
}

/// Whether two cells say the same. Of words that were understood the meaning counts, and `more` of what they say.
fn same<T: PartialEq>(
    old: Option<&Said<T>>,
    new: Option<&Said<T>>,
    more: impl Fn(&Fact<T>) -> String,
) -> bool {
    match (old.unwrap_or(&Said::Silent), new.unwrap_or(&Said::Silent)) {
        (Said::Given(old), Said::Given(new)) => old.value == new.value && more(old) == more(new),
        (Said::Unclear(old), Said::Unclear(new)) => same_words(Some(old), Some(new)),
        // A column whose cell is empty says no more than none.
        (Said::Silent | Said::Blank(_), Said::Silent | Said::Blank(_)) => true,
        (Said::Silent | Said::Blank(_) | Said::Unclear(_) | Said::Given(_), _) => false,
    }
}

/// The words in place of a mark that say in which case.
fn condition(fact: &Fact<PresenceWord>) -> String {
    let words = squeezed(&fact.cell.text);
    let is_case = fact.value == PresenceWord::Conditional && words.chars().count() > LONGEST_MARK;
    if is_case { words } else { String::new() }
}

fn listed(value: &DocumentedValue, field: &DocumentedField) -> Cell {
    Cell {
        text: format!("{} {}", value.value, value.meaning)
            .trim()
            .to_owned(),
        line: value.line,
        column: field.note.as_ref().and_then(|note| note.column),
    }
}

/// Whether a note has a value as a word, listed or not.
fn is_in(value: &DocumentedValue, note: Option<&Cell>) -> bool {
    let text = note.map_or("", |note| &note.text);
    let mut words = text.split(|c: char| !c.is_ascii_alphanumeric());
    words.any(|word| word == value.value)
}

/// Whether two notes have the same words but for those of values that were told.
fn same_besides(old: Option<&Cell>, new: Option<&Cell>, told: &[String]) -> bool {
    let words = |cell: Option<&Cell>| {
        let words = cell.map_or(String::new(), |cell| folded(&cell.text));
        let told = told.iter().filter(|told| !told.is_empty());
        told.fold(words, |words, told| words.replacen(told.as_str(), "", 1))
    };
    words(old) == words(new)
}

/// The lines of a note that another one does not have; all of it where it has only more or fewer of the same.
fn changed_lines(note: Option<&Cell>, other: Option<&Cell>) -> Option<Cell> {
    let note = note?;
    let other = other.map_or("", |cell| &cell.text);
    let known: Vec<String> = other.split('\n').map(squeezed).collect();
    let lines = note.text.split('\n');
    let lines: Vec<&str> = lines
        .filter(|line| !known.contains(&squeezed(line)))
        .collect();
    Some(Cell {
        text: match lines.is_empty() && !other.is_empty() {
            true => note.text.clone(),
            false => lines.join("\n"),
        },
        ..note.clone()
    })
}
