//! The steps of a request as they may be shown.

use std::borrow::Cow;
use std::fmt;

/// A step of a recipe, or a member or header that is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownStep {
    pub(super) word: Cow<'static, str>,
    pub(super) inputs: Vec<Shown>,
    pub(super) output: Shown,
    pub(super) is_sent: bool,
}

/// What went into a step or came out of it, as it may be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Shown {
    /// A text, with `***` for what is secret in it.
    Text(String),
    /// Bytes that are no text in UTF-8, as lower-case hexadecimal digits.
    Bytes(String),
}

impl ShownStep {
    /// The word of the step (`sha256`, `joined`, `clock`), or the name of the member or header that is sent, with the
    /// way to it where it stands inside another one: `cards[0].number`.
    #[must_use]
    pub fn word(&self) -> &str {
        &self.word
    }

    /// What went in, in its order; a key is one of them.
    #[must_use]
    pub fn inputs(&self) -> &[Shown] {
        &self.inputs
    }

    /// What came out, or what is sent.
    #[must_use]
    pub fn output(&self) -> &Shown {
        &self.output
    }

    /// Whether it is a member or a header of the request, and no step of a recipe.
    #[must_use]
    pub fn is_sent(&self) -> bool {
        self.is_sent
    }
}

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => write!(f, "\"{}\"", text.escape_debug()),
            Self::Bytes(digits) => write!(f, "hex {digits}"),
        }
    }
}

impl fmt::Display for ShownStep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_sent {
            return write!(f, "sent {} = {}", self.word, self.output);
        }
        f.write_str(&self.word)?;
        for input in &self.inputs {
            write!(f, "\n    in   {input}")?;
        }
        write!(f, "\n    out  {}", self.output)
    }
}
