//! Operations, put together of their request and their answer, and forms, which have a request alone.

mod account;
mod common;
mod form;
mod operation;
mod request;
mod role;

pub(super) use common::common;
pub(super) use form::{form, form_name};
pub(super) use operation::{names_differ, operation, operation_name};
pub(super) use request::{RequestParts, not_covered, request};
