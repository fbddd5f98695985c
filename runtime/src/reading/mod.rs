//! Answers: judged first, then taken apart. What an answer means is decided here and nowhere else.

mod answer;
mod doubt;
mod echoes;
mod mismatch;
mod readable;
mod reader;
mod refusal;
mod rules;
pub mod shape;

pub use answer::Reading;
pub use echoes::Echoes;
pub use mismatch::Mismatch;
pub use readable::{Readable, Scalar};
pub use reader::Reader;
pub use refusal::{HttpStatuses, ListedCodes, OtherCodes};
pub use rules::{Condition, Fault, Path, ResultRules};
