//! Result codes that a page calls success against those that a spec takes for it. Other codes are compared elsewhere.

use std::collections::BTreeSet;

use kpg_codegen::model::Answer;

use super::codes;
use super::difference::{Difference, Facts};
use super::location::Location;
use super::pair::{Described, Pair};
use crate::page::Page;

/// A code that is success by the page alone: a payment that went through would be taken for one that did not.
pub(super) fn compare(page: &Page, pairs: &[Pair<'_>], found: &mut Vec<Difference>) {
    for pair in pairs {
        let Described::Operation(ours) = pair.described else {
            continue;
        };
        let Some(operation) = page.operations.get(pair.page) else {
            continue;
        };
        let accepted = accepted(&ours.answer);
        let mut seen = BTreeSet::new();
        for one in codes::of_operation(operation, pair) {
            let differs = one.means_success() && !accepted.contains(&one.code);
            if differs && seen.insert(one.code) {
                let facts = Facts::Success {
                    page: one.code.to_owned(),
                    spec: accepted.iter().map(|code| (*code).to_owned()).collect(),
                };
                let at = Location::Owner(pair.owner, Some("success"));
                found.push(Difference::shown_by(&one.cell, at, facts));
            }
        }
    }
}

/// The result codes with which the vendor accepts.
fn accepted(answer: &Answer) -> Vec<&str> {
    let tests = answer.success.tests.iter();
    let of_code = tests.filter(|test| answer.is_code(&test.path));
    of_code
        .flat_map(|test| &test.values)
        .map(String::as_str)
        .collect()
}
