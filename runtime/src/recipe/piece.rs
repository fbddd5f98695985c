//! Pieces of texts.

use std::borrow::Cow;
use std::fmt;

use crate::{Secret, Wire};

/// A piece of a text. `Debug` shows `***`, and it is wiped from memory on drop: the text may be a key.
#[derive(Clone)]
pub struct Piece {
    text: Secret,
    is_sensitive: bool,
}

impl Piece {
    /// As sensitive as what it is a piece of.
    pub(super) fn of(whole: &dyn Wire, text: String) -> Self {
        Self {
            text: Secret::new(text),
            is_sensitive: whole.is_sensitive(),
        }
    }

    /// The piece itself. What is made of it from here on is the caller's to keep safe.
    #[must_use]
    pub fn expose(&self) -> &str {
        self.text.expose()
    }
}

impl Wire for Piece {
    fn wire(&self) -> Option<Cow<'_, str>> {
        self.text.wire()
    }

    fn is_sensitive(&self) -> bool {
        self.is_sensitive
    }
}

impl fmt::Debug for Piece {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.text.fmt(f)
    }
}
