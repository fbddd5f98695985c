//! What tells a notification apart from every other one.

use std::fmt;

use crate::Wire;

/// What tells a notification apart from every other one of every vendor. A notification that comes again has the same.
///
/// `Display` is stable, so that it can be stored under a unique index: vendor and notification, then the members as a
/// list in JSON, `acme.deposited["T-1","20260101"]`. It has no value that must not be shown.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NotificationIdentity(String);

impl NotificationIdentity {
    /// The identity of a notification of this kind, `vendor.notification`, with these members. An absent one is told
    /// from an empty one.
    #[must_use]
    pub fn new(kind: &'static str, members: &[&dyn Wire]) -> Self {
        let members = members.iter().map(|member| match member.wire() {
            Some(text) => serde_json::Value::from(&*text),
            None => serde_json::Value::Null,
        });
        let members: serde_json::Value = members.collect();
        Self(format!("{kind}{members}"))
    }

    /// The same text as `Display`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for NotificationIdentity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
