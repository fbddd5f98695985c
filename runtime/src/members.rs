//! The members of a request, and the exact bytes of its body.

use std::borrow::Cow;
use std::fmt;

use url::form_urlencoded;

#[cfg(any(feature = "euckr", feature = "jwe"))]
use crate::PrepareError;
use crate::json::Json;
use crate::{AnswerFormat, Charset, Wire, masked};

/// How members are written into a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BodyEncoding {
    /// A JSON object.
    Json,
    /// Percent-encoded `name=value` pairs (`application/x-www-form-urlencoded`).
    Form,
}

/// The members of a request's body, in the order they are written. An absent value is left out.
///
/// In JSON a dot in a name leads into an object: `page.size` is the member `size` of `page`.
#[derive(Clone, Default)]
pub struct Members(Vec<(&'static str, Json)>);

/// What JSON writes without quotes: a number or a flag.
pub struct Bare(Json);

impl From<u64> for Bare {
    fn from(number: u64) -> Self {
        Self(Json::Number(number.into()))
    }
}

impl From<bool> for Bare {
    fn from(flag: bool) -> Self {
        Self(Json::Flag(flag))
    }
}

impl fmt::Debug for Bare {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Bare(***)")
    }
}

/// An object in a list of a request.
pub trait ListItem {
    /// Its members, in the order they are written.
    fn members(&self) -> Members;
}

impl Members {
    /// Starts with none.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a text; what is absent is left out.
    pub fn put(&mut self, name: &'static str, value: &dyn Wire) {
        let json = value.wire().map(|text| Json::Text(text.into_owned()));
        self.0.extend(json.map(|json| (name, json)));
    }

    /// Adds a number or flag without quotes around it in JSON (`1000`, `true`); in a form it is a
    /// text like any other. What is absent is left out.
    pub fn put_bare(&mut self, name: &'static str, value: &Option<impl Into<Bare> + Copy>) {
        let json = value.map(|value| value.into().0);
        self.0.extend(json.map(|json| (name, json)));
    }

    /// Adds a list of texts, in JSON only; a list that is absent is left out.
    pub fn put_all<T: Wire>(&mut self, name: &'static str, values: &Option<Vec<T>>) {
        self.put_list(name, values, |value| {
            Some(Json::Text(value.wire()?.into_owned()))
        });
    }

    /// Adds a list of numbers or flags, in JSON only; a list that is absent is left out.
    pub fn put_all_bare<T>(&mut self, name: &'static str, values: &Option<Vec<T>>)
    where
        T: Into<Bare> + Copy,
    {
        self.put_list(name, values, |value| Some((*value).into().0));
    }

    /// Adds a list of objects, in JSON only; a list that is absent is left out.
    pub fn put_items<T: ListItem>(&mut self, name: &'static str, items: &Option<Vec<T>>) {
        self.put_list(name, items, |item| Some(item.members().tree()));
    }

    fn put_list<T>(
        &mut self,
        name: &'static str,
        values: &Option<Vec<T>>,
        json: fn(&T) -> Option<Json>,
    ) {
        let list = |values: &Vec<T>| Json::List(values.iter().filter_map(json).collect());
        self.0
            .extend(values.as_ref().map(|values| (name, list(values))));
    }

    /// The members as the text of a JSON object, for a member that holds JSON as its text.
    #[must_use]
    pub fn json_text(&self) -> String {
        self.tree().to_string()
    }

    /// Writes the members as JSON in UTF-8.
    #[must_use]
    pub fn json(&self) -> Body {
        self.encode(BodyEncoding::Json)
    }

    /// Writes the members as a form in UTF-8.
    #[must_use]
    pub fn form(&self) -> Body {
        self.encode(BodyEncoding::Form)
    }

    /// Writes the members in the given encoding, in UTF-8.
    #[must_use]
    pub fn encode(&self, encoding: BodyEncoding) -> Body {
        self.write(encoding, Charset::Utf8)
    }

    #[cfg(feature = "euckr")]
    /// Writes the members in the given encoding, in EUC-KR as Korean systems use it (CP949).
    ///
    /// # Errors
    ///
    /// When the charset can not hold a text; the error names its member and does not show it.
    pub fn euckr(&self, encoding: BodyEncoding) -> Result<Body, PrepareError> {
        let held = |text: &str| Charset::EucKr.encode(text).is_some();
        let lost = |(name, json): &&(&str, Json)| !held(name) || !held(&json.to_string());
        if let Some((name, _)) = self.0.iter().find(lost) {
            let what = format!("`{name}` has a character that EUC-KR can not hold");
            return Err(PrepareError::new(what));
        }
        Ok(self.write(encoding, Charset::EucKr))
    }

    /// Writes the members, whose texts the charset can hold.
    fn write(&self, encoding: BodyEncoding, charset: Charset) -> Body {
        let encode: &dyn Fn(&str) -> Cow<'_, [u8]> =
            &|text| charset.encode(text).unwrap_or_default();
        let bytes = match encoding {
            BodyEncoding::Json => encode(&self.json_text()).into_owned(),
            BodyEncoding::Form => {
                let mut form = form_urlencoded::Serializer::new(String::new());
                form.encoding_override(Some(encode));
                for (name, json) in &self.0 {
                    form.append_pair(name, &json.to_text().unwrap_or_default());
                }
                form.finish().into_bytes()
            }
        };
        Body {
            bytes,
            encoding,
            charset,
        }
    }

    fn tree(&self) -> Json {
        let mut tree = Vec::new();
        for (name, json) in &self.0 {
            put_at(&mut tree, name, json.clone());
        }
        Json::Object(tree)
    }
}

/// Puts a value at its place, and the objects on the way there.
fn put_at(members: &mut Vec<(String, Json)>, name: &str, value: Json) {
    let Some((outer, rest)) = name.split_once('.') else {
        members.push((name.to_owned(), value));
        return;
    };
    let known = members.iter_mut().find(|(known, _)| known == outer);
    if let Some((_, Json::Object(inner))) = known {
        put_at(inner, rest, value);
    } else {
        let mut inner = Vec::new();
        put_at(&mut inner, rest, value);
        members.push((outer.to_owned(), Json::Object(inner)));
    }
}

impl fmt::Debug for Members {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = self.0.iter().map(|(name, _)| name);
        f.debug_list().entries(names).finish()
    }
}

/// The exact bytes of a request's body, and how they are encoded.
#[derive(Clone, PartialEq, Eq)]
pub struct Body {
    bytes: Vec<u8>,
    encoding: BodyEncoding,
    charset: Charset,
}

impl Body {
    /// The bytes that are sent, and that a signature over the body covers.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The body inside an envelope: a JSON object whose one member holds it as a compact JWE that
    /// only the holder of the private key opens.
    ///
    /// # Errors
    ///
    /// When there is no key, or no random bytes.
    #[cfg(feature = "jwe")]
    pub fn jwe(
        self,
        member: &'static str,
        key: &Option<crate::PublicKey>,
    ) -> Result<Self, PrepareError> {
        let missing = || PrepareError::new("there is no public key to encrypt the body with");
        let sealed = crate::jwe::encrypt(&self.bytes, key.as_ref().ok_or_else(missing)?)?;
        let mut members = Members::new();
        members.put(member, &sealed);
        Ok(members.json())
    }

    /// The bytes, without a copy.
    #[must_use]
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    /// How the members were written.
    #[must_use]
    pub fn encoding(&self) -> BodyEncoding {
        self.encoding
    }

    /// The charset of the texts in it.
    #[must_use]
    pub fn charset(&self) -> Charset {
        self.charset
    }

    /// The `Content-Type` that goes with it.
    #[must_use]
    pub fn content_type(&self) -> &'static str {
        match (self.encoding, self.charset) {
            (BodyEncoding::Json, Charset::Utf8) => "application/json; charset=utf-8",
            #[cfg(feature = "euckr")]
            (BodyEncoding::Json, Charset::EucKr) => "application/json; charset=euc-kr",
            (BodyEncoding::Form, Charset::Utf8) => {
                "application/x-www-form-urlencoded; charset=utf-8"
            }
            #[cfg(feature = "euckr")]
            (BodyEncoding::Form, Charset::EucKr) => {
                "application/x-www-form-urlencoded; charset=euc-kr"
            }
        }
    }

    /// The body as it may be logged, with the listed members hidden.
    pub(crate) fn masked(&self, hide: &[&str]) -> String {
        let format = AnswerFormat {
            encoding: self.encoding,
            charset: self.charset,
            list_as: None,
        };
        masked::members(&self.bytes, format, hide)
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}, {} bytes", self.encoding, self.bytes.len())
    }
}
