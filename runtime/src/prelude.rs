//! Every word that generated code uses. Generated files import all of it and nothing else.

pub use std::time::Duration;

#[cfg(feature = "notifications")]
pub use http::HeaderMap;
pub use http::Method as HttpMethod;

#[cfg(feature = "opening")]
pub use crate::Arrived;
#[cfg(feature = "cipher")]
pub use crate::Cipher;
#[cfg(feature = "conditions")]
pub use crate::check::GivenAs;
#[cfg(feature = "decimal")]
pub use crate::check::Rule::DecimalRange;
#[cfg(feature = "emv")]
pub use crate::check::Rule::EmvQr;
pub use crate::check::Rule::{
    self, Characters, DateTime, DateTimeOr, Digits, DigitsOnly, HeaderText, ItemCount, NotEmpty,
    NotZero, OneLine, Only, Range, TextLines, Utf8Bytes, Without,
};
#[cfg(feature = "conditions")]
pub use crate::check::Rule::{
    AllOrNoneOf, AtLeastOneOf, AtMostOneOf, ExactlyOneOf, ForbiddenWhen, RequiredWhen,
};
#[cfg(feature = "euckr")]
pub use crate::check::Rule::{EucKrBytes, InEucKr};
#[cfg(feature = "conditions")]
pub use crate::check::Test::{Is, IsGiven, IsLeftOut, Within};
pub use crate::check::{Check, Violations, check_computed};
#[cfg(feature = "client")]
pub use crate::given::Complete;
#[cfg(feature = "euckr")]
pub use crate::recipe::euckr;
#[cfg(all(feature = "key_forms", feature = "legacy"))]
pub use crate::recipe::hmac_sha1_with;
#[cfg(feature = "pbkdf2_sha1")]
pub use crate::recipe::pbkdf2_sha1;
#[cfg(feature = "key_forms")]
pub use crate::recipe::{KeyForm, hmac_sha256_with, hmac_sha512_with};
pub use crate::recipe::{
    base64, base64_url, bytes, concat, first, hex_lower, hex_upper, hmac_sha256, hmac_sha512,
    joined, joined_present, pairs, pairs_with, present_pairs, sha256, sha512, text_of,
};
#[cfg(feature = "text_steps")]
pub use crate::recipe::{
    form_decode, form_encode, form_encode_lower, last, lower, percent_decode, percent_encode,
    percent_encode_lower, replaced, upper,
};
#[cfg(feature = "legacy")]
pub use crate::recipe::{hmac_sha1, md5, sha1};
#[cfg(feature = "pbkdf2")]
pub use crate::recipe::{pbkdf2_sha256, pbkdf2_sha512};
#[cfg(feature = "notifications")]
pub use crate::{
    Acknowledgement, ArrivedMessage, Notice, NotificationError, NotificationIdentity,
    NotificationMembers, SourceNetwork,
};
pub use crate::{
    AddressError, AnswerFormat, AnsweredChoice, AsArrived, Bare, BaseUrl, Binary, Body, Call,
    CallError, CallResult, Charset, Choice, Completion, Condition, Draft, Echoes, Effect, Encoding,
    Fault, Hidden, HostSet, HttpAnswer, HttpRequest, Joined, ListedCodes, Members, Numeral,
    OpenChoice, Opened, Operation, OtherCodes, Pending, Prepared, Problem, Reader, Reading, Repeat,
    ResultRules, Secret, Sensitive, Source, Supply, TimeOr, TimeText, Unrecognised, Url, Writable,
    Written, Zone, answer_type, builder, closed_enum, identified_by, json_of, needed, not_chosen,
    open_enum, path_of, query, query_of, request_type, required, sensitive, shape,
};
#[cfg(feature = "client")]
pub use crate::{
    AnswerTest, Audit, Core, CoreBuilder, DefaultTransport, Resolution, Retry, Standing, Timeouts,
    Transport, TransportError, offers, offers_all,
};
#[cfg(feature = "blocking")]
pub use crate::{Blocking, blocking_client};
#[cfg(feature = "forms")]
pub use crate::{BrowserForm, Posted, PrepareError};
#[cfg(feature = "decimal")]
pub use crate::{Decimal, decimal};
#[cfg(all(feature = "cipher", feature = "opening"))]
pub use crate::{Decipher, Holder, Opener, from_base64, from_base64_url, from_hex};
#[cfg(feature = "sessions")]
pub use crate::{IssuedToken, SessionCell, SessionRules, TokenLifetime, TokenRefusal};
#[cfg(feature = "rsa")]
pub use crate::{PrivateKey, PublicKey, rsa_sha256};
#[cfg(feature = "proofs")]
pub use crate::{Proven, Signed};
