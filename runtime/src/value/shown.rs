//! Text of others, made fit for a line of a log.

/// `text` on one line: control characters escaped, at most `max` characters of it.
///
/// Direction marks are escaped too: they would let a value rewrite the line it stands in.
pub(crate) fn shown(text: &str, max: usize) -> String {
    let mut characters = text.chars();
    let mut line = String::new();
    for character in characters.by_ref().take(max) {
        if misleads(character) {
            line.extend(character.escape_unicode());
        } else {
            line.push(character);
        }
    }
    if characters.next().is_some() {
        line.push('…');
    }
    line
}

fn misleads(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
        )
}

#[cfg(test)]
mod tests {
    use super::shown;

    #[test]
    fn text_stays_on_one_line_and_is_cut_between_characters() {
        let cases = [
            ("가나다", 3, "가나다"),
            ("가나다", 2, "가나…"),
            ("a\r\nb", 9, "a\\u{d}\\u{a}b"),
            ("\u{202e}001", 9, "\\u{202e}001"),
            ("", 0, ""),
        ];
        for (text, max, line) in cases {
            assert_eq!(shown(text, max), line, "{text:?}");
        }
    }
}
