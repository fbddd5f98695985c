//! Nothing that is printed shows a secret: clients, credentials, requests, messages and errors of every
//! vendor, given marked secrets, are searched for the marks.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod support;

use std::fmt::Debug;

use kpg::runtime::{HttpAnswer, Operation, PrivateKey, Sensitive, Transport, TransportError};
use kpg::{bccard, cookiepay, konaplate, welcome};
use kpg_tests::Fault;
use kpg_tests::failure::shown;
use kpg_tests::fixtures;
use support::address;

/// Every planted text has one of these in it, or is one.
const MARKS: [&str; 4] = ["SECRET-MARK", "쉿", "5EC", "secret-mark"];
const NOWHERE: &str = "http://127.0.0.1:9";

/// A transport that fails in words, after the request may have left.
#[derive(Clone, Debug)]
struct Broken;

impl Transport for Broken {
    async fn send(&self, _: kpg::runtime::HttpRequest) -> Result<HttpAnswer, TransportError> {
        Err(TransportError::maybe_sent("the line is dead"))
    }
}

/// Lines of the private key that everything is searched for.
fn key_lines() -> Vec<String> {
    let pem = fixtures::key("signing", "pkcs8").unwrap();
    pem.lines()
        .filter(|line| !line.starts_with("---"))
        .map(str::to_owned)
        .collect()
}

fn assert_hidden(what: &str, text: &str) {
    for mark in MARKS {
        assert!(!text.contains(mark), "{what} shows {mark}: {text}");
    }
    for line in key_lines() {
        assert!(!text.contains(&line), "{what} shows a private key");
    }
}

fn assert_debug_hidden(what: &str, value: &impl Debug) {
    assert_hidden(what, &format!("{value:?}\n{value:#?}"));
}

fn signing_key() -> PrivateKey {
    support::private_key("signing")
}

/// The credentials and a client of each vendor, checked and handed over.
fn bccard_client() -> Result<bccard::Client<Broken>, Fault> {
    let credentials = bccard::Credentials::builder()
        .api_key("SECRET-MARK-1")
        .affiliate_id("bcqrcpay")
        .private_key(signing_key());
    assert_debug_hidden("a builder of credentials", &credentials);
    let credentials = credentials.build()?;
    assert_debug_hidden("credentials", &credentials);
    let at = bccard::Environment::Custom(address(NOWHERE));
    let builder = bccard::Client::builder(at, credentials)?;
    assert_debug_hidden("a builder of a client", &builder);
    Ok(builder.build_with(Broken))
}

fn cookiepay_client() -> Result<cookiepay::Client<Broken>, Fault> {
    let credentials = cookiepay::Credentials::builder()
        .api_id("kpgtest")
        .api_key("SECRET-MARK-1");
    assert_debug_hidden("a builder of credentials", &credentials);
    let credentials = credentials.build()?;
    assert_debug_hidden("credentials", &credentials);
    let at = cookiepay::Environment::Custom(address(NOWHERE));
    let builder = cookiepay::Client::builder(at, credentials)?;
    assert_debug_hidden("a builder of a client", &builder);
    Ok(builder.build_with(Broken))
}

fn konaplate_client() -> Result<konaplate::Client<Broken>, Fault> {
    let texts = (
        "KPGTESTASP00001",
        "SECRET-MARK-1-00000000000000000000000000",
        "SECRET-MARK-2",
    );
    let half = konaplate::Credentials::builder().access_key(texts.1);
    assert_debug_hidden("a builder of credentials", &half);
    let credentials = support::konaplate_credentials(texts, None, signing_key())?;
    assert_debug_hidden("credentials", &credentials);
    let at = konaplate::Environment::Custom(address(NOWHERE));
    let builder = konaplate::Client::builder(at, credentials)?;
    assert_debug_hidden("a builder of a client", &builder);
    Ok(builder.build_with(Broken))
}

fn welcome_client() -> Result<welcome::Client<Broken>, Fault> {
    let credentials = welcome::Credentials::builder()
        .merchant_id("welcometst")
        .sign_key("SECRET-MARK-1");
    assert_debug_hidden("a builder of credentials", &credentials);
    let credentials = credentials.build()?;
    assert_debug_hidden("credentials", &credentials);
    let at = welcome::Environment::Custom(address(NOWHERE));
    let builder = welcome::Client::builder(at, credentials)?;
    assert_debug_hidden("a builder of a client", &builder);
    Ok(builder.build_with(Broken))
}

/// What all operations have in common: the request, its message, answers to it and what failed.
fn assert_operation_hides<O: Operation + Debug>(
    core: &kpg::runtime::Core<O::Settings, Broken>,
    request: &O,
    shown_members: &[&str],
) where
    O::Settings: Debug,
    O::Code: 'static,
    O::Verdict: Debug,
{
    let what = |part: &str| format!("{part} of {}", O::CALL);
    assert_debug_hidden(&what("a request"), request);
    assert_debug_hidden(&what("the core"), core);
    assert_debug_hidden(&what("the settings"), core.settings());
    let token = Sensitive::new("SECRET-MARK-TOKEN".to_owned());
    assert_debug_hidden(&what("the token"), &token);
    assert_hidden(&what("the token"), &token.to_string());

    let message = core.prepare(request, Some(&token)).unwrap();
    assert_debug_hidden(&what("a message"), &message);
    let masked = message.masked(O::SENSITIVE);
    assert_hidden(&what("a masked message"), &masked.to_string());
    assert_debug_hidden(&what("a masked message"), &masked);
    for member in shown_members {
        assert!(
            masked.to_string().contains(member),
            "{member} is not in {masked}"
        );
    }

    // An answer that repeats everything sensitive, in every way to fail.
    let repeated: Vec<String> = O::SENSITIVE
        .iter()
        .map(|name| format!(r#""{name}":"SECRET-MARK-9","x":{{"{name}":["쉿"]}}"#))
        .take(1)
        .collect();
    let code = O::RULES.code;
    let coded = |value: &str| {
        let inner = code
            .iter()
            .rev()
            .fold(format!("\"{value}\""), |inner, name| {
                format!("{{\"{name}\":{inner}}}")
            });
        let inner = inner
            .strip_prefix('{')
            .unwrap()
            .strip_suffix('}')
            .unwrap()
            .to_owned();
        let members: Vec<String> = repeated.iter().cloned().chain([inner]).collect();
        format!("{{{}}}", members.join(","))
    };
    let success = O::RULES.success[0].1[0];
    let answers = [
        (200, coded("QQ77")),
        (500, coded(success)),
        (200, coded(success)),
        (200, coded("")),
        (200, "SECRET-MARK-9".to_owned()),
        (502, "<p>SECRET-MARK-9</p>".to_owned()),
        (200, r#"["SECRET-MARK-9"]"#.to_owned()),
        (200, r#""SECRET-MARK-9""#.to_owned()),
        (200, r#"{"TOKEN":"SECRET-MARK-9"#.to_owned()),
        (200, r#"{"TOKEN":"SECRET-MARK-9"}}"#.to_owned()),
        (200, r#"{"encData":"SECRET-MARK-9"}"#.to_owned()),
    ];
    for (status, body) in answers {
        let name = what(&format!("the reading of {body}"));
        let answer = HttpAnswer::new(status, body.as_bytes());
        assert_debug_hidden(&what("an answer"), &answer);
        match core.interpret::<O>(&answer) {
            Ok(accepted) => assert_debug_hidden(&name, &accepted),
            Err(error) => {
                assert_hidden(&name, &shown(&error));
                if repeated.iter().any(|repeated| body.contains(repeated)) {
                    assert_hidden(&name, &error.masked_body().to_string());
                    assert_hidden(&name, &answer.masked(O::SENSITIVE).to_string());
                }
            }
        }
    }
}

#[tokio::test]
async fn bccard_shows_no_secret() {
    let client = bccard_client().unwrap();
    assert_debug_hidden("a client", &client);
    let request = kpg_tests::clients::bccard_cancel().unwrap();
    assert_operation_hides(
        client.core(),
        &request,
        &["apikey: ***", "98181361", "bcqrcpay"],
    );
    assert_hidden(
        "an error",
        &shown(&client.cancel(&request).await.unwrap_err()),
    );
}

#[tokio::test]
async fn cookiepay_shows_no_secret() {
    let client = cookiepay_client().unwrap();
    assert_debug_hidden("a client", &client);
    let token = cookiepay::Token::new();
    assert_operation_hides(
        client.core(),
        &token,
        &[r#""pay2_id":"kpgtest""#, r#""pay2_key":"***""#],
    );
    let request = cookiepay::Cancel::builder()
        .transaction_id("T1")
        .reason("고객 변심")
        .refund_bank("088")
        .refund_account_number("SECRET-MARK-3")
        .refund_account_holder("쉿");
    assert_debug_hidden("a builder", &request);
    let cancel = request.build().unwrap();
    let members = [
        "token: ***",
        "apikey: ***",
        r#""account_no":"***""#,
        r#""bank":"088""#,
    ];
    assert_operation_hides(client.core(), &cancel, &members);
    let deposit = kpg_tests::clients::cookiepay_deposit_then_cancel().unwrap();
    assert_operation_hides(
        client.core(),
        &deposit,
        &["token: ***", r#""amount":"1000""#],
    );
    assert_hidden("an error", &shown(&client.token(&token).await.unwrap_err()));
    assert_hidden(
        "an error",
        &shown(&client.cancel(&cancel).await.unwrap_err()),
    );
    assert_hidden(
        "an error",
        &shown(&client.deposit_then_cancel(&deposit).await.unwrap_err()),
    );
}

#[tokio::test]
async fn konaplate_shows_no_secret() {
    let client = konaplate_client().unwrap();
    assert_debug_hidden("a client", &client);
    let request = konaplate::CancelCharge::builder()
        .sequence_id("202211081208146080000000000001")
        .user_id(50_000_104_652)
        .transaction_id("KMN221114031773543")
        .one_time_token("SECRET-MARK-0001")
        .dcvv("5EC");
    assert_debug_hidden("a builder", &request);
    let request = request.build().unwrap();
    let members = [
        "x-km-access-key: ***",
        r#""dcvv":"***""#,
        r#""userId":50000104652"#,
    ];
    assert_operation_hides(client.core(), &request, &members);
    assert_hidden(
        "an error",
        &shown(&client.cancel_charge(&request).await.unwrap_err()),
    );
}

#[tokio::test]
async fn welcome_shows_no_secret() {
    let client = welcome_client().unwrap();
    assert_debug_hidden("a client", &client);
    let cancel = kpg_tests::clients::welcome_cancel().unwrap();
    assert_operation_hides(client.core(), &cancel, &["price=1000", "mid=welcometst"]);
    let part = kpg_tests::clients::welcome_partial_cancel().unwrap();
    assert_operation_hides(client.core(), &part, &["confirmPrice=700"]);
    assert_hidden(
        "an error",
        &shown(&client.cancel(&cancel).await.unwrap_err()),
    );
    assert_hidden(
        "an error",
        &shown(&client.partial_cancel(&part).await.unwrap_err()),
    );
}

/// What was refused is not told where it was secret: only how much of it there was.
#[test]
fn violations_show_no_secret() {
    let texts = ("KPGTESTASP00001", "SECRET-MARK-1", "SECRET-MARK-2");
    let wrong_key = support::konaplate_credentials(texts, None, signing_key()).unwrap_err();
    let wrong_token = konaplate::CancelCharge::builder()
        .sequence_id("202211081208146080000000000001")
        .user_id(1)
        .transaction_id("KMN221114031773543")
        .one_time_token("SECRET-MARK-쉿")
        .dcvv("SECRET-MARK")
        .build()
        .unwrap_err();
    let long_key = cookiepay::Credentials::builder()
        .api_id("kpgtest")
        .api_key("SECRET-MARK".repeat(10))
        .build()
        .unwrap_err();
    for (violations, count) in [(wrong_key, 1), (wrong_token, 2), (long_key, 1)] {
        assert_eq!(violations.len(), count, "{violations}");
        assert_hidden("a violation", &format!("{violations}\n{violations:?}"));
    }
}

/// A key with a stray line end is the most common mistake, and the text of its error the most printed.
#[tokio::test]
async fn a_key_that_no_header_can_hold_is_not_shown() {
    let credentials = bccard::Credentials::builder()
        .api_key("SECRET-MARK-1\n")
        .affiliate_id("bcqrcpay")
        .private_key(signing_key())
        .build()
        .unwrap();
    let at = bccard::Environment::Custom(address(NOWHERE));
    let client = bccard::Client::builder(at, credentials)
        .unwrap()
        .build_with(Broken);
    let request = kpg_tests::clients::bccard_cancel().unwrap();
    let error = client.cancel(&request).await.unwrap_err();
    assert_eq!(error.outcome(), kpg::Outcome::NotSent);
    assert_hidden("an error", &shown(&error));
    assert!(error.to_string().contains("`apikey`"), "{error}");
}
