//! What is wrong with one member of an answer or a notification.

use std::fmt;

/// A member of an answer or a notification that is not as described. Holds no value of it, so that it
/// may be logged.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Problem {
    /// The path to the member, joined by dots.
    pub path: String,
    /// What should stand there, in words.
    pub expected: &'static str,
    /// What stands there, in words.
    pub found: &'static str,
}

impl Problem {
    pub(crate) fn new(
        place: &str,
        path: &[&str],
        expected: &'static str,
        found: &'static str,
    ) -> Self {
        Self {
            path: format!("{place}{}", path.join(".")),
            expected,
            found,
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            path,
            expected,
            found,
        } = self;
        write!(f, "{path}: expected {expected}, found {found}")
    }
}
