//! How answers are written: members in JSON, in a form or in lines, in one charset or another.

use std::borrow::Cow;

use percent_encoding::percent_decode;

use super::json::{self, Json, Member};
use super::{Encoding, Index};
use crate::{BoxError, Charset};

/// How an answer or a notification is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct AnswerFormat {
    /// How its members are written.
    pub encoding: Encoding,
    /// The charset of its texts. A value with bytes that are none of it is not read, and the others
    /// are; no value ever holds a replacement for them.
    pub charset: Charset,
    /// The member as which the items of a JSON list are read that stands alone, without an object
    /// around it; without such a member only an object is read.
    pub list_as: Option<&'static str>,
}

impl AnswerFormat {
    /// A JSON object in UTF-8.
    pub const JSON: Self = Self {
        encoding: Encoding::Json,
        charset: Charset::Utf8,
        list_as: None,
    };

    /// The object that a body holds.
    pub(crate) fn object(self, body: &[u8]) -> Result<Json<'_>, NotRead> {
        match (self.read(body)?, self.list_as) {
            (object @ Json::Object(_), _) => Ok(object),
            (list @ Json::List(_), Some(name)) => Ok(Json::Object(vec![(name.into(), list)])),
            _ => Err(NotRead::new("it is JSON, but no object")),
        }
    }

    /// Whatever a body holds; a form is an object of texts.
    pub(crate) fn read(self, body: &[u8]) -> Result<Json<'_>, NotRead> {
        match self.encoding {
            Encoding::Json => {
                let parsed = match self.charset.decode(body) {
                    Some(Cow::Borrowed(text)) => Json::parse(text),
                    Some(Cow::Owned(text)) => Json::parse(&text).map(Json::into_owned),
                    None => Json::parse_marked(&self.charset.decode_marked(body)),
                };
                parsed.map_err(|error| NotRead {
                    // What `json` itself finds fault with is written as JSON is.
                    what: if error.is_data() {
                        "it is JSON that cannot be read"
                    } else {
                        "it is no JSON"
                    },
                    source: Some(error.into()),
                })
            }
            Encoding::Form => form_in(body, self.charset),
            Encoding::Lines => lines_in(body, self.charset),
        }
    }
}

/// Why a body cannot be read; shows nothing of it but names of members.
pub(crate) struct NotRead {
    pub(crate) what: &'static str,
    pub(crate) source: Option<BoxError>,
}

impl NotRead {
    fn new(what: &'static str) -> Self {
        Self { what, source: None }
    }
}

/// The members of a form, `name=value&…`. Servers that make it from a page write line ends around it.
pub(crate) fn form_in(body: &[u8], charset: Charset) -> Result<Json<'static>, NotRead> {
    let pairs = body.trim_ascii().split(|byte| *byte == b'&');
    let mut pairs = pairs.filter(|pair| !pair.is_empty());
    object_of(&mut pairs, "it is no form", &|part| {
        form_value(part, charset)
    })
}

/// The members of lines, `name=value` in each. Whoever writes them escapes nothing, so that a value is what stands behind
/// the first equals sign. No charset of these has a letter with the byte of a line end or an equals sign in it.
fn lines_in(body: &[u8], charset: Charset) -> Result<Json<'static>, NotRead> {
    let lines = body.split(|byte| *byte == b'\n');
    let lines = lines.map(|line| line.strip_suffix(b"\r").unwrap_or(line));
    let mut lines = lines.filter(|line| !line.trim_ascii().is_empty());
    let no_lines = "its lines are no names and values";
    object_of(&mut lines, no_lines, &|part| text_in(part, charset))
}

/// Pairs as an object, each of its members once.
fn object_of<'b>(
    pairs: &mut dyn Iterator<Item = &'b [u8]>,
    otherwise: &'static str,
    read: &dyn Fn(&[u8]) -> Json<'static>,
) -> Result<Json<'static>, NotRead> {
    let mut members = Vec::new();
    for pair in pairs {
        // Each takes many times the few bytes that it can be written with.
        if members.len() == json::MOST_VALUES {
            return Err(NotRead::new("it holds too many members to be read"));
        }
        members.push(pair_in(pair, otherwise, read)?);
    }
    match Index::repeated(&members) {
        _ if members.is_empty() => Err(NotRead::new("it is empty")),
        Some(_) => Err(NotRead::new("a member stands there twice")),
        None => Ok(Json::Object(members)),
    }
}

/// `name=value`
fn pair_in(
    pair: &[u8],
    otherwise: &'static str,
    read: &dyn Fn(&[u8]) -> Json<'static>,
) -> Result<Member<'static>, NotRead> {
    let is_none = || NotRead::new(otherwise);
    let equals = pair.iter().position(|byte| *byte == b'=');
    let (name, value) = pair.split_at(equals.ok_or_else(is_none)?);
    // A name that is broken could be that of any member.
    let name = match read(name) {
        Json::Text(name) => name,
        _ => return Err(NotRead::new("the name of a member is none of its charset")),
    };
    // A page or a JSON text with an equals sign in it must not be taken for names and values.
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '[' | ']');
    if !name.chars().all(is_name) {
        return Err(is_none());
    }
    let value = read(value.strip_prefix(b"=").unwrap_or(value));
    Ok((name, value))
}

/// Every value stands for itself: one that is none of the charset breaks no other.
fn form_value(written: &[u8], charset: Charset) -> Json<'static> {
    let spaced: Vec<u8> = written
        .iter()
        .map(|byte| if *byte == b'+' { b' ' } else { *byte })
        .collect();
    let bytes: Vec<u8> = percent_decode(&spaced).collect();
    text_in(&bytes, charset)
}

fn text_in(bytes: &[u8], charset: Charset) -> Json<'static> {
    match charset.decode(bytes) {
        Some(text) => Json::Text(text.into_owned().into()),
        None => Json::Broken(charset.decode_marked(bytes).into_owned().into()),
    }
}
