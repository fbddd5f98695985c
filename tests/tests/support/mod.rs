//! What several test files share: the clients at a sandbox, and failures without their type.
#![allow(dead_code, reason = "every test file uses a part of it")]

pub mod broken;

use std::fmt::Debug;

use kpg::runtime::{BaseUrl, PrivateKey, PublicKey, ReqwestTransport, ResultCode, Timeouts};
use kpg::{Error, ErrorKind, Outcome, Violations, cookiepay, konaplate};
use kpg_sandbox::{Exchange, Sandbox, Script, Verdict};
use kpg_tests::clients::{self, Clients};
use kpg_tests::fixtures;

/// The operations that these tests call, as vendor and name.
pub const OPERATIONS: [(&str, &str); 7] = [
    ("bccard", "cancel"),
    ("cookiepay", "token"),
    ("cookiepay", "cancel"),
    ("cookiepay", "deposit_then_cancel"),
    ("konaplate", "cancel_charge"),
    ("welcome", "cancel"),
    ("welcome", "partial_cancel"),
];

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

    /// A good call of an operation.
    pub async fn call(&self, vendor: &str, operation: &str) -> Result<String, Failed> {
        call(&self.clients, vendor, operation).await
    }
}

/// The exchanges of an operation, the oldest first.
pub fn log(sandbox: &Sandbox, vendor: &str, operation: &str) -> Vec<Exchange> {
    let mut log = sandbox.log();
    log.retain(|each| each.vendor == vendor && each.operation.as_deref() == Some(operation));
    log
}

/// A good call of an operation; what is accepted is given as `Debug` shows it.
pub async fn call(
    clients: &Clients<ReqwestTransport>,
    vendor: &str,
    operation: &str,
) -> Result<String, Failed> {
    let Clients {
        bccard,
        cookiepay,
        konaplate,
        welcome,
    } = clients;
    match (vendor, operation) {
        ("bccard", "cancel") => plain(bccard.cancel(&clients::bccard_cancel().unwrap()).await),
        ("cookiepay", "token") => plain(cookiepay.token(&cookiepay::Token::new()).await),
        ("cookiepay", "cancel") => plain(
            cookiepay
                .cancel(&clients::cookiepay_cancel().unwrap())
                .await,
        ),
        ("cookiepay", "deposit_then_cancel") => {
            let request = clients::cookiepay_deposit_then_cancel().unwrap();
            plain(cookiepay.deposit_then_cancel(&request).await)
        }
        ("konaplate", "cancel_charge") => {
            let request = clients::konaplate_cancel_charge().unwrap();
            plain(konaplate.cancel_charge(&request).await)
        }
        ("welcome", "cancel") => plain(welcome.cancel(&clients::welcome_cancel().unwrap()).await),
        ("welcome", "partial_cancel") => {
            let request = clients::welcome_partial_cancel().unwrap();
            plain(welcome.partial_cancel(&request).await)
        }
        _ => panic!("there is no operation {vendor}.{operation}"),
    }
}

pub type Failed = Box<Failure>;

/// A failure without the type of its code.
#[derive(Debug)]
pub struct Failure {
    pub outcome: Outcome,
    pub kind: ErrorKind,
    pub code: Option<String>,
    /// Whether the spec lists the code.
    pub listed: bool,
    pub message: Option<String>,
    pub status: Option<u16>,
    pub body: Vec<u8>,
    /// The paths of what is malformed.
    pub problems: Vec<String>,
    /// All that the error and its causes show.
    pub shown: String,
}

impl Failure {
    pub fn code(&self) -> Option<&str> {
        self.code.as_deref()
    }
}

pub fn plain<A: Debug, C: ResultCode + 'static>(
    result: Result<A, Error<C>>,
) -> Result<String, Failed> {
    match result {
        Ok(answer) => Ok(format!("{answer:?}")),
        Err(error) => Err(failed(&error)),
    }
}

pub fn failed<C: ResultCode + 'static>(error: &Error<C>) -> Failed {
    let code = error.code();
    Box::new(Failure {
        outcome: error.outcome(),
        kind: error.kind(),
        code: code.map(|code| code.as_str().to_owned()),
        listed: code.is_some_and(|code| code.unrecognised().is_none()),
        message: error.message().map(str::to_owned),
        status: error.status(),
        body: error.body().to_vec(),
        problems: error
            .problems()
            .iter()
            .map(|each| each.path.clone())
            .collect(),
        shown: shown(error),
    })
}

/// Everything that an error and its causes show to whoever prints them.
pub fn shown(error: &(dyn std::error::Error + 'static)) -> String {
    let mut text = format!("{error}\n{error:?}\n");
    let mut cause = error.source();
    while let Some(error) = cause {
        text.push_str(&format!("{error}\n{error:?}\n{error:#?}\n"));
        cause = error.source();
    }
    text
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
