//! `cargo xtask check FILE…`: diagnostics only.

use std::path::PathBuf;

use crate::output::{Failure, plural};
use crate::specs;

/// Compiles the files and says how many operations each describes.
pub fn run(files: &[PathBuf]) -> Result<(), Failure> {
    let vendors = specs::compile_all(files)?;
    for (vendor, file) in vendors.iter().zip(files) {
        let operations = plural(vendor.operations.len(), "operation");
        anstream::println!("{}: {} is fine, {operations}", file.display(), vendor.id);
    }
    Ok(())
}
