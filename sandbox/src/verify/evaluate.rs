//! Expressions whose value is certain: nothing in them is chance, clock or token, unless the request
//! has already shown it.

use kpg_codegen::model::{CredentialId, Expression, FieldRef, Source};

use super::Reader;
use crate::crypto;
use crate::rules::fields;

/// A value of an expression.
pub(super) enum Known {
    Text(String),
    Bytes(Vec<u8>),
}

impl Reader<'_> {
    /// The text that an expression certainly yields.
    pub(super) fn text(&self, expression: &Expression) -> Option<String> {
        match self.evaluate(expression)? {
            Known::Text(text) => Some(text),
            Known::Bytes(_) => None,
        }
    }

    /// The bytes that an expression certainly yields.
    pub(super) fn bytes(&self, expression: &Expression) -> Option<Vec<u8>> {
        match self.evaluate(expression)? {
            Known::Bytes(bytes) => Some(bytes),
            Known::Text(_) => None,
        }
    }

    fn evaluate(&self, expression: &Expression) -> Option<Known> {
        let known = match expression {
            Expression::Credential(id) => Known::Text(self.credential(*id)?),
            Expression::Field(field) => Known::Text(self.field(*field)?),
            Expression::Encrypted(field) => Known::Text(
                self.facts
                    .received
                    .wire(*field)
                    .unwrap_or_default()
                    .to_owned(),
            ),
            Expression::Value(value) => match self.values.get(&value.0) {
                Some(shown) => Known::Text(shown.clone()),
                None => self.evaluate(self.computed(*value)?)?,
            },
            Expression::Session(session) => Known::Text(self.sessions.get(session)?.clone()),
            Expression::Literal(text) => Known::Text(text.clone()),
            Expression::Concatenation(parts) => Known::Text(self.texts(parts.iter())?.concat()),
            Expression::Pairs(pairs) => Known::Text(self.pairs(pairs)?),
            Expression::Utf8(text) => Known::Bytes(self.text(text)?.into_bytes()),
            Expression::Body => Known::Bytes(self.facts.received.bytes.clone()),
            Expression::Digest(digest, bytes) => {
                Known::Bytes(crypto::digest(*digest, &self.bytes(bytes)?))
            }
            Expression::HmacSha256 { key, message } => Known::Bytes(crypto::hmac_sha256(
                &self.credential(*key)?,
                &self.bytes(message)?,
            )?),
            Expression::Encoded(encoding, bytes) => {
                Known::Text(crypto::encode(*encoding, &self.bytes(bytes)?))
            }
            Expression::Variant(option, arms) => self.evaluate(self.arm(*option, arms)?)?,
            Expression::Clock { .. }
            | Expression::RandomHex { .. }
            | Expression::RsaSha256 { .. } => {
                return None;
            }
        };
        Some(known)
    }

    /// What a field says; nothing when it is not there, and nobody knows when it can not be decrypted.
    fn field(&self, field: FieldRef) -> Option<String> {
        let received = self.facts.received;
        let known = !received.is_unreadable(field);
        known.then(|| received.text(field).unwrap_or_default().to_owned())
    }

    /// Whether an expression needs a text that can not be decrypted.
    pub(super) fn is_unreadable(&self, expression: &Expression) -> bool {
        match expression {
            Expression::Field(field) => self.facts.received.is_unreadable(*field),
            Expression::Value(value) => {
                let inner = self.computed(*value);
                inner.is_some_and(|inner| self.is_unreadable(inner))
            }
            other => other.parts().iter().any(|part| self.is_unreadable(part)),
        }
    }

    fn texts<'e>(&self, parts: impl Iterator<Item = &'e Expression>) -> Option<Vec<String>> {
        parts.map(|part| self.text(part)).collect()
    }

    fn pairs(&self, pairs: &[(String, Expression)]) -> Option<String> {
        let texts = self.texts(pairs.iter().map(|(_, part)| part))?;
        let joined: Vec<String> = pairs
            .iter()
            .zip(texts)
            .map(|((name, _), text)| format!("{name}={text}"))
            .collect();
        Some(joined.join("&"))
    }

    /// A text credential. An optional one that the request has a field for is what that field shows.
    fn credential(&self, id: CredentialId) -> Option<String> {
        let credential = self.facts.vendor.credentials.get(id.0)?;
        let given = self.facts.credentials.text_of(credential.name.snake());
        if credential.required {
            return given.map(str::to_owned);
        }
        let shown_by = Source::Supplied(Expression::Credential(id));
        let omitted = fields(self.facts.operation).any(|(place, field)| {
            field.source == shown_by && self.facts.received.text(place).is_none()
        });
        let known = if omitted { None } else { given };
        Some(known.unwrap_or_default().to_owned())
    }
}
