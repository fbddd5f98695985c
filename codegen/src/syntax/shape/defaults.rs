//! What operations say alike.

use super::codes::OTHER_CODES_KEY;
use super::operation::{CODES_OF_OPERATION, HEADERS, HOST, RECEIVE, SEND, SUCCESS};
use super::{Key, Shape};

/// The key under which they stand.
pub(crate) const DEFAULTS_KEY: &str = "defaults";

const fn as_default(mut key: Key, doc: &'static str) -> Key {
    key.doc = doc;
    key.required = false;
    key
}

pub(crate) static DEFAULTS: Shape = Shape {
    name: "defaults",
    doc: "What operations say alike, once: each operation that does not say it takes it. What an operation says itself \
          stands in place of the default.",
    keys: &[
        as_default(HOST, "`host` of operations."),
        as_default(
            HEADERS,
            "`headers` of operations, as fields; an operation without headers says `headers: {}`.",
        ),
        as_default(SEND, "`send` of operations that have a `request`."),
        as_default(RECEIVE, "`receive` of operations."),
        as_default(
            SUCCESS,
            "`success` of operations whose answers have each member that it asks for.",
        ),
        as_default(
            CODES_OF_OPERATION,
            "`codes` of operations whose answers have a result code.",
        ),
        as_default(
            OTHER_CODES_KEY,
            "`other_codes` of operations whose answers have a result code.",
        ),
    ],
    rules: &[],
};
