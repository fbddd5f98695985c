//! One request to a vendor: decoded, checked, answered.

use std::collections::BTreeMap;

use jiff::Timestamp;
use kpg_codegen::model::{Cipher, FieldRef, Operation, Place, Placed, Request, SessionId};

use crate::answer::spoiled::spoiled;
use crate::answer::{Reply, Shape, Writer};
use crate::exchange::{self, Finding};
use crate::form_page;
use crate::received::{self, KeysOf, Message, Received};
use crate::remembered::Remembered;
use crate::route::Asked;
use crate::rules;
use crate::script::Script;
use crate::script_words::SCRIPT_HEADER;
use crate::state::{State, VendorState, locked};
use crate::verify::{self, Facts};

/// A request to an operation, or a form that a browser posts.
pub(crate) struct Call<'a> {
    pub vendor_state: &'a VendorState,
    pub asked: Asked<'a>,
    pub message: Message<'a>,
}

/// What is known of the tokens in a request.
#[derive(Default)]
struct RequestTokens {
    /// Those that it carries.
    carried: BTreeMap<SessionId, String>,
    /// A session whose token it lacks.
    refused: Option<SessionId>,
}

/// What came of a request.
pub(crate) struct Served<'a> {
    pub request: &'a Request,
    pub reply: Reply,
    /// What is wrong with the request.
    pub findings: Vec<Finding>,
    /// What whoever calls should know.
    pub notes: Vec<String>,
    /// The script that decided the answer.
    pub script: Option<Script>,
}

/// A request as that of one operation or form, and how well it fits.
struct Examined<'a> {
    call: Call<'a>,
    received: Option<Received>,
    request_tokens: RequestTokens,
    findings: Vec<Finding>,
    /// How many fields lack the constant that such requests have there.
    other_constants: usize,
}

/// Answers a request that can be each of these: as the one that it fits best, for which the constants count first.
pub(crate) fn serve<'a>(
    state: &State,
    calls: impl Iterator<Item = Call<'a>>,
    scripted: Option<Script>,
) -> Option<Served<'a>> {
    let examined = calls.map(|call| examine(state, call));
    let best = examined.min_by_key(|one| (one.other_constants, one.findings.len()))?;
    let Examined {
        call: Call {
            vendor_state,
            asked,
            ..
        },
        received,
        request_tokens,
        findings,
        other_constants: _,
    } = best;
    let findings = exchange::first(findings);
    let request = asked.request();
    let operation = match asked {
        Asked::Form(form) => {
            return Some(Served {
                request,
                reply: form_page::page(form, &findings),
                findings,
                notes: Vec::new(),
                script: None,
            });
        }
        Asked::Operation(operation) => operation,
    };
    if let Some(why) = scripted.as_ref().and_then(|one| one.fits(operation).err()) {
        let subject = SCRIPT_HEADER;
        return Some(Served {
            request,
            reply: Reply::note(400, &format!("the header `{subject}`: {why}")),
            findings: vec![Finding::field(subject, why)],
            notes: Vec::new(),
            script: None,
        });
    }
    // What is found out about the records holds until the request is carried out: no other one comes in between.
    let _turn = vendor_state.in_turn();
    let remembered = match &received {
        Some(received) if findings.is_empty() && state.keeps_records => {
            vendor_state.remembered(operation, received)
        }
        _ => Remembered::default(),
    };
    let findings = match findings.is_empty() {
        true => remembered.findings(),
        false => findings,
    };
    let fits = |script: &Script| findings.is_empty() || script.answers_anything();
    // One that the call brings concerns this call alone, and so does that it does not fit.
    let script = match scripted {
        Some(script) => Some(script).filter(fits),
        None => {
            let names = (vendor_state.vendor.id.snake(), request.name.snake());
            state.next_script(names.0, names.1, findings.is_empty())
        }
    };
    let notes = remembered.notes();
    let judged = Judged {
        findings: &findings,
        request_tokens: &request_tokens,
        script: script.as_ref(),
    };
    let reply = reply(
        (vendor_state, operation),
        received.as_ref(),
        judged,
        remembered,
    );
    Some(Served {
        request,
        reply,
        findings,
        notes,
        script,
    })
}

/// What was found out about a request, and what is to be answered.
#[derive(Clone, Copy)]
struct Judged<'j> {
    findings: &'j [Finding],
    request_tokens: &'j RequestTokens,
    script: Option<&'j Script>,
}

/// What an operation answers.
fn reply(
    (vendor_state, operation): (&VendorState, &Operation),
    received: Option<&Received>,
    judged: Judged<'_>,
    mut remembered: Remembered,
) -> Reply {
    let Judged {
        findings,
        request_tokens,
        script,
    } = judged;
    if findings.is_empty() {
        vendor_state.spend(&request_tokens.carried);
    }
    if script == Some(&Script::Pending) {
        remembered.pend();
    }
    let told = remembered.answer_members(&vendor_state.vendor, operation);
    let shape = match vendor_state.turn() % 2 {
        0 => Shape::List,
        _ => Shape::Object,
    };
    let writer = Writer {
        vendor: &vendor_state.vendor,
        operation,
        credentials: &vendor_state.credentials,
        received,
        top: Shape::List,
        shape,
        to_another: false,
        flaw: None,
        detail: None,
        with: None,
        told: &told,
    };
    let reply = answer(vendor_state, writer, judged, &remembered);
    if findings.is_empty() && script.is_none_or(Script::carries_out) {
        vendor_state.carry_out(operation, remembered, &reply);
    }
    let reply = match script {
        Some(Script::Mishap(mishap)) => spoiled(reply, *mishap),
        _ => reply,
    };
    let mut tokens = locked(&vendor_state.tokens);
    for (session, token) in &reply.tokens {
        tokens.issue(&vendor_state.vendor, *session, token.clone());
    }
    reply
}

/// Reads a request as that of one operation or form. It changes nothing.
fn examine<'a>(state: &State, call: Call<'a>) -> Examined<'a> {
    let Call {
        vendor_state,
        asked,
        message,
    } = call;
    let Inspected {
        received,
        request_tokens,
        findings,
    } = inspect(state, (vendor_state, asked.request()), message);
    let lacks = |placed: &Placed<'_>| {
        let there = received
            .as_ref()
            .and_then(|received| received.wire(placed.at));
        let constant = placed.field.constant();
        constant.is_some_and(|constant| there != Some(constant))
    };
    let sent = asked.request().placed_fields();
    let sent = sent.filter(|placed| placed.at.place.is_sent());
    let other_constants = sent.filter(lacks).count();
    Examined {
        call,
        received,
        request_tokens,
        findings,
        other_constants,
    }
}

/// What arrived, and what is wrong with it.
struct Inspected {
    received: Option<Received>,
    request_tokens: RequestTokens,
    findings: Vec<Finding>,
}

/// Reads what arrived as one request. It changes nothing.
fn inspect(
    state: &State,
    (vendor_state, request): (&VendorState, &Request),
    message: Message<'_>,
) -> Inspected {
    let mut findings = Vec::new();
    let keys = |shown: &Received, cipher: &Cipher| {
        verify::keys_of(head_facts((vendor_state, request), shown), cipher)
    };
    let decoding = (&vendor_state.credentials, &keys as &KeysOf<'_>);
    let mut received = received::decode(
        &vendor_state.vendor,
        request,
        decoding,
        message,
        &mut findings,
    );
    let mut request_tokens = RequestTokens::default();
    if let Some(received) = &mut received {
        open_fields((vendor_state, request), received, &mut findings);
        request_tokens = check(state, (vendor_state, request), received, &mut findings);
    }
    Inspected {
        received,
        request_tokens,
        findings,
    }
}

/// What arrived as one request, right or wrong; nothing where it cannot be decoded. It changes nothing.
pub(crate) fn received(
    state: &State,
    asked: (&VendorState, &Request),
    message: Message<'_>,
) -> Option<Received> {
    inspect(state, asked, message).received
}

/// What is known of a request before anything of it is verified.
fn head_facts<'f>(
    (vendor_state, request): (&'f VendorState, &'f Request),
    received: &'f Received,
) -> Facts<'f> {
    static NO_TOKENS: BTreeMap<SessionId, Vec<String>> = BTreeMap::new();
    Facts {
        vendor: &vendor_state.vendor,
        operation: request,
        credentials: &vendor_state.credentials,
        received,
        tokens: &NO_TOKENS,
        now: None,
    }
}

/// Decrypts what arrived encrypted.
fn open_fields(
    (vendor_state, request): (&VendorState, &Request),
    received: &mut Received,
    findings: &mut Vec<Finding>,
) {
    let (opened, problems) = verify::opened_fields(head_facts((vendor_state, request), received));
    findings.extend(problems);
    for (at, plain) in opened {
        received.opened(at, plain);
    }
}

fn check(
    state: &State,
    (vendor_state, operation): (&VendorState, &Request),
    received: &mut Received,
    findings: &mut Vec<Finding>,
) -> RequestTokens {
    findings.extend(rules::check(&vendor_state.vendor, operation, received));
    let verified = verify::verify(Facts {
        vendor: &vendor_state.vendor,
        operation,
        credentials: &vendor_state.credentials,
        received,
        tokens: &vendor_state.tokens_alive(),
        now: (!state.any_clock).then(Timestamp::now),
    });
    findings.extend(verified.findings);
    for (index, text) in verified.inputs {
        let place = Place::Input;
        received.opened(FieldRef { place, index }, text);
    }
    let (vendor, name) = (vendor_state.vendor.id.snake(), operation.name.snake());
    for (index, input) in operation.inputs.iter().enumerate() {
        let at = FieldRef {
            place: Place::Input,
            index,
        };
        if received.text(at).is_none()
            && let Some(text) = state.known_input(vendor, name, &input.wire)
        {
            received.opened(at, Some(text));
        }
    }
    RequestTokens {
        carried: verified.tokens,
        refused: verified.refused,
    }
}

fn answer(
    vendor_state: &VendorState,
    writer: Writer<'_>,
    judged: Judged<'_>,
    remembered: &Remembered,
) -> Reply {
    let Judged {
        findings,
        request_tokens,
        script,
    } = judged;
    let usual = || match (findings, remembered) {
        ([], Remembered::Answered { reply, .. }) => reply.as_ref().clone(),
        ([], _) => writer.success(),
        (_, Remembered::Refused(violations)) => {
            let code = violations.iter().find_map(|one| one.code.as_deref());
            writer.refuse_for_records(findings, code)
        }
        _ => writer.refuse(findings, request_tokens.refused),
    };
    match script {
        // What happens to the answer on its way comes later.
        None | Some(Script::Mishap(_)) => usual(),
        Some(Script::Raw { status, body }) => Reply::plain(*status, body.as_slice()),
        Some(Script::Code(code)) => writer.code(code),
        Some(Script::Detail { code, detail }) => writer.detailed(detail).code(code),
        Some(Script::Fault { fault, code }) => writer.fault(fault, code),
        Some(Script::Pending) => writer.pending(),
        Some(Script::AsList) => writer.shaped(Shape::List).success(),
        Some(Script::AsObject) => writer.shaped(Shape::Object).success(),
        Some(Script::AnotherRequest) => writer.to_another().success(),
        Some(Script::With(members)) => writer.with(members).success(),
        Some(Script::Unproven { flaw, code }) => {
            let writer = writer.flawed(*flaw);
            match code {
                Some(code) => writer.code(code),
                None => writer.success(),
            }
        }
        Some(Script::RefuseToken { code, fault }) => {
            vendor_state.forget(&request_tokens.carried);
            writer.refuse_token(code.as_deref(), fault.as_deref())
        }
    }
}
