//! One call, as those see it who carry it out: without the types of its operation. So that code stands once for all
//! operations, and an operation adds no more than how its request is made and its answer read.

use std::borrow::Cow;
use std::ops::Deref;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::offload::Offload;
use crate::transport::{Deadline, Transport};
use crate::{
    CallError, CallFailure, CallResult, ErrorKind, HttpAnswer, HttpRequest, Identification,
    Operation, OperationFacts, Problem, Sensitive, Source, Supply,
};

/// What is asked of a call. Its verdict stays with it.
pub(crate) trait AnyCall: Send + Sync {
    /// What is known of its operation.
    fn facts(&self) -> &'static OperationFacts;

    /// The value by which the merchant knows what the request is about.
    fn identification(&self) -> Option<Identification>;

    /// The request, signed and ready to send.
    fn prepare(&self) -> Result<HttpRequest, CallFailure>;

    /// Reads the answer, and keeps the verdict. What was odd and is absent from it comes back.
    fn interpret(&self, answer: &HttpAnswer) -> Result<Vec<Problem>, CallFailure>;

    /// The same call, which lends nothing: for another thread. The verdict that it comes to is that of both.
    fn owned(&self) -> Arc<dyn AnyCall>;
}

/// A request that stays with its caller, or one for another thread. A `Cow` would be as large as the request.
enum Lent<'a, O> {
    Here(&'a O),
    Elsewhere(Box<O>),
}

impl<O> Deref for Lent<'_, O> {
    type Target = O;

    fn deref(&self) -> &O {
        match self {
            Self::Here(request) => request,
            Self::Elsewhere(request) => request,
        }
    }
}

/// A call of one operation.
pub(crate) struct TypedCall<'a, O: Operation> {
    request: Lent<'a, O>,
    settings: Arc<O::Settings>,
    source: Arc<dyn Source>,
    session: Option<Cow<'a, Sensitive<String>>>,
    verdict: Arc<Mutex<Option<O::Verdict>>>,
}

impl<'a, O: Operation> TypedCall<'a, O> {
    pub(super) fn new(
        request: &'a O,
        settings: &Arc<O::Settings>,
        source: &Arc<dyn Source>,
        session: Option<&'a Sensitive<String>>,
    ) -> Self {
        Self {
            request: Lent::Here(request),
            settings: Arc::clone(settings),
            source: Arc::clone(source),
            session: session.map(Cow::Borrowed),
            verdict: Arc::default(),
        }
    }

    /// What the call gives that has ended so: its verdict, or its failure with its codes typed.
    pub(crate) fn result(&self, ended: Result<(), CallFailure>) -> CallResult<O> {
        let verdict = self.kept().take();
        // Where an answer was read there is a verdict.
        let none = || CallFailure::new(O::CALL, ErrorKind::Unreadable).maybe_a_yes(true);
        let verdict = ended.and_then(|()| verdict.ok_or_else(none));
        verdict.map_err(CallError::from)
    }

    fn kept(&self) -> MutexGuard<'_, Option<O::Verdict>> {
        self.verdict.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<O: Operation> AnyCall for TypedCall<'_, O>
where
    O::Settings: Send + Sync + 'static,
{
    fn facts(&self) -> &'static OperationFacts {
        O::facts()
    }

    fn identification(&self) -> Option<Identification> {
        self.request.identification()
    }

    fn prepare(&self) -> Result<HttpRequest, CallFailure> {
        let session = self.session.as_deref();
        prepare::<O>(&self.request, &self.settings, &*self.source, session)
    }

    fn interpret(&self, answer: &HttpAnswer) -> Result<Vec<Problem>, CallFailure> {
        let (verdict, noted) = self.request.interpret_noting(&self.settings, answer)?;
        *self.kept() = Some(verdict);
        Ok(noted)
    }

    fn owned(&self) -> Arc<dyn AnyCall> {
        let session = self.session.as_deref();
        Arc::new(TypedCall {
            request: Lent::Elsewhere(Box::new(O::clone(&self.request))),
            settings: Arc::clone(&self.settings),
            source: Arc::clone(&self.source),
            session: session.cloned().map(Cow::Owned),
            verdict: Arc::clone(&self.verdict),
        })
    }
}

/// The request of an operation, signed and ready to send.
pub(super) fn prepare<O: Operation>(
    request: &O,
    settings: &O::Settings,
    source: &dyn Source,
    session: Option<&Sensitive<String>>,
) -> Result<HttpRequest, CallFailure> {
    let supplied = Supply::new(source, session);
    let prepared = supplied.and_then(|supply| request.prepare(settings, &supply));
    prepared
        .map_err(|error| CallFailure::prepare(O::CALL, error).identified(request.identification()))
}

/// Where the work of a call is done: here, or on a thread that may wait.
pub(super) enum Work<'a> {
    Here(&'a dyn AnyCall),
    Elsewhere(Arc<dyn AnyCall>, &'a Offload),
}

impl<'a> Work<'a> {
    pub(super) fn of(call: &'a dyn AnyCall, offload: &'a Offload) -> Self {
        match offload.is_set() {
            true => Self::Elsewhere(call.owned(), offload),
            false => Self::Here(call),
        }
    }

    /// The request; nothing when the time runs out first.
    pub(super) async fn prepare(
        &self,
        until: (Deadline, &impl Transport),
    ) -> Option<Result<HttpRequest, CallFailure>> {
        match self {
            Self::Here(call) => Some(call.prepare()),
            Self::Elsewhere(call, offload) => {
                let call = Arc::clone(call);
                offload.run(move || call.prepare(), until).await
            }
        }
    }

    /// What was odd in an answer and is absent; nothing when the time runs out first.
    pub(super) async fn interpret(
        &self,
        answer: &Arc<HttpAnswer>,
        until: (Deadline, &impl Transport),
    ) -> Option<Result<Vec<Problem>, CallFailure>> {
        match self {
            Self::Here(call) => Some(call.interpret(answer)),
            Self::Elsewhere(call, offload) => {
                let (call, answer) = (Arc::clone(call), Arc::clone(answer));
                offload.run(move || call.interpret(&answer), until).await
            }
        }
    }
}

/// The failure of a call whose time ran out while its answer was read. Nobody knows what the answer says, so it
/// may be a yes; the caller is handed the answer as it came.
pub(super) fn not_read(
    facts: &OperationFacts,
    answer: &HttpAnswer,
    why: &'static str,
) -> CallFailure {
    CallFailure::new(facts.call, ErrorKind::Unreadable)
        .detail(why)
        .answered(facts, answer.status, &answer.body)
        .maybe_a_yes(true)
}
