//! Records: what the vendor remembers between calls, what operations do with it, and what answers tell of it.

mod record;
mod told;
mod usage;

pub(super) use record::records;
