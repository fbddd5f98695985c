//! Vendors and calls as JSON, for the page and for tests in other languages.

use kpg_codegen::model::{Code, CredentialKind, Label, Operation};
use serde_json::{Value, json};

use super::known::{self, Refused};
use crate::answer::Reply;
use crate::exchange::{Exchange, Judgement};
use crate::mishap::Mishap;
use crate::state::{State, VendorState};

/// So many calls are told at once.
const MOST_CALLS: usize = 200;
/// About so many bytes they have together; one call may have more.
const MOST_BYTES: usize = 4 * 1024 * 1024;

/// Everything that does not change while it runs.
pub(super) fn vendors(state: &State) -> Value {
    let vendors: Vec<Value> = state.vendors.values().map(vendor).collect();
    let mishaps = Mishap::ALL.iter();
    let mishaps: Vec<Value> = mishaps
        .map(|(_, word, ko, en)| json!({ "word": word, "ko": ko, "en": en }))
        .collect();
    json!({ "start": state.start, "vendors": vendors, "mishaps": mishaps })
}

pub(super) fn label(label: &Label) -> Value {
    json!({ "ko": label.ko, "en": label.en })
}

fn vendor(vendor_state: &VendorState) -> Value {
    let vendor = &vendor_state.vendor;
    let operations: Vec<Value> = vendor
        .operations
        .iter()
        .map(|each| operation(vendor_state, each))
        .collect();
    let credentials: Vec<Value> = vendor_state
        .given
        .iter()
        .map(|given| {
            let text = (given.kind == CredentialKind::Text).then_some(given.text.as_str());
            json!({ "name": given.name, "label": label(&given.label), "text": text })
        })
        .collect();
    let notifications: Vec<Value> = vendor.notifications.iter().map(|notification| {
        json!({ "name": notification.name.snake(), "label": label(&notification.summary) })
    }).collect();
    json!({
        "id": vendor.id.snake(),
        "label": label(&vendor.label),
        "operations": operations,
        "credentials": credentials,
        "notifications": notifications,
    })
}

fn operation(vendor_state: &VendorState, operation: &Operation) -> Value {
    let answer = &operation.answer;
    let set = vendor_state.vendor.code_sets.get(answer.codes.0);
    let codes = set.map_or(&[][..], |set| set.codes.as_slice()).iter();
    let refusals = codes.filter(|code| !answer.accepts(&code.wire));
    let codes: Vec<Value> = refusals
        .map(|code: &Code| json!({ "code": code.wire, "label": label(&code.label) }))
        .collect();
    json!({
        "name": operation.name.snake(),
        "label": label(&operation.summary),
        "method": operation.method.as_str(),
        "address": operation.address().to_string(),
        "codes": codes,
    })
}

/// The first calls after a number, `after=12`, and whether there are more after them.
pub(super) fn calls(state: &State, query: Option<&str>) -> Value {
    let pairs = form_urlencoded::parse(query.unwrap_or_default().as_bytes());
    let after = pairs.into_iter().find(|(name, _)| name == "after");
    let after = after
        .and_then(|(_, text)| text.parse::<u64>().ok())
        .unwrap_or_default();
    let found = state.exchanges_after(after);
    let mut bytes = 0;
    let fitting = found.iter().take(MOST_CALLS).take_while(|exchange| {
        let is_first = bytes == 0;
        bytes += exchange.bytes();
        is_first || bytes <= MOST_BYTES
    });
    let calls: Vec<Value> = fitting.map(|exchange| call(exchange)).collect();
    let more = calls.len() < found.len();
    json!({ "start": state.start, "calls": calls, "more": more })
}

fn call(exchange: &Exchange) -> Value {
    let (outcome, findings) = match &exchange.judgement {
        Judgement::Accepted => ("accepted", Vec::new()),
        Judgement::Refused(findings) => {
            let findings = findings.iter().map(|finding| {
                json!({ "subject": finding.subject, "reports": finding.reports.word(), "text": finding.text })
            });
            ("refused", findings.collect())
        }
        Judgement::NoOperation(why) => (
            "no_operation",
            vec![json!({ "subject": "", "reports": "", "text": why })],
        ),
    };
    json!({
        "number": exchange.number,
        "at": exchange.at.to_string(),
        "vendor": exchange.vendor,
        "operation": exchange.operation,
        "method": exchange.method,
        "path": exchange.path,
        "headers": exchange.request_headers,
        "body": exchange.request_body,
        "outcome": outcome,
        "findings": findings,
        "notes": exchange.notes,
        "script": exchange.script,
        "status": exchange.status,
        "answer": exchange.answer_body,
        "plain_answer": exchange.plain_answer,
    })
}

/// A credential by itself, as a file has it.
pub(super) fn credential(state: &State, vendor: &str, name: &str) -> Result<Reply, Refused> {
    let vendor_state = known::vendor_state(state, vendor)?;
    let given = vendor_state.given.iter().find(|given| given.name == name);
    let given = given.ok_or_else(|| {
        (
            404,
            format!("the sandbox gave `{vendor}` no credential `{name}`"),
        )
    })?;
    Ok(Reply {
        content_type: "text/plain; charset=utf-8".to_owned(),
        ..Reply::plain(200, given.text.as_str())
    })
}
