//! The time that a call has in all, whatever transport it goes over.

use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::task::Poll;
use std::time::{Duration, Instant};

use super::Transport;

/// What is said when it runs out.
pub(crate) const OUT_OF_TIME: &str = "the total time-out of the call has run out";

/// No call takes a year; a longer time-out is none.
const NEVER: Duration = Duration::from_secs(31_536_000);

/// When a call must be over.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Deadline(Option<Instant>);

impl Deadline {
    /// So much time from now on.
    pub(crate) fn after(total: Duration) -> Self {
        let end = Instant::now().checked_add(total);
        Self(end.filter(|_| total < NEVER))
    }

    /// Whether nothing may be begun any more.
    pub(crate) fn is_over(self) -> bool {
        self.leaves_nothing_after(Duration::ZERO)
    }

    /// Whether it is over when so much more time has passed.
    pub(crate) fn leaves_nothing_after(self, wait: Duration) -> bool {
        self.left().is_some_and(|left| left <= wait)
    }

    /// What a future gives, or nothing when the time runs out first. No timer is made where it is over at once. The future
    /// is lent, since each function that takes one by value holds it twice.
    pub(crate) async fn bound<F: Future>(
        self,
        mut future: Pin<&mut F>,
        transport: &impl Transport,
    ) -> Option<F::Output> {
        let mut end = pin!(None);
        let first = poll_fn(|context| {
            if let Poll::Ready(value) = future.as_mut().poll(context) {
                return Poll::Ready(Some(value));
            }
            if end.is_none() {
                end.set(self.left().map(|left| transport.wait(left)));
            }
            match end.as_mut().as_pin_mut() {
                Some(end) => end.poll(context).map(|()| None),
                None => Poll::Pending,
            }
        });
        first.await
    }

    fn left(self) -> Option<Duration> {
        let end = self.0?;
        Some(end.saturating_duration_since(Instant::now()))
    }
}
