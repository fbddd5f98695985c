//! Records as they are written.

use super::reader::{KeyPlaces, Text};
use super::spec_common::{Label, Named};
use crate::source::{Span, Spanned};
use crate::words::{RecordEffect, RecordProblem, RecordState};

/// Something that the vendor remembers between calls.
#[derive(Clone, Debug)]
pub struct Record {
    pub label: Label,
    pub keys: Vec<Text>,
    pub elsewhere: Option<Text>,
    pub refused: Vec<(Spanned<RecordProblem>, Vec<Text>)>,
    pub told: Vec<Named<Told>>,
}

/// What a member of an answer tells.
#[derive(Clone, Debug)]
pub enum Told {
    /// A key of the record, or a fact.
    Word(Text),
    States(Vec<(Spanned<RecordState>, Text)>),
}

/// What an operation does with a record.
#[derive(Clone, Debug)]
pub struct RecordUse {
    /// The effect, at its key.
    pub effect: Spanned<RecordEffect>,
    /// The name of the record.
    pub record: Text,
    /// Names of the record's keys, and members; none where they are not there, which was reported.
    pub keys: Option<Vec<Named<Text>>>,
    pub amount: Option<Text>,
    pub left: Option<Text>,
    pub leaves: Option<Text>,
    pub untold: Vec<Text>,
    pub made: Vec<Text>,
    pub all: bool,
    pub pending: bool,
    /// Where it stands.
    pub place: Span,
    /// Where its keys stand.
    pub places: KeyPlaces,
}
