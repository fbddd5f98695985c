//! Checks of fields that depend on others: on their values, or on how many of a combination are given.

use super::Check;
use super::condition::{GivenAs, Known, circumstances};
use super::rule::{Actual, Rule, SHOWN};
use super::violation::Field;
use crate::Wire;

impl Check {
    /// Takes in the value of a field that the conditions of others ask for.
    pub fn knows(&mut self, field: &'static str, value: &dyn Wire) {
        self.known.push(Known::new(field, value));
    }

    /// Checks how many fields of a combination are given, each with its label, in the order in which the rule names them.
    pub fn combination(&mut self, rule: Rule, given: &[(&'static str, GivenAs)]) {
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

    /// Whether a field breaks a rule of presence, which is told then: for a field that is there or not, and has a
    /// value or not.
    pub(super) fn breaks_presence(
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
            let where_ = circumstances(condition, &self.known, SHOWN)?;
            Some((*rule, Actual::Fields(format!("{found}{where_}"))))
        });
        if let Some((rule, actual)) = &broken {
            self.found(field, *rule, actual);
        }
        broken.is_some()
    }
}

fn is_there((_, given): &(&'static str, GivenAs)) -> bool {
    *given != GivenAs::Absent
}

/// The position of the second field of a combination that is there.
fn second(given: &[(&'static str, GivenAs)]) -> Option<usize> {
    let there = given
        .iter()
        .enumerate()
        .filter(|(_, given)| is_there(given));
    there.map(|(index, _)| index).nth(1)
}

/// The position of the first field of a combination where none has a value.
fn none(given: &[(&'static str, GivenAs)]) -> Option<usize> {
    let has_value = given.iter().any(|(_, given)| *given == GivenAs::Value);
    (!has_value).then_some(0)
}

/// The position of the first field of a combination without a value, where one is there.
fn missing(given: &[(&'static str, GivenAs)]) -> Option<usize> {
    let first = given.iter().position(|(_, given)| *given != GivenAs::Value);
    first.filter(|_| given.iter().any(is_there))
}
