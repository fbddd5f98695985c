//! `kpg`: the command line outside kpg's repository, for specs of one's own. `cargo install --path cli` installs it.

use std::process::ExitCode;

fn main() -> ExitCode {
    xtask::main("kpg")
}
