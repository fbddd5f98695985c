//! A value that breaks a rule, and how it is told.

use crate::values::Values;
use kpg_codegen::model::Field;

/// What a field is given.
#[derive(Clone, Debug)]
pub enum Given {
    Nothing,
    Text(String),
    Parts(Vec<String>),
    /// So many good objects.
    Items(usize),
}

/// Who can be shown a broken value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Readers {
    Both,
    /// The type of the setter leaves no way to write it.
    SandboxOnly,
    /// Why it cannot be sent, or be told apart when it arrives.
    BuilderOnly(&'static str),
}

/// A value that breaks a rule.
#[derive(Clone, Debug)]
pub struct Break {
    /// The rule with its limits, as `Debug` shows it.
    pub rule: String,
    /// What is told of the value.
    pub actual: String,
    pub given: Given,
    pub readers: Readers,
}

impl Break {
    pub(super) fn new(rule: impl Into<String>, actual: impl Into<String>, given: &str) -> Self {
        Self {
            rule: rule.into(),
            actual: actual.into(),
            given: Given::Text(given.to_owned()),
            readers: Readers::Both,
        }
    }

    /// What no setter takes; the sandbox names the field only.
    pub(super) fn sent(given: Given) -> Self {
        Self {
            rule: String::new(),
            actual: String::new(),
            given,
            readers: Readers::SandboxOnly,
        }
    }

    /// Good values with the broken one among them.
    pub fn among(&self, values: Values, field: &Field) -> Values {
        match &self.given {
            Given::Nothing => values.without(field),
            Given::Text(text) => values.with(field, text),
            Given::Parts(parts) => values.with_parts(field, parts.iter().map(String::as_str)),
            Given::Items(_) => panic!("no vendor's request has a list of objects"),
        }
    }

    /// Whether what is broken is that the field is there.
    pub fn is_forbidden(&self) -> bool {
        self.rule.starts_with("ForbiddenWhen")
    }

    /// The same, which no setter takes.
    pub(super) fn only_sent(self) -> Self {
        Self::sent(self.given)
    }

    /// The same among the values of a list, behind a good one.
    pub(super) fn beside(self, good: &str) -> Self {
        let given = match self.given {
            Given::Text(text) => Given::Parts(vec![good.to_owned(), text]),
            other => other,
        };
        Self { given, ..self }
    }
}

/// A value in words: of a sensitive one, only how much of it there is.
pub(super) fn told(field: &Field, text: &str) -> String {
    match field.facts.sensitive {
        true => {
            let count = text.chars().count();
            format!("{count} character{} that are not shown", plural(count))
        }
        false => text.to_owned(),
    }
}

/// A character in words, unless the field is sensitive.
pub(super) fn character(field: &Field, letter: char) -> String {
    match field.facts.sensitive {
        true => "a character that is not shown".to_owned(),
        false if letter.is_control() || letter == '\u{2028}' => {
            format!("`{}`", letter.escape_unicode())
        }
        false => format!("`{letter}`"),
    }
}

pub(super) fn plural(count: usize) -> &'static str {
    if count == 1 { "" } else { "s" }
}
