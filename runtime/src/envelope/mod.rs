//! Requests and answers whose bodies are encrypted as a whole: as a compact JWE, or with the cipher of fields.

#[cfg(feature = "jwe")]
mod compact;
#[cfg(feature = "jwe")]
mod jwe;
#[cfg(feature = "cipher")]
mod sealed;
