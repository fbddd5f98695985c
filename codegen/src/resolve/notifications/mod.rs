//! What a vendor sends by itself, the proof of its origin, and its acknowledgement.

mod fresh;
mod identity;
mod notification;
mod sources;
mod stored;

pub(super) use notification::{NotificationParts, names_differ, notification, notification_name};
pub(super) use stored::{is_taken_in, secret_values, stored, stored_types};
