//! What people write as a name in a recipe and that is none: text that stands as it is, and parts of the request.

use crate::words::{RequestPart, WordList as _};

/// What to write for an operand that is no name.
pub(super) fn help(written: &str) -> Option<String> {
    if RequestPart::parse(written).is_some() {
        return Some(format!(
            "the `{written}` of the request is `{{ request: {written} }}`"
        ));
    }
    let is_a_word = written.contains(|c: char| c.is_alphanumeric());
    (!is_a_word).then(|| {
        format!(
            "text that stands there as it is, is `{{ literal: \"{}\" }}`; what stands between all texts is `separator`",
            written.escape_default()
        )
    })
}
