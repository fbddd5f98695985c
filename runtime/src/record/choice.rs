//! Reading a value of a list back from what was written.

use std::borrow::Cow;
use std::fmt::Display;
use std::str::FromStr;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer};

/// A value of a list, read from its text on the wire. A text that a closed list does not have is an error.
///
/// # Errors
///
/// When there is no text, or the type does not take it.
#[doc(hidden)]
pub fn choice_from_text<'de, C, D>(deserializer: D) -> Result<C, D::Error>
where
    C: FromStr<Err: Display>,
    D: Deserializer<'de>,
{
    let text = Cow::<str>::deserialize(deserializer)?;
    text.parse().map_err(D::Error::custom)
}
