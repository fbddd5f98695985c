//! What a draft is written with: its pages, how their lines are cited, and what the compiler refused.

use std::collections::BTreeMap;

use kpg_documents::{DocumentedCode, DocumentedField, Page, RoleWord};

use super::address::Place;
use super::field::Plainness;

/// A page and what the spec calls it.
#[derive(Debug)]
pub(super) struct Document {
    pub(super) id: String,
    pub(super) page: Page,
}

/// What the compiler refused, and how plainly it is drafted instead: fields by [`super::operation::plain_key`], operations by
/// their names.
pub(super) type Plain = BTreeMap<String, Plainness>;

/// How places of the pages are cited.
#[derive(Clone, Copy, Debug)]
pub(super) struct Citing<'c> {
    pub(super) documents: &'c [Document],
}

impl Citing<'_> {
    /// `line 42`, with the page where there are several.
    pub(super) fn line(&self, (page, line): Place) -> String {
        match self.documents.get(page) {
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

/// What an operation is drafted with.
#[derive(Debug)]
pub(super) struct OperationContext<'c> {
    pub(super) name: &'c str,
    pub(super) path: Option<&'c (String, Place)>,
    pub(super) page: usize,
    /// The codes that the page gives for all of its operations.
    pub(super) shared_codes: &'c [DocumentedCode],
    pub(super) citing: &'c Citing<'c>,
    pub(super) plain: &'c Plain,
}

/// Whether a field is the result code.
pub(super) fn is_code(field: &DocumentedField) -> bool {
    field.role == Some(RoleWord::Code) && field.inside.is_none()
}
