//! How bodies are written: their encodings and charsets.

use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::source::Spanned;
use crate::words::{BodyEncoding, Charset};

/// Encodings, each once.
pub(crate) fn encoding_list(
    written: &[Spanned<BodyEncoding>],
    out: &mut Diagnostics,
) -> Vec<BodyEncoding> {
    let mut list = Vec::new();
    for encoding in written {
        if list.contains(&encoding.value) {
            let twice = Diagnostic::new(
                DiagnosticCode::BadValue,
                encoding.span,
                format!("`{}` stands twice", encoding.value.word()),
            );
            out.push(twice.help("list each encoding once, the default first"));
        } else {
            list.push(encoding.value);
        }
    }
    list
}

/// A charset of the operation's own, or the vendor's, or UTF-8.
pub(crate) fn charset(
    own: Option<&Spanned<Charset>>,
    vendor: Option<&Spanned<Charset>>,
) -> Charset {
    own.or(vendor)
        .map_or(Charset::Utf8, |charset| charset.value)
}
