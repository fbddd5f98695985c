//! `cargo xtask check FILE…`: diagnostics only, for people or for tools.

use std::path::PathBuf;

use clap::ValueEnum;

use crate::output::{self, Failure, plural};
use crate::{json, specs};

/// For whom diagnostics are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people: excerpts of the specs, to standard error
    Human,
    /// For tools: one JSON array of diagnostics, to standard output
    Json,
}

/// Compiles the files and says how many operations each describes.
pub fn run(files: &[PathBuf], format: Format, deny_warnings: bool) -> Result<(), Failure> {
    let compiled = specs::compile_all(files);
    if format == Format::Json {
        json::print(&compiled.findings)?;
        return compiled.verdict(deny_warnings).map_err(|_| Failure::Said);
    }
    output::findings(&compiled.findings);
    compiled.verdict(deny_warnings)?;
    for (vendor, file) in compiled.vendors.iter().zip(files) {
        let operations = plural(vendor.operations.len(), "operation");
        output::print(format!(
            "{}: {} is fine, {operations}",
            file.display(),
            vendor.id
        ))?;
    }
    Ok(())
}
