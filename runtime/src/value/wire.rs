//! What a value is on the wire, as text.

use std::borrow::Cow;

use crate::{AnsweredChoice, Choice, Hidden, Secret, Sensitive, TimeText};

/// A value that goes on the wire as text, or is left out when it is absent.
///
/// Secrets have a text too: recipes need it, and which of them may be sent is decided by the
/// compiler of specs. A `PrivateKey` has none, so that it cannot be sent at all.
pub trait Wire {
    /// The text, or nothing when the value is absent.
    fn wire(&self) -> Option<Cow<'_, str>>;

    /// Whether the text must never be shown.
    fn is_sensitive(&self) -> bool {
        false
    }

    /// A separator that stands inside one of the parts that it joins.
    fn ambiguous_at(&self) -> Option<char> {
        None
    }
}

impl Wire for TimeText {
    fn wire(&self) -> Option<Cow<'_, str>> {
        Some(Cow::Borrowed(self.as_str()))
    }
}

impl Wire for &str {
    fn wire(&self) -> Option<Cow<'_, str>> {
        Some(Cow::Borrowed(self))
    }
}

impl Wire for String {
    fn wire(&self) -> Option<Cow<'_, str>> {
        Some(Cow::Borrowed(self))
    }
}

impl Wire for Secret {
    fn wire(&self) -> Option<Cow<'_, str>> {
        Some(Cow::Borrowed(self.expose()))
    }

    fn is_sensitive(&self) -> bool {
        true
    }
}

impl Wire for Sensitive<String> {
    fn wire(&self) -> Option<Cow<'_, str>> {
        Some(Cow::Borrowed(self.as_str()))
    }

    fn is_sensitive(&self) -> bool {
        true
    }
}

impl<T: Wire> Wire for Hidden<T> {
    fn wire(&self) -> Option<Cow<'_, str>> {
        self.expose().wire()
    }

    fn is_sensitive(&self) -> bool {
        true
    }

    fn ambiguous_at(&self) -> Option<char> {
        self.expose().ambiguous_at()
    }
}

impl Wire for u64 {
    fn wire(&self) -> Option<Cow<'_, str>> {
        Some(Cow::Owned(self.to_string()))
    }
}

impl Wire for i64 {
    fn wire(&self) -> Option<Cow<'_, str>> {
        Some(Cow::Owned(self.to_string()))
    }
}

impl Wire for bool {
    fn wire(&self) -> Option<Cow<'_, str>> {
        Some(Cow::Borrowed(if *self { "true" } else { "false" }))
    }
}

impl<C: Choice> Wire for C {
    fn wire(&self) -> Option<Cow<'_, str>> {
        Some(Cow::Borrowed(self.as_str()))
    }
}

impl<C: Choice> Wire for AnsweredChoice<C> {
    fn wire(&self) -> Option<Cow<'_, str>> {
        Some(Cow::Borrowed(self.as_str()))
    }
}

impl<T: Wire> Wire for Option<T> {
    fn wire(&self) -> Option<Cow<'_, str>> {
        self.as_ref().and_then(Wire::wire)
    }

    fn is_sensitive(&self) -> bool {
        self.as_ref().is_some_and(Wire::is_sensitive)
    }

    fn ambiguous_at(&self) -> Option<char> {
        self.as_ref().and_then(Wire::ambiguous_at)
    }
}
