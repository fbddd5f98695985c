//! Two bodies, member by member: the first thing in which they differ.

use kpg_codegen::model::{BodyEncoding, Charset, CredentialId, Example, Format, Path, Vendor};

use crate::arriving::Members;
use crate::forward::Traced;
use crate::json_body::{self, Scalar};
use crate::jwe;
use crate::rsa_keys;

/// The first thing in which two bodies differ.
pub enum First {
    /// Only one of them can be read.
    Unread(String),
    /// A member that is missing.
    Missing(String),
    /// A member too many.
    TooMany(String),
    /// The order of the members.
    Order(String, String),
    /// What a member says.
    Member {
        /// Its name.
        name: String,
        /// What it must say.
        expected: String,
    },
    /// How the same members are written: a number in quotes, blanks, escapes.
    Writing,
}

impl First {
    /// The difference in words; of a member nothing but its name.
    pub fn words(&self) -> String {
        match self {
            Self::Unread(why) => format!("the body of the example cannot be read: {why}"),
            Self::Missing(name) => format!("the body lacks the member `{name}`"),
            Self::TooMany(name) => format!("the body has the member `{name}` too many"),
            Self::Order(expected, made) => format!(
                "the members of the body stand in another order: `{made}` stands where `{expected}` must"
            ),
            Self::Member { name, .. } => format!("the member `{name}` of the body is another one"),
            Self::Writing => "the same members are written otherwise: numbers in quotes or without, blanks, escapes, \
                              letter case of escapes"
                .to_owned(),
        }
    }
}

/// The first difference of two bodies that are not the same.
pub fn first(encoding: BodyEncoding, charset: Charset, (expected, made): (&[u8], &[u8])) -> First {
    let (expected, made) = match (
        pairs(encoding, charset, expected),
        pairs(encoding, charset, made),
    ) {
        (Ok(expected), Ok(made)) => (expected, made),
        (Err(why), _) | (_, Err(why)) => return First::Unread(why),
    };
    let has = |list: &[(String, String)], name: &str| list.iter().any(|(known, _)| known == name);
    if let Some((name, _)) = expected.iter().find(|(name, _)| !has(&made, name)) {
        return First::Missing(name.clone());
    }
    if let Some((name, _)) = made.iter().find(|(name, _)| !has(&expected, name)) {
        return First::TooMany(name.clone());
    }
    for (name, text) in &expected {
        let found = made.iter().find(|(known, _)| known == name);
        if found.is_some_and(|(_, other)| other != text) {
            return First::Member {
                name: name.clone(),
                expected: text.clone(),
            };
        }
    }
    let mut both = expected.iter().zip(&made);
    match both.find(|(expected, made)| expected.0 != made.0) {
        Some((expected, made)) => First::Order(expected.0.clone(), made.0.clone()),
        None => First::Writing,
    }
}

/// The members of a body in their order, each with its text.
pub fn pairs(
    encoding: BodyEncoding,
    charset: Charset,
    body: &[u8],
) -> Result<Vec<(String, String)>, String> {
    let format = Format {
        encoding,
        charset,
        list_as: None,
    };
    let json = match Members::read(&format, body)? {
        Members::Form(pairs) => return Ok(pairs),
        Members::Json(json) => json,
    };
    let members = json_body::members(&json)?.into_iter();
    let texts = members.map(|(name, scalar)| {
        let text = match scalar {
            Scalar::Text(text)
            | Scalar::Number(text)
            | Scalar::Boolean(text)
            | Scalar::List(text) => text,
            Scalar::Other(what) => what.to_owned(),
        };
        (name, text)
    });
    Ok(texts.collect())
}

/// What is wrong with a body that an example gives as a JWE. What is inside is compared where the example gives the
/// private half of the vendor's key.
pub(super) fn inside_jwe(
    vendor: &Vendor,
    example: &Example,
    (member, key): (&str, CredentialId),
    (body, traced): (&[u8], &Traced),
) -> Option<String> {
    let format = Format {
        encoding: traced.encoding.unwrap_or(BodyEncoding::Json),
        charset: Charset::Utf8,
        list_as: None,
    };
    let members = Members::read(&format, body).ok();
    let compact = members.and_then(|members| members.text(&Path(vec![member.to_owned()])));
    let Some(compact) = compact else {
        return Some(format!(
            "the body has no member `{member}` with what is encrypted"
        ));
    };
    let mut credentials = example.supply.credentials.iter();
    let pem = credentials.find(|(known, _)| *known == key);
    let private = pem.and_then(|(_, pem)| rsa_keys::private(pem))?;
    let Some(plain) = jwe::decrypt(&private, &compact) else {
        let name = vendor
            .credentials
            .get(key.0)
            .map(|known| known.name.to_string());
        return Some(format!(
            "`{}` does not open the JWE",
            name.unwrap_or_default()
        ));
    };
    let made = traced.plain.as_ref()?;
    if made.sent == plain {
        return None;
    }
    let encoding = traced.encoding?;
    Some(format!(
        "inside the JWE, {}",
        first(encoding, Charset::Utf8, (&plain, &made.sent)).words()
    ))
}
