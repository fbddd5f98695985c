//! Whether an answer that was no clear result has anything of a yes in it.

use super::rules::{Condition, ResultRules};
use crate::AnswerFormat;
use crate::json::Json;
use crate::masked::KEPT;

/// Whether something in a body could be a yes: a member that says so or almost does, a code that cannot be
/// told, or a damaged text that names the result code and has the text of a yes.
pub(crate) fn may_say_yes(rules: &ResultRules, format: AnswerFormat, body: &[u8]) -> bool {
    let pending = rules.pending.into_iter().flatten();
    let mut accepting = rules.success.iter().chain(pending);
    match format.object(body) {
        Ok(answer) => {
            let has_code = answer.agreed(rules.code).and_then(Json::to_text).is_some();
            !has_code && (answer.leads_to_something(rules.code) || is_sealed(&answer))
                || accepting.any(|condition| almost_holds(&answer, condition))
        }
        Err(_) => {
            // What is no text, or was not kept to its end, may hold anything.
            let is_text = std::str::from_utf8(body).is_ok();
            if !is_text || body.len() >= KEPT {
                return true;
            }
            let names_code = rules.code.last().is_some_and(|name| has(body, name));
            names_code && accepting.any(|(_, texts)| texts.iter().any(|text| has(body, text)))
        }
    }
}

/// Whether a member looks like a compact JWE: what is in it nobody here has read.
fn is_sealed(answer: &Json) -> bool {
    let Json::Object(members) = answer else {
        return false;
    };
    let mut texts = members.iter().filter_map(|(_, value)| value.to_text());
    texts.any(|text| text.split('.').count() == 5)
}

fn almost_holds(answer: &Json, (path, texts): &Condition) -> bool {
    let text = answer.agreed(path).and_then(Json::to_text);
    text.is_some_and(|text| texts.iter().any(|yes| resembles(text.trim(), yes)))
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
