//! Builders that take texts by field, and calls with them, for every operation of every vendor: for the tests that compare the
//! two readers of a spec; and clients of every vendor that are called by names, for the tests that do the same to all of them.

#[path = "clients/mod.rs"]
mod clients;
#[path = "language/driver/mod.rs"]
mod driver;

use std::error::Error;
use std::path::Path;
use std::{env, fs};

use kpg_codegen::{compile_file, specs_in};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=../specs");
    println!("cargo::rerun-if-changed=language/driver");
    println!("cargo::rerun-if-changed=clients");
    let specs = specs_in(Path::new("../specs"))?;
    let vendors: Vec<_> = specs.iter().map(compile_file).collect::<Result<_, _>>()?;
    let folder = env::var("OUT_DIR")?;
    let calls = driver::driver(&vendors) + &driver::calls(&vendors);
    fs::write(Path::new(&folder).join("driver.rs"), calls)?;
    fs::write(
        Path::new(&folder).join("clients.rs"),
        clients::clients(&vendors),
    )?;
    Ok(())
}
