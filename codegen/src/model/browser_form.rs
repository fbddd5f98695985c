//! Forms: what a page of the merchant's has the buyer's browser post to the vendor, such as a payment window.

use super::Request;

/// What a browser posts. It is a request with a body in the encoding of forms and without headers; nothing is known
/// of an answer, because the browser shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct BrowserForm {
    /// What is posted.
    pub request: Request,
}
