//! What goes on the wire, and what may be shown of it.

use crate::support::sample;
use std::time::{Duration, UNIX_EPOCH};

use crate::support::sample::{
    ClientBuilder, Currency, Idle, RequestEncoding, Token, cancel, client,
};
use kpg_runtime::{
    AddressError, AnswerFormat, Bare, BaseUrl, ErrorKind, FixedSource, HttpAnswer, HttpRequest,
    Members, Secret, Sensitive, Supply, Zone, http,
};

// date -u -d 2026-01-01T18:04:05Z +%s
const NOW: Duration = Duration::from_secs(1_767_290_645);

fn source() -> FixedSource {
    FixedSource::new(UNIX_EPOCH + NOW, [0xab, 0xcd, 0xef, 0x12])
}

fn prepare(client: ClientBuilder, token: Option<&Sensitive<String>>) -> HttpRequest {
    let client = client.source(source()).build_with(Idle);
    client.core().prepare(&cancel(), token).unwrap()
}

fn text(body: &[u8]) -> &str {
    str::from_utf8(body).unwrap()
}

#[test]
fn a_request_is_written_in_order_with_one_reading_of_the_clock() {
    let request = prepare(client("https://api.example/v1/"), None);
    assert_eq!(request.url().as_str(), "https://api.example/v1/cancel");
    let body = r#"{"mid":"M001","tid":"T1","price":"1000","card":"1234567890123456","timestamp":"20260102030405","id":"180405-abcdef1"}"#;
    assert_eq!(text(request.body().unwrap().bytes()), body);
    // printf '%s' "$BODY" | openssl dgst -sha256 -hmac top-secret -binary | openssl base64 -A
    let mac = "V1:sRgdrEzputn9oZ3HBR6/34fwDiqoRkXmDSV73W0iiw0=";
    assert_eq!(request.headers()["x-mac"], mac);
    assert_eq!(
        request.headers()["content-type"],
        "application/json; charset=utf-8"
    );
    assert!(!request.headers().contains_key("x-token"));
}

#[test]
fn members_are_written_exactly() {
    let mut members = Members::new();
    members.put("가", &"\"\\\n&= +😀");
    members.put("d", &Some(1_000_u64));
    members.put("n", &Bare(&Some(u64::MAX)));
    members.put("f", &Bare(&Some(false)));
    members.put("absent", &None::<String>);
    members.put("absent", &Bare(&None::<u64>));
    // python3 -c 'import json; print(json.dumps({"가": "\"\\\n&= +😀", "d": "1000",
    //   "n": 2**64 - 1, "f": False}, ensure_ascii=False, separators=(",", ":")))'
    let json = r#"{"가":"\"\\\n&= +😀","d":"1000","n":18446744073709551615,"f":false}"#;
    assert_eq!(text(members.json().bytes()), json);
    // python3 -c 'from urllib.parse import urlencode; print(urlencode({"가": "\"\\\n&= +😀",
    //   "d": "1000", "n": 2**64 - 1, "f": "false"}))'
    let form = "%EA%B0%80=%22%5C%0A%26%3D+%2B%F0%9F%98%80&d=1000&n=18446744073709551615&f=false";
    assert_eq!(text(members.form().bytes()), form);
}

#[test]
fn a_masked_request_shows_all_but_what_is_sensitive() {
    let hide = ["CARD", "x-mac", "X-Token"];
    let token = Sensitive::from("tok-en");
    let form = client("https://api.example").request_encoding(RequestEncoding::Form);
    let shown = prepare(form, Some(&token)).masked(&hide).to_string();
    assert_eq!(
        shown,
        "POST https://api.example/cancel\n\
         content-type: application/x-www-form-urlencoded; charset=utf-8\n\
         x-mac: ***\n\
         x-token: ***\n\n\
         mid=M001&tid=T1&price=1000&card=***&timestamp=20260102030405&id=180405-abcdef1"
    );
    let json = prepare(client("https://api.example"), None);
    let shown = json.masked(&hide).to_string();
    assert!(
        shown.contains(r#""card":"***""#) && shown.contains(r#""tid":"T1""#),
        "{shown}"
    );
    let debug = format!("{json:?} {:?}", cancel());
    for secret in ["1234567890123456", "V1:", "top-secret"] {
        assert!(
            !debug.contains(secret) && !shown.contains(secret),
            "{debug} {shown}"
        );
    }
}

#[test]
fn a_masked_answer_hides_at_any_depth_and_shows_no_unknown_body() {
    let cases = [
        (
            r#"{"a":{"Card":{"no":"42"}},"b":[{"card":42}]}"#,
            r#"{"a":{"Card":"***"},"b":[{"card":"***"}]}"#,
        ),
        ("card=42", "<7 bytes>"),
        (r#"{"card":"42""#, "<12 bytes>"),
        // A member in a text, in whatever notation.
        (r#"{"a":"card=42&b=1"}"#, r#"{"a":"***"}"#),
        (r#"{"a":"result={\"Card\":42}"}"#, r#"{"a":"***"}"#),
        (r#"{"a":"<card>42</card>"}"#, r#"{"a":"***"}"#),
        (r#"{"a":"%7B%22card%22%3A42"}"#, r#"{"a":"***"}"#),
        (r#"{"a":"\"{\\\"card\\\":42}\""}"#, r#"{"a":"***"}"#),
        (
            r#"{"a":"the card was refused"}"#,
            r#"{"a":"the card was refused"}"#,
        ),
        (r#""42""#, "<4 bytes>"),
        ("", "<0 bytes>"),
    ];
    for (body, shown) in cases {
        let mut answer = HttpAnswer::new(200, body);
        answer.headers.insert("set-cookie", "s=42".parse().unwrap());
        answer
            .headers
            .insert("location", "https://x/y?card=42".parse().unwrap());
        let masked = answer.masked(AnswerFormat::JSON, &["card"]).to_string();
        assert_eq!(
            masked,
            format!("HTTP 200\nset-cookie: ***\nlocation: https://x/y\n\n{shown}")
        );
        assert!(!format!("{answer:?}").contains("42"), "{answer:?}");
    }
}

#[test]
fn messages_turn_into_those_of_the_http_crate_and_back() {
    let request = prepare(client("http://127.0.0.1:8080"), None);
    let body = request.body().unwrap().bytes().to_vec();
    let converted: http::Request<Vec<u8>> = request.try_into().unwrap();
    assert_eq!(
        (converted.method().as_str(), converted.body()),
        ("POST", &body)
    );
    assert_eq!(converted.uri(), "http://127.0.0.1:8080/cancel");
    let response = http::Response::builder().status(404).body("no").unwrap();
    let answer = HttpAnswer::from(response);
    assert_eq!(
        (answer.status, answer.body.as_slice()),
        (404, b"no".as_slice())
    );
}

#[test]
fn a_header_value_that_is_not_legal_stops_the_request_and_is_not_shown() {
    let client = client("https://x").build_with(Idle);
    let token = Sensitive::from("to\nken");
    let error = client.core().prepare(&cancel(), Some(&token)).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Prepare);
    let said = format!("{error} {error:?}");
    assert!(
        said.contains("X-Token") && !said.contains("ken\""),
        "{said}"
    );
}

#[test]
fn a_header_is_set_once_and_only_to_what_is_there() {
    let mut request = prepare(client("https://x"), None);
    request.header("X-A", &None::<String>).unwrap();
    assert!(!request.headers().contains_key("x-a"));
    request.header("X-A", &Some(1_u64)).unwrap();
    request.header("x-a", &Secret::new("2")).unwrap();
    request.header("X-A", &None::<String>).unwrap();
    let values: Vec<_> = request.headers().get_all("x-a").iter().collect();
    assert_eq!(values, ["2"]);
    assert!(values[0].is_sensitive());
    let error = request.header("a b", &"c").unwrap_err();
    assert_eq!(error.to_string(), "`a b` cannot be the name of a header");
}

#[test]
fn a_session_token_is_sent_where_the_operation_asks_for_it() {
    let token = Sensitive::from("tok-en");
    let request = prepare(client("https://x"), Some(&token));
    assert_eq!(request.headers()["x-token"], "tok-en");
    let client = client("https://x").build_with(Idle);
    let request = client.core().prepare(&Token::new(), Some(&token)).unwrap();
    assert!(!request.headers().contains_key("x-token"));
    let source = source();
    let supply = Supply::new(&source, Some(&token)).unwrap();
    assert_eq!(supply.session(), Some("tok-en"));
}

#[test]
fn optional_fields_are_sent_when_they_are_given() {
    let request = sample::Cancel::builder()
        .transaction_id("T1")
        .price(1_000)
        .currency(Currency::Usd)
        .test_run(true)
        .build()
        .unwrap();
    let client = client("https://x").source(source()).build_with(Idle);
    let prepared = client.core().prepare(&request, None).unwrap();
    let body = r#"{"mid":"M001","tid":"T1","price":"1000","currency":"USD","timestamp":"20260102030405","id":"180405-abcdef1","isTest":true}"#;
    assert_eq!(text(prepared.body().unwrap().bytes()), body);
}

#[test]
fn neither_clients_nor_builders_print_a_secret() {
    let credentials = sample::Credentials::builder().secret_key("top-secret");
    let request = sample::Cancel::builder().card("4242");
    let client = client("https://x");
    let said = format!("{credentials:?} {request:?} {client:?}");
    let said = format!("{said} {:?}", client.build_with(Idle));
    assert!(
        !said.contains("top-secret") && !said.contains("4242"),
        "{said}"
    );
    assert!(said.contains("M001") && said.contains("***"), "{said}");
}

#[test]
fn a_time_that_can_not_be_written_stops_the_request() {
    let source = source();
    let supply = Supply::new(&source, None).unwrap();
    let written = |zone, format| supply.clock(zone, format).unwrap();
    assert_eq!(written(Zone::Seoul, "%Y%m%d%H%M%S"), "20260102030405");
    assert_eq!(
        written(Zone::Utc, "%y-%m-%dT%H:%M:%S.%3f"),
        "26-01-01T18:04:05.000"
    );
    assert_eq!(supply.session(), None);
    let error = supply.clock(Zone::Utc, "%").unwrap_err();
    assert_eq!(error.to_string(), "the time cannot be written as `%`");
}

#[test]
fn secrets_print_as_stars() {
    let (secret, sensitive) = (Secret::new("top-secret"), Sensitive::new(42_u64));
    assert_eq!(format!("{secret:?} {sensitive:?}"), "*** ***");
    assert_eq!((secret.expose(), *sensitive.expose()), ("top-secret", 42));
    assert!(secret == Secret::from("top-secret") && secret != Secret::from("top"));
}

#[test]
fn payments_go_only_to_encrypted_plain_addresses() {
    use AddressError::{NotAnAddress, NotEncrypted, NotHttps, QueryOrFragment, UserInfo};
    let cases = [
        (
            "https://api.example",
            Ok("https://api.example/cancel/a%3Fb"),
        ),
        (
            "https://api.example/v1/",
            Ok("https://api.example/v1/cancel/a%3Fb"),
        ),
        ("http://localhost:80", Ok("http://localhost/cancel/a%3Fb")),
        (
            "http://127.9.9.9:8080/v1",
            Ok("http://127.9.9.9:8080/v1/cancel/a%3Fb"),
        ),
        ("http://[::1]:1", Ok("http://[::1]:1/cancel/a%3Fb")),
        ("http://api.example", Err(NotEncrypted)),
        ("http://localhost.example", Err(NotEncrypted)),
        ("http://128.0.0.1", Err(NotEncrypted)),
        ("ftp://localhost", Err(NotHttps)),
        ("https://u@api.example", Err(UserInfo)),
        ("https://:p@api.example", Err(UserInfo)),
        ("https://api.example?a", Err(QueryOrFragment)),
        ("https://api.example#a", Err(QueryOrFragment)),
        ("api.example", Err(NotAnAddress)),
        ("", Err(NotAnAddress)),
    ];
    for (address, expected) in cases {
        let joined = BaseUrl::parse(address).map(|base| base.join("/cancel/a?b").to_string());
        assert_eq!(joined, expected.map(str::to_owned), "{address}");
    }
}
