//! What arrives encrypted, or as a text that holds something else: opened in place, before anything of it is judged,
//! proven or read. What a member must be is not known here.

mod arrived;
#[cfg(feature = "cipher")]
mod decrypt;
#[cfg(feature = "cipher")]
mod envelope;
#[cfg(feature = "cipher")]
mod forms;
#[cfg(feature = "cipher")]
mod opener;

pub use arrived::Arrived;
#[cfg(feature = "cipher")]
pub use envelope::Holder;
#[cfg(all(feature = "cipher", feature = "notifications"))]
pub(crate) use envelope::{NOT_OPENED, Unsealed};
#[cfg(feature = "cipher")]
pub use forms::{from_base64, from_base64_url, from_hex};
#[cfg(feature = "cipher")]
pub use opener::Opener;
