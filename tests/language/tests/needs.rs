//! What a request needs beside its fields, and codes that are numbers. Values were written by hand.

use crate::support::{Unused, body, prepared, violated};
use kpg_language::needs::{
    Client, Credentials, Encrypted, Environment, Plain, PlainParts, Plan, ResultCode, Sealed,
    Window,
};
use kpg_runtime::{
    CallError, ErrorKind, HttpAnswer, HttpRequest, OpenChoice as _, Outcome, Violations,
};

const KEY: &str = "k2345678901234567890123456789012";
const IV: &str = "v234567890123456";

fn client(credentials: Credentials) -> Client<Unused> {
    let client = Client::builder(Environment::Test, credentials).unwrap();
    client.build_with(Unused)
}

fn plain_client(mid: &str) -> Client<Unused> {
    client(Credentials::builder().mid(mid).build().unwrap())
}

/// Why a request was not made, with every cause; nothing was sent.
fn told(made: Result<HttpRequest, CallError<ResultCode>>) -> String {
    let error = made.expect_err("it was made");
    assert_eq!(error.outcome(), Outcome::NotSent);
    let mut shown = error.to_string();
    let mut source = std::error::Error::source(&error);
    while let Some(cause) = source {
        shown = format!("{shown}: {cause}");
        source = cause.source();
    }
    shown
}

#[test]
fn a_request_without_its_credential_is_not_made_and_the_credential_is_named() {
    let client = plain_client("m");
    let core = client.core();
    let encrypted = Encrypted::builder().card("4111").build().unwrap();
    let sealed = Sealed::builder().order("o").build().unwrap();
    let window = Window::builder().order("o").build().unwrap();
    for (made, credential) in [
        (core.prepare(&encrypted, None), "cipher_key"),
        (core.prepare(&sealed, None), "server_key"),
        (core.prepare(&window, None), "window_key"),
    ] {
        let expected = format!("credential `{credential}` was not given");
        let found = told(made);
        assert!(found.contains(&expected), "{found}");
    }
    let plain = Plain::builder().order("o").build().unwrap();
    assert!(core.prepare(&plain, None).is_ok());
}

#[test]
fn credentials_of_no_use_without_each_other_are_asked_for_together() {
    let start = || Credentials::builder().mid("m");
    let all = start().cipher_key(KEY).cipher_iv(IV).window_key("w");
    assert!(all.build().is_ok());
    let fields = |built: Result<Credentials, Violations>| violated(built);
    assert_eq!(fields(start().cipher_key(KEY).build()), ["cipher_iv"]);
    assert_eq!(fields(start().cipher_iv(IV).build()), ["cipher_key"]);
    assert_eq!(fields(start().server_key_id("id").build()), ["server_key"]);
    assert_eq!(
        fields(start().server_key_id("").build()),
        ["server_key", "server_key_id"]
    );
}

#[test]
fn a_computed_value_and_a_credential_keep_the_length_of_their_field() {
    let order = |text: &str| Plain::builder().order(text).build().unwrap();
    let client = plain_client("merchant");
    let made = client.core().prepare(&order("12345678901"), None);
    let text = body(&made.unwrap());
    assert!(
        text.contains(r#""number":"merchant-12345678901""#),
        "{text}"
    );
    let made = client.core().prepare(&order("123456789012"), None);
    let found = told(made);
    let expected = "number (number of the payment): at most 20 characters, got 21";
    assert!(found.contains(expected), "{found}");
    // The credential is held to the length of the field that shows it.
    let long = Credentials::builder().mid("merchant-01").build();
    assert_eq!(violated(long), ["mid"]);
}

#[test]
fn counts_lines_and_values_of_open_types_are_checked() {
    let with = || Plain::builder().order("o");
    let part = |name: &str| PlainParts::builder().name(name).build().unwrap();
    for (built, expected) in [
        (
            with().plan(Plan::from_wire("abcdef")).build(),
            &["plan", "plan"][..],
        ),
        (with().plan(Plan::from_wire("003")).build(), &["plan"]),
        (with().plan(Plan::from_wire("12")).build(), &[]),
        (with().plan(Plan::Two).build(), &[]),
        (with().memo("a\r\n\tb").build(), &[]),
        (with().memo("a\u{7}b").build(), &["memo"]),
        (with().memo(" \n ").build(), &["memo"]),
        (with().tags(["a"]).build(), &["tags"]),
        (with().tags(["a", "b"]).build(), &[]),
        (with().tags(["a", "b", "c", "d"]).build(), &["tags"]),
        (with().tags(["a", "b\n"]).build(), &["tags[1]"]),
        (with().parts([part("a"), part("b")]).build(), &[]),
        (
            with().parts([part("a"), part("b"), part("c")]).build(),
            &["parts"],
        ),
        (with().parts([]).build(), &["parts"]),
        (with().day("0229").build(), &[]),
        (with().day("0231").build(), &["day"]),
        (Plain::builder().order(" ").build(), &["order"]),
        (Plain::builder().order("o\n").build(), &["order"]),
    ] {
        let found = match built {
            Ok(_) => Vec::new(),
            Err(broken) => violated::<Plain>(Err(broken)),
        };
        assert_eq!(found, expected);
    }
    let memo = with().memo("a\nb").build().unwrap();
    let text = body(&prepared(plain_client("m").core(), &memo));
    assert!(text.contains(r#""memo":"a\nb""#), "{text}");
}

/// What is known after an answer with this code.
fn known(status: u16, answer: &str) -> Result<(), (ErrorKind, Outcome)> {
    let answer = HttpAnswer::new(status, answer.to_owned());
    let request = Plain::builder().order("o").build().unwrap();
    let read = plain_client("m").core().interpret(&request, &answer);
    read.map(drop)
        .map_err(|error| (error.kind(), error.outcome()))
}

#[test]
fn a_code_that_is_a_number_counts_as_codes_are_written() {
    assert_eq!(known(200, r#"{"code":0}"#), Ok(()));
    assert_eq!(known(200, r#"{"code":"0"}"#), Ok(()));
    for (status, refusal) in [
        (200, r#"{"code":-780,"message":"no"}"#),
        (400, r#"{"code":-780}"#),
        (200, r#"{"code":"-780"}"#),
    ] {
        let found = known(status, refusal).unwrap_err();
        assert_eq!(found.0, ErrorKind::Refused, "{refusal}");
    }
    for (status, unknown) in [
        (200, r#"{"code":null}"#),
        (200, "null"),
        (200, r#"{"code":false}"#),
        (200, r#"{"code":"E7"}"#),
        (200, r#"{"code":7.5}"#),
    ] {
        let found = known(status, unknown).unwrap_err();
        assert_eq!(found.1, Outcome::Unknown, "{unknown}");
    }
}
