//! Clients of the small specs in `specs/`, one per area of the spec language. Nothing else lives here.
#![warn(missing_docs)]
#![allow(
    clippy::wrong_self_convention,
    reason = "a builder's method is named after its field"
)]

include!(concat!(env!("OUT_DIR"), "/vendors.rs"));
