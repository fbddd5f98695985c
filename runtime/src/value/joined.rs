//! Several texts in one field.

use std::borrow::Cow;

use crate::Wire;

/// Texts that go on the wire as one, with `SEPARATOR` between them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Joined<const SEPARATOR: char>(Vec<String>);

impl<const SEPARATOR: char> Joined<SEPARATOR> {
    /// The texts.
    #[must_use]
    pub fn parts(&self) -> &[String] {
        &self.0
    }
}

impl<const SEPARATOR: char> From<&str> for Joined<SEPARATOR> {
    /// One text.
    fn from(text: &str) -> Self {
        Self(vec![text.to_owned()])
    }
}

impl<const SEPARATOR: char> From<String> for Joined<SEPARATOR> {
    /// One text.
    fn from(text: String) -> Self {
        Self(vec![text])
    }
}

impl<const SEPARATOR: char, T: Into<String>, const N: usize> From<[T; N]> for Joined<SEPARATOR> {
    fn from(texts: [T; N]) -> Self {
        Self(texts.into_iter().map(Into::into).collect())
    }
}

impl<const SEPARATOR: char> From<Vec<String>> for Joined<SEPARATOR> {
    fn from(texts: Vec<String>) -> Self {
        Self(texts)
    }
}

impl<const SEPARATOR: char> Wire for Joined<SEPARATOR> {
    fn wire(&self) -> Option<Cow<'_, str>> {
        Some(Cow::Owned(self.0.join(SEPARATOR.encode_utf8(&mut [0; 4]))))
    }

    fn ambiguous_at(&self) -> Option<char> {
        self.0
            .iter()
            .any(|part| part.contains(SEPARATOR))
            .then_some(SEPARATOR)
    }
}
