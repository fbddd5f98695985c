//! What calls and notifications keep of a failure alike.

use std::borrow::Cow;
use std::error::Error;
use std::fmt;

use super::Problem;
use crate::mask::Kept;
use crate::{BoxError, Masked};

/// Why something failed, the body in which it was found, and the error below it.
pub(crate) struct Failure {
    /// What else there is to say, in one line; often nothing.
    pub(crate) detail: Cow<'static, str>,
    pub(crate) body: Option<Kept>,
    /// The members that are not as described.
    pub(crate) problems: Vec<Problem>,
    pub(crate) source: Option<BoxError>,
}

impl Failure {
    pub(crate) fn new(detail: impl Into<Cow<'static, str>>) -> Self {
        Self {
            detail: detail.into(),
            body: None,
            problems: Vec::new(),
            source: None,
        }
    }

    pub(crate) fn masked_body(&self) -> Masked {
        self.body.as_ref().map(Kept::masked).unwrap_or_default()
    }

    pub(crate) fn source(&self) -> Option<&(dyn Error + 'static)> {
        let source = self.source.as_deref();
        source.map(|source| source as &(dyn Error + 'static))
    }

    pub(crate) fn write_detail(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &*self.detail {
            "" => Ok(()),
            detail => write!(f, ": {detail}"),
        }
    }

    pub(crate) fn write_problems(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut problems = self.problems.iter();
        problems.try_for_each(|problem| write!(f, "; {problem}"))
    }
}

opaque!(Failure, "Failure", detail, body, problems, source);
