//! A request, decoded into the texts of the operation's fields.

use std::collections::BTreeMap;

use axum::http::{HeaderMap, header::CONTENT_TYPE};
use kpg_codegen::model::{BodyEncoding, Envelope, Field, FieldRef, Kind, Operation, Place, Vendor};

use crate::credentials::Credentials;
use crate::exchange::Finding;
use crate::form_body;
use crate::json_body::{self, Scalar};
use crate::jwe;

/// What arrived, by field of the operation.
#[derive(Clone, Debug)]
pub(crate) struct Received {
    headers: Vec<Option<String>>,
    body: Vec<Option<String>>,
    /// Of the encrypted fields that are there; `None` where it could not be found.
    plain: BTreeMap<FieldRef, Option<String>>,
    /// The body as it arrived.
    pub bytes: Vec<u8>,
}

impl Received {
    /// The text of a field, when it is there; the plain one when it arrived encrypted.
    pub fn text(&self, field: FieldRef) -> Option<&str> {
        match self.plain.get(&field) {
            Some(plain) => plain.as_deref(),
            None => self.wire(field),
        }
    }

    /// Notes what an encrypted field says.
    pub fn opened(&mut self, field: FieldRef, plain: Option<String>) {
        self.plain.insert(field, plain);
    }

    /// Whether a field is there and nobody can tell what it says.
    pub fn is_unreadable(&self, field: FieldRef) -> bool {
        self.plain.get(&field).is_some_and(Option::is_none)
    }

    /// The text of a field as it arrived, when it is there.
    pub fn wire(&self, field: FieldRef) -> Option<&str> {
        let list = match field.place {
            Place::Header => &self.headers,
            Place::Body => &self.body,
        };
        list.get(field.index)?.as_deref()
    }
}

/// Decodes a request. A body that can not be decoded leaves only the findings.
pub(crate) fn decode(
    operation: &Operation,
    headers: &HeaderMap,
    bytes: Vec<u8>,
    opened: Result<Option<Vec<u8>>, Finding>,
    findings: &mut Vec<Finding>,
) -> Option<Received> {
    let encoding = encoding(operation, headers)
        .map_err(|finding| findings.push(finding))
        .ok()?;
    let plain = opened.map_err(|finding| findings.push(finding)).ok()?;
    let members = members(encoding, plain.as_deref().unwrap_or(&bytes))
        .map_err(|problem| findings.push(Finding::field("body", problem)))
        .ok()?;
    Some(Received {
        headers: operation
            .headers
            .iter()
            .map(|field| header(field, headers, findings))
            .collect(),
        body: body(operation, members, findings),
        plain: BTreeMap::new(),
        bytes,
    })
}

/// What is inside the envelope of a request, where the operation has one.
pub(crate) fn opened(
    vendor: &Vendor,
    operation: &Operation,
    credentials: &Credentials,
    bytes: &[u8],
) -> Result<Option<Vec<u8>>, Finding> {
    let Some(Envelope::Jwe { member, key }) = &operation.envelope else {
        return Ok(None);
    };
    let closed = || Finding::field(member, "it is no envelope that the vendor's key opens");
    let name = vendor
        .credentials
        .get(key.0)
        .map(|credential| credential.name.snake());
    let key = name
        .and_then(|name| credentials.private_key_of(name))
        .ok_or_else(closed)?;
    let members = json_body::members(bytes).map_err(|problem| Finding::field("body", problem))?;
    match members.as_slice() {
        [(name, Scalar::Text(compact))] if name == member => {
            jwe::decrypt(key, compact).map(Some).ok_or_else(closed)
        }
        _ => Err(Finding::field(
            "body",
            format!("it must have the one member `{member}`"),
        )),
    }
}

/// Which of the operation's encodings the `Content-Type` announces.
fn encoding(operation: &Operation, headers: &HeaderMap) -> Result<BodyEncoding, Finding> {
    let wrong = |text: String| Finding::field("Content-Type", text);
    let mut values = headers.get_all(CONTENT_TYPE).iter();
    let (Some(value), None) = (values.next(), values.next()) else {
        return Err(wrong("it must be there exactly once".to_owned()));
    };
    let text = value.to_str().unwrap_or_default();
    let mut parts = text.split(';').map(str::trim);
    let media_type = parts.next().unwrap_or_default();
    let found = operation
        .encodings
        .iter()
        .copied()
        .find(|encoding| media_type.eq_ignore_ascii_case(self::media_type(*encoding)));
    let Some(found) = found else {
        let known: Vec<&str> = operation
            .encodings
            .iter()
            .map(|each| self::media_type(*each))
            .collect();
        return Err(wrong(format!(
            "it must be {}, not `{text}`",
            known.join(" or ")
        )));
    };
    for parameter in parts {
        let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
        let utf8 = value.trim_matches('"').eq_ignore_ascii_case("utf-8");
        if name.eq_ignore_ascii_case("charset") && !utf8 {
            return Err(wrong(format!("the charset must be utf-8, not `{value}`")));
        }
    }
    Ok(found)
}

fn media_type(encoding: BodyEncoding) -> &'static str {
    match encoding {
        BodyEncoding::Json => "application/json",
        BodyEncoding::Form => "application/x-www-form-urlencoded",
    }
}

/// Members as they stand in the body; `None` for the values of a form, which have no types.
type Members = Vec<(String, Member)>;

enum Member {
    Json(Scalar),
    Form(String),
}

fn members(encoding: BodyEncoding, bytes: &[u8]) -> Result<Members, String> {
    Ok(match encoding {
        BodyEncoding::Json => json_body::members(bytes)?
            .into_iter()
            .map(|(name, value)| (name, Member::Json(value)))
            .collect(),
        BodyEncoding::Form => form_body::pairs(bytes)?
            .into_iter()
            .map(|(name, value)| (name, Member::Form(value)))
            .collect(),
    })
}

fn header(field: &Field, headers: &HeaderMap, findings: &mut Vec<Finding>) -> Option<String> {
    let mut values = headers.get_all(&field.wire).iter();
    let first = values.next()?;
    if values.next().is_some() {
        findings.push(Finding::field(
            &field.wire,
            "the header is there more than once",
        ));
    }
    match std::str::from_utf8(first.as_bytes()) {
        Ok(text) => Some(text.to_owned()),
        Err(_) => {
            findings.push(Finding::field(&field.wire, "the header is not in UTF-8"));
            Some(String::new())
        }
    }
}

fn body(
    operation: &Operation,
    members: Members,
    findings: &mut Vec<Finding>,
) -> Vec<Option<String>> {
    let mut texts: Vec<Option<String>> = vec![None; operation.body.len()];
    for (name, member) in members {
        let found = operation
            .body
            .iter()
            .zip(&mut texts)
            .find(|(field, _)| field.wire == name);
        match found {
            None => findings.push(Finding::field(name, "the operation has no such member")),
            Some((_, Some(_))) => {
                findings.push(Finding::field(name, "the member is there more than once"));
            }
            Some((field, place)) => *place = Some(text(field, member, findings)),
        }
    }
    texts
}

/// The text of a member, after a look at the JSON type that its kind demands.
fn text(field: &Field, member: Member, findings: &mut Vec<Finding>) -> String {
    let scalar = match member {
        Member::Form(text) => return text,
        Member::Json(scalar) => scalar,
    };
    let wanted = json_type(&field.kind);
    let (found, text) = match scalar {
        Scalar::Text(text) => ("a string", text),
        Scalar::Number(text) => ("a number", text),
        Scalar::Boolean(text) => ("a boolean", text),
        Scalar::Other(found) => (found, String::new()),
    };
    if wanted != found {
        findings.push(Finding::field(
            &field.wire,
            format!("it must be {wanted} in JSON, not {found}"),
        ));
    }
    text
}

fn json_type(kind: &Kind) -> &'static str {
    match kind {
        Kind::Integer { .. } | Kind::Amount { number: true, .. } => "a number",
        Kind::Boolean => "a boolean",
        _ => "a string",
    }
}
