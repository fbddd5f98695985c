//! Fields of requests and answers: kinds, rules, presence, and that examples obey them.

pub(super) mod field;
pub(super) mod kind;
pub(super) mod presence;
pub(super) mod rule;
