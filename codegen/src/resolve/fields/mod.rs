//! Fields of requests and answers: kinds, rules, presence, and that examples obey them.

mod amount;
mod answer;
mod combination;
mod condition;
mod field;
mod json_number;
mod kind;
mod presence;
mod repeat;
mod request;
mod rule;
mod stored;
mod structs;
mod unknown_type;
mod wrapping;

pub(super) use answer::{answer_fields, notification_fields};
pub(super) use combination::request_combinations;
pub(super) use request::{RequestToResolve, request_fields};
pub(super) use stored::stored_values;
pub(super) use structs::{Structs, answer_types, nested_types};
