//! Compiles the small specs as a build script of anyone's would: specs in, modules in `OUT_DIR` out. Beside
//! them, builders that take texts by field, for the test that breaks every rule.

mod driver;

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

use kpg_codegen::{SourceFile, Style, compile, emit, render};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=specs");
    let folder = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("specs");
    let mut specs: Vec<PathBuf> = fs::read_dir(folder)?
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<_, Box<dyn Error>>>()?;
    specs.sort();
    let mut vendors = Vec::new();
    for path in specs {
        let text = fs::read_to_string(&path)?;
        match compile(&SourceFile::new(path.display().to_string(), text)) {
            Ok(vendor) => vendors.push(vendor),
            Err(report) => return Err(render(&report, Style::Plain).into()),
        }
    }
    let out = env::var("OUT_DIR")?;
    write(&emit(&vendors), Path::new(&out))?;
    fs::write(Path::new(&out).join("driver.rs"), driver::driver(&vendors))?;
    Ok(())
}

/// The modules of the vendors, and a root that names them; the manifest is this crate's own.
fn write(files: &kpg_codegen::Files, out: &Path) -> Result<(), Box<dyn Error>> {
    let mut root = String::new();
    for (name, text) in files {
        let Some(name) = name.strip_prefix("src/") else {
            continue;
        };
        let Some((vendor, file)) = name.split_once('/') else {
            continue;
        };
        let path = out.join(name);
        fs::create_dir_all(out.join(vendor))?;
        fs::write(&path, text)?;
        if file == "mod.rs" {
            root.push_str(&format!("#[path = {path:?}]\npub mod {vendor};\n"));
        }
    }
    fs::write(out.join("vendors.rs"), root)?;
    Ok(())
}
