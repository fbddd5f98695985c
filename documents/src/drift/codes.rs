//! Result codes that a page lists against those of the spec. Values of fields are compared elsewhere.

use std::collections::{BTreeMap, BTreeSet};

use kpg_codegen::model::{Code, CodeSet, Fault, Label, Operation, Vendor};

use super::difference::{Difference, Facts};
use super::location::{Location, Owner};
use super::pair::{self, Described, Pair};
use super::{edit, text};
use crate::page::{Cell, DocumentedCode, DocumentedField, DocumentedOperation, Page};
use crate::vocabulary;

/// A code as a page has it, in a table or among the values of the result code.
pub(super) struct Listed<'p> {
    pub(super) code: &'p str,
    pub(super) cell: Cell,
    pub(super) meaning: Option<&'p str>,
    status: Option<u16>,
}

impl Listed<'_> {
    pub(super) fn means_success(&self) -> bool {
        self.meaning.is_some_and(vocabulary::means_success)
    }
}

/// What a page lists for one set of codes.
#[derive(Default)]
struct Lists<'p> {
    owner: Option<Owner>,
    codes: Vec<Listed<'p>>,
    /// Codes that a table lists, which is one of all codes, unlike the note of a field.
    in_tables: usize,
}

pub(super) fn compare(
    page: &Page,
    vendor: &Vendor,
    document: usize,
    pairs: &[Pair<'_>],
    found: &mut Vec<Difference>,
) {
    let mut lists: BTreeMap<usize, Lists<'_>> = BTreeMap::new();
    for pair in pairs {
        let Described::Operation(ours) = pair.described else {
            continue;
        };
        let Some(operation) = page.operations.get(pair.page) else {
            continue;
        };
        let list = lists.entry(ours.answer.codes.0).or_default();
        list.owner.get_or_insert(pair.owner);
        list.in_tables += operation.codes.len();
        list.codes.extend(of_operation(operation, pair));
    }
    for (set, list) in &lists {
        known_codes(vendor, pairs, *set, list, &page.codes, found);
    }
    of_the_page(page, vendor, document, found);
    if pairs.is_empty() {
        of_a_list(page, vendor, found);
    }
}

/// A page that has codes and no operation: what a code means, and which are gone of a list that the page has else.
fn of_a_list(page: &Page, vendor: &Vendor, found: &mut Vec<Difference>) {
    let codes: BTreeMap<&str, &DocumentedCode> = page
        .codes
        .iter()
        .map(|code| (code.code.text.as_str(), code))
        .collect();
    for (set, list) in vendor.code_sets.iter().enumerate() {
        let uses = |operation: &Operation| operation.answer.codes.0 == set;
        let Some(operation) = vendor.operations.iter().position(uses) else {
            continue;
        };
        let owner = Owner::Operation(kpg_codegen::model::OperationId(operation));
        let there = list
            .codes
            .iter()
            .filter(|code| codes.contains_key(code.wire.as_str()));
        // Codes that another page has as well are no list of this one.
        let is_of_it = there.count() * 10 >= list.codes.len() * 9;
        for code in &list.codes {
            match codes.get(code.wire.as_str()) {
                Some(one) => {
                    let named = |set: &CodeSet| {
                        let mut same = set.codes.iter().filter(|same| same.wire == code.wire);
                        same.any(|same| compare_listed(owner, &listed(one), Some(same)).is_none())
                    };
                    let told = compare_listed(owner, &listed(one), Some(code));
                    found.extend(told.filter(|_| !vendor.code_sets.iter().any(named)));
                }
                None if is_of_it => found.push(gone(owner, code, page.title.clone())),
                None => {}
            }
        }
    }
    found.dedup_by(|one, other| one.cell == other.cell && one.facts == other.facts);
}

/// The codes that a page lists for an operation: in tables, and in the note of the result code.
pub(super) fn of_operation<'p>(
    operation: &'p DocumentedOperation,
    pair: &Pair<'_>,
) -> Vec<Listed<'p>> {
    let mut codes: Vec<_> = operation.codes.iter().map(listed).collect();
    for known in pair.fields.iter().filter(|known| known.is_code) {
        let rows = operation.answer.iter();
        // A member of that name in another object is another one.
        let is_there = |field: &DocumentedField| {
            let inside = pair::inside(field).map(pair::leaf);
            inside.is_none() || inside == known.inside()
        };
        let row = rows.filter(|field| pair::leaf(&field.wire.text) == known.wire());
        let row = row.filter(|field| is_there(field));
        codes.extend(row.flat_map(|field| &field.values).map(|value| Listed {
            code: &value.value,
            cell: Cell {
                text: format!("{} {}", value.value, value.meaning),
                line: value.line,
                column: None,
            },
            meaning: (!value.meaning.is_empty()).then_some(value.meaning.as_str()),
            status: None,
        }));
    }
    codes
}

fn listed(code: &DocumentedCode) -> Listed<'_> {
    let words = code.message.as_ref().or(code.description.as_ref());
    Listed {
        code: &code.code.text,
        cell: code.code.clone(),
        meaning: words.map(|cell| cell.text.as_str()),
        status: code.status.as_ref().map(|fact| fact.value),
    }
}

fn known_codes(
    vendor: &Vendor,
    pairs: &[Pair<'_>],
    set: usize,
    list: &Lists<'_>,
    shared: &[DocumentedCode],
    found: &mut Vec<Difference>,
) {
    let (Some(owner), Some(codes)) = (list.owner, vendor.code_sets.get(set)) else {
        return;
    };
    let mut seen = BTreeSet::new();
    for one in list.codes.iter().filter(|one| !one.code.is_empty()) {
        if seen.insert(one.code) {
            let known = codes.codes.iter().find(|code| code.wire == one.code);
            // Another code of success is a difference of its own.
            if known.is_some() || !one.means_success() {
                found.extend(compare_listed(owner, one, known));
            }
        }
    }
    let of_others = vendor
        .operations
        .iter()
        .enumerate()
        .any(|(index, operation)| {
            let owner = Owner::Operation(kpg_codegen::model::OperationId(index));
            operation.answer.codes.0 == set && !pairs.iter().any(|pair| pair.owner == owner)
        });
    let listed = |code: &&Code| {
        let shared = shared.iter().any(|other| other.code.text == code.wire);
        shared || seen.contains(code.wire.as_str())
    };
    // A list that has not even half of them is of something else.
    let about = codes.codes.iter().filter(listed).count() * 2 >= codes.codes.len();
    if list.in_tables + shared.len() == 0 || of_others || !about {
        return;
    }
    for code in &codes.codes {
        let elsewhere = shared.iter().any(|other| other.code.text == code.wire);
        // Codes of faults are documented where the faults are.
        let of_a_fault = pairs.iter().any(|pair| match pair.described {
            Described::Operation(operation) => {
                let faults = operation.answer.faults.iter();
                faults
                    .flat_map(|fault| &fault.codes)
                    .any(|known| *known == code.wire)
            }
            Described::Notification(_) => false,
        });
        if !seen.contains(code.wire.as_str()) && !elsewhere && !of_a_fault {
            found.push(gone(
                owner,
                code,
                list.codes.last().map(|last| last.cell.clone()),
            ));
        }
    }
}

/// A code of a fault that the spec does not have there. Among which codes of the spec it belongs needs judgement.
pub(super) fn added_to_a_fault(
    (owner, fault): (Owner, &Fault),
    code: &str,
    meaning: Option<&str>,
    cell: Cell,
) -> Option<Difference> {
    let listed = Listed {
        code,
        cell,
        meaning,
        status: None,
    };
    let added = compare_listed(owner, &listed, None)?;
    Some(Difference {
        at: Location::FaultCodes(owner, fault.name.to_string()),
        ..added.with_edit(None)
    })
}

fn gone(owner: Owner, code: &Code, nearest: Option<Cell>) -> Difference {
    let at = Location::Code(owner, Some(code.wire.clone()));
    let facts = Facts::CodeRemoved {
        code: code.wire.clone(),
        label: code.label.primary().to_owned(),
    };
    Difference::gone(nearest, at, facts)
}

fn compare_listed(owner: Owner, one: &Listed<'_>, known: Option<&Code>) -> Option<Difference> {
    let meaning = one.meaning.unwrap_or_default();
    let Some(known) = known else {
        let facts = Facts::CodeAdded {
            code: one.code.to_owned(),
            meaning: meaning.to_owned(),
        };
        // What a code of success decides needs judgement.
        let edit = (!one.means_success()).then(|| {
            let name = format!("code_{}", text::folded(one.code));
            edit::add_listed(one.code, meaning, Some(name))
        });
        let added = Difference::shown_by(&one.cell, Location::Code(owner, None), facts);
        return Some(added.with_edit(edit));
    };
    let at = Location::Code(owner, Some(known.wire.clone()));
    if let (Some(page), Some(spec)) = (one.status, known.status)
        && page != spec
    {
        let facts = Facts::CodeStatus { page, spec };
        return Some(Difference::shown_by(&one.cell, at, facts));
    }
    // `성공` is what `결제성공` is.
    let says_so = one.means_success() && says_success(&known.label);
    (!says_so && !same_words(meaning, &known.label)).then(|| {
        let facts = Facts::CodeMeaning {
            page: meaning.to_owned(),
            spec: known.label.ko.clone(),
        };
        Difference::shown_by(&one.cell, at, facts)
    })
}

/// Whether a label is that of a code of success, of whatever succeeded.
fn says_success(label: &Label) -> bool {
    let words = label.ko.as_deref().or(label.en.as_deref());
    let lower = words.unwrap_or_default().to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    has(vocabulary::SUCCESS) && !has(vocabulary::FAILURES)
}

fn same_words(meaning: &str, label: &Label) -> bool {
    meaning.is_empty() || text::same_label(meaning, label)
}

/// Codes that a page lists for all its operations: each is one of theirs.
fn of_the_page(page: &Page, vendor: &Vendor, document: usize, found: &mut Vec<Difference>) {
    let cites = |operation: &Operation| operation.citation.document == document;
    let known = |code: &str| {
        vendor.operations.iter().any(|operation| {
            let set = vendor.code_sets.get(operation.answer.codes.0);
            let listed = set.is_some_and(|set| set.codes.iter().any(|known| known.wire == code));
            let faults = operation.answer.faults.iter();
            listed
                || faults
                    .flat_map(|fault| &fault.codes)
                    .any(|known| known == code)
        })
    };
    let owner = vendor.operations.iter().position(cites);
    let owner = Owner::Operation(kpg_codegen::model::OperationId(owner.unwrap_or_default()));
    let mut seen = BTreeSet::new();
    for code in &page.codes {
        if !known(&code.code.text) && seen.insert(code.code.text.as_str()) {
            found.extend(compare_listed(owner, &listed(code), None));
        }
    }
}
