//! One request at a vendor's desk: decoded, checked, answered.

use std::collections::BTreeMap;

use jiff::Timestamp;
use kpg_codegen::model::{FieldRef, Operation, Place, SessionId};

use crate::answer::{Reply, Shape, Writer};
use crate::cipher;
use crate::exchange::Finding;
use crate::received::{self, Message, Received};
use crate::rules;
use crate::script::Script;
use crate::state::{Desk, State, locked};
use crate::verify::{self, Facts};

/// A request to an operation.
pub(crate) struct Call<'a> {
    pub desk: &'a Desk,
    pub operation: &'a Operation,
    pub message: Message<'a>,
}

/// What is known of the tokens in a request.
#[derive(Default)]
struct Tickets {
    /// Those that it carries.
    carried: BTreeMap<SessionId, String>,
    /// A session whose token it lacks.
    refused: Option<SessionId>,
}

/// The answer to a request, and what is wrong with it.
pub(crate) fn serve(state: &State, call: Call<'_>) -> (Reply, Vec<Finding>) {
    let Call {
        desk,
        operation,
        message,
    } = call;
    let (vendor, credentials) = (&desk.vendor, &desk.credentials);
    let mut findings = Vec::new();
    let mut received = received::decode(vendor, operation, credentials, message, &mut findings);
    let mut tickets = Tickets::default();
    if let Some(received) = &mut received {
        cipher::open_fields(vendor, operation, credentials, received, &mut findings);
        tickets = check(state, &call, received, &mut findings);
    }
    let shape = match desk.turn() % 2 {
        0 => Shape::List,
        _ => Shape::Object,
    };
    let writer = Writer {
        vendor,
        operation,
        credentials,
        received: received.as_ref(),
        top: Shape::List,
        shape,
        to_another: false,
    };
    let reply = answer(state, desk, writer, &findings, &tickets);
    let mut tokens = locked(&desk.tokens);
    for (session, token) in &reply.tokens {
        tokens.issue(vendor, *session, token.clone());
    }
    (reply, findings)
}

fn check(
    state: &State,
    call: &Call<'_>,
    received: &mut Received,
    findings: &mut Vec<Finding>,
) -> Tickets {
    let (desk, operation) = (call.desk, call.operation);
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
    for (index, text) in verified.inputs {
        let place = Place::Input;
        received.opened(FieldRef { place, index }, text);
    }
    Tickets {
        carried: verified.tokens,
        refused: verified.refused,
    }
}

fn answer(
    state: &State,
    desk: &Desk,
    writer: Writer<'_>,
    findings: &[Finding],
    tickets: &Tickets,
) -> Reply {
    let (vendor, operation) = (writer.vendor.id.snake(), writer.operation.name.snake());
    match state.next_script(vendor, operation, findings.is_empty()) {
        Some(Script::Raw { status, body }) => Reply::plain(status, body),
        Some(Script::Code(code)) => writer.code(&code),
        Some(Script::Fault { fault, code }) => writer.fault(&fault, &code),
        Some(Script::Pending) => writer.pending(),
        Some(Script::AsList) => writer.shaped(Shape::List).success(),
        Some(Script::AsObject) => writer.shaped(Shape::Object).success(),
        Some(Script::AnotherRequest) => writer.to_another().success(),
        Some(Script::RefuseToken { code, fault }) => {
            desk.forget(&tickets.carried);
            writer.refuse_token(code.as_deref(), fault.as_deref())
        }
        None if findings.is_empty() => writer.success(),
        None => writer.refuse(findings, tickets.refused),
    }
}
