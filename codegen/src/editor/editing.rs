//! A spec as it stands in an editor, and where its names are declared and used.

use super::{place, scope};
use crate::compile::{Checked, check};
use crate::diagnostic::{Reference, Report};
use crate::places::Places;
use crate::source::{SourceFile, Span};
use crate::syntax::tree::Node;

/// A spec as it stands in an editor, compiled.
#[derive(Clone, Debug)]
pub struct Editing {
    report: Report,
    places: Places,
    pub(super) references: Vec<Reference>,
}

impl From<Checked> for Editing {
    fn from(checked: Checked) -> Self {
        Self {
            report: checked.report,
            places: checked.places,
            references: checked.references,
        }
    }
}

impl Editing {
    /// A spec as it stands now.
    pub fn new(file: &SourceFile) -> Self {
        Self::from(check(file))
    }

    /// Its text.
    pub fn file(&self) -> &SourceFile {
        &self.report.file
    }

    /// What the compiler found.
    pub fn report(&self) -> &Report {
        &self.report
    }

    /// Where the name at an offset, in bytes, is declared.
    pub fn definition(&self, offset: usize) -> Option<Span> {
        let mut references = self.references.iter();
        let used = references.find(|reference| touches(reference.at, offset));
        used.map(|reference| reference.declared)
            .or_else(|| self.declared_at(offset))
    }

    /// Every place where the name at an offset is used, in the order of the source; its declaration is none of them.
    pub fn uses(&self, offset: usize) -> Vec<Span> {
        let Some(declared) = self.definition(offset) else {
            return Vec::new();
        };
        let references = self.references.iter();
        let uses = references.filter(|reference| reference.declared == declared);
        uses.map(|reference| reference.at).collect()
    }

    /// The declaration at an offset.
    fn declared_at(&self, offset: usize) -> Option<Span> {
        let mut references = self.references.iter();
        let used = references.find(|reference| touches(reference.declared, offset));
        let used = used.map(|reference| reference.declared);
        used.or_else(|| {
            let found = place::place_at(self.tree()?, offset)?;
            scope::declares(&found).then(|| found.is.span())
        })
    }

    pub(super) fn tree(&self) -> Option<&Node> {
        self.places.root()
    }
}

pub(super) fn touches(span: Span, offset: usize) -> bool {
    (span.start..=span.end).contains(&offset)
}
