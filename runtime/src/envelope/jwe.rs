//! Requests and answers that are a member with a JWE.

use std::borrow::Cow;

use super::compact;
#[cfg(all(feature = "notifications", feature = "opening"))]
use crate::AnswerFormat;
use crate::PrepareError;
use crate::body::Json;
use crate::message::{Body, Members};
use crate::{CallFailure, ErrorKind, HttpAnswer, OperationFacts, PrivateKey, PublicKey, Reading};

impl Body {
    /// The body inside an envelope: a JSON object whose one member holds it as a compact JWE that
    /// only the holder of the private key opens.
    ///
    /// # Errors
    ///
    /// When there are no random bytes.
    pub fn jwe(self, member: &'static str, key: &PublicKey) -> Result<Self, PrepareError> {
        let sealed = compact::encrypt(self.bytes(), key)?;
        let mut members = Members::new();
        members.put(member, &sealed);
        Ok(members.json())
    }
}

impl<'a> Reading<'a> {
    /// Reads an answer with an encrypted one (a compact JWE) as its member `envelope`, or a plain
    /// one: refusals often come unencrypted, and whatever accepts must not.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Unreadable`] when it is neither, or cannot be decrypted with `key`.
    pub fn jwe(
        facts: &'static OperationFacts,
        answer: &'a HttpAnswer,
        envelope: &str,
        key: &PrivateKey,
    ) -> Result<Self, CallFailure> {
        let plain = Self::open(facts, answer)?;
        let fail = |error: compact::JweError| {
            plain
                .failure(ErrorKind::Unreadable)
                .detail("its envelope cannot be opened")
                .maybe_a_yes(true)
                .because(error.into())
        };
        let compact = match plain.json.member_at(&[envelope]) {
            None => return Ok(plain),
            Some(empty) if empty.is_empty_text() => return Ok(plain),
            Some(Json::Text(compact)) => compact,
            Some(_) => return Err(fail(compact::NOT_COMPACT)),
        };
        let body = compact::decrypt(compact, key).map_err(fail)?;
        Self::from_body(facts, answer.status, Cow::Owned(body))
    }
}

#[cfg(all(feature = "notifications", feature = "opening"))]
impl crate::Notice {
    /// Reads the rest of a notification in the member that holds it as a compact JWE.
    ///
    /// # Errors
    ///
    /// [`NotificationErrorKind::Unreadable`](crate::NotificationErrorKind::Unreadable) when there is none, or it cannot
    /// be decrypted with `key`.
    pub fn jwe(
        mut self,
        envelope: &'static str,
        key: &PrivateKey,
    ) -> Result<Self, crate::NotificationError> {
        let text = match self.json().member_at(&[envelope]) {
            Some(Json::Text(text)) if !text.is_empty() => text.to_string(),
            _ => return Err(self.unreadable("it is not encrypted", None)),
        };
        let opened = compact::decrypt(&text, key);
        let object = opened
            .ok()
            .and_then(|body| AnswerFormat::JSON.object(&body).ok().map(Json::into_owned));
        let Some(object) = object else {
            return Err(self.unreadable("its envelope cannot be opened", None));
        };
        self.replace(object, (envelope, text));
        Ok(self)
    }
}
