//! `Content-Type`: which of an operation's encodings a request announces, and what answers say.

use axum::http::{HeaderMap, header::CONTENT_TYPE};
use kpg_codegen::model::{BodyEncoding, Format, Operation};

use crate::charset;
use crate::exchange::Finding;

/// Which of the operation's encodings the header announces.
pub(crate) fn encoding(
    operation: &Operation,
    headers: &HeaderMap,
) -> Result<BodyEncoding, Finding> {
    let wrong = |text: String| Finding::field("Content-Type", text);
    let mut values = headers.get_all(CONTENT_TYPE).iter();
    let (Some(value), None) = (values.next(), values.next()) else {
        return Err(wrong("it must be there exactly once".to_owned()));
    };
    let text = value.to_str().unwrap_or_default();
    let mut parts = text.split(';').map(str::trim);
    let announced = parts.next().unwrap_or_default();
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
        let fits = charset::is_called(operation.charset, value.trim_matches('"'));
        if name.eq_ignore_ascii_case("charset") && !fits {
            return Err(wrong(format!(
                "the charset must be {}, not `{value}`",
                charset::name(operation.charset)
            )));
        }
    }
    Ok(found)
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
    }
}
