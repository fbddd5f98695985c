//! Credentials: what a vendor gives a merchant, and who may see it.

use super::{CredentialKind, Label, Length, Name};

/// Something the vendor gives a merchant, needed to build a client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credential {
    /// Its name.
    pub name: Name,
    /// What the vendor calls it.
    pub label: Label,
    /// Text, or a key.
    pub kind: CredentialKind,
    /// Who may see it.
    pub secrecy: Secrecy,
    /// Whether a client can be built without it.
    pub required: bool,
    /// Documented length of a text credential.
    pub length: Option<Length>,
}

/// Who may see a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Secrecy {
    /// May be sent and shown.
    Public,
    /// Is sent to the vendor, never shown.
    Sensitive,
    /// Never leaves the process and is never shown.
    Secret,
}
