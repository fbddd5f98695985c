//! The invented vendor of `acme.yaml`, and a client for it that is written by hand.

use std::sync::LazyLock;

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use hmac::{Hmac, Mac};
use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use kpg_codegen::model::Vendor;
use kpg_sandbox::{Credentials, Exchange, Finding, Judgement, Sandbox, SandboxBuilder};
use rsa::pkcs8::DecodePrivateKey;
use rsa::{Pkcs1v15Sign, RsaPrivateKey};
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256, Sha512};

pub const SHOP: &str = "SHOP01";
pub const HASH_KEY: &str = "hash-key";

fn key_text(name: &str) -> String {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/vectors/keys");
    std::fs::read_to_string(format!("{folder}/TEST-ONLY-signing-rsa2048.{name}.pem")).unwrap()
}

pub fn private_key() -> RsaPrivateKey {
    RsaPrivateKey::from_pkcs8_pem(&key_text("pkcs8")).unwrap()
}

pub fn vendor() -> Vendor {
    static VENDOR: LazyLock<Vendor> =
        LazyLock::new(|| super::compiled("acme.yaml", include_str!("../acme.yaml")));
    VENDOR.clone()
}

pub fn credentials() -> Credentials {
    Credentials::new()
        .text("shop_id", SHOP)
        .text("hash_key", HASH_KEY)
        .text("partner_id", "partner")
        .text("name_key", "11111111111111111111111111111111")
        .text("name_iv", "1111111111111111")
        .text("mail_key", "000102030405060708090a0b0c0d0e0f")
        .text("mail_iv", "101112131415161718191a1b1c1d1e1f")
        .text("birth_key", "dHdlbnR5LWZvdXIgYnl0ZXMgb2Yga2V5")
        .public_key_pem("rsa_key", &key_text("public"))
        .unwrap()
}

pub fn builder() -> SandboxBuilder {
    Sandbox::builder().vendor(vendor(), credentials())
}

pub async fn started() -> Sandbox {
    builder().start().await.unwrap()
}

pub fn clock(format: &str, zone: i8, minutes: i64) -> String {
    let moment = Timestamp::now()
        .checked_add(SignedDuration::from_mins(minutes))
        .unwrap();
    let zone = TimeZone::fixed(jiff::tz::Offset::constant(zone));
    moment.to_zoned(zone).strftime(format).to_string()
}

pub fn sha256_hex(text: &str) -> String {
    hex::encode(Sha256::digest(text))
}

/// A call of `pay`, right unless a test makes it wrong.
#[derive(Clone)]
pub struct Pay {
    pub members: Map<String, Value>,
    pub headers: Vec<(String, String)>,
    pub form: bool,
}

impl Pay {
    /// The least that is accepted, signed at a distance from now.
    pub fn signed(order: &str, memo: Option<&str>, minutes: i64) -> Self {
        let nonce = "0a1b2c3d";
        let when = clock("%Y%m%d%H%M%S", 9, minutes);
        let utc = clock("%Y-%m-%dT%H:%M", 0, minutes);
        let proof = hex::encode_upper(Sha512::digest(format!("{SHOP}{nonce}{when}")));
        let message = format!("shop={SHOP}&order={order}&amount=1000");
        let signature = private_key()
            .sign(Pkcs1v15Sign::new::<Sha256>(), &Sha256::digest(message))
            .unwrap();
        let mut members = json!({
            "shop": SHOP, "order": order, "amount": 1000, "method": "card", "when": when,
            "kind": "KRW", "signature": URL_SAFE_NO_PAD.encode(signature),
        });
        if let Some(memo) = memo {
            members["memo"] = memo.into();
        }
        let Value::Object(members) = members else {
            unreachable!()
        };
        let stamp = format!("v1 {proof}.{nonce}@{utc}");
        let headers = vec![
            ("x-stamp".to_owned(), stamp),
            ("x-partner".to_owned(), "partner".to_owned()),
        ];
        let mut pay = Self {
            members,
            headers,
            form: false,
        };
        pay.check(&format!("{SHOP}{when}{HASH_KEY}"));
        pay
    }

    pub fn good() -> Self {
        Self::signed("A-1", None, 0)
    }

    /// Both checks over this text.
    pub fn check(&mut self, message: &str) {
        let check = sha256_hex(message);
        self.set("recheck", STANDARD.encode(Sha256::digest(&check)));
        self.set("check", check);
    }

    pub fn set(&mut self, name: &str, value: impl Into<Value>) {
        self.members.insert(name.to_owned(), value.into());
    }

    pub fn header(&mut self, name: &str, value: &str) {
        self.headers.retain(|(known, _)| known != name);
        self.headers.push((name.to_owned(), value.to_owned()));
    }

    pub fn body(&self) -> String {
        if !self.form {
            return serde_json::to_string(&self.members).unwrap();
        }
        let text = |value: &Value| {
            value
                .as_str()
                .map_or_else(|| value.to_string(), str::to_owned)
        };
        let pairs = self.members.iter().map(|(name, value)| (name, text(value)));
        form_urlencoded::Serializer::new(String::new())
            .extend_pairs(pairs)
            .finish()
    }

    pub async fn send(self, sandbox: &Sandbox) -> Exchange {
        let body = self.body();
        self.send_body(sandbox, body).await
    }

    /// Another body than that of the members, with the MAC it needs unless there is one already.
    pub async fn send_body(mut self, sandbox: &Sandbox, body: String) -> Exchange {
        self.complete(sandbox, &body);
        let headers: Vec<_> = self
            .headers
            .iter()
            .filter(|(_, value)| !value.is_empty())
            .cloned()
            .collect();
        post(sandbox, "/v1/pay", &headers, body).await
    }

    /// The call with this body as it goes over the wire, with more lines of headers.
    pub fn written(mut self, sandbox: &Sandbox, lines: &[&str], body: &str) -> Vec<u8> {
        self.complete(sandbox, body);
        let address = sandbox.address();
        let length = body.len();
        let mut text = format!(
            "POST /acme/v1/pay HTTP/1.1\r\nhost: {address}\r\ncontent-length: {length}\r\n"
        );
        for (name, value) in self.headers.iter().filter(|(_, value)| !value.is_empty()) {
            text += &format!("{name}: {value}\r\n");
        }
        for line in lines {
            text += &format!("{line}\r\n");
        }
        (text + "\r\n" + body).into_bytes()
    }

    /// Headers that every call has, unless there is one already.
    fn complete(&mut self, sandbox: &Sandbox, body: &str) {
        let given = |headers: &[(String, String)], name: &str| {
            headers.iter().any(|(known, _)| known == name)
        };
        if !given(&self.headers, "x-mac") {
            let mut mac = Hmac::<Sha256>::new_from_slice(HASH_KEY.as_bytes()).unwrap();
            mac.update(body.as_bytes());
            self.header("x-mac", &STANDARD.encode(mac.finalize().into_bytes()));
        }
        if !given(&self.headers, "authorization") {
            assert!(sandbox.issue_token("acme", "ticket", "T-1"));
            self.header("authorization", "Bearer T-1");
        }
        if !given(&self.headers, "content-type") {
            let media_type = if self.form {
                "application/x-www-form-urlencoded"
            } else {
                "application/json"
            };
            self.header("content-type", media_type);
        }
    }
}

pub async fn post(
    sandbox: &Sandbox,
    path: &str,
    headers: &[(String, String)],
    body: String,
) -> Exchange {
    let headers = headers
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()));
    let body = Some(body.into_bytes());
    let (exchange, bytes) = super::send(sandbox, "acme", ("POST", path), headers, body).await;
    let text = String::from_utf8(bytes).unwrap();
    assert_eq!(exchange.answer_body, text, "the log says what was sent");
    exchange
}

pub fn header(name: &str, value: &str) -> (String, String) {
    (name.to_owned(), value.to_owned())
}

#[track_caller]
pub fn findings(exchange: &Exchange) -> Vec<Finding> {
    match &exchange.judgement {
        Judgement::Refused(findings) => findings.clone(),
        other => panic!("{other:?}: {}", exchange.answer_body),
    }
}

pub fn answer(exchange: &Exchange) -> Value {
    serde_json::from_str(&exchange.answer_body).unwrap()
}
