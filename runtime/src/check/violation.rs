//! Broken rules, in words.

use std::ops::Deref;
use std::{error, fmt, slice};

use super::Rule;
use super::rule::Actual;

/// What a violation says of the field that it is about.
#[derive(Clone, Copy)]
pub(super) struct Field {
    /// Its name on the wire.
    name: &'static str,
    /// The label its document gives it.
    label: &'static str,
    /// Which part of a list it is, from zero.
    index: Option<usize>,
}

impl Field {
    pub(super) fn new(name: &'static str, label: &'static str) -> Self {
        let index = None;
        Self { name, label, index }
    }

    pub(super) fn with_index(mut self, index: usize) -> Self {
        self.index = Some(index);
        self
    }
}

/// A field that breaks a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Violation {
    /// The field's name on the wire.
    pub field: &'static str,
    /// Which part of a list it is, from zero.
    pub index: Option<usize>,
    /// The label its document gives it.
    pub label: &'static str,
    /// The rule it breaks, with the limits.
    pub rule: Rule,
    /// What was found, short and on one line; only counts when the field is sensitive.
    pub actual: String,
    count: Option<usize>,
}

impl Violation {
    pub(super) fn new(field: Field, rule: Rule, actual: &Actual, sensitive: bool) -> Self {
        Self {
            field: field.name,
            index: field.index,
            label: field.label,
            rule,
            actual: actual.describe(sensitive),
            count: actual.count(),
        }
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.field)?;
        if let Some(index) = self.index {
            write!(f, "[{index}]")?;
        }
        write!(f, " ({}): ", self.label)?;
        match self.count {
            // "at most 40" would be no reason to refuse nothing at all.
            Some(0) => write!(f, "must not be empty, {}, got 0", self.rule),
            Some(count) => write!(f, "{}, got {count}", self.rule),
            None => write!(f, "{}, got {}", self.rule, self.actual),
        }
    }
}

/// Everything that is wrong with a request: at least one [`Violation`].
///
/// `Display` writes one violation a line, `Debug` all of them on one line behind the name of the request; `{:#?}` shows
/// their parts.
#[derive(Clone, PartialEq, Eq)]
pub struct Violations {
    request: &'static str,
    list: Vec<Violation>,
}

impl Violations {
    pub(super) fn new(request: &'static str, list: Vec<Violation>) -> Self {
        Self { request, list }
    }

    /// What is wrong with a value of the type that has this name, with its path.
    pub(super) fn of(type_name: &'static str, list: Vec<Violation>) -> Self {
        Self::new(type_name.rsplit(':').next().unwrap_or(type_name), list)
    }

    /// The name of the Rust type that could not be built, as `Cancel`; for people to read.
    #[must_use]
    pub fn request(&self) -> &'static str {
        self.request
    }

    /// All of them on one line.
    pub(crate) fn write_line(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not sent, {} breaks rules: ", self.request)?;
        self.write_separated(f, "; ")
    }

    fn write_separated(&self, f: &mut fmt::Formatter<'_>, separator: &str) -> fmt::Result {
        for (number, violation) in self.list.iter().enumerate() {
            if number > 0 {
                f.write_str(separator)?;
            }
            fmt::Display::fmt(violation, f)?;
        }
        Ok(())
    }
}

impl Deref for Violations {
    type Target = [Violation];

    /// The violations in the order of the fields: one or more.
    fn deref(&self) -> &[Violation] {
        &self.list
    }
}

impl fmt::Display for Violations {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write_separated(f, "\n")
    }
}

impl fmt::Debug for Violations {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match f.alternate() {
            true => f.debug_list().entries(&self.list).finish(),
            false => self.write_line(f),
        }
    }
}

impl error::Error for Violations {}

impl<'a> IntoIterator for &'a Violations {
    type Item = &'a Violation;
    type IntoIter = slice::Iter<'a, Violation>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.iter()
    }
}
