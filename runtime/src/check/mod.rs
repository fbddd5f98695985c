//! Checks of a request before anything is sent: every broken rule is found, not just the first.

mod rule;
mod violation;

pub use rule::Rule;
pub use violation::{Violation, Violations};

use crate::Choice;
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

    /// Turns to a field: its name on the wire and the label its document gives it.
    pub fn field(&mut self, name: &'static str, label: &'static str) -> FieldCheck<'_> {
        FieldCheck {
            violations: &mut self.violations,
            name,
            label,
            sensitive: false,
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
}

/// One field under check. An absent value breaks no rule but [`Rule::Required`].
#[derive(Debug)]
#[must_use = "nothing is checked until the value is given"]
pub struct FieldCheck<'a> {
    violations: &'a mut Vec<Violation>,
    name: &'static str,
    label: &'static str,
    sensitive: bool,
}

impl FieldCheck<'_> {
    /// Keeps the value out of violations: they show counts only.
    pub fn sensitive(mut self) -> Self {
        self.sensitive = true;
        self
    }

    /// Checks a text.
    pub fn text(self, value: Option<&str>, rules: &[Rule]) {
        for rule in rules {
            if let Some(finding) = rule.broken_by(value, rules) {
                let broken = self.violation(*rule, finding);
                self.violations.push(broken);
            }
        }
    }

    /// Checks a number, as its decimal digits.
    pub fn number(self, value: Option<u64>, rules: &[Rule]) {
        self.text(value.map(|number| number.to_string()).as_deref(), rules);
    }

    /// Checks a choice, as its text on the wire.
    pub fn choice<C: Choice>(self, value: Option<&C>, rules: &[Rule]) {
        self.text(value.map(Choice::as_str), rules);
    }

    /// Checks a flag, as `true` or `false`.
    pub fn flag(self, value: Option<bool>, rules: &[Rule]) {
        self.text(value.map(|flag| if flag { "true" } else { "false" }), rules);
    }

    fn violation(&self, rule: Rule, finding: Finding) -> Violation {
        Violation::new(
            (self.name, self.label),
            rule,
            finding.count(),
            finding.describe(self.sensitive),
        )
    }
}
