//! What became of a request whose outcome was not known. Asking is an operation of its own; nothing
//! here repeats the request that was lost.

use std::fmt::{self, Debug};

use crate::{Call, CallError, CallFailure, PrepareError, ResultCode, Violations, Wire};

/// A test of the answer to an inquiry: one of its members has one of some values.
#[derive(Clone, Copy)]
pub struct AnswerTest<'a> {
    /// The member.
    pub member: &'a dyn Wire,
    /// The texts of which it must have one.
    pub values: &'a [&'a str],
}

opaque!(AnswerTest<'_>, "AnswerTest", values);

/// What the answer to an inquiry says of the request that it asks about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Standing {
    /// It was executed.
    Done,
    /// It was not executed, and will not be.
    Refused,
    /// The vendor is still working on it.
    Pending,
    /// The answer does not say.
    Unknown,
}

impl Standing {
    /// The one whose tests all hold, where it is the only one of the three; otherwise
    /// [`Unknown`](Self::Unknown). No tests never hold.
    #[must_use]
    pub fn from_tests(
        done: &[AnswerTest<'_>],
        refused: &[AnswerTest<'_>],
        pending: &[AnswerTest<'_>],
    ) -> Self {
        match (all_hold(done), all_hold(refused), all_hold(pending)) {
            (true, false, false) => Self::Done,
            (false, true, false) => Self::Refused,
            (false, false, true) => Self::Pending,
            _ => Self::Unknown,
        }
    }
}

fn all_hold(tests: &[AnswerTest<'_>]) -> bool {
    let holds = |test: &AnswerTest<'_>| {
        let text = test.member.wire();
        text.is_some_and(|text| test.values.contains(&text.as_ref()))
    };
    !tests.is_empty() && tests.iter().all(holds)
}

/// What asking about a request with an unknown outcome, or a pending one, has found out.
///
/// `A` is the answer of the inquiry and `C` its result codes.
#[must_use = "it says whether money has moved"]
pub enum Resolution<A, C> {
    /// The vendor has executed the request: do not send it again.
    Done(A),
    /// The vendor has not executed the request and will not: it may be sent anew.
    Refused(A),
    /// The vendor is still working on it: ask again later, and do not send it again.
    Pending(A),
    /// It is still not known: do not send it again.
    Unknown(StillUnknown<A, C>),
}

/// Why an inquiry has settled nothing.
///
/// `Display` says it in one line, without the answer, which may hold what is sensitive.
pub enum StillUnknown<A, C> {
    /// The vendor answered, and its answer does not say what became of the request.
    Unclear(A),
    /// The inquiry itself failed. Asking again is safe; that it was refused says nothing about the
    /// request that it asks about.
    Failed(CallError<C>),
}

impl<A, C> Resolution<A, C> {
    /// Sorts what an inquiry gave by what its answer says.
    pub fn new(inquiry: Result<A, CallError<C>>, standing: impl FnOnce(&A) -> Standing) -> Self {
        match inquiry {
            Err(error) => Self::Unknown(StillUnknown::Failed(error)),
            Ok(answer) => match standing(&answer) {
                Standing::Done => Self::Done(answer),
                Standing::Refused => Self::Refused(answer),
                Standing::Pending => Self::Pending(answer),
                Standing::Unknown => Self::Unknown(StillUnknown::Unclear(answer)),
            },
        }
    }

    /// What the answer says of the request; [`Standing::Unknown`] also when the inquiry failed.
    #[must_use]
    pub fn standing(&self) -> Standing {
        match self {
            Self::Done(_) => Standing::Done,
            Self::Refused(_) => Standing::Refused,
            Self::Pending(_) => Standing::Pending,
            Self::Unknown(_) => Standing::Unknown,
        }
    }

    /// The inquiry's answer, when there was one.
    #[must_use]
    pub fn answer(&self) -> Option<&A> {
        match self {
            Self::Done(answer) | Self::Refused(answer) | Self::Pending(answer) => Some(answer),
            Self::Unknown(StillUnknown::Unclear(answer)) => Some(answer),
            Self::Unknown(StillUnknown::Failed(_)) => None,
        }
    }
}

impl<A, C: ResultCode> Resolution<A, C> {
    /// Nothing could be asked: the request has a value that the inquiry, `call`, does not take.
    pub fn not_asked(call: Call, violations: Violations) -> Self {
        let what = "the inquiry does not take the values of the request";
        let error = CallFailure::prepare(call, PrepareError::because(what, violations)).into();
        Self::Unknown(StillUnknown::Failed(error))
    }
}

impl<A: Debug, C: ResultCode> Debug for Resolution<A, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Done(answer) => f.debug_tuple("Done").field(answer).finish(),
            Self::Refused(answer) => f.debug_tuple("Refused").field(answer).finish(),
            Self::Pending(answer) => f.debug_tuple("Pending").field(answer).finish(),
            Self::Unknown(why) => f.debug_tuple("Unknown").field(why).finish(),
        }
    }
}

impl<A, C: ResultCode> fmt::Display for StillUnknown<A, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unclear(_) => {
                f.write_str("the answer to the inquiry does not say what became of the request")
            }
            Self::Failed(error) => write!(f, "the inquiry failed: {error}"),
        }
    }
}

impl<A: Debug, C: ResultCode> Debug for StillUnknown<A, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unclear(answer) => f.debug_tuple("Unclear").field(answer).finish(),
            Self::Failed(error) => f.debug_tuple("Failed").field(error).finish(),
        }
    }
}
