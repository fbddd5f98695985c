//! What an operation does with what the vendor remembers, as a fact: by names, not by positions.

use crate::model::{Name, Path, RecordEffect};

/// What an operation does with a record. See [`crate::model::RecordUse`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordUseFact<'m> {
    /// The record.
    pub record: &'m Name,
    /// What it does.
    pub effect: RecordEffect,
    /// The keys, each with the member that holds its value.
    pub keys: Vec<(&'m Name, MemberFact<'m>)>,
    /// The amount.
    pub amount: Option<MemberFact<'m>>,
    /// What is left before.
    pub left: Option<MemberFact<'m>>,
    /// What is left then.
    pub leaves: Option<MemberFact<'m>>,
    /// Members of the answer that tell nothing of it here.
    pub untold: &'m [Path],
    /// Whether nothing may have been taken away before.
    pub all: bool,
    /// Whether what is created is pending at first.
    pub pending: bool,
}

/// A member that holds something of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MemberFact<'m> {
    /// Of the request, by its wire name.
    Sent(&'m str),
    /// Of the answer.
    Answered(&'m Path),
}
