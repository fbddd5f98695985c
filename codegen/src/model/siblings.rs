//! The fields that stand together, and what conditions and combinations say of them in words.

use super::{
    AnswerField, Combination, CombinationWord, Field, FieldCondition, FieldRef, FieldTest,
    Operation,
};

/// The fields among which conditions and combinations are: those of a request, the members of one object of a list, or those of
/// a notification.
#[derive(Clone, Copy, Debug)]
pub enum Siblings<'m> {
    /// The fields of a request.
    Request(&'m Operation),
    /// The members of an object; as if they stood in the body.
    Object(&'m [Field]),
    /// The members of a notification.
    Notification(&'m [AnswerField]),
}

impl<'m> Siblings<'m> {
    /// The field of a request that a reference points to.
    pub fn field(self, field: FieldRef) -> Option<&'m Field> {
        match self {
            Self::Request(operation) => operation.field(field),
            Self::Object(members) => members.get(field.index),
            Self::Notification(_) => None,
        }
    }

    /// What the field or member that a reference points to is called on the wire.
    pub fn wire(self, field: FieldRef) -> Option<String> {
        match self {
            Self::Request(_) | Self::Object(_) => Some(self.field(field)?.wire.clone()),
            Self::Notification(members) => Some(members.get(field.index)?.path.to_string()),
        }
    }

    /// A condition as a part of a sentence. `quote` shows a text of the wire.
    pub fn describe_condition(
        self,
        condition: &FieldCondition,
        quote: &dyn Fn(&str) -> String,
    ) -> String {
        let alternatives = condition.alternatives.iter();
        let words = alternatives.map(|tests| self.describe_tests(tests, quote));
        words.collect::<Vec<_>>().join(", or ")
    }

    /// Tests that must all hold, as a part of a sentence.
    pub fn describe_tests(self, tests: &[FieldTest], quote: &dyn Fn(&str) -> String) -> String {
        let words = tests.iter().map(|test| {
            let wire = self.wire(test.field);
            let name = wire.map_or_else(String::new, |wire| quote(&wire));
            format!("{name} is {}", test.wanted.describe(quote))
        });
        words.collect::<Vec<_>>().join(" and ")
    }

    /// A combination as a part of a sentence.
    pub fn describe_combination(
        self,
        combination: &Combination,
        quote: &dyn Fn(&str) -> String,
    ) -> String {
        let members = combination.members.iter();
        let wires = members.filter_map(|member| self.wire(*member));
        let names: Vec<String> = wires.map(|wire| quote(&wire)).collect();
        let how_many = match combination.word {
            CombinationWord::ExactlyOneOf => "exactly one of",
            CombinationWord::AtLeastOneOf => "at least one of",
            CombinationWord::AtMostOneOf => "at most one of",
            CombinationWord::AllOrNoneOf => "all or none of",
        };
        format!("{how_many} {}", names.join(", "))
    }
}
