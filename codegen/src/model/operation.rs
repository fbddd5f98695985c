//! Operations: one call of the vendor's API.

use std::ops::{Deref, DerefMut};

use super::{Answer, Effect, FieldRef, FollowUp, Inquiry, Next, RecordUse, Request};

/// One call of the vendor's API: a request, and what its answer means. It dereferences to its request, because most
/// of what is asked of an operation is asked of that.
#[derive(Clone, Debug, PartialEq)]
pub struct Operation {
    /// What is asked.
    pub request: Request,
    /// What a lost answer would mean.
    pub effect: Effect,
    /// How the answer is read.
    pub answer: Answer,
    /// The position in `headers` of the one by which the vendor traces a request.
    pub correlation_id: Option<usize>,
    /// The field of which the vendor promises to execute one value once only.
    pub idempotency_key: Option<FieldRef>,
    /// The operations that tell what became of a request of this one, in the order in which they are asked.
    pub inquiries: Vec<Inquiry>,
    /// The operation that takes back what a request of this one may have done (망취소).
    pub net_cancel: Option<FollowUp>,
    /// Refusals that lead to another operation, in the spec's order.
    pub next: Vec<Next>,
    /// What it does with what the vendor remembers, in the spec's order.
    pub records: Vec<RecordUse>,
}

impl Deref for Operation {
    type Target = Request;

    fn deref(&self) -> &Request {
        &self.request
    }
}

impl DerefMut for Operation {
    fn deref_mut(&mut self) -> &mut Request {
        &mut self.request
    }
}
