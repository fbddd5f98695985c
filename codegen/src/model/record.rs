//! Records: what a vendor remembers between calls, and what operations do with it. The sandbox remembers it; clients
//! know nothing of it.

use super::{FieldRef, Label, Name, Path, RecordId};
use crate::words::{RecordEffect, RecordFact, RecordProblem, RecordState};

/// Something that the vendor remembers between calls, such as payments or billing keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Its name.
    pub name: Name,
    /// What one is called.
    pub label: Label,
    /// By what one is found; at least one, and each value is that of one record only.
    pub keys: Vec<Name>,
    /// Where such records are made that no operation makes, in words; `None` where there are none.
    pub elsewhere: Option<String>,
    /// The documented refusals.
    pub refused: Vec<RecordRefusal>,
    /// The members of answers that tell something of it.
    pub told: Vec<ToldMember>,
}

impl Record {
    /// The codes with which the vendor refuses for a reason; none where no document says that.
    pub fn codes(&self, problem: RecordProblem) -> &[String] {
        let mut refused = self.refused.iter();
        let found = refused.find(|refusal| refusal.problem == problem);
        found.map_or(&[], |refusal| refusal.codes.as_slice())
    }
}

/// With which codes the vendor refuses for a reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordRefusal {
    /// The reason.
    pub problem: RecordProblem,
    /// The codes, as they go on the wire; an operation has the first that it knows.
    pub codes: Vec<String>,
}

/// A member of answers, and what it tells of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToldMember {
    /// Where it stands.
    pub member: Path,
    /// What it tells.
    pub tells: Tells,
}

/// What a member tells of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tells {
    /// One of its keys.
    Key(Name),
    /// A fact.
    Fact(RecordFact),
    /// How it stands: values by states. In a state that is not listed it tells nothing.
    State(Vec<(RecordState, String)>),
}

/// What an operation does with a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordUse {
    /// Which record.
    pub record: RecordId,
    /// What it does.
    pub effect: RecordEffect,
    /// Keys of the record, each with the member that holds its value; at least one.
    pub keys: Vec<(Name, RecordMember)>,
    /// The amount with which it is created, or which is taken away.
    pub amount: Option<RecordMember>,
    /// What is left before, as the request says.
    pub left: Option<RecordMember>,
    /// What is left then, as the request says.
    pub leaves: Option<RecordMember>,
    /// Members of the answer that tell nothing of the record here.
    pub untold: Vec<Path>,
    /// Whether nothing may have been taken away before.
    pub all: bool,
    /// Whether what is created is pending at first.
    pub pending: bool,
}

/// A member that holds something of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RecordMember {
    /// Of the request.
    Sent(FieldRef),
    /// Of the answer; a single plain value. The vendor makes it when it creates a record.
    Answered(Path),
}
