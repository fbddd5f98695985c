//! One call, as those see it who carry it out: without the types of its operation. So that code stands once for all
//! operations, and an operation adds no more than how its request is made and its answer read.

use std::borrow::Cow;
use std::ops::Deref;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::offload::Offload;
use crate::{
    CallFailure, ErrorKind, HttpAnswer, HttpRequest, Operation, OperationFacts, Problem, Sensitive,
    Source, Supply,
};

/// What is asked of a call. Its verdict stays with it.
pub(super) trait AnyCall: Send + Sync {
    /// The request, signed and ready to send.
    fn prepare(&self) -> Result<HttpRequest, CallFailure>;

    /// Reads the answer, and keeps the verdict. What was odd and is absent from it comes back.
    fn interpret(&self, answer: &HttpAnswer) -> Result<Vec<Problem>, CallFailure>;
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
pub(super) struct TypedCall<'a, O: Operation> {
    request: Lent<'a, O>,
    settings: Arc<O::Settings>,
    source: Arc<dyn Source>,
    session: Option<Cow<'a, Sensitive<String>>>,
    verdict: Mutex<Option<O::Verdict>>,
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
            verdict: Mutex::default(),
        }
    }

    /// The same call, which lends nothing: for another thread.
    pub(super) fn owned(&self) -> TypedCall<'static, O> {
        let session = self.session.as_deref();
        TypedCall {
            request: Lent::Elsewhere(Box::new(O::clone(&self.request))),
            settings: Arc::clone(&self.settings),
            source: Arc::clone(&self.source),
            session: session.cloned().map(Cow::Owned),
            verdict: Mutex::default(),
        }
    }

    /// The verdict of an answer that was read.
    pub(super) fn verdict(&self) -> Result<O::Verdict, CallFailure> {
        let verdict = self.kept().take();
        // Only a call whose answer was read is asked.
        verdict.ok_or_else(|| CallFailure::new(O::CALL, ErrorKind::Unreadable).maybe_a_yes(true))
    }

    fn kept(&self) -> MutexGuard<'_, Option<O::Verdict>> {
        self.verdict.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<O: Operation> AnyCall for TypedCall<'_, O>
where
    O::Settings: Send + Sync,
{
    fn prepare(&self) -> Result<HttpRequest, CallFailure> {
        let session = self.session.as_deref();
        prepare::<O>(&self.request, &self.settings, &*self.source, session)
    }

    fn interpret(&self, answer: &HttpAnswer) -> Result<Vec<Problem>, CallFailure> {
        let (verdict, noted) = self.request.interpret_noting(&self.settings, answer)?;
        *self.kept() = Some(verdict);
        Ok(noted)
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

impl Work<'_> {
    pub(super) async fn prepare(&self) -> Result<HttpRequest, CallFailure> {
        match self {
            Self::Here(call) => call.prepare(),
            Self::Elsewhere(call, offload) => {
                let call = Arc::clone(call);
                offload.run(move || call.prepare()).await
            }
        }
    }

    pub(super) async fn interpret(
        &self,
        answer: &Arc<HttpAnswer>,
    ) -> Result<Vec<Problem>, CallFailure> {
        match self {
            Self::Here(call) => call.interpret(answer),
            Self::Elsewhere(call, offload) => {
                let (call, answer) = (Arc::clone(call), Arc::clone(answer));
                offload.run(move || call.interpret(&answer)).await
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
