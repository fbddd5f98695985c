//! Words in a row.

/// The words one after the other, with something between them.
pub(super) fn joined<W: AsRef<str>>(words: impl IntoIterator<Item = W>, between: &str) -> String {
    let mut text = String::new();
    for (position, word) in words.into_iter().enumerate() {
        if position > 0 {
            text.push_str(between);
        }
        text.push_str(word.as_ref());
    }
    text
}
