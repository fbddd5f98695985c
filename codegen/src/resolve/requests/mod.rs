//! Requests as they are written: address, encodings, and the fields in their places.

mod address;
mod references;
mod request;

pub(super) use request::request;
