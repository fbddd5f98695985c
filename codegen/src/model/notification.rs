//! Notifications: what a vendor sends by itself, how it is known to be genuine, and what it is answered.

use super::{Authenticity, Citation, Computed, Format, Label, Name, Proof, Quirk};

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
    /// How it is known to come from the vendor.
    pub authenticity: Authenticity,
    /// What it is answered when it was taken.
    pub acknowledgement: Acknowledgement,
    /// Contradictions that concern it.
    pub quirks: Vec<Quirk>,
}

impl Notification {
    /// The values that its proof is made of.
    pub fn computed(&self) -> &[Computed] {
        let proof = self.authenticity.proof();
        proof.map_or(&[], |proof: &Proof| &proof.computed)
    }
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
