//! Marked secrets: planted in credentials, requests and answers, and looked for in what is printed.

use std::fmt::Debug;
use std::sync::{Arc, Mutex};

use crate::clients::{Auditor, Clients, Setup};
use crate::failure::shown;
use crate::values::Values;
use crate::{Fault, fixtures};
use kpg::runtime::{Attempt, Audit, End, Masked, PrivateKey, Transport};
use kpg_codegen::model::{
    AnswerField, Content, CredentialKind, Kind, Operation, Placed, Rule, Secrecy, Source, Vendor,
    credential_made_of,
};
use kpg_sandbox::Sandbox;
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

/// Lines of the private keys that everything is searched for.
fn key_lines() -> Vec<String> {
    let pems = ["signing", "jwe"].map(|use_of| fixtures::key(use_of, "pkcs8").unwrap());
    let lines = pems.iter().flat_map(|pem| pem.lines());
    lines
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
    base: impl Fn(&str) -> String + Sync,
    transport: &T,
) -> Result<Clients<T>, Fault> {
    audited_clients(base, transport, &Trail::default())
}

/// The same, with everything that audits are told written down.
pub fn audited_clients<T: Transport + Clone + Debug>(
    base: impl Fn(&str) -> String + Sync,
    transport: &T,
    trail: &Trail,
) -> Result<Clients<T>, Fault> {
    let clients = Clients::of(&marked_setup(&base, trail), transport)?;
    assert_debug_hidden("the clients", &clients);
    Ok(clients)
}

/// What such clients are made with.
pub fn marked_setup<'a>(base: &'a (dyn Fn(&str) -> String + Sync), trail: &Trail) -> Setup<'a> {
    Setup {
        credential: &marked_credential,
        audit: Some(Auditor::new(trail.clone())),
        look: &|what| assert_debug_hidden("what makes a client", what),
        ..Setup::at(base)
    }
}

/// A credential with a mark in it where it is secret: as long as the spec says, or as the cipher that takes it needs it.
pub fn marked_credential(id: &str, name: &str) -> Result<Option<String>, Fault> {
    let (vendor, at) = fixtures::declared(id, name)?;
    let position = at.0;
    let declared = vendor.credentials.get(position).ok_or("no credential")?;
    let is_secret = declared.secrecy != Secrecy::Public && declared.kind == CredentialKind::Text;
    let letters = |count: usize| {
        format!("SECRET-MARK-{position}{}", "0".repeat(count))
            .chars()
            .take(count)
            .collect()
    };
    match is_secret {
        true => Ok(credential_made_of(&vendor, at, &letters, 14)),
        false => fixtures::credential(id, name),
    }
}

/// A sandbox that knows the marked credentials.
pub async fn marked_sandbox() -> Result<Sandbox, Fault> {
    fixtures::sandbox_knowing(&marked_credential).await
}

/// Good values, every sensitive one another than in the spec's example and marked where its rules
/// leave room for a mark. What has another kind, such as a time, stays as it is.
pub fn planted(vendor: &Vendor, operation: &Operation) -> Values {
    let given = operation.placed_fields();
    let sensitive = given.filter(|placed| {
        let field = placed.field;
        field.source == Source::Caller && field.facts.sensitive
    });
    let values = Values::good(vendor, operation);
    sensitive.fold(values, |values, placed| {
        let is_given = values.of(placed.field).is_some();
        match planted_text(vendor, operation, placed).filter(|_| is_given) {
            Some(text) => values.with(placed.field, &text),
            None => values,
        }
    })
}

/// A marked text that breaks no rule of a field, or one that is only another than its example.
fn planted_text(vendor: &Vendor, operation: &Operation, placed: Placed<'_>) -> Option<String> {
    let field = placed.field;
    let (min, max) = match field.stated.length() {
        Some(length) => (length.min as usize, length.max as usize),
        None => (0, 40),
    };
    let digits = "73".repeat(20)[..max.min(16)].to_owned();
    let texts = match field.facts.content.one()? {
        Kind::Text => vec![
            format!("{:-<min$}", "SECRET-MARK"),
            "쉿".repeat(min.max(1)),
            format!("{:0<min$}", "SECRETMARK"),
            digits,
        ],
        Kind::Digits => vec![digits],
        // Too short for a mark: two requests that differ in them are compared.
        Kind::DateTime(format) if format.width() == 2 => vec!["12".to_owned()],
        _ => Vec::new(),
    };
    let rules = placed.rules(operation.charset, &vendor.enumerations);
    let fits = |text: &String| {
        let broken = |rule: &Rule| rule.broken_by(&vendor.enumerations, text).is_some();
        Some(text) != field.facts.example.as_ref() && !rules.iter().any(broken)
    };
    texts.into_iter().find(fits)
}

/// An accepted answer with a mark in every sensitive member.
pub fn planted_answer(operation: &Operation, answer: &str) -> String {
    match serde_json::from_str::<Value>(answer) {
        Ok(mut tree) => {
            plant(&mut tree, &operation.answer.fields);
            tree.to_string()
        }
        Err(_) => planted_form(answer, &operation.answer.fields),
    }
}

/// The same of an answer that is a form.
fn planted_form(answer: &str, fields: &[AnswerField]) -> String {
    let marked = |pair: &str| {
        let (name, _) = pair.split_once('=').unwrap_or((pair, ""));
        let mut fields = fields.iter();
        let field = fields.find(|field| field.path.to_string() == name);
        let is_marked = field.is_some_and(|it| it.facts.sensitive && it.echoes.is_none());
        match is_marked {
            true => format!("{name}=SECRET-MARK"),
            false => pair.to_owned(),
        }
    };
    let pairs: Vec<String> = answer.split('&').map(marked).collect();
    pairs.join("&")
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
            // A time, an amount or a choice has no room for a mark.
            (_, true) => {}
        }
    }
}
