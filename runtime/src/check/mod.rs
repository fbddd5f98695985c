//! Checks of a request before anything is sent: every broken rule is found, not just the first.

mod condition;
#[cfg(feature = "decimal")]
mod decimal;
#[cfg(feature = "emv")]
mod emv;
mod rule;
mod violation;

pub use condition::{Given, Test};
pub use rule::Rule;
pub(crate) use rule::is_printable;
pub use violation::{Violation, Violations};

use crate::Wire;
use condition::{Known, circumstances};
use rule::Actual;
use violation::Field;

/// Collects what is wrong with a request, field by field.
#[derive(Debug, Default)]
pub struct Check {
    violations: Vec<Violation>,
    known: Vec<Known>,
}

impl Check {
    /// Starts with nothing wrong.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Checks a field that must be there: its name on the wire, the label its document gives it,
    /// its value and the rules for it. Of a sensitive value, violations show only counts.
    ///
    /// An empty text counts as missing, unless a length rule lets zero through.
    pub fn required(
        &mut self,
        field: &'static str,
        label: &'static str,
        value: &dyn Wire,
        rules: &[Rule],
    ) {
        match value.wire() {
            Some(text) if is_a_value(&text, rules) => {
                self.held_to(rules, Field::new(field, label), &text, value);
            }
            // One thing is wrong with a missing field: that it is missing.
            _ => self.missing(field, label, Rule::Required),
        }
    }

    /// Checks a field that may be left out, unless a rule says otherwise; what is there is held to the rules.
    pub fn optional(
        &mut self,
        field: &'static str,
        label: &'static str,
        value: &dyn Wire,
        rules: &[Rule],
    ) {
        let text = value.wire();
        let is_a_value = text.as_ref().is_some_and(|text| is_a_value(text, rules));
        let field = Field::new(field, label);
        if !self.breaks_presence(field, rules, (text.is_some(), is_a_value))
            && let Some(text) = text
        {
            self.held_to(rules, field, &text, value);
        }
    }

    /// Takes in the value of a field that the conditions of others ask for.
    pub fn knows(&mut self, field: &'static str, value: &dyn Wire) {
        self.known.push(Known::new(field, value));
    }

    /// Checks how many fields of a combination are given, each with its label, in the order in which the rule names them.
    pub fn combination(&mut self, rule: Rule, given: &[(&'static str, Given)]) {
        let (names, blamed) = match rule {
            Rule::ExactlyOneOf(names) => (names, second(given).or(none(given))),
            Rule::AtLeastOneOf(names) => (names, none(given)),
            Rule::AtMostOneOf(names) => (names, second(given)),
            Rule::AllOrNoneOf(names) => (names, missing(given)),
            _ => return,
        };
        let blamed = blamed.and_then(|index| Some((names.get(index)?, given.get(index)?)));
        if let Some((name, (label, _))) = blamed {
            let there = names.iter().zip(given).filter(|(_, given)| is_there(given));
            let there: Vec<&str> = there.map(|(name, _)| *name).collect();
            let actual = match there.as_slice() {
                [] => Actual::Nothing,
                there => Actual::Fields(there.join(", ")),
            };
            self.found(Field::new(name, label), rule, &actual);
        }
    }

    /// Checks that something is there which has no text, as a key has none.
    pub fn present<T>(&mut self, field: &'static str, label: &'static str, value: &Option<T>) {
        if value.is_none() {
            self.missing(field, label, Rule::Required);
        }
    }

    /// Checks a credential without which another one, `given`, is of no use.
    pub fn required_with<T>(
        &mut self,
        given: (&'static str, bool),
        field: &'static str,
        label: &'static str,
        value: &Option<T>,
    ) {
        if given.1 && value.is_none() {
            self.missing(field, label, Rule::RequiredWith(given.0));
        }
    }

    /// Checks a list that may be left out, and every part of it; a violation says which part it is.
    pub fn each<T: Wire>(
        &mut self,
        field: &'static str,
        label: &'static str,
        values: &Option<Vec<T>>,
        rules: &[Rule],
    ) {
        if self.lacks_items(field, label, values, rules) {
            return;
        }
        for (index, value) in values.iter().flatten().enumerate() {
            if let Some(text) = value.wire() {
                let field = Field::new(field, label).with_index(index);
                self.held_to(rules, field, &text, value);
            }
        }
    }

    /// Checks a list that must be there and have parts, and every part of it.
    pub fn each_required<T: Wire>(
        &mut self,
        field: &'static str,
        label: &'static str,
        values: &Option<Vec<T>>,
        rules: &[Rule],
    ) {
        match is_missing(values, rules) {
            true => self.missing(field, label, Rule::Required),
            false => self.each(field, label, values, rules),
        }
    }

    /// Checks how many items a list has that may be left out. The items of a list of objects were
    /// checked when they were built.
    pub fn items<T>(
        &mut self,
        field: &'static str,
        label: &'static str,
        values: &Option<Vec<T>>,
        rules: &[Rule],
    ) {
        self.lacks_items(field, label, values, rules);
    }

    /// Checks that a list is there, that it has items unless the rules let none through, and how many.
    pub fn items_required<T>(
        &mut self,
        field: &'static str,
        label: &'static str,
        values: &Option<Vec<T>>,
        rules: &[Rule],
    ) {
        match is_missing(values, rules) {
            true => self.missing(field, label, Rule::Required),
            false => self.items(field, label, values, rules),
        }
    }

    /// The request, when no rule was broken. Instead of a request there may be the name of a field without which
    /// there is none.
    ///
    /// # Errors
    ///
    /// All violations, in the order of the fields.
    pub fn finish<T>(mut self, request: Result<T, &'static str>) -> Result<T, Violations> {
        match request {
            Ok(request) if self.violations.is_empty() => return Ok(request),
            Err(field) if self.violations.is_empty() => self.missing(field, field, Rule::Required),
            Ok(_) | Err(_) => {}
        }
        Err(Violations::new(self.violations))
    }

    /// Checks whether a list must be there and how many items it has; whether it breaks a rule of presence.
    fn lacks_items<T>(
        &mut self,
        field: &'static str,
        label: &'static str,
        values: &Option<Vec<T>>,
        rules: &[Rule],
    ) -> bool {
        let field = Field::new(field, label);
        let is_there = (values.is_some(), !is_missing(values, rules));
        if self.breaks_presence(field, rules, is_there) {
            return true;
        }
        for rule in rules {
            let count = values.as_ref().map(Vec::len);
            if let Some(actual) = count.and_then(|count| rule.broken_by_count(count)) {
                self.found(field, *rule, &actual);
            }
        }
        false
    }

    /// Whether a field breaks a rule of presence, which is told then: for a field that is there or not, and has a
    /// value or not.
    fn breaks_presence(
        &mut self,
        field: Field,
        rules: &[Rule],
        (is_there, is_a_value): (bool, bool),
    ) -> bool {
        let broken = rules.iter().find_map(|rule| {
            let (condition, found) = match *rule {
                Rule::RequiredWhen(condition) if !is_a_value => (condition, "nothing"),
                Rule::ForbiddenWhen(condition) if is_there => (condition, "a value"),
                _ => return None,
            };
            let where_ = circumstances(condition, &self.known)?;
            Some((*rule, Actual::Fields(format!("{found}{where_}"))))
        });
        if let Some((rule, actual)) = &broken {
            self.found(field, *rule, actual);
        }
        broken.is_some()
    }

    fn held_to(&mut self, rules: &[Rule], field: Field, text: &str, value: &dyn Wire) {
        let separator = value.ambiguous_at().map(Rule::NoSeparator);
        let broken = rules.iter().copied().chain(separator).filter_map(|rule| {
            let actual = rule.broken_by(text)?;
            Some(Violation::new(field, rule, &actual, value.is_sensitive()))
        });
        self.violations.extend(broken);
    }

    fn found(&mut self, field: Field, rule: Rule, actual: &Actual) {
        let violation = Violation::new(field, rule, actual, false);
        self.violations.push(violation);
    }

    fn missing(&mut self, field: &'static str, label: &'static str, rule: Rule) {
        self.found(Field::new(field, label), rule, &Actual::Nothing);
    }
}

/// Holds a value that a recipe made to the rules of its field.
///
/// # Errors
///
/// When a rule is broken: the error says which, and of the value no more than how long it is.
pub fn check_computed(
    field: &'static str,
    label: &'static str,
    value: &dyn Wire,
    rules: &[Rule],
) -> Result<(), crate::PrepareError> {
    let Some(text) = value.wire() else {
        return Ok(());
    };
    let broken = rules.iter().filter_map(|rule| {
        let actual = rule.broken_by(&text)?;
        let field = Field::new(field, label);
        Some(Violation::new(field, *rule, &actual, true))
    });
    let violations: Vec<Violation> = broken.collect();
    match violations.is_empty() {
        true => Ok(()),
        false => Err(crate::PrepareError::because(
            "a computed value breaks the rules of its field",
            Violations::new(violations),
        )),
    }
}

/// An empty text counts as missing, unless a rule lets it through.
fn is_a_value(text: &str, rules: &[Rule]) -> bool {
    !text.is_empty() || rules.iter().any(Rule::lets_empty_through)
}

/// A list without items counts as missing, unless a rule lets none through.
fn is_missing<T>(values: &Option<Vec<T>>, rules: &[Rule]) -> bool {
    let none_is_a_value = rules.iter().any(Rule::lets_no_items_through);
    let Some(values) = values else { return true };
    values.is_empty() && !none_is_a_value
}

fn is_there((_, given): &(&'static str, Given)) -> bool {
    *given != Given::Absent
}

/// The position of the second field of a combination that is there.
fn second(given: &[(&'static str, Given)]) -> Option<usize> {
    let there = given
        .iter()
        .enumerate()
        .filter(|(_, given)| is_there(given));
    there.map(|(index, _)| index).nth(1)
}

/// The position of the first field of a combination where none has a value.
fn none(given: &[(&'static str, Given)]) -> Option<usize> {
    let has_value = given.iter().any(|(_, given)| *given == Given::Value);
    (!has_value).then_some(0)
}

/// The position of the first field of a combination without a value, where one is there.
fn missing(given: &[(&'static str, Given)]) -> Option<usize> {
    let first = given.iter().position(|(_, given)| *given != Given::Value);
    first.filter(|_| given.iter().any(is_there))
}
