//! Examples of a spec, computed: the first value of each that the model makes otherwise than its source says.

mod arriving;
mod body;
mod request;

use kpg_codegen::model::{Name, Vendor};

pub use body::pairs as members;

use crate::forward::Step;

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

/// What differs, before it is known in which example.
struct Found {
    keys: Vec<String>,
    what: String,
    expected: Option<String>,
    made: Option<String>,
    steps: Vec<String>,
}

/// Every example whose messages the model makes or reads otherwise than their sources say.
pub fn differences(vendor: &Vendor) -> Vec<Difference> {
    let mut differences = Vec::new();
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
            let found = request::difference(vendor, &operation.request, example);
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
            let found = request::difference(vendor, &form.request, example);
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

/// Steps as lines, each under what it goes into: the label and what came of it, nothing of it secret.
pub fn lines(step: &Step) -> Vec<String> {
    let mut lines = Vec::new();
    add_lines(step, 0, &mut lines);
    lines
}

fn add_lines(step: &Step, depth: usize, lines: &mut Vec<String>) {
    for input in &step.inputs {
        add_lines(input, depth + 1, lines);
    }
    let came = match step.shown_text() {
        Some(text) => format!("`{text}`"),
        None => match step.output.bytes() {
            Some(_) if step.secrecy.is_hidden() => crate::forward::HIDDEN.to_owned(),
            Some(bytes) => hex::encode(bytes),
            None if step.output == crate::forward::Output::Absent => "absent".to_owned(),
            None => "not known".to_owned(),
        },
    };
    lines.push(format!("{}{}: {came}", "  ".repeat(depth), step.label));
}
