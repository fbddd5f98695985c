//! Which result codes refuse: those that a document lists, and, where a document says so, all others. What
//! is written otherwise than codes are, or comes with a status of no refusal, does not.

use std::ops::RangeInclusive;

/// Ranges of HTTP statuses.
pub type HttpStatuses = &'static [RangeInclusive<u16>];

/// Codes that a document lists as refusals.
#[derive(Clone, Copy, Debug)]
pub struct ListedCodes {
    /// The codes as they go on the wire.
    pub codes: &'static [&'static str],
    /// The HTTP statuses with which the document shows them; any when it shows none.
    pub statuses: Option<HttpStatuses>,
}

/// A document says that every code that it does not list is a failure.
#[derive(Clone, Copy, Debug)]
pub struct OtherCodes {
    /// The HTTP statuses, besides 2xx, with which the document shows refusals. One that can mean that
    /// nobody has looked at the request, such as 408 or any 5xx, counts only where it stands by itself.
    pub statuses: HttpStatuses,
    /// The longest that a code is, in bytes, where documented.
    pub longest: Option<usize>,
}

/// A result code as it came.
pub(super) struct CodeText<'a> {
    /// Its text.
    pub text: &'a str,
    /// Whether codes are whole numbers there.
    pub is_number: bool,
    /// Whether it is written as codes are there: a text of JSON or a value of a form, or, where codes are
    /// such, a whole number, be it in quotes.
    pub is_as_documented: bool,
    /// Whether it stands in a form or in lines, which show no end of their own.
    pub is_form: bool,
    /// The HTTP status.
    pub status: u16,
}

/// Statuses of the 4xx that do not say that the request was looked at and refused: time-outs, conflicts
/// with a request under way, too many requests, a caller that went away.
const DOUBTFUL: [u16; 5] = [408, 409, 425, 429, 499];

impl CodeText<'_> {
    pub(super) fn is_http_success(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// Whether the HTTP status is one with which a vendor that looked at the request answers.
    pub(super) fn is_looked_at(&self) -> bool {
        let is_refusal = (400..500).contains(&self.status) && !DOUBTFUL.contains(&self.status);
        self.is_http_success() || is_refusal
    }
}

/// Whether a code refuses where these are listed and the others mean that, unless it holds a yes.
///
/// # Errors
///
/// Why it does not, in words.
pub(super) fn refuse(
    listed: &[ListedCodes],
    others: Option<OtherCodes>,
    code: &CodeText,
    holds_a_yes: &dyn Fn() -> bool,
) -> Result<(), &'static str> {
    let mut listed = listed.iter();
    let found = listed.find(|listed| listed.codes.contains(&code.text));
    match (found.map(|found| found.statuses), others) {
        (Some(None), _) => Ok(()),
        (Some(Some(statuses)), _) if includes(statuses, code.status) => Ok(()),
        (Some(Some(_)), _) => Err("its code refuses with other HTTP statuses than this one"),
        (None, None) => Err("no document says what its code means"),
        (None, Some(others)) => others.refuse(code, holds_a_yes),
    }
}

pub(super) fn includes(statuses: HttpStatuses, status: u16) -> bool {
    statuses.iter().any(|range| range.contains(&status))
}

impl OtherCodes {
    fn refuse(&self, code: &CodeText, holds_a_yes: &dyn Fn() -> bool) -> Result<(), &'static str> {
        if !code.is_http_success() && !self.are_shown_with(code.status) {
            return Err("its code is in no list, and its HTTP status is none of a refusal");
        }
        if !code.is_as_documented || !self.could_be_a_code(code.text) {
            return Err("its code is not written as codes are");
        }
        // A whole number is all of it, whatever digits stand in it.
        if !code.is_number && holds_a_yes() {
            return Err("its code is a part of one that says yes, or holds one");
        }
        Ok(())
    }

    fn are_shown_with(&self, status: u16) -> bool {
        let is_doubtful = DOUBTFUL.contains(&status) || !(400..500).contains(&status);
        match is_doubtful {
            true => self.statuses.contains(&(status..=status)),
            false => includes(self.statuses, status),
        }
    }

    /// Written as codes are, and no longer than is documented.
    fn could_be_a_code(&self, text: &str) -> bool {
        let fits = self.longest.is_none_or(|longest| text.len() <= longest);
        fits && is_written_as_a_code(text)
    }
}

/// Letters, digits, `-`, `_` and `.`: what is a page, a sentence or two members in one is no code.
pub(super) fn is_written_as_a_code(text: &str) -> bool {
    let written = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    text.bytes().all(written)
}

/// Codes this short stand in others by chance.
const SHORT: usize = 2;

/// Whether a code is the beginning of an accepted one, begins with it or holds it: between characters that are
/// neither letters nor digits, or anywhere when it is long enough not to stand there by chance.
pub(super) fn holds_a_yes(code: &str, accepted: &str) -> bool {
    let mut words = code.split(|c: char| !c.is_ascii_alphanumeric());
    accepted.starts_with(code)
        || code.starts_with(accepted)
        || words.any(|word| word == accepted)
        || accepted.len() > SHORT && code.contains(accepted)
}
