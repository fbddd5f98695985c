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
    let same = pair::fields(&documented, &pair.fields);
    let at = |(here, there): &(usize, usize)| {
        let (_, field) = documented.get(*here)?;
        Some((*field, pair.fields.get(*there)?))
    };
    let mut both = same.both.iter().filter_map(at);
    let tell_numbers = both.any(|(field, known)| {
        let said = field.kind.given() == Some(&KindWord::Number);
        said && admit::is_wire_number(&known.content)
    });
    let columns = |field| Columns {
        tell_numbers,
        can_mark_cases: format != Format::OpenApi,
        ..columns(&documented, field)
    };
    for (field, known) in same.both.iter().filter_map(at) {
        moved(&documented, field, known, found);
        cells::compare_cells(field, known, columns(field), found);
    }
    for (field, known) in same.renamed.iter().filter_map(at) {
        found.push(renamed(field, known));
        cells::compare_cells(field, known, columns(field), found);
    }
    let sides = Sides {
        documented: &documented,
        pair,
    };
    sides.compare(&same, found);
    let both = same.both.iter().chain(&same.renamed).filter_map(at);
    let numbers = both.filter(|(field, known)| {
        let word = field.kind.given().copied();
        let becomes = |word| cells::becomes_a_number(word, known, columns(field));
        known.at.way != Way::Request && word.is_some_and(becomes)
    });
    Compared {
        fields: same.both.len() + same.renamed.len(),
        notes: read_either_way(numbers.map(|(field, _)| field))
            .into_iter()
            .collect(),
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
fn columns(documented: &[(Way, &DocumentedField)], field: &DocumentedField) -> Columns {
    let presence = column(field.presence.cell());
    Columns {
        have_lengths: has(documented, field, |one| &one.length),
        have_presences: has(documented, field, |one| &one.presence),
        have_cases: documented.iter().any(|(_, other)| {
            other.presence.given() == Some(&PresenceWord::Conditional)
                && column(other.presence.cell()) == presence
        }),
        is_below_optional: pair::is_below_optional(documented, field),
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
fn moved(
    documented: &[(Way, &DocumentedField)],
    field: &DocumentedField,
    known: &Known<'_>,
    found: &mut Vec<Difference>,
) {
    let request = known.at.way == Way::Request;
    let inside = pair::inside(field).map(pair::leaf);
    let same_place = !request || field.place == known.at.place;
    // A page may show members under their object, or by themselves; not some so and some so.
    let others_nested = documented.iter().any(|(way, other)| {
        let inside = pair::inside(other).map(pair::leaf);
        *way == known.at.way && inside.is_some() && inside == known.inside()
    });
    let same_nest = inside == known.inside() || (inside.is_none() && !others_nested);
    if same_place && same_nest {
        return;
    }
    let position = |place, inside: Option<&str>| Position {
        place,
        inside: inside.map(str::to_owned),
    };
    let facts = Facts::FieldPosition {
        page: position(field.place, inside),
        spec: position(known.at.place, known.inside()),
    };
    let at = Location::Field(known.at.clone(), None);
    found.push(Difference::shown_by(&field.wire, at, facts));
}

fn renamed(field: &DocumentedField, known: &Known<'_>) -> Difference {
    let facts = Facts::FieldName {
        page: field.wire.text.clone(),
        spec: known.wire().to_owned(),
    };
    let at = Location::Field(known.at.clone(), None);
    Difference::shown_by(&field.wire, at, facts)
}
