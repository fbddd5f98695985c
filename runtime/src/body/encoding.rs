//! The two ways in which members are written.

/// How members are written into a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// A JSON object.
    Json,
    /// Percent-encoded `name=value` pairs (`application/x-www-form-urlencoded`).
    Form,
}
