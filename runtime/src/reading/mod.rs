//! Reading an answer: judged first, then taken apart.

mod reader;
mod rules;

use std::borrow::Cow;
use std::fmt;

pub use reader::Reader;
pub use rules::{Condition, Fault, Path, ResultRules};

use crate::json::Json;
use crate::{
    AnswerEncoding, Choice as _, Error, ErrorKind, HttpAnswer, OpenChoice as _, Operation,
    compressed,
};
use rules::{Judgement, ResultText};

/// The reading of one answer: first judged, then taken apart by its [`Reader`].
///
/// [`finish`](Self::finish) reports all that the reader noted at once, with the result code and
/// the whole answer still at hand.
pub struct Reading<'a, O: Operation> {
    reader: Reader,
    status: u16,
    body: Cow<'a, [u8]>,
    code: Option<O::Code>,
    message: Option<String>,
}

impl<'a, O: Operation> Reading<'a, O> {
    /// Reads an answer whose body is written as [`Operation::FORMAT`] says, and in which no member
    /// stands twice.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Unreadable`] when it is not.
    pub fn open(answer: &'a HttpAnswer) -> Result<Self, Error<O::Code>> {
        let opened = Self::of(answer.status, Cow::Borrowed(&answer.body));
        opened.map_err(|error| match compressed::named(answer) {
            Some(what) => error.detail(what),
            None => error,
        })
    }

    /// Reads an answer with an encrypted one (a compact JWE) as its member `envelope`, or a plain
    /// one: refusals often come unencrypted.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Unreadable`] when it is neither, or can not be decrypted with `key`.
    #[cfg(feature = "jwe")]
    pub fn jwe(
        answer: &'a HttpAnswer,
        envelope: &str,
        key: &Option<crate::PrivateKey>,
    ) -> Result<Self, Error<O::Code>> {
        let plain = Self::open(answer)?;
        let fail = |error: crate::jwe::JweError| {
            plain
                .failure(ErrorKind::Unreadable)
                .detail("its envelope can not be opened")
                .because(error.into())
        };
        let compact = match plain.reader.json.at(&[envelope]) {
            None => return Ok(plain),
            Some(empty) if empty.is_empty_text() => return Ok(plain),
            Some(Json::Text(compact)) => compact,
            Some(_) => return Err(fail(crate::jwe::NOT_COMPACT)),
        };
        let key = key.as_ref().ok_or_else(|| fail(crate::jwe::NO_KEY))?;
        let body = crate::jwe::decrypt(compact, key).map_err(fail)?;
        Self::of(answer.status, Cow::Owned(body))
    }

    /// What takes the members out.
    pub fn reader(&mut self) -> &mut Reader {
        &mut self.reader
    }

    /// Says what became of the request: `Ok(false)` done, `Ok(true)` accepted and not finished.
    ///
    /// The code counts, not the HTTP status alone. An answer is taken for a refusal only when it
    /// carries a code that success does not ask for.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Refused`]; [`ErrorKind::Contradiction`] when the code says yes and the status
    /// or another member does not; [`ErrorKind::Unreadable`] when there is no result code, or
    /// `rules` do not say what it means.
    pub fn judge(&mut self, rules: &ResultRules) -> Result<bool, Error<O::Code>> {
        let Some(code) = self.word(rules.code) else {
            return Err(self.without_code(rules));
        };
        let judgement = rules.judgement(&self.reader.json, &self.result_text(rules.code, &code));
        self.take_result(&code, rules.message);
        let (kind, detail) = match judgement {
            Judgement::Done => return Ok(false),
            Judgement::Pending => return Ok(true),
            Judgement::Refused => (ErrorKind::Refused, ""),
            Judgement::Contradiction(detail) => (ErrorKind::Contradiction, detail),
            Judgement::Undecided(detail) => (ErrorKind::Unreadable, detail),
        };
        Err(self.failure(kind).detail(detail))
    }

    /// The answer, when every member read was as described.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Malformed`] with everything noted; [`Error::code`] and [`Error::body`] still
    /// say what the vendor said.
    pub fn finish<T>(self, answer: T) -> Result<T, Error<O::Code>> {
        if self.reader.problems.is_empty() {
            return Ok(answer);
        }
        let failure = self.failure(ErrorKind::Malformed);
        Err(failure.problematic(self.reader.problems))
    }

    fn of(status: u16, body: Cow<'a, [u8]>) -> Result<Self, Error<O::Code>> {
        let (json, not_read) = match O::FORMAT.object(&body) {
            Ok(json) => (json, None),
            Err(not_read) => (Json::Null, Some(not_read)),
        };
        let reading = Self {
            reader: Reader::new(json),
            status,
            body,
            code: None,
            message: None,
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

    fn without_code(&mut self, rules: &ResultRules) -> Error<O::Code> {
        if self.reader.json.leads_to_something(rules.code) {
            return self
                .failure(ErrorKind::Unreadable)
                .detail("its result codes differ, or are no texts");
        }
        let status = self.status;
        for fault in rules
            .faults
            .iter()
            .filter(|fault| fault.counts_with(status))
        {
            if let Some(code) = self.word(fault.code) {
                let clear = self.result_text(fault.code, &code).is_clear();
                self.take_result(&code, fault.message);
                return self.faulty(rules, &code, clear);
            }
        }
        self.failure(ErrorKind::Unreadable)
            .detail("it has no result code")
    }

    fn faulty(&self, rules: &ResultRules, code: &str, clear: bool) -> Error<O::Code> {
        if !rules.can_refuse(code) {
            return self
                .failure(ErrorKind::Contradiction)
                .detail("it has the shape of a refusal, and a code that is none");
        }
        // A proxy or framework that breaks down says so in the same words a gateway refuses in,
        // and it may do so after the vendor has executed the request.
        if self.status >= 500 {
            return self
                .failure(ErrorKind::Unreadable)
                .detail("it is a server's fault, not a result");
        }
        if !clear {
            return self
                .failure(ErrorKind::Unreadable)
                .detail("its code is not one that is written as documented");
        }
        self.failure(ErrorKind::Refused)
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

    fn result_text<'c>(&self, path: Path, code: &'c str) -> ResultText<'c> {
        ResultText {
            text: code,
            listed: O::Code::VALUES.iter().any(|(listed, _)| *listed == code),
            is_text: matches!(self.reader.json.agreed(path), Some(Json::Text(_))),
            may_be_cut: O::FORMAT.encoding == AnswerEncoding::Form,
            http_success: (200..300).contains(&self.status),
            status: self.status,
        }
    }

    fn failure(&self, kind: ErrorKind) -> Error<O::Code> {
        Error::new(O::CALL, kind)
            .answered(self.status, &self.body, O::FORMAT, O::SENSITIVE)
            .coded(self.code.clone(), self.message.clone())
    }
}

impl<O: Operation> fmt::Debug for Reading<'_, O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reading")
            .field("call", &O::CALL)
            .field("status", &self.status)
            .field("code", &self.code)
            .field("reader", &self.reader)
            .finish_non_exhaustive()
    }
}
