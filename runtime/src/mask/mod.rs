//! What may be shown: messages with what is sensitive hidden, and texts of others on one line.

mod masked;
mod shown;

pub use masked::Masked;
pub(crate) use masked::{Kept, members};
pub(crate) use shown::shown;
