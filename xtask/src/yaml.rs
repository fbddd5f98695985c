//! YAML as commands write it: scalars that cannot be mistaken, and columns that line up. No fact is known here.

use std::fmt::Write as _;

/// Longer texts of a page are cut; a draft cites them, it does not copy the page.
const LONGEST: usize = 200;

/// A text as YAML: bare where nothing in it could be taken for syntax, else in double quotes. On one line.
pub(crate) fn scalar(text: &str) -> String {
    let text: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let text = match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default().trim_end()),
        None => text,
    };
    let first = text.chars().next();
    let bare = first.is_some_and(char::is_alphabetic)
        && text
            .chars()
            .all(|c| c.is_alphanumeric() || " ._/()-".contains(c))
        && !text.ends_with(' ')
        && !is_a_word_of_yaml(&text);
    match bare {
        true => text,
        false => quoted(&text),
    }
}

/// A text in double quotes.
pub(crate) fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_control() || matches!(c, '\u{feff}' | '\u{2028}' | '\u{2029}') => {
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// A key: a name on the wire, or a code.
pub(crate) fn key(text: &str) -> String {
    let bare = text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "._-".contains(c))
        && !is_a_word_of_yaml(text);
    match bare {
        true => text.to_owned(),
        false => quoted(text),
    }
}

/// Whether a text would be no text where it stood bare.
fn is_a_word_of_yaml(text: &str) -> bool {
    let mut words = ["null", "true", "false"].iter();
    words.any(|word| text.eq_ignore_ascii_case(word))
}

/// A mapping on one line; keys are the spec language's own, values are written already.
pub(crate) fn flow(entries: &[(&str, String)]) -> String {
    let entries: Vec<String> = entries
        .iter()
        .map(|(key, value)| format!("{key}: {value}"))
        .collect();
    format!("{{ {} }}", entries.join(", "))
}

/// A list on one line of texts that are written already.
pub(crate) fn list(items: &[String]) -> String {
    format!("[ {} ]", items.join(", "))
}

/// Lines of a mapping whose values begin in one column, each with a comment where there is one.
pub(crate) fn column(indent: usize, rows: &[(String, String, String)]) -> String {
    let width = rows
        .iter()
        .map(|(key, _, _)| key.chars().count())
        .max()
        .unwrap_or_default();
    let mut out = String::new();
    for (key, value, comment) in rows {
        let gap = width.saturating_sub(key.chars().count()) + 1;
        let _ = write!(out, "{:indent$}{key}:{:gap$}{value}", "", "");
        if !comment.is_empty() {
            let _ = write!(out, "  # {}", comment_text(comment));
        }
        out.push('\n');
    }
    out
}

/// A text that stays inside of a comment.
pub(crate) fn comment_text(text: &str) -> String {
    let plain = text.chars().map(|c| if c.is_control() { ' ' } else { c });
    plain
        .collect::<String>()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

/// `todo:` and what is open, as lines of a mapping.
pub(crate) fn todos(indent: usize, todos: &[String]) -> String {
    match todos {
        [] => String::new(),
        [one] => format!("{:indent$}todo: {}\n", "", sentence(one)),
        several => {
            let mut out = format!("{:indent$}todo:\n", "");
            for one in several {
                let _ = writeln!(out, "{:indent$}  - {}", "", sentence(one));
            }
            out
        }
    }
}

/// The section of a document, whose heading may have dashes that look like `-` and are none: as escapes, which specs take.
pub(crate) fn section(text: &str) -> String {
    let text = sentence(text);
    let escaped = text.chars().map(|c| match c {
        '\u{2010}'..='\u{2015}' | '\u{2212}' => format!("\\u{:04x}", u32::from(c)),
        c => c.to_string(),
    });
    escaped.collect()
}

/// A sentence of our own, or one that quotes the page; never cut.
pub(crate) fn sentence(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let bare = text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text
            .chars()
            .all(|c| c.is_alphanumeric() || " ._/()-;'#".contains(c))
        && !text.contains(" #");
    match bare {
        true => text,
        false => quoted(&text),
    }
}
