//! What requests and answers have in common, in words.

use super::list::joined;
use crate::model::{BodyEncoding, Condition, Test};

pub(super) fn encoding_words(encoding: BodyEncoding) -> &'static str {
    encoding.row().title
}

/// A condition in the order of its spec.
pub(super) fn condition_words(condition: &Condition) -> String {
    let tests = condition.tests.iter().map(|test| {
        let Test { path, values } = test;
        let values = values.iter().map(|value| format!("`{value}`"));
        format!("{path} is {}", joined(values, " or "))
    });
    joined(tests, " and ")
}
