//! Messages as they may be logged.

use std::borrow::Cow;
use std::fmt;

use http::HeaderMap;
use http::header::LOCATION;

use crate::body::Json;
use crate::body::json::{Member, NOT_TEXT};
use crate::value::shown;
use crate::{AnswerFormat, Encoding};

const MASK: &str = "***";

/// The longest part of a body that an error keeps, in bytes.
const KEPT: usize = 64 * 1024;

/// Headers that are never shown, whatever a specification says about them.
const ALWAYS: [&str; 4] = [
    "authorization",
    "proxy-authorization",
    "cookie",
    "set-cookie",
];

/// A message as it may be logged: what is sensitive reads `***`, and a body that cannot be told
/// apart into members reads `<N bytes>`.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Masked(String);

impl Masked {
    pub(crate) fn message(
        first_line: &str,
        headers: &HeaderMap,
        body: Option<String>,
        hide: &[&str],
    ) -> Self {
        let mut text = first_line.to_owned();
        for (name, value) in headers {
            let hidden = is_hidden(name.as_str(), hide);
            let value = match value.to_str() {
                _ if hidden => MASK,
                // What stands in its query is the sender's choice.
                Ok(value) if *name == LOCATION => value.split('?').next().unwrap_or_default(),
                Ok(value) => value,
                Err(_) => NOT_TEXT,
            };
            text.extend(["\n", name.as_str(), ": ", value]);
        }
        if let Some(body) = body {
            text.extend(["\n\n", &body]);
        }
        Self(text)
    }

    /// The text with more hidden in it.
    #[cfg(feature = "explain")]
    pub(crate) fn rewritten(self, rewrite: impl FnOnce(&str) -> String) -> Self {
        Self(rewrite(&self.0))
    }
}

impl fmt::Display for Masked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Masked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The part of a body that an error keeps.
#[derive(Clone)]
pub(crate) struct Kept {
    bytes: Vec<u8>,
    format: AnswerFormat,
    sensitive: &'static [&'static str],
    /// The masked beginning of a body of which only a part is kept: a part is no JSON, and the name of a
    /// member that it shows may stand behind the cut.
    shown: Option<String>,
}

impl Kept {
    pub(crate) fn new(
        body: &[u8],
        format: AnswerFormat,
        sensitive: &'static [&'static str],
    ) -> Self {
        let part = body.get(..KEPT);
        Self {
            bytes: part.unwrap_or(body).to_vec(),
            format,
            sensitive,
            shown: part.map(|_| beginning(members(body, format, sensitive))),
        }
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    pub(crate) fn masked(&self) -> Masked {
        let shown = self.shown.clone();
        Masked(shown.unwrap_or_else(|| members(&self.bytes, self.format, self.sensitive)))
    }
}

impl fmt::Debug for Kept {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} bytes", self.bytes.len())
    }
}

/// As much of a masked body as is kept of a body, and how much more of it there is.
fn beginning(mut masked: String) -> String {
    let whole = masked.len();
    let cut = (0..=KEPT)
        .rev()
        .find(|place| masked.is_char_boundary(*place));
    masked.truncate(cut.unwrap_or_default());
    if masked.len() < whole {
        let rest = whole - masked.len();
        masked.extend(["… (", &rest.to_string(), " bytes more)"]);
    }
    masked
}

/// A body with the values of the listed members, at any depth, hidden.
pub(crate) fn members(bytes: &[u8], format: AnswerFormat, hide: &[&str]) -> String {
    match format.read(bytes).map(|json| hidden(json, hide)) {
        Ok(Json::Object(members)) if format.encoding != Encoding::Json => form(&members),
        Ok(json) if is_named(&json) => json.to_string(),
        // A lone text or number has no name by which it could be known to be harmless.
        _ => unread(bytes),
    }
}

/// What is shown of a body that cannot be told apart into members.
pub(crate) fn unread(bytes: &[u8]) -> String {
    format!("<{} bytes>", bytes.len())
}

fn is_named(json: &Json<'_>) -> bool {
    match json {
        Json::Object(_) => true,
        Json::List(items) => items.iter().all(is_named),
        _ => false,
    }
}

/// The members of a form as they may be read: not percent-encoded, but on one line.
fn form(members: &[Member<'_>]) -> String {
    let written = members.iter().map(|(name, json)| {
        let value = json.text().unwrap_or_default();
        [name, "=", &shown(&value, usize::MAX)].concat()
    });
    written.collect::<Vec<_>>().join("&")
}

fn hidden<'t>(json: Json<'t>, hide: &[&str]) -> Json<'t> {
    match json {
        Json::Object(mut members) => {
            for (name, value) in &mut members {
                *value = if listed(name, hide) {
                    Json::Text(MASK.into())
                } else {
                    hidden(std::mem::replace(value, Json::Null), hide)
                };
            }
            Json::Object(members)
        }
        Json::List(items) => Json::List(items.into_iter().map(|item| hidden(item, hide)).collect()),
        Json::Text(text) => Json::Text(hidden_inside(text, hide)),
        Json::Broken(_) => Json::Text(NOT_TEXT.into()),
        other => other,
    }
}

/// A text that holds JSON has members too; one that looks as if it did, or as if it held a member to
/// hide in any other notation, is not shown.
fn hidden_inside<'t>(text: Cow<'t, str>, hide: &[&str]) -> Cow<'t, str> {
    let start = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    let parsed = start.starts_with(['{', '[']).then(|| Json::parse(start));
    match parsed {
        Some(Ok(json)) => hidden(json, hide).to_string().into(),
        Some(Err(_)) if text.contains('{') => MASK.into(),
        _ if hide.iter().any(|name| seems_to_hold(&text, name)) => MASK.into(),
        _ => text,
    }
}

/// Whether a name stands in a text as that of a member does: `name=`, `"name":`, `<name>`, `name%3D`.
fn seems_to_hold(text: &str, name: &str) -> bool {
    let (text, name) = (text.to_ascii_lowercase(), name.to_ascii_lowercase());
    let mut after = text.split(name.as_str()).skip(1);
    after.any(|rest| {
        let rest = rest.trim_start_matches([' ', '"', '\'', '\\']);
        rest.starts_with(['=', ':', '>', '%'])
    })
}

/// Whether what is sent under a name is never shown: it is to be hidden, or that of a header that always is.
pub(crate) fn is_hidden(name: &str, hide: &[&str]) -> bool {
    listed(name, hide) || listed(name, &ALWAYS)
}

/// Whether a name, or a part of it as queries and forms write the items of lists (`cards[0][number]`,
/// `cards[0].number`), is to be hidden.
fn listed(name: &str, hide: &[&str]) -> bool {
    let is_hidden = |part: &str| hide.iter().any(|hidden| hidden.eq_ignore_ascii_case(part));
    is_hidden(name) || (name.contains('[') && name.split(['[', ']', '.']).any(is_hidden))
}
