//! What a step does with what it takes in.

use crate::Wire;

/// What a step does with what it takes in, as far as it counts for what may be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(
    not(all(feature = "explain", feature = "pbkdf2", feature = "rsa")),
    allow(
        dead_code,
        reason = "who listens, derives and seals is there with a feature each"
    )
)]
pub(crate) enum Deed {
    /// It comes from the clock or from chance.
    Supplies,
    /// Its output holds what it takes in, letter by letter.
    Joins,
    /// Its output stands for what it takes in, in other letters or in part: an encoding, a piece.
    Encodes,
    /// Its output cannot be read back: a digest, a MAC.
    Digests,
    /// Its output is meant for others: encrypted, signed with a private key.
    Seals,
    /// Its output is a key.
    Derives,
    /// It becomes a member or a header of the request.
    Sends,
}

/// What a step takes in.
pub(crate) trait Inputs {
    /// Each of them with whether it must never be shown.
    #[cfg_attr(
        not(feature = "explain"),
        allow(dead_code, reason = "somebody listens with the feature alone")
    )]
    fn each(&self, tell: &mut dyn FnMut(&[u8], bool));
}

impl Inputs for [u8] {
    fn each(&self, tell: &mut dyn FnMut(&[u8], bool)) {
        tell(self, false);
    }
}

impl Inputs for dyn Wire + '_ {
    fn each(&self, tell: &mut dyn FnMut(&[u8], bool)) {
        let text = self.wire().unwrap_or_default();
        tell(text.as_bytes(), self.is_sensitive());
    }
}

impl Inputs for [&dyn Wire] {
    fn each(&self, tell: &mut dyn FnMut(&[u8], bool)) {
        for value in self {
            (*value).each(tell);
        }
    }
}

impl Inputs for [(&str, &dyn Wire)] {
    fn each(&self, tell: &mut dyn FnMut(&[u8], bool)) {
        for (_, value) in self {
            (*value).each(tell);
        }
    }
}

impl Inputs for [&dyn AsRef<[u8]>] {
    fn each(&self, tell: &mut dyn FnMut(&[u8], bool)) {
        for part in self {
            tell(part.as_ref(), false);
        }
    }
}

/// A key, which is never shown, and what it is used on.
pub(crate) struct Keyed<'a>(pub &'a [u8], pub &'a [u8]);

opaque!(Keyed<'_>, "Keyed");

impl Inputs for Keyed<'_> {
    fn each(&self, tell: &mut dyn FnMut(&[u8], bool)) {
        tell(self.0, true);
        tell(self.1, false);
    }
}
