//! `cargo xtask trace`: a request with every step of its recipes, and what of it is covered. The computing itself is in
//! `kpg-recipes`.

mod against;
mod given;
mod human;
mod json;
mod report;

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use kpg_recipes::forward::{Given, forward};

use crate::drift;
use crate::output::Failure;
use given::{Assignment, Secret};

/// What is asked on the command line.
#[derive(Debug, Args)]
pub struct Arguments {
    /// The vendor, as its spec is called
    #[arg(value_name = "VENDOR")]
    vendor: String,
    /// The operation or form
    #[arg(value_name = "OPERATION")]
    operation: String,
    /// Begin with the values of this example of the operation
    #[arg(long, value_name = "NAME")]
    example: Option<String>,
    /// A field, a credential, an option or a token by its name
    #[arg(long = "set", value_name = "NAME=VALUE", value_parser = given::assignment)]
    values: Vec<Assignment>,
    /// A secret credential or token; with a name alone, from the environment variable of that name
    #[arg(long = "secret", value_name = "NAME[=VALUE]", value_parser = given::secret)]
    secrets: Vec<Secret>,
    /// The moment of the request, as `2022-11-08T12:08:14.608+09:00` [default: that of the example, or now]
    #[arg(long, value_name = "MOMENT")]
    clock: Option<String>,
    /// The random bytes, as hexadecimal digits [default: those of the example, or zeros]
    #[arg(long, value_name = "HEX")]
    random: Option<String>,
    /// The environment whose address is used [default: the first that is published]
    #[arg(long, value_name = "NAME")]
    environment: Option<String>,
    /// A request that another system sent: raw HTTP, a line of curl, or a body. Says what differs, the first step first,
    /// and what would explain it; ends with 1 then
    #[arg(long, value_name = "FILE")]
    against: Option<PathBuf>,
    /// Show secrets and sensitive values as they are
    #[arg(long)]
    show_secrets: bool,
    /// For whom to report
    #[arg(long, value_enum, value_name = "FORMAT", default_value = "human")]
    format: Format,
}

/// For whom to report.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Format {
    /// For people
    Human,
    /// One JSON object
    Json,
}

/// Carries out the request and shows every step.
pub fn run(root: &Path, arguments: &Arguments) -> Result<(), Failure> {
    let vendor = drift::spec(root, &arguments.vendor)?.vendor;
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
