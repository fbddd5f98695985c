//! What the vendors refuse: every documented code, codes that nobody documented, faults of a gateway,
//! and requests under wrong credentials, which the sandbox finds out by itself.

use std::collections::BTreeMap;
use std::time::Duration;

use kpg::runtime::{Choice, PrivateKey, ReqwestTransport};
use kpg::{ErrorKind, Outcome, bccard, cookiepay, konaplate, welcome};
use kpg_codegen::model::{CredentialId, Expression, Operation, Source, Vendor};
use kpg_sandbox::{Exchange, Judgement, Script};
use kpg_tests::clients::{self, Clients, konaplate_credentials};
use kpg_tests::failure::Failure;
use kpg_tests::fixtures;
use kpg_tests::fixtures::address;
use kpg_tests::sandboxed::{self, Sandboxed};
use kpg_tests::specs::{self, WITH_A_CODE, is_written_down, success_code};

/// What a code must be told as: the kind of failure, its name in Rust and the vendor's words.
struct Expected<'a> {
    kind: ErrorKind,
    typed: &'a str,
    listed: bool,
    /// None where the answer has no place for words.
    message: Option<&'a str>,
}

/// An operation's call that is answered with a code, told as expected and with all of its answer.
async fn assert_told(
    bench: &Sandboxed,
    (vendor, name): (&str, &str),
    code: &str,
    told: Expected<'_>,
) {
    let at = format!("{vendor}.{name} {code}");
    let script = Script::Code(code.to_owned());
    bench.sandbox.answer_next(vendor, name, script);
    let error = bench.call(vendor, name).await.expect_err(&at);
    assert_eq!(error.kind, told.kind, "{at}: {error:?}");
    assert_eq!(error.outcome, told.kind.outcome(), "{at}");
    assert_eq!(error.code(), Some(code), "{at}");
    assert_eq!(error.typed.as_deref(), Some(told.typed), "{at}");
    assert_eq!(error.listed, told.listed, "{at}");
    assert_eq!(error.message.as_deref(), told.message, "{at}");
    assert_answer_is_kept(&bench.last(vendor, name), &error);
}

fn assert_answer_is_kept(exchange: &Exchange, error: &Failure) {
    assert_eq!(
        exchange.judgement,
        Judgement::Accepted,
        "the request was good"
    );
    assert_eq!(error.status, Some(exchange.status));
    assert_eq!(
        String::from_utf8_lossy(&error.body),
        exchange.answer_body,
        "the answer is kept as it came"
    );
}

/// The operations of which it stands here what is refused how. Every listed refusal of every other vendor is told in the
/// generated tests.
fn written_down() -> impl Iterator<Item = &'static (String, String)> {
    WITH_A_CODE
        .iter()
        .filter(|(vendor, _)| is_written_down(vendor))
}

/// Whether the answer with a code has a place for the vendor's words.
fn says_words(operation: &Operation, code: &str) -> bool {
    let answer = &operation.answer;
    let mut faults = answer.faults.iter();
    match faults.find(|fault| fault.codes.iter().any(|known| known == code)) {
        Some(fault) => fault.message.is_some(),
        None => answer.message.is_some(),
    }
}

/// Every code but success is typed and refused, unless the spec says that it decides nothing.
#[tokio::test]
async fn every_documented_code_of_every_operation_is_told_and_typed() {
    let bench = Sandboxed::new().await;
    let mut told = BTreeMap::new();
    for (vendor, name) in written_down() {
        let (spec, operation) = specs::operation(vendor, name);
        let codes = &spec.code_sets[operation.answer.codes.0].codes;
        let success = success_code(operation);
        assert!(codes.iter().any(|code| code.wire == success), "{name}");
        for code in codes.iter().filter(|code| code.wire != success) {
            let expected = Expected {
                kind: match code.undecided {
                    true => ErrorKind::Unreadable,
                    false => ErrorKind::Refused,
                },
                typed: &code.name.pascal(),
                listed: true,
                message: says_words(operation, &code.wire).then(|| code.label.primary()),
            };
            assert_told(&bench, (vendor, name), &code.wire, expected).await;
            *told.entry(vendor.as_str()).or_insert(0) += 1;
        }
    }
    let expected = [
        ("bccard", 15),
        ("cookiepay", 3),
        ("konaplate", 19),
        ("welcome", 19),
    ];
    assert_eq!(told, BTreeMap::from(expected), "codes that were told");
}

/// The operations whose page says that every other code is a failure: all of a vendor, or these.
const OTHERS_FAIL: &[(&str, Option<&str>)] = &[
    ("welcome", None),
    ("cookiepay", Some("deposit_then_cancel")),
];

fn others_fail(vendor: &str, name: &str) -> bool {
    let mut operations = OTHERS_FAIL.iter();
    operations.any(|(of, only)| *of == vendor && only.is_none_or(|only| only == name))
}

/// A code that no document lists keeps its text. It refuses where a page says that all others fail, and is written as
/// codes are.
#[tokio::test]
async fn a_code_in_no_list_is_kept_and_refuses_only_where_a_page_says_so() {
    let bench = Sandboxed::new().await;
    for (vendor, name) in written_down() {
        let (_, operation) = specs::operation(vendor, name);
        for (odd, is_a_code) in [
            ("QQ77", true),
            ("7", true),
            ("mp01", true),
            ("가맹점 오류", false),
            ("0000|OK", false),
            ("much_too_long", false),
        ] {
            let typed = format!("Unknown(Unrecognised({odd:?}))");
            let expected = Expected {
                kind: match is_a_code && others_fail(vendor, name) {
                    true => ErrorKind::Refused,
                    false => ErrorKind::Unreadable,
                },
                typed: &typed,
                listed: false,
                message: says_words(operation, odd).then_some("a code that the spec does not list"),
            };
            assert_told(&bench, (vendor, name), odd, expected).await;
        }
    }
}

#[tokio::test]
async fn a_refusal_begins_the_request_to_make_instead() {
    let bench = Sandboxed::new().await;
    let script = Script::Code("9029".to_owned());
    bench.sandbox.answer_next("cookiepay", "cancel", script);
    let request = clients::cookiepay_cancel().unwrap();
    let error = bench.clients.cookiepay.cancel(&request).await.unwrap_err();
    let Some(cookiepay::CancelNext::DepositRequired(begun)) = request.next(&error) else {
        panic!("{error} leads to a deposit")
    };
    let instead = begun.cancel_amount(1000).build().unwrap();
    let cookiepay = &bench.clients.cookiepay;
    let kpg::Pending(answer) = cookiepay.deposit_then_cancel(&instead).await.unwrap();
    assert_eq!(answer.cancel_amount, 1000);

    let script = Script::Code("1234".to_owned());
    bench.sandbox.answer_next("cookiepay", "cancel", script);
    let error = cookiepay.cancel(&request).await.unwrap_err();
    assert!(request.next(&error).is_none(), "{error} leads nowhere");
}

#[tokio::test]
async fn a_fault_of_the_gateway_is_a_typed_refusal_where_its_code_is_listed() {
    let bench = Sandboxed::new().await;
    for (code, typed, outcome) in [
        (
            "invalid_apikey",
            Some(bccard::CancelCode::InvalidApiKey),
            Outcome::Refused,
        ),
        ("server_busy", None, Outcome::Unknown),
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
        assert_eq!(error.outcome(), outcome);
        assert_eq!(error.code().map(Choice::as_str), Some(code.as_str()));
        if let Some(typed) = typed {
            assert_eq!(error.code(), Some(&typed));
        }
        assert_eq!(error.message(), answer["error_description"].as_str());
        assert_answer_is_kept(&exchange, &Failure::of(&error));
    }
}

type Changed = Result<Clients<ReqwestTransport>, kpg_tests::Fault>;

/// The clients of a sandbox, one of them under other credentials than the sandbox knows.
fn stranger(bench: &Sandboxed, change: &str) -> Changed {
    let mut clients = Clients::new(&bench.sandbox, &sandboxed::transport())?;
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
                .encryption_key(fixtures::WELCOME_ENCRYPTION_KEY)
                .encryption_iv(fixtures::WELCOME_ENCRYPTION_IV)
                .build()?;
            let at = welcome::Environment::Custom(url("welcome"));
            clients.welcome = welcome::Client::builder(at, credentials)?.build()?;
        }
    }
    Ok(clients)
}

/// What a code says to a request under wrong credentials: the sandbox's own are in no document.
fn outcome_of(vendor: &str, operation: &str, code: &str) -> Outcome {
    match code.starts_with("SB") && !others_fail(vendor, operation) {
        true => Outcome::Unknown,
        false => Outcome::Refused,
    }
}

/// The codes SB01 to SB03 are the sandbox's own, for what a vendor documents no code for.
#[tokio::test]
async fn wrong_credentials_are_found_out_and_refused() {
    // What is wrong, whom it fails, the fields that the sandbox finds wrong, and the code.
    let cases: &[(&str, &str, &[&str], &str)] = &[
        ("bccard.api_key", "cancel", &["apikey"], "invalid_apikey"),
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
    let bench = Sandboxed::new().await;
    for (wrong, operation, subjects, code) in cases {
        let (vendor, _) = wrong.split_once('.').unwrap();
        let clients = stranger(&bench, wrong).unwrap();
        let called = clients.call(vendor, operation).await.unwrap();
        let refused = called.expect_err(wrong);
        assert_eq!(
            refused.outcome,
            outcome_of(vendor, operation, code),
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

/// Whether anything that an operation sends is, or is computed from, a credential of this name.
fn shows(vendor: &Vendor, operation: &Operation, credential: &str) -> bool {
    let supplied = operation.headers.iter().chain(&operation.body);
    let supplied = supplied.filter_map(|field| match &field.source {
        Source::Supplied(expression) => Some(expression),
        Source::Caller => None,
    });
    let computed = operation.computed.iter().map(|value| &value.expression);
    let is_named = |id: &CredentialId| vendor.credentials[id.0].name.snake() == credential;
    supplied.chain(computed).any(|expression| {
        expression.any(&mut |part| match part {
            Expression::Credential(id) | Expression::Signature { key: id, .. } => is_named(id),
            _ => false,
        })
    })
}

/// Whatever the operation: a stranger is refused, or gets no token to call it with.
#[tokio::test]
async fn no_operation_is_accepted_under_wrong_credentials() {
    let bench = Sandboxed::new().await;
    for wrong in [
        "bccard.api_key",
        "bccard.affiliate_id",
        "bccard.private_key",
        "cookiepay.api_id",
        "cookiepay.api_key",
        "konaplate.asp_id",
        "konaplate.access_key",
        "konaplate.secret_key",
        "welcome.merchant_id",
        "welcome.sign_key",
    ] {
        let clients = stranger(&bench, wrong).unwrap();
        let (vendor, credential) = wrong.split_once('.').unwrap();
        for (_, name) in written_down().filter(|(of, _)| of == vendor) {
            let (spec, operation) = specs::operation(vendor, name);
            let session = operation.session;
            if session.is_none() && !shows(spec, operation, credential) {
                continue;
            }
            let called = clients.call(vendor, name).await.unwrap();
            let error = called.expect_err(name);
            let expected = match session {
                Some(_) => Outcome::NotSent,
                None => outcome_of(vendor, name, error.code().unwrap()),
            };
            assert_eq!(error.outcome, expected, "{wrong} {name}");
            assert_eq!(bench.log(vendor, name).is_empty(), session.is_some());
        }
    }
}

/// The key goes into the token too, so that nothing is sent under a wrong one.
#[tokio::test]
async fn without_the_right_key_there_is_no_token_and_no_cancel() {
    let bench = Sandboxed::new().await;
    let clients = stranger(&bench, "cookiepay.api_key").unwrap();
    for operation in ["cancel", "deposit_then_cancel"] {
        let called = clients.call("cookiepay", operation).await;
        let error = called.unwrap().unwrap_err();
        assert_eq!(
            (error.outcome, error.kind),
            (Outcome::NotSent, ErrorKind::Session)
        );
        assert!(bench.log("cookiepay", operation).is_empty(), "{operation}");
    }
}

fn findings(exchange: &Exchange) -> Vec<&str> {
    match &exchange.judgement {
        Judgement::Refused(findings) => findings.iter().map(|each| each.subject.as_str()).collect(),
        other => panic!("{other:?}"),
    }
}

/// The answer was encrypted to the merchant's other key: what it says is not known.
#[tokio::test]
async fn an_answer_that_the_clients_key_can_not_open_leaves_the_outcome_unknown() {
    let bench = Sandboxed::new().await;
    let clients = stranger(&bench, "konaplate.client_private_key").unwrap();
    let called = clients.call("konaplate", "cancel_charge").await;
    let error = called.unwrap().unwrap_err();
    assert_eq!(
        (error.outcome, error.kind),
        (Outcome::Unknown, ErrorKind::Unreadable)
    );
    assert_eq!((error.code(), error.status), (None, Some(200)));
    let exchange = bench.last("konaplate", "cancel_charge");
    assert_eq!(exchange.judgement, Judgement::Accepted);
    assert_eq!(String::from_utf8(error.body).unwrap(), exchange.answer_body);
}

/// A key of another vendor account would be a mistake that a test must notice, not only refuse.
#[tokio::test]
async fn the_right_credentials_under_the_same_conditions_are_accepted() {
    let bench = Sandboxed::new().await;
    for vendor in ["bccard", "cookiepay", "konaplate", "welcome"] {
        let clients = stranger(&bench, &format!("{vendor}.nothing")).unwrap();
        for (_, operation) in written_down().filter(|(of, _)| of == vendor) {
            let answer = clients.call(vendor, operation).await.unwrap();
            answer.unwrap_or_else(|error| panic!("{vendor}.{operation}: {error:?}"));
        }
    }
}

/// Only a client that was told to uses a token twice.
#[tokio::test]
async fn a_token_that_has_run_out_leaves_the_outcome_unknown_where_no_page_says_how_it_is_refused()
{
    let bench = Sandboxed::new().await;
    let client = clients::cookiepay(&bench.sandbox.base_url("cookiepay")).unwrap();
    let client = client.access_token_lifetime(Duration::from_secs(600));
    let (client, request) = (
        client.build().unwrap(),
        clients::cookiepay_cancel().unwrap(),
    );
    client.cancel(&request).await.unwrap();
    bench.sandbox.revoke_tokens("cookiepay");
    let error = client.cancel(&request).await.unwrap_err();
    assert_eq!(Failure::of(&error).code(), Some("SB03"));
    // Which code means it is not documented.
    assert_eq!(error.outcome(), Outcome::Unknown);
    assert_eq!(findings(&bench.last("cookiepay", "cancel")), ["TOKEN"]);
    // The spec names no way in which a token is refused: another is the caller's to ask for.
    assert_eq!(bench.log("cookiepay", "token").len(), 1);
}
