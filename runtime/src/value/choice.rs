//! Sets of texts: what may be sent, and what comes back, listed or not.

use std::fmt;

/// A set of texts, one of which goes on the wire.
pub trait Choice: PartialEq + Sized + 'static {
    /// Every listed value, by its text on the wire.
    const VALUES: &'static [(&'static str, Self)];

    /// The text on the wire.
    fn as_str(&self) -> &str {
        if let Some(text) = self.unrecognised() {
            return text.as_str();
        }
        let listed = Self::VALUES.iter().find(|(_, value)| value == self);
        listed.map_or("", |(text, _)| text)
    }

    /// What a vendor sent that is not listed.
    fn unrecognised(&self) -> Option<&Unrecognised> {
        None
    }
}

/// A set of texts a vendor may add to: reading never fails.
pub trait OpenChoice: Choice + Clone {
    /// The value for a text that is not listed.
    fn unknown(text: Unrecognised) -> Self;

    /// The value whose text this is; any other text is kept as [`Unrecognised`].
    fn from_wire(text: &str) -> Self {
        let listed = Self::VALUES.iter().find(|(wire, _)| *wire == text);
        listed.map_or_else(
            || Self::unknown(Unrecognised(text.into())),
            |(_, value)| value.clone(),
        )
    }
}

/// The result codes of an operation.
pub trait ResultCode: OpenChoice + fmt::Debug + Send + Sync {}

impl<C: OpenChoice + fmt::Debug + Send + Sync> ResultCode for C {}

/// A text a vendor sent that its documents do not name, kept as it came.
///
/// Only [`OpenChoice::from_wire`] makes one, and not of a listed text: nothing documented can be
/// passed off as undocumented, nor the other way round.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Unrecognised(Box<str>);

impl Unrecognised {
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
