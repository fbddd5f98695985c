//! Failures of calls, without the type of their code: tests of every operation tell them alike.

use std::error::Error as StdError;
use std::fmt::{self, Debug};

use kpg::runtime::ResultCode;
use kpg::{CallError, ErrorKind, Outcome};

/// A failure behind a pointer: it is large.
pub type Failed = Box<Failure>;

/// A failure without the type of its code.
#[derive(Clone, Debug)]
pub struct Failure {
    /// What is known of what the vendor did.
    pub outcome: Outcome,
    /// What went wrong.
    pub kind: ErrorKind,
    /// Whether the same request may be sent again.
    pub safe_to_repeat: bool,
    /// The code as the vendor wrote it.
    pub code: Option<String>,
    /// The code as Rust names it.
    pub typed: Option<String>,
    /// Whether the spec lists the code.
    pub listed: bool,
    /// The vendor's words.
    pub message: Option<String>,
    /// The HTTP status.
    pub status: Option<u16>,
    /// What is kept of the answer.
    pub body: Vec<u8>,
    /// The paths of what is malformed.
    pub problems: Vec<String>,
    /// The paths of what does not repeat the request.
    pub mismatches: Vec<String>,
    /// All that the error and its causes show.
    pub shown: String,
    /// The answer as it may be logged.
    pub masked: String,
}

impl Failure {
    /// What is left of an error when its type is forgotten.
    pub fn of<C: ResultCode + 'static>(error: &CallError<C>) -> Failed {
        let code = error.code();
        let problems = error.problems().iter();
        let mismatches = error.mismatches().iter();
        Box::new(Self {
            outcome: error.outcome(),
            kind: error.kind(),
            safe_to_repeat: error.is_safe_to_repeat(),
            code: code.map(|code| code.as_str().to_owned()),
            typed: code.map(|code| format!("{code:?}")),
            listed: code.is_some_and(|code| code.unrecognised().is_none()),
            message: error.message().map(str::to_owned),
            status: error.status(),
            body: error.body().to_vec(),
            problems: problems.map(|each| each.path.clone()).collect(),
            mismatches: mismatches.map(|each| each.path.clone()).collect(),
            shown: shown(error),
            masked: error.masked_body().to_string(),
        })
    }

    /// The code as the vendor wrote it.
    pub fn code(&self) -> Option<&str> {
        self.code.as_deref()
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.shown.lines().next().unwrap_or_default())
    }
}

impl StdError for Failure {}

/// Everything that an error and its causes show to whoever prints them.
pub fn shown(error: &(dyn StdError + 'static)) -> String {
    let mut text = format!("{error}\n{error:?}\n");
    let mut cause = error.source();
    while let Some(error) = cause {
        text.push_str(&format!("{error}\n{error:?}\n{error:#?}\n"));
        cause = error.source();
    }
    text
}

/// What came of a call: what was accepted is given as `Debug` shows it.
pub(crate) fn told<A: Debug, C: ResultCode + 'static>(
    result: Result<A, CallError<C>>,
) -> Result<String, Failed> {
    match result {
        Ok(answer) => Ok(format!("{answer:?}")),
        Err(error) => Err(Failure::of(&error)),
    }
}
