//! Steps that have a cargo feature each: a client compiles only those that its recipes need.

#[cfg(feature = "pbkdf2")]
mod derivation;
#[cfg(feature = "key_forms")]
mod key_form;
#[cfg(feature = "euckr")]
mod korean;
#[cfg(feature = "text_steps")]
mod text_steps;

#[cfg(feature = "pbkdf2_sha1")]
pub use derivation::pbkdf2_sha1;
#[cfg(feature = "pbkdf2")]
pub use derivation::{pbkdf2_sha256, pbkdf2_sha512};
#[cfg(all(feature = "key_forms", feature = "legacy"))]
pub use key_form::hmac_sha1_with;
#[cfg(feature = "key_forms")]
pub use key_form::{KeyForm, hmac_sha256_with, hmac_sha512_with};
#[cfg(feature = "euckr")]
pub use korean::euckr;
#[cfg(feature = "text_steps")]
pub use text_steps::{
    form_decode, form_encode, form_encode_lower, last, lower, percent_decode, percent_encode,
    percent_encode_lower, replaced, upper,
};
