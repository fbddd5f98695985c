//! The shapes of the spec language as data: which keys every mapping has, what each holds, and what it means.
//!
//! The reader refuses what does not stand here, and editors complete and explain from the same data.

mod authenticity;
mod charset;
mod codes;
mod common;
mod content_type;
mod defaults;
mod example;
mod field;
mod follow_up;
mod form;
mod notation;
mod notification;
mod operation;
mod recipe;
mod record;
mod session;
mod step;
mod table;
mod vendor;
mod walk;

pub(crate) use crate::words::Word;
pub(crate) use authenticity::{ANSWER_PROOF, AUTHENTICITY};
pub(crate) use charset::CHARSETS;
pub(crate) use codes::{CODE, FAULT, OTHER_CODES};
pub(crate) use common::COMMON;
pub(crate) use content_type::CONTENT_TYPES;
pub(crate) use defaults::{DEFAULTS, DEFAULTS_KEY};
pub(crate) use example::{
    EXAMPLE, EXPECTED_ANSWER, EXPECTED_REQUEST, NO_EXAMPLES, NOTICE_EXAMPLE, TEST_VALUES,
};
pub(crate) use field::{COMBINATION, CORRECTION, FIELD, GIVEN, OPEN, PRESENCE, QUIRK};
pub(crate) use follow_up::{FOLLOW_UP, GIVEN_VALUE, INQUIRY};
pub(crate) use form::FORM;
pub(crate) use notation::{CITATION, NAME, Notation};
pub(crate) use notification::{ACKNOWLEDGEMENT, FRESH, IDENTITY, NOTIFICATION, STORED};
pub(crate) use operation::{ADDRESS, ENVELOPE, JWE, LEFT_OUT, OPERATION};
pub(crate) use recipe::{
    BRANCHES, CHOICE_OF_RECIPES, CIPHER, KEY_PART, OPERAND, SELECTION, VALUE, keys_of_cipher,
    keys_of_step,
};
pub(crate) use record::{RECORD, RECORD_REFUSALS, RECORD_STATES, RECORD_USE};
pub(crate) use session::{LIFETIME, SESSION, TOKEN_REFUSAL};
pub(crate) use step::RANDOM;
pub(crate) use vendor::{
    ACCOUNTS, CHOICE, CREDENTIAL, DOCUMENT, ENUMERATION, GROUPS, LABEL, LEVEL, SPEC, TIMEOUTS,
    UNDOCUMENTED,
};
pub(crate) use walk::{Reading, item_shape, reading};

/// A mapping whose keys are known.
pub(crate) struct Shape {
    /// What the schema calls it.
    pub name: &'static str,
    /// What it describes, for who writes a spec.
    pub doc: &'static str,
    /// Its keys, in the order in which they are best written.
    pub keys: &'static [Key],
    /// How its keys depend on each other.
    pub rules: &'static [Rule],
}

/// A key of a mapping.
#[derive(Clone, Copy)]
pub(crate) struct Key {
    pub name: &'static str,
    /// What it means, for who writes a spec.
    pub doc: &'static str,
    pub value: ValueShape,
    pub required: bool,
    /// Whether nothing may stand in it, because a vendor may have none.
    pub may_be_empty: bool,
    /// A value that it can have, as it is written.
    pub example: Option<&'static str>,
}

/// What a key holds.
#[derive(Clone, Copy)]
pub(crate) enum ValueShape {
    /// Any text; a number or a truth value is its text.
    Text,
    /// A text for people, which reaches documentation and messages and no request.
    Prose,
    /// A text in a small notation.
    Written(&'static Notation),
    /// The name of something that is declared in one of these places.
    Refers(&'static [Declared]),
    /// `true` or `false`.
    Flag,
    /// One of these words.
    Words(&'static [Word]),
    /// One of these, or a list of them.
    OneOrMore(&'static ValueShape),
    ListOf(&'static ValueShape),
    /// A list that begins with the one and goes on with the other.
    Sequence(&'static ValueShape, &'static ValueShape),
    /// A mapping whose keys are the vendor's own: names on the wire, codes.
    MapOf(&'static ValueShape),
    /// A name of the vendor's over a text or a mapping of this shape. A name that is a key of the shape has a
    /// mapping under it, so that the two can be told apart.
    Renamed(&'static Shape),
    /// A mapping whose keys are names that the spec gives.
    Named(&'static ValueShape),
    Mapping(&'static Shape),
    /// Fields by the names that they have on the wire, a group of them, or a list of groups and fields.
    Fields,
    OneOf(&'static [ValueShape]),
    /// Whatever another key can hold.
    Anything,
}

impl ValueShape {
    /// The shapes that it is made of directly, whether one of them stands there or several.
    pub(crate) fn parts(&self) -> Vec<&'static ValueShape> {
        match self {
            Self::OneOrMore(one) | Self::ListOf(one) | Self::MapOf(one) | Self::Named(one) => {
                vec![*one]
            }
            Self::Sequence(first, next) => vec![*first, *next],
            Self::OneOf(several) => several.iter().collect(),
            Self::Text
            | Self::Prose
            | Self::Written(_)
            | Self::Refers(_)
            | Self::Flag
            | Self::Words(_)
            | Self::Renamed(_)
            | Self::Mapping(_)
            | Self::Fields
            | Self::Anything => Vec::new(),
        }
    }

    /// Its own words, where it is a closed list of them.
    pub(crate) fn words(self) -> &'static [Word] {
        match self {
            Self::Words(words) => words,
            _ => &[],
        }
    }

    /// Whether it is a single word, code or name.
    pub(crate) fn is_plain(&self) -> bool {
        matches!(
            self,
            Self::Text | Self::Written(_) | Self::Refers(_) | Self::Words(_)
        )
    }

    /// Whether a test holds for one of its alternatives. Makes no list of them: every value of a spec is asked.
    pub(crate) fn may_be(&self, test: impl Fn(&Self) -> bool + Copy) -> bool {
        match self {
            Self::OneOf(several) => several.iter().any(|one| one.may_be(test)),
            Self::OneOrMore(one) => one.may_be(test),
            alone => test(alone),
        }
    }

    /// What may stand there as a single value: choices, and values that need no list around them, taken apart.
    pub(crate) fn alternatives(&self) -> Vec<ValueShape> {
        match self {
            Self::OneOf(_) | Self::OneOrMore(_) => {
                let parts = self.parts().into_iter();
                parts.flat_map(Self::alternatives).collect()
            }
            alone => vec![*alone],
        }
    }
}

/// Where something is declared that other places name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Declared {
    /// Under this key at the top of the spec, by a name of the spec's own.
    Section(&'static str),
    /// Under this key at the top of the spec, in any letters.
    Free(&'static str),
    /// Among the fields of the operation, form or notification, by their names on the wire.
    Fields,
}

impl Declared {
    /// What supplies a field or the operand of a recipe.
    pub(crate) const SUPPLIES: &'static [Self] = &[
        Self::Section("values"),
        Self::Section("credentials"),
        Self::Section("sessions"),
    ];
    /// What the operand of a recipe names.
    pub(crate) const OPERANDS: &'static [Self] = &[
        Self::Fields,
        Self::Section("values"),
        Self::Section("credentials"),
        Self::Section("sessions"),
    ];
    pub(crate) const TYPES: &'static [Self] = &[Self::Section("types")];
    pub(crate) const CIPHERS: &'static [Self] = &[Self::Section("ciphers")];
    pub(crate) const OPERATIONS: &'static [Self] = &[Self::Section("operations")];
    pub(crate) const CREDENTIALS: &'static [Self] = &[Self::Section("credentials")];
    pub(crate) const RECORDS: &'static [Self] = &[Self::Section("records")];
    pub(crate) const CODES: &'static [Self] = &[Self::Section("codes")];
    pub(crate) const DOCUMENTS: &'static [Self] = &[Self::Free("documents")];

    /// Whether the name is one of the spec's own.
    pub(crate) fn is_own(self) -> bool {
        matches!(self, Self::Section(_))
    }
}

/// How keys depend on each other. Only [`Rule::Needs`] is checked where keys are read: for the others the
/// readers have words of their own.
pub(crate) enum Rule {
    /// One of these keys at least.
    AnyOf(&'static [&'static str]),
    /// Exactly one of these keys.
    OneOf(&'static [&'static str]),
    /// Exactly one key, whichever it is.
    OneKey,
    /// Not both keys.
    NotBoth(&'static str, &'static str),
    /// Both keys or neither.
    Together(&'static str, &'static str),
    /// The first key needs the second.
    Needs(&'static str, &'static str),
    /// The first key stands only where the second is one of these words.
    OnlyWith(&'static str, &'static str, &'static [&'static str]),
    /// Where the first key is this word, the other must be there.
    WordNeeds(&'static str, &'static str, &'static str),
}

impl Shape {
    /// The names of its keys.
    pub(crate) fn names(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.keys.iter().map(|key| key.name)
    }

    /// One of its keys.
    pub(crate) fn key(&self, name: &str) -> Option<&'static Key> {
        self.keys.iter().find(|key| key.name == name)
    }

    /// What a key holds.
    pub(crate) fn value(&self, name: &str) -> Option<&'static ValueShape> {
        self.key(name).map(|key| &key.value)
    }

    /// Whether fields stand under a key.
    pub(crate) fn holds_fields(&self, name: &str) -> bool {
        matches!(self.value(name), Some(ValueShape::Fields))
    }

    /// What a key holds, where that is a mapping of one shape.
    pub(crate) fn inside(&self, name: &str) -> Option<&'static Shape> {
        match self.value(name)? {
            ValueShape::Mapping(inside) => Some(inside),
            _ => None,
        }
    }

    /// Whether a key that must be there may stand under `defaults` in place of here.
    pub(crate) fn has_default(&self, name: &str) -> bool {
        self.name == OPERATION.name && DEFAULTS.has(name)
    }

    /// Whether it has a key.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.key(name).is_some()
    }
}

impl Key {
    /// The key with a value of its own as example.
    const fn example(mut self, example: &'static str) -> Self {
        self.example = Some(example);
        self
    }

    /// The key as one that must be there.
    const fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// The key as one in which nothing may stand.
    const fn or_none(mut self) -> Self {
        self.may_be_empty = true;
        self
    }
}

/// A key that may be left out.
const fn key(name: &'static str, doc: &'static str, value: ValueShape) -> Key {
    Key {
        name,
        doc,
        value,
        required: false,
        may_be_empty: false,
        example: None,
    }
}
