//! Encryption of whole bodies.

use super::{BodyEncoding, CipherId, CredentialId};

/// Encryption of a whole body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Envelope {
    /// A JSON object with one member that holds a compact JWE (RSA-OAEP-256 with A128GCM or A256GCM).
    Jwe {
        /// The member's wire name.
        member: String,
        /// The RSA key: the private one that decrypts an answer, the public one that encrypts a request.
        key: CredentialId,
    },
    /// The text that a cipher makes of a body.
    Cipher(Sealed),
}

/// A body that a cipher encrypts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    /// The cipher.
    pub cipher: CipherId,
    /// Where its text stands.
    pub holder: Holder,
}

/// Where the encrypted text of a body stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Holder {
    /// It is the whole body.
    Body,
    /// It is a member of another body.
    Member {
        /// The member's wire name.
        name: String,
        /// The members that stand before it in clear, as positions among those of the request, in their order.
        clear: Vec<usize>,
        /// How what is encrypted is written; `None` where it is written as the body around it is.
        content: Option<BodyEncoding>,
    },
}

impl Envelope {
    /// The member that holds what is encrypted; `None` where it is the whole body.
    pub fn member(&self) -> Option<&str> {
        match self {
            Self::Jwe { member, .. } => Some(member),
            Self::Cipher(sealed) => match &sealed.holder {
                Holder::Body => None,
                Holder::Member { name, .. } => Some(name),
            },
        }
    }
}

impl Sealed {
    /// The positions of the members that are not encrypted.
    pub fn clear(&self) -> &[usize] {
        match &self.holder {
            Holder::Body => &[],
            Holder::Member { clear, .. } => clear,
        }
    }
}
