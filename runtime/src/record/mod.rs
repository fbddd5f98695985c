//! What may be written down of a request, an answer or a notification: a tree of values under the names of its
//! members in Rust, in which what is sensitive is masked unless it was asked for. The types of the members say what is
//! sensitive; nothing here decides it. `serde` writes the tree. Without the feature `serde` there are only macros that make
//! nothing.

#[cfg(feature = "serde")]
mod choice;
mod macros;
#[cfg(feature = "serde")]
mod tree;
#[cfg(feature = "serde")]
mod unmasked;
#[cfg(feature = "serde")]
mod values;

#[cfg(feature = "serde")]
pub use choice::choice_from_text;
#[cfg(feature = "serde")]
pub use tree::{Record, Recorded, Secrets};
#[cfg(feature = "serde")]
pub use unmasked::Unmasked;
