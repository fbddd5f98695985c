//! Notifications: what a vendor sends by itself, how it is known to be genuine, and what it is answered.

use std::fmt;
use std::net::IpAddr;

use super::{
    Authenticity, Citation, Computed, Examples, Field, FieldRef, Format, Label, LeftOut, Name,
    NoticeExample, Opening, Path, PresenceRules, Proof, ProofPlace, Quirk, ReceivedEnvelope,
    Stored, TimeFormat, Zone,
};

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
    /// Encryption of the whole body.
    pub envelope: Option<ReceivedEnvelope>,
    /// What opens the members that arrive encrypted.
    pub openings: Vec<Opening>,
    /// Members whose presence depends on the values of others.
    pub conditional: Vec<ConditionalMember>,
    /// What the merchant stored when it made the request, where the proof takes it in.
    pub stored: Option<Stored>,
    /// How it is known to come from the vendor.
    pub authenticity: Authenticity,
    /// How old it may be when it arrives, where that is documented.
    pub freshness: Option<Freshness>,
    /// What it is answered when it was taken.
    pub acknowledgement: Acknowledgement,
    /// What it is answered when it was not taken, where that is documented.
    pub rejection: Option<Acknowledgement>,
    /// What tells it apart from every other one.
    pub identity: Identity,
    /// Where it comes from, as far as it is documented.
    pub sources: Vec<Sources>,
    /// Documented members that the spec leaves out, and why.
    pub left_out: Vec<LeftOut>,
    /// Single notifications that were made outside kpg.
    pub examples: Examples<NoticeExample>,
    /// Contradictions that concern it.
    pub quirks: Vec<Quirk>,
}

impl Notification {
    /// What opens the body and its members.
    pub fn all_openings(&self) -> impl Iterator<Item = &Opening> {
        let of_body = self.envelope.as_ref().and_then(ReceivedEnvelope::opening);
        of_body.into_iter().chain(&self.openings)
    }

    /// Whether its proof is made of headers or compared with one, so that it is received with them.
    pub fn takes_headers(&self) -> bool {
        let proof = self.authenticity.proof();
        proof.is_some_and(Proof::takes_headers)
    }

    /// When the values of others demand the member at a position of [`Self::fields`], or keep it out.
    pub fn presence_rules(&self, member: usize) -> Option<&PresenceRules> {
        let mut conditional = self.conditional.iter();
        let found = conditional.find(|conditional| conditional.member == member);
        found.map(|conditional| &conditional.rules)
    }

    /// Whether it may be taken without the member, unless the values of others demand it.
    pub fn may_lack(&self, member: &super::Path) -> bool {
        let mut fields = self.fields.iter();
        let found = fields.find(|field| field.path == *member);
        found.is_some_and(|field| field.part == super::Part::Optional)
    }

    /// A value that the merchant stored.
    pub fn stored_value(&self, at: FieldRef) -> Option<&Field> {
        self.stored.as_ref()?.value(at)
    }

    /// The values that its proof is made of.
    pub fn computed(&self) -> &[Computed] {
        let proof = self.authenticity.proof();
        proof.map_or(&[], |proof: &Proof| &proof.computed)
    }
}

/// A member that may be left out, unless the values of others say otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConditionalMember {
    /// Its position in [`Notification::fields`].
    pub member: usize,
    /// When it must be there, and when it must not; the tests are of members at
    /// [`Place::Received`](super::Place::Received).
    pub rules: PresenceRules,
}

/// How old a notification may be when it arrives; its proof takes in when it was sent.
#[derive(Clone, Debug, PartialEq)]
pub struct Freshness {
    /// Where it says when it was sent.
    pub place: ProofPlace,
    /// How that is written.
    pub format: TimeFormat,
    /// In which zone, where the format tells none.
    pub zone: Option<Zone>,
    /// How many seconds may lie between sending and arrival, whichever is first.
    pub seconds: u64,
}

/// What a notification is answered, exactly as the vendor wants it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acknowledgement {
    /// The HTTP status.
    pub status: u16,
    /// The `Content-Type`.
    pub content_type: String,
    /// The body.
    pub body: String,
}

/// What tells a notification apart from every other one, also when it comes twice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Identity {
    /// Members of [`Notification::fields`]; one of them is always there.
    Members(Vec<Path>),
    /// The vendor does not say; the text says what to do instead.
    Undocumented(String),
    /// The spec does not say.
    Unsaid,
}

/// Addresses from which a vendor sends a notification. They are no proof.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sources {
    /// The environment; `None` where they are the same in all.
    pub environment: Option<Name>,
    /// The addresses; at least one.
    pub networks: Vec<Network>,
}

/// All IP addresses that begin with the same bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Network {
    /// The first of them.
    pub address: IpAddr,
    /// How many bits they have in common: all 32 or 128 of a single address.
    pub prefix: u8,
}

impl Network {
    /// How many bits an address of this kind has.
    pub fn bits(address: IpAddr) -> u8 {
        match address {
            IpAddr::V4(_) => 32,
            IpAddr::V6(_) => 128,
        }
    }
}

impl fmt::Display for Network {
    /// As a spec writes it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.prefix == Self::bits(self.address) {
            true => self.address.fmt(f),
            false => write!(f, "{}/{}", self.address, self.prefix),
        }
    }
}
