//! Fields, and when they must be there, as they are written. No name is looked up here.

use super::field_type::FieldType;
use super::reader::{KeyPlaces, Text};
use super::spec_common::{Label, Named, Quirk};
use crate::source::{Span, Spanned};
use crate::words::{self, DetailedType, PlainType, TextRuleWord, TypeWord};

impl Named<Field> {
    /// Where its Rust name comes from: `name:`, or the wire name.
    pub fn name_place(&self) -> Span {
        let given = self.value.rust_name.as_ref();
        given.map_or(self.name.span, |name| name.span)
    }
}

/// A request header, a request member or an answer member.
#[derive(Clone, Debug)]
pub struct Field {
    pub rust_name: Option<Text>,
    pub label: Label,
    pub note: Option<Text>,
    pub kind: Option<Spanned<FieldType>>,
    pub number: bool,
    pub text_or_number: bool,
    pub zero: bool,
    pub negative: bool,
    pub length: Option<Text>,
    pub unit: Option<Spanned<words::LengthUnit>>,
    pub digits: Option<Text>,
    pub range: Option<Text>,
    /// How many digits a decimal has behind the point.
    pub places: Option<Text>,
    pub format: Option<Text>,
    /// The type whose values may stand in place of a date or time.
    pub or: Option<Text>,
    /// The rules of its text, each with what stands behind its word.
    pub rules: Vec<(TextRuleWord, Text)>,
    pub presence: Option<Spanned<Presence>>,
    pub absent: Option<Text>,
    /// What the values of a list are.
    pub of: Option<Spanned<FieldType>>,
    pub count: Option<Text>,
    /// How a query or a form writes the items of a list.
    pub repeat: Option<Spanned<words::Repeat>>,
    pub multiline: bool,
    pub encrypt: Option<Text>,
    /// What it is decrypted with when it arrives.
    pub decrypt: Option<Text>,
    /// How its text is escaped when it arrives.
    pub escaped: Option<Spanned<words::Escaping>>,
    /// How an object or a list is written into its text.
    pub content: Option<Spanned<words::BodyEncoding>>,
    pub separator: Option<Text>,
    pub from: Option<Text>,
    pub constant: Option<Text>,
    pub sensitive: bool,
    pub example: Option<Text>,
    pub echoes: Option<Text>,
    pub role: Option<Spanned<words::Role>>,
    /// The members of an object, or of each object of a list.
    pub members: Option<Vec<Named<Field>>>,
    /// The Rust struct that they become, where several answers share it.
    pub structure: Option<Text>,
    /// Combinations of these members.
    pub combinations: Vec<Combination>,
    /// Where it is documented, where that is another document than that of its operation.
    pub document: Option<Text>,
    pub quirks: Vec<Quirk>,
    /// Where its keys stand.
    pub keys: KeyPlaces,
}

impl Field {
    /// Its built-in type, a text where nothing is said; `None` where it has one of the vendor's own.
    pub fn type_word(&self) -> Option<TypeWord> {
        match self.kind.as_ref().map(|kind| &kind.value) {
            None => Some(TypeWord::PlainType(PlainType::Text)),
            Some(FieldType::BuiltIn(word)) => Some(*word),
            Some(FieldType::Declared(_)) => None,
        }
    }

    /// The name of its type where that is one of the vendor's own.
    pub fn declared_type(&self) -> Option<&str> {
        match self.kind.as_ref().map(|kind| &kind.value) {
            Some(FieldType::Declared(name)) => Some(name),
            Some(FieldType::BuiltIn(_)) | None => None,
        }
    }

    /// The name of the vendor's own type that it has, or that the values of its list have.
    pub fn listed_type(&self) -> Option<&str> {
        let of = match self.of.as_ref().map(|of| &of.value) {
            Some(FieldType::Declared(name)) => Some(name.as_str()),
            Some(FieldType::BuiltIn(_)) | None => None,
        };
        self.declared_type().or(of)
    }

    /// Whether JSON writes its value without quotes.
    pub fn is_bare(&self) -> bool {
        match self.type_word() {
            Some(TypeWord::PlainType(plain)) => plain.is_bare(),
            Some(TypeWord::DetailedType(DetailedType::Amount | DetailedType::Decimal)) => {
                self.number
            }
            Some(TypeWord::DetailedType(_) | TypeWord::NestedType(_)) => false,
            None => self.number,
        }
    }

    /// Whether JSON has it as a list or an object, and not as a text.
    pub fn is_structure(&self) -> bool {
        match self.type_word() {
            Some(TypeWord::NestedType(nested)) => nested.is_structure(),
            Some(TypeWord::PlainType(_) | TypeWord::DetailedType(_)) | None => false,
        }
    }
}

#[derive(Clone, Debug)]
pub enum Presence {
    Word(words::PresenceWord),
    Conditional(String),
    ByRule {
        required_when: Option<FieldCondition>,
        forbidden_when: Option<FieldCondition>,
    },
}

/// Conditions over fields of a request, of which one must hold.
#[derive(Clone, Debug)]
pub struct FieldCondition {
    /// Fields and what is asked of each; all of it must hold.
    pub alternatives: Vec<Vec<(Text, Asked)>>,
    pub span: Span,
}

/// What a condition asks of a field of a request.
#[derive(Clone, Debug)]
pub enum Asked {
    /// One of these values.
    Values(Vec<Text>),
    /// Whether it is given.
    Given(Spanned<bool>),
}

/// Fields of which so many must be given.
#[derive(Clone, Debug)]
pub struct Combination {
    pub word: Spanned<words::CombinationWord>,
    pub members: Vec<Text>,
}

/// Members and the values they must have.
#[derive(Clone, Debug)]
pub struct Condition {
    pub tests: Vec<(Text, Vec<Text>)>,
    /// Of an answer alone: the HTTP statuses that it must have, behind the place of their key.
    pub http: Option<(Span, Vec<Text>)>,
    pub span: Span,
}
