//! The commands that only kpg's own repository has. The program `kpg` neither shows nor runs them: they write what a
//! merchant's repository may have under the same names.

use clap::Subcommand;

use crate::home::Home;
use crate::output::Failure;
use crate::{bench_report, demo, generate, program};

#[derive(Debug, Subcommand)]
pub enum Repository {
    /// Compile all specs into generated/
    ///
    /// Nothing is written when any spec is wrong, and only what changed is written. Files that no
    /// spec makes any more are removed. When neither the specs nor the files changed since the last
    /// run, nothing is compiled either; `--check` always compiles.
    Generate {
        /// Write nothing; list every changed, missing and orphaned file and fail when there is one
        #[arg(long)]
        check: bool,
        /// Fail when there is a warning, as if it were an error
        #[arg(long)]
        deny_warnings: bool,
    },
    /// Run every benchmark and write docs/performance.md
    ///
    /// Takes some minutes, and says little on a machine that does something else meanwhile.
    BenchReport {
        /// Write the page from what the last run measured, and run nothing
        #[arg(long)]
        last_run: bool,
        /// Leave out progenitor, which is fetched from a registry and built
        #[arg(long, conflicts_with = "last_run")]
        without_competitor: bool,
    },
    /// Make one call per operation against a sandbox on this machine and show what happens
    ///
    /// Compiles the specs, starts the sandbox on a loopback port, and prints for every operation
    /// the request as it went out, the typed result, a refusal and a rejected request.
    Demo,
}

impl Repository {
    /// What the program `kpg` says in its place.
    pub fn instead(&self) -> &'static str {
        match self {
            Self::Generate { .. } => {
                "`generate` makes kpg's own crate. The build script of your crate compiles your specs with \
                 `kpg_codegen::Builder`, see docs/private-specs.md; `kpg check` reports what is wrong with them"
            }
            Self::BenchReport { .. } => {
                "`bench-report` measures kpg itself; run `cargo xtask bench-report` in kpg's repository"
            }
            Self::Demo => {
                "`demo` calls kpg's own vendors; run `cargo xtask demo` in kpg's repository. `kpg sandbox` serves your specs"
            }
        }
    }
}

/// Runs a command in the repository.
pub fn run(command: Repository, home: Home<'_>) -> Result<(), Failure> {
    let root = home.root()?;
    match command {
        Repository::Generate {
            check,
            deny_warnings,
        } => match check {
            true => generate::check(&root, deny_warnings),
            false => generate::write(&root, deny_warnings),
        },
        Repository::BenchReport {
            last_run,
            without_competitor,
        } => bench_report::run(
            &root,
            bench_report::Measured {
                last_run,
                without_competitor,
            },
        ),
        Repository::Demo => demo::run(&root),
    }
}

/// The command line without these commands in its help.
pub fn hidden(command: clap::Command) -> clap::Command {
    let these = Repository::augment_subcommands(clap::Command::new(program::INSTALLED));
    these.get_subcommands().fold(command, |command, each| {
        command.mut_subcommand(each.get_name(), |each| each.hide(true))
    })
}
