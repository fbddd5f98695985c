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
        until: (Deadline, &impl Transport),
    ) -> Option<R> {
        let result = Arc::new(Mutex::new(None));
        let kept = Arc::clone(&result);
        let job = move || {
            let done = work();
            *kept.lock().unwrap_or_else(PoisonError::into_inner) = Some(done);
        };
        self.run_job(Arc::new(job), until).await?;
        let mut result = result.lock().unwrap_or_else(PoisonError::into_inner);
        result.take()
    }

    async fn run_job(
        &self,
        job: Arc<dyn Fn() + Send + Sync>,
        (deadline, transport): (Deadline, &impl Transport),
    ) -> Option<()> {
        let Some(run) = &self.0 else {
            job();
            return Some(());
        };
        let (sender, receiver) = oneshot::channel();
        let (elsewhere, span) = (Arc::clone(&job), Span::current());
        run(Box::new(move || {
            span.in_scope(|| elsewhere());
            // Nobody waits for it any more when the call was dropped.
            let _ = sender.send(());
        }));
        let ended = deadline.bound(pin!(receiver), transport).await?;
        if ended.is_err() {
            job();
        }
        Some(())
    }
}

opaque!(Offload, "Offload");
