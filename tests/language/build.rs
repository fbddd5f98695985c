//! Compiles the small specs as a build script of anyone's would. Beside them, builders that take texts by field, for the
//! test that breaks every rule.

mod driver;

use std::error::Error;
use std::path::Path;
use std::{env, fs};

use kpg_codegen::{Builder, Warnings, compile_file, specs_in};

fn main() -> Result<(), Box<dyn Error>> {
    let blocking = env::var_os("CARGO_FEATURE_BLOCKING").is_some();
    // Small specs leave open on purpose what the compiler warns of.
    let builder = Builder::new().warnings(Warnings::Hidden);
    builder.blocking(blocking).compile()?;
    let specs = specs_in(Path::new("specs"))?;
    let vendors: Result<Vec<_>, _> = specs.iter().map(compile_file).collect();
    let driver = Path::new(&env::var("OUT_DIR")?).join("driver.rs");
    fs::write(driver, driver::driver(&vendors?))?;
    Ok(())
}
