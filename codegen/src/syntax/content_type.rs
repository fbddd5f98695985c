//! The documented content types of a vendor or an operation.

use super::reader::Fields;
use super::shape;
use super::spec::ContentType;
use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::source::Spanned;
use crate::words::BodyEncoding;

/// `content_type: { form: application/x-www-form-urlencoded }`
pub(super) fn content_types(fields: &Fields<'_>, out: &mut Diagnostics) -> Vec<ContentType> {
    let Some(entry) = fields.entry("content_type") else {
        return Vec::new();
    };
    let shape = &shape::CONTENT_TYPES;
    let Some(inner) = Fields::read(&entry.value, entry.key_span, shape, out) else {
        return Vec::new();
    };
    let mut list = Vec::new();
    for encoding in BodyEncoding::ALL {
        if let Some(key) = inner.entry(encoding.word())
            && let Some(written) = inner.text(encoding.word(), out)
        {
            let encoding = Spanned::new(*encoding, key.key_span);
            list.push(ContentType { encoding, written });
        }
    }
    let is_empty = BodyEncoding::ALL
        .iter()
        .all(|encoding| inner.entry(encoding.word()).is_none());
    if is_empty {
        let empty = Diagnostic::new(
            DiagnosticCode::MissingKey,
            entry.key_span,
            "`content_type` names no encoding",
        )
        .label("needs `json` or `form`");
        out.push(empty.help("write `content_type: { form: application/x-www-form-urlencoded }`"));
    }
    list
}
