//! `Content-Type`: which of an operation's encodings a request announces, and what answers say.

use http::{HeaderMap, header::CONTENT_TYPE};
use kpg_codegen::model::{BodyEncoding, Format, Request};

use crate::charset;
use crate::exchange::Finding;

/// Which of the operation's encodings the header announces.
pub(crate) fn encoding(operation: &Request, headers: &HeaderMap) -> Result<BodyEncoding, Finding> {
    let wrong = |text: String| Finding::field("Content-Type", text);
    let mut values = headers.get_all(CONTENT_TYPE).iter();
    let (Some(value), None) = (values.next(), values.next()) else {
        return Err(wrong("it must be there exactly once".to_owned()));
    };
    let text = value.to_str().unwrap_or_default();
    let mut parts = text.split(';').map(str::trim);
    let announced = parts.next().unwrap_or_default();
    if let Some(documented) = documented(operation, text) {
        return documented.map_err(wrong);
    }
    let encodings = operation.encodings.iter().copied();
    let found = encodings
        .clone()
        .find(|encoding| announced.eq_ignore_ascii_case(media_type(*encoding)));
    let Some(found) = found else {
        let known: Vec<&str> = encodings.map(media_type).collect();
        return Err(wrong(format!(
            "it must be {}, not `{text}`",
            known.join(" or ")
        )));
    };
    for parameter in parts {
        let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
        let fits = operation.charset.is_called(value.trim_matches('"'));
        if name.eq_ignore_ascii_case("charset") && !fits {
            return Err(wrong(format!(
                "the charset must be {}, not `{value}`",
                charset::name(operation.charset)
            )));
        }
    }
    Ok(found)
}

/// The encoding that the header announces to the letter, or what it must be where the spec documents that for every
/// encoding. Nothing where another encoding may be meant.
fn documented(operation: &Request, text: &str) -> Option<Result<BodyEncoding, String>> {
    let documented = &operation.content_types;
    if let Some((found, _)) = documented.iter().find(|(_, exactly)| *exactly == text) {
        return Some(Ok(*found));
    }
    let announced = text.split(';').next().unwrap_or_default().trim();
    let may_be_another = operation.encodings.iter().any(|encoding| {
        !documented.contains_key(encoding) && announced.eq_ignore_ascii_case(media_type(*encoding))
    });
    if documented.is_empty() || may_be_another {
        return None;
    }
    let exactly: Vec<String> = documented
        .values()
        .map(|text| format!("`{text}`"))
        .collect();
    let exactly = exactly.join(" or ");
    Some(Err(format!("it must be exactly {exactly}, not `{text}`")))
}

/// What an answer or a notification says of itself.
pub(crate) fn content_type_of(format: &Format) -> String {
    format!(
        "{}; charset={}",
        media_type(format.encoding),
        charset::name(format.charset)
    )
}

fn media_type(encoding: BodyEncoding) -> &'static str {
    match encoding {
        BodyEncoding::Json => "application/json",
        BodyEncoding::Form => "application/x-www-form-urlencoded",
        BodyEncoding::Lines => "text/plain",
    }
}
