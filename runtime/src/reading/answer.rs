//! Reading an answer: judged first, then taken apart.

use std::borrow::Cow;

use super::refusal::CodeText;
use super::rules::{Judgement, No};
use super::{Echoes, Path, Reader, ResultRules, doubt};
use crate::body::Json;
use crate::message::compression_of;
#[cfg(feature = "proofs")]
use crate::proof::{Demand, Evidence, Proven};
use crate::{
    Accepted, CallError, Encoding, ErrorKind, HttpAnswer, OpenChoice as _, Operation, Outcome,
};

/// The reading of one answer: first judged, then taken apart by its [`Reader`].
///
/// [`finish`](Self::finish) reports all that is wrong with it at once, with the result code and the
/// whole answer still at hand.
pub struct Reading<'a, O: Operation> {
    pub(crate) reader: Reader,
    pub(crate) status: u16,
    body: Cow<'a, [u8]>,
    code: Option<O::Code>,
    message: Option<String>,
    detail: Option<O::Code>,
    /// Whether it came in clear where it should have been encrypted: then it may refuse, and not accept.
    only_refuses: bool,
}

impl<'a, O: Operation> Reading<'a, O> {
    /// Reads an answer whose body is written as [`Operation::FORMAT`] says, and in which no member
    /// stands twice.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Unreadable`] when it is not.
    pub fn open(answer: &'a HttpAnswer) -> Result<Self, CallError<O::Code>> {
        let opened = Self::from_body(answer.status, Cow::Borrowed(&answer.body));
        opened.map_err(|error| match compression_of(answer) {
            // What is in it nobody has read.
            Some(what) => error.detail(what).maybe_a_yes(true),
            None => error,
        })
    }

    /// What takes the members out.
    pub fn reader(&mut self) -> &mut Reader {
        &mut self.reader
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
    pub fn judge(&mut self, rules: &ResultRules) -> Result<Accepted, CallError<O::Code>> {
        let judgement = match rules.code {
            None => self.judge_by_status(rules)?,
            Some(path) => {
                let Some(code) = self.word(path) else {
                    return Err(self.without_code(rules));
                };
                let text = self.code_text(path, &code, rules.number);
                let judgement = rules.judgement(&self.reader.json, &text);
                self.take_result(&code, rules.message);
                let detail = rules.detail.and_then(|path| self.word(path));
                self.detail = detail.map(|detail| O::Code::from_wire(&detail));
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
        judged: Result<Accepted, CallError<O::Code>>,
        repeated: impl FnOnce(&mut Echoes<'_>),
    ) -> Result<Accepted, CallError<O::Code>> {
        let detail = match &judged {
            Ok(_) => "",
            Err(error) if error.outcome() == Outcome::Refused => "it is a refusal",
            Err(_) => return judged,
        };
        let mut echoes = Echoes::new(&self.reader.json, judged.is_err(), O::SENSITIVE);
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
        judged: Result<Accepted, CallError<O::Code>>,
        proven: Proven,
    ) -> Result<Accepted, CallError<O::Code>> {
        let is_demanded = |demand| match demand {
            Demand::WithCode => match O::RULES.code {
                Some(path) => self.reader.json.leads_to_something(path),
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

    /// The answer, when every member that must be there was as described.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Malformed`] with every problem, and behind them what was noted; [`CallError::code`]
    /// and [`CallError::body`] still say what the vendor said.
    pub fn finish<T>(self, answer: T) -> Result<T, CallError<O::Code>> {
        if self.reader.problems.is_empty() {
            return Ok(answer);
        }
        let failure = self.failure(ErrorKind::Malformed);
        let Reader {
            mut problems,
            noted,
            ..
        } = self.reader;
        problems.extend(noted);
        Err(failure.about(problems, Vec::new()))
    }

    pub(crate) fn from_body(status: u16, body: Cow<'a, [u8]>) -> Result<Self, CallError<O::Code>> {
        let (json, not_read) = match O::FORMAT.object(&body) {
            // No Content: the status says all that there is.
            Err(_) if status == 204 && body.is_empty() && O::RULES.code.is_none() => {
                (Json::Object(Vec::new()), None)
            }
            Ok(json) => (json, None),
            Err(not_read) => (Json::Null, Some(not_read)),
        };
        let reading = Self {
            reader: Reader::new(json),
            status,
            body,
            code: None,
            message: None,
            detail: None,
            only_refuses: false,
        };
        let Some(not_read) = not_read else {
            return Ok(reading);
        };
        let failure = reading.failure(ErrorKind::Unreadable).detail(not_read.what);
        Err(match not_read.source {
            Some(source) => failure.because(source),
            None => failure,
        })
    }

    /// An answer in clear that should have been encrypted, unless its result code stands in clear anyway.
    #[cfg(any(feature = "jwe", all(feature = "cipher", feature = "opening")))]
    pub(crate) fn only_refuses(mut self, clear: &[&str]) -> Self {
        let code = O::RULES.code.and_then(|path| path.first());
        self.only_refuses = !code.is_some_and(|name| clear.contains(name));
        self
    }

    /// An answer that was not opened.
    #[cfg(all(feature = "cipher", feature = "opening"))]
    pub(crate) fn closed(status: u16, body: &'a [u8]) -> Self {
        Self {
            reader: Reader::new(Json::Null),
            status,
            body: Cow::Borrowed(body),
            code: None,
            message: None,
            detail: None,
            only_refuses: true,
        }
    }

    /// What an answer says that has no result code: a fault where its status and its members say nothing.
    fn judge_by_status(&mut self, rules: &ResultRules) -> Result<Judgement, CallError<O::Code>> {
        let text = CodeText {
            text: "",
            is_number: false,
            is_as_documented: false,
            is_form: O::FORMAT.encoding != Encoding::Json,
            status: self.status,
        };
        let judgement = rules.judgement_by_status(&self.reader.json, &text);
        judgement.ok_or_else(|| self.without_code(rules))
    }

    fn without_code(&mut self, rules: &ResultRules) -> CallError<O::Code> {
        let mut code = rules.code.into_iter();
        if code.any(|path| self.reader.json.leads_to_something(path)) {
            let detail = "its result codes differ, or are no texts";
            return self.failed(&No::Undecided(detail));
        }
        let faults = rules.faults.iter();
        for fault in faults.filter(|fault| fault.counts_with(self.status)) {
            if let Some(code) = self.word(fault.code) {
                let text = self.code_text(fault.code, &code, false);
                let no = rules.of_fault(&self.reader.json, fault, &text);
                self.take_result(&code, fault.message);
                return self.failed(&no);
            }
        }
        self.failed(&No::Undecided(match rules.code {
            Some(_) => "it has no result code",
            None => "its HTTP status does not accept, and it has the code of no fault",
        }))
    }

    fn failed(&self, no: &No) -> CallError<O::Code> {
        let (kind, detail) = match no {
            No::Refused => (ErrorKind::Refused, ""),
            No::Contradiction(detail) => (ErrorKind::Contradiction, *detail),
            No::Undecided(detail) => (ErrorKind::Unreadable, *detail),
        };
        self.failure(kind).detail(detail)
    }

    fn take_result(&mut self, code: &str, message: Option<Path>) {
        self.code = Some(O::Code::from_wire(code));
        self.message = message.and_then(|path| self.word(path));
    }

    /// A member as text, unless there is nothing in it. Through a list, that of all its items.
    fn word(&self, path: &[&str]) -> Option<String> {
        let text = self.reader.json.agreed(path).and_then(Json::to_text);
        text.filter(|text| !text.trim().is_empty())
    }

    /// A code as it came; whether codes there are whole numbers is for the caller to say.
    fn code_text<'c>(&self, path: Path, code: &'c str, is_number: bool) -> CodeText<'c> {
        CodeText {
            text: code,
            is_number,
            is_as_documented: match self.reader.json.agreed(path) {
                Some(Json::Text(_)) => !is_number || is_whole(code),
                Some(Json::Number(_)) => is_number && is_whole(code),
                _ => false,
            },
            is_form: O::FORMAT.encoding != Encoding::Json,
            status: self.status,
        }
    }

    pub(crate) fn failure(&self, kind: ErrorKind) -> CallError<O::Code> {
        let maybe_a_yes = match &self.reader.json {
            Json::Null => doubt::of_unread(&O::RULES, self.status, &self.body),
            read => doubt::of_answer(&O::RULES, self.status, read),
        };
        CallError::new(O::CALL, kind)
            .maybe_a_yes(maybe_a_yes)
            .answered(self.status, &self.body, O::FORMAT, O::SENSITIVE)
            .coded(self.code.clone(), self.message.clone())
            .detailed(self.detail.clone())
    }
}

/// Whether a text is a whole number as JSON writes it: `00` and `-0` could be another spelling of a code
/// that says yes.
fn is_whole(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_number && (!digits.starts_with('0') || text == "0")
}

opaque!(Reading<'_, O> where [O: Operation], "Reading", status, code, reader);
