//! Reading an answer: judged first, then taken apart.

use std::borrow::Cow;

use super::reader::Findings;
use super::refusal::CodeText;
use super::rules::{Judgement, No};
use super::{Echoes, Path, Reader, ResultRules, doubt};
use crate::body::Json;
use crate::message::compression_of;
#[cfg(feature = "proofs")]
use crate::proof::{Demand, Evidence, Proven};
use crate::{
    Accepted, CallFailure, Encoding, ErrorKind, HttpAnswer, OperationFacts, Outcome, Problem,
};

/// The reading of one answer: first judged, then taken apart by a [`Reader`].
///
/// [`finish`](Self::finish) reports all that is wrong with it at once, with the result code and the
/// whole answer still at hand.
pub struct Reading<'a> {
    facts: &'static OperationFacts,
    pub(crate) json: Json<'a>,
    /// The texts of encrypted members as they arrived, each with its path.
    #[cfg(feature = "proofs")]
    pub(crate) sealed: Vec<(String, String)>,
    pub(crate) status: u16,
    body: Cow<'a, [u8]>,
    result: ResultPaths,
    /// Whether it came in clear where it should have been encrypted: then it may refuse, and not accept.
    only_refuses: bool,
}

/// Where the code by which an answer was judged stands, and what belongs to it.
#[derive(Clone, Copy, Debug, Default)]
struct ResultPaths {
    code: Option<Path>,
    message: Option<Path>,
    detail: Option<Path>,
}

impl<'a> Reading<'a> {
    /// Reads an answer whose body is written as the operation says, and in which no member
    /// stands twice.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Unreadable`] when it is not.
    pub fn open(
        facts: &'static OperationFacts,
        answer: &'a HttpAnswer,
    ) -> Result<Self, CallFailure> {
        let opened = Self::from_body(facts, answer.status, Cow::Borrowed(&answer.body));
        opened.map_err(|error| match compression_of(answer) {
            // What is in it nobody has read.
            Some(what) => error.detail(what).maybe_a_yes(true),
            None => error,
        })
    }

    /// Says what became of the request.
    ///
    /// The code counts, not the HTTP status alone. An answer is a refusal only where `rules` say so.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Refused`]; [`ErrorKind::Contradiction`] when the code says yes and the status
    /// or another member does not; [`ErrorKind::Unreadable`] when there is no result code, or
    /// `rules` do not say what it means.
    pub fn judge(&mut self, rules: &ResultRules) -> Result<Accepted, CallFailure> {
        let judgement = match rules.code {
            None => self.judge_by_status(rules)?,
            Some(path) => {
                let Some(code) = self.word(path) else {
                    return Err(self.without_code(rules));
                };
                let text = self.code_text(path, &code, rules.number);
                let judgement = rules.judgement(&self.json, &text);
                self.result = ResultPaths {
                    code: Some(path),
                    message: rules.message,
                    detail: rules.detail,
                };
                judgement
            }
        };
        if self.only_refuses && judgement.is_ok() {
            return Err(self.failed(&No::Undecided("it accepts, and is not encrypted")));
        }
        judgement.map_err(|no| self.failed(&no))
    }

    /// Holds what was judged to the request: `repeated` names what the answer must repeat of it.
    ///
    /// # Errors
    ///
    /// What was judged; [`ErrorKind::Mismatch`] when the answer accepts or refuses, and says of itself
    /// that it is one to another request. A refusal of that one is none of this.
    pub fn check_echoes(
        &self,
        judged: Result<Accepted, CallFailure>,
        repeated: &dyn Fn(&mut Echoes<'_>),
    ) -> Result<Accepted, CallFailure> {
        let detail = match &judged {
            Ok(_) => "",
            Err(error) if error.outcome() == Outcome::Refused => "it is a refusal",
            Err(_) => return judged,
        };
        let mut echoes = Echoes::new(&self.json, judged.is_err(), self.facts.sensitive);
        repeated(&mut echoes);
        match echoes.mismatches() {
            none if none.is_empty() => judged,
            some => Err(self
                .failure(ErrorKind::Mismatch)
                .detail(detail)
                .about(Vec::new(), some)),
        }
    }

    /// Holds what was judged to the proof that the answer carries: before anything else of it is believed.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Unproven`] when the proof is wrong or cannot be checked, whatever the answer says, and when it is
    /// missing where the vendor promises it; otherwise what was judged.
    #[cfg(feature = "proofs")]
    pub(crate) fn check_proof(
        &self,
        judged: Result<Accepted, CallFailure>,
        proven: Proven,
    ) -> Result<Accepted, CallFailure> {
        let is_demanded = |demand| match demand {
            Demand::WithCode => match self.facts.rules.code {
                Some(path) => self.json.leads_to_something(path),
                None => judged.is_ok(),
            },
            Demand::WhenAccepted => judged.is_ok(),
        };
        let (problem, source) = match proven.0 {
            Evidence::NoneExpected | Evidence::Right => return judged,
            Evidence::Missing(demand, _) if !is_demanded(demand) => return judged,
            Evidence::Missing(_, problem) => (problem, None),
            Evidence::Wrong(problem, source) => (problem, source),
        };
        let failure = self.failure(ErrorKind::Unproven);
        let failure = failure.about(vec![problem], Vec::new());
        Err(match source {
            Some(source) => failure.because(source),
            None => failure,
        })
    }

    /// What `read` takes out, when every member that must be there was as described, and what was noted on the way.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Malformed`] with every problem, and behind them what was noted; [`CallError::code`](crate::CallError::code)
    /// and [`body`](crate::CallError::body) still say what the vendor said.
    pub fn finish<T>(
        &self,
        read: impl FnOnce(&mut Reader<'_>) -> T,
    ) -> Result<(T, Vec<Problem>), CallFailure> {
        let mut findings = Findings::default();
        let answer = read(&mut Reader::new(&self.json, &mut findings));
        let noted = self.noted_unless_malformed(findings)?;
        Ok((answer, noted))
    }

    fn noted_unless_malformed(&self, findings: Findings) -> Result<Vec<Problem>, CallFailure> {
        let Findings {
            mut problems,
            noted,
            ..
        } = findings;
        if problems.is_empty() {
            return Ok(noted);
        }
        problems.extend(noted);
        let failure = self.failure(ErrorKind::Malformed);
        Err(failure.about(problems, Vec::new()))
    }

    pub(crate) fn from_body(
        facts: &'static OperationFacts,
        status: u16,
        body: Cow<'a, [u8]>,
    ) -> Result<Self, CallFailure> {
        let read = match &body {
            Cow::Borrowed(body) => facts.format.object(body),
            Cow::Owned(body) => facts.format.object(body).map(Json::into_owned),
        };
        let not_read = match read {
            Ok(json) => return Ok(Self::new(facts, status, body, json)),
            // No Content: the status says all that there is.
            Err(_) if status == 204 && body.is_empty() && facts.rules.code.is_none() => {
                return Ok(Self::new(facts, status, body, Json::Object(Vec::new())));
            }
            Err(not_read) => not_read,
        };
        let unread = Self::new(facts, status, body, Json::Null);
        let failure = unread.failure(ErrorKind::Unreadable).detail(not_read.what);
        Err(match not_read.source {
            Some(source) => failure.because(source),
            None => failure,
        })
    }

    fn new(
        facts: &'static OperationFacts,
        status: u16,
        body: Cow<'a, [u8]>,
        json: Json<'a>,
    ) -> Self {
        Self {
            facts,
            json,
            #[cfg(feature = "proofs")]
            sealed: Vec::new(),
            status,
            body,
            result: ResultPaths::default(),
            only_refuses: false,
        }
    }

    /// An answer in clear that should have been encrypted, unless its result code stands in clear anyway.
    #[cfg(all(feature = "cipher", feature = "opening"))]
    pub(crate) fn only_refuses(mut self, clear: &[&str]) -> Self {
        let code = self.facts.rules.code.and_then(|path| path.first());
        self.only_refuses = !code.is_some_and(|name| clear.contains(name));
        self
    }

    /// An answer that was not opened.
    #[cfg(all(feature = "cipher", feature = "opening"))]
    pub(crate) fn closed(facts: &'static OperationFacts, status: u16, body: &'a [u8]) -> Self {
        Self {
            only_refuses: true,
            ..Self::new(facts, status, Cow::Borrowed(body), Json::Null)
        }
    }

    /// What an answer says that has no result code: a fault where its status and its members say nothing.
    fn judge_by_status(&mut self, rules: &ResultRules) -> Result<Judgement, CallFailure> {
        let text = CodeText {
            text: "",
            is_number: false,
            is_as_documented: false,
            is_form: self.facts.format.encoding != Encoding::Json,
            status: self.status,
        };
        let judgement = rules.judgement_by_status(&self.json, &text);
        judgement.ok_or_else(|| self.without_code(rules))
    }

    fn without_code(&mut self, rules: &ResultRules) -> CallFailure {
        let mut code = rules.code.into_iter();
        if code.any(|path| self.json.leads_to_something(path)) {
            let detail = "its result codes differ, or are no texts";
            return self.failed(&No::Undecided(detail));
        }
        let faults = rules.faults.iter();
        for fault in faults.filter(|fault| fault.counts_with(self.status)) {
            if let Some(code) = self.word(fault.code) {
                let text = self.code_text(fault.code, &code, false);
                let no = rules.of_fault(&self.json, fault, &text);
                self.result = ResultPaths {
                    code: Some(fault.code),
                    message: fault.message,
                    detail: None,
                };
                return self.failed(&no);
            }
        }
        self.failed(&No::Undecided(match rules.code {
            Some(_) => "it has no result code",
            None => "its HTTP status does not accept, and it has the code of no fault",
        }))
    }

    fn failed(&self, no: &No) -> CallFailure {
        let (kind, detail) = match no {
            No::Refused => (ErrorKind::Refused, ""),
            No::Contradiction(detail) => (ErrorKind::Contradiction, *detail),
            No::Undecided(detail) => (ErrorKind::Unreadable, *detail),
        };
        self.failure(kind).detail(detail)
    }

    /// A member as text, unless there is nothing in it. Through a list, that of all its items.
    fn word(&self, path: &[&str]) -> Option<Cow<'_, str>> {
        let text = self.json.agreed(path).and_then(Json::text);
        text.filter(|text| !text.trim().is_empty())
    }

    /// A code as it came; whether codes there are whole numbers is for the caller to say.
    fn code_text<'c>(&self, path: Path, code: &'c str, is_number: bool) -> CodeText<'c> {
        CodeText {
            text: code,
            is_number,
            is_as_documented: match self.json.agreed(path) {
                Some(Json::Text(_)) => !is_number || is_whole(code),
                Some(Json::Number(_)) => is_number && is_whole(code),
                _ => false,
            },
            is_form: self.facts.format.encoding != Encoding::Json,
            status: self.status,
        }
    }

    pub(crate) fn failure(&self, kind: ErrorKind) -> CallFailure {
        let maybe_a_yes = match &self.json {
            Json::Null => doubt::of_unread(self.facts.rules, self.status, &self.body),
            read => doubt::of_answer(self.facts.rules, self.status, read),
        };
        let word = |path: Option<Path>| Some(self.word(path?)?.into_owned());
        let result = self.result;
        CallFailure::new(self.facts.call, kind)
            .maybe_a_yes(maybe_a_yes)
            .answered(self.facts, self.status, &self.body)
            .coded(word(result.code), word(result.detail))
            .saying(word(result.message))
    }
}

/// Whether a text is a whole number as JSON writes it: `00` and `-0` could be another spelling of a code
/// that says yes.
fn is_whole(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_number && (!digits.starts_with('0') || text == "0")
}

opaque!(Reading<'_>, "Reading", status, result);
