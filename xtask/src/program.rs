//! The name under which people start the command line, for what it tells them to type.

use std::sync::OnceLock;

use clap::Command;

/// The name in the repository of kpg, which texts and help have in their sources.
const IN_REPOSITORY: &str = "cargo xtask";

/// The name of the installed program.
pub const INSTALLED: &str = "kpg";

static NAME: OnceLock<&'static str> = OnceLock::new();

/// Says what the program is called. The first word holds.
pub fn call(name: &'static str) {
    let _ = NAME.set(name);
}

/// `cargo xtask` or `kpg`
pub fn name() -> &'static str {
    NAME.get().copied().unwrap_or(IN_REPOSITORY)
}

/// A text of the sources, with the program as people start it.
pub fn in_own_name(text: &str) -> String {
    text.replace(IN_REPOSITORY, name())
}

/// Whether this is the installed program, which works on a merchant's files and never on kpg's own.
pub fn is_installed() -> bool {
    name() == INSTALLED
}

/// The command with its help in the program's own name.
pub fn named(command: Command) -> Command {
    let after = command.get_after_help();
    let after = after.map(|text| in_own_name(&text.to_string()));
    let command = match after {
        Some(text) => command.after_help(text),
        None => command,
    };
    command.mut_subcommands(named)
}
