//! What arrives encrypted, escaped or in another text: the members of a message as they are read in the end. How a single text is
//! decrypted is not decided here.

use kpg_codegen::model::{
    AnswerField, BodyEncoding, Charset, Content, Escape, Escaping, Format, Layout, Opening, Part,
    Path, ReceivedEnvelope, wrapped_members,
};
use serde_json::Value as Json;

use crate::arriving::{Arrived, Members};
use crate::cipher;
use crate::escapes::rewritten;
use crate::evaluate::keys;
use crate::json_body::{self, Scalar};
use crate::jwe;
use crate::rsa_keys;
use crate::spelling::{Spelled, spelled};

/// The members of a body, out of its envelope.
#[derive(Debug)]
pub struct OutOfEnvelope {
    /// The members.
    pub members: Members,
    /// Whether they should have been encrypted and are not.
    pub is_in_clear: bool,
}

/// What is inside the envelope of a message. One that is no envelope is read as it is.
///
/// # Errors
///
/// It cannot be opened, or what it holds cannot be read.
pub fn out_of_envelope(
    arrived: &Arrived<'_>,
    envelope: Option<&ReceivedEnvelope>,
    format: &Format,
) -> Result<OutOfEnvelope, String> {
    let opened = |members| OutOfEnvelope {
        members,
        is_in_clear: false,
    };
    let in_clear = || {
        let members = Members::read(format, arrived.body)?;
        Ok(OutOfEnvelope {
            members,
            is_in_clear: envelope.is_some(),
        })
    };
    let member = |name: &str| {
        let members = Members::read(format, arrived.body).ok()?;
        let text = members.text(&Path(vec![name.to_owned()]));
        text.filter(|text| !text.trim().is_empty())
    };
    match envelope {
        None => in_clear(),
        Some(ReceivedEnvelope::Jwe { member: name, key }) => {
            let Some(compact) = member(name) else {
                return in_clear();
            };
            let pem = arrived.text_of(*key);
            let key = pem.and_then(rsa_keys::private);
            let key = key.ok_or("the private key that opens it is not among the credentials")?;
            let plain = jwe::decrypt(&key, &compact).ok_or("the key does not open it")?;
            Members::read(format, &plain).map(opened)
        }
        Some(ReceivedEnvelope::Cipher { opening, holder }) => {
            let text = match holder {
                None => Some(String::from_utf8_lossy(arrived.body).trim().to_owned()),
                Some(holder) => member(&holder.name),
            };
            let Some(text) = text.filter(|text| !text.starts_with('{')) else {
                return in_clear();
            };
            let cipher = arrived.vendor.ciphers.get(opening.cipher.0);
            let cipher = cipher.ok_or("its cipher is not known")?;
            let keys = keys(&arrived.with(&opening.computed), cipher);
            let plain = cipher::open_bytes(cipher, keys.as_ref(), &text)?;
            let content = holder.as_ref().and_then(|holder| holder.content);
            let inner = Format {
                encoding: content.unwrap_or(format.encoding),
                ..format.clone()
            };
            let inner = Members::read(&inner, &plain)?;
            let Some(holder) = holder else {
                return Ok(opened(inner));
            };
            let outer = Members::read(format, arrived.body)?.into_json();
            let clear = holder.clear.iter().filter_map(|name| {
                let path = Path(vec![name.clone()]);
                Some((name.clone(), json_body::part(&outer, &path)?))
            });
            let inner = json_body::parts(&inner.into_json())?;
            let all = json_body::written(clear.chain(inner));
            json_body::members(&all)?;
            Ok(opened(Members::Json(all)))
        }
    }
}

/// The members of a message after everything is opened that one of them holds. What cannot be opened is null.
pub fn opened(
    arrived: &Arrived<'_>,
    (fields, openings): (&[AnswerField], &[Opening]),
    charset: Charset,
) -> Members {
    let wrapped = wrapped_members(fields);
    if wrapped.is_empty() {
        return arrived.members.clone();
    }
    let null = || "null".to_owned();
    let mut json = arrived.members.clone().into_json();
    for (path, field) in wrapped {
        let mut open = |raw: &str| match json_body::scalar(raw) {
            Scalar::Other("null") => raw.to_owned(),
            Scalar::Text(text) if text.trim().is_empty() => raw.to_owned(),
            Scalar::Text(text) => {
                let plain = unwrapped(arrived, field, (openings, charset), text);
                plain.unwrap_or_else(null)
            }
            Scalar::Number(_) | Scalar::Boolean(_) | Scalar::List(_) | Scalar::Other(_) => null(),
        };
        json = json_body::with_part(&json, &path.0, &mut open);
    }
    Members::Json(json)
}

/// What a text holds, as JSON; `None` where it cannot be opened.
fn unwrapped(
    arrived: &Arrived<'_>,
    field: &AnswerField,
    (openings, charset): (&[Opening], Charset),
    text: String,
) -> Option<String> {
    let wrapping = field.wrapping;
    let mut text = match wrapping.escaped {
        None => text,
        Some(Escaping::FormEncode) => rewritten(Escape::FormDecode, charset, &text)?,
        Some(Escaping::PercentEncode) => rewritten(Escape::PercentDecode, charset, &text)?,
    };
    let mut inner = charset;
    if let Some(id) = wrapping.cipher {
        let opening = openings.iter().find(|opening| opening.cipher == id)?;
        let cipher = arrived.vendor.ciphers.get(id.0)?;
        let keys = keys(&arrived.with(&opening.computed), cipher);
        text = cipher::open(cipher, keys.as_ref(), &text).ok()?;
        inner = cipher.charset;
    }
    match wrapping.content {
        None => Some(Json::from(text).to_string()),
        Some(BodyEncoding::Json) => {
            let is_json = serde_json::from_str::<&serde_json::value::RawValue>(&text).is_ok();
            is_json.then_some(text)
        }
        Some(encoding @ (BodyEncoding::Form | BodyEncoding::Lines)) => {
            let format = Format {
                encoding,
                charset: inner,
                list_as: None,
            };
            let bytes = crate::charset::encode(inner, &text)?;
            Some(Members::read(&format, &bytes).ok()?.into_json())
        }
    }
}

/// The first member that an accepted message must have and has not, or not so that it can be read.
pub fn lacking(fields: &[AnswerField], members: &Members) -> Option<String> {
    lacking_in(fields, &members.clone().into_json())
}

fn lacking_in(fields: &[AnswerField], object: &str) -> Option<String> {
    let mut needed = fields.iter().filter(|field| field.part != Part::Optional);
    needed.find_map(|field| lacking_at(field, json_body::part(object, &field.path)))
}

fn lacking_at(field: &AnswerField, raw: Option<String>) -> Option<String> {
    let path = &field.path;
    let Some(raw) = raw.filter(|raw| raw.trim() != "null") else {
        return Some(format!("`{path}` is not there"));
    };
    let odd = || Some(format!("`{path}` is no such value"));
    let raw = raw.trim();
    match &field.facts.content {
        Content::One(kind) => match spelled(kind, &json_body::scalar(raw)) {
            Spelled::Value => None,
            Spelled::Nothing => Some(format!("`{path}` is empty")),
            Spelled::Odd => odd(),
        },
        Content::Values(kind) => {
            let is_odd = |item: &&str| spelled(kind, &json_body::scalar(item)) == Spelled::Odd;
            let items = json_body::items(raw);
            match raw.starts_with('[') && !items.iter().any(is_odd) {
                true => None,
                false => odd(),
            }
        }
        Content::Nested(nested) => {
            let inside = |object: &str| {
                let inner = lacking_in(&nested.fields, object)?;
                Some(format!("in `{path}`: {inner}"))
            };
            match (nested.layout, raw.as_bytes().first()) {
                (Layout::Object | Layout::ListOrObject, Some(b'{')) => inside(raw),
                (Layout::List | Layout::ListOrObject, Some(b'[')) => {
                    json_body::items(raw).into_iter().find_map(inside)
                }
                (Layout::JsonText, Some(b'"')) => match json_body::scalar(raw) {
                    Scalar::Text(text) if text.trim_start().starts_with('{') => inside(&text),
                    _ => odd(),
                },
                _ => odd(),
            }
        }
    }
}
