//! Requests that follow a request: what asks after it, what takes it back, what is to be called instead.

use super::{Condition, Expression, FieldRef, OperationId};

/// A request that follows another one and takes values from it.
#[derive(Clone, Debug, PartialEq)]
pub struct FollowUp {
    /// The operation that follows.
    pub operation: OperationId,
    /// Fields of it that the caller would give, each with what gives its value, in the spec's order.
    pub given: Vec<GivenField>,
}

/// A field of a request that follows, and what gives its value.
#[derive(Clone, Debug, PartialEq)]
pub struct GivenField {
    /// The field of the operation that follows.
    pub field: FieldRef,
    /// What gives its value.
    pub value: GivenValue,
}

/// What gives a value to a request that follows.
#[derive(Clone, Debug, PartialEq)]
pub enum GivenValue {
    /// A field of the first request, which the caller gave; of the same kind.
    Field(FieldRef),
    /// Text: what the client makes in the call of the first request. Only a failure of that call knows it.
    Made(Expression),
    /// The same in every request: a text that the field takes.
    Constant(String),
}

/// The request that tells what became of another one.
#[derive(Clone, Debug, PartialEq)]
pub struct Inquiry {
    /// The request. Its operation only reads.
    pub request: FollowUp,
    /// What its answer says of the other one; `None` when the spec does not tell how to read that.
    pub standing: Option<Standing>,
}

/// What the answer to an inquiry says of the request that it asks about. At least one condition is
/// there, no two hold at once, and every member that they name is a simple one at the top of the answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// When it was executed.
    pub done: Option<Condition>,
    /// When it was not executed and will not be.
    pub refused: Option<Condition>,
    /// When the vendor is still working on it.
    pub pending: Option<Condition>,
}

/// A refusal that means that another operation is to be called instead.
#[derive(Clone, Debug, PartialEq)]
pub struct Next {
    /// The result code, as it goes on the wire; one of the operation's, and none of success.
    pub code: String,
    /// The request, begun with what the refused one already has.
    pub request: FollowUp,
}
