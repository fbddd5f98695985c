//! Methods, path segments, query parameters, headers and bodies, exactly as they are sent.

use crate::support;
use crate::support::{
    Unused, body, content_type, header, list, prepared, published, text, vectors,
};
use kpg_language::methods::{
    Cancel, Client, Credentials, Environment, Inquire, Remove, Rename, Replace, RequestEncoding,
    Touch,
};
use kpg_runtime::{ErrorKind, Outcome};
use percent_encoding::percent_decode_str;
use proptest::prelude::*;

const BASE: &str = "https://methods.example.com/base";

fn client(encoding: RequestEncoding) -> Client<Unused> {
    let credentials = Credentials::builder().client_key("key").build().unwrap();
    let builder = Client::builder(Environment::Test, credentials).unwrap();
    builder.request_encoding(encoding).build_with(Unused)
}

fn core_client() -> Client<Unused> {
    client(RequestEncoding::Form)
}

fn inquire(id: &str) -> Inquire {
    Inquire::builder().transaction_id(id).build().unwrap()
}

#[test]
fn every_method_is_sent_with_the_body_that_goes_with_it() {
    let vectors = vectors("methods");
    let bodies = &vectors["bodies"];
    let (json, form) = (
        "application/json; charset=utf-8",
        "application/x-www-form-urlencoded; charset=utf-8",
    );
    let client = core_client();
    let core = client.core();
    let cancel = Cancel::builder()
        .transaction_id("T1")
        .reason("변심 \"1\"\n")
        .amount(1000)
        .build()
        .unwrap();
    let cancel_all = Cancel::builder()
        .transaction_id("T1")
        .reason("x")
        .build()
        .unwrap();
    let replace = Replace::builder().id("C1").name("홍길동").build().unwrap();
    let rename = Rename::builder().id("C1").name("홍 길동&=+%").vip(true);
    let rename = rename.build().unwrap();
    let remove = Remove::builder().id("{card}").card("12").build().unwrap();
    let sent = [
        (prepared(core, &inquire("T1")), "GET /v1/payments/T1", None),
        (
            prepared(core, &cancel),
            "POST /v1/payments/T1/cancel",
            Some(("cancel", json)),
        ),
        (
            prepared(core, &cancel_all),
            "POST /v1/payments/T1/cancel",
            Some(("cancel_all", json)),
        ),
        (
            prepared(core, &replace),
            "PUT /v1/customers/C1",
            Some(("replace", json)),
        ),
        (
            prepared(core, &rename),
            "PATCH /v1/customers/C1",
            Some(("rename", form)),
        ),
        (
            // One segment looks like the place of another.
            prepared(core, &remove),
            "DELETE /v1/customers/%7Bcard%7D/cards/12",
            None,
        ),
        (prepared(core, &Touch::new()), "POST /v1/touch", None),
    ];
    for (request, line, expected) in &sent {
        let (method, path) = line.split_once(' ').unwrap();
        assert_eq!(request.method().as_str(), method, "{line}");
        assert_eq!(request.url().as_str(), format!("{BASE}{path}"));
        let (name, content) = expected.unzip();
        assert_eq!(content_type(request), content, "{line}");
        assert_eq!(request.body().is_some(), name.is_some(), "{line}");
        assert_eq!(
            body(request),
            name.map_or("", |name| text(bodies, name)),
            "{line}"
        );
    }
}

#[test]
fn a_client_option_chooses_among_the_encodings_that_an_operation_takes() {
    let rename = Rename::builder().id("C1").name("홍 길동&=+%").vip(true);
    let client = client(RequestEncoding::Json);
    let request = prepared(client.core(), &rename.build().unwrap());
    assert_eq!(
        content_type(&request),
        Some("application/json; charset=utf-8")
    );
    assert_eq!(
        body(&request),
        text(&vectors("methods")["bodies"], "rename_json")
    );
}

#[test]
fn a_value_stays_one_segment_whatever_is_in_it() {
    for case in list(&vectors("methods")["segments"]) {
        let request = prepared(core_client().core(), &inquire(text(case, "value")));
        let expected = format!("{BASE}/v1/payments/{}", text(case, "sent"));
        assert_eq!(request.url().as_str(), expected, "{case}");
        assert_eq!(request.url().query(), None, "{case}");
        assert_eq!(request.url().fragment(), None, "{case}");
    }
}

#[test]
fn dots_alone_would_be_another_address_and_are_not_sent() {
    for dots in [".", ".."] {
        let error = core_client()
            .core()
            .prepare(&inquire(dots), None)
            .unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Prepare, "{dots}");
        assert_eq!(error.outcome(), Outcome::NotSent, "{dots}");
    }
    // Nothing at all is seen earlier: a required field is empty.
    let empty = Inquire::builder().transaction_id("").build().unwrap_err();
    assert_eq!(empty.iter().next().unwrap().field, "tid");
    // A value that is already percent-encoded means itself and cannot climb.
    let request = prepared(core_client().core(), &inquire("%2e%2e"));
    assert_eq!(request.url().path(), "/base/v1/payments/%252e%252e");
}

#[test]
fn query_parameters_are_escaped_and_absent_ones_left_out() {
    for case in list(&vectors("methods")["queries"]) {
        let mut inquire = Inquire::builder().transaction_id("T1");
        if let Some(detail) = case["detail"].as_bool() {
            inquire = inquire.detail(detail);
        }
        if let Some(fields) = case["fields"].as_array() {
            let fields = fields
                .iter()
                .map(|field| field.as_str().unwrap().to_owned());
            inquire = inquire.fields(fields.collect::<Vec<_>>());
        }
        let request = prepared(core_client().core(), &inquire.build().unwrap());
        assert_eq!(request.url().query(), case["query"].as_str(), "{case}");
    }
}

#[test]
fn a_part_of_a_joined_parameter_can_not_hold_the_separator() {
    let inquire = Inquire::builder().transaction_id("T1").fields(["a", "b,c"]);
    assert_eq!(support::violated(inquire.build()), ["fields"]);
}

#[test]
fn basic_credentials_are_those_that_vendors_publish() {
    for vector in published("auth-header") {
        let given = &vector["inputs"];
        let secret = text(given, "secretKey");
        // One vendor's key has the client's ID before the colon, the other's has nothing behind it.
        let credentials = match given["clientId"].as_str() {
            Some(client_id) => Credentials::builder()
                .client_key(client_id)
                .password(secret),
            None => Credentials::builder().client_key(secret),
        };
        let client = Client::builder(Environment::Test, credentials.build().unwrap()).unwrap();
        let request = prepared(client.build_with(Unused).core(), &inquire("T1"));
        let expected = format!("Basic {}", text(&vector, "expected"));
        assert_eq!(
            header(&request, "authorization"),
            Some(&*expected),
            "{vector}"
        );
        assert!(!format!("{request:?}").contains(text(&vector, "expected")));
        let masked = request.masked(&[]).to_string();
        assert!(masked.contains("authorization: ***"), "{masked}");
    }
}

#[test]
fn a_header_of_the_callers_is_checked_sent_or_left_out() {
    let replace = || Replace::builder().id("C1").name("n");
    let client = core_client();
    let sent = prepared(
        client.core(),
        &replace().idempotency_key("abc 1").build().unwrap(),
    );
    assert_eq!(header(&sent, "idempotency-key"), Some("abc 1"));
    assert_eq!(header(&sent, "x-channel"), Some("server"));
    let without = prepared(client.core(), &replace().build().unwrap());
    assert_eq!(header(&without, "idempotency-key"), None);
    for bad in [
        "line\r\nX-Admin: 1",
        "tab\t",
        "한글",
        "123456789012345678901",
    ] {
        let built = replace().idempotency_key(bad).build();
        assert_eq!(support::violated(built), ["Idempotency-Key"], "{bad:?}");
    }
}

#[test]
fn the_inquiry_of_a_request_asks_for_what_the_request_was_about() {
    let cancel = Cancel::builder().transaction_id("a/b").reason("x");
    let inquiry = cancel.build().unwrap().inquiry().unwrap();
    assert_eq!(inquiry, inquire("a/b"));
}

proptest! {
    #[test]
    fn a_segment_decodes_to_its_value_and_nothing_panics(id in any::<String>()) {
        let built = Inquire::builder().transaction_id(id.clone()).build();
        // One line, with something on it.
        let breaks = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
        let is_a_line = !id.trim().is_empty() && !id.chars().any(breaks);
        let fits = (1..=30).contains(&id.chars().count()) && is_a_line;
        prop_assert_eq!(built.is_ok(), fits);
        let Ok(inquire) = built else { return Ok(()) };
        let request = core_client().core().prepare(&inquire, None);
        prop_assert_eq!(request.is_ok(), id != "." && id != "..");
        let Ok(request) = request else { return Ok(()) };
        let address = request.url().as_str();
        let segment = address.strip_prefix("https://methods.example.com/base/v1/payments/");
        let segment = segment.expect("the address begins as documented");
        prop_assert!(!segment.contains(['/', '?', '#']), "{segment}");
        prop_assert_eq!(percent_decode_str(segment).decode_utf8().unwrap(), id);
    }

    #[test]
    fn dots_slashes_and_percent_signs_never_lead_elsewhere(id in "[./%\\\\2eEfF?#{}]{1,12}") {
        let request = core_client().core().prepare(&inquire(&id), None);
        let Ok(request) = request else { return Ok(()) };
        let segments: Vec<_> = request.url().path_segments().unwrap().collect();
        prop_assert_eq!(segments.len(), 4);
        prop_assert_eq!(&segments[..3], ["base", "v1", "payments"]);
        prop_assert_eq!(percent_decode_str(segments[3]).decode_utf8().unwrap(), id);
    }
}
