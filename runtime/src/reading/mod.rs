//! Answers: judged first, then taken apart. What an answer means is decided here and nowhere else.

mod answer;
mod doubt;
mod echoes;
mod get;
mod mismatch;
mod reader;
mod refusal;
mod rules;
mod scalar;
pub mod shape;

pub use answer::Reading;
pub use echoes::Echoes;
pub use get::Readable;
pub use mismatch::Mismatch;
pub(crate) use reader::Findings;
pub use reader::Reader;
pub use refusal::{HttpStatuses, ListedCodes, OtherCodes};
pub use rules::{Condition, Fault, Path, ResultRules};
pub use scalar::Scalar;
