//! Builders that take texts by field, and calls with them, for every operation of every vendor: for the tests that compare the
//! two readers of a spec.

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
    let vendors: Vec<_> = specs.iter().map(compile_file).collect::<Result<_, _>>()?;
    let calls = driver::driver(&vendors) + &driver::calls(&vendors);
    fs::write(Path::new(&env::var("OUT_DIR")?).join("driver.rs"), calls)?;
    Ok(())
}
