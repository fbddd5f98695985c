//! Transports: what sends requests, and how they fail. The only module that does network I/O.

#[cfg(feature = "blocking")]
mod blocking;
mod cause;
mod deadline;
mod default;
mod error;
#[cfg(feature = "reqwest")]
mod reqwest;
mod scripted;
mod sender;
#[cfg(feature = "tower")]
mod tower;

#[cfg(feature = "blocking")]
pub use blocking::Blocking;
pub(crate) use deadline::{Deadline, OUT_OF_TIME};
pub use default::{DefaultTransport, NoTransport};
pub use error::TransportError;
#[cfg(feature = "reqwest")]
pub use reqwest::ReqwestTransport;
pub use scripted::Scripted;
pub use sender::Transport;
#[cfg(feature = "tower")]
pub use tower::TowerTransport;
