//! Values that a page lists for a field against those of its enumeration. Result codes are compared elsewhere.

use std::collections::BTreeMap;

use kpg_codegen::model::{Kind, Vendor};

use super::finding::{DriftKind, Finding};
use super::pair::{self, Pair};
use super::place::At;
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

pub(super) fn compare(page: &Page, vendor: &Vendor, pairs: &[Pair<'_>], found: &mut Vec<Finding>) {
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
            let Some(id) = enumeration(known.kind).filter(|_| !field.values.is_empty()) else {
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
        compare_one(vendor, id, &list, found);
    }
}

fn enumeration(kind: &Kind) -> Option<usize> {
    match kind {
        Kind::Enumeration(id) => Some(id.0),
        Kind::Values(inner) => enumeration(inner),
        _ => None,
    }
}

fn compare_one(vendor: &Vendor, id: usize, list: &Lists<'_>, found: &mut Vec<Finding>) {
    let Some(enumeration) = vendor.enumerations.get(id) else {
        return;
    };
    let mut told: Vec<&str> = Vec::new();
    for value in &list.values {
        let known = enumeration
            .choices
            .iter()
            .find(|choice| choice.wire == value.value);
        let at = At::Value(id, Some(value.value.clone()));
        let cell = Cell {
            text: format!("{} {}", value.value, value.meaning)
                .trim()
                .to_owned(),
            line: value.line,
            column: list.cell.and_then(|cell| cell.column),
        };
        if told.contains(&value.value.as_str()) {
            continue;
        }
        told.push(&value.value);
        let finding = match known {
            None => Finding {
                kind: DriftKind::ValueAdded,
                at: At::Value(id, None),
                page: Some(cell.text.clone()),
                cell: Some(cell),
                spec: None,
                edit: Some(edit::listed(&value.value, &value.meaning, None)),
            },
            Some(choice)
                if !value.meaning.is_empty() && !text::describes(&value.meaning, &choice.label) =>
            {
                Finding {
                    kind: DriftKind::ValueLabelChanged,
                    at,
                    page: Some(value.meaning.clone()),
                    cell: Some(cell),
                    spec: choice.label.ko.clone(),
                    edit: None,
                }
            }
            Some(_) => continue,
        };
        found.push(finding);
    }
    if !list.closed {
        return;
    }
    for choice in &enumeration.choices {
        if !told.contains(&choice.wire.as_str()) {
            found.push(Finding {
                kind: DriftKind::ValueRemoved,
                at: At::Value(id, Some(choice.wire.clone())),
                cell: list.cell.cloned(),
                page: None,
                spec: Some(choice.wire.clone()),
                edit: None,
            });
        }
    }
}
