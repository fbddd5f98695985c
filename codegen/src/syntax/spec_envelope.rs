//! The charset of bodies and what encrypts them, as they are written.

use super::reader::Text;
use crate::source::Spanned;
use crate::words;

/// The charset of bodies, in both directions.
#[derive(Clone, Debug, Default)]
pub struct Charset {
    pub send: Option<Spanned<words::Charset>>,
    pub receive: Option<Spanned<words::Charset>>,
}

#[derive(Clone, Debug)]
pub enum Envelope {
    Jwe(Jwe),
    Cipher(Sealed),
}

impl Envelope {
    /// The member that holds what is encrypted.
    pub fn member(&self) -> Option<&Text> {
        match self {
            Self::Jwe(jwe) => jwe.member.as_ref(),
            Self::Cipher(sealed) => sealed.member.as_ref(),
        }
    }
}

#[derive(Clone, Debug)]
pub struct Jwe {
    pub member: Option<Text>,
    pub key: Option<Text>,
}

/// A body that a cipher encrypts.
#[derive(Clone, Debug)]
pub struct Sealed {
    /// The name of the cipher.
    pub cipher: Text,
    /// The member that holds the text; without one it is the whole body.
    pub member: Option<Text>,
    /// The members that stay beside it.
    pub clear: Vec<Text>,
    /// How what is encrypted is written.
    pub content: Option<Spanned<words::BodyEncoding>>,
}
