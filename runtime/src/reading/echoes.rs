//! What an answer must repeat of its request: an answer to another question is neither a yes nor a no.

use std::borrow::Cow;

use super::Mismatch;
use super::scalar::is_nothing;
use super::scalar::sealed::{Read as _, Sent};
use crate::Wire;
use crate::body::Json;

/// Holds an answer to the request that it must be the answer to, member by member.
///
/// A member that is not there says nothing, and neither does one whose value the request does not have. A
/// path may lead through lists and through texts that hold JSON: every value at its end must be right.
pub struct Echoes<'a> {
    answer: &'a Json<'a>,
    /// Whether the answer refuses: vendors fill those up with zeros.
    refuses: bool,
    /// Names of members whose values are never shown.
    sensitive: &'static [&'static str],
    mismatches: Vec<Mismatch>,
}

impl<'a> Echoes<'a> {
    pub(super) fn new(
        answer: &'a Json<'a>,
        refuses: bool,
        sensitive: &'static [&'static str],
    ) -> Self {
        Self {
            answer,
            refuses,
            sensitive,
            mismatches: Vec::new(),
        }
    }

    pub(super) fn mismatches(self) -> Vec<Mismatch> {
        self.mismatches
    }

    /// A text, a choice, a date or a flag, which must be the same letter by letter; blanks around it
    /// do not count.
    pub fn expect_text(&mut self, path: &[&str], value: &dyn Wire) {
        self.hold(path, value, same_text);
    }

    /// A number, which must have the same value: 1000, `"1000"` and `1000.00` are one.
    pub fn expect_number(&mut self, path: &[&str], value: &dyn Wire) {
        self.hold(path, value, same_number);
    }

    fn hold(&mut self, path: &[&str], value: &dyn Wire, same: fn(&str, &Json<'_>) -> bool) {
        let given = value.wire().filter(|text| !without_blanks(text).is_empty());
        let Some(expected) = given else { return };
        let mut other = None;
        each(self.answer, path, &mut |found| {
            let says_nothing = says_nothing(found) || (self.refuses && is_zero(found));
            // One is enough to tell: a list may have a million.
            if other.is_none() && !says_nothing && !same(&expected, found) {
                let text = found.text();
                other = Some(text.map_or_else(|| found.description().to_owned(), Cow::into_owned));
            }
        });
        if let Some(found) = other {
            let hidden = value.is_sensitive() || self.hides(path);
            let mismatch = Mismatch::new(path, (&expected, &found), hidden);
            self.mismatches.push(mismatch);
        }
    }

    fn hides(&self, path: &[&str]) -> bool {
        let mut sensitive = self.sensitive.iter();
        sensitive.any(|name| path.iter().any(|step| step.eq_ignore_ascii_case(name)))
    }
}

opaque!(Echoes<'_>, "Echoes", mismatches);

/// Every value at the end of a path: through a list those of all its items, and through a text that holds
/// JSON those in it.
fn each(json: &Json<'_>, path: &[&str], take: &mut dyn FnMut(&Json<'_>)) {
    match (json, path) {
        (Json::List(items), [_, ..]) => items.iter().for_each(|item| each(item, path, take)),
        (Json::Text(text), [_, ..]) => in_text(Json::parse(text), path, take),
        (Json::Broken(text), [_, ..]) => in_text(Json::parse_marked(text), path, take),
        (_, [name, rest @ ..]) => {
            if let Some(member) = json.member(name) {
                each(member, rest, take);
            }
        }
        (_, []) => take(json),
    }
}

fn in_text(
    inner: Result<Json<'_>, serde_json::Error>,
    path: &[&str],
    take: &mut dyn FnMut(&Json<'_>),
) {
    // A text in it is one more text, and no JSON in JSON in JSON.
    if let Ok(inner @ (Json::Object(_) | Json::List(_))) = inner {
        each(&inner, path, take);
    }
}

/// What vendors write where there is nothing, an empty list and an empty object included.
fn says_nothing(json: &Json<'_>) -> bool {
    let is_empty = match json {
        Json::List(items) => items.is_empty(),
        Json::Object(members) => members.is_empty(),
        _ => false,
    };
    is_empty || is_nothing(json, false)
}

/// What fills up a refusal: zeros, in digits or with a fraction, and no.
fn is_zero(json: &Json<'_>) -> bool {
    let text = match json {
        Json::Flag(flag) => return !flag,
        other => other.text().unwrap_or_default(),
    };
    let text = without_blanks(&text);
    text.contains('0') && text.chars().all(|letter| matches!(letter, '0' | '.'))
}

fn same_text(expected: &str, found: &Json<'_>) -> bool {
    let found = found.text();
    found.is_some_and(|found| without_blanks(&found) == without_blanks(expected))
}

fn same_number(expected: &str, found: &Json<'_>) -> bool {
    match (
        Written::of(expected),
        found.text().as_deref().map(Written::of),
    ) {
        (Some(expected), Some(Some(found))) => expected == found,
        (None, Some(None) | None) => same_text(expected, found),
        _ => false,
    }
}

/// A number as it is written, however many zeros stand around it.
#[derive(PartialEq)]
struct Written<'t> {
    is_negative: bool,
    whole: u64,
    /// The digits behind the point, without zeros at the end.
    fraction: &'t str,
}

impl<'t> Written<'t> {
    fn of(text: &'t str) -> Option<Self> {
        let text = without_blanks(text);
        let digits = text.strip_prefix('-').unwrap_or(text);
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
        let is_fraction =
            !fraction.is_empty() && fraction.bytes().all(|byte| byte.is_ascii_digit());
        let whole = u64::read(Sent(&Json::Text(whole.into()))).filter(|_| is_fraction)?;
        let fraction = fraction.trim_end_matches('0');
        let is_zero = whole == 0 && fraction.is_empty();
        Some(Self {
            is_negative: digits.len() < text.len() && !is_zero,
            whole,
            fraction,
        })
    }
}

fn without_blanks(text: &str) -> &str {
    text.trim_matches(' ')
}
