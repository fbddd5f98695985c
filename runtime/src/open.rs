use std::fmt;

/// A closed or open set of texts, one of which goes on the wire.
pub trait Choice {
    /// The text on the wire.
    fn as_str(&self) -> &str;
}

/// A set of texts a vendor may add to: reading never fails.
pub trait OpenChoice: Choice + Sized {
    /// The member whose text this is; any other text is kept as [`Unrecognised`].
    fn from_wire(text: &str) -> Self;
}

/// The result codes of an operation.
pub trait ResultCode:
    OpenChoice + Clone + fmt::Debug + fmt::Display + PartialEq + Send + Sync + 'static
{
}

/// A text a vendor sent that its documents do not name, kept as it came.
///
/// Only reading an answer makes one, so matching on it can not stand in for a documented value.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Unrecognised(Box<str>);

impl Unrecognised {
    /// Keeps `text`. For generated code only.
    #[doc(hidden)]
    #[must_use]
    pub fn from_wire(text: &str) -> Self {
        Self(text.into())
    }

    /// The text as it came.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Unrecognised {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
