//! Checks of a request before anything is sent: every broken rule is found, not just the first.

#[cfg(feature = "conditions")]
mod condition;
#[cfg(feature = "decimal")]
mod decimal;
#[cfg(feature = "emv")]
mod emv;
#[cfg(feature = "conditions")]
mod presence;
mod rule;
mod violation;

#[cfg(feature = "conditions")]
pub use condition::{GivenAs, Test};
pub use rule::Rule;
pub(crate) use rule::is_printable;
pub use violation::{Violation, Violations};

use crate::Wire;
use rule::Actual;
use violation::Field;

/// Collects what is wrong with a request, field by field.
#[derive(Debug, Default)]
pub struct Check {
    violations: Vec<Violation>,
    #[cfg(feature = "conditions")]
    known: Vec<condition::Known>,
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
        let field = Field::new(field, label);
        #[cfg(feature = "conditions")]
        {
            let is_a_value = text.as_ref().is_some_and(|text| is_a_value(text, rules));
            if self.breaks_presence(field, rules, (text.is_some(), is_a_value)) {
                return;
            }
        }
        if let Some(text) = text {
            self.held_to(rules, field, &text, value);
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
    pub fn finish<T>(self, request: Result<T, &'static str>) -> Result<T, Violations> {
        let type_name = std::any::type_name::<T>();
        match request {
            Ok(request) => self.unbroken(type_name).map(|()| request),
            Err(field) => Err(self.without(field, type_name)),
        }
    }

    fn unbroken(self, type_name: &'static str) -> Result<(), Violations> {
        match self.violations.is_empty() {
            true => Ok(()),
            false => Err(Violations::of(type_name, self.violations)),
        }
    }

    fn without(mut self, field: &'static str, type_name: &'static str) -> Violations {
        if self.violations.is_empty() {
            self.missing(field, field, Rule::Required);
        }
        Violations::of(type_name, self.violations)
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
        #[cfg(feature = "conditions")]
        if self.breaks_presence(field, rules, (values.is_some(), !is_missing(values, rules))) {
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
            Violations::new("the request", violations),
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
