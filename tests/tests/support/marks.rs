//! Marked secrets: planted in credentials, requests and answers, and looked for in what is printed.

use std::fmt::Debug;
use std::sync::{Arc, Mutex};

use crate::clients::{Clients, konaplate_credentials};
use crate::failure::shown;
use crate::values::Values;
use crate::{Fault, fixtures};
use kpg::runtime::{Attempt, Audit, End, Masked, PrivateKey, Transport};
use kpg::{bccard, cookiepay, konaplate, welcome};
use kpg_codegen::model::{AnswerField, Content, Field, Kind, Operation};
use kpg_sandbox::{Credentials, Sandbox};
use serde_json::Value;

/// Every planted text has one of these in it, in some encoding; none of them comes about by chance.
const MARKS: [&str; 6] = [
    "SECRET-MARK",
    "secret-mark",
    "쉿",
    "%EC%89%BF",
    "\\uc27f",
    "7373737373",
];

/// Of the key that signs.
pub fn signing_key() -> PrivateKey {
    fixtures::private_key("signing")
}

/// Lines of the private key that everything is searched for.
fn key_lines() -> Vec<String> {
    let pem = fixtures::key("signing", "pkcs8").unwrap();
    pem.lines()
        .filter(|line| !line.starts_with("---"))
        .map(str::to_owned)
        .collect()
}

pub fn assert_hidden(what: &str, text: &str) {
    for mark in MARKS {
        assert!(!text.contains(mark), "{what} shows {mark}: {text}");
    }
    for line in key_lines() {
        assert!(!text.contains(&line), "{what} shows a private key");
    }
}

/// Marks in hexadecimal digits, in base64 wherever they stand in it, and in EUC-KR as hexadecimal digits: what an
/// explanation shows of bytes.
const ENCODED_MARKS: [&str; 7] = [
    "5345435245542d4d41524b",
    "3733373337333733",
    "U0VDUkVULU1BUk",
    "NFQ1JFVC1NQVJL",
    "TRUNSRVQtTUFSS",
    "ec89bfec89bf",
    "bdb2bdb2",
];

/// Neither as it is nor encoded: searched for in small letters where digits are.
pub fn assert_hidden_however_written(what: &str, text: &str) {
    assert_hidden(what, text);
    let small = text.to_ascii_lowercase();
    for mark in ENCODED_MARKS {
        let is_shown = text.contains(mark) || small.contains(mark);
        assert!(!is_shown, "{what} shows {mark}: {text}");
    }
}

pub fn assert_debug_hidden(what: &str, value: &dyn Debug) {
    assert_hidden(what, &format!("{value:?}\n{value:#?}"));
}

/// Writes down everything that an audit is told, as it would be printed.
#[derive(Clone, Debug, Default)]
pub struct Trail(Arc<Mutex<String>>);

impl Trail {
    /// What was written down since the last time.
    pub fn take(&self) -> String {
        std::mem::take(&mut self.0.lock().unwrap())
    }

    fn keep(&self, text: &str) {
        self.0.lock().unwrap().push_str(text);
    }
}

impl Audit for Trail {
    fn sending(&self, attempt: &Attempt, request: &Masked) {
        self.keep(&format!("{attempt}\n{attempt:?}\n{request}\n{request:?}\n"));
    }

    fn ended(&self, attempt: &Attempt, end: &End<'_>) {
        self.keep(&format!("{attempt}\n{end:?}\n"));
        match end {
            End::Answered { answer, .. } => self.keep(&format!("{answer}\n")),
            End::Failed { error, .. } => self.keep(&shown(*error)),
            _ => {}
        }
    }
}

/// A client of each vendor under marked credentials; what makes them is looked at on the way.
pub fn marked_clients<T: Transport + Clone + Debug>(
    base: impl Fn(&str) -> String,
    transport: &T,
) -> Result<Clients<T>, Fault> {
    audited_clients(base, transport, &Trail::default())
}

/// The same, with everything that audits are told written down.
pub fn audited_clients<T: Transport + Clone + Debug>(
    base: impl Fn(&str) -> String,
    transport: &T,
    trail: &Trail,
) -> Result<Clients<T>, Fault> {
    let at = |vendor: &str| fixtures::address(&base(vendor));
    let seen = |what: &dyn Debug| assert_debug_hidden("what makes a client", what);

    let builder = bccard::Credentials::builder()
        .api_key("SECRET-MARK-1")
        .affiliate_id("bcqrcpay")
        .private_key(signing_key());
    seen(&builder);
    let credentials = builder.build()?;
    seen(&credentials);
    let environment = bccard::Environment::Custom(at("bccard"));
    let bccard = bccard::Client::builder(environment, credentials)?;
    seen(&bccard);

    let builder = cookiepay::Credentials::builder()
        .api_id("kpgtest")
        .api_key("SECRET-MARK-1");
    seen(&builder);
    let credentials = builder.build()?;
    seen(&credentials);
    let environment = cookiepay::Environment::Custom(at("cookiepay"));
    let cookiepay = cookiepay::Client::builder(environment, credentials)?;
    seen(&cookiepay);

    let texts = ("KPGTESTASP00001", ACCESS_KEY, "SECRET-MARK-2");
    seen(&konaplate::Credentials::builder().access_key(texts.1));
    let credentials = konaplate_credentials(texts, None, signing_key())?;
    seen(&credentials);
    let environment = konaplate::Environment::Custom(at("konaplate"));
    let konaplate = konaplate::Client::builder(environment, credentials)?;
    seen(&konaplate);

    let builder = welcome::Credentials::builder()
        .merchant_id("welcometst")
        .sign_key("SECRET-MARK-1")
        .encryption_key(ENCRYPTION_KEY)
        .encryption_iv(ENCRYPTION_IV);
    seen(&builder);
    let credentials = builder.build()?;
    seen(&credentials);
    let environment = welcome::Environment::Custom(at("welcome"));
    let welcome = welcome::Client::builder(environment, credentials)?;
    seen(&welcome);

    let clients = Clients {
        bccard: bccard.audit(trail.clone()).build_with(transport.clone()),
        cookiepay: cookiepay.audit(trail.clone()).build_with(transport.clone()),
        konaplate: konaplate.audit(trail.clone()).build_with(transport.clone()),
        welcome: welcome.audit(trail.clone()).build_with(transport.clone()),
    };
    seen(&clients.bccard);
    seen(&clients.cookiepay);
    seen(&clients.konaplate);
    seen(&clients.welcome);
    Ok(clients)
}

const ACCESS_KEY: &str = "SECRET-MARK-1-00000000000000000000000000";
const ENCRYPTION_KEY: &str = "SECRET-MARK-2-000000000000000000";
const ENCRYPTION_IV: &str = "SECRET-MARK-3-00";

/// A sandbox that knows the marked credentials.
pub async fn marked_sandbox() -> Result<Sandbox, Fault> {
    let public = fixtures::key("signing", "public")?;
    let private = fixtures::key("signing", "pkcs8")?;
    let bccard = Credentials::new()
        .text("api_key", "SECRET-MARK-1")
        .text("affiliate_id", "bcqrcpay")
        .public_key_pem("private_key", &public)?;
    let cookiepay = Credentials::new()
        .text("api_id", "kpgtest")
        .text("api_key", "SECRET-MARK-1");
    let konaplate = Credentials::new()
        .text("asp_id", "KPGTESTASP00001")
        .text("access_key", ACCESS_KEY)
        .text("secret_key", "SECRET-MARK-2")
        .text("server_key_id", fixtures::KONAPLATE_SERVER_KEY_ID)
        .private_key_pem("server_public_key", &private)?
        .public_key_pem("client_private_key", &public)?;
    let welcome = Credentials::new()
        .text("merchant_id", "welcometst")
        .text("sign_key", "SECRET-MARK-1")
        .text("encryption_key", ENCRYPTION_KEY)
        .text("encryption_iv", ENCRYPTION_IV);
    let mut builder = Sandbox::builder().without_records();
    for (vendor, credentials) in [
        ("bccard", bccard),
        ("cookiepay", cookiepay),
        ("konaplate", konaplate),
        ("welcome", welcome),
    ] {
        builder = builder.vendor(fixtures::vendor(vendor)?, credentials);
    }
    Ok(builder.start().await?)
}

/// Good values, every sensitive one another than in the spec's example and marked where its rules
/// leave room for a mark.
pub fn planted(operation: &Operation) -> Values {
    let values = Values::examples(operation);
    let sensitive = operation
        .caller_fields()
        .filter(|field| field.facts.sensitive);
    sensitive.fold(values, |values, field| {
        let text = planted_text(field);
        assert_ne!(Some(&text), field.facts.example.as_ref(), "{}", field.wire);
        values.with(field, &text)
    })
}

fn planted_text(field: &Field) -> String {
    let (min, max) = match field.stated.length() {
        Some(length) => (length.min as usize, length.max as usize),
        None => (0, 40),
    };
    match &field.facts.content {
        Content::One(Kind::Text) if max < 11 => "쉿".repeat(min.max(1)),
        Content::One(Kind::Text) => format!("{:-<min$}", "SECRET-MARK"),
        Content::One(Kind::Digits) => "73".repeat(20)[..max.min(16)].to_owned(),
        // Too short for a mark: two requests that differ in them are compared.
        Content::One(Kind::DateTime(format)) if format.width() == 2 => "12".to_owned(),
        other => panic!("{}: what may a sensitive {other:?} be?", field.wire),
    }
}

/// An accepted answer with a mark in every sensitive member.
pub fn planted_answer(operation: &Operation, answer: &str) -> String {
    let mut tree: Value = serde_json::from_str(answer).unwrap();
    plant(&mut tree, &operation.answer.fields);
    tree.to_string()
}

fn plant(tree: &mut Value, fields: &[AnswerField]) {
    for field in fields {
        let mut steps = field.path.0.iter();
        let place = steps.try_fold(&mut *tree, |place, step| place.get_mut(step));
        let Some(place) = place else { continue };
        match (&field.facts.content, field.facts.sensitive) {
            (Content::Nested(members), _) => match place {
                Value::Array(items) => items
                    .iter_mut()
                    .for_each(|item| plant(item, &members.fields)),
                object => plant(object, &members.fields),
            },
            (_, false) => {}
            // Another value would be an answer to another request; the request's own is marked.
            _ if field.echoes.is_some() => {}
            (Content::One(Kind::Text), true) => *place = Value::from("SECRET-MARK-쉿"),
            (Content::One(Kind::Digits), true) => *place = Value::from("7373737373737373"),
            (other, true) => panic!("{}: what may a sensitive {other:?} be?", field.path),
        }
    }
}
