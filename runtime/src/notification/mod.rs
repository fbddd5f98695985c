//! What vendors send of their own accord: opened, checked for authenticity, taken apart.

mod arrived;
#[cfg(feature = "conditions")]
mod condition;
mod error;
mod fresh;
mod header;
mod identity;
#[cfg(all(feature = "cipher", feature = "opening"))]
mod sealed;
mod source;

use std::borrow::Cow;
use std::cell::Cell;

#[cfg(feature = "opening")]
use crate::Arrived;
#[cfg(feature = "opening")]
use crate::HttpAnswer;
use crate::body::Json;
use crate::call::Failure;
use crate::mask::Kept;
use crate::proof::{is_same_proof, sealed_text};
use crate::reading::Findings;
use crate::{AnswerFormat, Encoding, PrepareError, Problem, Reader, Wire};

pub use arrived::ArrivedMessage;
pub use error::{NotificationError, NotificationErrorKind};
pub use identity::NotificationIdentity;
pub use source::SourceNetwork;

/// The members of a notification, taken out of one that was read. Generated code implements it.
pub trait NotificationMembers: Sized {
    /// Takes the members out, and what was noted on the way.
    fn read(reader: &mut Reader<'_>) -> Self;
}

/// A notification as it came: a body that was read, and of which nothing is believed yet.
pub struct Notice {
    about: About,
    json: Json<'static>,
    /// The texts of encrypted members as they arrived, each with its path.
    sealed: Vec<(String, String)>,
    findings: Findings,
    /// Whether a recipe took in a member of which it is not known how it was written.
    unsignable: Cell<bool>,
    /// The paths of members that may be left out, but not because they are odd.
    insisted: Vec<String>,
    /// It answers no request, for which anything was made.
    #[cfg(feature = "opening")]
    answers: HttpAnswer,
}

/// Which notification it is, and what of it may be shown.
struct About {
    vendor: &'static str,
    name: &'static str,
    body: Kept,
}

impl Notice {
    /// Reads the body of a vendor's notification `name`. The values of the members named in
    /// `sensitive` are never shown.
    ///
    /// # Errors
    ///
    /// [`NotificationErrorKind::Unreadable`] when the body is not written as `format` says.
    pub fn open(
        vendor: &'static str,
        name: &'static str,
        format: AnswerFormat,
        sensitive: &'static [&'static str],
        body: &[u8],
    ) -> Result<Self, NotificationError> {
        let kept = Kept::new(body, format, sensitive);
        let about = About {
            vendor,
            name,
            body: kept,
        };
        match format.object(body) {
            Ok(json) => Ok(Self {
                about,
                json: json.into_owned(),
                sealed: Vec::new(),
                findings: Findings::default(),
                unsignable: Cell::new(false),
                insisted: Vec::new(),
                #[cfg(feature = "opening")]
                answers: HttpAnswer::new(200, Vec::new()),
            }),
            Err(not_read) => {
                let mut failure = about.failure(not_read.what);
                failure.source = not_read.source;
                Err(about.failed(NotificationErrorKind::Unreadable, failure))
            }
        }
    }

    /// As [`open`](Self::open), for a vendor that writes its notifications in several ways: the
    /// body's first character tells JSON from a form.
    ///
    /// # Errors
    ///
    /// As [`open`](Self::open).
    pub fn open_any(
        vendor: &'static str,
        name: &'static str,
        formats: &[AnswerFormat],
        sensitive: &'static [&'static str],
        body: &[u8],
    ) -> Result<Self, NotificationError> {
        let text = body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(body);
        let encoding = match text.trim_ascii_start().first() {
            Some(b'{' | b'[') => Encoding::Json,
            _ => Encoding::Form,
        };
        let fitting = formats.iter().find(|format| format.encoding == encoding);
        let format = fitting.or(formats.first()).copied();
        let format = format.unwrap_or(AnswerFormat::JSON);
        Self::open(vendor, name, format, sensitive, body)
    }

    /// A member exactly as it was sent, for recipes over what was received; absent when it is
    /// missing, null, an object, a list, a text with a broken character, or a number with a fraction or
    /// an exponent, which JSON readers do not keep as it was written.
    ///
    /// A member that is there and has no such text makes the notification not authentic: what was
    /// signed is not known.
    #[must_use]
    pub fn wire(&self, path: &[&str]) -> Option<String> {
        let member = self.json.member_at(path)?;
        let text = member.sent_text();
        if text.is_none() {
            self.unsignable.set(true);
        }
        text.map(Cow::into_owned)
    }

    /// Opens the members that are encrypted or texts that hold something else. Comes before all else.
    #[cfg(feature = "opening")]
    pub fn open_members(&mut self, open: impl FnOnce(&mut Arrived<'_>)) {
        let mut json = std::mem::replace(&mut self.json, Json::Null);
        Arrived::open_in((&mut json, &mut self.sealed), &self.answers, open);
        self.json = json.into_owned();
    }

    /// The text of an encrypted member as it arrived, for recipes over what was received.
    #[must_use]
    pub fn sealed(&self, path: &[&str]) -> Option<String> {
        sealed_text(&self.sealed, path).map(str::to_owned)
    }

    #[cfg(all(feature = "opening", feature = "jwe"))]
    pub(crate) fn json(&self) -> &Json<'static> {
        &self.json
    }

    /// Puts what an envelope holds in its place, and keeps how that arrived, with the name of its member.
    #[cfg(all(feature = "opening", any(feature = "cipher", feature = "jwe")))]
    pub(crate) fn replace(&mut self, json: Json<'static>, (member, text): (&str, String)) {
        self.json = json;
        self.sealed.push((member.to_owned(), text));
    }

    #[cfg(all(feature = "opening", any(feature = "cipher", feature = "jwe")))]
    pub(crate) fn unreadable(
        &self,
        what: &'static str,
        why: Option<&'static str>,
    ) -> NotificationError {
        let mut failure = self.about.failure(what);
        failure.source = why.map(Into::into);
        self.about
            .failed(NotificationErrorKind::Unreadable, failure)
    }

    /// What `read` takes out of it. What is wrong with that is told by [`as_described`](Self::as_described) and
    /// [`finish`](Self::finish).
    pub fn read<T>(&mut self, read: impl FnOnce(&mut Reader<'_>) -> T) -> T {
        read(&mut Reader::new(&self.json, &mut self.findings))
    }

    /// Checks the member that proves who sent the notification against what was computed for it:
    /// both must be there, not empty, and the same character for character. Compares in constant
    /// time.
    ///
    /// # Errors
    ///
    /// [`NotificationErrorKind::NotAuthentic`] when they are not; neither is shown.
    pub fn authentic(&self, path: &[&str], expected: &dyn Wire) -> Result<(), NotificationError> {
        self.is_proven_by(&self.wire(path).unwrap_or_default(), expected)
    }

    /// As [`authentic`](Self::authentic), where the vendor proves only some of these notifications: a rule of the
    /// member's presence says which.
    ///
    /// # Errors
    ///
    /// As [`authentic`](Self::authentic), when there is a proof.
    pub fn authentic_where_present(
        &self,
        path: &[&str],
        expected: &dyn Wire,
    ) -> Result<(), NotificationError> {
        match self.json.leads_to_something(path) {
            true => self.authentic(path, expected),
            false => Ok(()),
        }
    }

    /// As [`authentic_where_present`](Self::authentic_where_present), where what the proof must be can fail to be
    /// computed.
    ///
    /// # Errors
    ///
    /// As [`authentic_by`](Self::authentic_by), when there is a proof.
    pub fn authentic_where_present_by(
        &self,
        path: &[&str],
        expected: impl FnOnce(&Self) -> Result<String, PrepareError>,
    ) -> Result<(), NotificationError> {
        match self.json.leads_to_something(path) {
            true => self.authentic_by(path, expected),
            false => Ok(()),
        }
    }

    /// As [`authentic`](Self::authentic), where what the proof must be can fail to be computed.
    ///
    /// # Errors
    ///
    /// [`NotificationErrorKind::NotAuthentic`] when it cannot be computed: what cannot be checked
    /// is not believed.
    pub fn authentic_by(
        &self,
        path: &[&str],
        expected: impl FnOnce(&Self) -> Result<String, PrepareError>,
    ) -> Result<(), NotificationError> {
        let expected = self.computed(expected)?;
        self.authentic(path, &expected)
    }

    /// Whether the proof that was sent is the expected one. Compares in constant time.
    fn is_proven_by(&self, sent: &str, expected: &dyn Wire) -> Result<(), NotificationError> {
        let expected = expected.wire().unwrap_or_default();
        if is_same_proof(sent, &expected) && !self.unsignable.get() {
            return Ok(());
        }
        Err(self.not_authentic(if self.unsignable.get() {
            "what it signs cannot be told as it was written"
        } else if sent.is_empty() {
            "it carries no signature"
        } else {
            "its signature is another one"
        }))
    }

    /// What the proof must be, where it can be computed.
    fn computed(
        &self,
        expected: impl FnOnce(&Self) -> Result<String, PrepareError>,
    ) -> Result<String, NotificationError> {
        expected(self).map_err(|error| {
            let mut failure = self.about.failure("its signature cannot be checked");
            failure.source = Some(error.into());
            self.about
                .failed(NotificationErrorKind::NotAuthentic, failure)
        })
    }

    fn not_authentic(&self, why: &'static str) -> NotificationError {
        let failure = self.about.failure(why);
        self.about
            .failed(NotificationErrorKind::NotAuthentic, failure)
    }

    /// Does not do without a member that may be left out, once it was sent: if it is odd, that is a problem and no note.
    pub fn insist_on(&mut self, path: &[&str]) {
        self.insisted.push(path.join("."));
    }

    /// The notification, when all that was read so far is there and as described: it is what stored values are found by.
    ///
    /// # Errors
    ///
    /// [`NotificationErrorKind::Malformed`] with every problem.
    pub fn as_described(mut self) -> Result<Self, NotificationError> {
        let findings = &mut self.findings;
        findings.problems.append(&mut findings.noted);
        match findings.problems.is_empty() {
            true => Ok(self),
            false => Err(self.malformed(Vec::new())),
        }
    }

    /// What `read` takes out, when every member that must be there was as described.
    ///
    /// # Errors
    ///
    /// [`NotificationErrorKind::Malformed`] with every problem, and behind them what was noted.
    pub fn finish<T>(
        mut self,
        read: impl FnOnce(&mut Reader<'_>) -> T,
    ) -> Result<T, NotificationError> {
        let notification = self.read(read);
        let is_insisted = |problem: &Problem| {
            let mut insisted = self.insisted.iter();
            insisted.any(|path| {
                let inside = problem.path.strip_prefix(path.as_str());
                inside.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
            })
        };
        let noted = std::mem::take(&mut self.findings.noted);
        let (odd, noted): (Vec<_>, Vec<_>) = noted.into_iter().partition(is_insisted);
        self.findings.problems.extend(odd);
        if self.findings.problems.is_empty() {
            return Ok(notification);
        }
        Err(self.malformed(noted))
    }

    fn malformed(&mut self, noted: Vec<Problem>) -> NotificationError {
        let mut failure = self.about.failure("");
        failure.problems = std::mem::take(&mut self.findings.problems);
        failure.problems.extend(noted);
        self.about.failed(NotificationErrorKind::Malformed, failure)
    }
}

impl About {
    fn failure(&self, detail: &'static str) -> Failure {
        let mut failure = Failure::new(detail);
        failure.body = Some(self.body.clone());
        failure
    }

    fn failed(&self, kind: NotificationErrorKind, failure: Failure) -> NotificationError {
        NotificationError::new((self.vendor, self.name), kind, failure)
    }
}

opaque!(Notice, "Notice", findings);

/// What a vendor wants as answer to a notification.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Acknowledgement {
    /// The HTTP status.
    pub status: u16,
    /// The `Content-Type`.
    pub content_type: &'static str,
    /// The body, exactly.
    pub body: &'static str,
}

impl Acknowledgement {
    /// The response of an HTTP server: `B` is the body of the server's own, such as axum's `Body` or `Full<Bytes>` of hyper.
    #[must_use]
    pub fn response<B: From<&'static str>>(self) -> http::Response<B> {
        let mut response = http::Response::new(B::from(self.body));
        // The compiler takes no other status and no other content type.
        if let Ok(status) = http::StatusCode::from_u16(self.status) {
            *response.status_mut() = status;
        }
        if let Ok(content_type) = http::HeaderValue::from_str(self.content_type) {
            let headers = response.headers_mut();
            headers.insert(http::header::CONTENT_TYPE, content_type);
        }
        response
    }
}
