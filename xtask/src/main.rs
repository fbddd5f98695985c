//! `cargo xtask`: the command line in the repository of kpg.

use std::process::ExitCode;

fn main() -> ExitCode {
    xtask::main("cargo xtask")
}
