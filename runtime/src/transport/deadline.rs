//! The time that a call has in all, whatever transport it goes over.

use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;
use std::time::{Duration, Instant};

use futures_timer::Delay;

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

    /// What a future gives, or nothing when the time runs out first; the future is dropped then.
    pub(crate) async fn bound<F: Future>(self, future: F) -> Option<F::Output> {
        let Some(left) = self.left() else {
            return Some(future.await);
        };
        let (mut future, mut delay) = (pin!(future), pin!(Delay::new(left)));
        let first = poll_fn(|context| match future.as_mut().poll(context) {
            Poll::Ready(value) => Poll::Ready(Some(value)),
            Poll::Pending => delay.as_mut().poll(context).map(|()| None),
        });
        first.await
    }

    fn left(self) -> Option<Duration> {
        let end = self.0?;
        Some(end.saturating_duration_since(Instant::now()))
    }
}
