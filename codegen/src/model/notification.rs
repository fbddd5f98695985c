//! Notifications: what a vendor sends by itself, how it is known to be genuine, and what it is answered.

use super::{Citation, Computed, Expression, Format, Label, Name, Quirk};

/// A message that the vendor sends to the merchant.
#[derive(Clone, Debug, PartialEq)]
pub struct Notification {
    /// Its name.
    pub name: Name,
    /// What it tells.
    pub summary: Label,
    /// More about it, for documentation.
    pub note: Option<String>,
    /// Where it is documented.
    pub citation: Citation,
    /// The ways in which its body may be written; at least one.
    pub formats: Vec<Format>,
    /// Its members, in the spec's order.
    pub fields: Vec<super::AnswerField>,
    /// Values that are computed from its members, in the order in which they must be.
    pub computed: Vec<Computed>,
    /// How it is known to come from the vendor.
    pub authenticity: Authenticity,
    /// What it is answered when it was taken.
    pub acknowledgement: Acknowledgement,
    /// Contradictions that concern it.
    pub quirks: Vec<Quirk>,
}

/// How a notification is known to come from the vendor.
#[derive(Clone, Debug, PartialEq)]
pub enum Authenticity {
    /// A member must be what a recipe over the others makes.
    Member {
        /// Its position in [`Notification::fields`].
        member: usize,
        /// What it must be.
        expected: Expression,
    },
    /// The vendor gives no proof; the text says what to do instead.
    None(String),
}

/// What a notification is answered when it was taken, exactly as the vendor wants it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acknowledgement {
    /// The HTTP status.
    pub status: u16,
    /// The `Content-Type`.
    pub content_type: String,
    /// The body.
    pub body: String,
}
