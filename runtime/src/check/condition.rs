//! Conditions over the values of other fields, and how many of a combination are given. Which rules ask for them does not
//! belong here.

use std::fmt;

use crate::value::shown;
use crate::{Sensitive, Wire};

/// A test of another field, by its name on the wire. A field that is left out passes only [`IsLeftOut`](Self::IsLeftOut).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Test {
    /// The field has one of these texts.
    Is(&'static str, &'static [&'static str]),
    /// The field is a whole number in one of these ranges, their ends included; `u64::MAX` is no end.
    Within(&'static str, &'static [(u64, u64)]),
    /// The field has a value; the empty text is none.
    IsGiven(&'static str),
    /// The field has no value.
    IsLeftOut(&'static str),
}

/// Alternatives, of which one must hold: tests that must all pass.
pub(super) type Alternatives = &'static [&'static [Test]];

/// What a combination finds of one of its fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GivenAs {
    /// It is left out.
    Absent,
    /// It is there, and empty.
    Empty,
    /// It has a value.
    Value,
}

impl GivenAs {
    /// Of a text: the empty one is no value.
    #[must_use]
    pub fn text(value: &dyn Wire) -> Self {
        match value.wire() {
            None => Self::Absent,
            Some(text) if text.is_empty() => Self::Empty,
            Some(_) => Self::Value,
        }
    }

    /// Of a list: one without items is no value.
    #[must_use]
    pub fn list<T>(values: &Option<Vec<T>>) -> Self {
        match values {
            None => Self::Absent,
            Some(values) if values.is_empty() => Self::Empty,
            Some(_) => Self::Value,
        }
    }

    /// Of what may be empty: whatever is there is a value.
    #[must_use]
    pub fn any<T>(value: &Option<T>) -> Self {
        match value {
            None => Self::Absent,
            Some(_) => Self::Value,
        }
    }
}

/// What a field has that conditions ask for.
#[derive(Debug)]
pub(super) struct Known {
    field: &'static str,
    text: Option<Sensitive<String>>,
    is_sensitive: bool,
}

impl Known {
    pub(super) fn new(field: &'static str, value: &dyn Wire) -> Self {
        Self {
            field,
            text: value.wire().map(|text| Sensitive::new(text.into_owned())),
            is_sensitive: value.is_sensitive(),
        }
    }
}

/// If an alternative holds, what was given that makes it hold, so many characters of each value: nothing where the
/// condition says as much.
pub(super) fn circumstances(
    alternatives: Alternatives,
    known: &[Known],
    longest: usize,
) -> Option<String> {
    let mut tests = alternatives.iter();
    let held = tests.find(|tests| tests.iter().all(|test| test.passes(known)))?;
    if let [[Test::Is(_, [_]) | Test::IsGiven(_) | Test::IsLeftOut(_)]] = alternatives {
        return Some(String::new());
    }
    let given = held.iter().map(|test| test.given(known, longest));
    Some(format!(
        ", where {}",
        given.collect::<Vec<_>>().join(" and ")
    ))
}

impl Test {
    /// The name of the field on the wire.
    pub(crate) fn field(self) -> &'static str {
        match self {
            Self::Is(field, _)
            | Self::Within(field, _)
            | Self::IsGiven(field)
            | Self::IsLeftOut(field) => field,
        }
    }

    fn known(self, known: &[Known]) -> Option<&Known> {
        known.iter().find(|known| known.field == self.field())
    }

    fn passes(self, known: &[Known]) -> bool {
        let text = self.known(known).and_then(|known| known.text.as_ref());
        self.takes(text.map(Sensitive::as_str))
    }

    /// Whether the field with this text passes; `None` of one that is left out.
    pub(crate) fn takes(self, text: Option<&str>) -> bool {
        let number = || text.and_then(|text| text.parse::<u64>().ok());
        let is_given = || text.is_some_and(|text| !text.is_empty());
        match self {
            Self::Is(_, texts) => text.is_some_and(|text| texts.contains(&text)),
            Self::Within(_, ranges) => number().is_some_and(|number| {
                let mut ranges = ranges.iter();
                ranges.any(|(least, most)| (least..=most).contains(&&number))
            }),
            Self::IsGiven(_) => is_given(),
            Self::IsLeftOut(_) => !is_given(),
        }
    }

    fn given(self, known: &[Known], longest: usize) -> String {
        let field = self.field();
        if let Self::IsGiven(_) | Self::IsLeftOut(_) = self {
            return self.to_string();
        }
        match self.known(known) {
            Some(Known {
                text: Some(text),
                is_sensitive: false,
                ..
            }) => format!("{field} is {}", shown(text.as_str(), longest)),
            _ => format!("{field} is not shown"),
        }
    }
}

impl fmt::Display for Test {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} is ", self.field())?;
        match *self {
            Self::Is(_, texts) => f.write_str(&texts.join(" or ")),
            Self::Within(_, ranges) => {
                let words = ranges.iter().map(|range| match *range {
                    (least, most) if least == most => least.to_string(),
                    (0, most) => format!("at most {most}"),
                    (least, u64::MAX) => format!("at least {least}"),
                    (least, most) => format!("{least} to {most}"),
                });
                f.write_str(&words.collect::<Vec<_>>().join(" or "))
            }
            Self::IsGiven(_) => f.write_str("given"),
            Self::IsLeftOut(_) => f.write_str("left out"),
        }
    }
}

/// "A is 1 and B is at least 5, or C is 2"
pub(super) fn write_condition(f: &mut fmt::Formatter<'_>, any: Alternatives) -> fmt::Result {
    let alternatives = any.iter().map(|tests| {
        let tests = tests.iter().map(Test::to_string);
        tests.collect::<Vec<_>>().join(" and ")
    });
    f.write_str(&alternatives.collect::<Vec<_>>().join(", or "))
}
