//! What may be shown of messages: what is sensitive is hidden.

mod masked;

pub use masked::Masked;
#[cfg(feature = "explain")]
pub(crate) use masked::is_hidden;
pub(crate) use masked::{Kept, members, unread};
