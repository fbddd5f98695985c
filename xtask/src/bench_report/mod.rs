//! `cargo xtask bench-report`: runs the benchmarks and writes what they measured, and what can be counted, into
//! docs/performance.md. Every figure of the page comes from one run.

mod competitor;
mod estimate;
mod page;
mod shipped;

use std::path::Path;
use std::process::Command;

use crate::output::{self, Failure};

/// The packages with benchmarks, and the profile of each: clients as merchants build them, commands as they are installed.
const PACKAGES: [(&str, &str); 2] = [("kpg-tests", "bench"), ("xtask", "release")];
/// The page that the figures are written into.
const PAGE: &str = "docs/performance.md";

/// What a report is made from.
#[derive(Clone, Copy, Debug)]
pub struct Measured {
    /// The last run: nothing is run.
    pub last_run: bool,
    /// Whether the other generator is left out, which is fetched from a registry.
    pub without_competitor: bool,
}

/// Runs the benchmarks, unless the last run is to be read, and writes the page.
pub fn run(root: &Path, measured: Measured) -> Result<(), Failure> {
    if !measured.last_run {
        competitor::forget(root);
        for (package, profile) in PACKAGES {
            bench(root, (package, profile), &["--benches"])?;
        }
        if !measured.without_competitor {
            let competitor = ["--bench", "competitor", "--", "--fetch"];
            bench(root, ("xtask", "release"), &competitor)?;
        }
    }
    let page = page::written(root)?;
    let path = root.join(PAGE);
    std::fs::write(&path, page).map_err(Failure::disk("write", &path))?;
    output::print(format!("wrote {PAGE}"))
}

/// Runs the benchmarks of a package, which print as they go.
fn bench(root: &Path, (package, profile): (&str, &str), targets: &[&str]) -> Result<(), Failure> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let status = Command::new(cargo)
        .current_dir(root)
        .args(["bench", "--package", package, "--profile", profile])
        .args(targets)
        .status()
        .map_err(|error| Failure::Words(format!("cannot run cargo: {error}")))?;
    match status.success() {
        true => Ok(()),
        false => Err(Failure::Words(format!(
            "the benchmarks of {package} failed; nothing was written"
        ))),
    }
}
