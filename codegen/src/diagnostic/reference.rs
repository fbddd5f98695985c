//! Which declaration a name refers to. What is told about either does not belong here.

use crate::source::Span;

/// A name in a spec and the declaration that it refers to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reference {
    /// Where the name is used.
    pub at: Span,
    /// Where it is declared.
    pub declared: Span,
}
