//! Every word that generated code uses. Generated files import all of it and nothing else.

pub use std::time::Duration;

#[cfg(feature = "blocking")]
pub use crate::Blocking;
pub use crate::check::Rule::{
    self, Characters, DateTime, Digits, DigitsOnly, EmvQr, HeaderText, ItemCount, NotEmpty,
    NotZero, OneLine, Only, Range, TextLines, Utf8Bytes, Without,
};
#[cfg(feature = "euckr")]
pub use crate::check::Rule::{EucKrBytes, InEucKr};
pub use crate::check::{Check, Violations, When, held};
pub use crate::given::Complete;
#[cfg(feature = "euckr")]
pub use crate::recipe::euckr;
#[cfg(feature = "rsa")]
pub use crate::recipe::rsa_sha256;
pub use crate::recipe::{
    base64, base64_url, bytes, concat, first, hex_lower, hex_upper, hmac_sha256, hmac_sha512,
    joined, joined_present, pairs, pairs_with, present_pairs, sha256, sha512, text,
};
#[cfg(feature = "legacy")]
pub use crate::recipe::{hmac_sha1, md5, sha1};
pub use crate::{
    Acknowledgement, AddressError, AnswerEncoding, AnswerFormat, Audit, Bare, BaseUrl, Binary,
    Body, BodyEncoding, Call, Charset, Choice, Completion, Core, CoreBuilder, DefaultTransport,
    Draft, Echoes, Effect, Error, Fault, HttpAnswer, HttpRequest, IssuedToken, Joined, Members,
    Notice, NotificationError, OpenChoice, Opened, Operation, OtherCodes, Pending, Prepared,
    Problem, Reader, Reading, Resolution, ResultRules, Retry, Secret, Sensitive, SessionCell,
    SessionRules, Source, Standing, Supply, TimeText, Timeouts, TokenLifetime, TokenRefusal,
    Transport, TransportError, Unrecognised, Url, Writable, Written, Zone, needed, path_of, query,
    query_of, shape,
};
#[cfg(feature = "cipher")]
pub use crate::{Cipher, KeyForm};
#[cfg(feature = "rsa")]
pub use crate::{PrivateKey, PublicKey};
