//! HTTP messages: what requests are made of (fields, supplied values, members, address, headers), and answers as they
//! came.

mod address;
mod body;
mod compressed;
mod declared;
mod draft;
pub mod given;
mod host_set;
mod http_answer;
mod http_request;
mod made;
mod members;
mod supply;
#[cfg(feature = "client")]
mod timeouts;
mod told;

#[cfg(feature = "reqwest")]
pub(crate) use address::is_loopback;
pub use address::{AddressError, BaseUrl, path_of, query, query_of};
pub use body::Body;
pub(crate) use compressed::compression_of;
pub use draft::{Draft, sensitive};
pub use host_set::HostSet;
pub use http_answer::HttpAnswer;
pub use http_request::HttpRequest;
pub(crate) use made::MadeValues;
#[cfg(all(feature = "explain", feature = "forms"))]
pub(crate) use members::posted;
pub use members::{AsArrived, Bare, Members, Numeral, Unquoted, Writable, Written, json_of};
pub use supply::{FixedSource, Source, Supply, SystemSource};
#[cfg(feature = "client")]
pub use timeouts::Timeouts;
