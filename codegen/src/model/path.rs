//! Paths: where a member stands in an answer.

/// A place in a JSON answer: member names from the outside in; at least one.
///
/// A path of a result code or a condition may lead through a list: it then stands for the text that
/// the member has in every object of the list, and for nothing when they differ or there is none.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Path(pub Vec<String>);

impl std::fmt::Display for Path {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0.join("."))
    }
}
