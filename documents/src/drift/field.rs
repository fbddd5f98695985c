//! Fields of a page against those of the spec, cell by cell. Which field is which is decided elsewhere; listed
//! values and codes are compared elsewhere.

use kpg_codegen::model::Content;

use super::cells::Columns;
use super::demand::Demand;
use super::difference::{Difference, Facts, Position};
use super::known::Known;
use super::location::{FieldLocation, Location};
use super::pair::{self, Described, Pair};
use super::{admit, cells, edit};
use crate::page::{
    Cell, DocumentedField, DocumentedOperation, KindWord, Note, PresenceWord, Said, Way,
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
    page: &DocumentedOperation,
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
    for here in &same.only_left {
        if let Some((way, field)) = documented.get(*here) {
            found.extend(added(&documented, pair, *way, field));
        }
    }
    for there in &same.only_right {
        if let Some(known) = pair.fields.get(*there) {
            found.extend(removed(&documented, pair, &same.only_right, known));
        }
    }
    left_out(&documented, pair, found);
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
        is_below_optional: is_below_optional(documented, field),
        tell_numbers: false,
    }
}

/// Whether the page has the object that a field is in, and does not say that it must be there.
fn is_below_optional(documented: &[(Way, &DocumentedField)], field: &DocumentedField) -> bool {
    let dotted = field.wire.text.rsplit_once('.').map(|(object, _)| object);
    let Some(object) = dotted.or(field.inside.as_deref()) else {
        return false;
    };
    // All objects that the name leads through, and the one that the field is in.
    let through = object.match_indices('.');
    let mut names = through
        .filter_map(|(dot, _)| object.get(..dot))
        .chain([object])
        .chain(field.inside.as_deref());
    names.any(|name| {
        let mut named = documented
            .iter()
            .filter(|(_, other)| other.wire.text == name);
        named.any(|(_, other)| other.presence.given() != Some(&PresenceWord::Required))
    })
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

/// A field that the spec does not have, unless the spec leaves it out or has it in another way.
fn added(
    documented: &[(Way, &DocumentedField)],
    pair: &Pair<'_>,
    way: Way,
    field: &DocumentedField,
) -> Option<Difference> {
    let name = pair::leaf(&field.wire.text);
    let left_out = pair
        .described
        .left_out()
        .iter()
        .any(|left_out| pair::leaves_out(left_out, way, field));
    // Paths of the spec lead through objects without naming them as fields.
    let within = |known: &&Known<'_>| {
        let above = known.at.path.len().saturating_sub(1);
        let above = known.at.path.get(..above).unwrap_or_default();
        known.at.way == way && above.iter().any(|above| above == name)
    };
    let members: Vec<&Known<'_>> = pair.fields.iter().filter(within).collect();
    if left_out || pair.described.is_envelope(name) {
        return None;
    }
    if !members.is_empty() {
        return object_demanded(way, field, &members);
    }
    // A member of something new comes with it.
    let inside = pair::inside(field).map(pair::leaf);
    let new_above = inside.is_some_and(|inside| {
        let on_page = documented
            .iter()
            .any(|(_, other)| pair::leaf(&other.wire.text) == inside);
        let in_spec = pair
            .fields
            .iter()
            .any(|known| known.at.path.iter().any(|name| name == inside));
        on_page && !in_spec
    });
    // What a text is made of has no place in a spec; it is told where the spec names others of it.
    let in_text = inside.filter(|inside| {
        let mut texts = pair.fields.iter();
        texts.any(|known| known.wire() == *inside && !matches!(known.content, Content::Nested(_)))
    });
    let beside = |inside: &str| {
        let here = documented
            .iter()
            .filter(|(_, other)| pair::inside(other).map(pair::leaf) == Some(inside));
        let names: Vec<&str> = here
            .map(|(_, other)| pair::leaf(&other.wire.text))
            .collect();
        pair.fields
            .iter()
            .any(|known| names.contains(&known.wire()))
    };
    if in_text.is_some_and(|inside| !beside(inside)) {
        return None;
    }
    let same_again = pair
        .fields
        .iter()
        .any(|known| known.at.way == way && known.wire() == name && known.inside() == inside);
    if new_above || same_again {
        return None;
    }
    let mut path: Vec<String> = inside.map(str::to_owned).into_iter().collect();
    path.push(name.to_owned());
    let at = FieldLocation {
        owner: pair.owner,
        way,
        place: field.place,
        path,
    };
    let facts = Facts::FieldAdded {
        name: field.wire.text.clone(),
        presence: field.presence.given().copied(),
        length: field.length.given().map(|length| length.bound),
    };
    let added = Difference::shown_by(&field.wire, Location::Field(at, None), facts);
    Some(added.with_edit(edit::add_field(field, way)))
}

/// An object that must be sent, where the spec lets every member of it be absent, and the object with them.
fn object_demanded(
    way: Way,
    field: &DocumentedField,
    members: &[&Known<'_>],
) -> Option<Difference> {
    let Said::Given(word) = &field.presence else {
        return None;
    };
    let optional = members
        .iter()
        .all(|member| member.presence == Demand::Optional && member.corrected_presence().is_none());
    let first = members.first()?;
    if way != Way::Request || word.value != PresenceWord::Required || !optional {
        return None;
    }
    let facts = Facts::Presence {
        page: PresenceWord::Required,
        spec: first.presence,
    };
    let at = Location::Field(first.at.clone(), Some("presence"));
    Some(Difference::shown_by(&word.cell, at, facts))
}

/// A field that the page does not have, unless it has no table where it could stand.
fn removed(
    documented: &[(Way, &DocumentedField)],
    pair: &Pair<'_>,
    removed: &[usize],
    known: &Known<'_>,
) -> Option<Difference> {
    let mut table = documented
        .iter()
        .filter(|(way, field)| *way == known.at.way && field.place == known.at.place);
    table.next()?;
    let with_what_it_is_in = removed
        .iter()
        .filter_map(|index| pair.fields.get(*index))
        .any(|other| {
            other.at.way == known.at.way
                && other.at.path.len() < known.at.path.len()
                && known.at.path.starts_with(&other.at.path)
        });
    if with_what_it_is_in
        || is_of_common_result(documented, pair, known)
        || is_named_beside_its_object(documented, known)
    {
        return None;
    }
    let nearest = nearest(documented, pair, known);
    let facts = Facts::FieldRemoved {
        path: known.at.path.clone(),
    };
    let at = Location::Field(known.at.clone(), None);
    Some(Difference::gone(nearest, at, facts))
}

/// The object around the result code is often described once for all operations: a page that has nothing of it
/// is silent about it.
fn is_of_common_result(
    documented: &[(Way, &DocumentedField)],
    pair: &Pair<'_>,
    known: &Known<'_>,
) -> bool {
    let [around, _, ..] = known.at.path.as_slice() else {
        return false;
    };
    let with_code = pair
        .fields
        .iter()
        .any(|other| other.is_code && other.at.path.first() == Some(around));
    let on_page = documented.iter().any(|(way, field)| {
        let names = [Some(field.wire.text.as_str()), pair::inside(field)];
        *way == known.at.way
            && names
                .into_iter()
                .flatten()
                .any(|name| name.split('.').any(|part| part == around))
    });
    with_code && !on_page
}

/// A page may name the members of an object in the words of its row, and have no rows for them.
fn is_named_beside_its_object(documented: &[(Way, &DocumentedField)], known: &Known<'_>) -> bool {
    let [.., object, member] = known.at.path.as_slice() else {
        return false;
    };
    let same_way = |(way, _): &&(Way, &DocumentedField)| *way == known.at.way;
    let mut same_way = documented.iter().filter(same_way);
    same_way.any(|(_, field)| {
        let words = [&field.label, &field.note].into_iter().flatten();
        let mut words = words.map(|cell| cell.text.as_str());
        pair::leaf(&field.wire.text) == object && words.any(|words| words.contains(member.as_str()))
    })
}

/// The row of the field before it in the spec that the page still has.
fn nearest(
    documented: &[(Way, &DocumentedField)],
    pair: &Pair<'_>,
    known: &Known<'_>,
) -> Option<Cell> {
    let before = pair.fields.iter().take_while(|other| other.at != known.at);
    let mut cell = None;
    for other in before.filter(|other| other.at.way == known.at.way) {
        let row = documented.iter().find(|(way, field)| {
            *way == other.at.way && pair::leaf(&field.wire.text) == other.wire()
        });
        if let Some((_, field)) = row {
            cell = Some(field.wire.clone());
        }
    }
    let first = documented.iter().find(|(way, _)| *way == known.at.way);
    cell.or_else(|| first.map(|(_, field)| field.wire.clone()))
}

fn left_out(documented: &[(Way, &DocumentedField)], pair: &Pair<'_>, found: &mut Vec<Difference>) {
    for left_out in pair.described.left_out() {
        let there = documented
            .iter()
            .any(|(way, field)| pair::leaves_out(left_out, *way, field));
        if !there && let Some((_, first)) = documented.first() {
            let facts = Facts::LeftOutGone {
                name: left_out.name.clone(),
            };
            let at = Location::Owner(pair.owner, Some("left_out"));
            found.push(Difference::gone(Some(first.wire.clone()), at, facts));
        }
    }
}
