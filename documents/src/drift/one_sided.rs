//! Fields that a page has and the spec does not, and the other way round. What differs of fields that both have does not
//! belong here.

use kpg_codegen::model::Content;

use super::demand::Demand;
use super::difference::{Difference, Facts};
use super::edit;
use super::known::Known;
use super::location::{FieldLocation, Location};
use super::matching::Matching;
use super::pair::{self, Pair, inside, leaf};
use crate::page::{Cell, DocumentedField, PresenceWord, Said, Way};

/// The fields of an operation of a page, with the way they go, and the operation of the spec that it is.
#[derive(Clone, Copy)]
pub(super) struct Sides<'s, 'm> {
    pub(super) documented: &'s [(Way, &'s DocumentedField)],
    /// The name of each, after those of the members that it is in.
    pub(super) paths: &'s [Vec<&'s str>],
    pub(super) pair: &'s Pair<'m>,
}

impl<'s, 'm> Sides<'s, 'm> {
    /// What only one side has, in the order of the page, then in that of the spec.
    pub(super) fn compare(self, same: &Matching, found: &mut Vec<Difference>) {
        let added = same.only_left.iter();
        found.extend(added.filter_map(|here| self.added(*here)));
        let removed: Vec<&Known<'_>> = same
            .only_right
            .iter()
            .filter_map(|there| self.pair.fields.get(*there))
            .collect();
        let told = removed.iter().filter(|known| self.is_missed(known));
        let told = told.filter(|known| !goes_with_its_object(known, &removed));
        found.extend(told.map(|known| self.removed(known)));
        self.left_out_and_gone(found);
    }

    /// A field that the spec does not have, unless the spec leaves it out or has it in another way.
    fn added(self, here: usize) -> Option<Difference> {
        let (way, field) = *self.documented.get(here)?;
        let path = self.paths.get(here)?.as_slice();
        if self.is_left_out(way, field) || self.pair.described.is_envelope(leaf(&field.wire.text)) {
            return None;
        }
        let members = self.members_below(way, path);
        if !members.is_empty() {
            // What must be in an object that may be absent may be absent with it.
            let is_demanded = !self.is_below_optional(here);
            return object_demanded(way, field, &members).filter(|_| is_demanded);
        }
        if self.comes_with_a_new_object(way, path)
            || self.is_part_of_a_text(field)
            || self.is_there_as_well(way, path)
        {
            return None;
        }
        let at = FieldLocation {
            owner: self.pair.owner,
            way,
            place: field.place,
            path: path.iter().map(|name| (*name).to_owned()).collect(),
        };
        let facts = Facts::FieldAdded {
            name: field.wire.text.clone(),
            presence: field.presence.given().copied(),
            length: field.length.given().map(|length| length.bound),
        };
        let added = Difference::shown_by(&field.wire, Location::Field(at, None), facts);
        Some(added.with_edit(edit::add_field(field, way)))
    }

    /// Whether the page has a member that a field is in, and does not say that it must be there.
    pub(super) fn is_below_optional(self, here: usize) -> bool {
        let Some(((way, _), path)) = self.documented.get(here).zip(self.paths.get(here)) else {
            return false;
        };
        let mut rows = self.documented.iter().zip(self.paths);
        rows.any(|((other, object), above)| {
            let is_above = other == way && above.len() < path.len() && path.starts_with(above);
            is_above && object.presence.given() != Some(&PresenceWord::Required)
        })
    }

    fn is_left_out(self, way: Way, field: &DocumentedField) -> bool {
        let mut left_out = self.pair.described.left_out().iter();
        left_out.any(|left_out| pair::leaves_out(left_out, way, field))
    }

    /// What the spec has inside a member: its paths lead through objects without naming them as fields.
    fn members_below(self, way: Way, object: &[&str]) -> Vec<&'s Known<'m>> {
        let within = |known: &&'s Known<'m>| known.at.way == way && leads_through(known, object);
        self.pair.fields.iter().filter(within).collect()
    }

    /// Whether it is a member of something that the page has and the spec does not: it is told with that.
    fn comes_with_a_new_object(self, way: Way, path: &[&str]) -> bool {
        let Some((_, object @ [.., _])) = path.split_last() else {
            return false;
        };
        let mut rows = self.documented.iter().zip(self.paths);
        let has_row = rows.any(|((other, _), row)| *other == way && row == object);
        let mut known = self.pair.fields.iter();
        let is_known = |known: &Known<'_>| {
            known.at.way == way
                && (pair::may_be_one(&known.at.path, object) || leads_through(known, object))
        };
        has_row && !known.any(is_known)
    }

    /// Whether it is of what a text of the spec is made of, which has no place in a spec; it is told where the spec names
    /// others of it.
    fn is_part_of_a_text(self, field: &DocumentedField) -> bool {
        let Some(text) = inside(field).map(leaf) else {
            return false;
        };
        let is_text = |known: &Known<'_>| {
            known.wire() == text && !matches!(known.content, Content::Nested(_))
        };
        let parts = self.documented.iter().map(|(_, other)| *other);
        let mut parts = parts.filter(|other| inside(other).map(leaf) == Some(text));
        let is_named = |part: &DocumentedField| {
            let mut known = self.pair.fields.iter();
            known.any(|known| known.wire() == leaf(&part.wire.text))
        };
        self.pair.fields.iter().any(is_text) && !parts.any(is_named)
    }

    /// Whether the spec has such a field in the same member: the page has it twice.
    fn is_there_as_well(self, way: Way, path: &[&str]) -> bool {
        let object = path.iter().rev().nth(1).copied();
        let mut known = self.pair.fields.iter();
        known.any(|known| {
            known.at.way == way
                && known.inside() == object
                && pair::may_be_one(&known.at.path, path)
        })
    }

    /// Whether the page has a place for a field that the spec has, and does not have it there.
    fn is_missed(self, known: &Known<'_>) -> bool {
        let mut rows = self.documented.iter();
        let has_table =
            rows.any(|(way, field)| *way == known.at.way && field.place == known.at.place);
        let here = self.pair.described.citation().document;
        has_table
            && known.described_in.is_none_or(|document| document == here)
            && !self.is_the_list_at_the_top(known)
            && !self.is_of_the_common_result(known)
            && !self.is_named_beside_its_object(known)
    }

    /// An answer that is a list has no name for it; the spec gives it one.
    fn is_the_list_at_the_top(self, known: &Known<'_>) -> bool {
        let list = self.pair.described.list_at_the_top();
        known.at.way == Way::Answer && list.is_some_and(|list| known.at.path == [list])
    }

    /// The object around the result code is often described once for all operations: a page that has nothing of it is silent
    /// about it.
    fn is_of_the_common_result(self, known: &Known<'_>) -> bool {
        let [around, _, ..] = known.at.path.as_slice() else {
            return false;
        };
        let mut fields = self.pair.fields.iter();
        let with_code = fields.any(|other| other.is_code && other.at.path.first() == Some(around));
        let names_it = |field: &DocumentedField| {
            let names = [Some(field.wire.text.as_str()), inside(field)];
            let mut parts = names.into_iter().flatten().flat_map(|name| name.split('.'));
            parts.any(|part| part == around)
        };
        let mut rows = self.documented.iter();
        with_code && !rows.any(|(way, field)| *way == known.at.way && names_it(field))
    }

    /// A page may name the members of an object in the words of its row, and have no rows for them.
    fn is_named_beside_its_object(self, known: &Known<'_>) -> bool {
        let [.., object, member] = known.at.path.as_slice() else {
            return false;
        };
        let rows = self.documented.iter();
        let mut rows = rows.filter(|(way, _)| *way == known.at.way);
        rows.any(|(_, field)| {
            let words = [&field.label, &field.note].into_iter().flatten();
            let mut words = words.map(|cell| cell.text.as_str());
            leaf(&field.wire.text) == object && words.any(|words| words.contains(member.as_str()))
        })
    }

    fn removed(self, known: &Known<'_>) -> Difference {
        let facts = Facts::FieldRemoved {
            path: known.at.path.clone(),
        };
        let at = Location::Field(known.at.clone(), None);
        Difference::gone(self.nearest(known), at, facts)
    }

    /// The row of the field before it in the spec that the page still has.
    fn nearest(self, known: &Known<'_>) -> Option<Cell> {
        let rows = || {
            self.documented
                .iter()
                .filter(|(way, _)| *way == known.at.way)
        };
        let row_of = |other: &Known<'_>| {
            let row = rows().find(|(_, field)| leaf(&field.wire.text) == other.wire());
            row.map(|(_, field)| field.wire.clone())
        };
        let before = self
            .pair
            .fields
            .iter()
            .take_while(|other| other.at != known.at);
        let before = before.filter(|other| other.at.way == known.at.way);
        let first = || rows().next().map(|(_, field)| field.wire.clone());
        before.filter_map(row_of).last().or_else(first)
    }

    /// What the spec says that it leaves out, and the page does not have.
    fn left_out_and_gone(self, found: &mut Vec<Difference>) {
        let Some((_, first)) = self.documented.first() else {
            return;
        };
        for left_out in self.pair.described.left_out() {
            let mut rows = self.documented.iter();
            if rows.any(|(way, field)| pair::leaves_out(left_out, *way, field)) {
                continue;
            }
            let facts = Facts::LeftOutGone {
                name: left_out.name.clone(),
            };
            let at = Location::Owner(self.pair.owner, Some("left_out"));
            found.push(Difference::gone(Some(first.wire.clone()), at, facts));
        }
    }
}

/// Whether the path of a field leads through an object.
fn leads_through(known: &Known<'_>, object: &[&str]) -> bool {
    let path = known.at.path.as_slice();
    let mut above = (1..path.len()).filter_map(|depth| path.get(..depth));
    above.any(|above| pair::may_be_one(above, object))
}

/// Whether the object that a member is in is gone as well, which tells both.
fn goes_with_its_object(known: &Known<'_>, removed: &[&Known<'_>]) -> bool {
    removed.iter().any(|other| {
        other.at.way == known.at.way
            && other.at.path.len() < known.at.path.len()
            && known.at.path.starts_with(&other.at.path)
    })
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
    let first = members.first()?;
    let may_be_absent = |member: &Known<'_>| match member.presence {
        Demand::Optional | Demand::Conditional => member.corrected_presence().is_none(),
        Demand::Required | Demand::Supplied => false,
    };
    if way != Way::Request
        || word.value != PresenceWord::Required
        || !members.iter().all(|member| may_be_absent(member))
        || first.is_taken_elsewhere(word.value)
    {
        return None;
    }
    let facts = Facts::Presence {
        page: PresenceWord::Required,
        spec: first.presence,
    };
    let at = Location::Field(first.at.clone(), Some("presence"));
    Some(Difference::shown_by(&word.cell, at, facts))
}
