//! The words of the types of fields.

use super::{families, words};

words! {
    /// A type that its name says all about; the values of a list can have it.
    pub enum PlainType, "is no plain type" {
        /// A text; what is used where nothing is said.
        Text = "text",
        /// A text of the digits 0 to 9.
        Digits = "digits",
        /// A whole number; see `range`.
        Integer = "integer",
        /// `true` or `false`.
        Boolean = "boolean",
    }
}

words! {
    /// A type of single fields only, of which other keys may say more.
    pub enum DetailedType, "is no type of a single field" {
        /// A text of a QR code by EMV, with its checksum.
        EmvQr = "emv_qr",
        /// Bytes in base64.
        Base64 = "base64",
        /// A whole amount of money (금액); see `digits`, `number`, `zero` and `negative`.
        Amount = "amount",
        /// A number with digits behind the point, exactly as it is; see `places`, `range` and `number`.
        Decimal = "decimal",
        /// A date, a time or both; needs `format`. A listed value may stand in its place: see `or`.
        DateTime = "datetime",
        /// Several texts in one; needs `separator`.
        Joined = "joined",
    }
}

words! {
    /// A type of fields that hold others.
    pub enum NestedType, "is no type of a field that holds others" {
        /// In an answer: an object; needs `members`.
        Object = "object",
        /// A list: of objects with `members`, or of single values with `of`.
        List = "list",
        /// In an answer: a list of objects that comes as one object when there is only one; needs `members`.
        ListOrObject = "list_or_object",
        /// In an answer: a text that holds an object as JSON; needs `members`.
        JsonText = "json_text",
    }
}

impl PlainType {
    /// Whether JSON writes its values without quotes.
    pub const fn is_bare(self) -> bool {
        match self {
            Self::Text | Self::Digits => false,
            Self::Integer | Self::Boolean => true,
        }
    }
}

impl NestedType {
    /// Whether JSON has it as a list or an object, and not as a text.
    pub const fn is_structure(self) -> bool {
        match self {
            Self::Object | Self::List | Self::ListOrObject => true,
            Self::JsonText => false,
        }
    }
}

/// Which letters the texts of a type can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Letters {
    /// Any, Korean ones too.
    Any,
    /// Those of ASCII.
    Ascii,
    /// The digits 0 to 9.
    Digits,
    /// Those of `true` and `false`.
    Flag,
    /// It has no text.
    None,
}

impl TypeWord {
    /// Which letters its texts, or those of its lists, can have.
    pub const fn letters(self) -> Letters {
        match self {
            Self::PlainType(PlainType::Text)
            | Self::DetailedType(DetailedType::Joined)
            | Self::NestedType(NestedType::JsonText | NestedType::List) => Letters::Any,
            Self::PlainType(PlainType::Digits | PlainType::Integer)
            | Self::DetailedType(DetailedType::Amount) => Letters::Digits,
            Self::PlainType(PlainType::Boolean) => Letters::Flag,
            Self::DetailedType(
                DetailedType::EmvQr
                | DetailedType::Base64
                | DetailedType::Decimal
                | DetailedType::DateTime,
            ) => Letters::Ascii,
            Self::NestedType(NestedType::Object | NestedType::ListOrObject) => Letters::None,
        }
    }
}

families! {
    /// A built-in type of fields.
    pub enum TypeWord {
        /// A type that its name says all about.
        PlainType,
        /// A type of which other keys may say more.
        DetailedType,
        /// A type of fields that hold others.
        NestedType,
    }
}
