//! Work that may block its thread, done where that is allowed: for keys in an HSM or a key management
//! service. It knows no executor.

use std::pin::pin;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::oneshot;
use tracing::Span;

use crate::transport::{Deadline, Transport};

/// Something that is to be run once, on a thread that may wait.
pub type Job = Box<dyn FnOnce() + Send>;

/// What runs jobs; without one they are run where they come up.
#[derive(Clone, Default)]
pub(crate) struct Offload(Option<Arc<dyn Fn(Job) + Send + Sync>>);

impl Offload {
    pub(crate) fn to(run: impl Fn(Job) + Send + Sync + 'static) -> Self {
        Self(Some(Arc::new(run)))
    }

    pub(crate) fn is_set(&self) -> bool {
        self.0.is_some()
    }

    /// Runs the work and waits for its end without blocking; nothing when the time runs out first. What drops a job without
    /// running it to its end, as an executor does that shuts down, leaves the work to this thread.
    pub(crate) async fn run<R: Send + 'static>(
        &self,
        work: impl Fn() -> R + Send + Sync + 'static,
        (deadline, transport): (Deadline, &impl Transport),
    ) -> Option<R> {
        let Some(run) = &self.0 else {
            return Some(work());
        };
        let (work, result) = (Arc::new(work), Arc::new(Mutex::new(None)));
        let (elsewhere, kept) = (Arc::clone(&work), Arc::clone(&result));
        let ended = ended(run, move || {
            let done = elsewhere();
            *kept.lock().unwrap_or_else(PoisonError::into_inner) = Some(done);
        });
        let _ = deadline.bound(pin!(ended), transport).await?;
        let mut result = result.lock().unwrap_or_else(PoisonError::into_inner);
        Some(result.take().unwrap_or_else(|| work()))
    }
}

/// Has a job run in the span that is entered here. Nothing ever comes out of the channel: what counts is that its other end
/// is gone, when the job is over or was dropped.
fn ended(
    run: &Arc<dyn Fn(Job) + Send + Sync>,
    job: impl FnOnce() + Send + 'static,
) -> oneshot::Receiver<()> {
    let (sender, receiver) = oneshot::channel();
    let span = Span::current();
    run(Box::new(move || {
        span.in_scope(job);
        drop(sender);
    }));
    receiver
}

opaque!(Offload, "Offload");
