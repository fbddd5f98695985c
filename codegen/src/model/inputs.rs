//! What an expression takes in by itself, and what it hides of that. What asks after the inputs of recipes, and what
//! decides about secrets, reads these instead of lists of its own.

use std::collections::BTreeSet;

use super::{CipherId, Computed, CredentialId, Expression, FieldRef, OptionId, SessionId, Value};

/// What an expression uses by itself, beside the expressions that it is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Uses {
    /// Nothing: it is a literal, or made of other expressions alone.
    Nothing,
    /// The text of a credential.
    Credential(CredentialId),
    /// A credential that is a private key.
    PrivateKey(CredentialId),
    /// The key of a cipher.
    Cipher(CipherId),
    /// A field.
    Field(FieldRef),
    /// A member or header of what has arrived.
    Received,
    /// An earlier value.
    Value(Value),
    /// The token of a session.
    Session(SessionId),
    /// The time.
    Clock,
    /// Chance.
    Chance,
    /// The address of the request.
    Address,
    /// The body of the request.
    Body,
    /// What the client was built with for an option.
    Option(OptionId),
}

/// The fields that expressions take in, however deep.
pub(super) fn fields_of<'e>(
    expressions: impl Iterator<Item = &'e Expression>,
) -> BTreeSet<FieldRef> {
    let mut fields = BTreeSet::new();
    for expression in expressions {
        expression.any(&mut |part| {
            if let Uses::Field(field) = part.uses() {
                fields.insert(field);
            }
            false
        });
    }
    fields
}

/// What an expression hides of what it is made of from whoever sees its value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Hides<'e> {
    /// Nothing.
    Nothing,
    /// All that cannot be guessed: whoever guesses the message makes the same digest.
    Digest {
        /// What is hidden. A salt is not: it goes beside a password so that equal ones differ.
        message: &'e Expression,
    },
    /// Everything, from whoever lacks the key of the MAC. It cannot be undone.
    Mac {
        /// The key.
        key: &'e Expression,
    },
    /// The private key. It cannot be undone.
    Signature(CredentialId),
    /// Everything, from whoever lacks the key of the cipher.
    Encryption(CipherId),
}

impl Uses {
    /// The credential whose text is used.
    pub fn credential(self) -> Option<CredentialId> {
        match self {
            Self::Credential(id) => Some(id),
            Self::Nothing
            | Self::PrivateKey(_)
            | Self::Cipher(_)
            | Self::Field(_)
            | Self::Received
            | Self::Value(_)
            | Self::Session(_)
            | Self::Clock
            | Self::Chance
            | Self::Address
            | Self::Body
            | Self::Option(_) => None,
        }
    }

    /// The earlier value that is used.
    pub fn value(self) -> Option<Value> {
        match self {
            Self::Value(value) => Some(value),
            Self::Nothing
            | Self::Credential(_)
            | Self::PrivateKey(_)
            | Self::Cipher(_)
            | Self::Field(_)
            | Self::Received
            | Self::Session(_)
            | Self::Clock
            | Self::Chance
            | Self::Address
            | Self::Body
            | Self::Option(_) => None,
        }
    }
}

impl Expression {
    /// What it uses by itself.
    pub fn uses(&self) -> Uses {
        match self {
            Self::Credential(id) => Uses::Credential(*id),
            Self::Signature { key, .. } => Uses::PrivateKey(*key),
            Self::Encrypted(cipher, _) => Uses::Cipher(*cipher),
            Self::Field(field) => Uses::Field(*field),
            Self::Received(_) | Self::ReceivedHeader(_) => Uses::Received,
            Self::Value(value) => Uses::Value(*value),
            Self::Session(session) => Uses::Session(*session),
            Self::Clock { .. } => Uses::Clock,
            Self::RandomDigits(..) | Self::RandomBytes { .. } => Uses::Chance,
            Self::Path | Self::Query => Uses::Address,
            Self::Body => Uses::Body,
            Self::Variant(option, _) => Uses::Option(*option),
            Self::Literal(_)
            | Self::Concatenation(_)
            | Self::Selection(_)
            | Self::Json(_)
            | Self::Sent(_)
            | Self::Cut(..)
            | Self::Cased(..)
            | Self::Replaced { .. }
            | Self::Escaped(..)
            | Self::Derived { .. }
            | Self::Charset(..)
            | Self::Bytes(_)
            | Self::Digest(..)
            | Self::Mac { .. }
            | Self::Encoded(..)
            | Self::ByText { .. } => Uses::Nothing,
        }
    }

    /// What it hides by itself.
    pub fn hides(&self) -> Hides<'_> {
        match self {
            Self::Digest(_, message)
            | Self::Derived {
                password: message, ..
            } => Hides::Digest { message },
            Self::Mac { key, .. } => Hides::Mac { key },
            Self::Signature { key, .. } => Hides::Signature(*key),
            Self::Encrypted(cipher, _) => Hides::Encryption(*cipher),
            Self::Credential(_)
            | Self::Field(_)
            | Self::Received(_)
            | Self::ReceivedHeader(_)
            | Self::Value(_)
            | Self::Session(_)
            | Self::Clock { .. }
            | Self::RandomDigits(..)
            | Self::RandomBytes { .. }
            | Self::Literal(_)
            | Self::Path
            | Self::Query
            | Self::Concatenation(_)
            | Self::Selection(_)
            | Self::Json(_)
            | Self::Sent(_)
            | Self::Cut(..)
            | Self::Cased(..)
            | Self::Replaced { .. }
            | Self::Escaped(..)
            | Self::Charset(..)
            | Self::Body
            | Self::Bytes(_)
            | Self::Encoded(..)
            | Self::Variant(..)
            | Self::ByText { .. } => Hides::Nothing,
        }
    }

    /// The values that whoever sees this one learns although they are made of secrets: a reason says that they are
    /// sent. `computed` are the values before it.
    pub fn disclosed<'m>(&'m self, computed: &'m [Computed]) -> Vec<(Value, &'m Computed)> {
        let mut seen = BTreeSet::new();
        let mut disclosed = Vec::new();
        let mut open = vec![self];
        while let Some(part) = open.pop() {
            if part.hides() != Hides::Nothing {
                continue;
            }
            open.extend(part.parts());
            if let Uses::Value(value) = part.uses()
                && let (true, Some(made)) = (seen.insert(value.0), computed.get(value.0))
            {
                open.push(&made.expression);
                disclosed.extend(made.sent_because.is_some().then_some((value, made)));
            }
        }
        disclosed
    }
}
