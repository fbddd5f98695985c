//! Notifications as they are written, and what proves where they and answers come from.

use super::reader::Text;
use super::spec_common::{Label, LeftOut, Named, Quirk};
use super::spec_envelope::{Charset, Envelope};
use super::spec_example::Examples;
use super::spec_field::Field;
use crate::source::{Span, Spanned};
use crate::words;

/// What the vendor sends by itself.
#[derive(Clone, Debug)]
pub struct Notification {
    pub label: Label,
    pub note: Option<Text>,
    pub document: Option<Text>,
    pub encodings: Vec<Spanned<words::BodyEncoding>>,
    pub charset: Charset,
    pub envelope: Option<Envelope>,
    pub fields: Vec<Named<Field>>,
    pub stored: Option<Stored>,
    pub authenticity: Option<Authenticity>,
    pub fresh: Option<Fresh>,
    pub acknowledgement: Option<Acknowledgement>,
    /// What it is answered when it was not taken.
    pub rejection: Option<Acknowledgement>,
    pub identity: Option<Identity>,
    pub sources: Option<Sources>,
    pub examples: Option<Examples>,
    pub left_out: Vec<Named<LeftOut>>,
    pub quirks: Vec<Quirk>,
}

/// What the merchant stored when it made the request, and the proof of a notification takes in.
#[derive(Clone, Debug)]
pub struct Stored {
    /// The members by which the merchant finds it.
    pub found_by: Vec<Text>,
    pub values: Vec<Named<Field>>,
    /// Those of the values that only the vendor and the merchant know.
    pub secret: Vec<Text>,
}

/// How a notification is known to come from the vendor.
#[derive(Clone, Debug)]
pub enum Authenticity {
    Proof(Proof),
    Undocumented(Text),
}

/// How old a notification may be when it arrives.
#[derive(Clone, Debug)]
pub struct Fresh {
    /// Where it stands.
    pub at: Span,
    /// Where the moment at which it was sent stands.
    pub place: ProofPlace,
    /// How a header writes it.
    pub format: Option<Text>,
    /// The zone, where the format tells none.
    pub zone: Option<Spanned<words::Zone>>,
    pub within: Text,
}

/// What tells a notification apart from every other one.
#[derive(Clone, Debug)]
pub enum Identity {
    Members(Vec<Text>),
    Undocumented(Text),
}

/// Where a notification comes from.
#[derive(Clone, Debug)]
pub enum Sources {
    /// The same addresses in every environment.
    Common(Vec<Text>),
    ByEnvironment(Vec<Named<Vec<Text>>>),
}

/// Where a proof stands.
#[derive(Clone, Debug)]
pub enum ProofPlace {
    Member(Text),
    Header(Text),
}

/// What proves where an answer or a notification comes from.
#[derive(Clone, Debug)]
pub struct Proof {
    pub place: ProofPlace,
    /// Which answers have it, where it stands in a header.
    pub presence: Option<Spanned<words::PresenceWord>>,
    /// The value that it must have.
    pub value: Text,
    /// Why a proof without a secret is one all the same.
    pub forgeable: Option<Text>,
    /// Why an answer that has none is taken all the same.
    pub unsigned: Option<Text>,
}

#[derive(Clone, Debug)]
pub struct Acknowledgement {
    /// The key that it stands under.
    pub place: Span,
    pub status: Option<Text>,
    pub content_type: Option<Text>,
    pub body: Option<Text>,
}
