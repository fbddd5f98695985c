//! Clients of every vendor at a sandbox of them all.

use kpg::runtime::{ReqwestTransport, Timeouts};
use kpg_sandbox::{Exchange, Judgement, Sandbox, Script};

use crate::clients::Clients;
use crate::failure::Failed;
use crate::fixtures;

/// A sandbox of every vendor, and clients of it.
#[derive(Debug)]
pub struct Sandboxed {
    /// The sandbox.
    pub sandbox: Sandbox,
    /// Its clients.
    pub clients: Clients<ReqwestTransport>,
}

/// The default transport.
pub fn transport() -> ReqwestTransport {
    ReqwestTransport::new(Timeouts::default()).unwrap()
}

impl Sandboxed {
    /// Starts the sandbox.
    pub async fn new() -> Self {
        let sandbox = fixtures::sandbox().await.unwrap();
        let clients = Clients::new(&sandbox, &transport()).unwrap();
        Self { sandbox, clients }
    }

    /// The exchanges of an operation, the oldest first.
    pub fn log(&self, vendor: &str, operation: &str) -> Vec<Exchange> {
        log(&self.sandbox, vendor, operation)
    }

    /// The exchange of an operation that was last.
    pub fn last(&self, vendor: &str, operation: &str) -> Exchange {
        self.log(vendor, operation).pop().unwrap()
    }

    /// The answer of an operation that was last, which the sandbox gave to a request without fault.
    pub fn accepted(&self, vendor: &str, operation: &str) -> serde_json::Value {
        let last = self.last(vendor, operation);
        assert_eq!(last.judgement, Judgement::Accepted, "{vendor}.{operation}");
        let answer = last.plain_answer.unwrap_or(last.answer_body);
        serde_json::from_str(&answer).unwrap()
    }

    /// Answers the next call with exactly this.
    pub fn answer_raw(&self, vendor: &str, operation: &str, status: u16, body: &[u8]) {
        let body = body.to_vec();
        let raw = Script::Raw { status, body };
        self.sandbox.answer_next(vendor, operation, raw);
    }

    /// The answer that an operation's good call is accepted with, before it is encrypted.
    pub async fn success(&self, vendor: &str, operation: &str) -> String {
        self.call(vendor, operation).await.unwrap();
        let last = self.last(vendor, operation);
        last.plain_answer.unwrap_or(last.answer_body)
    }

    /// A good call of an operation.
    pub async fn call(&self, vendor: &str, operation: &str) -> Result<String, Failed> {
        self.clients.call(vendor, operation).await.unwrap()
    }
}

/// The exchanges of an operation, the oldest first.
pub fn log(sandbox: &Sandbox, vendor: &str, operation: &str) -> Vec<Exchange> {
    let mut log = sandbox.log();
    log.retain(|each| each.vendor == vendor && each.operation.as_deref() == Some(operation));
    log
}
