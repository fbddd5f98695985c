//! `cargo xtask openapi VENDOR`: a vendor's API as an OpenAPI document. What it says is `kpg-codegen`'s business.

use std::path::Path;

use crate::drift;
use crate::output::{self, Failure, plural};

/// Prints the document of a vendor. What it cannot hold is told beside it.
pub fn run(specs: &Path, vendor: &str) -> Result<(), Failure> {
    let vendor = drift::spec(specs, vendor)?.vendor;
    let document = kpg_codegen::openapi(&vendor);
    output::print(document.text.trim_end())?;
    if !document.left_out.is_empty() {
        let calls = plural(document.left_out.len(), "call");
        anstream::eprintln!("{calls} cannot stand in the document:");
    }
    for (name, reason) in &document.left_out {
        anstream::eprintln!("  `{name}`: {reason}");
    }
    Ok(())
}
