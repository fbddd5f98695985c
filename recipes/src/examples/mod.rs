//! Examples of a spec, computed: the first value of each that the model makes otherwise than its source says.

mod arriving;
mod body;
mod found;
mod request;
mod signatures;

use kpg_codegen::model::{Name, Vendor};

pub use body::pairs as members;
pub use found::lines;

use found::Found;

/// What an example is one of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum OwnerKind {
    /// An operation.
    Operation,
    /// A form that a browser posts.
    Form,
    /// A notification.
    Notification,
}

impl OwnerKind {
    /// The key under which a spec has them.
    pub fn key(self) -> &'static str {
        match self {
            Self::Operation => "operations",
            Self::Form => "forms",
            Self::Notification => "notifications",
        }
    }
}

/// An example that the model makes otherwise than its source says. It shows no secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// What it is an example of.
    pub owner: (OwnerKind, Name),
    /// Its name.
    pub example: Name,
    /// The keys that lead from the example to what differs.
    pub keys: Vec<String>,
    /// What differs, in words.
    pub what: String,
    /// What the source says, where both sides have a text.
    pub expected: Option<String>,
    /// What the model makes.
    pub made: Option<String>,
    /// How it was made, one step a line.
    pub steps: Vec<String>,
}

/// Every example whose messages the model makes or reads otherwise than their sources say.
pub fn differences(vendor: &Vendor) -> Vec<Difference> {
    let mut differences = Vec::new();
    let mut usable_keys = request::UsableKeys::new();
    let mut add = |owner: (OwnerKind, &Name), example: &Name, found: Option<Found>| {
        differences.extend(found.map(|found| Difference {
            owner: (owner.0, owner.1.clone()),
            example: example.clone(),
            keys: found.keys,
            what: found.what,
            expected: found.expected,
            made: found.made,
            steps: found.steps,
        }));
    };
    for operation in &vendor.operations {
        for example in operation.examples.list() {
            let found =
                request::difference(vendor, &operation.request, (example, &mut usable_keys));
            let found = found.or_else(|| arriving::answer(vendor, operation, example));
            add(
                (OwnerKind::Operation, &operation.name),
                &example.name,
                found,
            );
        }
    }
    for form in &vendor.forms {
        for example in form.request.examples.list() {
            let found = request::difference(vendor, &form.request, (example, &mut usable_keys));
            add((OwnerKind::Form, &form.request.name), &example.name, found);
        }
    }
    for notification in &vendor.notifications {
        for example in notification.examples.list() {
            let found = arriving::notice(vendor, notification, example);
            add(
                (OwnerKind::Notification, &notification.name),
                &example.name,
                found,
            );
        }
    }
    differences
}
