//! Writing what is sensitive, where a merchant asks for it by name.

use serde::{Serialize, Serializer};

use super::{Recorded, Secrets};

/// Serializes a request, an answer or a notification with its sensitive values in clear: card numbers, names, tokens. What is
/// made of it is the caller's to keep safe, and the law's to allow.
///
/// ```
/// use kpg_runtime::{Sensitive, Unmasked};
///
/// let number = Sensitive::new("9411-0000".to_owned());
/// assert_eq!(serde_json::to_string(&number).unwrap(), r#""***""#);
/// assert_eq!(serde_json::to_string(&Unmasked(&number)).unwrap(), r#""9411-0000""#);
/// ```
pub struct Unmasked<'a, T: ?Sized>(
    /// What is written.
    pub &'a T,
);

opaque!(Unmasked<'_, T> where [T: ?Sized], "Unmasked");

impl<T: Recorded + ?Sized> Serialize for Unmasked<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.record(Secrets::Shown).serialize(serializer)
    }
}
