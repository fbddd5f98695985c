//! Every word that generated code uses. Generated files import all of it and nothing else.

pub use std::time::Duration;

pub use crate::check::Rule::{
    self, Characters, DateTime, Digits, DigitsOnly, EmvQr, EucKrBytes, HeaderText, NotZero, Range,
    Utf8Bytes,
};
pub use crate::check::{Check, Violations, When};
pub use crate::given::Complete;
#[cfg(feature = "rsa")]
pub use crate::recipe::rsa_sha256;
pub use crate::recipe::{
    base64, base64_url, concat, hex_lower, hex_upper, hmac_sha256, pairs, sha256, sha512, text,
};
pub use crate::{
    AddressError, BaseUrl, Binary, Call, Choice, Completion, Core, CoreBuilder, DefaultTransport,
    Draft, Error, Fault, HttpAnswer, HttpRequest, Joined, Members, OpenChoice, Opened, Operation,
    Pending, Prepared, Reading, ResultRules, Secret, Sensitive, SessionCell, SessionError, Source,
    Supply, TimeText, Timeouts, Transport, TransportError, Unrecognised, Zone,
};
#[cfg(feature = "aes")]
pub use crate::{Cipher, KeyForm};
#[cfg(feature = "rsa")]
pub use crate::{PrivateKey, PublicKey};
