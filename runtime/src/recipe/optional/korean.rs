//! The step that writes a text in the charset of old Korean systems.

use std::borrow::Cow;

use crate::steps::{Deed, step};
use crate::{Charset, PrepareError, Wire};

/// The bytes of the value's text in EUC-KR as Korean systems use it (CP949); none when it is
/// absent.
///
/// # Errors
///
/// When the charset cannot hold the text, which is not shown.
pub fn euckr(value: &dyn Wire) -> Result<Vec<u8>, PrepareError> {
    let text = value.wire().unwrap_or_default();
    let bytes = Charset::EucKr.encode(&text).map(Cow::into_owned);
    let bytes = bytes.ok_or_else(|| {
        PrepareError::new("a text of the signature has a character that EUC-KR cannot hold")
    })?;
    Ok(step(Deed::Encodes, "euckr", value, bytes))
}
