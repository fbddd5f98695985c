//! What calls, inquiries and sessions make of answers that are or are not proven.

use super::*;

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
