//! What fails before anything is sent, and the errors below it.

use std::borrow::Cow;
use std::{error, fmt};

/// Any error that can travel between threads.
pub(crate) type BoxError = Box<dyn error::Error + Send + Sync>;

/// A credential that a client can be built without, where a request cannot be made without it.
///
/// # Errors
///
/// When it was not given; the error names it.
pub fn needed<'a, T>(name: &'static str, credential: &'a Option<T>) -> Result<&'a T, PrepareError> {
    let missing = || PrepareError::new(format!("credential `{name}` was not given"));
    credential.as_ref().ok_or_else(missing)
}

/// A text by which a recipe is chosen, and for which there is none.
#[must_use]
pub fn not_chosen() -> PrepareError {
    PrepareError::new("no recipe is known for the value by which one is chosen")
}

/// Why a request could not be made ready to send. Nothing left; no secret is in the text.
#[derive(Debug)]
pub struct PrepareError {
    what: Cow<'static, str>,
    source: Option<BoxError>,
}

impl PrepareError {
    /// Says in one line what could not be done. The text must hold no secret.
    #[must_use]
    pub fn new(what: impl Into<Cow<'static, str>>) -> Self {
        Self {
            what: what.into(),
            source: None,
        }
    }

    /// The same, with the error that is the cause.
    #[must_use]
    pub fn because(what: impl Into<Cow<'static, str>>, source: impl Into<BoxError>) -> Self {
        Self {
            what: what.into(),
            source: Some(source.into()),
        }
    }

    pub(crate) fn into_parts(self) -> (Cow<'static, str>, Option<BoxError>) {
        (self.what, self.source)
    }
}

impl fmt::Display for PrepareError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)
    }
}

impl error::Error for PrepareError {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        self.source
            .as_deref()
            .map(|source| source as &(dyn error::Error + 'static))
    }
}
