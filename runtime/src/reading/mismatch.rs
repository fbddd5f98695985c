//! A member of an answer that does not repeat its request.

use std::fmt;

use crate::value::shown;

/// The longest part of a value that is kept, in characters.
const SHOWN: usize = 64;

/// What stands for a value that must not be shown.
const HIDDEN: &str = "***";

/// A member of an answer that must repeat a value of the request, and has another one.
///
/// The values are fit for a log: on one line, cut where they are long, and `***` where the member or the
/// request's value is sensitive.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Mismatch {
    /// The path to the member, joined by dots.
    pub path: String,
    /// What the request says.
    pub expected: String,
    /// What the answer says; what is no text, number or flag in words.
    pub found: String,
}

impl Mismatch {
    pub(crate) fn new(path: &[&str], (expected, found): (&str, &str), hidden: bool) -> Self {
        let value = |text: &str| match hidden {
            true => HIDDEN.to_owned(),
            false => shown(text, SHOWN),
        };
        Self {
            path: path.join("."),
            expected: value(expected),
            found: value(found),
        }
    }
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            path,
            expected,
            found,
        } = self;
        write!(
            f,
            "{path}: expected {expected} as in the request, found {found}"
        )
    }
}
