//! By how much the version of a crate must rise for some changes.

use super::{Change, Rust};

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
    /// The bump that these changes need; `None` when there are none.
    pub fn needed(changes: &[Change<'_>]) -> Option<Self> {
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
