//! Why a notification cannot be used.

use std::{error, fmt};

use crate::call::Failure;
use crate::{Masked, Problem};

/// What is wrong with a notification.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum NotificationErrorKind {
    /// Its body is not written as described.
    Unreadable,
    /// It does not prove that the vendor sent it: nothing in it may be believed.
    NotAuthentic,
    /// It is the vendor's, and older than a notification may be: somebody may have recorded it and sent it again, or the
    /// vendor repeats one that did not arrive. Ask the vendor, by an inquiry, before you believe it.
    Stale,
    /// Members of it are not as described.
    Malformed,
}

/// Why a notification cannot be used. `Display` is one line; neither it nor `Debug` shows a value
/// that was received.
pub struct NotificationError(Box<Details>);

struct Details {
    vendor: &'static str,
    name: &'static str,
    kind: NotificationErrorKind,
    failure: Failure,
}

impl NotificationError {
    pub(super) fn new(
        (vendor, name): (&'static str, &'static str),
        kind: NotificationErrorKind,
        failure: Failure,
    ) -> Self {
        Self(Box::new(Details {
            vendor,
            name,
            kind,
            failure,
        }))
    }

    /// What is wrong with it.
    #[must_use]
    pub fn kind(&self) -> NotificationErrorKind {
        self.0.kind
    }

    /// The members that are not as described; empty for every kind but a malformed one.
    #[must_use]
    pub fn problems(&self) -> &[Problem] {
        &self.0.failure.problems
    }

    /// The body, its first 64 KiB, as it may be logged: sensitive members hidden; `<N bytes>` when
    /// it cannot be told apart into members.
    #[must_use]
    pub fn masked_body(&self) -> Masked {
        self.0.failure.masked_body()
    }
}

impl fmt::Display for NotificationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let details = &*self.0;
        write!(f, "{}.{}: ", details.vendor, details.name)?;
        f.write_str(match details.kind {
            NotificationErrorKind::Unreadable => "the notification cannot be read",
            NotificationErrorKind::NotAuthentic => "the notification is not the vendor's",
            NotificationErrorKind::Stale => "the notification is not of now",
            NotificationErrorKind::Malformed => "the notification breaks its description",
        })?;
        details.failure.write_detail(f)?;
        details.failure.write_problems(f)
    }
}

impl fmt::Debug for NotificationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NotificationError")
            .field("said", &self.to_string())
            .field("source", &self.0.failure.source)
            .finish()
    }
}

impl error::Error for NotificationError {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        self.0.failure.source()
    }
}
