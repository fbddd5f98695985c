//! The thin runtime under kpg's generated payment clients.
//!
//! A generated operation says how its request becomes an HTTP request ([`Operation::prepare`]),
//! what in an answer means success ([`Operation::RULES`]), which of its values an answer must repeat
//! ([`Operation::echoes`]), and which members an accepted one has ([`Operation::read`]);
//! [`Operation::interpret`] makes the typed result of those. None does I/O.
//!
//! The core does that and no I/O: a [`Check`](check) finds all that is wrong with a request, a builder
//! ([`Draft`], [`given`]) makes it of values ([`Wire`], [`Choice`]) and recipes over them ([`recipe`]), as
//! [`Members`] of an [`HttpRequest`]; an [`HttpAnswer`] is judged ([`Reading`], [`ResultRules`],
//! [`Echoes`]) and read ([`Reader`]). Everything else is a folder with a feature of its own. Generated
//! files take all of it from the [`prelude`].
//!
//! The rule above all others: after a failure, [`CallError::outcome`] says whether money may have
//! moved. Whatever is not known to be *not sent* or *refused* is [`Outcome::Unknown`].
//!
//! # Cargo features
//!
//! | feature | brings |
//! |---|---|
//! | `client` (default) | [`Core`]: calls over a [`Transport`], with their repetitions ([`Retry`]), their trail ([`Audit`]), and what became of a lost one ([`Resolution`]) |
//! | `reqwest` (default) | `ReqwestTransport`, the default transport |
//! | `rustls` (default) | TLS for it |
//! | `native-tls` | TLS of the operating system for it, for servers that rustls cannot reach |
//! | `tower` | `TowerTransport`: any `tower` service as a transport |
//! | `blocking` | `Blocking`: clients that block the calling thread |
//! | `sessions` (default) | [`SessionCell`]: tokens that many calls share |
//! | `notifications` (default) | [`Notice`]: what vendors send of their own accord; implies `proofs` |
//! | `proofs` | [`Signed`]: answers that the vendor proves to be its own |
//! | `explain` | `Core::explain` and `Core::explain_form`: what a request or a form is made of, step by step, without its secrets |
//! | `opening` | [`Arrived`]: members that arrive encrypted, or as texts that hold something else; implies `proofs` |
//! | `forms` | `BrowserForm`: what a browser posts |
//! | `euckr` (default) | `Charset::EucKr`, lengths in its bytes, `recipe::euckr` |
//! | `conditions` | [`check`]: fields that depend on the values of others, and combinations of fields |
//! | `decimal` | `Decimal`: decimal numbers |
//! | `text_steps` | [`recipe`]: steps that rewrite texts |
//! | `key_forms` | `KeyForm`: keys that are stored as hexadecimal digits or base64 |
//! | `pbkdf2`, `pbkdf2_sha1` | `recipe::{pbkdf2_sha256, pbkdf2_sha512, pbkdf2_sha1}`: keys that are derived from passwords; implies `key_forms` |
//! | `emv` | `Rule::EmvQr`: the checksum of EMV QR codes |
//! | `rsa` | `PrivateKey`, `PublicKey`: RSA signatures, and reading keys |
//! | `passphrases` | `PrivateKey::from_encrypted`: keys that a passphrase protects; implies `rsa` |
//! | `legacy` | `recipe::{md5, sha1, hmac_sha1}` |
//! | `aes` | `Cipher` with AES: encryption of single fields and whole bodies; implies `cipher`, which all ciphers share |
//! | `aria`, `seed` | `Cipher` with ARIA or SEED |
//! | `serde` | `Serialize` of requests, answers, notifications and values, with what is sensitive masked; `Unmasked`; `Deserialize` of lists' values |
//! | `jwe` | `Reading::jwe`: answers inside an encrypted envelope; implies `rsa` |
#![warn(missing_docs)]
#![cfg_attr(docsrs, feature(doc_cfg))]
#![cfg_attr(
    not(all(feature = "client", feature = "sessions", feature = "notifications")),
    allow(
        dead_code,
        reason = "some of the core is there for folders that have a feature"
    )
)]
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

// The core: values, what is made of them, and what comes back. No I/O.
mod any_error;
mod body;
mod call;
pub mod check;
#[cfg(feature = "client")]
pub mod common;
mod features;
mod mask;
mod message;
pub mod prelude;
mod prepare;
mod reading;
pub mod recipe;
mod record;
mod steps;
pub mod testing;
mod value;

#[cfg(feature = "forms")]
mod browser_form;
#[cfg(feature = "cipher")]
mod cipher;
#[cfg(feature = "client")]
mod client;
#[cfg(any(feature = "cipher", feature = "jwe"))]
mod envelope;
#[cfg(feature = "explain")]
mod explain;
#[cfg(feature = "rsa")]
mod keys;
#[cfg(feature = "notifications")]
mod notification;
#[cfg(feature = "opening")]
mod opening;
#[cfg(feature = "proofs")]
mod proof;
#[cfg(feature = "sessions")]
mod session;
#[cfg(feature = "client")]
mod transport;

pub use any_error::Error;
pub use body::{AnswerFormat, Encoding, Repeat};
#[cfg(feature = "forms")]
pub use browser_form::{BrowserForm, Posted};
pub use call::{
    Accepted, Call, CallError, CallFailure, CallResult, Completion, Effect, ErrorKind,
    Identification, Noted, Opened, Operation, OperationFacts, Outcome, Pending, Prepared, Problem,
    Verdict,
};
pub use check::{Violation, Violations};
#[cfg(feature = "cipher")]
pub use cipher::Cipher;
#[cfg(all(feature = "cipher", feature = "opening"))]
pub use cipher::Decipher;
#[cfg(feature = "client")]
pub use client::{
    Accounts, AnswerTest, Attempt, Audit, Core, CoreBuilder, End, Job, Resolution, Retry, Standing,
    StillUnknown, TokenFetched,
};
#[cfg(feature = "explain")]
pub use explain::{Explanation, Shown, ShownStep};
#[cfg(feature = "rsa")]
pub use keys::{KeyError, KeyErrorKind, KeyHolder, PrivateKey, PublicKey, StoredAs, rsa_sha256};
pub use mask::Masked;
#[cfg(feature = "client")]
pub use message::Timeouts;
pub use message::{
    AddressError, AsArrived, Bare, BaseUrl, Body, Draft, FixedSource, HostSet, HttpAnswer,
    HttpRequest, Members, Numeral, Source, Supply, SystemSource, Unquoted, Writable, Written,
    given, json_of, path_of, query, query_of, sensitive,
};
#[cfg(feature = "notifications")]
pub use notification::{
    Acknowledgement, ArrivedMessage, Notice, NotificationError, NotificationErrorKind,
    NotificationIdentity, NotificationMembers, SourceNetwork,
};
#[cfg(feature = "opening")]
pub use opening::Arrived;
#[cfg(all(feature = "cipher", feature = "opening"))]
pub use opening::{Holder, Opener, from_base64, from_base64_url, from_hex};
pub(crate) use prepare::BoxError;
pub use prepare::{PrepareError, needed, not_chosen};
#[cfg(feature = "proofs")]
pub use proof::{Proven, Signed};
pub use reading::{
    Condition, Echoes, Fault, HttpStatuses, ListedCodes, Mismatch, OtherCodes, Path, Readable,
    Reader, Reading, ResultRules, Scalar, shape,
};
#[cfg(feature = "key_forms")]
pub use recipe::KeyForm;
#[cfg(feature = "serde")]
pub use record::{Record, Recorded, Secrets, Unmasked, choice_from_text};
#[cfg(feature = "sessions")]
pub use session::{IssuedToken, SessionCell, SessionRules, TokenLifetime, TokenRefusal};
#[cfg(feature = "blocking")]
pub use transport::Blocking;
#[cfg(feature = "reqwest")]
pub use transport::ReqwestTransport;
#[cfg(feature = "tower")]
pub use transport::TowerTransport;
#[cfg(feature = "client")]
pub use transport::{DefaultTransport, NoTransport, Scripted, Transport, TransportError};
pub use value::{
    AnsweredChoice, Binary, Charset, Choice, Hidden, Joined, NotListed, OpenChoice, ResultCode,
    Secret, Sensitive, TimeOr, TimeText, Unrecognised, Wire, Zone,
};
#[cfg(feature = "decimal")]
pub use value::{Decimal, decimal};

#[cfg(feature = "reqwest")]
pub use reqwest;
#[cfg(feature = "serde")]
pub use serde;
pub use {chrono, http, url::Url};
