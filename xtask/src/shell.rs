//! What shells and readers of manuals get of the installed program: made of the definitions that its arguments are read by.

use std::path::Path;

use clap::Command;
use clap_complete::Shell;

use crate::output::{self, Failure};
use crate::{program, repository};

/// Prints the script by which a shell completes commands.
pub fn completions(shell: Shell, command: Command) -> Result<(), Failure> {
    let mut command = installed(&command);
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut command, program::INSTALLED, &mut script);
    output::print(String::from_utf8_lossy(&script).trim_end())
}

/// The commands that the installed program shows. Scripts would have the hidden ones too.
fn installed(command: &Command) -> Command {
    let command = repository::hidden(command.clone());
    let shown = command.get_subcommands().filter(|each| !each.is_hide_set());
    Command::new(program::INSTALLED)
        .version(env!("CARGO_PKG_VERSION"))
        .args(command.get_arguments())
        .subcommands(shown)
}

/// Writes a manual page for each command.
pub fn manual(folder: &Path, command: Command) -> Result<(), Failure> {
    std::fs::create_dir_all(folder).map_err(Failure::disk("create", folder))?;
    let command = repository::hidden(command)
        .name(program::INSTALLED)
        .bin_name(program::INSTALLED)
        .disable_help_subcommand(true);
    clap_mangen::generate_to(command, folder).map_err(Failure::disk("write to", folder))?;
    output::print(format!("wrote the manual pages to {}", folder.display()))
}
