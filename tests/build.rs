//! Builders that take texts by field, for every operation of every vendor: for the test that breaks every rule.

#[path = "language/driver/mod.rs"]
mod driver;

use std::error::Error;
use std::path::Path;
use std::{env, fs};

use kpg_codegen::{compile_file, specs_in};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=../specs");
    println!("cargo::rerun-if-changed=language/driver");
    let specs = specs_in(Path::new("../specs"))?;
    let vendors: Result<Vec<_>, _> = specs.iter().map(compile_file).collect();
    let driver = Path::new(&env::var("OUT_DIR")?).join("driver.rs");
    fs::write(driver, driver::driver(&vendors?))?;
    Ok(())
}
