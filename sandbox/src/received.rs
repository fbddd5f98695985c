//! A request, decoded into the texts of the operation's fields.

use std::collections::BTreeMap;

use http::HeaderMap;
use kpg_codegen::model::{
    Basis, BodyEncoding, Charset, Cipher, Content, CredentialId, Envelope, Field, FieldRef, Kind,
    Place, Presence, Request, Vendor,
};

use crate::charset;
use crate::cipher::Keys;
use crate::content_type;
use crate::credentials::Credentials;
use crate::exchange::Finding;
use crate::form_body;
use crate::json_body::Scalar;
use crate::jwe;
use crate::members::{Inside, Member, Members, form_members, json_members, members};
use crate::sealed;

/// A request as HTTP has it.
#[derive(Clone, Copy)]
pub(crate) struct Message<'a> {
    /// The path as it arrived, from the first slash of the address on.
    pub path: &'a str,
    /// The texts of the path's segments as they arrived.
    pub segments: &'a [String],
    /// What follows the question mark.
    pub query: Option<&'a str>,
    pub headers: &'a HeaderMap,
    pub body: &'a [u8],
}

/// What arrived, by field of the operation.
#[derive(Clone, Debug)]
pub(crate) struct Received {
    segments: Vec<Option<String>>,
    query: Vec<Option<String>>,
    headers: Vec<Option<String>>,
    /// Lists as JSON wrote them.
    body: Vec<Option<String>>,
    /// Of the encrypted fields that are there, and of inputs; `None` where it could not be found.
    plain: BTreeMap<FieldRef, Option<String>>,
    /// The body as it arrived.
    pub bytes: Vec<u8>,
    /// The body as JSON, out of its envelope; empty where it is none.
    pub json: String,
    /// The path as it arrived.
    pub path: String,
    /// The query as it arrived.
    pub query_text: String,
}

impl Received {
    /// The text of a field, when it is there; the plain one when it arrived encrypted.
    pub fn text(&self, field: FieldRef) -> Option<&str> {
        match self.plain.get(&field) {
            Some(plain) => plain.as_deref(),
            None => self.wire(field),
        }
    }

    /// Notes what an encrypted field or an input says.
    pub fn opened(&mut self, field: FieldRef, plain: Option<String>) {
        self.plain.insert(field, plain);
    }

    /// Whether a field is there and nobody can tell what it says.
    pub fn is_unreadable(&self, field: FieldRef) -> bool {
        self.plain.get(&field).is_some_and(Option::is_none)
    }

    /// The text of a field as it arrived, when it is there. Inputs do not arrive by themselves.
    pub fn wire(&self, field: FieldRef) -> Option<&str> {
        let list = match field.place {
            Place::Path => &self.segments,
            Place::Query => &self.query,
            Place::Header => &self.headers,
            Place::Body => &self.body,
            Place::Input | Place::Received | Place::Stored => return None,
        };
        list.get(field.index)?.as_deref()
    }
}

/// The keys of a cipher, from what a request shows before its body.
pub(crate) type KeysOf<'k> = dyn Fn(&Received, &Cipher) -> Option<Keys> + 'k;

/// Decodes a request. A body that cannot be decoded leaves only the findings.
pub(crate) fn decode(
    vendor: &Vendor,
    operation: &Request,
    (credentials, keys): (&Credentials, &KeysOf<'_>),
    message: Message<'_>,
    findings: &mut Vec<Finding>,
) -> Option<Received> {
    let mut of_head = Vec::new();
    let mut received = head(operation, message, &mut of_head);
    let keys = |cipher: &Cipher| keys(&received, cipher);
    let found = members_of(vendor, operation, (credentials, &keys), message, findings);
    let (members, json) = match found {
        Ok(found) => found,
        Err(finding) => {
            findings.push(finding);
            return None;
        }
    };
    findings.extend(of_head);
    received.body = body(operation, members, findings);
    received.json = json;
    Some(received)
}

/// All of a request but its members.
fn head(operation: &Request, message: Message<'_>, findings: &mut Vec<Finding>) -> Received {
    let headers = operation.headers.iter();
    Received {
        segments: segments(operation, message, findings),
        query: query(operation, message, findings),
        headers: headers
            .map(|field| header(field, message.headers, findings))
            .collect(),
        body: vec![None; operation.body.len()],
        plain: BTreeMap::new(),
        bytes: message.body.to_vec(),
        json: String::new(),
        path: message.path.to_owned(),
        query_text: message.query.unwrap_or_default().to_owned(),
    }
}

/// What finds the keys of a cipher.
type FindKeys<'a> = dyn Fn(&Cipher) -> Option<Keys> + 'a;

/// The members of the body, none where none is sent, and its text where that is JSON.
fn members_of(
    vendor: &Vendor,
    operation: &Request,
    (credentials, keys): (&Credentials, &FindKeys<'_>),
    message: Message<'_>,
    findings: &mut Vec<Finding>,
) -> Result<(Members, String), Finding> {
    if operation.encodings.is_empty() {
        return match message.body.is_empty() {
            true => Ok((Vec::new(), String::new())),
            false => Err(Finding::field("body", "the operation sends no body")),
        };
    }
    let encoding = content_type::encoding(operation, message.headers)?;
    // A form of no members is no bytes at all.
    let must_be = |field: &Field| field.presence == Presence::Required;
    if message.body.is_empty() && operation.body.iter().any(must_be) {
        return Err(Finding::field("body", "it is not there"));
    }
    let inside = match &operation.envelope {
        None => Inside::of(encoding, message.body),
        Some(Envelope::Jwe { member, key }) => {
            let plain = out_of_jwe(vendor, operation, credentials, (member, *key, message.body));
            Inside::of(encoding, plain?)
        }
        Some(Envelope::Cipher(sealed)) => {
            let outer = sealed::Outer {
                vendor,
                operation,
                keys,
                encoding,
                body: message.body,
            };
            outer.inside(sealed, findings)?
        }
    };
    let Inside {
        encoding,
        plain,
        clear,
    } = inside;
    let hidden = members(operation, encoding, &plain, findings)
        .map_err(|text| Finding::field("body", text))?;
    sealed::stay_in_their_places(operation, &hidden, findings);
    let json = match encoding {
        BodyEncoding::Json => charset::decode(operation.charset, &plain).unwrap_or_default(),
        BodyEncoding::Form | BodyEncoding::Lines => String::new(),
    };
    Ok((clear.into_iter().chain(hidden).collect(), json))
}

/// What is inside the JWE of a request.
fn out_of_jwe(
    vendor: &Vendor,
    operation: &Request,
    credentials: &Credentials,
    (member, key, bytes): (&str, CredentialId, &[u8]),
) -> Result<Vec<u8>, Finding> {
    let closed = || Finding::field(member, "it is no envelope that the vendor's key opens");
    let name = vendor
        .credentials
        .get(key.0)
        .map(|credential| credential.name.snake());
    let key = name
        .and_then(|name| credentials.private_key_of(name))
        .ok_or_else(closed)?;
    let members =
        json_members(operation.charset, bytes).map_err(|text| Finding::field("body", text))?;
    match members.as_slice() {
        [(name, Scalar::Text(compact))] if name == member => {
            jwe::decrypt(key, compact).ok_or_else(closed)
        }
        _ => Err(Finding::field(
            "body",
            format!("it must have the one member `{member}`"),
        )),
    }
}

fn segments(
    operation: &Request,
    message: Message<'_>,
    findings: &mut Vec<Finding>,
) -> Vec<Option<String>> {
    let fields = operation.segments.iter().zip(message.segments);
    let decoded = fields.map(|(field, written)| {
        let text = form_body::segment(written).unwrap_or_else(|problem| {
            findings.push(Finding::field(&field.wire, problem));
            String::new()
        });
        // Between two slashes is nothing: the segment was left out.
        (!text.is_empty()).then_some(text)
    });
    decoded.collect()
}

/// Queries are forms in UTF-8; the charset of an operation is that of its body.
fn query(
    operation: &Request,
    message: Message<'_>,
    findings: &mut Vec<Finding>,
) -> Vec<Option<String>> {
    let written = message.query.unwrap_or_default().as_bytes();
    let pairs = form_body::pairs(written, (Charset::Utf8, operation.escaping));
    let pairs = pairs.unwrap_or_else(|problem| {
        findings.push(Finding::field("query", problem));
        Vec::new()
    });
    if message.query.is_some() && operation.query.is_empty() {
        findings.push(Finding::field("query", "the operation takes no query"));
        return Vec::new();
    }
    let members = form_members(pairs, &operation.query, findings);
    placed(&operation.query, "parameter", members, findings)
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
        Ok(text) if text.bytes().all(|b| b.is_ascii_graphic() || b == b' ') => {
            Some(text.to_owned())
        }
        _ => {
            findings.push(Finding::field(
                &field.wire,
                "the header has something other than printable ASCII",
            ));
            Some(String::new())
        }
    }
}

fn body(operation: &Request, members: Members, findings: &mut Vec<Finding>) -> Vec<Option<String>> {
    placed(&operation.body, "member", members, findings)
}

/// The texts of fields, each at the position of its field.
fn placed(
    fields: &[Field],
    what: &str,
    members: Members,
    findings: &mut Vec<Finding>,
) -> Vec<Option<String>> {
    let mut texts: Vec<Option<String>> = vec![None; fields.len()];
    for (name, member) in members {
        let found = fields
            .iter()
            .zip(&mut texts)
            .find(|(field, _)| field.wire == name);
        match found {
            None => {
                let known = fields.iter().map(|field| field.wire.as_str());
                let hint = hint(&name, known);
                let text = format!("the operation has no such {what}{hint}");
                findings.push(Finding::field(name, text));
            }
            Some((_, Some(_))) => findings.push(Finding::field(
                name,
                format!("the {what} is there more than once"),
            )),
            Some((field, place)) => *place = Some(member_text(field, member, findings)),
        }
    }
    texts
}

/// What to add where a name is none, when it differs from one in letter case alone.
pub(crate) fn hint<'k>(name: &str, mut known: impl Iterator<Item = &'k str>) -> String {
    let alike = known.find(|known| known.eq_ignore_ascii_case(name));
    alike.map_or_else(String::new, |known| {
        format!("; `{known}` differs from it in letter case alone, which counts")
    })
}

/// The text of a member, after a look at the JSON type that its kind demands.
fn member_text(field: &Field, member: Member, findings: &mut Vec<Finding>) -> String {
    let scalar = match member {
        Member::Form(text) => return text,
        Member::Json(scalar) => scalar,
    };
    let (text, problem) = typed(json_types_of(field), scalar);
    findings.extend(problem.map(|problem| Finding::field(&field.wire, problem)));
    text
}

/// The JSON types that a value may have, in words.
pub(crate) type JsonTypes = &'static [&'static str];

const A_STRING: &str = "a string";
const A_NUMBER: &str = "a number";
const A_BOOLEAN: &str = "a boolean";
const AN_ARRAY: &str = "an array";

/// The text of a JSON value, and what is wrong with its type.
pub(crate) fn typed(wanted: JsonTypes, scalar: Scalar) -> (String, Option<String>) {
    let (found, text) = match scalar {
        Scalar::Text(text) => (A_STRING, text),
        Scalar::Number(text) => (A_NUMBER, text),
        Scalar::Boolean(text) => (A_BOOLEAN, text),
        Scalar::List(text) => (AN_ARRAY, text),
        Scalar::Other(found) => (found, String::new()),
    };
    let problem = (!wanted.contains(&found)).then(|| {
        let wanted = wanted.join(" or ");
        format!("it must be {wanted} in JSON, not {found}")
    });
    (text, problem)
}

/// The JSON types of a field.
pub(crate) fn json_types_of(field: &Field) -> JsonTypes {
    match &field.facts.content {
        Content::One(_) if field.cipher.is_some() => &[A_STRING],
        Content::One(_) if field.text_or_number => &[A_STRING, A_NUMBER],
        Content::One(kind) => json_types(kind),
        Content::Values(_) | Content::Nested(_) => &[AN_ARRAY],
    }
}

/// The JSON types of a value.
pub(crate) fn json_types(kind: &Kind) -> JsonTypes {
    match kind.basis() {
        Basis::Flag => &[A_BOOLEAN],
        _ if kind.is_bare() => &[A_NUMBER],
        Basis::Number
        | Basis::Signed
        | Basis::Decimal
        | Basis::Text
        | Basis::Choice
        | Basis::TimeOrChoice
        | Basis::Bytes
        | Basis::Parts(_) => &[A_STRING],
    }
}
