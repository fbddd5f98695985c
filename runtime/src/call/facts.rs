//! What is known of an operation without its types.

use super::Call;
use crate::{AnswerFormat, ResultRules};

/// What holds for every call of an operation, whatever its types are: so that one copy of the code that calls and reads
/// serves all operations.
#[derive(Debug)]
pub struct OperationFacts {
    /// Which operation of which vendor it is.
    pub call: Call,
    /// How its answers are written.
    pub format: AnswerFormat,
    /// How success is told from refusal.
    pub rules: &'static ResultRules,
    /// Names on the wire whose values are never shown.
    pub sensitive: &'static [&'static str],
    /// The request header with the number by which the vendor traces a request.
    pub correlation_header: Option<&'static str>,
    /// Whether the request holds a key of which the vendor promises to execute it once only.
    pub is_idempotent: bool,
    /// Whether a document lists a result code.
    pub lists_code: fn(&str) -> bool,
}
