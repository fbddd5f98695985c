//! `cargo xtask demo`: runs the demonstration, which is a program of its own because it needs the
//! generated crate, and the command line must build even when that does not.

use std::path::Path;
use std::process::Command;

use crate::output::Failure;

/// Builds and runs the demonstration.
pub fn run(root: &Path) -> Result<(), Failure> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let status = Command::new(cargo)
        .args(["run", "--package", "kpg-tests", "--bin", "demo"])
        .current_dir(root)
        .status()
        .map_err(|error| Failure::Words(format!("cannot run cargo: {error}")))?;
    if status.success() {
        Ok(())
    } else {
        Err(Failure::Words(format!(
            "the demonstration failed: {status}"
        )))
    }
}
