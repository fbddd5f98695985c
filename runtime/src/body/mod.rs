//! How members stand in a body: JSON or a form, in one charset or another. It knows no request and no answer.

mod charset;
mod encoding;
mod format;
pub(crate) mod json;

pub use charset::Charset;
pub use encoding::Encoding;
pub use format::AnswerFormat;
pub(crate) use json::Json;
