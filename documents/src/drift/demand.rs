//! When a spec demands a field. What a page says of it does not belong here.

/// When a field must be there, as far as a page's words can differ from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Demand {
    /// Always.
    Required,
    /// Not necessarily.
    Optional,
    /// By a rule, or in circumstances; in answers, on success.
    Conditional,
    /// The client supplies it, whatever the page says.
    Supplied,
}
