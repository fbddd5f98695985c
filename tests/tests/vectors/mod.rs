//! Requests that the generated clients prepare, and answers that they read, against values made outside this code base,
//! in `tests/vectors`, from the vendors' documents alone: a module for each vendor. Here stands what they share.

/// Gives a builder what the caller of a vector gives and need not.
macro_rules! give {
    ($builder:ident, $vector:ident, $($wire:literal => $method:ident),+ $(,)?) => {
        $(if let Some(text) = input(&$vector, $wire) {
            $builder = $builder.$method(text);
        })+
    };
}

mod bccard;
mod cookiepay;
mod inicis;
mod kakaopay;
mod kcp;
mod konaplate;
mod nicepay;
mod tosspayments;
mod welcome;

use std::collections::BTreeMap;
use std::time::{Duration, SystemTime};

use kpg::runtime::{
    Choice, Core, FixedSource, HttpAnswer, HttpRequest, OpenChoice, Operation, PrivateKey,
    Sensitive, Transport, TransportError,
};
use kpg_tests::fixtures::{root, text};
use serde_json::Value;

/// 2022-11-08T12:08:14.608+09:00, the clock of every vector.
const CLOCK_MS: u64 = 1_667_876_894_608;
/// Random bytes whose seven digits are `0a1b2c3`, those of every vector.
const RANDOM: [u8; 4] = [0x0a, 0x1b, 0x2c, 0x3d];

/// A transport that is never used: these tests do no I/O.
#[derive(Clone)]
struct Unused;

impl Transport for Unused {
    async fn send(&self, _: HttpRequest) -> Result<HttpAnswer, TransportError> {
        unreachable!("a vector test sends nothing")
    }
}

/// The clock and the chance of every vector.
fn source() -> FixedSource {
    FixedSource::new(
        SystemTime::UNIX_EPOCH + Duration::from_millis(CLOCK_MS),
        RANDOM,
    )
}

/// A file of vectors.
fn vector(name: &str) -> Value {
    serde_json::from_str(&text(&format!("tests/vectors/{name}.json")).unwrap()).unwrap()
}

/// An expected request.
fn request(name: &str) -> Value {
    vector(&format!("prepared/{name}"))
}

/// The members of a list of a vector.
fn list<'v>(vector: &'v Value, name: &str) -> &'v [Value] {
    vector[name].as_array().unwrap()
}

/// A text of a vector; what is not there is the empty text.
fn at<'v>(vector: &'v Value, path: &str) -> &'v str {
    vector
        .pointer(path)
        .and_then(Value::as_str)
        .unwrap_or_default()
}

/// What the caller gives, if it does.
fn input<'v>(vector: &'v Value, name: &str) -> Option<&'v str> {
    vector["inputs"].get(name).and_then(Value::as_str)
}

/// What the caller gives.
fn must<'v>(vector: &'v Value, name: &str) -> &'v str {
    input(vector, name).unwrap_or_else(|| panic!("the vector has no input {name}"))
}

/// An amount that the caller gives.
fn amount(vector: &Value, name: &str) -> u64 {
    must(vector, name).parse().unwrap()
}

/// A listed value that the caller gives.
fn choice<C: Choice + Clone>(vector: &Value, name: &str) -> C {
    let wire = must(vector, name);
    let listed = C::values().iter().find(|(text, _)| *text == wire);
    listed
        .unwrap_or_else(|| panic!("{wire} is no listed value of {name}"))
        .1
        .clone()
}

/// A value that the caller gives, listed or not.
fn open_choice<C: OpenChoice>(vector: &Value, name: &str) -> C {
    C::from_wire(must(vector, name))
}

/// A private key among the credentials.
fn key(vector: &Value, credential: &str) -> PrivateKey {
    let file = at(vector, &format!("/credentials/{credential}/key_file"));
    PrivateKey::from_pem(&text(&format!("tests/vectors/{file}")).unwrap()).unwrap()
}

/// A request as it would be sent, with the token of the vector's session where it has one.
fn prepared<O: Operation>(
    core: &Core<O::Settings, Unused>,
    request: &O,
    vector: &Value,
) -> HttpRequest {
    let session = vector["session"]
        .as_object()
        .and_then(|session| session.values().next())
        .and_then(Value::as_str);
    let token = session.map(|token| Sensitive::new(token.to_owned()));
    core.prepare(request, token.as_ref())
        .unwrap_or_else(|_| panic!("the request cannot be prepared"))
}

/// The request is, to the byte, what the vector says.
fn assert_request(name: &str, vector: &Value, request: &HttpRequest) {
    assert_eq!(
        request.url().as_str(),
        at(vector, "/request/url"),
        "{name}: address"
    );
    let body = String::from_utf8(request.body().unwrap().bytes().to_vec()).unwrap();
    assert_eq!(body, at(vector, "/request/body"), "{name}: body");
    let sent: BTreeMap<String, String> = request
        .headers()
        .iter()
        .map(|(name, value)| (name.as_str().to_owned(), value.to_str().unwrap().to_owned()))
        .collect();
    let expected: BTreeMap<String, String> = vector["request"]["headers"]
        .as_object()
        .unwrap()
        .iter()
        .map(|(name, value)| (name.to_lowercase(), value.as_str().unwrap().to_owned()))
        .collect();
    assert_eq!(sent, expected, "{name}: headers");
}

#[test]
fn every_prepared_vector_is_used() {
    let names = |folder: &str| -> Vec<String> {
        let entries = std::fs::read_dir(root().join(folder)).unwrap();
        let names = entries.map(|entry| entry.unwrap().file_name().into_string());
        names.collect::<Result<_, _>>().unwrap()
    };
    let tests = names("tests/tests/vectors");
    let tests = tests
        .iter()
        .map(|name| text(&format!("tests/tests/vectors/{name}")).unwrap());
    let tests: String = tests.collect();
    for name in names("tests/vectors/prepared") {
        let name = name.strip_suffix(".json").unwrap();
        let is_used = tests.contains(&format!("\"{name}\""));
        assert!(is_used, "{name} is not tested");
    }
}
