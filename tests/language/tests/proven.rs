//! Answers that prove where they come from: which are believed, and what is known of the others.

use std::time::Duration;

use crate::support::{
    Canned, Script, Unused, body, list, prepared, published, sandbox, source, text, vectors,
};
use kpg_language::proven::{
    Approve, ApproveAnswer, Balance, Cancel, Client, ClientBuilder, Confirm, Credentials,
    Environment, Kind, Look, Receipt, ResultCode,
};
use kpg_runtime::{
    Choice as _, Completion, Error, ErrorKind, HttpAnswer, Operation, Outcome, Resolution, Retry,
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

type Read<O> = Result<<O as Operation>::Verdict, Error<<O as Operation>::Code>>;

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

fn read(answer: &Value) -> Result<Completion<ApproveAnswer>, Error<ResultCode>> {
    read_of(&approve("T-1"), 200, &answer.to_string())
}

fn unproven<T: std::fmt::Debug>(read: Result<T, Error<ResultCode>>) -> Error<ResultCode> {
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

/// Answers with a proof that is not theirs, and the member with which it fails.
fn forged() -> Vec<(&'static str, Value, &'static str)> {
    let vectors = vectors("proven");
    let with = |name: &str, value: Value| {
        let mut answer = approved();
        answer[name] = value;
        answer
    };
    let without = |name: &str| {
        let mut answer = approved();
        answer.as_object_mut().unwrap().remove(name);
        answer
    };
    let right = approved()["signature"].as_str().unwrap().to_owned();
    let cut = right.strip_suffix('5').unwrap().to_owned();
    vec![
        ("no proof", without("signature"), "signature"),
        ("null", with("signature", Value::Null), "signature"),
        ("an empty proof", with("signature", "".into()), "signature"),
        ("a blank proof", with("signature", " ".into()), "signature"),
        ("a list", with("signature", json!([right])), "signature"),
        (
            "an object",
            with("signature", json!({ "is": right })),
            "signature",
        ),
        ("a number", with("signature", 1.into()), "signature"),
        (
            "capitals",
            with("signature", right.to_uppercase().into()),
            "signature",
        ),
        (
            "a blank behind it",
            with("signature", format!("{right} ").into()),
            "signature",
        ),
        (
            "more than it",
            with("signature", format!("{right}00").into()),
            "signature",
        ),
        ("less than it", with("signature", cut.into()), "signature"),
        (
            "another key",
            with("signature", vectors["other_key"].clone()),
            "signature",
        ),
        (
            "another payment",
            with("signature", vectors["other_payment"].clone()),
            "signature",
        ),
        ("another amount", with("amount", 1005.into()), "signature"),
        (
            "zeros before it",
            with("amount", "01004".into()),
            "signature",
        ),
        ("a fraction", with("amount", json!(1004.0)), "amount"),
        ("a list of it", with("amount", json!([1004])), "amount"),
        ("no amount", without("amount"), "amount"),
        ("null for it", with("amount", Value::Null), "amount"),
        (
            "another time",
            with("ediDate", "2022-11-08T12:08:14.609+0900".into()),
            "signature",
        ),
        (
            "another transaction",
            with("tid", "T-2".into()),
            "signature",
        ),
    ]
}

#[test]
fn a_wrong_or_missing_proof_is_never_a_yes() {
    for (name, answer, member) in forged() {
        for code in ["0000", "0001"] {
            let mut answer = answer.clone();
            answer["resultCode"] = code.into();
            let error = unproven(read(&answer));
            assert_eq!(error.problems().len(), 1, "{name}");
            assert_eq!(error.problems()[0].path, member, "{name}");
            // Nothing that the vendor may have said is hidden, and nothing is believed.
            assert_eq!(error.code().unwrap().as_str(), code, "{name}");
            assert_eq!(error.body(), answer.to_string().as_bytes());
            assert!(!error.is_safe_to_repeat());
        }
    }
}

#[test]
fn a_refusal_with_a_wrong_proof_is_no_refusal() {
    for (name, answer, _) in forged() {
        let mut refusal = answer.clone();
        refusal["resultCode"] = "9001".into();
        let has_proof = !matches!(
            name,
            "no proof" | "null" | "an empty proof" | "a blank proof"
        );
        match has_proof {
            true => drop(unproven(read(&refusal))),
            // This vendor proves answers that accept, and no others.
            false => assert_eq!(
                read(&refusal).unwrap_err().outcome(),
                Outcome::Refused,
                "{name}"
            ),
        }
    }
    let mut right = approved();
    right["resultCode"] = "9001".into();
    assert_eq!(
        read(&right).unwrap_err().refusal(),
        Some(&ResultCode::Declined)
    );
    // Where it proves all of them, a refusal without a proof is none either.
    for case in list(&vectors("proven")["cancels"]) {
        let request = cancel(case["reason"].as_str());
        for proof in [Value::Null, "".into(), "AAAA".into(), Value::from(0)] {
            let mut answer = cancelled(case);
            answer["hash"] = proof;
            unproven(read_of(&request, 200, &answer.to_string()));
            unproven(read_of(&request, 400, &answer.to_string()));
        }
    }
}

#[test]
fn a_proof_over_the_request_is_no_proof_for_another_one() {
    for case in list(&vectors("proven")["cancels"]) {
        let answer = cancelled(case).to_string();
        let builder = || Cancel::builder().amount(1004).stored_amount(5020);
        for other in [
            Cancel::builder()
                .amount(1005)
                .stored_amount(5020)
                .reason("변심")
                .build(),
            Cancel::builder()
                .amount(1004)
                .stored_amount(5021)
                .reason("변심")
                .build(),
            builder().reason("다른 변심").build(),
        ] {
            unproven(read_of(&other.unwrap(), 200, &answer));
        }
    }
}

/// The answer that accepts, with other members.
fn with(edits: &[(&str, Value)]) -> Value {
    let mut answer = approved();
    for (name, value) in edits {
        answer[name] = value.clone();
    }
    answer
}

#[test]
fn a_proof_is_checked_before_the_code_the_status_and_what_is_repeated() {
    // What an answer is with the right proof; with a wrong one it is nothing.
    for (status, edits, kind) in [
        (500, vec![], ErrorKind::Contradiction),
        (200, vec![("resultCode", "X".into())], ErrorKind::Unreadable),
        (200, vec![("resultCode", "".into())], ErrorKind::Unreadable),
        (
            200,
            vec![("resultCode", json!(["0000"]))],
            ErrorKind::Unreadable,
        ),
        (200, vec![("resultCode", "9001".into())], ErrorKind::Refused),
        (
            200,
            vec![("error", json!({ "code": "G500" }))],
            ErrorKind::Unreadable,
        ),
        (
            400,
            vec![
                ("resultCode", Value::Null),
                ("error", json!({ "code": "G500" })),
            ],
            ErrorKind::Refused,
        ),
        (
            200,
            vec![
                ("tid", "T-2".into()),
                ("signature", vectors("proven")["other_payment"].clone()),
            ],
            ErrorKind::Mismatch,
        ),
    ] {
        let request = approve("T-1");
        let mut answer = with(&edits);
        if kind == ErrorKind::Unreadable && status == 200 && edits[0].0 == "error" {
            // It accepts, on a status with which the fault does not count.
            let _done = read_of(&request, status, &answer.to_string()).unwrap();
        } else {
            let error = read_of(&request, status, &answer.to_string()).unwrap_err();
            assert_eq!(error.kind(), kind, "{error}");
        }
        answer["signature"] = "00".into();
        unproven(read_of(&request, status, &answer.to_string()));
    }
}

#[test]
fn a_fault_without_a_proof_is_what_it_was() {
    let fault = json!({ "error": { "code": "G500" } }).to_string();
    for error in [
        read_of(&approve("T-1"), 400, &fault).unwrap_err(),
        read_of(&cancel(None), 400, &fault).unwrap_err(),
    ] {
        assert_eq!(error.outcome(), Outcome::Refused, "{error}");
    }
    // What is no answer of the vendor's at all is unreadable, and not unproven.
    for body in ["", "<html>", "[]", "{}", r#"{"resultCode":"0000""#] {
        let error = read_of(&cancel(None), 200, body).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Unreadable, "{body}");
    }
}

#[test]
fn nothing_shows_what_the_proof_should_have_been() {
    let right = approved()["signature"].as_str().unwrap().to_owned();
    let secret = vectors("proven")["secret_key"].as_str().unwrap().to_owned();
    let error = unproven(read(&with(&[("signature", "00".into())])));
    let mut shown = vec![
        error.to_string(),
        format!("{error:?}"),
        format!("{error:#?}"),
    ];
    shown.push(error.masked_body().to_string());
    let mut source = std::error::Error::source(&error);
    while let Some(cause) = source {
        shown.push(format!("{cause} {cause:?}"));
        source = cause.source();
    }
    for text in shown {
        assert!(!text.contains(&right) && !text.contains(&secret), "{text}");
        assert!(!text.contains("4111"), "{text}");
    }
    assert_eq!(
        error.to_string(),
        "proven.approve: outcome unknown, the answer does not prove that it is the vendor's, HTTP 200, code 0000; \
         signature: expected the proof of this answer, found another one"
    );
}

fn digits(text: &str) -> impl Strategy<Value = String> + use<> {
    let text = text.to_owned();
    (0..text.len(), any::<u8>()).prop_map(move |(at, change)| {
        let mut bytes = text.clone().into_bytes();
        bytes[at] = b"0123456789abcdefABCDEF+/=-_ "[usize::from(change) % 28];
        String::from_utf8(bytes).unwrap()
    })
}

proptest! {
    #[test]
    fn another_proof_is_never_believed(proof in digits(text(&vectors("proven")["approved"], "signature"))) {
        let right = approved()["signature"] == proof.as_str();
        let read = read(&with(&[("signature", proof.into())]));
        prop_assert_eq!(read.is_ok(), right);
        if let Err(error) = read {
            prop_assert_eq!(error.kind(), ErrorKind::Unproven);
        }
    }

    #[test]
    fn other_members_are_never_believed(
        member in prop::sample::select(vec!["tid", "amount", "ediDate", "signature"]),
        value in prop_oneof![
            any::<String>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<bool>().prop_map(Value::from),
            any::<f64>().prop_map(Value::from),
            Just(Value::Null),
            any::<Vec<u8>>().prop_map(Value::from),
        ],
        code in prop::sample::select(vec!["0000", "0001", "9001", "X"]),
    ) {
        let answer = with(&[(member, value.clone()), ("resultCode", code.into())]);
        let same = answer[member] == approved()[member];
        let nothing = member == "signature"
            && (value.is_null() || value.as_str().is_some_and(|text| text.trim().is_empty()));
        let read = read(&answer);
        prop_assert!(same || read.is_err());
        if let (false, false, Err(error)) = (same, nothing, read) {
            prop_assert_eq!(error.kind(), ErrorKind::Unproven);
        }
    }

    #[test]
    fn a_proof_by_another_key_is_never_believed(key in digits(text(&vectors("proven"), "secret_key"))) {
        let right = vectors("proven")["secret_key"] == key.as_str();
        let client = Client::builder(Environment::Test, credentials(&key)).unwrap();
        let client = client.source(source(vectors("proven")["clock_ms"].as_u64().unwrap()));
        let client = client.build_with(Unused);
        let answer = HttpAnswer::new(200, approved().to_string());
        prop_assert_eq!(client.core().interpret(&approve("T-1"), &answer).is_ok(), right);
        for case in list(&vectors("proven")["cancels"]) {
            let request = cancel(case["reason"].as_str());
            let sent = prepared(client.core(), &request);
            let answer = HttpAnswer::new(200, cancelled(case).to_string()).in_reply_to(&sent);
            let read = client.core().interpret(&request, &answer);
            let is_proven = read.as_ref().err().is_none_or(|error| error.kind() != ErrorKind::Unproven);
            prop_assert_eq!(is_proven, right);
        }
    }
}

#[tokio::test]
async fn a_call_whose_answer_is_not_proven_is_made_once() {
    const FORGED: &str =
        r#"{"resultCode":"0000","tid":"T-1","amount":1004,"ediDate":"x","signature":"00"}"#;
    const MISSING: &str = r#"{"resultCode":"0000","tid":"T-1","amount":1004,"ediDate":"x"}"#;
    for body in [FORGED, MISSING] {
        let script = Script::new([Canned::Answer(200, body), Canned::Answer(200, body)]);
        let retry = Retry::attempts(3).backoff(Duration::ZERO, Duration::ZERO);
        let client = builder_at(Environment::Test).retry(retry);
        let client = client.build_with(script.clone());
        let error = unproven(client.approve(&approve("T-1")).await);
        assert_eq!((error.attempts(), script.left()), (1, 1));
    }
}

fn form(status: &str, proof: &Value) -> String {
    let approved = approved();
    format!(
        "resultCode=0000&tid=T-1&amount=1004&ediDate={}&status={status}&signature={}",
        text(&approved, "ediDate").replace('+', "%2B"),
        proof.as_str().unwrap()
    )
}

#[test]
fn an_inquiry_that_is_not_proven_tells_nothing() {
    let look = Look::builder().tid("T-1").build().unwrap();
    let right = &approved()["signature"];
    assert_eq!(
        read_of(&look, 200, &form("PAID", right)).unwrap().status,
        "PAID"
    );
    unproven(read_of(&look, 200, &form("PAID", &"00".into())));
}

#[tokio::test]
async fn what_became_of_a_request_stays_unknown_where_the_inquiry_is_not_proven() {
    let request = approve("T-1");
    for (status, proof, settled) in [
        ("PAID", &approved()["signature"], true),
        ("FAILED", &approved()["signature"], true),
        ("FAILED", &Value::from("00"), false),
        ("PAID", &Value::from("00"), false),
        ("FAILED", &Value::from(""), false),
    ] {
        let answer: &'static str = form(status, proof).leak();
        let script = Script::new([Canned::Answer(200, answer)]);
        let client = builder_at(Environment::Test).build_with(script);
        match client.resolve_approve(&request).await {
            Resolution::Unknown(StillUnknown::Failed(error)) => {
                assert!(!settled);
                assert_eq!(error.kind(), ErrorKind::Unproven);
            }
            Resolution::Done(_) => assert!(settled && status == "PAID"),
            Resolution::Refused(_) => assert!(settled && status == "FAILED"),
            other => panic!("{other:?}"),
        }
    }
}

fn token(token: &str, proof: &Value) -> Canned {
    let answer = json!({ "code": "0000", "access_token": token, "proof": proof });
    Canned::Answer(200, answer.to_string().leak())
}

fn balance(status: u16, code: &str, proof: &Value) -> Canned {
    let answer = json!({ "code": code, "won": 5, "proof": proof });
    Canned::Answer(status, answer.to_string().leak())
}

#[tokio::test]
async fn a_token_that_is_not_proven_is_not_used() {
    let tokens = &vectors("proven")["tokens"];
    for proof in [&tokens["TOKEN2"], &Value::Null] {
        let script = Script::new([token("TOKEN1", proof), Canned::NotSent]);
        let client = builder_at(Environment::Test).build_with(script.clone());
        let error = client.balance(&Balance::new()).await.unwrap_err();
        assert_eq!(
            (error.kind(), error.outcome()),
            (ErrorKind::Session, Outcome::NotSent)
        );
        assert_eq!(script.left(), 1);
    }
}

#[tokio::test]
async fn a_token_is_refused_only_by_an_answer_that_proves_it() {
    let vectors = vectors("proven");
    let (tokens, proofs) = (&vectors["tokens"], &vectors["balances"]);
    let (wrong, none) = (Value::from("00"), Value::Null);
    for (refusal, repeats) in [
        (balance(200, "T401", &proofs["T401"]), true),
        (balance(200, "T401", &wrong), false),
        (balance(200, "T401", &none), false),
        (balance(401, "T401", &wrong), false),
        (balance(401, "X", &none), false),
        // No answer in the operation's shape: what the status says is documented.
        (Canned::Answer(401, ""), true),
        (Canned::Answer(401, "<html>"), true),
    ] {
        let script = Script::new([
            token("TOKEN1", &tokens["TOKEN1"]),
            refusal,
            token("TOKEN2", &tokens["TOKEN2"]),
            balance(200, "0000", &proofs["0000"]),
        ]);
        let client = builder_at(Environment::Test).build_with(script.clone());
        match client.balance(&Balance::new()).await {
            Ok(answer) => assert!(repeats && answer.won == 5),
            Err(error) => {
                assert!(!repeats, "{error}");
                unproven::<()>(Err(error));
                assert_eq!(script.left(), 2);
            }
        }
    }
}

/// The sandbox in the vendor's place, which signs by the same spec with code of its own.
async fn vendor() -> (kpg_sandbox::Sandbox, Client<kpg_runtime::ReqwestTransport>) {
    let vectors = vectors("proven");
    let merchant = kpg_sandbox::Credentials::new()
        .text("mid", text(&vectors, "mid"))
        .text("secret_key", text(&vectors, "secret_key"));
    let (sandbox, address) = sandbox("proven", merchant).await;
    let credentials = credentials(text(&vectors, "secret_key"));
    let client = Client::builder(Environment::Custom(address), credentials);
    (sandbox, client.unwrap().build().unwrap())
}

#[tokio::test]
async fn what_a_vendor_signs_is_believed() {
    let (sandbox, client) = vendor().await;
    for _ in 0..3 {
        let _done = client.approve(&approve("T-9")).await.unwrap();
        client
            .confirm(&Confirm::builder().auth_token("TOKEN").build().unwrap())
            .await
            .unwrap();
        client.balance(&Balance::new()).await.unwrap();
        let inquiry = client.resolve_approve(&approve("T-9")).await;
        assert!(
            !matches!(inquiry, Resolution::Unknown(StillUnknown::Failed(_))),
            "{inquiry:?}"
        );
    }
    sandbox.know_input("proven", "cancel", "storedAmount", "5020");
    client.cancel(&cancel(Some("변심"))).await.unwrap();
    client.cancel(&cancel(None)).await.unwrap();
    let other = Cancel::builder().amount(1004).stored_amount(5021).build();
    unproven(client.cancel(&other.unwrap()).await);
    sandbox.answer_next("proven", "cancel", Answers::Code("9001".to_owned()));
    let error = client.cancel(&cancel(None)).await.unwrap_err();
    assert_eq!(error.refusal(), Some(&ResultCode::Declined), "{error}");
}

#[tokio::test]
async fn what_a_vendor_has_not_signed_is_not() {
    let (sandbox, client) = vendor().await;
    sandbox.know_input("proven", "cancel", "storedAmount", "5020");
    for flaw in [
        ProofFlaw::Missing,
        ProofFlaw::Wrong,
        ProofFlaw::OfAnotherAnswer,
        ProofFlaw::OfAnotherMerchant,
    ] {
        for code in [None, Some("9001".to_owned())] {
            let spoil = |operation: &str| {
                let code = code.clone();
                sandbox.answer_next("proven", operation, Answers::Unproven { flaw, code });
            };
            spoil("cancel");
            unproven(client.cancel(&cancel(None)).await);
            spoil("approve");
            let error = client.approve(&approve("T-9")).await.unwrap_err();
            match (flaw, &code) {
                (ProofFlaw::Missing, Some(_)) => assert_eq!(error.outcome(), Outcome::Refused),
                _ => drop(unproven::<()>(Err(error))),
            }
        }
    }
}
