//! `cargo xtask trace`: a request with every step of its recipes, and what of it is covered. The computing itself is in
//! `kpg-recipes`.

mod against;
mod arguments;
mod given;
mod human;
mod json;
mod report;

use std::path::Path;

use kpg_recipes::forward::{Given, forward};

use crate::drift;
use crate::output::Failure;
pub use arguments::{Arguments, Format};

/// Carries out the request and shows every step.
pub fn run(specs: &Path, arguments: &Arguments) -> Result<(), Failure> {
    let vendor = drift::spec(specs, &arguments.vendor)?.vendor;
    let request = given::request(&vendor, &arguments.operation)?;
    let mut made_with = given::made_with(&vendor, request, arguments)?;
    let (traced, comparison) = match &arguments.against {
        Some(file) => {
            let (made_with, show) = (&mut made_with, arguments.show_secrets);
            let (traced, comparison) = against::compare(&vendor, request, (made_with, file), show)?;
            (traced, Some(comparison))
        }
        None => {
            let given = Given {
                supply: &made_with.supply,
                values: &made_with.values,
                body: None,
                known: &[],
                signatures: &[],
            };
            (forward(&vendor, request, given), None)
        }
    };
    let mut report = report::report(
        &vendor,
        request,
        (&made_with, &traced),
        arguments.show_secrets,
    );
    let differs = comparison
        .as_ref()
        .is_some_and(|comparison| !comparison.differences.is_empty());
    report.against = comparison;
    match arguments.format {
        Format::Human => human::print(&report)?,
        Format::Json => json::print(&report)?,
    }
    match differs {
        true => Err(Failure::Said),
        false => Ok(()),
    }
}
