//! The type of a field as a spec writes it: a built-in one, or one that the vendor declares.

use crate::words::TypeWord;

/// What a field holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldType {
    /// A built-in type.
    BuiltIn(TypeWord),
    /// A type that the vendor declares, if there is one of this name.
    Declared(String),
}

impl FieldType {
    /// How the spec writes it.
    pub fn written(&self) -> &str {
        match self {
            Self::BuiltIn(word) => word.word(),
            Self::Declared(name) => name,
        }
    }
}
