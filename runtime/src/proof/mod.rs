//! Proofs: whether what arrived is what the vendor has sent. What an answer means without one is not decided here.

use std::borrow::Cow;
use std::cell::RefCell;

use http::HeaderMap;
use subtle::ConstantTimeEq as _;

use crate::body::Json;
use crate::{BoxError, HttpAnswer, PrepareError, Problem};

/// What an answer, or one of its members, must be for its proof to be right, in words.
const PROVEN: &str = "the proof of this answer";
const SIGNED: &str = "a member as it was written when the proof was made";
const SENT: &str = "the value that the request was sent with";

/// Whether two proofs are the same text, and there is one. Takes the same time whatever they are.
pub(crate) fn is_same_proof(found: &str, expected: &str) -> bool {
    let same: bool = found.as_bytes().ct_eq(expected.as_bytes()).into();
    same && !expected.is_empty()
}

/// The one header of a name, in whatever letter case. Of several it is not known which one the vendor meant.
pub(crate) fn only_header(headers: &HeaderMap, name: &str) -> Result<String, NoHeader> {
    let mut values = headers.get_all(name).iter();
    match (values.next(), values.next()) {
        (None, _) => Err(NoHeader::Missing),
        (Some(_), Some(_)) => Err(NoHeader::Several),
        (Some(one), None) => one
            .to_str()
            .map(str::to_owned)
            .map_err(|_| NoHeader::NoText),
    }
}

/// Why there is not one header of a name.
#[derive(Clone, Copy)]
pub(crate) enum NoHeader {
    Missing,
    Several,
    /// It has other characters than visible ASCII.
    NoText,
}

impl NoHeader {
    fn description(self) -> &'static str {
        match self {
            Self::Missing => "nothing",
            Self::Several => "several headers of this name",
            Self::NoText => "what is no text",
        }
    }
}

/// Where a proof stands.
#[derive(Clone, Copy)]
enum Place<'p> {
    Member(&'p [&'p str]),
    Header(&'p str),
}

/// An answer of which nothing is believed yet, with what the client made for its request.
pub struct Signed<'a> {
    answer: &'a Json<'a>,
    /// The texts of encrypted members as they arrived.
    sealed: &'a [(String, String)],
    arrived: &'a HttpAnswer,
    /// The first thing that the proof is made of and that is not there as it was signed.
    lacking: RefCell<Option<Problem>>,
}

impl<'a> Signed<'a> {
    pub(crate) fn new(
        answer: &'a Json<'a>,
        sealed: &'a [(String, String)],
        arrived: &'a HttpAnswer,
    ) -> Self {
        Self {
            answer,
            sealed,
            arrived,
            lacking: RefCell::new(None),
        }
    }

    /// A member exactly as it was written, where its absence has a meaning. It is absent when it is missing or null.
    /// Of a list, an object, a text with a broken character, and a number with a fraction or an exponent nobody knows
    /// how it was written: the answer is then not proven.
    #[must_use]
    pub fn wire(&self, path: &[&str]) -> Option<String> {
        let member = self.answer.member_at(path)?;
        let text = member.sent_text();
        if text.is_none() {
            self.lacks(Problem::new("", path, SIGNED, member.description()));
        }
        text.map(Cow::into_owned)
    }

    /// A member exactly as it was written, where it must be there.
    ///
    /// # Errors
    ///
    /// When it is not, or nobody knows how it was written.
    pub fn needed(&self, path: &[&str]) -> Result<String, PrepareError> {
        let text = self.wire(path);
        if text.is_none() {
            self.lacks(Problem::new("", path, SIGNED, "nothing"));
        }
        text.ok_or_else(cannot_be_computed)
    }

    /// The text of an encrypted member as it arrived, where its absence has a meaning.
    #[must_use]
    pub fn sealed(&self, path: &[&str]) -> Option<&'a str> {
        sealed_text(self.sealed, path)
    }

    /// The text of an encrypted member as it arrived, where it must be there.
    ///
    /// # Errors
    ///
    /// When it is not.
    pub fn needed_sealed(&self, path: &[&str]) -> Result<&'a str, PrepareError> {
        let text = self.sealed(path);
        if text.is_none() {
            self.lacks(Problem::new("", path, SIGNED, "nothing"));
        }
        text.ok_or_else(cannot_be_computed)
    }

    /// The text of a field that the client made for the request, by a name of the generated code.
    ///
    /// # Errors
    ///
    /// When the answer was not told its request: see [`HttpAnswer::in_reply_to`](crate::HttpAnswer::in_reply_to).
    pub fn sent(&self, name: &'static str) -> Result<String, PrepareError> {
        let made = self.arrived.made().get(name);
        if made.is_none() {
            let found = "an answer that was not told its request (`HttpAnswer::in_reply_to`)";
            self.lacks(Problem::new("", &[name], SENT, found));
        }
        made.map(str::to_owned).ok_or_else(cannot_be_computed)
    }

    /// A header exactly as it was sent, in whatever letter case its name is.
    ///
    /// # Errors
    ///
    /// When it is missing, stands there twice or is no visible ASCII: what was signed is not known.
    pub fn header(&self, name: &str) -> Result<String, PrepareError> {
        only_header(&self.arrived.headers, name).map_err(|why| {
            self.lacks(Problem::new("", &[name], SIGNED, why.description()));
            cannot_be_computed()
        })
    }

    /// The body exactly as it arrived.
    #[must_use]
    pub fn body(&self) -> &'a [u8] {
        &self.arrived.body
    }

    /// Holds every answer with a result code to the proof at `path`.
    pub fn required(
        &self,
        path: &[&str],
        expected: impl FnOnce() -> Result<String, PrepareError>,
    ) -> Proven {
        self.checked(Place::Member(path), Demand::WithCode, expected)
    }

    /// As [`required`](Self::required), for a proof in a header.
    pub fn required_header(
        &self,
        name: &str,
        expected: impl FnOnce() -> Result<String, PrepareError>,
    ) -> Proven {
        self.checked(Place::Header(name), Demand::WithCode, expected)
    }

    /// As [`on_success`](Self::on_success), for a proof in a header.
    pub fn on_success_header(
        &self,
        name: &str,
        expected: impl FnOnce() -> Result<String, PrepareError>,
    ) -> Proven {
        self.checked(Place::Header(name), Demand::WhenAccepted, expected)
    }

    /// Holds every answer that accepts, and every other one that has a proof, to the proof at `path`.
    pub fn on_success(
        &self,
        path: &[&str],
        expected: impl FnOnce() -> Result<String, PrepareError>,
    ) -> Proven {
        self.checked(Place::Member(path), Demand::WhenAccepted, expected)
    }

    /// Holds every answer that has a proof to the one at `path`; one without is taken as it is.
    pub fn where_present(
        &self,
        path: &[&str],
        expected: impl FnOnce() -> Result<String, PrepareError>,
    ) -> Proven {
        let place = Place::Member(path);
        match self.found(place).is_some() {
            true => self.checked(place, Demand::WhenAccepted, expected),
            false => Proven::UNSIGNED,
        }
    }

    fn checked(
        &self,
        place: Place<'_>,
        demand: Demand,
        expected: impl FnOnce() -> Result<String, PrepareError>,
    ) -> Proven {
        let wrong = |found| match place {
            Place::Member(path) => Problem::new("", path, PROVEN, found),
            Place::Header(name) => Problem::new("", &[name], PROVEN, found),
        };
        let Some(found) = self.found(place) else {
            return Proven(Evidence::Missing(demand, wrong("nothing")));
        };
        let expected = expected();
        // What is lacking is told first: the error of the recipe follows from it.
        if let Some(problem) = self.lacking.take() {
            return Proven(Evidence::Wrong(problem, None));
        }
        Proven(match (expected, found) {
            (Err(error), _) => {
                Evidence::Wrong(wrong("one that cannot be checked"), Some(error.into()))
            }
            (Ok(expected), Ok(found)) if is_same_proof(&found, &expected) => Evidence::Right,
            (Ok(_), Ok(_)) => Evidence::Wrong(wrong("another one"), None),
            (Ok(_), Err(why)) => Evidence::Wrong(wrong(why), None),
        })
    }

    /// The proof that was sent, or what is there instead; `None` where there is nothing.
    fn found(&self, place: Place<'_>) -> Option<Result<String, &'static str>> {
        match place {
            Place::Member(path) => self.answer.leads_to_something(path).then(|| {
                let text = self.answer.member_at(path).and_then(Json::sent_text);
                text.map(Cow::into_owned).ok_or("what is no text")
            }),
            Place::Header(name) => match only_header(&self.arrived.headers, name) {
                Err(NoHeader::Missing) => None,
                Ok(text) if text.trim().is_empty() => None,
                found => Some(found.map_err(NoHeader::description)),
            },
        }
    }

    fn lacks(&self, problem: Problem) {
        self.lacking.borrow_mut().get_or_insert(problem);
    }
}

opaque!(Signed<'_>, "Signed", lacking);

/// The text of an encrypted member as it arrived.
pub(crate) fn sealed_text<'t>(sealed: &'t [(String, String)], path: &[&str]) -> Option<&'t str> {
    let path = path.join(".");
    let (_, text) = sealed.iter().find(|(known, _)| *known == path)?;
    Some(text)
}

fn cannot_be_computed() -> PrepareError {
    PrepareError::new("what the proof is made of is not there")
}

/// Which answers must have a proof.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Demand {
    /// Every one that has a result code.
    WithCode,
    /// Every one that accepts.
    WhenAccepted,
}

/// Whether an answer is what the vendor has sent, as [`Operation::prove`](crate::Operation::prove) says.
#[derive(Debug)]
pub struct Proven(pub(crate) Evidence);

/// What an answer shows of its origin.
#[derive(Debug)]
pub(crate) enum Evidence {
    /// The vendor proves no answer of this operation, or not every one and not this one.
    NoneExpected,
    /// The proof is right.
    Right,
    /// There is no proof, where these answers must have one.
    Missing(Demand, Problem),
    /// The proof is wrong, or cannot be checked.
    Wrong(Problem, Option<BoxError>),
}

impl Proven {
    /// The vendor proves no answer of this operation, or not every one and not this one.
    pub const UNSIGNED: Self = Self(Evidence::NoneExpected);
}
