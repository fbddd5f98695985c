//! The specs of the workspace, compiled once, and what tests ask of their operations.

use std::sync::LazyLock;

use kpg_codegen::model::{Condition, Operation, Vendor};

use crate::fixtures;

/// Every operation of every spec, as vendor and name.
pub static OPERATIONS: LazyLock<Vec<(String, String)>> =
    LazyLock::new(|| fixtures::operations().unwrap());

/// Those whose answers have a result code.
pub static WITH_A_CODE: LazyLock<Vec<(String, String)>> = LazyLock::new(|| {
    let all = OPERATIONS.iter().cloned();
    all.filter(|(vendor, name)| operation(vendor, name).1.answer.code.is_some())
        .collect()
});

/// Every spec of the workspace, compiled.
pub static SPECS: LazyLock<Vec<Vendor>> = LazyLock::new(|| {
    let ids = fixtures::spec_ids().unwrap();
    ids.iter().map(|id| fixtures::vendor(id).unwrap()).collect()
});

/// The specs of the vendors with hand-written requests, compiled.
pub static VENDORS: LazyLock<Vec<Vendor>> = LazyLock::new(|| fixtures::vendors().unwrap());

/// An operation of the specs.
pub fn operation(vendor: &str, operation: &str) -> (&'static Vendor, &'static Operation) {
    let vendor = VENDORS.iter().find(|each| each.id.snake() == vendor);
    let mut operations = vendor.unwrap().operations.iter();
    let operation = operations.find(|each| each.name.snake() == operation);
    (vendor.unwrap(), operation.unwrap())
}

/// Where the result code stands in an answer, as a JSON pointer; in the first object of a list.
pub fn code_pointer(operation: &Operation) -> String {
    let answer = &operation.answer;
    let code = &answer.code.as_ref().unwrap().path.0;
    let path = match (code.split_first(), &answer.format.list_as) {
        (Some((first, rest)), Some(list)) if first == list => format!("0/{}", rest.join("/")),
        _ => code.join("/"),
    };
    format!("/{path}")
}

/// The code that an operation is accepted with.
pub fn success_code(operation: &Operation) -> &str {
    let Condition { statuses: _, tests } = &operation.answer.success;
    let test = tests
        .iter()
        .find(|test| operation.answer.is_code(&test.path))
        .unwrap();
    let [code] = test.values.as_slice() else {
        panic!("{}: success has several codes", operation.name);
    };
    code
}
