//! Values that are never shown.

use std::fmt;

use subtle::ConstantTimeEq;
use zeroize::{Zeroize, Zeroizing};

const MASK: &str = "***";

/// A credential: `Debug` shows `***`, wiped from memory on drop, compared in constant time.
///
/// It has no `Display`, so that no text can be made of it by mistake: a header of `Bearer ***` would be
/// sent. [`expose`](Self::expose) is the one way to its text.
///
/// ```compile_fail,E0277
/// let secret = kpg_runtime::Secret::new("top-secret");
/// let header = format!("Bearer {secret}");
/// ```
#[derive(Clone)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// Takes the credential in.
    #[must_use]
    pub fn new(value: impl Into<String>) -> Self {
        Self(Zeroizing::new(value.into()))
    }

    /// The credential itself. What is made of it from here on is the caller's to keep safe.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl PartialEq for Secret {
    fn eq(&self, other: &Self) -> bool {
        self.0.as_bytes().ct_eq(other.0.as_bytes()).into()
    }
}

impl Eq for Secret {}

impl From<String> for Secret {
    fn from(value: String) -> Self {
        Self::new(value)
    }
}

impl From<&str> for Secret {
    fn from(value: &str) -> Self {
        Self::new(value)
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(MASK)
    }
}

/// A value that arrives or is sent encrypted and is no text: an amount, a date, a flag. `Debug` shows `***`.
///
/// It has no `Display`, as [`Secret`] has none. A text is [`Sensitive`], and wiped from memory as well.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Hidden<T>(T);

impl<T> Hidden<T> {
    /// Takes the value in.
    #[must_use]
    pub fn new(value: T) -> Self {
        Self(value)
    }

    /// The value itself. What is made of it from here on is the caller's to keep safe.
    #[must_use]
    pub fn expose(&self) -> &T {
        &self.0
    }
}

impl<T> fmt::Debug for Hidden<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(MASK)
    }
}

/// A value of a person or a payment that must not be shown: a card number, a token.
///
/// `Debug` shows `***`, and it is wiped from memory on drop. It has no `Display`, as [`Secret`] has none.
#[derive(Clone, PartialEq, Eq)]
pub struct Sensitive<T: Zeroize>(Zeroizing<T>);

impl<T: Zeroize> Sensitive<T> {
    /// Takes the value in.
    #[must_use]
    pub fn new(value: T) -> Self {
        Self(Zeroizing::new(value))
    }

    /// The value itself. What is made of it from here on is the caller's to keep safe.
    #[must_use]
    pub fn expose(&self) -> &T {
        &self.0
    }
}

impl Sensitive<String> {
    /// The text itself, as [`expose`](Self::expose); for `option.as_ref().map(Sensitive::as_str)`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<T: Zeroize> From<T> for Sensitive<T> {
    fn from(value: T) -> Self {
        Self::new(value)
    }
}

impl From<&str> for Sensitive<String> {
    fn from(value: &str) -> Self {
        Self::new(value.to_owned())
    }
}

impl<T: Zeroize> fmt::Debug for Sensitive<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(MASK)
    }
}
