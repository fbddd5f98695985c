//! How answers are written: members in JSON or in a form, in one charset or another.

use percent_encoding::percent_decode;

use super::Encoding;
use super::json::{self, Json};
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
    pub(crate) fn object(self, body: &[u8]) -> Result<Json, NotRead> {
        match (self.read(body)?, self.list_as) {
            (object @ Json::Object(_), _) => Ok(object),
            (list @ Json::List(_), Some(name)) => Ok(Json::Object(vec![(name.to_owned(), list)])),
            _ => Err(NotRead::new("it is JSON, but no object")),
        }
    }

    /// Whatever a body holds; a form is an object of texts.
    pub(crate) fn read(self, body: &[u8]) -> Result<Json, NotRead> {
        match self.encoding {
            Encoding::Json => {
                let parsed = match self.charset.decode(body) {
                    Some(text) => Json::parse(&text),
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
pub(crate) fn form_in(body: &[u8], charset: Charset) -> Result<Json, NotRead> {
    let pairs = body.trim_ascii().split(|byte| *byte == b'&');
    // Each takes many times the few bytes that it can be written with.
    if pairs.clone().filter(|pair| !pair.is_empty()).count() > json::MOST_VALUES {
        return Err(NotRead::new("it holds too many members to be read"));
    }
    let members = pairs.filter(|pair| !pair.is_empty()).map(|pair| {
        let no_form = || NotRead::new("it is no form");
        let equals = pair.iter().position(|byte| *byte == b'=');
        let (name, value) = pair.split_at(equals.ok_or_else(no_form)?);
        // A name that is broken could be that of any member.
        let name = match form_value(name, charset) {
            Json::Text(name) => name,
            _ => return Err(NotRead::new("the name of a member is none of its charset")),
        };
        // A page or a JSON text with an equals sign in it must not be taken for a form.
        if !name
            .chars()
            .all(|c| c.is_alphanumeric() || "_-.[]".contains(c))
        {
            return Err(no_form());
        }
        let value = form_value(value.strip_prefix(b"=").unwrap_or(value), charset);
        Ok((name, value))
    });
    let members = members.collect::<Result<Vec<_>, _>>()?;
    match json::repeated(&members) {
        _ if members.is_empty() => Err(NotRead::new("it is empty")),
        Some(_) => Err(NotRead::new("a member stands there twice")),
        None => Ok(Json::Object(members)),
    }
}

/// Every value stands for itself: one that is none of the charset breaks no other.
fn form_value(written: &[u8], charset: Charset) -> Json {
    let spaced: Vec<u8> = written
        .iter()
        .map(|byte| if *byte == b'+' { b' ' } else { *byte })
        .collect();
    let bytes: Vec<u8> = percent_decode(&spaced).collect();
    match charset.decode(&bytes) {
        Some(text) => Json::Text(text.into_owned()),
        None => Json::Broken(charset.decode_marked(&bytes).into_owned()),
    }
}
