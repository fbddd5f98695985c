//! How wide an expression's text is, where that does not depend on what it holds.

use kpg_codegen::model::{CredentialId, Expression, Hides, Signature, TextEncoding};
use rsa::RsaPublicKey;
use rsa::traits::PublicKeyParts;

use super::reader::Reader;
use crate::crypto::encoded_width;
use crate::evaluate::Knowledge;

/// A signature to be verified: how it is written, by whom and over what.
pub(super) struct Signed<'a> {
    pub encoding: TextEncoding,
    pub signature: Signature,
    pub key: &'a RsaPublicKey,
    pub message: &'a Expression,
}

impl<'a> Reader<'a> {
    /// The public half of an RSA key credential.
    fn key(&self, id: CredentialId) -> Option<&'a RsaPublicKey> {
        let credential = self.facts.vendor.credentials.get(id.0)?;
        self.facts.credentials.key_of(credential.name.snake())
    }

    /// What lies behind names and choices.
    pub(super) fn behind<'e>(&self, expression: &'e Expression) -> Option<&'e Expression>
    where
        'a: 'e,
    {
        match expression {
            Expression::Value(value) => self.behind(self.operation_value(*value)?),
            Expression::Variant(option, arms) => self.behind(self.arm(*option, arms)?),
            Expression::ByText { by, arms } => self.behind(self.chosen(by, arms)?),
            other => Some(other),
        }
    }

    /// The signature that an expression writes down.
    pub(super) fn signed<'e>(&self, expression: &'e Expression) -> Option<Signed<'e>>
    where
        'a: 'e,
    {
        let Expression::Encoded(encoding, bytes) = expression else {
            return None;
        };
        let Expression::Signature {
            signature,
            key,
            message,
        } = self.behind(bytes)?
        else {
            return None;
        };
        Some(Signed {
            encoding: *encoding,
            signature: *signature,
            key: self.key(*key)?,
            message,
        })
    }

    /// How many bytes an expression's text takes.
    pub(super) fn width(&self, expression: &Expression) -> Option<usize> {
        match self.behind(expression)? {
            Expression::Clock { format, .. } => Some(format.width()),
            Expression::RandomDigits(_, digits) => usize::try_from(*digits).ok(),
            Expression::RandomBytes { bytes, encoding } => {
                Some(encoded_width(*encoding, usize::try_from(*bytes).ok()?))
            }
            Expression::Literal(text) => Some(text.len()),
            Expression::Concatenation(parts) => parts.iter().map(|part| self.width(part)).sum(),
            Expression::Encoded(encoding, bytes) => {
                Some(encoded_width(*encoding, self.byte_width(bytes)?))
            }
            known @ (Expression::Credential(_)
            | Expression::Field(_)
            | Expression::Received(_)
            | Expression::ReceivedHeader(_)
            | Expression::Encrypted(..)
            | Expression::Value(_)
            | Expression::Session(_)
            | Expression::Path
            | Expression::Query
            | Expression::Selection(_)
            | Expression::Json(_)
            | Expression::Sent(_)
            | Expression::Cut(..)
            | Expression::Cased(..)
            | Expression::Replaced { .. }
            | Expression::Escaped(..)
            | Expression::Derived { .. }
            | Expression::Charset(..)
            | Expression::Body
            | Expression::Bytes(_)
            | Expression::Digest(..)
            | Expression::Mac { .. }
            | Expression::Signature { .. }
            | Expression::Variant(..)
            | Expression::ByText { .. }) => self.text(known).map(|text| text.len()),
        }
    }

    fn byte_width(&self, expression: &Expression) -> Option<usize> {
        let behind = self.behind(expression)?;
        if let Hides::Signature(key) = behind.hides() {
            return Some(self.key(key)?.size());
        }
        let fixed = behind.fixed_bytes(&self.facts.operation.computed);
        fixed.or_else(|| self.bytes(behind).map(|bytes| bytes.len()))
    }
}
