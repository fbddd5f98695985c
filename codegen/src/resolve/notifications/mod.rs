//! What a vendor sends by itself, the proof of its origin, and its acknowledgement.

pub(super) mod notification;
