//! What a change is: where it happened, what it was, and what follows from it for the version. How changes are
//! found does not belong here.

use std::fmt;

use super::class::Rust;
use super::kind::ChangeKind;

/// One difference in meaning between two specs of a vendor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What happened.
    pub kind: ChangeKind,
    /// Where.
    pub subject: Subject,
    /// What it was, in words; `None` when there was nothing.
    pub old: Option<String>,
    /// What it is now, in words; `None` when there is nothing.
    pub new: Option<String>,
}

/// What a change is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Subject {
    /// The operation or notification that it belongs to.
    pub owner: Owner,
    /// The place or fact, such as `body member` or `credential`.
    pub part: String,
    /// The wire name or name of what changed there.
    pub item: Option<String>,
}

/// To what a subject belongs. Operations and notifications are called as the new spec calls them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Owner {
    /// The vendor as a whole.
    Vendor,
    /// An operation.
    Operation(String),
    /// A notification.
    Notification(String),
}

impl Subject {
    pub(super) fn vendor(part: &str) -> Self {
        Self::of(Owner::Vendor, part)
    }

    pub(super) fn of(owner: Owner, part: &str) -> Self {
        let part = part.to_owned();
        Self {
            owner,
            part,
            item: None,
        }
    }

    /// The same place, with an item in it.
    pub(super) fn item(&self, item: impl fmt::Display) -> Self {
        Self {
            item: Some(item.to_string()),
            ..self.clone()
        }
    }

    /// Another part of the same owner.
    pub(super) fn part(&self, part: &str) -> Self {
        Self::of(self.owner.clone(), part)
    }

    /// The part and the item, without the owner.
    pub fn place(&self) -> String {
        match &self.item {
            Some(item) => format!("{} `{item}`", self.part),
            None => self.part.clone(),
        }
    }
}

impl fmt::Display for Owner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Vendor => f.write_str("vendor"),
            Self::Operation(name) => write!(f, "operation `{name}`"),
            Self::Notification(name) => write!(f, "notification `{name}`"),
        }
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.owner {
            Owner::Vendor => f.write_str(&self.place()),
            owner => write!(f, "{owner}, {}", self.place()),
        }
    }
}

/// By how much the version of a crate with the generated code must rise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Bump {
    /// The last number.
    Patch,
    /// The middle number; before 1.0 the last.
    Minor,
    /// The first number; before 1.0 the middle.
    Major,
}

impl Bump {
    /// What some changes need; nothing when there is none.
    pub fn needed(changes: &[Change]) -> Option<Self> {
        let needed = changes.iter().map(|change| match change.kind.rust() {
            Rust::Breaking => Self::Major,
            Rust::Additive => Self::Minor,
            Rust::None => Self::Patch,
        });
        needed.max()
    }

    /// The word for it, from 1.0 on.
    pub fn word(self) -> &'static str {
        match self {
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }

    /// The word for it before 1.0, where cargo takes the middle number for the first.
    pub fn word_before_one(self) -> &'static str {
        match self {
            Self::Patch | Self::Minor => "patch",
            Self::Major => "minor",
        }
    }
}
