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
    let compiled =
        specs::compile_and_keep(files, |vendor| (vendor.id.clone(), vendor.operations.len()));
    if format == Format::Json {
        json::print(&compiled.findings)?;
        return compiled.verdict(deny_warnings).map_err(|_| Failure::Said);
    }
    output::findings(&compiled.findings);
    compiled.verdict(deny_warnings)?;
    for ((vendor, operations), file) in compiled.vendors.iter().zip(files) {
        let operations = plural(*operations, "operation");
        output::print(format!(
            "{}: {vendor} is fine, {operations}",
            file.display()
        ))?;
    }
    Ok(())
}
