//! What a test wants the next call answered with.

/// How to answer the next call of an operation.
///
/// [`Script::Raw`] answers whatever was sent. The others decide how a *good* request is answered: a
/// request with findings is refused for them, and the script waits for the next one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Script {
    /// This result code, with its label as message and its HTTP status. A code that the spec does not
    /// know is answered as well, with the HTTP status of other refusals.
    Code(String),
    /// This code in the shape of one of the vendor's `faults`.
    Fault {
        /// The fault's name.
        fault: String,
        /// The code in it.
        code: String,
    },
    /// Accepted, and not finished. Operations that are never pending answer success.
    Pending,
    /// Exactly this.
    Raw {
        /// The HTTP status.
        status: u16,
        /// The body; sent as `application/json`.
        body: Vec<u8>,
    },
}
