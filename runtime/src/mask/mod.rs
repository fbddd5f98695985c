//! What may be shown of messages: what is sensitive is hidden.

mod masked;

pub use masked::Masked;
pub(crate) use masked::{Kept, members, unread};
