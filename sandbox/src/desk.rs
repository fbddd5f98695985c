//! One request at a vendor's desk: decoded, checked, answered.

use axum::http::HeaderMap;
use jiff::Timestamp;
use kpg_codegen::model::Operation;

use crate::answer::{Reply, Writer};
use crate::cipher;
use crate::exchange::Finding;
use crate::received::{self, Received};
use crate::rules;
use crate::script::Script;
use crate::state::{Desk, State, locked};
use crate::verify::{self, Facts};

/// A request to an operation, as HTTP has it.
pub(crate) struct Call<'a> {
    pub desk: &'a Desk,
    pub operation: &'a Operation,
    pub headers: &'a HeaderMap,
    /// What follows a `?`; no operation takes it.
    pub query: Option<&'a str>,
    pub body: Vec<u8>,
}

/// The answer to a request, and what is wrong with it.
pub(crate) fn serve(state: &State, call: Call<'_>) -> (Reply, Vec<Finding>) {
    let Call {
        desk,
        operation,
        headers,
        query,
        body,
    } = call;
    let mut findings = Vec::new();
    if query.is_some() {
        findings.push(Finding::field("query", "the operation takes no query"));
    }
    let opened = received::opened(&desk.vendor, operation, &desk.credentials, &body);
    let mut received = received::decode(operation, headers, body, opened, &mut findings);
    if let Some(received) = &mut received {
        let (vendor, credentials) = (&desk.vendor, &desk.credentials);
        cipher::open_fields(vendor, operation, credentials, received, &mut findings);
        check(state, desk, operation, received, &mut findings);
    }
    let writer = Writer {
        vendor: &desk.vendor,
        operation,
        credentials: &desk.credentials,
        received: received.as_ref(),
    };
    let reply = answer(state, writer, &findings);
    let mut tokens = locked(&desk.tokens);
    for (session, token) in &reply.tokens {
        tokens.issue(*session, token.clone());
    }
    (reply, findings)
}

fn check(
    state: &State,
    desk: &Desk,
    operation: &Operation,
    received: &Received,
    findings: &mut Vec<Finding>,
) {
    findings.extend(rules::check(&desk.vendor, operation, received));
    let verified = verify::verify(Facts {
        vendor: &desk.vendor,
        operation,
        credentials: &desk.credentials,
        received,
        tokens: &desk.tokens_alive(),
        now: (!state.any_clock).then(Timestamp::now),
    });
    findings.extend(verified.findings);
    if findings.is_empty() {
        desk.spend(&verified.tokens);
    }
}

fn answer(state: &State, writer: Writer<'_>, findings: &[Finding]) -> Reply {
    let (vendor, operation) = (writer.vendor.id.snake(), writer.operation.name.snake());
    match state.next_script(vendor, operation, findings.is_empty()) {
        Some(Script::Raw { status, body }) => Reply::plain(status, body),
        Some(Script::Code(code)) => writer.code(&code),
        Some(Script::Fault { fault, code }) => writer.fault(&fault, &code),
        Some(Script::Pending) => writer.pending(),
        None if findings.is_empty() => writer.success(),
        None => writer.refuse(findings),
    }
}
