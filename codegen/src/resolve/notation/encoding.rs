//! How bodies are written: their encodings and charsets.

use super::text;
use crate::diagnostic::Diagnostics;
use crate::model::{BodyEncoding, Charset};
use crate::syntax::reader::Text;

/// Encodings, each once.
pub(crate) fn encoding_list(written: &[Text], out: &mut Diagnostics) -> Vec<BodyEncoding> {
    let mut list = Vec::new();
    for text in written {
        let Some(encoding) = encoding(text, out) else {
            continue;
        };
        if list.contains(&encoding) {
            text::bad(
                text,
                format!("`{}` stands twice", text.value),
                "list each encoding once, the default first",
                out,
            );
        } else {
            list.push(encoding);
        }
    }
    list
}

pub(crate) fn encoding(text: &Text, out: &mut Diagnostics) -> Option<BodyEncoding> {
    match text.value.as_str() {
        "json" => Some(BodyEncoding::Json),
        "form" => Some(BodyEncoding::Form),
        other => {
            text::bad(
                text,
                format!("`{other}` is no encoding of a body"),
                "use `json` or `form`, or `[ json, form ]` when both are taken",
                out,
            );
            None
        }
    }
}

/// A charset of the operation's own, or the vendor's, or UTF-8.
pub(crate) fn charset(own: Option<&Text>, vendor: Option<&Text>, out: &mut Diagnostics) -> Charset {
    match own.or(vendor).map(|text| (text, text.value.as_str())) {
        None | Some((_, "utf8")) => Charset::Utf8,
        Some((_, "euckr")) => Charset::EucKr,
        Some((text, other)) => {
            text::bad(
                text,
                format!("`{other}` is no charset that kpg knows"),
                "use `utf8` or `euckr`",
                out,
            );
            Charset::Utf8
        }
    }
}
