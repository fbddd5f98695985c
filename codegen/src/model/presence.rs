//! When fields of a request must be there: always, by the values of others, or as one of a combination. Which fields that are
//! does not belong here.

use super::{CombinationWord, FieldRef};

/// When a request field must be there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Presence {
    /// Always.
    Required,
    /// Whenever the caller has it.
    Optional,
    /// In circumstances that the document gives in words.
    Conditional(String),
    /// As the values of other fields say; where they say nothing, it is optional.
    ByRule(PresenceRules),
}

/// What the values of other fields say of the presence of one; at least one of the two, and never both at once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PresenceRules {
    /// When it must be there.
    pub required_when: Option<FieldCondition>,
    /// When it must not be there.
    pub forbidden_when: Option<FieldCondition>,
}

/// Holds when one of its alternatives does; at least one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldCondition {
    /// Tests that must all hold, of different fields; at least one each.
    pub alternatives: Vec<Vec<FieldTest>>,
}

/// Whether another field of the caller's has one of some values, or a value at all. A field that is left out has none, and the
/// empty text is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldTest {
    /// The other field, among the [`Siblings`](super::Siblings).
    pub field: FieldRef,
    /// What it must have.
    pub wanted: Wanted,
}

/// The values that a test asks for; at least one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// One of these texts.
    Texts(Vec<String>),
    /// A whole number in one of these ranges, their ends included. Without an upper end it is `u64::MAX`.
    Numbers(Vec<(u64, u64)>),
    /// Whether it is given: any value, or none.
    Given(bool),
}

/// Fields of the caller's of which so many must be given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Combination {
    /// How many.
    pub word: CombinationWord,
    /// The fields, among the [`Siblings`](super::Siblings); at least two, none of them required.
    pub members: Vec<FieldRef>,
}

/// What a combination finds of one of its fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GivenAs {
    /// It is left out.
    Absent,
    /// It is there and says nothing: an empty text or list that counts as missing.
    Empty,
    /// It has a value.
    Value,
}

impl Presence {
    /// When the values of other fields demand it.
    pub fn required_when(&self) -> Option<&FieldCondition> {
        self.rules()?.required_when.as_ref()
    }

    /// When the values of other fields keep it out.
    pub fn forbidden_when(&self) -> Option<&FieldCondition> {
        self.rules()?.forbidden_when.as_ref()
    }

    /// What the values of other fields say of it.
    pub fn rules(&self) -> Option<&PresenceRules> {
        match self {
            Self::ByRule(rules) => Some(rules),
            Self::Required | Self::Optional | Self::Conditional(_) => None,
        }
    }
}

impl PresenceRules {
    /// Every test of both rules.
    pub fn tests(&self) -> impl Iterator<Item = &FieldTest> {
        let conditions = self.required_when.iter().chain(&self.forbidden_when);
        conditions.flat_map(|condition| condition.alternatives.iter().flatten())
    }
}

impl FieldCondition {
    /// The first alternative that holds, for what the fields have: `None` of one that is left out.
    pub fn held_by(&self, text: &dyn Fn(FieldRef) -> Option<String>) -> Option<&[FieldTest]> {
        let holds = |test: &FieldTest| test.wanted.is_met_by(text(test.field).as_deref());
        let mut alternatives = self.alternatives.iter();
        let found = alternatives.find(|tests| tests.iter().all(holds));
        found.map(Vec::as_slice)
    }
}

impl Wanted {
    /// Whether a field has what is wanted; `None` of one that is left out.
    pub fn is_met_by(&self, text: Option<&str>) -> bool {
        match self {
            Self::Given(given) => text.is_some_and(|text| !text.is_empty()) == *given,
            Self::Texts(_) | Self::Numbers(_) => text.is_some_and(|text| self.has(text)),
        }
    }

    /// Whether a text, which is not empty, is one of the values.
    pub fn has(&self, text: &str) -> bool {
        match self {
            Self::Given(given) => *given,
            Self::Texts(texts) => texts.iter().any(|wanted| wanted == text),
            Self::Numbers(ranges) => text.parse().is_ok_and(|number: u64| {
                let mut ranges = ranges.iter();
                ranges.any(|(least, most)| (least..=most).contains(&&number))
            }),
        }
    }

    /// The values as a part of a sentence.
    pub fn describe(&self, quote: &dyn Fn(&str) -> String) -> String {
        let words: Vec<String> = match self {
            Self::Given(true) => vec!["given".to_owned()],
            Self::Given(false) => vec!["left out".to_owned()],
            Self::Texts(texts) => texts.iter().map(|text| quote(text)).collect(),
            Self::Numbers(ranges) => ranges
                .iter()
                .map(|(least, most)| match (*least, *most) {
                    (least, most) if least == most => quote(&least.to_string()),
                    (0, most) => format!("at most {most}"),
                    (least, u64::MAX) => format!("at least {least}"),
                    (least, most) => format!("{least} to {most}"),
                })
                .collect(),
        };
        words.join(" or ")
    }

    /// Whether every value of this one is a value of the other.
    pub fn is_within(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Given(one), Self::Given(other)) => one == other,
            (Self::Texts(_) | Self::Numbers(_), Self::Given(given)) => *given,
            (Self::Given(_), Self::Texts(_) | Self::Numbers(_)) => false,
            (Self::Texts(texts), _) => texts.iter().all(|text| other.has(text)),
            (Self::Numbers(ranges), Self::Numbers(others)) => ranges.iter().all(|(least, most)| {
                let mut others = others.iter();
                others.any(|(from, to)| from <= least && most <= to)
            }),
            (Self::Numbers(_), Self::Texts(_)) => false,
        }
    }

    /// Whether a value can be one of both.
    pub fn overlaps(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Given(one), Self::Given(other)) => one == other,
            (Self::Given(given), _) | (_, Self::Given(given)) => *given,
            (Self::Texts(texts), other) | (other, Self::Texts(texts)) => {
                texts.iter().any(|text| other.has(text))
            }
            (Self::Numbers(ranges), Self::Numbers(others)) => ranges.iter().any(|(least, most)| {
                let mut others = others.iter();
                others.any(|(from, to)| from <= most && least <= to)
            }),
        }
    }
}

/// Whether the tests of two alternatives can all hold at once.
pub fn can_both_hold(some: &[FieldTest], others: &[FieldTest]) -> bool {
    some.iter().all(|one| {
        let mut same = others.iter().filter(|other| other.field == one.field);
        same.all(|other| one.wanted.overlaps(&other.wanted))
    })
}

impl Combination {
    /// Why the fields, in the order of the combination, break it: the position of the one to blame, and what is wrong.
    pub fn broken_by(&self, given: &[GivenAs]) -> Option<(usize, &'static str)> {
        let first = |wanted: &dyn Fn(GivenAs) -> bool, nth: usize| {
            let mut found = given
                .iter()
                .enumerate()
                .filter(|(_, given)| wanted(**given));
            found.nth(nth).map(|(position, _)| position)
        };
        let is_there = |given: GivenAs| given != GivenAs::Absent;
        let lacks_value = |given: GivenAs| given != GivenAs::Value;
        let second = first(&is_there, 1);
        let none = given.iter().all(|given| lacks_value(*given)).then_some(0);
        let too_few = |position| (position, "none of them is there");
        let too_many = |position| (position, "another one of them is there");
        match self.word {
            CombinationWord::ExactlyOneOf => second.map(too_many).or(none.map(too_few)),
            CombinationWord::AtLeastOneOf => none.map(too_few),
            CombinationWord::AtMostOneOf => second.map(too_many),
            CombinationWord::AllOrNoneOf => {
                let missing = first(&lacks_value, 0).filter(|_| first(&is_there, 0).is_some());
                missing.map(|position| (position, "others of them are there"))
            }
        }
    }
}
