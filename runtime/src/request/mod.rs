//! Making a request: what a builder fills in, what a program supplies, members, address, headers.

mod address;
mod draft;
pub mod given;
mod http_request;
mod members;
mod prepare;
mod supply;

#[cfg(feature = "reqwest")]
pub(crate) use address::is_loopback;
pub use address::{AddressError, BaseUrl, path_of, query, query_of};
pub use draft::Draft;
pub use http_request::HttpRequest;
pub use members::{Bare, Body, Members, Unquoted, Writable, Written};
pub use prepare::{PrepareError, needed};
pub use supply::{FixedSource, Source, Supply, SystemSource};
