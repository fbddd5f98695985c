//! What vendors send of their own accord: opened, checked for authenticity, taken apart.

use std::cell::Cell;
use std::{error, fmt};

use subtle::ConstantTimeEq as _;

use crate::masked::{Kept, Masked};
use crate::{AnswerEncoding, AnswerFormat, BoxError, PrepareError, Problem, Reader, Wire};

/// A notification as it came: a body that was read, and of which nothing is believed yet.
pub struct Notice {
    about: About,
    reader: Reader,
    /// Whether a recipe took in a member of which it is not known how it was written.
    unsignable: Cell<bool>,
}

/// Which notification it is, and what of it may be shown.
#[derive(Clone)]
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
                reader: Reader::new(json),
                unsignable: Cell::new(false),
            }),
            Err(not_read) => Err(about
                .failed(NotificationErrorKind::Unreadable, not_read.what)
                .because(not_read.source)),
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
            Some(b'{' | b'[') => AnswerEncoding::Json,
            _ => AnswerEncoding::Form,
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
        let member = self.reader.json.at(path)?;
        let text = member.sent_text();
        if text.is_none() {
            self.unsignable.set(true);
        }
        text
    }

    /// What takes the members out.
    pub fn reader(&mut self) -> &mut Reader {
        &mut self.reader
    }

    /// Checks the member that proves who sent the notification against what was computed for it:
    /// both must be there, not empty, and the same character for character. Compares in constant
    /// time.
    ///
    /// # Errors
    ///
    /// [`NotificationErrorKind::NotAuthentic`] when they are not; neither is shown.
    pub fn authentic(&self, path: &[&str], expected: &dyn Wire) -> Result<(), NotificationError> {
        let sent = self.wire(path).unwrap_or_default();
        let expected = expected.wire().unwrap_or_default();
        let same: bool = sent.as_bytes().ct_eq(expected.as_bytes()).into();
        if same && !expected.is_empty() && !self.unsignable.get() {
            return Ok(());
        }
        let failed = |what| self.about.failed(NotificationErrorKind::NotAuthentic, what);
        Err(failed(if self.unsignable.get() {
            "what it signs can not be told as it was written"
        } else if sent.is_empty() {
            "it carries no signature"
        } else {
            "its signature is another one"
        }))
    }

    /// As [`authentic`](Self::authentic), where what the proof must be can fail to be computed.
    ///
    /// # Errors
    ///
    /// [`NotificationErrorKind::NotAuthentic`] when it can not be computed: what can not be checked
    /// is not believed.
    pub fn authentic_by(
        &self,
        path: &[&str],
        expected: impl FnOnce(&Self) -> Result<String, PrepareError>,
    ) -> Result<(), NotificationError> {
        let expected = expected(self).map_err(|error| {
            let what = "its signature can not be checked";
            let failed = self.about.failed(NotificationErrorKind::NotAuthentic, what);
            failed.because(Some(error.into()))
        })?;
        self.authentic(path, &expected)
    }

    /// The notification, when every member that must be there was as described.
    ///
    /// # Errors
    ///
    /// [`NotificationErrorKind::Malformed`] with every problem, and behind them what was noted.
    pub fn finish<T>(self, notification: T) -> Result<T, NotificationError> {
        if self.reader.problems.is_empty() {
            return Ok(notification);
        }
        let mut failed = self.about.failed(NotificationErrorKind::Malformed, "");
        failed.0.problems = self.reader.problems;
        failed.0.problems.extend(self.reader.noted);
        Err(failed)
    }
}

impl About {
    fn failed(&self, kind: NotificationErrorKind, what: &'static str) -> NotificationError {
        NotificationError(Box::new(Failure {
            about: self.clone(),
            kind,
            what,
            problems: Vec::new(),
            source: None,
        }))
    }
}

impl fmt::Debug for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Notice")
            .field("vendor", &self.about.vendor)
            .field("name", &self.about.name)
            .field("reader", &self.reader)
            .finish()
    }
}

/// What is wrong with a notification.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum NotificationErrorKind {
    /// Its body is not written as described.
    Unreadable,
    /// It does not prove that the vendor sent it: nothing in it may be believed.
    NotAuthentic,
    /// Members of it are not as described.
    Malformed,
}

/// Why a notification can not be used. `Display` is one line; neither it nor `Debug` shows a value
/// that was received.
pub struct NotificationError(Box<Failure>);

struct Failure {
    about: About,
    kind: NotificationErrorKind,
    what: &'static str,
    problems: Vec<Problem>,
    source: Option<BoxError>,
}

impl NotificationError {
    fn because(mut self, source: Option<BoxError>) -> Self {
        self.0.source = source;
        self
    }

    /// What is wrong with it.
    #[must_use]
    pub fn kind(&self) -> NotificationErrorKind {
        self.0.kind
    }

    /// The members that are not as described; empty for every kind but a malformed one.
    #[must_use]
    pub fn problems(&self) -> &[Problem] {
        &self.0.problems
    }

    /// The body, its first 64 KiB, as it may be logged: sensitive members hidden; `<N bytes>` when
    /// it can not be told apart into members.
    #[must_use]
    pub fn masked_body(&self) -> Masked {
        self.0.about.body.masked()
    }
}

impl fmt::Display for NotificationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let failure = &*self.0;
        write!(f, "{}.{}: ", failure.about.vendor, failure.about.name)?;
        f.write_str(match failure.kind {
            NotificationErrorKind::Unreadable => "the notification can not be read",
            NotificationErrorKind::NotAuthentic => "the notification is not the vendor's",
            NotificationErrorKind::Malformed => "the notification breaks its description",
        })?;
        if !failure.what.is_empty() {
            write!(f, ": {}", failure.what)?;
        }
        failure
            .problems
            .iter()
            .try_for_each(|problem| write!(f, "; {problem}"))
    }
}

impl fmt::Debug for NotificationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NotificationError")
            .field("said", &self.to_string())
            .field("source", &self.0.source)
            .finish()
    }
}

impl error::Error for NotificationError {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        let source = self.0.source.as_deref();
        source.map(|source| source as &(dyn error::Error + 'static))
    }
}

/// What a vendor wants to hear when a notification has arrived.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Acknowledgement {
    /// The HTTP status.
    pub status: u16,
    /// The `Content-Type`.
    pub content_type: &'static str,
    /// The body, exactly.
    pub body: &'static str,
}
