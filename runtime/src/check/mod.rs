//! Checks of a request before anything is sent: every broken rule is found, not just the first.

mod rule;
mod violation;

pub use rule::Rule;
pub use violation::{Violation, Violations};

use crate::Wire;
use rule::Finding;

/// Collects what is wrong with a request, field by field.
#[derive(Debug, Default)]
pub struct Check {
    violations: Vec<Violation>,
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
        let empty_is_a_value = rules.iter().any(Rule::lets_empty_through);
        match value.wire() {
            Some(text) if empty_is_a_value || !text.is_empty() => {
                self.held_to(rules, (field, label), &text, value.is_sensitive());
            }
            // One thing is wrong with a missing field: that it is missing.
            _ => self.missing((field, label)),
        }
    }

    /// Checks a field that may be left out; what is there is held to the rules.
    pub fn optional(
        &mut self,
        field: &'static str,
        label: &'static str,
        value: &dyn Wire,
        rules: &[Rule],
    ) {
        if let Some(text) = value.wire() {
            self.held_to(rules, (field, label), &text, value.is_sensitive());
        }
    }

    /// Checks that something is there which has no text, as a key has none.
    pub fn present<T>(&mut self, field: &'static str, label: &'static str, value: &Option<T>) {
        if value.is_none() {
            self.missing((field, label));
        }
    }

    /// The request, when no rule was broken.
    ///
    /// # Errors
    ///
    /// All violations, in the order of the fields.
    pub fn finish<T>(self, request: T) -> Result<T, Violations> {
        if self.violations.is_empty() {
            Ok(request)
        } else {
            Err(Violations::new(self.violations))
        }
    }

    fn held_to(&mut self, rules: &[Rule], field: Field, text: &str, sensitive: bool) {
        let broken = rules.iter().filter_map(|rule| {
            let finding = rule.broken_by(text)?;
            Some(Violation::new(field, *rule, &finding, sensitive))
        });
        self.violations.extend(broken);
    }

    fn missing(&mut self, field: Field) {
        let missing = Violation::new(field, Rule::Required, &Finding::Nothing, false);
        self.violations.push(missing);
    }
}

/// A field's name on the wire, and the label its document gives it.
type Field = (&'static str, &'static str);
