//! The body of a request: its members, and their exact bytes.

use std::fmt;

use url::form_urlencoded;

use crate::Wire;
use crate::json::Json;

/// How the members of a request are written into its body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BodyEncoding {
    /// A JSON object, in UTF-8.
    Json,
    /// `name=value` pairs, percent-encoded UTF-8 (`application/x-www-form-urlencoded`).
    Form,
}

impl BodyEncoding {
    /// The `Content-Type` that goes with it.
    #[must_use]
    pub fn content_type(self) -> &'static str {
        match self {
            Self::Json => "application/json; charset=utf-8",
            Self::Form => "application/x-www-form-urlencoded; charset=utf-8",
        }
    }
}

/// The members of a request's body, in the order they are written. An absent value is left out.
///
/// In JSON a dot in a name leads into an object: `page.size` is the member `size` of `page`.
#[derive(Clone, Default)]
pub struct Members(Vec<(&'static str, Member)>);

#[derive(Clone)]
enum Member {
    Text(String),
    Bare(Bare),
}

/// What JSON writes without quotes.
#[derive(Clone, Copy, Debug)]
pub enum Bare {
    Number(u64),
    Flag(bool),
}

impl From<u64> for Bare {
    fn from(number: u64) -> Self {
        Self::Number(number)
    }
}

impl From<bool> for Bare {
    fn from(flag: bool) -> Self {
        Self::Flag(flag)
    }
}

impl fmt::Display for Bare {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => number.fmt(f),
            Self::Flag(flag) => flag.fmt(f),
        }
    }
}

impl Members {
    /// Starts with none.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a text; what is absent is left out.
    pub fn put(&mut self, name: &'static str, value: &dyn Wire) {
        self.add(
            name,
            value.wire().map(|text| Member::Text(text.into_owned())),
        );
    }

    /// Adds a number or flag without quotes around it in JSON (`1000`, `true`); in a form it is a
    /// text like any other. What is absent is left out.
    pub fn put_bare(&mut self, name: &'static str, value: &Option<impl Into<Bare> + Copy>) {
        self.add(name, value.map(|value| Member::Bare(value.into())));
    }

    /// Writes the members as JSON.
    #[must_use]
    pub fn json(&self) -> Body {
        // Texts, numbers and flags written into memory can not fail.
        let bytes = serde_json::to_vec(&self.tree()).unwrap_or_default();
        Body {
            bytes,
            encoding: BodyEncoding::Json,
        }
    }

    /// Writes the members as a form.
    #[must_use]
    pub fn form(&self) -> Body {
        let mut form = form_urlencoded::Serializer::new(String::new());
        for (name, member) in &self.0 {
            match member {
                Member::Text(text) => form.append_pair(name, text),
                Member::Bare(bare) => form.append_pair(name, &bare.to_string()),
            };
        }
        Body {
            bytes: form.finish().into_bytes(),
            encoding: BodyEncoding::Form,
        }
    }

    /// Writes the members in the given encoding.
    #[must_use]
    pub fn encode(&self, encoding: BodyEncoding) -> Body {
        match encoding {
            BodyEncoding::Json => self.json(),
            BodyEncoding::Form => self.form(),
        }
    }

    fn tree(&self) -> Json {
        let mut tree = Vec::new();
        for (name, member) in &self.0 {
            let value = match member {
                Member::Text(text) => Json::Text(text.clone()),
                Member::Bare(Bare::Number(number)) => Json::Number((*number).into()),
                Member::Bare(Bare::Flag(flag)) => Json::Flag(*flag),
            };
            put_at(&mut tree, name, value);
        }
        Json::Object(tree)
    }

    fn add(&mut self, name: &'static str, member: Option<Member>) {
        self.0.extend(member.map(|member| (name, member)));
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
        f.debug_list()
            .entries(self.0.iter().map(|(name, _)| name))
            .finish()
    }
}

/// The exact bytes of a request's body, and how they are encoded.
#[derive(Clone, PartialEq, Eq)]
pub struct Body {
    bytes: Vec<u8>,
    encoding: BodyEncoding,
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
    ) -> Result<Self, crate::PrepareError> {
        let missing =
            || crate::PrepareError::new("there is no public key to encrypt the body with");
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
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}, {} bytes", self.encoding, self.bytes.len())
    }
}
