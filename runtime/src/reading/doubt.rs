//! Whether an answer that was no clear result has anything of a yes in it.

use super::rules::{Condition, ResultRules};
use crate::body::Json;

/// Whether something in an answer could be a yes: a member that says so or almost does, a code that
/// cannot be told, or an envelope that was not opened.
pub(super) fn of_answer(rules: &ResultRules, status: u16, answer: &Json<'_>) -> bool {
    let Some(code) = rules.code else {
        return is_success(status) || is_sealed(answer) || says_yes(rules, answer);
    };
    let has_code = answer.agreed(code).and_then(Json::text).is_some();
    let hides_a_code = !has_code && (answer.leads_to_something(code) || is_sealed(answer));
    hides_a_code || says_yes(rules, answer)
}

fn is_success(status: u16) -> bool {
    (200..300).contains(&status)
}

fn says_yes(rules: &ResultRules, answer: &Json<'_>) -> bool {
    rules.any_accepts(&|condition| almost_holds(answer, condition))
}

/// Whether a member has the five parts of a compact JWE, of which nobody has looked into this one.
fn is_sealed(answer: &Json<'_>) -> bool {
    let Json::Object(members) = answer else {
        return false;
    };
    let mut texts = members.iter().filter_map(|(_, value)| value.text());
    texts.any(|text| text.split('.').count() == 5)
}

/// Whether something in a body that could not be read could be a yes: JSON that is damaged or cut off, or a
/// text that names the result code and has the text of a yes.
pub(super) fn of_unread(rules: &ResultRules, status: u16, body: &[u8]) -> bool {
    let is_json = matches!(body.trim_ascii_start(), [b'{' | b'[', ..]);
    let name = rules.code.and_then(|path| path.last());
    let names_code = name.is_some_and(|name| has(body, name));
    let has_yes = |test: &Condition| test.values.iter().any(|yes| has(body, yes));
    let by_status = rules.code.is_none() && is_success(status);
    is_json || by_status || names_code && rules.any_accepts(&has_yes)
}

fn almost_holds(answer: &Json<'_>, condition: &Condition) -> bool {
    let text = answer.agreed(condition.member).and_then(Json::text);
    let mut values = condition.values.iter();
    text.is_some_and(|text| values.any(|yes| resembles(text.trim(), yes)))
}

/// Whether a text is the beginning of another, or holds it between other characters.
fn resembles(text: &str, yes: &str) -> bool {
    let is_outside = |next: Option<char>| next.is_none_or(|next| !next.is_alphanumeric());
    let begins = !text.is_empty() && yes.starts_with(text);
    begins
        || text.match_indices(yes).any(|(start, found)| {
            let (before, after) = (text.get(..start), text.get(start + found.len()..));
            is_outside(before.and_then(|before| before.chars().next_back()))
                && is_outside(after.and_then(|after| after.chars().next()))
        })
}

fn has(body: &[u8], text: &str) -> bool {
    let wanted = text.as_bytes();
    !wanted.is_empty() && body.windows(wanted.len()).any(|part| part == wanted)
}
