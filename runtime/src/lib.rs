//! The thin runtime under kpg's generated payment clients.
//!
//! A generated operation says how its request becomes an HTTP request ([`Operation::prepare`]),
//! what in an answer means success ([`Operation::RULES`]), which of its values an answer must repeat
//! ([`Operation::echoes`]), and which members an accepted one has ([`Operation::read`]);
//! [`Operation::interpret`] makes the typed result of those. None does I/O.
//!
//! This crate holds what operations repeat: builders ([`Draft`], [`given`]) and checks ([`check`]),
//! values as text ([`Wire`], [`Choice`]) and recipes over them ([`recipe`]), messages
//! ([`Members`], [`HttpRequest`], [`HttpAnswer`]), judging and reading of answers ([`Reading`],
//! [`ResultRules`], [`Echoes`], [`Reader`]) and of notifications ([`Notice`]), secrets ([`Secret`],
//! [`Sensitive`]), the asynchronous call over a [`Transport`] ([`Core`]) with its repetitions
//! ([`Retry`]) and its trail ([`Audit`]), and what became of a lost one ([`Resolution`]). Generated
//! files take all of it from the [`prelude`].
//!
//! The rule above all others: after a failure, [`Error::outcome`] says whether money may have
//! moved. Whatever is not known to be *not sent* or *refused* is [`Outcome::Unknown`].
//!
//! # Cargo features
//!
//! | feature | brings |
//! |---|---|
//! | `reqwest` (default) | `ReqwestTransport`, the default transport |
//! | `rustls` (default) | TLS for it |
//! | `euckr` (default) | `Charset::EucKr`, lengths in its bytes, `recipe::euckr` |
//! | `rsa` | `PrivateKey`, `PublicKey`: RSA signatures, and reading keys |
//! | `legacy` | `recipe::{md5, sha1, hmac_sha1}` |
//! | `aes` | `Cipher` with AES: encryption of single fields; implies `cipher`, which all ciphers share |
//! | `blocking` | `Blocking`: clients that block the calling thread |
//! | `tower` | `TowerTransport`: any `tower` service as a transport |
//! | `jwe` | `Reading::jwe`: answers inside an encrypted envelope; implies `rsa` |
#![warn(missing_docs)]
#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing
    )
)]

#[macro_use]
mod opaque;

mod accounts;
mod address;
mod audit;
mod binary;
#[cfg(feature = "blocking")]
mod blocking;
mod call;
mod cause;
mod charset;
pub mod check;
#[cfg(feature = "cipher")]
mod cipher;
mod completion;
mod compressed;
mod core_client;
mod deadline;
mod draft;
mod error;
mod exchange;
mod format;
pub mod given;
mod joined;
mod json;
#[cfg(feature = "jwe")]
mod jwe;
#[cfg(feature = "rsa")]
mod keys;
mod masked;
mod members;
mod message;
mod mismatch;
mod notification;
mod offload;
mod open;
mod outcome;
pub mod prelude;
mod prepare;
mod reading;
pub mod recipe;
mod recovery;
#[cfg(feature = "reqwest")]
mod reqwest_transport;
mod retry;
mod scripted;
mod secret;
mod session;
mod shown;
mod supply;
mod time_text;
#[cfg(feature = "tower")]
mod tower_transport;
mod transport;
mod wire;

pub use accounts::Accounts;
pub use address::{AddressError, BaseUrl, path_of, query, query_of};
pub use audit::{Attempt, Audit, End, TokenFetched};
pub use binary::Binary;
#[cfg(feature = "blocking")]
pub use blocking::Blocking;
pub use call::{Call, Effect, Noted, Opened, Operation, Prepared};
pub use charset::Charset;
pub use check::{Violation, Violations};
#[cfg(feature = "cipher")]
pub use cipher::{Cipher, KeyForm};
pub use completion::{Accepted, Completion, Pending, Verdict};
pub use core_client::{Core, CoreBuilder};
pub use draft::Draft;
pub use error::{Error, ErrorKind, Problem};
pub use format::{AnswerEncoding, AnswerFormat};
pub use joined::Joined;
#[cfg(feature = "rsa")]
pub use keys::{KeyError, KeyErrorKind, KeyHolder, PrivateKey, PublicKey, StoredAs};
pub use masked::Masked;
pub use members::{Bare, Body, BodyEncoding, Members, Unquoted, Writable, Written};
pub use message::{HttpAnswer, HttpRequest, Method};
pub use mismatch::Mismatch;
pub use notification::{Acknowledgement, Notice, NotificationError, NotificationErrorKind};
pub use offload::Job;
pub use open::{Choice, OpenChoice, ResultCode, Unrecognised};
pub use outcome::Outcome;
pub use prepare::{PrepareError, needed};
pub use reading::{
    Condition, Echoes, Fault, HttpStatuses, ListedCodes, OtherCodes, Path, Readable, Reader,
    Reading, ResultRules, Scalar, shape,
};
pub use recovery::{Resolution, Standing, StillUnknown};
#[cfg(feature = "reqwest")]
pub use reqwest_transport::ReqwestTransport;
pub use retry::Retry;
pub use scripted::Scripted;
pub use secret::{Secret, Sensitive};
pub use session::{IssuedToken, SessionCell, SessionRules, TokenLifetime, TokenRefusal};
pub use supply::{FixedSource, Source, Supply, SystemSource, Zone};
pub use time_text::TimeText;
#[cfg(feature = "tower")]
pub use tower_transport::TowerTransport;
pub use transport::{DefaultTransport, NoTransport, Timeouts, Transport, TransportError};
pub use wire::Wire;

#[cfg(feature = "reqwest")]
pub use reqwest;
pub use {http, jiff, url::Url};

/// Any error that can travel between threads.
pub(crate) type BoxError = Box<dyn std::error::Error + Send + Sync>;
