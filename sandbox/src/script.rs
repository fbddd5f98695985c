//! What a test wants the next call answered with. How scripts are written as texts is said in `script_words`.

use serde_json::{Map, Value};

use crate::mishap::Mishap;

/// How to answer the next call of an operation.
///
/// [`Script::Raw`] and [`Script::Mishap`] answer whatever was sent. The others decide how a *good* request is answered: a
/// request with findings is refused for them, and the script waits for the next one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Script {
    /// This result code, with its label as message and its HTTP status. A code that the spec does not
    /// know is answered as well, with the HTTP status of other refusals.
    Code(String),
    /// This result code, as with [`Script::Code`], and this detailed code beside it. Operations without a detailed code
    /// answer the result code alone.
    Detail {
        /// The result code.
        code: String,
        /// The detailed code.
        detail: String,
    },
    /// This code in the shape of one of the vendor's `faults`.
    Fault {
        /// The fault's name.
        fault: String,
        /// The code in it.
        code: String,
    },
    /// Accepted, and not finished. Operations that are never pending answer success.
    Pending,
    /// Accepted, with lists wherever a list or a single object may stand, at the top as well. Without
    /// a script the two take turns where they stand inside an answer, and the top is a list.
    AsList,
    /// Accepted, with single objects wherever a list or a single object may stand, and an object at
    /// the top.
    AsObject,
    /// Accepted, as another request: every member that must repeat a value of the request has another one.
    /// Operations that repeat nothing answer success.
    AnotherRequest,
    /// Accepted, with these members in place of those that the sandbox makes up, objects inside objects as the answer
    /// has them. A list is replaced whole. They are encrypted and proven as the others are.
    With(Map<String, Value>),
    /// With something wrong about the proof that the answer carries. Operations without one answer as if nothing were
    /// wrong.
    Unproven {
        /// What is wrong with it.
        flaw: ProofFlaw,
        /// The result code; accepted when `None`.
        code: Option<String>,
    },
    /// The session's token is refused although it was issued and is still good; from now on it is not.
    /// An operation without a session refuses its caller as unknown.
    RefuseToken {
        /// One of the codes with which the session's tokens are refused; the first way that the spec
        /// names when `None`, which may be an HTTP status with an empty body.
        code: Option<String>,
        /// The name of the vendor's fault in whose shape it is refused, if it is in one.
        fault: Option<String>,
    },
    /// Answered as without a script, good or bad, and then this happens to the answer: the vendor has carried out a
    /// good request, and its caller does not learn it.
    Mishap(Mishap),
    /// Exactly this.
    Raw {
        /// The HTTP status.
        status: u16,
        /// The body; sent as `application/json`.
        body: Vec<u8>,
    },
}

impl Script {
    /// Whether the vendor has carried out a good request that is answered so.
    pub(crate) fn carries_out(&self) -> bool {
        match self {
            Self::Pending
            | Self::AsList
            | Self::AsObject
            | Self::AnotherRequest
            | Self::With(_)
            | Self::Unproven { code: None, .. }
            | Self::Mishap(_) => true,
            Self::Code(_)
            | Self::Detail { .. }
            | Self::Fault { .. }
            | Self::Unproven { code: Some(_), .. }
            | Self::RefuseToken { .. }
            | Self::Raw { .. } => false,
        }
    }

    /// Whether it answers whatever was sent.
    pub(crate) fn answers_anything(&self) -> bool {
        matches!(self, Self::Raw { .. } | Self::Mishap(_))
    }
}

/// What can be wrong with the proof of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProofFlaw {
    /// There is none.
    Missing,
    /// It is another text.
    Wrong,
    /// It is right for another answer.
    OfAnotherAnswer,
    /// It is right for a merchant with other credentials.
    OfAnotherMerchant,
}
