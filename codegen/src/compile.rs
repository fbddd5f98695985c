//! Text → model: the stages one after another, and everything that they found.

use crate::diagnostic::{Diagnostics, Reference, Report};
use crate::places::Places;
use crate::source::SourceFile;
use crate::{model, resolve, syntax};

/// A compiled spec and what was found in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Checked {
    /// The model; none when there is an error.
    pub vendor: Option<model::Vendor>,
    /// Errors and warnings, in the order of the source.
    pub report: Report,
    /// Where the spec says what; there as far as its YAML can be read.
    pub places: Places,
    /// What its names refer to, in the order of the source.
    pub references: Vec<Reference>,
}

/// Compiles one spec and tells everything that was found in it, warnings too.
pub fn check(file: &SourceFile) -> Checked {
    let mut diagnostics = Diagnostics::default();
    let (spec, tree) = syntax::parse(file, &mut diagnostics);
    let vendor = spec.map(|spec| {
        let vendor = resolve::resolve(&spec, &mut diagnostics);
        resolve::set_levels(&spec, &mut diagnostics);
        vendor
    });
    let references = diagnostics.references();
    Checked {
        vendor: vendor.filter(|_| !diagnostics.has_errors()),
        report: Report {
            file: file.clone(),
            diagnostics: diagnostics.into_sorted(file.text()),
        },
        places: Places::new(tree),
        references,
    }
}

/// Compiles one spec to its checked model, whatever warnings there are.
///
/// # Errors
///
/// Everything that was found in the spec, when there is an error among it.
pub fn compile(file: &SourceFile) -> Result<model::Vendor, Report> {
    let Checked { vendor, report, .. } = check(file);
    vendor.ok_or(report)
}
