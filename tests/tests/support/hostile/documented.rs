//! Whether a spec says that an answer is a refusal, read off the model by nobody's code but this: what the clients
//! report is held against it.

use kpg_codegen::model::{Code, Fault, Operation, OtherCodes, Path, Pending, Vendor};
use serde_json::Value;

use super::members::{holds, texts, values};

/// An answer in JSON, as it came.
#[derive(Clone, Copy, Debug)]
pub struct Came<'a> {
    /// The HTTP status.
    pub status: u16,
    /// Its members.
    pub tree: &'a Value,
}

/// Whether the spec says that this answer is a refusal.
pub fn is_refusal(vendor: &Vendor, operation: &Operation, came: Came<'_>) -> bool {
    let answer = &operation.answer;
    let Some(place) = &answer.code else {
        return by_status(vendor, operation, came);
    };
    let codes = texts(came.tree, &place.path);
    match codes.first() {
        Some(code) => {
            let agree = codes.iter().all(|other| other == code);
            agree
                && (by_condition(vendor, operation, came, code)
                    || by_code(vendor, operation, came, (&place.path, code)))
        }
        None => answer
            .faults
            .iter()
            .any(|fault| by_fault(vendor, operation, came, fault)),
    }
}

/// Without a result code: a refusal is a fault, or meets the condition on a status of one.
fn by_status(vendor: &Vendor, operation: &Operation, came: Came<'_>) -> bool {
    let refused = operation.answer.refused.as_ref();
    let mut faults = operation.answer.faults.iter();
    let says_no = refused.is_some_and(|refused| holds(refused, came.tree));
    says_no && is_of_refusals(came.status)
        || (400..500).contains(&came.status)
            && faults.any(|fault| by_fault(vendor, operation, came, fault))
}

fn by_condition(vendor: &Vendor, operation: &Operation, came: Came<'_>, code: &str) -> bool {
    let refused = operation.answer.refused.as_ref();
    let known = known(vendor, operation, code);
    refused.is_some_and(|refused| holds(refused, came.tree))
        && known.is_none_or(|known| !operation.answer.leaves_open(known))
        && is_of_refusals(came.status)
}

fn by_code(
    vendor: &Vendor,
    operation: &Operation,
    came: Came<'_>,
    (place, code): (&Path, &str),
) -> bool {
    let answer = &operation.answer;
    let of_a_fault = |code: &Code| {
        answer
            .faults
            .iter()
            .any(|fault| fault.codes.contains(&code.wire))
    };
    let accepted = accepted(operation);
    match known(vendor, operation, code).filter(|known| !of_a_fault(known)) {
        Some(known) if known.undecided || accepted.contains(&code) => false,
        Some(known) => known.status.is_none_or(|status| status == came.status),
        None => {
            let most = answer.code_length().map(|length| length.max as usize);
            values(came.tree, place).iter().all(|code| code.is_string())
                && others_refuse(&answer.other_codes, came.status)
                && is_a_code(code, most)
                && accepted.iter().all(|yes| !holds_code(code, yes))
        }
    }
}

fn by_fault(vendor: &Vendor, operation: &Operation, came: Came<'_>, fault: &Fault) -> bool {
    let counts = fault
        .statuses
        .is_none_or(|(first, last)| first <= came.status && came.status <= last);
    let codes = texts(came.tree, &fault.code);
    let [code] = codes.as_slice() else {
        return false;
    };
    if !counts || came.status >= 500 || accepted(operation).contains(&code.trim()) {
        return false;
    }
    match known(vendor, operation, code).filter(|known| fault.codes.contains(&known.wire)) {
        Some(known) => known.status.is_none_or(|status| status == came.status),
        None => others_refuse(&fault.other_codes, came.status) && is_a_code(code, None),
    }
}

fn known<'v>(vendor: &'v Vendor, operation: &Operation, code: &str) -> Option<&'v Code> {
    let set = vendor.code_sets.get(operation.answer.codes.0)?;
    set.codes.iter().find(|known| known.wire == code)
}

/// The codes that success and pending ask for.
fn accepted(operation: &Operation) -> Vec<&str> {
    let answer = &operation.answer;
    let pending = match &answer.pending {
        Pending::When(condition) => condition.tests.as_slice(),
        Pending::Never | Pending::Always(_) => &[],
    };
    let tests = answer.success.tests.iter().chain(pending);
    let asked = tests.filter(|test| answer.is_code(&test.path));
    asked
        .flat_map(|test| test.values.iter().map(String::as_str))
        .collect()
}

/// 2xx, and the 4xx that do not leave it open whether the request was looked at.
fn is_of_refusals(status: u16) -> bool {
    matches!(status, 200..=299 | 400..=407 | 410..=424 | 426..=428 | 430..=498)
}

fn others_refuse(others: &OtherCodes, status: u16) -> bool {
    let OtherCodes::Refuse { statuses, .. } = others else {
        return false;
    };
    let by_range = |(first, last): &(u16, u16)| {
        status >= 400 && is_of_refusals(status) && *first <= status && status <= *last
    };
    (200..300).contains(&status)
        || statuses.contains(&(status, status))
        || statuses.iter().any(by_range)
}

fn is_a_code(code: &str, most: Option<usize>) -> bool {
    let written = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    code.chars().all(written) && most.is_none_or(|most| code.len() <= most)
}

/// Whether a code is the beginning of another one, begins with it, or has it: between separators, or anywhere when
/// it is no short one.
fn holds_code(code: &str, other: &str) -> bool {
    let parts: Vec<&str> = code.split(['-', '_', '.']).collect();
    let begins = code.starts_with(other) || other.starts_with(code);
    begins || parts.contains(&other) || (other.len() >= 3 && code.contains(other))
}
