//! Recipes: digests, HMACs, signatures, selections, parts of the request, templates and clocks.

use crate::support;
use crate::support::{Unused, body, list, prepared, published, source, text, vectors};
use kpg_language::recipes::{
    Approve, Client, ClientBuilder, Credentials, Environment, Frame, Mark, Pay,
};
use kpg_runtime::http::HeaderMap;
use kpg_runtime::{ErrorKind, HttpRequest, Outcome, PrivateKey};
use serde_json::{Map, Value};

fn builder(mid: &str, sign_key: &str) -> ClientBuilder {
    let key = include_str!("../vectors/TEST-ONLY-rsa2048.pem");
    let credentials = Credentials::builder()
        .mid(mid)
        .sign_key(sign_key)
        .signing_key(PrivateKey::from_pem(key).unwrap());
    Client::builder(Environment::Test, credentials.build().unwrap()).unwrap()
}

fn client(vectors: &Value, frame: Frame) -> Client<Unused> {
    builder(text(vectors, "mid"), text(vectors, "sign_key"))
        .source(source(vectors["clock_ms"].as_u64().unwrap()))
        .frame(frame)
        .build_with(Unused)
}

fn pay(case: &Value) -> Pay {
    let pay = Pay::builder()
        .channel(text(&case["pay"], "channel"))
        .amount(case["amount"].as_u64().unwrap())
        .goods(text(case, "goods"));
    let pay = match case["coupon"].as_str() {
        Some(coupon) => pay.coupon(coupon),
        None => pay,
    };
    pay.build().unwrap()
}

fn mark(case: &Value) -> Mark {
    let mark = Mark::builder()
        .amount(case["amount"].as_u64().unwrap())
        .goods(text(case, "goods"));
    let mark = match case["coupon"].as_str() {
        Some(coupon) => mark.coupon(coupon),
        None => mark,
    };
    mark.build().unwrap()
}

/// The headers of the vector, and none besides them but the content type.
fn assert_headers(request: &HttpRequest, expected: &Map<String, Value>) {
    let mut sent: HeaderMap = request.headers().clone();
    sent.remove("content-type");
    let sent: Map<String, Value> = sent
        .iter()
        .map(|(name, value)| (name.to_string(), value.to_str().unwrap().into()))
        .collect();
    assert_eq!(&sent, expected);
}

/// Member by member first, so that a failure names the recipe; then the bytes as a whole.
#[test]
fn every_digest_and_selection_is_what_the_recipe_says() {
    let vectors = vectors("recipes");
    for case in list(&vectors["cases"]) {
        let request = prepared(client(&vectors, Frame::Plain).core(), &pay(case));
        let expected: Value = serde_json::from_str(text(&case["pay"], "body")).unwrap();
        let sent: Value = serde_json::from_str(&body(&request)).unwrap();
        for (name, value) in expected.as_object().unwrap() {
            assert_eq!(&sent[name], value, "{name} of {}", case["goods"]);
        }
        assert_eq!(body(&request), text(&case["pay"], "body"));
    }
}

#[test]
fn one_signature_covers_method_path_query_header_and_body() {
    let vectors = vectors("recipes");
    for case in list(&vectors["cases"]) {
        let request = prepared(client(&vectors, Frame::Plain).core(), &pay(case));
        assert_eq!(request.url().as_str(), text(&case["pay"], "url"));
        assert_headers(&request, case["pay"]["headers"].as_object().unwrap());
    }
}

#[test]
fn an_option_chooses_the_recipe_and_the_body_is_signed_as_it_is_sent() {
    let vectors = vectors("recipes");
    for case in list(&vectors["cases"]) {
        for (name, frame) in [("plain", Frame::Plain), ("braced", Frame::Braced)] {
            let request = prepared(client(&vectors, frame).core(), &mark(case));
            let expected = &case["mark"][name];
            assert_eq!(body(&request), text(expected, "body"), "{name}");
            assert_headers(&request, expected["headers"].as_object().unwrap());
            assert_eq!(request.url().as_str(), text(&case["mark"], "url"));
        }
    }
}

#[test]
fn the_first_choice_is_the_default() {
    assert_eq!(Frame::default(), Frame::Plain);
}

#[test]
fn the_signature_of_an_approval_is_the_published_one() {
    for vector in published("approve response / webhook signature (verify)") {
        let given = &vector["inputs"];
        let date = text(given, "ediDate");
        // The moment of the figure: both are on a day in Korean time.
        let millis = match date {
            "2021-11-05T17:14:35.150+0900" => 1_636_100_075_150,
            "2021-10-05T16:56:34.447+0900" => 1_633_420_594_447,
            other => unreachable!("{other} is another moment"),
        };
        let client = builder("M", text(given, "secretKey")).source(source(millis));
        let approve = Approve::builder()
            .tid(text(given, "tid"))
            .amount(text(given, "amount").parse().unwrap())
            .build()
            .unwrap();
        let request = prepared(client.build_with(Unused).core(), &approve);
        let sent: Value = serde_json::from_str(&body(&request)).unwrap();
        assert_eq!(sent["ediDate"], date);
        assert_eq!(sent["signData"], vector["expected"], "{vector}");
    }
}

#[test]
fn what_euckr_can_not_hold_can_not_be_signed_and_is_not_sent() {
    let vectors = vectors("recipes");
    let pay = Pay::builder().channel("web").amount(1).goods("coffee ☕😀");
    let client = client(&vectors, Frame::Plain);
    let error = client
        .core()
        .prepare(&pay.build().unwrap(), None)
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Prepare);
    assert_eq!(error.outcome(), Outcome::NotSent);
    assert!(!error.to_string().contains('😀'), "{error}");
}

#[test]
fn the_same_moment_and_chance_make_the_same_request() {
    let vectors = vectors("recipes");
    let case = &list(&vectors["cases"])[0];
    let client = client(&vectors, Frame::Plain);
    let (first, second) = (
        prepared(client.core(), &mark(case)),
        prepared(client.core(), &mark(case)),
    );
    assert_eq!(first.headers(), second.headers());
    assert_eq!(first.body(), second.body());
    // Without a fixed source both differ: the digits are random.
    let system = builder("M", "k").build_with(Unused);
    let token = |request: &HttpRequest| support::header(request, "x-token").unwrap().to_owned();
    let (first, second) = (
        token(&prepared(system.core(), &mark(case))),
        token(&prepared(system.core(), &mark(case))),
    );
    assert_ne!(first.rsplit_once(':'), second.rsplit_once(':'));
}

#[test]
fn secrets_stand_neither_in_requests_nor_in_what_is_shown() {
    let vectors = vectors("recipes");
    let client = client(&vectors, Frame::Plain);
    let request = prepared(client.core(), &pay(&list(&vectors["cases"])[0]));
    let key = text(&vectors, "sign_key");
    let wire = format!(
        "{} {:?} {}",
        request.url(),
        request.headers(),
        body(&request)
    );
    assert!(!wire.contains(key));
    let shown = format!("{client:?} {:?}", client.core().settings());
    assert!(
        !shown.contains(key) && !shown.contains("PRIVATE"),
        "{shown}"
    );
}
