//! The invented vendors that the tests call.

pub mod acme;
pub mod globex;
