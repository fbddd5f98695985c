//! The kpg compiler: a payment gateway's spec in, diagnostics or a model out; a model in, Rust files out.
//!
//! Text flows one way, through stages with plain data between them:
//!
//! ```text
//! SourceFile ──syntax──► Spec ──resolve──► model::Vendor ──emit──► Files
//!      └────────────────────┴── Diagnostics
//! ```
//!
//! The library touches neither disk nor network: the command line does.
#![warn(missing_docs)]

mod coverage;
mod diagnostic;
mod emit;
pub mod model;
mod resolve;
mod source;
mod syntax;

pub use coverage::coverage;
pub use diagnostic::{Diagnostic, DiagnosticCode, Label, Report, Style, render};
pub use emit::{Files, emit};
pub use source::{Position, SourceFile, Span, Spanned};

use diagnostic::Diagnostics;

/// Compiles one spec to its checked model.
///
/// # Errors
///
/// Everything that is wrong with the spec, in the order of the source; the list is never empty.
pub fn compile(file: &SourceFile) -> Result<model::Vendor, Report> {
    let mut diagnostics = Diagnostics::default();
    let vendor =
        syntax::parse(file, &mut diagnostics).map(|spec| resolve::resolve(&spec, &mut diagnostics));
    match vendor {
        Some(vendor) if diagnostics.is_empty() => Ok(vendor),
        _ => Err(Report {
            file: file.clone(),
            diagnostics: diagnostics.into_sorted(),
        }),
    }
}
