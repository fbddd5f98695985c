//! Fields that both a page and the spec have, cell by cell. Which field is which, and what only one side has, is decided
//! elsewhere; listed values and codes are compared elsewhere.

use super::cells::Columns;
use super::difference::{Difference, Facts, Position};
use super::known::Known;
use super::location::Location;
use super::one_sided::Sides;
use super::pair::{self, Described, Pair};
use super::{admit, cells};
use crate::page::{
    Cell, DocumentedField, DocumentedOperation, Format, KindWord, Note, PresenceWord, Said, Way,
};
use crate::path;

/// What was compared of the fields of a page.
#[derive(Default)]
pub(super) struct Compared {
    /// How many fields both sides have.
    pub(super) fields: usize,
    /// What is no difference, and is told all the same.
    pub(super) notes: Vec<Note>,
}

pub(super) fn compare(
    (format, page): (Format, &DocumentedOperation),
    pair: &Pair<'_>,
    found: &mut Vec<Difference>,
) -> Compared {
    let mut documented: Vec<(Way, &DocumentedField)> = pair::both_ways(page).collect();
    // What a notification is answered is one text of a spec, and no members.
    let is_notification = matches!(pair.described, Described::Notification(_));
    documented.retain(|(way, _)| !is_notification || *way != Way::Answer);
    let paths = path::paths(&documented);
    let sides = Sides {
        documented: &documented,
        paths: &paths,
        pair,
    };
    let same = pair::fields(&documented, &pair.fields);
    let at = |(here, there): &(usize, usize)| {
        let (_, field) = documented.get(*here)?;
        Some((*here, *field, pair.fields.get(*there)?))
    };
    let mut both = same.both.iter().filter_map(at);
    let tell_numbers = both.any(|(_, field, known)| {
        let said = field.kind.given() == Some(&KindWord::Number);
        said && admit::is_wire_number(&known.content)
    });
    let columns = |here, field| Columns {
        tell_numbers,
        can_mark_cases: format != Format::OpenApi,
        ..columns(sides, here, field)
    };
    for (here, field, known) in same.both.iter().filter_map(at) {
        moved(sides, here, known, found);
        cells::compare_cells(field, known, columns(here, field), found);
    }
    for (here, field, known) in same.renamed.iter().filter_map(at) {
        found.push(renamed(field, known));
        cells::compare_cells(field, known, columns(here, field), found);
    }
    sides.compare(&same, found);
    let both = same.both.iter().chain(&same.renamed).filter_map(at);
    let numbers = both.filter(|(here, field, known)| {
        let word = field.kind.given().copied();
        let becomes = |word| cells::becomes_a_number(word, known, columns(*here, field));
        known.at.way != Way::Request && word.is_some_and(becomes)
    });
    let numbers = read_either_way(numbers.map(|(_, field, _)| field));
    let unclear = same.unclear.iter().filter_map(|(here, those)| {
        let those = those.iter().filter_map(|there| pair.fields.get(*there));
        let (_, field) = documented.get(*here)?;
        Some(may_be_each(field, those))
    });
    Compared {
        fields: same.both.len() + same.renamed.len(),
        notes: numbers.into_iter().chain(unclear).collect(),
    }
}

/// A word on a field that may be each of several of the spec, so that nothing is compared of it.
fn may_be_each<'k>(field: &DocumentedField, those: impl Iterator<Item = &'k Known<'k>>) -> Note {
    let those = those.map(|known| format!("`{}`", known.at.path.join(".")));
    let those: Vec<String> = those.collect();
    Note {
        line: Some(field.line()),
        text: format!(
            "the page does not say in which member `{}` is, and it may be {} of the spec: none of them was compared",
            field.wire.text,
            those.join(" or ")
        ),
    }
}

/// What a page calls numbers, in an answer of which a spec says no more than how many digits they have.
fn read_either_way<'f>(mut fields: impl Iterator<Item = &'f DocumentedField>) -> Option<Note> {
    let first = fields.next()?;
    let names = std::iter::once(first).chain(fields);
    let names: Vec<String> = names.map(|one| format!("`{}`", one.wire.text)).collect();
    Some(Note {
        line: Some(first.line()),
        text: format!(
            "the page calls {} numbers; the client reads them as numbers and as digits in a text, so that no spec says which",
            names.join(", ")
        ),
    })
}

/// What the columns say that a field's length and presence stand in, or would. A row that is alone in its table has the
/// other tables of the operation in place of a column.
fn columns(sides: Sides<'_, '_>, here: usize, field: &DocumentedField) -> Columns {
    let documented = sides.documented;
    let presence = column(field.presence.cell());
    Columns {
        have_lengths: has(documented, field, |one| &one.length),
        have_presences: has(documented, field, |one| &one.presence),
        have_cases: documented.iter().any(|(_, other)| {
            other.presence.given() == Some(&PresenceWord::Conditional)
                && column(other.presence.cell()) == presence
        }),
        is_below_optional: sides.is_below_optional(here),
        tell_numbers: false,
        can_mark_cases: true,
    }
}

fn column(cell: Option<&Cell>) -> Option<usize> {
    cell.and_then(|cell| cell.column)
}

/// Whether others give a fact in the column of a field, or anywhere where the field is alone in it.
fn has<T>(
    documented: &[(Way, &DocumentedField)],
    field: &DocumentedField,
    said: impl Fn(&DocumentedField) -> &Said<T>,
) -> bool {
    let line = field.line();
    let others = documented.iter().map(|(_, other)| *other);
    let others = others.filter(|other| other.line() != line);
    let beside =
        |other: &&DocumentedField| column(said(other).cell()) == column(said(field).cell());
    let is_alone = !others.clone().any(|other| beside(&other));
    let mut others = others.filter(|other| is_alone || beside(other));
    others.any(|other| said(other).given().is_some())
}

/// A field in another place, or inside another member.
fn moved(sides: Sides<'_, '_>, here: usize, known: &Known<'_>, found: &mut Vec<Difference>) {
    let row = sides.documented.get(here).zip(sides.paths.get(here));
    let Some(((_, field), path)) = row else {
        return;
    };
    let request = known.at.way == Way::Request;
    let inside = pair::inside(field).map(pair::leaf);
    let same_place = !request || field.place == known.at.place;
    // A page may show members under their object, or by themselves; not some so and some so.
    let others_nested = sides.documented.iter().any(|(way, other)| {
        let inside = pair::inside(other).map(pair::leaf);
        *way == known.at.way && inside.is_some() && inside == known.inside()
    });
    let same_nest = match inside {
        Some(_) => inside == known.inside() && pair::may_be_one(path, &known.at.path),
        None => known.inside().is_none() || !others_nested,
    };
    if same_place && same_nest {
        return;
    }
    // What is in members of equal names differs in those above them.
    let (inside, ours) = match inside == known.inside() {
        true => (above(path), above(&known.at.path)),
        false => (inside.map(str::to_owned), known.inside().map(str::to_owned)),
    };
    let facts = Facts::FieldPosition {
        page: Position {
            place: field.place,
            inside,
        },
        spec: Position {
            place: known.at.place,
            inside: ours,
        },
    };
    let at = Location::Field(known.at.clone(), None);
    found.push(Difference::shown_by(&field.wire, at, facts));
}

/// The names of the members that a field is in, with dots between them.
fn above<N: AsRef<str>>(path: &[N]) -> Option<String> {
    let (_, above) = path.split_last()?;
    let names: Vec<&str> = above.iter().map(AsRef::as_ref).collect();
    (!names.is_empty()).then(|| names.join("."))
}

fn renamed(field: &DocumentedField, known: &Known<'_>) -> Difference {
    let facts = Facts::FieldName {
        page: field.wire.text.clone(),
        spec: known.wire().to_owned(),
    };
    let at = Location::Field(known.at.clone(), None);
    Difference::shown_by(&field.wire, at, facts)
}
