//! The specs of the workspace, compiled once, and what tests ask of their operations.

use std::sync::LazyLock;

use kpg_codegen::model::{BodyEncoding, Condition, Operation, Vendor};

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

/// Those of them whose answers say what they mean by a code in an object of JSON, on any HTTP status of success, and prove
/// nothing: what a test changes in one is all that is wrong with it.
pub static CHANGEABLE: LazyLock<Vec<(String, String)>> = LazyLock::new(|| {
    let all = WITH_A_CODE.iter().cloned();
    all.filter(|(vendor, name)| {
        let answer = &operation(vendor, name).1.answer;
        let is_json = answer.format.encoding == BodyEncoding::Json;
        is_json && answer.proof.is_none() && answer.success.statuses.is_empty()
    })
    .collect()
});

/// The vendors of which tests say word by word what callers are told. What holds for every vendor is tested of all of them.
pub fn is_written_down(vendor: &str) -> bool {
    ["bccard", "cookiepay", "konaplate", "welcome"].contains(&vendor)
}

/// Every spec of the workspace, compiled.
pub static SPECS: LazyLock<Vec<Vendor>> = LazyLock::new(|| fixtures::vendors().unwrap());

/// An operation of the specs.
pub fn operation(vendor: &str, operation: &str) -> (&'static Vendor, &'static Operation) {
    let vendor = SPECS.iter().find(|each| each.id.snake() == vendor);
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

/// The first code that an operation is accepted with.
pub fn success_code(operation: &Operation) -> &str {
    let Condition { statuses: _, tests } = &operation.answer.success;
    let test = tests
        .iter()
        .find(|test| operation.answer.is_code(&test.path))
        .unwrap();
    &test.values[0]
}
