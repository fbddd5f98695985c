//! The first question to ask of a failure.

use std::fmt;

/// What is known, after a failed call, about what the vendor did.
///
/// This is the first question to ask of an [`CallError`](crate::CallError): it decides what may be done
/// next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// The request never left. Sending it again is safe.
    NotSent,
    /// The vendor answered, and said no. Nothing was done; sending the same again is refused again.
    Refused,
    /// The request may have been executed. Ask the vendor (an inquiry) before repeating it.
    Unknown,
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotSent => "not sent",
            Self::Refused => "refused",
            Self::Unknown => "unknown",
        })
    }
}
