//! A colon that YAML does not take as one, because the blank behind it is missing, it is full-width, or it is not there.

use super::found::{GivenUp, Slip};
use super::lines::{Line, Lines};

/// `{ concat:[ tid ] }`, `{ recipe：[ … ] }` and `{ cancel [ tid ] }`: keys inside of braces.
pub(super) fn in_flow(given_up: &GivenUp<'_>, lines: &Lines<'_>) -> Option<Slip> {
    let line = lines.current()?;
    let last = given_up.at.checked_sub(line.start)?;
    let mut keys = keys_in_flow(line.text);
    keys.retain(|key| key.end <= last);
    keys.iter().rev().find_map(|key| told(&line, key))
}

/// `answer:{ … }` and `answer { … }`: a key at the beginning of a line.
pub(super) fn of_line(given_up: &GivenUp<'_>, lines: &Lines<'_>) -> Option<Slip> {
    let line = lines.current()?;
    let content = line.content().trim_start_matches("- ");
    let start = line.indent() + line.content().len() - content.len();
    let key = key_at(line.text, start)?;
    let is_behind = given_up.at >= line.start + key.end;
    told(&line, &key).filter(|_| is_behind)
}

/// `en Cancel a payment`, before a line that begins in the same column.
pub(super) fn of_line_before(given_up: &GivenUp<'_>, lines: &Lines<'_>) -> Option<Slip> {
    let (line, before) = (lines.current()?, lines.before().next()?);
    let of_it = given_up.what.contains("mapping values are not allowed")
        && before.indent() == line.indent()
        && !before.content().contains([':', '\'', '"']);
    let key = key_at(before.text, before.indent()).filter(|_| of_it)?;
    Some(missing_colon(&before, &key))
}

/// A word or a quoted text that may be a key, by its bytes in a line.
struct KeyPlace {
    start: usize,
    end: usize,
    is_quoted: bool,
}

/// Where keys may stand in braces: behind an opening brace or bracket, or a comma.
fn keys_in_flow(text: &str) -> Vec<KeyPlace> {
    let mut keys = Vec::new();
    let mut quote = None;
    for (offset, c) in text.char_indices() {
        match (quote, c) {
            (Some(open), _) => quote = (c != open).then_some(open),
            (None, '"') => quote = Some(c),
            (None, '{' | '[' | ',') => {
                let rest = text.get(offset + 1..).unwrap_or_default();
                let blanks = rest.len() - rest.trim_start_matches(' ').len();
                keys.extend(key_at(text, offset + 1 + blanks));
            }
            (None, _) => {}
        }
    }
    keys
}

fn key_at(text: &str, start: usize) -> Option<KeyPlace> {
    let rest = text.get(start..)?;
    let is_of_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
    let (length, is_quoted) = match rest.strip_prefix('"') {
        Some(inside) => (inside.find('"')? + 2, true),
        None => (rest.find(|c: char| !is_of_word(c))?, false),
    };
    (length > 0).then(|| KeyPlace {
        start,
        end: start + length,
        is_quoted,
    })
}

/// What is wrong with what stands behind a key.
fn told(line: &Line<'_>, key: &KeyPlace) -> Option<Slip> {
    let rest = line.text.get(key.end..)?;
    if rest.starts_with('：') {
        let message = "`：` is full-width, and no mark of YAML";
        let place = line.place(key.start, key.end - key.start + '：'.len_utf8());
        return Some(Slip::new(place, message, "write `: `"));
    }
    if let Some(value) = rest.strip_prefix(':') {
        // Behind a quoted key, YAML needs no blank.
        let opens = value.starts_with(['{', '[', '"', '\'']) && !key.is_quoted;
        return opens.then(|| missing_blank(line, key));
    }
    let value = rest.trim_start_matches(' ');
    let opens = value.len() < rest.len() && value.starts_with(['{', '[']);
    opens.then(|| missing_colon(line, key))
}

fn missing_blank(line: &Line<'_>, key: &KeyPlace) -> Slip {
    let name = line.text.get(key.start..key.end).unwrap_or_default();
    let message = format!("a blank is missing behind `{name}:`");
    let help = format!("write `{name}: …`; without the blank the colon belongs to the text");
    Slip::new(line.place(key.start, name.len() + 1), message, help)
}

fn missing_colon(line: &Line<'_>, key: &KeyPlace) -> Slip {
    let name = line.text.get(key.start..key.end).unwrap_or_default();
    let message = format!("a colon is missing behind `{name}`");
    Slip::new(
        line.place(key.start, name.len()),
        message,
        format!("write `{name}: …`"),
    )
}
