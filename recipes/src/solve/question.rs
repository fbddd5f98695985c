//! What is asked: values with names, and the text that a recipe must make of them.

use std::fmt;

/// A value that a recipe may take in.
#[derive(Clone, PartialEq, Eq)]
pub struct Given {
    /// Its name: of a request field the name on the wire, of a credential its own.
    pub name: String,
    /// Its text.
    pub text: String,
    /// What it is to the request.
    pub role: Role,
}

/// What a value is to the request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// It is sent, or known to both sides.
    Value,
    /// Only merchant and vendor know it. Nothing may show it.
    Secret,
    /// It is the whole body, letter by letter.
    Body,
}

impl Given {
    /// Its text, or its name where the text is a secret.
    pub fn shown(&self) -> String {
        match self.role {
            Role::Value | Role::Body => self.text.clone(),
            Role::Secret => format!("‹{}›", self.name),
        }
    }
}

impl fmt::Debug for Given {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Given")
            .field("name", &self.name)
            .field("text", &self.shown())
            .field("role", &self.role)
            .finish()
    }
}

/// The values, and what must be made of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    pub(super) values: Vec<Given>,
    pub(super) expected: String,
}

impl Question {
    /// Asks for the signature, or for a text that contains it. The values are in the order of the vendor's table. One
    /// that is the expected text itself is left out, and so is white space around that text.
    #[must_use]
    pub fn new(mut values: Vec<Given>, expected: &str) -> Self {
        let expected = expected.trim().to_owned();
        values.retain(|value| value.text != expected);
        Self { values, expected }
    }

    /// The values that recipes refer to by position.
    #[must_use]
    pub fn values(&self) -> &[Given] {
        &self.values
    }
}
