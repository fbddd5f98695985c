//! The asynchronous client where no runtime of tokio is: an error that says what to do, and nothing sent.
#![cfg(feature = "reqwest")]

use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Wake};
use std::thread::{self, Thread};
use std::time::Duration;

use crate::support::sample::{self, cancel};
use kpg_runtime::{ErrorKind, Outcome, Retry};

/// Wakes the thread that polls.
struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

/// An executor as small as one can be, which is not tokio.
fn block_on<F: Future>(future: F) -> F::Output {
    let waker = Arc::new(Unpark(thread::current())).into();
    let mut future = pin!(future);
    loop {
        match future.as_mut().poll(&mut Context::from_waker(&waker)) {
            Poll::Ready(value) => return value,
            Poll::Pending => thread::park(),
        }
    }
}

#[test]
fn without_a_runtime_nothing_is_sent_and_the_error_says_what_to_do() {
    let again = Retry::attempts(2).backoff(Duration::from_millis(1), Duration::from_millis(1));
    let plain = || sample::client("http://127.0.0.1:9");
    // A call that only fails, one that waits for another thread, one that waits between two attempts.
    let builders = [
        plain(),
        plain().offload(|job| {
            thread::spawn(|| {
                thread::sleep(Duration::from_millis(20));
                job();
            });
        }),
        plain().retry(again),
    ];
    for builder in builders {
        let error = block_on(builder.build().unwrap().cancel(&cancel())).unwrap_err();
        assert_eq!(
            (error.kind(), error.outcome()),
            (ErrorKind::Connect, Outcome::NotSent)
        );
        assert_eq!(
            error.to_string(),
            "sample.cancel: not sent, no connection to the vendor: no Tokio runtime is here: call inside one, such as under \
             `#[tokio::main]`, or use the client of the feature `blocking`"
        );
    }
}
