//! Answers: their members, codes, faults, and the conditions that judge them.

pub(super) mod answer;
pub(super) mod code_kind;
pub(super) mod echo;
pub(super) mod refusal;
pub(super) mod result;
