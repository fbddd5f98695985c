//! Sessions: the operation that issues a token, how long it lives, and how the vendor refuses one.

use super::{Label, Name, OperationId, Path, Quirk, Zone};

/// A token fetched by one operation and carried by others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Its name.
    pub name: Name,
    /// What it is.
    pub label: Label,
    /// The operation that fetches it.
    pub operation: OperationId,
    /// Where the token stands in that operation's answer.
    pub token: Path,
    /// How long a token is good for.
    pub lifetime: Lifetime,
    /// How the vendor refuses a token, and so says that it did not look at the request.
    pub refused: Vec<TokenRefusal>,
    /// Contradictions and assumptions.
    pub quirks: Vec<Quirk>,
}

/// How long a token is good for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lifetime {
    /// For one call: no document says that it may be used again.
    OneCall,
    /// For so many seconds, at least one.
    Fixed(u64),
    /// For as many seconds as a member of its answer says, an integer or a text.
    Seconds(Path),
    /// Until the point in time that a member of its answer says.
    Until {
        /// The member, a date and time of day.
        member: Path,
        /// Its zone; none where its text tells it.
        zone: Option<Zone>,
    },
}

impl Lifetime {
    /// The member of the answer that tells it.
    pub fn member(&self) -> Option<&Path> {
        match self {
            Self::OneCall | Self::Fixed(_) => None,
            Self::Seconds(member) | Self::Until { member, .. } => Some(member),
        }
    }
}

/// A way in which a vendor refuses a token; it names a status, codes or both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenRefusal {
    /// The HTTP status; any below 500 where there is none.
    pub status: Option<u16>,
    /// The result codes; where there are none, the status refuses by itself.
    pub codes: Vec<String>,
}
