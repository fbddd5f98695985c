//! Why a received text does not match what it is computed from.

use kpg_codegen::model::Reports;

/// Why a text does not match.
#[derive(Debug)]
pub(super) enum Problem {
    /// Something it is computed from has not been found in the request yet.
    NotYet,
    /// It is wrong.
    Wrong(Reports, String),
}

pub(super) fn misshapen(text: impl Into<String>) -> Problem {
    Problem::Wrong(Reports::Field, text.into())
}
