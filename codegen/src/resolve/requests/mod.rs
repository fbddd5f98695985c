//! Requests as they are written: address, encodings, and the fields in their places.

pub(super) mod address;
pub(super) mod place;
pub(super) mod role;
