//! Builders that take texts by field, for every operation of every vendor, for the test that breaks every rule; and clients
//! of every vendor that are called by names, for the tests that do the same to all of them.

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
    let vendors: Result<Vec<_>, _> = specs.iter().map(compile_file).collect();
    let (vendors, folder) = (vendors?, env::var("OUT_DIR")?);
    fs::write(
        Path::new(&folder).join("driver.rs"),
        driver::driver(&vendors),
    )?;
    fs::write(
        Path::new(&folder).join("clients.rs"),
        clients::clients(&vendors),
    )?;
    Ok(())
}
