//! What several test files share: the clients at a sandbox, and failures without their type.

pub mod breaks;
pub mod broken;
pub mod by_hand;
pub mod fitting;
pub mod marks;
pub mod raw;
pub mod tracer;
pub mod vectors;

use std::sync::LazyLock;

use kpg::runtime::{BaseUrl, PrivateKey, PublicKey, ReqwestTransport, Timeouts};
use kpg::{Violations, konaplate};
use kpg_codegen::model::{Condition, Operation, Vendor};
use kpg_sandbox::{Exchange, Sandbox, Script, Verdict};
use kpg_tests::clients::Clients;
use kpg_tests::failure::Failed;
use kpg_tests::fixtures;

/// Every operation of every spec, as vendor and name.
pub static OPERATIONS: LazyLock<Vec<(String, String)>> =
    LazyLock::new(|| fixtures::operations().unwrap());

/// Every spec, compiled.
pub static VENDORS: LazyLock<Vec<Vendor>> = LazyLock::new(|| fixtures::vendors().unwrap());

/// A sandbox and clients of it.
pub struct Bench {
    pub sandbox: Sandbox,
    pub clients: Clients<ReqwestTransport>,
}

/// The default transport.
pub fn transport() -> ReqwestTransport {
    ReqwestTransport::new(Timeouts::default()).unwrap()
}

impl Bench {
    pub async fn new() -> Self {
        let sandbox = fixtures::sandbox().await.unwrap();
        let clients = Clients::new(&sandbox, &transport()).unwrap();
        Self { sandbox, clients }
    }

    /// The exchanges of an operation, the oldest first.
    pub fn log(&self, vendor: &str, operation: &str) -> Vec<Exchange> {
        log(&self.sandbox, vendor, operation)
    }

    /// The exchange of an operation that was last.
    pub fn last(&self, vendor: &str, operation: &str) -> Exchange {
        self.log(vendor, operation).pop().unwrap()
    }

    /// The answer of an operation that was last, which the sandbox gave to a request without fault.
    pub fn accepted(&self, vendor: &str, operation: &str) -> serde_json::Value {
        let last = self.last(vendor, operation);
        assert_eq!(last.verdict, Verdict::Accepted, "{vendor}.{operation}");
        let answer = last.plain_answer.unwrap_or(last.answer_body);
        serde_json::from_str(&answer).unwrap()
    }

    /// Answers the next call with exactly this.
    pub fn answer_raw(&self, vendor: &str, operation: &str, status: u16, body: &[u8]) {
        let body = body.to_vec();
        let raw = Script::Raw { status, body };
        self.sandbox.answer_next(vendor, operation, raw);
    }

    /// The answer that an operation's good call is accepted with, before it is encrypted.
    pub async fn success(&self, vendor: &str, operation: &str) -> String {
        self.call(vendor, operation).await.unwrap();
        let last = self.last(vendor, operation);
        last.plain_answer.unwrap_or(last.answer_body)
    }

    /// A good call of an operation.
    pub async fn call(&self, vendor: &str, operation: &str) -> Result<String, Failed> {
        self.clients.call(vendor, operation).await.unwrap()
    }
}

/// The exchanges of an operation, the oldest first.
pub fn log(sandbox: &Sandbox, vendor: &str, operation: &str) -> Vec<Exchange> {
    let mut log = sandbox.log();
    log.retain(|each| each.vendor == vendor && each.operation.as_deref() == Some(operation));
    log
}

/// An operation of the specs.
pub fn operation(vendor: &str, operation: &str) -> (&'static Vendor, &'static Operation) {
    let vendor = VENDORS.iter().find(|each| each.id.snake() == vendor);
    let mut operations = vendor.unwrap().operations.iter();
    let operation = operations.find(|each| each.name.snake() == operation);
    (vendor.unwrap(), operation.unwrap())
}

/// Where the result code stands in an answer, as a JSON pointer; in the first object of a list.
pub fn code_pointer(operation: &Operation) -> String {
    let answer = &operation.answer;
    let path = match (answer.code.0.split_first(), &answer.format.list_as) {
        (Some((first, rest)), Some(list)) if first == list => format!("0/{}", rest.join("/")),
        _ => answer.code.0.join("/"),
    };
    format!("/{path}")
}

/// The code that an operation is accepted with.
pub fn success_code(operation: &Operation) -> &str {
    let Condition(tests) = &operation.answer.success;
    let test = tests
        .iter()
        .find(|test| test.path == operation.answer.code)
        .unwrap();
    let [code] = test.values.as_slice() else {
        panic!("{}: success has several codes", operation.name);
    };
    code
}

/// A private test key.
pub fn private_key(use_of: &str) -> PrivateKey {
    PrivateKey::from_pem(&fixtures::key(use_of, "pkcs8").unwrap()).unwrap()
}

/// A base address.
pub fn address(text: &str) -> BaseUrl {
    BaseUrl::parse(text).unwrap()
}

/// Credentials of Konaplate of which a test changes some.
pub fn konaplate_credentials(
    (asp_id, access_key, secret_key): (&str, &str, &str),
    crypto_key_id: Option<&str>,
    private_key: PrivateKey,
) -> Result<konaplate::Credentials, Violations> {
    let server = fixtures::key("signing", "public").unwrap();
    let credentials = konaplate::Credentials::builder()
        .asp_id(asp_id)
        .access_key(access_key)
        .secret_key(secret_key)
        .server_key_id(fixtures::KONAPLATE_SERVER_KEY_ID)
        .server_public_key(PublicKey::from_pem(&server).unwrap())
        .client_private_key(private_key);
    match crypto_key_id {
        Some(id) => credentials.crypto_key_id(id).build(),
        None => credentials.build(),
    }
}
