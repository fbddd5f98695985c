//! Answers of which a cipher encrypted the whole body, or one member that holds the rest of it.

use std::borrow::Cow;

use super::opener::Opener;
use crate::body::Json;
use crate::{
    AnswerFormat, CallFailure, Decipher, ErrorKind, HttpAnswer, OperationFacts, PrepareError,
    Reading, Signed,
};

pub(crate) const NOT_OPENED: &str = "its envelope cannot be opened";

/// A member that holds the rest of a body, and how.
#[derive(Clone, Copy, Debug)]
pub struct Holder {
    /// Its name.
    pub member: &'static str,
    /// The members that stand beside it in clear. What else stands there is not believed.
    pub clear: &'static [&'static str],
    /// How what is encrypted is written.
    pub content: AnswerFormat,
}

/// What an envelope held.
pub(crate) enum Unsealed<'a> {
    /// There is none.
    InClear,
    /// All members, and the text of the envelope.
    Opened(Json<'a>, String),
}

impl Holder {
    /// All members: those in clear, and those that were encrypted.
    pub(crate) fn unseal<'a>(
        &self,
        outer: &Json<'a>,
        opener: &Opener,
    ) -> Result<Unsealed<'a>, &'static str> {
        let text = match outer.member_at(&[self.member]) {
            None => return Ok(Unsealed::InClear),
            Some(Json::Text(text)) if text.trim().is_empty() => return Ok(Unsealed::InClear),
            Some(Json::Text(text)) => text,
            Some(_) => return Err("its envelope is no text"),
        };
        let bytes = opener.bytes(text)?;
        let inner = self.content.object(&bytes).map(Json::into_owned);
        let Ok(Json::Object(inner)) = inner else {
            return Err("what its envelope holds cannot be read");
        };
        let mut all = Vec::new();
        if let Json::Object(outer) = outer {
            let is_clear = |name: &str| self.clear.contains(&name);
            all.extend(outer.iter().filter(|(name, _)| is_clear(name)).cloned());
        }
        if inner
            .iter()
            .any(|(name, _)| all.iter().any(|(known, _)| known == name))
        {
            return Err("a member stands inside its envelope and beside it");
        }
        all.extend(inner);
        Ok(Unsealed::Opened(Json::Object(all), text.to_string()))
    }
}

impl<'a> Reading<'a> {
    /// Reads an answer of which one member holds the rest encrypted. Where there is none, an answer may refuse: refusals
    /// often come in clear.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Unreadable`] when the answer or what its envelope holds cannot be read.
    pub fn held(
        facts: &'static OperationFacts,
        answer: &'a HttpAnswer,
        holder: &Holder,
        make: impl FnOnce(&Signed<'_>) -> Result<Decipher, PrepareError>,
    ) -> Result<Self, CallFailure> {
        let mut reading = Self::open(facts, answer)?;
        let signed = Signed::new(&reading.json, &reading.sealed, answer);
        let opener = Opener::new(make(&signed));
        match holder.unseal(&reading.json, &opener) {
            Ok(Unsealed::Opened(json, text)) => {
                reading.sealed.push((holder.member.to_owned(), text));
                reading.json = json;
                Ok(reading)
            }
            Ok(Unsealed::InClear) => Ok(reading.only_refuses(holder.clear)),
            Err(why) => {
                let failure = reading.failure(ErrorKind::Unreadable).detail(NOT_OPENED);
                Err(failure
                    .maybe_a_yes(true)
                    .because(PrepareError::new(why).into()))
            }
        }
    }

    /// Reads an answer whose whole body is encrypted. One in clear may refuse.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Unreadable`] when it cannot be decrypted, or what was encrypted cannot be read.
    pub fn encrypted(
        facts: &'static OperationFacts,
        answer: &'a HttpAnswer,
        make: impl FnOnce(&Signed<'_>) -> Result<Decipher, PrepareError>,
    ) -> Result<Self, CallFailure> {
        let opener = Opener::new(make(&Signed::new(&Json::Null, &[], answer)));
        let text = str::from_utf8(answer.body.trim_ascii()).unwrap_or_default();
        if !opener.could_open(text) {
            return Self::open(facts, answer).map(|reading| reading.only_refuses(&[]));
        }
        match opener.bytes(text) {
            Ok(bytes) => Self::from_body(facts, answer.status, Cow::Owned(bytes.to_vec())),
            Err(why) => {
                let closed = Self::closed(facts, answer.status, &answer.body);
                let failure = closed.failure(ErrorKind::Unreadable).detail(NOT_OPENED);
                Err(failure
                    .maybe_a_yes(true)
                    .because(PrepareError::new(why).into()))
            }
        }
    }
}
