//! What every library tells whoever traces it, at any level, as text.

use std::fmt::{Debug, Write as _};
use std::sync::{Arc, LazyLock, Mutex};

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::subscriber::{DefaultGuard, NoSubscriber};
use tracing::{Dispatch, Event, Metadata, Subscriber};

/// Writes down every span, every event and everything recorded, of any library.
#[derive(Clone, Debug, Default)]
pub struct Tracer(Arc<Mutex<Log>>);

#[derive(Debug, Default)]
struct Log {
    text: String,
    spans: u64,
}

impl Visit for Log {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        write!(self.text, " {field}={value:?}").unwrap();
    }
}

impl Tracer {
    /// Writes down what happens in this thread until the guard is dropped.
    pub fn watch_this_thread(&self) -> DefaultGuard {
        // Where there is one subscriber, tracing asks the first thread at a span whether anybody listens, and believes
        // it for all threads. So there is a second one.
        static SECOND: LazyLock<Dispatch> = LazyLock::new(|| Dispatch::new(NoSubscriber::new()));
        LazyLock::force(&SECOND);
        tracing::subscriber::set_default(self.clone())
    }

    /// What was written down since the last time.
    pub fn take(&self) -> String {
        std::mem::take(&mut self.0.lock().unwrap().text)
    }
}

impl Subscriber for Tracer {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let mut log = self.0.lock().unwrap();
        write!(log.text, "\n{}", span.metadata().name()).unwrap();
        span.record(&mut *log);
        log.spans += 1;
        Id::from_u64(log.spans)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        values.record(&mut *self.0.lock().unwrap());
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut log = self.0.lock().unwrap();
        write!(log.text, "\n{}", event.metadata().name()).unwrap();
        event.record(&mut *log);
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}
