//! Steps that have a cargo feature each: a client compiles only those that its recipes need.

#[cfg(feature = "key_forms")]
mod key_form;
#[cfg(feature = "euckr")]
mod korean;

#[cfg(all(feature = "key_forms", feature = "legacy"))]
pub use key_form::hmac_sha1_with;
#[cfg(feature = "key_forms")]
pub use key_form::{KeyForm, hmac_sha256_with, hmac_sha512_with};
#[cfg(feature = "euckr")]
pub use korean::euckr;
