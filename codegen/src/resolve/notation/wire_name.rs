//! Names on the wire: what can stand there in each place of a message.

use super::text;
use crate::diagnostic::Diagnostics;
use crate::model::Place;
use crate::syntax::reader::Text;

/// Headers that belong to HTTP, not to a vendor.
const TRANSPORT_HEADERS: &[&str] = &[
    "connection",
    "content-length",
    "content-type",
    "expect",
    "host",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
];

/// What stands on the wire must be able to stand there.
pub(crate) fn wire_name(name: &Text, place: Place, nests: bool, out: &mut Diagnostics) {
    let (fits, help) = match place {
        Place::Header => (is_token(&name.value), HEADER_HELP),
        Place::Body if name.value.contains('.') && !nests => {
            (false, "a dot leads into an object, and a form has none")
        }
        Place::Path => (
            name.value
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b == b'_'),
            "a segment's name has letters, digits and underscores",
        ),
        Place::Body | Place::Query | Place::Input | Place::Received | Place::Stored => (
            !name
                .value
                .chars()
                .any(|c| c.is_control() || c.is_whitespace() || matches!(c, '"' | '\\' | '`')),
            "a member's name has no blanks, quotes or control characters",
        ),
    };
    if place == Place::Header
        && TRANSPORT_HEADERS.contains(&name.value.to_ascii_lowercase().as_str())
    {
        text::bad(
            name,
            format!("`{}` is set by the transport", name.value),
            "remove it; `send` and `content_type` decide the content type",
            out,
        );
    }
    if !fits || name.value.is_empty() || name.value.chars().count() > 100 {
        let problem = format!(
            "`{}` cannot be the name of a {}",
            name.value.escape_debug(),
            place.word()
        );
        text::bad(name, problem, help, out);
    }
}

const HEADER_HELP: &str = "a header's name has letters, digits and hyphens";

/// Whether a text can be the name of a header, which is no field of the spec.
pub(crate) fn header_name(name: &Text, out: &mut Diagnostics) -> bool {
    let fits = is_token(&name.value) && !name.value.is_empty();
    if !fits {
        let problem = format!(
            "`{}` cannot be the name of a header",
            name.value.escape_debug()
        );
        text::bad(name, problem, HEADER_HELP, out);
    }
    fits
}

fn is_token(name: &str) -> bool {
    let mut bytes = name.bytes();
    bytes.all(|b| b.is_ascii_alphanumeric() || b"!#$%&'*+-.^_|~".contains(&b))
}
