//! Small notations inside the texts of a spec, each read and refused at its place. Nothing here knows the
//! vendor.

pub(super) mod content_type;
pub(super) mod encoding;
pub(super) mod moment;
pub(super) mod status;
pub(super) mod template;
pub(super) mod text;
pub(super) mod wire_name;
