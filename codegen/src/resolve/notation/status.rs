//! HTTP statuses of answers.

use super::text;
use crate::diagnostic::Diagnostics;
use crate::syntax::reader::Text;

pub(crate) fn http_status(text: &Text, out: &mut Diagnostics) -> Option<u16> {
    let status = text
        .value
        .parse::<u16>()
        .ok()
        .filter(|status| (200..600).contains(status));
    if status.is_none() {
        text::bad(
            text,
            format!("`{}` is no HTTP status of an answer", text.value),
            "a number from 200 to 599",
            out,
        );
    }
    status
}

/// `400..499`, or one status.
pub(crate) fn http_statuses(written: &Text, out: &mut Diagnostics) -> Option<(u16, u16)> {
    let (first, last) = text::range(written, 200, out)?;
    let status = |number: u64| {
        u16::try_from(number)
            .ok()
            .filter(|status| (200..600).contains(status))
    };
    let statuses = status(first).zip(status(last));
    if statuses.is_none() {
        text::bad(
            written,
            format!("`{}` are no HTTP statuses of an answer", written.value),
            "numbers from 200 to 599: `400..499`",
            out,
        );
    }
    statuses
}
