//! How members stand in a body: JSON or a form. It knows no request and no answer.

mod encoding;
mod format;
mod index;
pub(crate) mod json;

pub use encoding::{Encoding, Repeat};
pub use format::AnswerFormat;
#[cfg(feature = "opening")]
pub(crate) use format::{NotRead, form_in};
pub(crate) use index::Index;
pub(crate) use json::Json;
