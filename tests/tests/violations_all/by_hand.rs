//! Requests that no builder makes: a good one with another value for one field, put together and sent
//! here without the runtime.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use kpg::runtime::{Cipher, HttpRequest, KeyForm, Members, PublicKey, ReqwestTransport};
use kpg_codegen::model::{BodyEncoding, Envelope, Field, Kind, Operation, Place, Placed};
use kpg_sandbox::{Exchange, Sandbox};
use kpg_tests::clients::Clients;
use kpg_tests::fixtures::{self, WELCOME_ENCRYPTION_IV, WELCOME_ENCRYPTION_KEY};
use kpg_tests::recording::Recording;
use kpg_tests::sandboxed::transport;
use kpg_tests::values::Values;
use serde_json::{Map, Value};

/// A sandbox, and clients of which every request is kept.
pub struct Recorder {
    pub sandbox: Sandbox,
    pub transport: Recording<ReqwestTransport>,
    pub clients: Clients<Recording<ReqwestTransport>>,
}

impl Recorder {
    pub async fn new() -> Self {
        let sandbox = fixtures::sandbox().await.unwrap();
        let transport = Recording::new(transport());
        let clients = Clients::new(&sandbox, &transport).unwrap();
        Self {
            sandbox,
            transport,
            clients,
        }
    }

    /// A good request as it was sent.
    pub async fn recorded(&self, vendor: &str, name: &str, values: &Values) -> HttpRequest {
        let sent = self.clients.send(vendor, name, values).await.unwrap();
        sent.unwrap_or_else(|error| panic!("{vendor}.{name}: {error:?}"));
        self.transport.last().unwrap()
    }

    /// Sends it again with this text for one field, or without the field.
    pub fn sent_with(
        &self,
        operation: &Operation,
        good: &HttpRequest,
        Placed { at, field }: Placed<'_>,
        text: Option<&str>,
    ) -> Exchange {
        let mut headers: Vec<(String, Vec<u8>)> = good
            .headers()
            .iter()
            .map(|(name, value)| (name.as_str().to_owned(), value.as_bytes().to_vec()))
            .collect();
        let mut body = good.body().unwrap().bytes().to_vec();
        match at.place {
            Place::Header => {
                headers.retain(|(name, _)| !name.eq_ignore_ascii_case(&field.wire));
                headers.extend(text.map(|text| (field.wire.clone(), text.as_bytes().to_vec())));
            }
            Place::Body => body = with_member(operation, &body, field, text),
            other => panic!("no vendor has a {}", other.word()),
        }
        post(good, &headers, &body);
        self.sandbox.log().pop().unwrap()
    }
}

fn with_member(operation: &Operation, body: &[u8], field: &Field, text: Option<&str>) -> Vec<u8> {
    let encrypted = text.map(|text| match field.cipher {
        Some(_) => encrypted(text),
        None => text.to_owned(),
    });
    let text = encrypted.as_deref();
    match (&operation.envelope, operation.encodings[0]) {
        (Some(Envelope::Jwe { member, .. }), _) => sealed(operation, member, field, text),
        (Some(Envelope::Cipher(_)), _) => panic!("no vendor encrypts a whole body with a cipher"),
        (None, BodyEncoding::Lines) => panic!("no request is written in lines"),
        (None, BodyEncoding::Json) => {
            let mut tree = serde_json::from_slice(body).unwrap();
            put(&mut tree, field, text);
            serde_json::to_vec(&tree).unwrap()
        }
        (None, BodyEncoding::Form) => {
            let start = format!("{}=", field.wire);
            let body = std::str::from_utf8(body).unwrap();
            let others = body.split('&').filter(|pair| !pair.starts_with(&start));
            let mut pairs: Vec<String> = others.map(str::to_owned).collect();
            pairs.extend(text.map(|text| start + &percent(text)));
            pairs.join("&").into_bytes()
        }
    }
}

/// As the one vendor with encrypted fields wants them; the good requests show that it is so.
fn encrypted(text: &str) -> String {
    let key = WELCOME_ENCRYPTION_KEY.to_owned();
    let vector = WELCOME_ENCRYPTION_IV.to_owned();
    let write = |bytes: Vec<u8>| STANDARD.encode(bytes);
    let cipher = Cipher::aes_cbc(KeyForm::Text(&key), KeyForm::Text(&vector), write);
    let text = text.to_owned();
    cipher.unwrap().encrypt(&text).unwrap()
}

/// The examples of an operation in an envelope, with this text for one field.
fn sealed(operation: &Operation, envelope: &str, field: &Field, text: Option<&str>) -> Vec<u8> {
    assert_eq!(operation.caller_fields().count(), operation.body.len());
    let texts = operation.body.iter().filter_map(|each| match each {
        each if each.wire == field.wire => Some((each, text?)),
        each => Some((each, each.facts.example.as_deref().unwrap())),
    });
    let mut members = Members::new();
    for (each, text) in texts {
        let name: &'static str = each.wire.clone().leak();
        members.put(name, &text.to_owned());
    }
    let envelope: &'static str = envelope.to_owned().leak();
    let key = PublicKey::from_pem(&fixtures::key("signing", "public").unwrap()).unwrap();
    let body = members.json().jwe(envelope, &key).unwrap();
    body.bytes().to_vec()
}

/// Puts a member into a JSON body; a dot in its name is a step into an object.
fn put(tree: &mut Value, field: &Field, text: Option<&str>) {
    let mut steps: Vec<&str> = field.wire.split('.').collect();
    let last = steps.pop().unwrap();
    let mut object: &mut Map<String, Value> = tree.as_object_mut().unwrap();
    for step in steps {
        object = object[step].as_object_mut().unwrap();
    }
    match text {
        Some(text) => object.insert(last.to_owned(), json(field, text)),
        None => object.remove(last),
    };
}

/// A number or a boolean where the field is one and the text too.
fn json(field: &Field, text: &str) -> Value {
    let bare = matches!(
        field.facts.content.one(),
        Some(Kind::Integer { .. } | Kind::Boolean | Kind::Amount { number: true, .. })
    );
    let parsed = serde_json::from_str(text);
    match parsed {
        Ok(value) if bare => value,
        _ => Value::from(text),
    }
}

fn percent(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

/// HTTP/1.1 in its plainest form; what is answered is in the sandbox's log.
fn post(good: &HttpRequest, headers: &[(String, Vec<u8>)], body: &[u8]) {
    let url = good.url();
    let authority = format!("{}:{}", url.host_str().unwrap(), url.port().unwrap());
    let mut message = format!(
        "POST {} HTTP/1.1\r\nhost: {authority}\r\nconnection: close\r\ncontent-length: {}\r\n",
        url.path(),
        body.len()
    )
    .into_bytes();
    for (name, value) in headers {
        message.extend([name.as_bytes(), b": ", value, b"\r\n"].concat());
    }
    message.extend([b"\r\n", body].concat());
    let mut stream = TcpStream::connect(authority).unwrap();
    stream.write_all(&message).unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    assert!(answer.starts_with(b"HTTP/1.1 "));
}
