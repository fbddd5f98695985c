//! The pages of a draft, and how their lines are cited. What is drafted of them does not belong here.

use kpg_documents::Page;

/// A page and what the spec calls it.
#[derive(Debug)]
pub(super) struct Document {
    pub(super) id: String,
    pub(super) page: Page,
}

/// A line of one of the pages, both by their numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct PageLine {
    pub(super) page: usize,
    pub(super) line: usize,
}

/// How places of the pages are cited.
#[derive(Clone, Copy, Debug)]
pub(super) struct Citing<'c> {
    pub(super) documents: &'c [Document],
}

impl Citing<'_> {
    /// `line 42`, with the page where there are several.
    pub(super) fn cite(&self, place: PageLine) -> String {
        let line = place.line;
        match self.documents.get(place.page) {
            Some(document) if self.documents.len() > 1 => format!("{} line {line}", document.id),
            _ => format!("page line {line}"),
        }
    }

    /// What the spec calls a page.
    pub(super) fn document(&self, page: usize) -> &str {
        self.documents
            .get(page)
            .map_or("page", |document| document.id.as_str())
    }
}
