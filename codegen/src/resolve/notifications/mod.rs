//! What a vendor sends by itself, the proof of its origin, and its acknowledgement.

mod identity;
mod notification;
mod sources;

pub(super) use notification::{NotificationParts, names_differ, notification, notification_name};
