//! What arrives: an answer or a notification, read as its format says, and what its proof is made of.

use std::collections::{BTreeMap, BTreeSet};

use kpg_codegen::model::{
    BodyEncoding, Charset, CipherId, Computed, CredentialId, Expression, FieldRef, Format, Kind,
    Name, OptionId, Path, SessionId, Value, Vendor, declared_value,
};
use serde_json::Value as Json;

use crate::charset;
use crate::evaluate::{Knowledge, Known};
use crate::json_body::{self, Scalar};

/// The texts of credentials, keys as PEM.
pub type Credentials<'m> = &'m [(CredentialId, String)];

/// A message that has arrived.
pub struct Arrived<'m> {
    /// Whose message it is.
    pub vendor: &'m Vendor,
    /// The credentials of whoever reads it.
    pub credentials: Credentials<'m>,
    /// Its headers.
    pub headers: &'m [(String, String)],
    /// The bytes of its body.
    pub body: &'m [u8],
    /// Its members, read: those that arrived encrypted as they were before.
    pub members: Members,
    /// Its members, as they arrived.
    pub as_it_arrived: Members,
    /// What the fields of the request say that it answers; none of a notification.
    pub request: BTreeMap<FieldRef, String>,
    /// What the merchant stored, where a notification is proven by it.
    pub stored: BTreeMap<FieldRef, String>,
    /// The values that its proof is made of.
    pub computed: &'m [Computed],
}

/// The members of a message.
#[derive(Clone, Debug)]
pub enum Members {
    /// JSON, letter by letter.
    Json(String),
    /// Names and values of a form.
    Form(Vec<(String, String)>),
}

impl Members {
    /// The members of a body; why there are none otherwise.
    ///
    /// # Errors
    ///
    /// The body is not in its charset, or not written as its format says.
    pub fn read(format: &Format, body: &[u8]) -> Result<Self, String> {
        match format.encoding {
            BodyEncoding::Json => {
                let text =
                    charset::decode(format.charset, body).ok_or_else(|| not_in(format.charset))?;
                match (text.trim_start().starts_with('['), &format.list_as) {
                    (true, Some(name)) => Ok(Self::Json(format!(
                        "{{{}:{text}}}",
                        Json::from(name.as_str())
                    ))),
                    _ => {
                        let members = json_body::members(&text)?;
                        once_each(members.iter().map(|(name, _)| name))?;
                        Ok(Self::Json(text))
                    }
                }
            }
            BodyEncoding::Form => form(body, format.charset).and_then(Self::of_pairs),
            BodyEncoding::Lines => lines(body, format.charset).and_then(Self::of_pairs),
        }
    }

    fn of_pairs(pairs: Vec<(String, String)>) -> Result<Self, String> {
        once_each(pairs.iter().map(|(name, _)| name))?;
        Ok(Self::Form(pairs))
    }

    /// The members as a JSON object; those of a form are texts.
    pub fn into_json(self) -> String {
        match self {
            Self::Json(json) => json,
            Self::Form(pairs) => {
                let texts = pairs.into_iter();
                json_body::written(texts.map(|(name, text)| (name, Json::from(text).to_string())))
            }
        }
    }

    /// The text of a member; nothing where it is not there. Through a list it is the text that the member has in every
    /// object.
    pub fn text(&self, path: &Path) -> Option<String> {
        match self {
            Self::Json(json) => text_at(json, &path.0),
            Self::Form(pairs) => {
                let name = path.to_string();
                let found = pairs.iter().find(|(known, _)| *known == name);
                found.map(|(_, text)| text.clone())
            }
        }
    }

    /// The text of a member; through a list, that in each of its objects.
    pub fn texts(&self, path: &Path) -> Vec<String> {
        match self {
            Self::Json(json) => texts_at(json, &path.0),
            Self::Form(_) => self.text(path).into_iter().collect(),
        }
    }

    /// Whether something stands at a path.
    pub fn has(&self, path: &Path) -> bool {
        self.text(path).is_some()
    }
}

/// What stands twice says two things.
fn once_each<'n>(names: impl Iterator<Item = &'n String>) -> Result<(), String> {
    let mut known = BTreeSet::new();
    for name in names {
        if !known.insert(name) {
            return Err(format!("`{name}` stands in it twice"));
        }
    }
    Ok(())
}

/// Names and values in lines, as they stand.
fn lines(body: &[u8], charset: Charset) -> Result<Vec<(String, String)>, String> {
    let text = charset::decode(charset, body).ok_or_else(|| not_in(charset))?;
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    let pair = |line: &str| {
        let pair = line.split_once('=');
        let pair = pair.map(|(name, value)| (name.to_owned(), value.to_owned()));
        pair.ok_or_else(|| "a line has no name".to_owned())
    };
    lines.map(pair).collect()
}

fn not_in(charset: Charset) -> String {
    format!("it is not in {}", charset.row().title)
}

fn text_at(json: &str, names: &[String]) -> Option<String> {
    let Some((name, rest)) = names.split_first() else {
        return match json_body::scalar(json.trim()) {
            Scalar::Text(text) | Scalar::Number(text) | Scalar::Boolean(text) => Some(text),
            Scalar::List(list) => Some(list),
            Scalar::Other(_) => json.trim().starts_with('{').then(|| json.trim().to_owned()),
        };
    };
    if json.trim_start().starts_with('[') {
        let items = json_body::items(json).into_iter();
        let mut texts = items.map(|item| text_at(item, names));
        let first = texts.next()??;
        return texts
            .all(|text| text.as_ref() == Some(&first))
            .then_some(first);
    }
    let inner = json_body::part(json, &Path(vec![name.clone()]))?;
    text_at(&inner, rest)
}

fn texts_at(json: &str, names: &[String]) -> Vec<String> {
    match names.split_first() {
        None => text_at(json, names).into_iter().collect(),
        Some(_) if json.trim_start().starts_with('[') => {
            let items = json_body::items(json).into_iter();
            items.flat_map(|item| texts_at(item, names)).collect()
        }
        Some((name, rest)) => {
            let inner = json_body::part(json, &Path(vec![name.clone()]));
            inner.map_or_else(Vec::new, |inner| texts_at(&inner, rest))
        }
    }
}

fn form(body: &[u8], charset: Charset) -> Result<Vec<(String, String)>, String> {
    let text = |bytes: &[u8]| {
        let spaced: Vec<u8> = bytes
            .iter()
            .map(|byte| if *byte == b'+' { b' ' } else { *byte })
            .collect();
        charset::decode(charset, &percent_decoded(&spaced)).ok_or_else(|| not_in(charset))
    };
    let pairs = body.trim_ascii().split(|byte| *byte == b'&');
    let pairs = pairs.filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| {
            let equals = pair.iter().position(|byte| *byte == b'=');
            let (name, value) = pair.split_at(equals.ok_or("it is no form")?);
            Ok((
                text(name)?,
                text(value.strip_prefix(b"=").unwrap_or(value))?,
            ))
        })
        .collect()
}

/// Bytes without `%XX`; what is no escape stays.
pub fn percent_decoded(written: &[u8]) -> Vec<u8> {
    let mut plain = Vec::with_capacity(written.len());
    let mut rest = written;
    while let Some((first, after)) = rest.split_first() {
        let escaped = match (first, after.split_at_checked(2)) {
            (b'%', Some((digits, after))) => hex::decode(digits).ok().map(|byte| (byte, after)),
            _ => None,
        };
        match escaped {
            Some((byte, after)) => {
                plain.extend(byte);
                rest = after;
            }
            None => {
                plain.push(*first);
                rest = after;
            }
        }
    }
    plain
}

impl<'m> Arrived<'m> {
    /// The same message, of which other values are made.
    pub fn with(&self, computed: &'m [Computed]) -> Self {
        Self {
            members: self.members.clone(),
            as_it_arrived: self.as_it_arrived.clone(),
            request: self.request.clone(),
            stored: self.stored.clone(),
            computed,
            ..*self
        }
    }
}

impl Arrived<'_> {
    /// The text of a credential, keys as PEM.
    pub fn text_of(&self, id: CredentialId) -> Option<&str> {
        let mut credentials = self.credentials.iter();
        let (_, text) = credentials.find(|(known, _)| *known == id)?;
        Some(text)
    }

    /// The text of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.headers.iter();
        let found = headers.find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map(|(_, text)| text.as_str())
    }
}

impl std::fmt::Debug for Arrived<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Arrived").finish_non_exhaustive()
    }
}

impl Knowledge for Arrived<'_> {
    fn vendor(&self) -> &Vendor {
        self.vendor
    }

    /// What nobody has seen is unknown.
    fn field(&self, field: FieldRef) -> Option<Option<String>> {
        let known = self.request.get(&field).or_else(|| self.stored.get(&field));
        known.map(|text| Some(text.clone()))
    }

    fn received(&self, path: &Path) -> Option<Option<String>> {
        Some(self.members.text(path))
    }

    fn sealed(&self, path: &Path) -> Option<Option<String>> {
        Some(self.as_it_arrived.text(path))
    }

    fn received_header(&self, name: &str) -> Option<String> {
        self.header(name).map(str::to_owned)
    }

    fn kind_of_received(&self, _path: &Path) -> Option<&Kind> {
        None
    }

    fn kind_of_field(&self, _field: FieldRef) -> Option<&Kind> {
        None
    }

    fn as_it_arrived(&self, _field: FieldRef, _cipher: CipherId) -> Option<String> {
        None
    }

    fn credential(&self, id: CredentialId) -> Option<Option<String>> {
        let credential = self.vendor.credentials.get(id.0)?;
        match (self.text_of(id), credential.required) {
            (None, true) => None,
            (given, _) => Some(given.map(str::to_owned)),
        }
    }

    fn declared(&self, name: &Name) -> Option<Value> {
        declared_value(self.computed, name)
    }

    fn computed(&self, value: Value) -> Option<&Expression> {
        Some(&self.computed.get(value.0)?.expression)
    }

    fn shown(&self, _value: Value) -> Option<Known> {
        None
    }

    fn session(&self, _session: SessionId) -> Option<String> {
        None
    }

    /// The first way to decide is the default.
    fn arm<'e>(&self, _option: OptionId, arms: &'e [Expression]) -> Option<&'e Expression> {
        arms.first()
    }

    fn path(&self) -> Option<String> {
        None
    }

    fn query(&self) -> Option<String> {
        None
    }

    fn body(&self) -> Option<Vec<u8>> {
        Some(self.body.to_vec())
    }

    fn member(&self, path: &Path) -> Option<String> {
        match &self.members {
            Members::Json(json) => json_body::part(json, path),
            Members::Form(_) => None,
        }
    }
}
