//! What shells and readers of manuals get of the installed program: made of the definitions that its arguments are read by.

use std::path::Path;

use clap::Command;
use clap_complete::Shell;

use crate::output::{self, Failure};
use crate::program;

/// Prints the script by which a shell completes commands.
pub fn completions(shell: Shell, mut command: Command) -> Result<(), Failure> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut command, program::INSTALLED, &mut script);
    output::print(String::from_utf8_lossy(&script).trim_end())
}

/// Writes a manual page for each command.
pub fn manual(folder: &Path, command: Command) -> Result<(), Failure> {
    std::fs::create_dir_all(folder).map_err(Failure::disk("create", folder))?;
    let command = command
        .name(program::INSTALLED)
        .bin_name(program::INSTALLED)
        .disable_help_subcommand(true);
    clap_mangen::generate_to(command, folder).map_err(Failure::disk("write to", folder))?;
    output::print(format!("wrote the manual pages to {}", folder.display()))
}
