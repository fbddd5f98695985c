//! Messages as they may be logged.

use std::fmt;

use http::HeaderMap;
use url::form_urlencoded;

use crate::json::Json;

const MASK: &str = "***";

/// Headers that are never shown, whatever a specification says about them.
const ALWAYS: [&str; 4] = [
    "authorization",
    "proxy-authorization",
    "cookie",
    "set-cookie",
];

/// A message as it may be logged: what is sensitive reads `***`, and a body that can not be told
/// apart into members reads `<N bytes>`.
#[derive(Clone, PartialEq, Eq)]
pub struct Masked(String);

impl Masked {
    pub(crate) fn message(
        first_line: &str,
        headers: &HeaderMap,
        body: &str,
        hide: &[&str],
    ) -> Self {
        let mut text = first_line.to_owned();
        for (name, value) in headers {
            let hidden = listed(name.as_str(), hide) || listed(name.as_str(), &ALWAYS);
            let value = if hidden {
                MASK
            } else {
                value.to_str().unwrap_or("<not text>")
            };
            text.extend(["\n", name.as_str(), ": ", value]);
        }
        text.extend(["\n\n", body]);
        Self(text)
    }

    pub(crate) fn body(text: String) -> Self {
        Self(text)
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

/// A JSON body with the values of the listed members, at any depth, hidden.
pub(crate) fn json(bytes: &[u8], hide: &[&str]) -> String {
    let written = Json::parse(bytes)
        .ok()
        // A lone text or number has no name by which it could be known to be harmless.
        .filter(|json| matches!(json, Json::Object(_) | Json::List(_)))
        .and_then(|json| serde_json::to_string(&hidden(json, hide)).ok());
    written.unwrap_or_else(|| format!("<{} bytes>", bytes.len()))
}

/// A form body with the values of the listed members hidden.
pub(crate) fn form(bytes: &[u8], hide: &[&str]) -> String {
    let mut shown = form_urlencoded::Serializer::new(String::new());
    for (name, value) in form_urlencoded::parse(bytes) {
        let value = if listed(&name, hide) { MASK } else { &value };
        shown.append_pair(&name, value);
    }
    shown.finish()
}

fn hidden(json: Json, hide: &[&str]) -> Json {
    match json {
        Json::Object(members) => Json::Object(
            members
                .into_iter()
                .map(|(name, value)| {
                    let value = if listed(&name, hide) {
                        Json::Text(MASK.to_owned())
                    } else {
                        hidden(value, hide)
                    };
                    (name, value)
                })
                .collect(),
        ),
        Json::List(items) => Json::List(items.into_iter().map(|item| hidden(item, hide)).collect()),
        other => other,
    }
}

fn listed(name: &str, hide: &[&str]) -> bool {
    hide.iter().any(|hidden| hidden.eq_ignore_ascii_case(name))
}
