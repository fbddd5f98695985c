//! What is asked on the command line of `cargo xtask trace`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::solve::given::{Assignment, Secret, assignment, secret};

/// What is asked on the command line.
#[derive(Debug, Args)]
pub struct Arguments {
    /// The vendor, as its spec is called
    #[arg(value_name = "VENDOR")]
    pub vendor: String,
    /// The operation or form
    #[arg(value_name = "OPERATION")]
    pub operation: String,
    /// Begin with the values of this example of the operation
    #[arg(long, value_name = "NAME")]
    pub example: Option<String>,
    /// A field, a credential, an option or a token by its name
    #[arg(long = "set", value_name = "NAME=VALUE", value_parser = assignment)]
    pub values: Vec<Assignment>,
    /// A secret credential or token; with a name alone, from the environment variable of that name
    #[arg(long = "secret", value_name = "NAME[=VALUE]", value_parser = secret)]
    pub secrets: Vec<Secret>,
    /// The moment of the request, as `2022-11-08T12:08:14.608+09:00` [default: that of the example, or now]
    #[arg(long, value_name = "MOMENT")]
    pub clock: Option<String>,
    /// The random bytes, as hexadecimal digits [default: those of the example, or zeros]
    #[arg(long, value_name = "HEX")]
    pub random: Option<String>,
    /// The environment whose address is used [default: the first that is published]
    #[arg(long, value_name = "NAME")]
    pub environment: Option<String>,
    /// A request that another system sent: raw HTTP, a line of curl, or a body. Says what differs, the first step first,
    /// and what would explain it; ends with 1 then
    #[arg(long, value_name = "FILE")]
    pub against: Option<PathBuf>,
    /// Show secrets and sensitive values as they are
    #[arg(long)]
    pub show_secrets: bool,
    /// For whom to report
    #[arg(long, value_enum, value_name = "FORMAT", default_value = "human")]
    pub format: Format,
}

/// For whom to report.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Format {
    /// For people
    Human,
    /// One JSON object
    Json,
}
