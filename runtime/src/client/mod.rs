//! Calls over a transport: attempts, repetitions, time-outs, an audit trail, and what became of a lost one.

mod accounts;
mod audit;
mod client_builder;
mod core_client;
mod exchange;
mod offload;
mod plan;
mod recovery;
mod retry;
mod typed_call;

pub use accounts::Accounts;
pub use audit::{Attempt, Audit, End, TokenFetched};
pub use core_client::{Core, CoreBuilder};
#[cfg(feature = "sessions")]
pub(crate) use exchange::{Ended, milliseconds};
pub use offload::Job;
pub use recovery::{AnswerTest, Resolution, Standing, StillUnknown};
pub use retry::Retry;
