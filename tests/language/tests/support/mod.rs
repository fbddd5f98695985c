//! What the tests of all areas share: the vectors, a stopped clock, and transports that send nothing.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use kpg_codegen::{SourceFile, compile};
use kpg_runtime::http::header::CONTENT_TYPE;
use kpg_runtime::{
    BaseUrl, Core, FixedSource, HttpAnswer, HttpRequest, Operation, Outcome, Transport,
    TransportError, Violations,
};
use kpg_sandbox::Sandbox;
use serde_json::Value;

/// What `vectors/make.py` wrote down for an area.
pub fn vectors(area: &str) -> Value {
    let all: Value = serde_json::from_str(include_str!("../../vectors/vectors.json")).unwrap();
    all[area].clone()
}

/// The figures that vendors publish for what is named so.
pub fn published(operation: &str) -> Vec<Value> {
    let all = vectors("published");
    let named = |vector: &&Value| text(vector, "operation") == operation;
    let found: Vec<Value> = list(&all).iter().filter(named).cloned().collect();
    assert!(!found.is_empty(), "nothing is published of {operation}");
    found
}

pub fn text<'v>(value: &'v Value, name: &str) -> &'v str {
    value[name]
        .as_str()
        .unwrap_or_else(|| panic!("the vector has no text {name}"))
}

pub fn list(value: &Value) -> &[Value] {
    value.as_array().unwrap()
}

/// A clock that stands at so many milliseconds, and digits `0a1b2c3` by chance.
pub fn source(millis: u64) -> FixedSource {
    let now = SystemTime::UNIX_EPOCH + Duration::from_millis(millis);
    FixedSource::new(now, [0x0a, 0x1b, 0x2c, 0x3d])
}

/// The address of a sandbox that stands for a small spec, and the sandbox itself.
pub async fn sandbox(vendor: &str, merchant: kpg_sandbox::Credentials) -> (Sandbox, BaseUrl) {
    let text = std::fs::read_to_string(format!("specs/{vendor}.yaml")).unwrap();
    let model = compile(&SourceFile::new(vendor, text)).unwrap_or_else(|_| panic!("{vendor}"));
    let sandbox = Sandbox::builder().vendor(model, merchant);
    let sandbox = sandbox.start().await.unwrap();
    let address = BaseUrl::parse(&sandbox.base_url(vendor)).unwrap();
    (sandbox, address)
}

/// A transport for tests that only prepare and interpret.
#[derive(Clone, Debug)]
pub struct Unused;

impl Transport for Unused {
    async fn send(&self, _: HttpRequest) -> Result<HttpAnswer, TransportError> {
        unreachable!("this test sends nothing")
    }
}

/// What becomes of one request.
pub enum Canned {
    Answer(u16, &'static str),
    NotSent,
    MaybeSent,
}

/// A transport that gives canned answers in their order and keeps what it was given.
#[derive(Clone, Default)]
pub struct Script {
    answers: Arc<Mutex<VecDeque<Canned>>>,
    sent: Arc<Mutex<Vec<HttpRequest>>>,
}

impl Script {
    pub fn new(answers: impl IntoIterator<Item = Canned>) -> Self {
        let script = Self::default();
        script.answers.lock().unwrap().extend(answers);
        script
    }

    /// Path and `Authorization` of everything that was sent.
    pub fn log(&self) -> Vec<String> {
        let line = |request: &HttpRequest| {
            let token = request.headers().get("authorization");
            let token = token.map_or("", |token| token.to_str().unwrap());
            format!("{} {token}", request.url().path())
                .trim()
                .to_owned()
        };
        self.sent.lock().unwrap().iter().map(line).collect()
    }

    /// Everything that was sent, in its order.
    pub fn sent(&self) -> Vec<HttpRequest> {
        self.sent.lock().unwrap().clone()
    }

    /// How many canned answers are left: what a call did not ask for.
    pub fn left(&self) -> usize {
        self.answers.lock().unwrap().len()
    }
}

impl Transport for Script {
    async fn send(&self, request: HttpRequest) -> Result<HttpAnswer, TransportError> {
        self.sent.lock().unwrap().push(request);
        // Lets every other task go on, as a network would.
        tokio::task::yield_now().await;
        let next = self.answers.lock().unwrap().pop_front();
        match next.expect("the script has an answer for every request") {
            Canned::Answer(status, body) => Ok(HttpAnswer::new(status, body)),
            Canned::NotSent => Err(TransportError::not_sent("no connection")),
            Canned::MaybeSent => Err(TransportError::maybe_sent("reset")),
        }
    }
}

/// The request as it would be sent.
pub fn prepared<O: Operation, T>(core: &Core<O::Settings, T>, request: &O) -> HttpRequest {
    core.prepare(request, None)
        .unwrap_or_else(|error| panic!("{error}"))
}

/// The body as text; no body is the empty text.
pub fn body(request: &HttpRequest) -> String {
    String::from_utf8(bytes(request)).unwrap()
}

pub fn bytes(request: &HttpRequest) -> Vec<u8> {
    request
        .body()
        .map(|body| body.bytes().to_vec())
        .unwrap_or_default()
}

/// A header of the request; nothing where it has none.
pub fn header<'r>(request: &'r HttpRequest, name: &str) -> Option<&'r str> {
    let value = request.headers().get(name)?;
    Some(value.to_str().unwrap())
}

pub fn content_type(request: &HttpRequest) -> Option<&str> {
    header(request, CONTENT_TYPE.as_str())
}

/// What is known after an answer to a request; an accepted one gives nothing.
pub fn outcome<O: Operation, T>(
    core: &Core<O::Settings, T>,
    request: &O,
    (status, body): (u16, &[u8]),
) -> Option<Outcome> {
    let read = core.interpret(request, &HttpAnswer::new(status, body));
    read.err().map(|error| error.outcome())
}

/// The fields of all violations, with their places in lists.
pub fn violated<T: std::fmt::Debug>(built: Result<T, Violations>) -> Vec<String> {
    let named = |line: &str| line.split(" (").next().unwrap().to_owned();
    let violations = built.unwrap_err();
    violations.to_string().lines().map(named).collect()
}
