//! Proofs: how what arrives is known to come from the vendor.

use std::collections::BTreeSet;

use super::inputs::fields_of;
use super::{Computed, Expression, FieldRef, Part, Path};

/// How what arrives is known to come from the vendor.
#[derive(Clone, Debug, PartialEq)]
pub enum Authenticity {
    /// It carries a proof.
    Proof(Proof),
    /// The vendor gives no proof; the text says what to do instead.
    None(String),
}

/// A text that the vendor computes over what it sends, and that whoever receives it computes again.
#[derive(Clone, Debug, PartialEq)]
pub struct Proof {
    /// Where it stands.
    pub place: ProofPlace,
    /// Which messages must have it: all, or of answers those that accept.
    pub demanded: Part,
    /// What it must be, letter by letter.
    pub expected: Expression,
    /// Values that it is made of, in the order in which they must be computed.
    pub computed: Vec<Computed>,
    /// Why it is checked although no secret goes into it, so that everybody could make it.
    pub forgeable: Option<String>,
    /// Why an answer that has none is taken all the same.
    pub unsigned: Option<String>,
}

/// Where a proof stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProofPlace {
    /// In a member of the body.
    Member(Path),
    /// In the header of this name, in whatever letter case.
    Header(String),
}

impl Authenticity {
    /// The proof, where there is one.
    pub fn proof(&self) -> Option<&Proof> {
        match self {
            Self::Proof(proof) => Some(proof),
            Self::None(_) => None,
        }
    }
}

impl Proof {
    /// The member that it stands in, where it does not stand in a header.
    pub fn member(&self) -> Option<&Path> {
        match &self.place {
            ProofPlace::Member(member) => Some(member),
            ProofPlace::Header(_) => None,
        }
    }

    /// Whether it stands in a header, or is made of some.
    pub fn takes_headers(&self) -> bool {
        let mut expressions = self.expressions();
        let mut is_header = |part: &Expression| matches!(part, Expression::ReceivedHeader(_));
        matches!(self.place, ProofPlace::Header(_))
            || expressions.any(|expression| expression.any(&mut is_header))
    }

    /// Everything that is computed for it, what it must be at the end.
    pub fn expressions(&self) -> impl Iterator<Item = &Expression> {
        let values = self.computed.iter().map(|value| &value.expression);
        values.chain([&self.expected])
    }

    /// The fields of the request that it takes in; only the proof of an answer does.
    pub fn request_fields(&self) -> BTreeSet<FieldRef> {
        fields_of(self.expressions())
    }
}
