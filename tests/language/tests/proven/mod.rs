//! Answers that prove where they come from: which are believed, and what is known of the others.

mod calls;
mod forged;

use std::time::Duration;

use crate::support::{
    Canned, Script, Unused, body, list, prepared, published, sandbox, source, text, vectors,
};
use kpg_language::proven::{
    Approve, ApproveAnswer, Balance, Cancel, Client, ClientBuilder, Confirm, Credentials,
    Environment, Kind, Look, Receipt, ResultCode,
};
use kpg_runtime::{
    CallError, Completion, ErrorKind, HttpAnswer, Operation, Outcome, Resolution, Retry,
    StillUnknown,
};
use kpg_sandbox::{ProofFlaw, Script as Answers};
use proptest::prelude::*;
use serde_json::{Value, json};

fn credentials(secret_key: &str) -> Credentials {
    let mid = vectors("proven")["mid"].as_str().unwrap().to_owned();
    let credentials = Credentials::builder().mid(mid).secret_key(secret_key);
    credentials.build().unwrap()
}

fn builder_at(environment: Environment) -> ClientBuilder {
    let vectors = vectors("proven");
    let credentials = credentials(text(&vectors, "secret_key"));
    let builder = Client::builder(environment, credentials).unwrap();
    builder.source(source(vectors["clock_ms"].as_u64().unwrap()))
}

fn client() -> Client<Unused> {
    builder_at(Environment::Test).build_with(Unused)
}

fn approve(tid: &str) -> Approve {
    Approve::builder().tid(tid).amount(1004).build().unwrap()
}

fn cancel(reason: Option<&str>) -> Cancel {
    let builder = Cancel::builder().amount(1004).stored_amount(5020);
    match reason {
        Some(reason) => builder.reason(reason).build().unwrap(),
        None => builder.build().unwrap(),
    }
}

/// The answer that accepts an approval, with the right proof.
fn approved() -> Value {
    let mut answer = vectors("proven")["approved"].clone();
    answer["resultCode"] = "0000".into();
    answer["amount"] = 1004.into();
    answer["cardNo"] = "4111-1111".into();
    answer
}

/// The answer that accepts or refuses a cancel, with the right proof.
fn cancelled(case: &Value) -> Value {
    let mut answer = json!({ "resultCode": case["code"], "hash": case["hash"] });
    if !case["message"].is_null() {
        answer["message"] = case["message"].clone();
    }
    if !case["cancel_id"].is_null() {
        answer["data"] = json!({ "cancelId": case["cancel_id"] });
    }
    answer
}

type Read<O> = Result<<O as Operation>::Verdict, CallError<<O as Operation>::Code>>;

/// What a client that sent the request reads in an answer to it.
fn read_of<O: Operation<Settings = kpg_language::proven::Settings>>(
    request: &O,
    status: u16,
    answer: &str,
) -> Read<O> {
    let client = client();
    let sent = prepared(client.core(), request);
    let answer = HttpAnswer::new(status, answer).in_reply_to(&sent);
    client.core().interpret(request, &answer)
}

fn read(answer: &Value) -> Result<Completion<ApproveAnswer>, CallError<ResultCode>> {
    read_of(&approve("T-1"), 200, &answer.to_string())
}

fn unproven<T: std::fmt::Debug>(read: Result<T, CallError<ResultCode>>) -> CallError<ResultCode> {
    let error = read.expect_err("nobody believes it");
    assert_eq!(error.kind(), ErrorKind::Unproven, "{error}");
    assert_eq!(error.outcome(), Outcome::Unknown);
    assert_eq!(error.refusal(), None);
    error
}

#[test]
fn an_answer_with_the_right_proof_is_believed() {
    let Completion::Done(answer) = read(&approved()).unwrap() else {
        panic!("it is done")
    };
    assert_eq!((answer.tid.as_str(), answer.amount), ("T-1", 1004));
    // What is signed is the text, however JSON writes the value.
    let mut quoted = approved();
    quoted["amount"] = "1004".into();
    let _done = read(&quoted).unwrap();
    // What the proof does not cover may be another.
    let mut other = approved();
    other["cardNo"] = "5111-1111".into();
    let _done = read(&other).unwrap();
    for case in list(&vectors("proven")["cancels"]) {
        let request = cancel(case["reason"].as_str());
        let read = read_of(&request, 200, &cancelled(case).to_string());
        match text(case, "code") {
            "0000" => assert_eq!(read.unwrap().cancel_id, text(case, "cancel_id")),
            _ => {
                let error = read.unwrap_err();
                assert_eq!(error.refusal(), Some(&ResultCode::Declined), "{error}");
            }
        }
    }
}

#[test]
fn proofs_are_those_that_a_vendor_publishes() {
    for vector in published("approve response / webhook signature (verify)") {
        let given = &vector["inputs"];
        let answer = json!({
            "resultCode": "0000", "tid": given["tid"], "amount": given["amount"],
            "ediDate": given["ediDate"], "signature": vector["expected"],
        });
        let credentials = credentials(text(given, "secretKey"));
        let client = Client::builder(Environment::Test, credentials).unwrap();
        let client = client.build_with(Unused);
        let request = approve(text(given, "tid"));
        let answer = HttpAnswer::new(200, answer.to_string());
        let _done = client.core().interpret(&request, &answer).unwrap();
    }
}

#[test]
fn a_proof_is_made_in_the_order_that_the_time_of_the_request_chooses() {
    for case in list(&vectors("proven")["confirmations"]) {
        let vectors = vectors("proven");
        let client = Client::builder(Environment::Test, credentials(text(&vectors, "secret_key")));
        let client = client
            .unwrap()
            .source(source(case["clock_ms"].as_u64().unwrap()));
        let client = client.build_with(Unused);
        let request = Confirm::builder().auth_token("TOKEN").build().unwrap();
        let sent = prepared(client.core(), &request);
        let answer = |proof: &str| {
            let answer = json!({
                "resultCode": "0000", "MOID": "O-1", "TotPrice": "1004", "authSignature": proof,
            });
            HttpAnswer::new(200, answer.to_string())
        };
        let right = answer(text(case, "proof"));
        let told = right.clone().in_reply_to(&sent);
        client.core().interpret(&request, &told).unwrap();
        // Nine of the ten are for another time.
        for other in list(&vectors["confirmations"]) {
            if other != case {
                let answer = answer(text(other, "proof")).in_reply_to(&sent);
                unproven(client.core().interpret(&request, &answer));
            }
        }
        // An answer that was not told its request cannot be checked, and so is not believed.
        let error = unproven(client.core().interpret(&request, &right));
        assert_eq!(error.problems()[0].path, "request.timestamp");
        assert!(error.to_string().contains("in_reply_to"), "{error}");
    }
}

#[test]
fn a_text_that_chooses_no_recipe_proves_nothing() {
    let receipts = &vectors("proven")["receipts"];
    let receipt = receipt(Kind::Full, "WEB");
    let answer = |algorithm: &str, proof: &Value| json!({ "code": "0000", "receiptNo": "R-1", "algorithm": algorithm, "proof": proof });
    for algorithm in ["SHA256", "HMAC"] {
        let answer = answer(algorithm, &receipts[algorithm]).to_string();
        read_of(&receipt, 200, &answer).unwrap();
    }
    for (algorithm, proof) in [
        ("SHA256", &receipts["HMAC"]),
        ("HMAC", &receipts["SHA256"]),
        ("sha256", &receipts["SHA256"]),
        ("MD5", &receipts["SHA256"]),
        ("", &receipts["SHA256"]),
    ] {
        unproven(read_of(
            &receipt,
            200,
            &answer(algorithm, proof).to_string(),
        ));
    }
    // Hexadecimal digits are compared in the case in which the vendor writes them.
    let lower = receipts["SHA256"].as_str().unwrap().to_lowercase();
    unproven(read_of(
        &receipt,
        200,
        &answer("SHA256", &lower.into()).to_string(),
    ));
}

fn receipt(kind: Kind, channel: &str) -> Receipt {
    let builder = Receipt::builder().tid("T-1").kind(kind).amount(1004);
    builder.channel(channel).build().unwrap()
}

#[test]
fn a_request_is_signed_by_the_recipe_that_a_field_chooses_or_not_sent() {
    let vectors = vectors("proven");
    for (kind, name) in [(Kind::Full, "FULL"), (Kind::Part, "PART")] {
        for channel in ["WEB", "APP"] {
            let sent = prepared(client().core(), &receipt(kind, channel));
            let sent: Value = serde_json::from_str(&body(&sent)).unwrap();
            assert_eq!(sent["signature"], vectors["kinds"][name]);
            assert_eq!(sent["channelSignature"], vectors["channels"][channel]);
        }
    }
    let error = client()
        .core()
        .prepare(&receipt(Kind::Full, "TV"), None)
        .unwrap_err();
    assert_eq!(
        (error.kind(), error.outcome()),
        (ErrorKind::Prepare, Outcome::NotSent)
    );
    assert!(error.to_string().contains("no recipe is known"), "{error}");
}
