//! What endpoints are asked about: vendors and calls by their names and numbers, and what is said where there is none.

use std::sync::Arc;

use crate::exchange::Exchange;
use crate::state::{State, VendorState};

/// What goes wrong with a call of an endpoint: the HTTP status, and why.
pub(super) type Refused = (u16, String);

/// What the sandbox knows of a vendor.
pub(super) fn vendor_state<'s>(state: &'s State, vendor: &str) -> Result<&'s VendorState, Refused> {
    let vendor_state = state.vendors.get(vendor);
    vendor_state.ok_or_else(|| {
        let known: Vec<&str> = state.vendors.keys().map(String::as_str).collect();
        (
            404,
            format!(
                "there is no vendor `{vendor}`; there are: {}",
                known.join(", ")
            ),
        )
    })
}

/// The call of a number.
pub(super) fn exchange(state: &State, number: &str) -> Result<Arc<Exchange>, Refused> {
    let wanted = number.parse::<u64>().ok();
    let found = wanted.and_then(|number| state.exchange(number));
    found.ok_or_else(|| {
        (
            404,
            format!("there is no call {number}, or it is forgotten"),
        )
    })
}
