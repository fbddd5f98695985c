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
    /// its value and the rules for it. A sensitive value stays out of violations: they show counts.
    pub fn required(&mut self, name: &'static str, label: &'static str, value: &dyn Wire, rules: &[Rule]) {
        let empty_is_nothing = !rules.iter().any(Rule::lets_empty_through);
        match value.wire() {
            Some(text) if !(text.is_empty() && empty_is_nothing) => {
                self.optional(name, label, value, rules);
            }
            // One thing is wrong with a missing field: that it is missing.
            _ => self.violations.push(violation(name, label, Rule::Required, &Finding::Nothing, false)),
        }
    }

    /// Checks a field that may be left out.
    pub fn optional(&mut self, name: &'static str, label: &'static str, value: &dyn Wire, rules: &[Rule]) {
        let Some(text) = value.wire() else { return };
        for rule in rules {
            if let Some(finding) = rule.broken_by(&text) {
                let broken = violation(name, label, *rule, &finding, value.is_sensitive());
                self.violations.push(broken);
            }
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

fn violation(name: &'static str, label: &'static str, rule: Rule, finding: &Finding, sensitive: bool) -> Violation {
    Violation::new((name, label), rule, finding.count(), finding.describe(sensitive))
}
