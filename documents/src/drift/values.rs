//! Values that a page lists for a field against those of its enumeration. Result codes are compared elsewhere.

use std::collections::BTreeMap;

use kpg_codegen::model::{Content, Kind, Layout, Vendor};

use super::difference::{Difference, Facts};
use super::location::Location;
use super::pair::{self, Pair};
use super::{edit, text};
use crate::page::{Cell, DocumentedField, DocumentedValue, ListWords, Page, Way};

/// What a page lists for one enumeration, wherever it is used.
#[derive(Default)]
struct Lists<'p> {
    values: Vec<&'p DocumentedValue>,
    /// The last cell that lists some.
    cell: Option<&'p Cell>,
    /// Whether no list says that there are more.
    closed: bool,
}

pub(super) fn compare(
    page: &Page,
    vendor: &Vendor,
    pairs: &[Pair<'_>],
    found: &mut Vec<Difference>,
) {
    let mut lists: BTreeMap<usize, Lists<'_>> = BTreeMap::new();
    for pair in pairs {
        let Some(operation) = page.operations.get(pair.page) else {
            continue;
        };
        let documented: Vec<(Way, &DocumentedField)> = pair::both_ways(operation).collect();
        let same = pair::fields(&documented, &pair.fields);
        for (here, there) in same.both.iter().chain(&same.renamed) {
            let both = documented.get(*here).zip(pair.fields.get(*there));
            let Some(((_, field), known)) = both else {
                continue;
            };
            let Some(id) = enumeration_of(&known.content).filter(|_| !field.values.is_empty())
            else {
                continue;
            };
            let fresh = !lists.contains_key(&id);
            let list = lists.entry(id).or_default();
            list.closed = (fresh || list.closed) && field.list == ListWords::Listed;
            list.values.extend(&field.values);
            list.cell = field.note.as_ref().or(Some(&field.wire));
        }
    }
    for (id, list) in lists {
        compare_listed(vendor, id, &list, found);
    }
}

fn enumeration_of(content: &Content<Layout>) -> Option<usize> {
    let id = content.kind().and_then(Kind::enumeration)?;
    Some(id.0)
}

fn compare_listed(vendor: &Vendor, id: usize, list: &Lists<'_>, found: &mut Vec<Difference>) {
    let Some(enumeration) = vendor.enumerations.get(id) else {
        return;
    };
    let mut seen: Vec<&str> = Vec::new();
    for value in &list.values {
        let known = enumeration
            .choices
            .iter()
            .find(|choice| choice.wire == value.value);
        let at = Location::Value(id, Some(value.value.clone()));
        let cell = Cell {
            text: format!("{} {}", value.value, value.meaning)
                .trim()
                .to_owned(),
            line: value.line,
            column: list.cell.and_then(|cell| cell.column),
        };
        if seen.contains(&value.value.as_str()) {
            continue;
        }
        seen.push(&value.value);
        let difference = match known {
            None => {
                let facts = Facts::ValueAdded {
                    value: value.value.clone(),
                    meaning: value.meaning.clone(),
                };
                let edit = edit::add_listed(&value.value, &value.meaning, None);
                Difference::shown_by(&cell, Location::Value(id, None), facts).with_edit(Some(edit))
            }
            Some(choice)
                if !value.meaning.is_empty() && !text::describes(&value.meaning, &choice.label) =>
            {
                let facts = Facts::ValueMeaning {
                    page: value.meaning.clone(),
                    spec: choice.label.ko.clone(),
                };
                Difference::shown_by(&cell, at, facts)
            }
            Some(_) => continue,
        };
        found.push(difference);
    }
    if !list.closed {
        return;
    }
    for choice in &enumeration.choices {
        if !seen.contains(&choice.wire.as_str()) {
            let at = Location::Value(id, Some(choice.wire.clone()));
            let facts = Facts::ValueRemoved {
                value: choice.wire.clone(),
            };
            found.push(Difference::gone(list.cell.cloned(), at, facts));
        }
    }
}
