//! What the vendors refuse: every documented code, codes that nobody documented, faults of a gateway,
//! and requests under wrong credentials, which the sandbox finds out by itself.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod support;

use std::fmt::Debug;

use kpg::runtime::{Choice, OpenChoice, Operation, PrivateKey, ReqwestTransport, ResultCode};
use kpg::{Error, ErrorKind, Outcome, bccard, cookiepay, konaplate, welcome};
use kpg_sandbox::{Exchange, Script, Verdict};
use kpg_tests::clients::{self, Clients};
use kpg_tests::fixtures;
use support::{Bench, Failed, address, call, failed, konaplate_credentials};

/// A vendor's label of a code in the spec, which the sandbox answers as its words.
fn words(vendor: &str, operation: &str, code: &str) -> String {
    let vendor = fixtures::vendor(vendor).unwrap();
    let operation = vendor
        .operations
        .iter()
        .find(|each| each.name.snake() == operation);
    let set = &vendor.code_sets[operation.unwrap().answer.codes.0];
    let code = set.codes.iter().find(|known| known.wire == code).unwrap();
    code.label.primary().to_owned()
}

/// Every code but success is typed and refused, unless the spec says that it decides nothing; one that
/// is not listed is refused and keeps its text.
async fn assert_refusals<O, A>(
    bench: &Bench,
    success: &O::Code,
    call: impl AsyncFn() -> Result<A, Error<O::Code>>,
) where
    O: Operation,
    O::Code: 'static,
    A: Debug,
{
    let (vendor, operation) = (O::CALL.vendor, O::CALL.operation);
    let at = |code: &str| format!("{vendor}.{operation} {code}");
    let mut refusals = 0;
    for (wire, code) in O::Code::VALUES.iter().filter(|(_, code)| code != success) {
        let script = Script::Code((*wire).to_owned());
        bench.sandbox.answer_next(vendor, operation, script);
        let error = call().await.expect_err(&at(wire));
        let kind = match O::RULES.undecided.contains(wire) {
            true => ErrorKind::Unreadable,
            false => ErrorKind::Refused,
        };
        assert_eq!(error.kind(), kind, "{}", at(wire));
        assert_eq!(error.outcome(), kind.outcome(), "{}", at(wire));
        assert_eq!(error.code(), Some(code), "{}", at(wire));
        assert_eq!(error.code().map(O::Code::as_str), Some(*wire));
        assert_eq!(
            error.message(),
            Some(words(vendor, operation, wire).as_str())
        );
        assert_answer_is_kept(&bench.last(vendor, operation), &error);
        refusals += 1;
    }
    assert_eq!(
        refusals,
        O::Code::VALUES.len() - 1,
        "{}",
        at("success is one code")
    );
    for odd in ["QQ77", "7", "가맹점 오류", "mp0000", "0", "unknown"] {
        let script = Script::Code(odd.to_owned());
        bench.sandbox.answer_next(vendor, operation, script);
        let error = call().await.expect_err(&at(odd));
        assert_eq!(error.outcome(), Outcome::Refused, "{}", at(odd));
        let code = error.code().unwrap();
        assert_eq!(*code, O::Code::from_wire(odd));
        assert_eq!(code.unrecognised().map(|text| text.as_str()), Some(odd));
        assert_eq!(error.message(), Some("a code that the spec does not list"));
        assert_answer_is_kept(&bench.last(vendor, operation), &error);
    }
}

fn assert_answer_is_kept<C: ResultCode>(exchange: &Exchange, error: &Error<C>) {
    assert_eq!(exchange.verdict, Verdict::Accepted, "the request was good");
    assert_eq!(error.status(), Some(exchange.status));
    assert_eq!(String::from_utf8_lossy(error.body()), exchange.answer_body);
}

#[tokio::test]
async fn every_refusal_is_typed_and_an_undocumented_one_keeps_its_code() {
    let bench = Bench::new().await;
    let clients = &bench.clients;
    let request = clients::bccard_cancel().unwrap();
    let call = async || clients.bccard.cancel(&request).await;
    assert_refusals::<bccard::Cancel, _>(&bench, &bccard::CancelCode::Success, call).await;

    let token = cookiepay::Token::new();
    let call = async || clients.cookiepay.token(&token).await;
    assert_refusals::<cookiepay::Token, _>(&bench, &cookiepay::TokenCode::Success, call).await;
    let request = clients::cookiepay_cancel().unwrap();
    let call = async || clients.cookiepay.cancel(&request).await;
    assert_refusals::<cookiepay::Cancel, _>(&bench, &cookiepay::CancelCode::Success, call).await;
    let request = clients::cookiepay_deposit_then_cancel().unwrap();
    let success = cookiepay::DepositThenCancelCode::AccountIssued;
    let call = async || clients.cookiepay.deposit_then_cancel(&request).await;
    assert_refusals::<cookiepay::DepositThenCancel, _>(&bench, &success, call).await;

    let request = clients::konaplate_cancel_charge().unwrap();
    let success = konaplate::CancelChargeCode::Success;
    let call = async || clients.konaplate.cancel_charge(&request).await;
    assert_refusals::<konaplate::CancelCharge, _>(&bench, &success, call).await;

    let success = welcome::ResultCode::Success;
    let request = clients::welcome_cancel().unwrap();
    let call = async || clients.welcome.cancel(&request).await;
    assert_refusals::<welcome::Cancel, _>(&bench, &success, call).await;
    let request = clients::welcome_partial_cancel().unwrap();
    let call = async || clients.welcome.partial_cancel(&request).await;
    assert_refusals::<welcome::PartialCancel, _>(&bench, &success, call).await;
}

#[tokio::test]
async fn a_code_says_which_operation_to_call_instead() {
    let bench = Bench::new().await;
    let script = Script::Code("9029".to_owned());
    bench.sandbox.answer_next("cookiepay", "cancel", script);
    let request = clients::cookiepay_cancel().unwrap();
    let error = bench.clients.cookiepay.cancel(&request).await.unwrap_err();
    let next = error.code().and_then(cookiepay::CancelCode::next_operation);
    assert_eq!(next, Some("deposit_then_cancel"));
    assert_eq!(cookiepay::CancelCode::Success.next_operation(), None);
}

#[tokio::test]
async fn a_fault_of_the_gateway_is_a_typed_refusal() {
    let bench = Bench::new().await;
    for (code, typed) in [
        ("invalid_apikey", Some(bccard::CancelCode::InvalidApiKey)),
        ("server_busy", None),
    ] {
        let (fault, code) = ("gateway".to_owned(), code.to_owned());
        let script = Script::Fault {
            fault,
            code: code.clone(),
        };
        bench.sandbox.answer_next("bccard", "cancel", script);
        let request = clients::bccard_cancel().unwrap();
        let error = bench.clients.bccard.cancel(&request).await.unwrap_err();
        let exchange = bench.last("bccard", "cancel");
        let answer: serde_json::Value = serde_json::from_str(&exchange.answer_body).unwrap();
        assert_eq!(
            answer["error"],
            code.as_str(),
            "the gateway has members of its own"
        );
        assert_eq!(error.outcome(), Outcome::Refused);
        assert_eq!(error.code().map(Choice::as_str), Some(code.as_str()));
        if let Some(typed) = typed {
            assert_eq!(error.code(), Some(&typed));
        }
        assert_eq!(error.message(), answer["error_description"].as_str());
        assert_answer_is_kept(&exchange, &error);
    }
}

type Changed = Result<Clients<ReqwestTransport>, kpg_tests::Fault>;

/// The clients of a sandbox, one of them under other credentials than the sandbox knows.
fn stranger(bench: &Bench, change: &str) -> Changed {
    let mut clients = Clients::new(&bench.sandbox, &support::transport())?;
    let url = |vendor: &str| address(&bench.sandbox.base_url(vendor));
    let or = |name: &str, right: &'static str, wrong: &'static str| {
        if name == change { wrong } else { right }
    };
    let key = |name: &str, right: &str, wrong: &str| -> Result<PrivateKey, kpg_tests::Fault> {
        let key = if name == change { wrong } else { right };
        Ok(PrivateKey::from_pem(&fixtures::key(key, "pkcs8")?)?)
    };
    let (vendor, _) = change.split_once('.').unwrap();
    match vendor {
        "bccard" => {
            let credentials = bccard::Credentials::builder()
                .api_key(or(
                    "bccard.api_key",
                    fixtures::BCCARD_API_KEY,
                    "wrong-api-key",
                ))
                .affiliate_id(or(
                    "bccard.affiliate_id",
                    fixtures::BCCARD_AFFILIATE_ID,
                    "BCQRCPAY",
                ))
                .private_key(key("bccard.private_key", "signing", "jwe")?)
                .build()?;
            let at = bccard::Environment::Custom(url("bccard"));
            clients.bccard = bccard::Client::builder(at, credentials)?.build()?;
        }
        "cookiepay" => {
            let credentials = cookiepay::Credentials::builder()
                .api_id(or("cookiepay.api_id", fixtures::COOKIEPAY_API_ID, "wrong"))
                .api_key(or(
                    "cookiepay.api_key",
                    fixtures::COOKIEPAY_API_KEY,
                    "wrong",
                ))
                .build()?;
            let at = cookiepay::Environment::Custom(url("cookiepay"));
            clients.cookiepay = cookiepay::Client::builder(at, credentials)?.build()?;
        }
        "konaplate" => {
            let access = "wrong-access-key-00000000000000000000001";
            let known = fixtures::KONAPLATE_ACCESS_KEY;
            let asp = or(
                "konaplate.asp_id",
                fixtures::KONAPLATE_ASP_ID,
                "KPGTESTASP00002",
            );
            let access = or("konaplate.access_key", known, access);
            let secret = or(
                "konaplate.secret_key",
                fixtures::KONAPLATE_SECRET_KEY,
                "wrong",
            );
            let key = key("konaplate.client_private_key", "jwe", "signing")?;
            let credentials = konaplate_credentials((asp, access, secret), None, key)?;
            let at = konaplate::Environment::Custom(url("konaplate"));
            clients.konaplate = konaplate::Client::builder(at, credentials)?.build()?;
        }
        _ => {
            let credentials = welcome::Credentials::builder()
                .merchant_id(or(
                    "welcome.merchant_id",
                    fixtures::WELCOME_MERCHANT_ID,
                    "welcometsT",
                ))
                .sign_key(or("welcome.sign_key", fixtures::WELCOME_SIGN_KEY, "wrong"))
                .build()?;
            let at = welcome::Environment::Custom(url("welcome"));
            clients.welcome = welcome::Client::builder(at, credentials)?.build()?;
        }
    }
    Ok(clients)
}

/// The codes SB01 to SB03 are the sandbox's own, for what a vendor documents no code for.
#[tokio::test]
async fn wrong_credentials_are_found_out_and_refused() {
    // What is wrong, whom it fails, the fields that the sandbox finds wrong, and the code.
    let cases: &[(&str, &str, &[&str], &str)] = &[
        ("bccard.api_key", "cancel", &["apikey"], "SB03"),
        ("bccard.affiliate_id", "cancel", &["AFFI_CO_ID"], "SB03"),
        ("bccard.private_key", "cancel", &["SIGNATURE"], "MP3312"),
        ("cookiepay.api_id", "token", &["pay2_id"], "SB03"),
        ("cookiepay.api_key", "token", &["pay2_key"], "SB03"),
        (
            "konaplate.asp_id",
            "cancel_charge",
            &["X-KM-User-AspId"],
            "SB03",
        ),
        (
            "konaplate.access_key",
            "cancel_charge",
            &["X-KM-Access-Key"],
            "SB03",
        ),
        (
            "konaplate.secret_key",
            "cancel_charge",
            &["X-KM-Tran-Token"],
            "SB02",
        ),
        (
            "welcome.merchant_id",
            "cancel",
            &["mid", "signature"],
            "SB03",
        ),
        (
            "welcome.merchant_id",
            "partial_cancel",
            &["mid", "signature"],
            "SB03",
        ),
        ("welcome.sign_key", "cancel", &["signature"], "SB02"),
        ("welcome.sign_key", "partial_cancel", &["signature"], "SB02"),
    ];
    let bench = Bench::new().await;
    for (wrong, operation, subjects, code) in cases {
        let (vendor, _) = wrong.split_once('.').unwrap();
        let clients = stranger(&bench, wrong).unwrap();
        let refused = call(&clients, vendor, operation).await.expect_err(wrong);
        assert_eq!(
            refused.outcome,
            Outcome::Refused,
            "{wrong} {operation}: {refused:?}"
        );
        assert_eq!(
            findings(&bench.last(vendor, operation)),
            *subjects,
            "{wrong} {operation}"
        );
        assert_eq!(refused.code(), Some(*code), "{wrong} {operation}");
    }
}

/// The key goes into the token too, so that nothing is sent under a wrong one.
#[tokio::test]
async fn without_the_right_key_there_is_no_token_and_no_cancel() {
    let bench = Bench::new().await;
    let clients = stranger(&bench, "cookiepay.api_key").unwrap();
    for operation in ["cancel", "deposit_then_cancel"] {
        let error = call(&clients, "cookiepay", operation).await.unwrap_err();
        assert_eq!(
            (error.outcome, error.kind),
            (Outcome::NotSent, ErrorKind::Session)
        );
        assert!(bench.log("cookiepay", operation).is_empty(), "{operation}");
    }
}

fn findings(exchange: &Exchange) -> Vec<&str> {
    match &exchange.verdict {
        Verdict::Refused(findings) => findings.iter().map(|each| each.subject.as_str()).collect(),
        other => panic!("{other:?}"),
    }
}

/// The answer was encrypted to the merchant's other key: what it says is not known.
#[tokio::test]
async fn an_answer_that_the_clients_key_can_not_open_leaves_the_outcome_unknown() {
    let bench = Bench::new().await;
    let clients = stranger(&bench, "konaplate.client_private_key").unwrap();
    let error = call(&clients, "konaplate", "cancel_charge")
        .await
        .unwrap_err();
    assert_eq!(
        (error.outcome, error.kind),
        (Outcome::Unknown, ErrorKind::Unreadable)
    );
    assert_eq!((error.code(), error.status), (None, Some(200)));
    let exchange = bench.last("konaplate", "cancel_charge");
    assert_eq!(exchange.verdict, Verdict::Accepted);
    assert_eq!(String::from_utf8(error.body).unwrap(), exchange.answer_body);
}

/// A key of another vendor account would be a mistake that a test must notice, not only refuse.
#[tokio::test]
async fn the_right_credentials_under_the_same_conditions_are_accepted() {
    let bench = Bench::new().await;
    for vendor in ["bccard", "cookiepay", "konaplate", "welcome"] {
        let clients = stranger(&bench, &format!("{vendor}.nothing")).unwrap();
        let operations = support::OPERATIONS.iter().filter(|(of, _)| *of == vendor);
        for (vendor, operation) in operations {
            let answer: Result<String, Failed> = call(&clients, vendor, operation).await;
            answer.unwrap_or_else(|error| panic!("{vendor}.{operation}: {error:?}"));
        }
    }
}

#[tokio::test]
async fn a_token_that_is_no_longer_valid_is_refused_and_typed() {
    let bench = Bench::new().await;
    let request = clients::cookiepay_cancel().unwrap();
    bench.clients.cookiepay.cancel(&request).await.unwrap();
    bench.sandbox.revoke_tokens("cookiepay");
    let error = bench.clients.cookiepay.cancel(&request).await.unwrap_err();
    assert_eq!(failed(&error).code(), Some("SB03"));
    assert_eq!(error.outcome(), Outcome::Refused);
    assert_eq!(findings(&bench.last("cookiepay", "cancel")), ["TOKEN"]);
    // The spec says that no code fetches a new token: that is the caller's to decide.
    assert_eq!(bench.log("cookiepay", "token").len(), 1);
}
