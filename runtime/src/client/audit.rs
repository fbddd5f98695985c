//! What a merchant's own audit trail is told of every attempt and every token, masked before it is told. No I/O.

use std::fmt;
use std::time::{Duration, SystemTime};

use crate::transport::TransportError;
use crate::{Call, Masked, Problem};

/// Keeps a trail of what was sent and what came back, attempt by attempt.
///
/// It is called in the course of the call, so it should only hand on what it is given. Everything is
/// masked: what a specification calls sensitive reads `***`, and a body that cannot be told apart into
/// members reads `<N bytes>`.
///
/// Every [`sending`](Self::sending) is followed by one [`ended`](Self::ended), also when the call is
/// abandoned; an attempt that has no end in the trail was cut off with its process, and its outcome is
/// unknown.
pub trait Audit: Send + Sync {
    /// A request is about to be handed to the transport.
    fn sending(&self, attempt: &Attempt, request: &Masked);

    /// An attempt is over. What its answer means for the call follows from the call's result.
    fn ended(&self, attempt: &Attempt, end: &End<'_>);

    /// A session token was fetched, and calls are made with it from now on. Ignored unless a trail says
    /// otherwise.
    fn token_fetched(&self, token: &TokenFetched) {
        let _ = token;
    }
}

/// A session token that was fetched. The token itself is told to nobody.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TokenFetched {
    /// The vendor's name in its specification.
    pub vendor: &'static str,
    /// The session's name in its specification.
    pub session: &'static str,
    /// When its answer had arrived.
    pub at: SystemTime,
    /// For how long it is used, from when it was asked for: nine tenths of its lifetime. None when it is for
    /// one call.
    pub used_for: Option<Duration>,
}

/// One attempt of one call.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Attempt {
    /// Which operation of which vendor.
    pub call: Call,
    /// A number for the call, which no other call of this process has; the same for all its attempts.
    pub call_number: u64,
    /// Which attempt of the call, from 1.
    pub number: u32,
    /// The number by which the vendor traces the request, where its specification names one.
    pub correlation_id: Option<String>,
}

/// How an attempt ended.
#[derive(Debug)]
#[non_exhaustive]
pub enum End<'a> {
    /// The vendor, or something on the way, has answered.
    #[non_exhaustive]
    Answered {
        /// The answer.
        answer: &'a Masked,
        /// The HTTP status.
        status: u16,
        /// From the start of the attempt to the last byte of the answer.
        duration: Duration,
        /// The members that are not as described: of an accepted answer those that are absent from the
        /// typed one for it, of a malformed one those that make it so and those.
        noted: &'a [Problem],
    },
    /// There is no answer; [`TransportError::was_sent`] says whether the request may have left.
    #[non_exhaustive]
    Failed {
        /// Why.
        error: &'a TransportError,
        /// From the start of the attempt.
        duration: Duration,
    },
    /// The call was dropped before it was over: a time-out around it, a lost `select`. The request may
    /// have left.
    #[non_exhaustive]
    Abandoned {
        /// From the start of the attempt.
        duration: Duration,
    },
}

impl fmt::Display for Attempt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} call {} attempt {}",
            self.call, self.call_number, self.number
        )?;
        match &self.correlation_id {
            Some(id) => write!(f, " correlation {id}"),
            None => Ok(()),
        }
    }
}
