//! Keys of ciphers as they are written. No name is looked up here.

use super::reader::Text;
use crate::source::Spanned;
use crate::words;

/// A key or an initialisation vector.
#[derive(Clone, Debug)]
pub struct CipherKey {
    pub source: CipherKeySource,
    /// How many, and what they are, by the key that says so.
    pub parts: Vec<(Spanned<KeyPart>, Text)>,
    pub form: Option<Spanned<words::KeyForm>>,
}

/// What a key is made of.
#[derive(Clone, Debug)]
pub enum CipherKeySource {
    /// A credential or a value, or the word for zeros.
    Name(Text),
    Literal(Text),
}

/// Which part of a key is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyPart {
    First,
    Last,
    FirstBytes,
    LastBytes,
}

impl KeyPart {
    pub const ALL: [(&'static str, Self); 4] = [
        ("first", Self::First),
        ("last", Self::Last),
        ("first_bytes", Self::FirstBytes),
        ("last_bytes", Self::LastBytes),
    ];
}
