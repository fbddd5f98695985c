//! Accepted is not always done.

/// An accepted request that the vendor has finished, or has not finished yet.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "a pending request is not done: ask again before relying on it"]
pub enum Completion<T> {
    /// The vendor did what was asked.
    Done(T),
    /// The vendor accepted the request and has not finished: ask again later.
    Pending(T),
}

/// What the vendor said when it accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Accepted {
    /// It has done what was asked.
    Done,
    /// It has not finished.
    Pending,
}

/// What a call gives: its answer, or its answer and whether it is final.
pub trait Verdict<A> {
    /// Wraps `answer` by what the judgement of it said.
    fn from_accepted(accepted: Accepted, answer: A) -> Self;

    /// The same as one type for all operations.
    fn into_completion(self) -> Completion<A>;
}

#[doc(hidden)]
impl<A> Verdict<A> for A {
    fn from_accepted(_: Accepted, answer: A) -> Self {
        answer
    }

    fn into_completion(self) -> Completion<A> {
        Completion::Done(self)
    }
}

impl<A> Verdict<A> for Completion<A> {
    fn from_accepted(accepted: Accepted, answer: A) -> Self {
        match accepted {
            Accepted::Done => Self::Done(answer),
            Accepted::Pending => Self::Pending(answer),
        }
    }

    fn into_completion(self) -> Self {
        self
    }
}

impl<A> Verdict<A> for Pending<A> {
    fn from_accepted(_: Accepted, answer: A) -> Self {
        Self(answer)
    }

    fn into_completion(self) -> Completion<A> {
        Completion::Pending(self.0)
    }
}

impl<T> Completion<T> {
    /// Whether the vendor has finished.
    #[must_use]
    pub fn is_done(&self) -> bool {
        matches!(self, Self::Done(_))
    }

    /// The answer, finished or not.
    #[must_use]
    pub fn into_inner(self) -> T {
        match self {
            Self::Done(answer) | Self::Pending(answer) => answer,
        }
    }
}

/// The answer to a request that the vendor only ever accepts, and finishes later.
///
/// The content is what the vendor said on accepting; whether the work was done is for a later
/// inquiry to say.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "a pending request is not done: ask again before relying on it"]
pub struct Pending<T>(
    /// What the vendor said on accepting.
    pub T,
);
