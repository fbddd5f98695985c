//! What is known of the text of a recipe before there is a request: how long it is, and which characters it can have.

use super::{
    Characters, Computed, Content, Credential, Expression, Field, FieldRef, Kind, Length,
    LengthUnit, RandomDigits, Request, Rule, Source, TimeFormat, TimePart, Vendor,
};
use crate::words::{Case, TextEncoding, Zone};

/// The least and the greatest number of characters.
pub(crate) type Width = (usize, usize);

/// What is known of a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct TextShape {
    /// How long it is; `None` where that depends on more than its shape.
    pub width: Option<Width>,
    /// Which characters it can have, where they are of ASCII.
    pub letters: Option<AsciiSet>,
}

/// Characters of ASCII.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct AsciiSet(u128);

/// The shapes of the values of a request, a proof or an opening.
pub(crate) struct TextShapes<'m> {
    credentials: &'m [Credential],
    computed: &'m [Computed],
    fields: &'m dyn Fn(FieldRef) -> TextShape,
    known: Vec<TextShape>,
}

impl<'m> TextShapes<'m> {
    /// `computed` are the values, `fields` tells what is known of the text of a field. Each value is measured once: values
    /// may stand in each other many times over.
    pub fn new(
        credentials: &'m [Credential],
        computed: &'m [Computed],
        fields: &'m dyn Fn(FieldRef) -> TextShape,
    ) -> Self {
        let mut shapes = Self {
            credentials,
            computed,
            fields,
            known: Vec::new(),
        };
        for value in computed {
            let shape = shapes.of(&value.expression);
            shapes.known.push(shape);
        }
        shapes
    }

    /// The shape of an expression's text.
    pub fn of(&self, expression: &Expression) -> TextShape {
        match expression {
            Expression::Field(field) => (self.fields)(*field),
            Expression::Clock { zone, format } => TextShape::of_time(format, Some(*zone)),
            Expression::RandomDigits(kind, digits) => {
                let letters = match kind {
                    RandomDigits::Hex => AsciiSet::of(TextEncoding::HexLower, None),
                    RandomDigits::Decimal => AsciiSet::of_text("0123456789").unwrap_or_default(),
                };
                TextShape::exactly(*digits as usize, letters)
            }
            Expression::RandomBytes { bytes, encoding } => {
                TextShape::of_bytes(*encoding, Some(*bytes as usize))
            }
            Expression::Encoded(encoding, bytes) => {
                TextShape::of_bytes(*encoding, bytes.fixed_bytes(self.computed))
            }
            Expression::Literal(text) => TextShape::of_text(text),
            Expression::Cased(case, text) => self.of(text).in_case(*case),
            Expression::Cut(_, most, text) => self.of(text).cut(*most as usize),
            Expression::Concatenation(parts) => {
                let parts = parts.iter().map(|part| self.of(part));
                parts.fold(TextShape::of_text(""), TextShape::followed_by)
            }
            Expression::Value(value) => self.known.get(value.0).copied().unwrap_or_default(),
            Expression::Variant(_, arms) => self.any_of(arms.iter()),
            Expression::ByText { arms, .. } => self.any_of(arms.iter().map(|(_, arm)| arm)),
            Expression::Credential(id) => {
                let credential = self.credentials.get(id.0);
                credential.map_or_else(TextShape::default, TextShape::of_credential)
            }
            Expression::Received(_)
            | Expression::ReceivedHeader(_)
            | Expression::Encrypted(..)
            | Expression::Session(_)
            | Expression::Path
            | Expression::Query
            | Expression::Selection(_)
            | Expression::Json(_)
            | Expression::Sent(_)
            | Expression::Replaced { .. }
            | Expression::Escaped(..)
            | Expression::Derived { .. }
            | Expression::Charset(..)
            | Expression::Body
            | Expression::Bytes(_)
            | Expression::Digest(..)
            | Expression::Mac { .. }
            | Expression::Signature { .. } => TextShape::default(),
        }
    }

    /// The shapes of which a text has one: that of each choice of the merchant's.
    pub fn choices(&self, expression: &Expression) -> Vec<TextShape> {
        match expression {
            Expression::Variant(_, arms) => arms.iter().flat_map(|arm| self.choices(arm)).collect(),
            Expression::Value(value) => match self.computed.get(value.0) {
                Some(Computed {
                    expression: choice @ Expression::Variant(..),
                    ..
                }) => self.choices(choice),
                Some(_) | None => vec![self.of(expression)],
            },
            other => vec![self.of(other)],
        }
    }

    fn any_of<'e>(&self, mut arms: impl Iterator<Item = &'e Expression>) -> TextShape {
        let first = arms.next().map(|arm| self.of(arm)).unwrap_or_default();
        arms.fold(first, |all, arm| all.or(self.of(arm)))
    }
}

impl TextShape {
    fn exactly(width: usize, letters: AsciiSet) -> Self {
        Self {
            width: Some((width, width)),
            letters: Some(letters),
        }
    }

    fn of_text(text: &str) -> Self {
        match AsciiSet::of_text(text) {
            Some(letters) => Self::exactly(text.len(), letters),
            None => Self::default(),
        }
    }

    /// So many bytes written down, or any number of them.
    fn of_bytes(encoding: TextEncoding, bytes: Option<usize>) -> Self {
        let width = bytes.map(|bytes| encoding.width(bytes));
        Self {
            width: width.map(|width| (width, width)),
            letters: Some(AsciiSet::of(encoding, bytes)),
        }
    }

    /// A time written in a format, in a zone; `None` where a caller chooses the distance from UTC.
    fn of_time(format: &TimeFormat, zone: Option<Zone>) -> Self {
        let offset = match zone {
            Some(zone) => zone.offset(),
            None => "+-:0123456789",
        };
        let parts = format.0.iter().map(|part| match part {
            TimePart::Literal(separator) => AsciiSet::of_text(&separator.to_string()),
            TimePart::Utc(mark) => AsciiSet::of_text(mark),
            TimePart::Offset => AsciiSet::of_text(&offset.replace(':', "")),
            TimePart::OffsetWithColon => AsciiSet::of_text(offset),
            TimePart::Year
            | TimePart::ShortYear
            | TimePart::Month
            | TimePart::Day
            | TimePart::Hour
            | TimePart::Minute
            | TimePart::Second
            | TimePart::Millisecond
            | TimePart::EpochSeconds
            | TimePart::EpochMilliseconds => AsciiSet::of_text("0123456789"),
        });
        let letters = parts.flatten().fold(AsciiSet::default(), AsciiSet::or);
        Self::exactly(format.width(), letters)
    }

    /// The text of a credential, as far as its documented length tells.
    fn of_credential(credential: &Credential) -> Self {
        let length = credential.length.filter(|_| credential.required);
        let counted = length.filter(|length| length.unit == LengthUnit::Characters);
        Self {
            width: counted.map(|length| (length.min as usize, length.max as usize)),
            letters: None,
        }
    }

    fn in_case(self, case: Case) -> Self {
        Self {
            width: self.width,
            letters: self.letters.map(|letters| letters.in_case(case)),
        }
    }

    fn cut(self, most: usize) -> Self {
        Self {
            width: self
                .width
                .map(|(least, longest)| (least.min(most), longest.min(most))),
            letters: self.letters,
        }
    }

    fn followed_by(self, next: Self) -> Self {
        let width = self.width.zip(next.width);
        let letters = self.letters.zip(next.letters);
        Self {
            width: width
                .map(|(one, two)| (one.0.saturating_add(two.0), one.1.saturating_add(two.1))),
            letters: letters.map(|(one, two)| one.or(two)),
        }
    }

    fn or(self, other: Self) -> Self {
        let width = self.width.zip(other.width);
        let letters = self.letters.zip(other.letters);
        Self {
            width: width.map(|(one, two)| (one.0.min(two.0), one.1.max(two.1))),
            letters: letters.map(|(one, two)| one.or(two)),
        }
    }

    /// Whether every such text has a length.
    fn always_fits(self, length: Length) -> bool {
        let fits =
            |(least, longest)| length.min as usize <= least && longest <= length.max as usize;
        self.width.is_some_and(fits)
    }

    /// Whether no such text has a length. Characters are the least that any unit counts.
    pub fn never_fits(self, length: Length) -> bool {
        let is_counted = self.letters.is_some() || length.unit == LengthUnit::Characters;
        self.width.is_some_and(|(least, longest)| {
            least > length.max as usize || (is_counted && longest < length.min as usize)
        })
    }

    /// A character that such a text can have and a rule forbids.
    pub fn forbidden_by(self, rule: &Rule) -> Option<char> {
        let is_allowed = |letter: char| match rule {
            Rule::DigitsOnly => letter.is_ascii_digit(),
            Rule::Characters(Characters::Only(ranges)) => ranges
                .iter()
                .any(|(first, last)| (*first..=*last).contains(&letter)),
            Rule::Characters(Characters::Without(forbidden)) => !forbidden.contains(letter),
            Rule::Count(_)
            | Rule::Length(_)
            | Rule::OneLine
            | Rule::Lines
            | Rule::HeaderText
            | Rule::InEucKr
            | Rule::Amount { .. }
            | Rule::NotZero
            | Rule::Range { .. }
            | Rule::Decimal(_)
            | Rule::Flag
            | Rule::Listed(_)
            | Rule::Time(_)
            | Rule::TimeOr(..)
            | Rule::EmvQr
            | Rule::Base64
            | Rule::NoSeparator(_) => true,
        };
        self.letters?.iter().find(|letter| !is_allowed(*letter))
    }
}

impl AsciiSet {
    /// Those of an encoding of so many bytes, or of any number of them.
    fn of(encoding: TextEncoding, bytes: Option<usize>) -> Self {
        const UPPER: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
        const LOWER: &str = "abcdefghijklmnopqrstuvwxyz";
        let others = match encoding {
            TextEncoding::HexLower => ["abcdef", "", ""],
            TextEncoding::HexUpper => ["ABCDEF", "", ""],
            TextEncoding::Base64 if bytes.is_some_and(|bytes| bytes.is_multiple_of(3)) => {
                [UPPER, LOWER, "+/"]
            }
            TextEncoding::Base64 => [UPPER, LOWER, "+/="],
            TextEncoding::Base64Url => [UPPER, LOWER, "-_"],
        };
        let others = others.into_iter().chain(["0123456789"]);
        others
            .filter_map(Self::of_text)
            .fold(Self::default(), Self::or)
    }

    /// Those of a text; none where one of them is not of ASCII.
    fn of_text(text: &str) -> Option<Self> {
        let bits = text.is_ascii().then(|| text.bytes().map(|byte| 1 << byte));
        bits.map(|bits| Self(bits.fold(0, std::ops::BitOr::bitor)))
    }

    fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    fn iter(self) -> impl Iterator<Item = char> {
        (0..128_u8)
            .filter(move |byte| self.0 & (1 << byte) != 0)
            .map(char::from)
    }

    fn in_case(self, case: Case) -> Self {
        let changed = self.iter().map(|letter| match case {
            Case::Upper => letter.to_ascii_uppercase(),
            Case::Lower => letter.to_ascii_lowercase(),
        });
        Self::of_text(&changed.collect::<String>()).unwrap_or_default()
    }
}

impl Request {
    /// What is known of the text of a field that a recipe takes in.
    pub(crate) fn field_shape(&self, field: FieldRef) -> TextShape {
        let field = self.field(field).filter(|field| field.is_always_given());
        let Some(Field { facts, stated, .. }) = field else {
            return TextShape::default();
        };
        match &facts.content {
            Content::One(Kind::DateTime(format)) => TextShape::of_time(format, None),
            Content::One(Kind::Digits) => TextShape {
                width: stated
                    .length()
                    .map(|length| (length.min as usize, length.max as usize)),
                letters: AsciiSet::of_text("0123456789"),
            },
            Content::One(_) | Content::Values(_) | Content::Nested(_) => TextShape::default(),
        }
    }
}

impl Vendor {
    /// The rules that a field states of a value that kpg computes, and that the recipe does not keep by
    /// itself: they are held to when the request is made.
    pub fn rules_of_computed(&self, operation: &Request, field: &Field) -> Vec<Rule> {
        let Source::Supplied(expression) = &field.source else {
            return Vec::new();
        };
        // The compiler checks a constant, the builder of the credentials what they hold; a token is sent as
        // the vendor gave it.
        if let Expression::Literal(_) | Expression::Credential(_) | Expression::Session(_) =
            expression
        {
            return Vec::new();
        }
        let mut rules = field.rules_of_text();
        if rules.is_empty() {
            return rules;
        }
        let fields = |field| operation.field_shape(field);
        let shapes = TextShapes::new(&self.credentials, &operation.computed, &fields);
        let shape = shapes.of(expression);
        rules.retain(|rule| !matches!(rule, Rule::Length(length) if shape.always_fits(*length)));
        rules
    }
}

impl Field {
    /// The rules that the spec states of its text, with that of its type.
    pub(crate) fn rules_of_text(&self) -> Vec<Rule> {
        let of_texts = |rule: &&Rule| !matches!(rule, Rule::Count(_) | Rule::Lines);
        let stated = self.stated.iter().filter(of_texts).cloned();
        let is_digits = self.facts.content.one() == Some(&Kind::Digits);
        stated
            .chain(is_digits.then_some(Rule::DigitsOnly))
            .collect()
    }
}
