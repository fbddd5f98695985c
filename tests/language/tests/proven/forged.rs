//! Answers that nobody may believe: with a wrong proof, without one, or with that of another answer.

use super::*;

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
        let is_blank = value.as_str().is_some_and(|text| text.trim().is_empty());
        let is_empty = value.as_array().is_some_and(Vec::is_empty);
        let nothing = member == "signature" && (value.is_null() || is_blank || is_empty);
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
