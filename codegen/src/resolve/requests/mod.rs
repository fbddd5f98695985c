//! Requests as they are written: address, encodings, content types, and the fields in their places.

mod address;
mod charset;
mod content_type;
mod envelope;
mod escaping;
mod header_case;
mod references;
mod request;

pub(super) use charset::charsets_are_used;
pub(super) use content_type::{common_content_types, content_types};
pub(super) use envelope::body_cipher;
pub(super) use escaping::{common_escaping, escaping};
pub(super) use header_case::header_case;
pub(super) use request::request;
