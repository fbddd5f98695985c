//! Pages without operations, such as common rules and how messages are signed: what they say of digests outside of tables of
//! fields, against all that a spec signs with. Their codes are compared where codes are.

use std::collections::BTreeSet;

use kpg_codegen::model::{Expression, Source, Vendor};

use super::difference::{Difference, Facts};
use super::location::Location;
use super::recipe;
use crate::page::{Note, Page};

/// Passages that sign with nothing that the spec signs with.
pub(super) fn compare(page: &Page, vendor: &Vendor, found: &mut Vec<Difference>) {
    if !page.operations.is_empty() {
        return;
    }
    let used = digests(vendor);
    for passage in &page.passages {
        let spoken = &passage.value.digests;
        if used.is_empty() || spoken.is_empty() || !used.is_disjoint(spoken) {
            continue;
        }
        let facts = Facts::Recipe {
            page: recipe::joined(spoken),
            spec: recipe::joined(&used),
        };
        found.push(Difference::shown_by(&passage.cell, Location::Vendor, facts));
    }
}

/// That a page without operations has changed, of which nobody may think that all of it was compared.
pub(super) fn note(page: &Page, is_identical: bool) -> Option<Note> {
    let changed = page.operations.is_empty() && !is_identical;
    changed.then(|| Note {
        line: None,
        text: "the page has no table of fields, and is not byte by byte the one that was read; what it says outside of its \
               tables of codes is not compared: read it"
            .to_owned(),
    })
}

/// Every digest that a spec makes something with, or checks with.
fn digests(vendor: &Vendor) -> BTreeSet<&'static str> {
    let mut expressions: Vec<&Expression> = Vec::new();
    for operation in &vendor.operations {
        expressions.extend(operation.computed.iter().map(|one| &one.expression));
        expressions.extend(
            operation
                .all_fields()
                .filter_map(|field| match &field.source {
                    Source::Supplied(expression) => Some(expression),
                    _ => None,
                }),
        );
    }
    let answers = vendor
        .operations
        .iter()
        .filter_map(|one| one.answer.proof.as_ref());
    let arrivals = vendor
        .notifications
        .iter()
        .filter_map(|one| one.authenticity.proof());
    for proof in answers.chain(arrivals) {
        expressions.push(&proof.expected);
        expressions.extend(proof.computed.iter().map(|one| &one.expression));
    }
    let mut found = BTreeSet::new();
    for expression in expressions {
        recipe::digests(expression, &mut found);
    }
    found
}
