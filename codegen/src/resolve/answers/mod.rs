//! Answers: the result code, the conditions that judge it, and what an answer repeats of its request.

mod answer;
mod by_status;
mod code_kind;
mod detail;
mod echo;
mod format;
mod judgement;
mod proof;

pub(super) use answer::{AnswerParts, answer};
