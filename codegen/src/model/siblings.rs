//! The fields that stand together, and what conditions and combinations say of them in words.

use super::{Combination, CombinationWord, Field, FieldCondition, FieldRef, FieldTest, Request};

/// The fields among which conditions and combinations are: those of a request, or the members of one object of a list.
#[derive(Clone, Copy, Debug)]
pub enum Siblings<'m> {
    /// The fields of a request.
    Request(&'m Request),
    /// The members of an object; as if they stood in the body.
    Object(&'m [Field]),
}

impl<'m> Siblings<'m> {
    /// The field that a reference points to.
    pub fn field(self, field: FieldRef) -> Option<&'m Field> {
        match self {
            Self::Request(operation) => operation.field(field),
            Self::Object(members) => members.get(field.index),
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
            let field = self.field(test.field);
            let name = field.map_or_else(String::new, |field| quote(&field.wire));
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
        let fields = members.filter_map(|member| self.field(*member));
        let names: Vec<String> = fields.map(|field| quote(&field.wire)).collect();
        let how_many = match combination.word {
            CombinationWord::ExactlyOneOf => "exactly one of",
            CombinationWord::AtLeastOneOf => "at least one of",
            CombinationWord::AtMostOneOf => "at most one of",
            CombinationWord::AllOrNoneOf => "all or none of",
        };
        format!("{how_many} {}", names.join(", "))
    }
}
