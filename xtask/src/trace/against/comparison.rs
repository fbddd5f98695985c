//! What differs between two requests, and what would explain it, as data.

use serde::Serialize;

/// What differs, the first step first.
#[derive(Debug, Serialize)]
pub struct Comparison {
    pub differences: Vec<Difference>,
    /// What would explain a signature that differs, as a spec writes it.
    pub explanation: Option<Explanation>,
}

/// One thing that differs.
#[derive(Debug, Serialize)]
pub struct Difference {
    pub what: String,
    pub theirs: Option<String>,
    pub ours: Option<String>,
}

/// A recipe that makes what they sent.
#[derive(Debug, Serialize)]
pub struct Explanation {
    /// The field.
    pub field: String,
    /// How the message differs, in words.
    pub words: Vec<String>,
    /// The recipe as a spec writes it; none where none was found.
    pub yaml: Option<String>,
    /// The text that theirs begins with.
    pub message: Option<String>,
    /// How many other recipes make the same.
    pub others: usize,
}
