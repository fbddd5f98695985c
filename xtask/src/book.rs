//! `cargo xtask book`: the vendors' APIs as pages of HTML. What they say is `kpg-codegen`'s business.

use std::path::{Path, PathBuf};

use crate::home::Home;
use crate::output::{self, Failure, plural};
use crate::specs;
use crate::tree;

/// Writes the pages of the specs. Nothing is written when one of them is wrong, and nothing is removed.
pub fn run(home: Home<'_>, named: &[PathBuf], folder: &Path) -> Result<(), Failure> {
    let compiled = specs::compile_all(&specs::chosen(home, named)?);
    output::findings(&compiled.findings);
    compiled.verdict(false)?;
    let files = kpg_codegen::book(&compiled.vendors);
    for (name, text) in &files {
        tree::put(folder, name, text)?;
    }
    let (vendors, pages) = (
        plural(compiled.vendors.len(), "vendor"),
        plural(files.len(), "file"),
    );
    let first = specs::shown(&folder.join("index.html"));
    output::print(format!("{vendors}, {pages}; begin with {first}"))
}
