//! Where a call failed, and what that leaves known.

use super::Outcome;

/// Where a call failed. [`outcome`](Self::outcome) follows from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The request could not be made ready: a signature failed, a header is not legal.
    Prepare,
    /// No connection came about: name lookup, TCP or TLS failed.
    Connect,
    /// The transport failed when the request may have left: a time-out, a reset, a huge answer.
    Exchange,
    /// The answer cannot be read, or does not say whether the request was executed.
    Unreadable,
    /// The answer says yes and no at once, as a success code on HTTP 500 does.
    Contradiction,
    /// The answer does not prove that it is the vendor's: nothing in it may be believed.
    Unproven,
    /// The answer does not repeat what it must repeat of the request: it may answer another one.
    Mismatch,
    /// The vendor said no, with a code.
    Refused,
    /// The vendor said yes, in an answer that breaks its own description.
    Malformed,
    /// No session token could be had for the call.
    Session,
}

impl ErrorKind {
    /// What a failure of this kind leaves known.
    #[must_use]
    pub fn outcome(self) -> Outcome {
        match self {
            Self::Prepare | Self::Connect | Self::Session => Outcome::NotSent,
            Self::Refused => Outcome::Refused,
            Self::Exchange
            | Self::Unreadable
            | Self::Contradiction
            | Self::Unproven
            | Self::Mismatch
            | Self::Malformed => Outcome::Unknown,
        }
    }

    /// What a failure of this kind is, in one line.
    pub(super) fn headline(self) -> &'static str {
        match self {
            Self::Prepare => "not sent, the request could not be prepared",
            Self::Connect => "not sent, no connection to the vendor",
            Self::Session => "not sent, no session token could be had",
            Self::Exchange => "outcome unknown, the request may have left before the failure",
            Self::Unreadable => "outcome unknown, the answer cannot be read",
            Self::Contradiction => "outcome unknown, the answer contradicts itself",
            Self::Unproven => "outcome unknown, the answer does not prove that it is the vendor's",
            Self::Mismatch => "outcome unknown, the answer does not repeat the request",
            Self::Malformed => "outcome unknown, the answer breaks its description",
            Self::Refused => "refused by the vendor",
        }
    }
}
