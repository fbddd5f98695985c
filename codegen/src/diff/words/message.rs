//! What requests and answers have in common, in words.

use super::list::joined;
use crate::model::{BodyEncoding, Condition, Test};

pub(super) fn encoding_words(encoding: BodyEncoding) -> &'static str {
    encoding.row().title
}

/// A condition in the order of its spec.
pub(super) fn condition_words(condition: &Condition) -> String {
    let Condition { statuses, tests } = condition;
    let statuses = statuses.iter().map(ToString::to_string);
    let status = joined(statuses, " or ");
    let status = (!status.is_empty()).then(|| format!("the HTTP status is {status}"));
    let tests = tests.iter().map(|test| {
        let Test { path, values } = test;
        let values = values.iter().map(|value| format!("`{value}`"));
        format!("{path} is {}", joined(values, " or "))
    });
    joined(status.into_iter().chain(tests), " and ")
}
