//! Answers with their proof in a header: which are believed, and what is known of the others.

use crate::support::{Unused, prepared, sandbox, source, text, vectors};
use kpg_language::headed::{
    Approve, Balance, Client, Credentials, Environment, Look, ResultCode, Settings,
};
use kpg_runtime::http::{HeaderName, HeaderValue};
use kpg_runtime::{CallError, ErrorKind, HttpAnswer, Operation, Outcome};
use kpg_sandbox::{ProofFlaw, Script as Answers};
use proptest::prelude::*;

fn of(case: &str, name: &str) -> String {
    text(&vectors("headed")[case], name).to_owned()
}

fn credentials(hook_key: &str) -> Credentials {
    let credentials = Credentials::builder().hook_key(hook_key);
    credentials
        .base_key(of("credentials", "base_key"))
        .build()
        .unwrap()
}

fn client(hook_key: &str) -> Client<Unused> {
    let builder = Client::builder(Environment::Test, credentials(hook_key)).unwrap();
    builder.source(source(0)).build_with(Unused)
}

fn approve() -> Approve {
    Approve::builder().tid("T-1").build().unwrap()
}

type Read<O> = Result<<O as Operation>::Verdict, CallError<<O as Operation>::Code>>;

/// What a client that sent the request reads in an answer to it.
fn read<O: Operation<Settings = Settings>>(
    request: &O,
    headers: &[(&str, &str)],
    body: &[u8],
) -> Read<O> {
    read_with(&of("credentials", "hook_key"), request, headers, body)
}

fn read_with<O: Operation<Settings = Settings>>(
    hook_key: &str,
    request: &O,
    headers: &[(&str, &str)],
    body: &[u8],
) -> Read<O> {
    let client = client(hook_key);
    let sent = prepared(client.core(), request);
    let mut answer = HttpAnswer::new(200, body).in_reply_to(&sent);
    for (name, value) in headers {
        let name = HeaderName::from_bytes(name.as_bytes()).unwrap();
        let value = HeaderValue::from_bytes(value.as_bytes()).unwrap();
        answer.headers.append(name, value);
    }
    client.core().interpret(request, &answer)
}

fn unproven<T: std::fmt::Debug>(read: Result<T, CallError<ResultCode>>) -> CallError<ResultCode> {
    let error = read.expect_err("nobody believes it");
    assert_eq!(error.kind(), ErrorKind::Unproven, "{error}");
    assert_eq!(error.outcome(), Outcome::Unknown);
    assert_eq!(error.refusal(), None);
    error
}

#[test]
fn an_answer_with_the_right_header_is_believed() {
    let (body, header) = (of("approve", "body"), of("approve", "header"));
    let answer = read(&approve(), &[("x-signature", &header)], body.as_bytes()).unwrap();
    assert_eq!((answer.tid.as_str(), answer.amount), ("T-1", 1004));
    for (case, left) in [("balance", Some(500)), ("refused", None)] {
        let (body, header, time) = (of(case, "body"), of(case, "header"), of(case, "time"));
        let headers = [("X-Proof", header.as_str()), ("x-time", &time)];
        match (read(&Balance::new(), &headers, body.as_bytes()), left) {
            (Ok(answer), Some(_)) => assert_eq!(answer.left, left),
            (Err(error), None) => assert_eq!(error.refusal(), Some(&ResultCode::Declined)),
            (read, _) => panic!("{read:?}"),
        }
    }
    let (body, header) = (of("look", "body"), of("look", "header"));
    let answer = read(&Look::new(), &[("X-Members", &header)], body.as_bytes()).unwrap();
    assert_eq!(answer.buyer, "홍길동");
}

/// JSON that says the same in other bytes was not signed, and neither was the answer to another request.
#[test]
fn other_bytes_another_time_another_request_and_another_key_prove_nothing() {
    let (body, header) = (of("approve", "body"), of("approve", "header"));
    let again: serde_json::Value = serde_json::from_str(&body).unwrap();
    for other in [
        again.to_string(),
        format!("{body} "),
        body.replace("\\u002d", "-"),
        body.replace("1004.0", "1004"),
    ] {
        let error = unproven(read(
            &approve(),
            &[("X-Signature", &header)],
            other.as_bytes(),
        ));
        // Nothing that the vendor may have said is hidden.
        assert_eq!(error.code().unwrap().as_str(), "0000");
        assert_eq!(error.body(), other.as_bytes());
        assert_eq!(error.problems()[0].path, "X-Signature");
    }
    unproven(read_with(
        "other",
        &approve(),
        &[("X-Signature", &header)],
        body.as_bytes(),
    ));
    let (body, header) = (of("balance", "body"), of("balance", "header"));
    let headers = [("X-Proof", header.as_str()), ("X-Time", "1667876895")];
    unproven(read(&Balance::new(), &headers, body.as_bytes()));
    // Nobody tells this answer its request, whose number the proof takes in.
    let mut answer = HttpAnswer::new(200, body);
    let named = |name: &'static str| HeaderName::from_static(name);
    answer
        .headers
        .append(named("x-proof"), header.parse().unwrap());
    answer
        .headers
        .append(named("x-time"), of("balance", "time").parse().unwrap());
    let client = client(&of("credentials", "hook_key"));
    unproven(client.core().interpret(&Balance::new(), &answer));
}

#[test]
fn a_header_that_is_missing_empty_or_stands_twice_is_no_yes() {
    let (body, header) = (of("approve", "body"), of("approve", "header"));
    let cases: [&[(&str, &str)]; 6] = [
        &[],
        &[("X-Signature", "")],
        &[("X-Signature", " ")],
        &[("X-Signature", &header), ("x-signature", &header)],
        &[("X-Signature", "나"), ("X-Time", "1")],
        &[("X-Time", &header)],
    ];
    for headers in cases {
        unproven(read(&approve(), headers, body.as_bytes()));
    }
    // This vendor proves approvals that accept, and every balance.
    let refused = br#"{"resultCode":"9001"}"#;
    let error = read(&approve(), &[], refused).unwrap_err();
    assert_eq!(error.refusal(), Some(&ResultCode::Declined));
    unproven(read(&approve(), &[("X-Signature", &header)], refused));
    unproven(read(&Balance::new(), &[("X-Time", "1667876894")], refused));
    let (body, proof) = (of("balance", "body"), of("balance", "header"));
    let error = unproven(read(
        &Balance::new(),
        &[("X-Proof", &proof)],
        body.as_bytes(),
    ));
    assert_eq!(error.problems()[0].path, "X-Time");
}

#[tokio::test]
async fn the_sandbox_proves_its_answers_unless_it_is_told_to_forge() {
    let merchant = ["hook_key", "base_key"].into_iter();
    let merchant = merchant.fold(kpg_sandbox::Credentials::new(), |merchant, name| {
        merchant.text(name, of("credentials", name))
    });
    let (sandbox, address) = sandbox("headed", merchant).await;
    let credentials = credentials(&of("credentials", "hook_key"));
    let client = Client::builder(Environment::Custom(address), credentials);
    let client = client.unwrap().build().unwrap();
    assert_eq!(client.approve(&approve()).await.unwrap().amount, 1000);
    client.balance(&Balance::new()).await.unwrap();
    client.look(&Look::new()).await.unwrap();
    for flaw in [
        ProofFlaw::Missing,
        ProofFlaw::Wrong,
        ProofFlaw::OfAnotherAnswer,
        ProofFlaw::OfAnotherMerchant,
    ] {
        let script = || Answers::Unproven { flaw, code: None };
        sandbox.answer_next("headed", "approve", script());
        unproven(client.approve(&approve()).await);
        sandbox.answer_next("headed", "balance", script());
        unproven(client.balance(&Balance::new()).await);
        sandbox.answer_next("headed", "look", script());
        unproven(client.look(&Look::new()).await);
    }
}

proptest! {
    /// Whatever one bit of the body is, it was signed.
    #[test]
    fn a_changed_bit_is_never_a_yes(position in any::<usize>(), bit in 0..8_u8) {
        for case in ["approve", "balance"] {
            let mut body = of(case, "body").into_bytes();
            let position = position % body.len();
            body[position] ^= 1 << bit;
            let header = of(case, "header");
            let accepted = match case {
                "approve" => read(&approve(), &[("X-Signature", &header)], &body).is_ok(),
                _ => {
                    let time = of(case, "time");
                    let headers = [("X-Proof", header.as_str()), ("X-Time", &time)];
                    read(&Balance::new(), &headers, &body).is_ok()
                }
            };
            prop_assert!(!accepted, "{case}: {}", String::from_utf8_lossy(&body));
        }
    }

    /// Whoever does not know the key does not guess a proof, in whatever encoding.
    #[test]
    fn no_other_header_is_a_yes(signature in "[0-9a-fA-F]{64}|[!-~]{0,90}", key in "[a-z-]{1,12}") {
        let (body, right) = (of("approve", "body"), of("approve", "header"));
        prop_assume!(signature != right && key != of("credentials", "hook_key"));
        let longer = [right.as_str(), &signature, "0"].concat();
        for proof in [&signature, &right.to_uppercase(), &longer] {
            unproven(read(&approve(), &[("X-Signature", proof)], body.as_bytes()));
        }
        unproven(read_with(&key, &approve(), &[("X-Signature", &right)], body.as_bytes()));
    }
}
