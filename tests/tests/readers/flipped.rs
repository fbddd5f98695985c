//! Requests that were accepted, with one thing changed that a digest, a MAC or a signature covers: each must be refused, and
//! for the proof where the other value obeys the rules of its field.

use std::collections::BTreeSet;

use kpg::runtime::reqwest;
use kpg_codegen::model::{
    Charset, Content, Expression, Field, FieldRef, Hides, Kind, Operation, Place, Placed, Reports,
    Source, Uses, Vendor,
};
use kpg_sandbox::{Exchange, Judgement};
use kpg_tests::bench::Bench;
use serde_json::Value;

use super::chance::encoded;

/// What was changed and refused.
#[derive(Clone, Copy, Debug, Default)]
pub struct Flipped {
    /// Fields that a proof covers.
    pub covered: usize,
    /// Proofs themselves.
    pub proofs: usize,
}

/// What a proof takes in.
#[derive(Default)]
struct Taken {
    fields: BTreeSet<FieldRef>,
    proves: bool,
    body: bool,
}

impl Taken {
    fn read(&mut self, operation: &Operation, expression: &Expression) {
        expression.any(&mut |part| {
            self.proves |= matches!(
                part.hides(),
                Hides::Digest { .. } | Hides::Mac { .. } | Hides::Signature(_)
            );
            match part.uses() {
                Uses::Field(field) => drop(self.fields.insert(field)),
                Uses::Body => self.body = true,
                Uses::Value(value) => {
                    self.read(operation, &operation.computed[value.0].expression);
                }
                _ => {}
            }
            false
        });
    }
}

/// The fields that prove the request, and those that they take in.
fn proofs_and_covered(operation: &Operation) -> (BTreeSet<FieldRef>, BTreeSet<FieldRef>) {
    let (mut proofs, mut covered) = (BTreeSet::new(), BTreeSet::new());
    for Placed { at, field } in operation.placed_fields() {
        let Source::Supplied(expression) = &field.source else {
            continue;
        };
        let mut taken = Taken::default();
        taken.read(operation, expression);
        if !taken.proves || !at.place.is_sent() {
            continue;
        }
        proofs.insert(at);
        covered.extend(taken.fields);
        if taken.body {
            let fields = operation.placed_fields().map(|placed| placed.at);
            covered.extend(fields.filter(|at| at.place == Place::Body));
        }
    }
    let covered = covered.difference(&proofs).copied().collect();
    (proofs, covered)
}

/// Sends a good request again for each of them, with another value in its place; what is not refused as it must be.
pub async fn all_are_refused(
    bench: &Bench,
    operation: &Operation,
    good: &Exchange,
    flipped: &mut Flipped,
) -> Vec<String> {
    let (proofs, covered) = proofs_and_covered(operation);
    let mut wrong = Vec::new();
    for (fields, count) in [
        (proofs, &mut flipped.proofs),
        (covered, &mut flipped.covered),
    ] {
        for at in fields {
            let field = operation.field(at).unwrap();
            let placed = Placed { at, field };
            let Some(request) = with_another(bench.vendor(), operation, placed, good) else {
                continue;
            };
            send(bench, operation, request).await;
            match refused(&bench.last().unwrap(), operation, field) {
                Ok(proof) => *count += usize::from(proof),
                Err(told) => wrong.push(format!("another `{}` {told}", field.wire)),
            }
        }
    }
    wrong
}

/// Whether a proof did not hold. Another value may break the rules of its field as well, or be another address.
fn refused(seen: &Exchange, operation: &Operation, field: &Field) -> Result<bool, String> {
    let findings = match &seen.judgement {
        Judgement::Refused(findings) => findings,
        Judgement::NoOperation(_) => return Ok(false),
        Judgement::Accepted => {
            return Err(format!("is accepted: {} {}", seen.path, seen.request_body));
        }
    };
    let proof = findings.iter().any(|one| one.reports == Reports::Signature);
    let rule = findings.iter().any(|one| one.subject == field.wire);
    let another = seen.operation.as_deref() != Some(operation.name.snake());
    match proof || rule || another {
        true => Ok(proof),
        false => Err(format!("is refused for {findings:?}")),
    }
}

/// A request, taken apart.
struct Request {
    path: String,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

/// A request with another value of a field; nothing where the value does not stand in it as it is.
fn with_another(
    vendor: &Vendor,
    operation: &Operation,
    Placed { at, field }: Placed<'_>,
    good: &Exchange,
) -> Option<Request> {
    let other = |text: &str| another(vendor, field, text);
    let mut request = Request {
        path: good.path.clone(),
        headers: good.request_headers.clone(),
        body: encoded(operation.charset, &good.request_body),
    };
    let is_sealed = operation.envelope.is_some() || field.cipher.is_some();
    match at.place {
        Place::Body if is_sealed => return None,
        Place::Body if good.request_body.starts_with('{') => {
            let mut tree: Value = serde_json::from_str(&good.request_body).ok()?;
            let member = tree.pointer_mut(&format!("/{}", field.wire.replace('.', "/")))?;
            *member = match &*member {
                Value::String(text) => Value::from(other(text)),
                Value::Number(number) => serde_json::from_str(&other(&number.to_string())).ok()?,
                Value::Bool(flag) => Value::from(!flag),
                Value::Null | Value::Array(_) | Value::Object(_) => return None,
            };
            request.body = encoded(operation.charset, &tree.to_string());
        }
        Place::Body => {
            let pairs = in_pairs(operation.charset, &good.request_body, &field.wire, &other)?;
            request.body = pairs.into_bytes();
        }
        Place::Query => {
            let (address, query) = good.path.split_once('?')?;
            let pairs = in_pairs(Charset::Utf8, query, &field.wire, &other)?;
            request.path = format!("{address}?{pairs}");
        }
        Place::Header => {
            let mut headers = request.headers.iter_mut();
            let name = field.wire.to_ascii_lowercase();
            let (_, text) = headers.find(|(known, _)| *known == name)?;
            *text = other(text);
        }
        Place::Path | Place::Input | Place::Received | Place::Stored => return None,
    }
    Some(request)
}

/// Pairs of a form with another value for a name; nothing where the name is not there once.
fn in_pairs(
    charset: Charset,
    text: &str,
    name: &str,
    other: &dyn Fn(&str) -> String,
) -> Option<String> {
    let is_named = |pair: &&str| pair.split_once('=').is_some_and(|(known, _)| known == name);
    if text.split('&').filter(is_named).count() != 1 {
        return None;
    }
    let changed = text.split('&').map(|pair| match pair.split_once('=') {
        Some((known, value)) if known == name => {
            let bytes =
                percent_encoding::percent_decode_str(&value.replace('+', " ")).collect::<Vec<u8>>();
            let value = match charset {
                Charset::Utf8 => String::from_utf8(bytes).unwrap(),
                Charset::EucKr => encoding_rs::EUC_KR.decode(&bytes).0.into_owned(),
            };
            let bytes = encoded(charset, &other(&value));
            let escaped = bytes.iter().map(|byte| format!("%{byte:02X}"));
            format!("{known}={}", escaped.collect::<String>())
        }
        _ => pair.to_owned(),
    });
    Some(changed.collect::<Vec<_>>().join("&"))
}

/// Another value of a field, of the same length: its first letter is another one. In base64, the last letters may mean
/// nothing.
fn another(vendor: &Vendor, field: &Field, text: &str) -> String {
    if let Content::One(Kind::Enumeration { id, .. }) = &field.facts.content {
        let mut choices = vendor.enumerations[id.0].choices.iter();
        if let Some(other) = choices.find(|choice| choice.wire != text) {
            return other.wire.clone();
        }
    }
    let mut letters = text.chars();
    let first = match letters.next() {
        Some('1') => '2',
        Some('a') => 'b',
        Some(letter) if letter.is_ascii_digit() => '1',
        _ => 'a',
    };
    std::iter::once(first).chain(letters).collect()
}

async fn send(bench: &Bench, operation: &Operation, request: Request) {
    let origin = bench.address().join("/").origin().ascii_serialization();
    let method = operation.method.as_str().parse().unwrap();
    let client = reqwest::Client::new();
    let mut sent = client.request(method, format!("{origin}{}", request.path));
    for (name, value) in &request.headers {
        if !["host", "content-length", "connection"].contains(&name.as_str()) {
            sent = sent.header(name, value);
        }
    }
    if !request.body.is_empty() {
        sent = sent.body(request.body);
    }
    sent.send().await.unwrap();
}
