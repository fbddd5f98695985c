//! The kpg compiler: a payment gateway's spec in, diagnostics or a model out; a model in, Rust files out.
//!
//! Text flows one way, through stages with plain data between them:
//!
//! ```text
//! SourceFile ──syntax──► Spec ──resolve──► model::Vendor ──emit──► Files
//!      └────────────────────┴── Diagnostics
//! ```
//!
//! The library touches neither disk nor network: the command line does. What a build script needs is always there;
//! the cargo features `coverage`, `diff`, `editor` and `schema`, all on by default, add the rest.
#![warn(missing_docs)]

#[cfg(feature = "coverage")]
mod coverage;
mod diagnostic;
#[cfg(feature = "diff")]
mod diff;
#[cfg(feature = "editor")]
mod editor;
mod emit;
pub mod model;
mod places;
#[cfg(feature = "schema")]
mod reference;
mod resolve;
#[cfg(feature = "schema")]
mod schema;
mod source;
mod syntax;
// What it says of words for readers is read by the schema and the reference alone.
#[cfg_attr(not(feature = "schema"), allow(dead_code))]
mod words;

#[cfg(feature = "coverage")]
pub use coverage::coverage;
pub use diagnostic::{
    Diagnostic, DiagnosticCode, Label, Level, Reference, Report, Severity, Style, Suggestion,
    catalogue, render,
};
#[cfg(feature = "diff")]
pub use diff::{
    Bump, Change, ChangeKind, Fact, Owner, Rust, Shared, Subject, SubjectPart, Timeout, Wire,
    changelog, changes_page, diff, facts, shared,
};
#[cfg(feature = "editor")]
pub use editor::{Completion, CompletionKind, Editing, Hover, RenameRefused};
pub use emit::{Files, emit, emit_tests};
pub use places::{Part, Places, Written};
#[cfg(feature = "schema")]
pub use reference::reference;
#[cfg(feature = "schema")]
pub use schema::schema;
pub use source::{Position, SourceFile, Span, Spanned};

use diagnostic::Diagnostics;

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
            diagnostics: diagnostics.into_sorted(),
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
