//! Builders that take texts by field, for every operation of every vendor: for the test that breaks every rule.

#[path = "language/driver/mod.rs"]
mod driver;

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

use kpg_codegen::{SourceFile, Style, compile, render};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=../specs");
    println!("cargo::rerun-if-changed=language/driver");
    let folder = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("../specs");
    let mut specs: Vec<PathBuf> = fs::read_dir(folder)?
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<_, Box<dyn Error>>>()?;
    specs.retain(|path| {
        path.extension()
            .is_some_and(|extension| extension == "yaml")
    });
    specs.sort();
    let mut vendors = Vec::new();
    for path in specs {
        let text = fs::read_to_string(&path)?;
        match compile(&SourceFile::new(path.display().to_string(), text)) {
            Ok(vendor) => vendors.push(vendor),
            Err(report) => return Err(render(&report, Style::Plain).into()),
        }
    }
    let out = Path::new(&env::var("OUT_DIR")?).join("driver.rs");
    fs::write(out, driver::driver(&vendors))?;
    Ok(())
}
