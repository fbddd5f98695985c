//! What a request is made of, step by step, as it may be shown: for "the vendor says that the signature is wrong". The
//! steps are told by [`steps`](crate::steps); nothing is sent here.

mod listed;
mod shown;
#[cfg(test)]
mod tests;
mod veil;

use std::fmt;

use crate::steps::{Log, recorded};
use crate::{HttpRequest, Masked, mask};

pub use shown::{Shown, ShownStep};

use veil::Veil;

/// What a request is made of: every step of its recipes with what went in and what came out, every member and header,
/// and the request itself. No secret and no sensitive value is in it: each reads `***`, also inside texts, and so does what
/// can be read back into one.
///
/// `Display` writes it for people. Nothing in it can be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    steps: Vec<ShownStep>,
    request: Masked,
}

impl Explanation {
    /// The steps in the order in which they were done.
    #[must_use]
    pub fn steps(&self) -> &[ShownStep] {
        &self.steps
    }

    /// The request as it may be logged.
    #[must_use]
    pub fn request(&self) -> &Masked {
        &self.request
    }

    fn new(log: &Log, request: &HttpRequest, sensitive: &[&str]) -> Self {
        let headers = request.headers().values().map(|value| value.as_bytes());
        let body = request.body().map(|body| body.bytes());
        let address = request.url().as_str().as_bytes();
        let sent: Vec<&[u8]> = headers.chain(body).chain([address]).collect();
        let veil = Veil::new(log, &sent, &|name| mask::is_hidden(name, sensitive));
        Self {
            steps: log.entries.iter().map(|entry| veil.step(entry)).collect(),
            request: request
                .masked(sensitive)
                .rewritten(|text| veil.veiled(text)),
        }
    }
}

/// Prepares a request, and explains what it is made of.
pub(crate) fn explained<E>(
    prepare: impl FnOnce() -> Result<HttpRequest, E>,
    sensitive: &[&str],
) -> Result<Explanation, E> {
    let (request, log) = recorded(prepare);
    Ok(Explanation::new(&log, &request?, sensitive))
}

impl fmt::Display for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for step in &self.steps {
            writeln!(f, "{step}")?;
        }
        write!(f, "\n{}", self.request)
    }
}
