//! `cargo xtask compare OLD NEW`: what changed between two copies of a vendor's page, where there is no spec.

use std::path::Path;

use crate::drift::{self, Format};
use crate::output::{self, Failure};

/// Compares the copies and says so by the exit code, too.
pub fn run(old: &Path, new: &Path, format: Format) -> Result<(), Failure> {
    let (before, after) = (drift::read(old)?, drift::read(new)?);
    let since = drift::between((old, &before), (new, &after))?;
    match format {
        Format::Human => {
            output::print(drift::since_report(new, &since, output::width()).trim_end())?
        }
        Format::Json => output::print(drift::since_json(&since)?)?,
    }
    match since.revision.changes.is_empty() {
        true => Ok(()),
        false => Err(Failure::Said),
    }
}
