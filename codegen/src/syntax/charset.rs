//! The charsets of a vendor, an operation or a notification.

use super::reader::Fields;
use super::shape;
use super::spec::Charset;
use super::tree::Value;
use crate::diagnostic::Diagnostics;
use crate::source::Spanned;

/// `charset: euckr`, or `charset: { send: utf8, receive: euckr }`.
pub(super) fn charset(fields: &Fields<'_>, out: &mut Diagnostics) -> Charset {
    let Some(entry) = fields.entry("charset") else {
        return Charset::default();
    };
    if let Value::Mapping(_) = &entry.value.value {
        let shape = &shape::CHARSETS;
        let Some(inner) = Fields::read(&entry.value, entry.key_span, shape, out) else {
            return Charset::default();
        };
        return Charset {
            send: inner.word("send", out),
            receive: inner.word("receive", out),
        };
    }
    let both: Option<Spanned<_>> = fields.word("charset", out);
    Charset {
        send: both.clone(),
        receive: both,
    }
}
