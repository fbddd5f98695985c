//! What is compared: a spec, a page against it, and the page against an old copy of itself.

use std::path::PathBuf;

use kpg_codegen::model::Vendor;
use kpg_codegen::{Places, SourceFile};
use kpg_documents::Page;
use kpg_documents::drift::{Difference, Drift, Held, PageChange, Revision};

/// A spec as it is compared: its text, its model, and where it says what.
#[derive(Debug)]
pub(crate) struct Spec {
    pub(crate) path: PathBuf,
    pub(crate) file: SourceFile,
    pub(crate) vendor: Vendor,
    pub(crate) places: Places,
}

/// A page that was compared.
#[derive(Debug)]
pub(crate) struct Compared {
    pub(crate) path: PathBuf,
    pub(crate) page: Page,
    pub(crate) drift: Drift,
    /// The differences that the spec marks as open with a `todo`.
    pub(crate) open: Vec<Difference>,
    /// What changed since an old copy, where one was given.
    pub(crate) since: Option<Since>,
}

impl Compared {
    /// Whether the old copy that was given differs from the spec in the same.
    pub(crate) fn is_in_old_copy(&self, difference: &Difference) -> bool {
        let since = self.since.as_ref();
        let mut before = since.into_iter().flat_map(|since| &since.before);
        before.any(|old| old.facts == difference.facts && old.at == difference.at)
    }

    /// Whether the page says what the spec says, and what its old copy says where one was given.
    pub(crate) fn says_the_same(&self) -> bool {
        let since = self.since.as_ref();
        let is_unchanged = since.is_none_or(|since| since.revision.changes.is_empty());
        self.drift.differences.is_empty() && is_unchanged
    }
}

/// What a page says otherwise than an old copy of it.
#[derive(Debug)]
pub(crate) struct Since {
    pub(crate) path: PathBuf,
    pub(crate) sha256: String,
    pub(crate) is_same_file: bool,
    pub(crate) revision: Revision,
    /// Whether the spec holds each of the changes; nothing where there is no spec.
    pub(crate) held: Vec<Held>,
    /// In what the old copy differs from the spec; nothing where there is no spec.
    pub(crate) before: Vec<Difference>,
}

impl Since {
    /// The changes, each with what it is to the spec.
    pub(crate) fn changes(&self) -> impl Iterator<Item = (&PageChange, Option<Held>)> {
        let held = self.held.iter().copied().map(Some);
        let held = held.chain(std::iter::repeat(None));
        self.revision.changes.iter().zip(held)
    }

    /// How many changes are that to the spec.
    pub(crate) fn count(&self, held: Held) -> usize {
        self.held.iter().filter(|known| **known == held).count()
    }
}
