//! How the text of a member that arrives becomes what the member holds.

use super::{BodyEncoding, CipherId, Escaping};

/// How the text of a member becomes what the member holds, in the order of these steps; none where it is that already.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wrapping {
    /// How it is escaped, in the charset of the message.
    pub escaped: Option<Escaping>,
    /// What it is decrypted with. The cipher says in which charset the plain text is.
    pub cipher: Option<CipherId>,
    /// How an object or a list is written into the text.
    pub content: Option<BodyEncoding>,
}

impl Wrapping {
    /// Whether there is nothing to open.
    pub fn is_none(self) -> bool {
        self == Self::default()
    }
}
