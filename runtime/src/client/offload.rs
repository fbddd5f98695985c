//! Work that may block its thread, done where that is allowed: for keys in an HSM or a key management
//! service. It knows no executor.

use std::sync::Arc;

use tokio::sync::oneshot;
use tracing::Span;

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

    /// Runs the work and waits for its end without blocking. What drops a job without running it to its
    /// end, as an executor does that shuts down, leaves the work to this thread.
    pub(crate) async fn run<R: Send + 'static>(
        &self,
        work: impl Fn() -> R + Send + Sync + 'static,
    ) -> R {
        let Some(run) = &self.0 else { return work() };
        let (sender, receiver) = oneshot::channel();
        let (work, span) = (Arc::new(work), Span::current());
        let elsewhere = Arc::clone(&work);
        run(Box::new(move || {
            let result = span.in_scope(|| elsewhere());
            // Nobody waits for it any more when the call was dropped.
            drop(sender.send(result));
        }));
        receiver.await.unwrap_or_else(|_| work())
    }
}

opaque!(Offload, "Offload");
