//! Packages that benchmarks write and build, outside the workspace.

use std::path::Path;

const MANIFEST: &str = "[package]
name = \"NAME\"
version = \"0.0.0\"
edition = \"2024\"

[workspace]

[dependencies]
DEPENDENCIES

[profile.release]
strip = true
";

/// Writes a package of one file, which is stripped where it is a program.
pub fn package(folder: &Path, name: &str, dependencies: &str, file: &str, text: &str) {
    let manifest = MANIFEST
        .replace("NAME", name)
        .replace("DEPENDENCIES", dependencies);
    std::fs::create_dir_all(folder.join("src")).unwrap();
    std::fs::write(folder.join("Cargo.toml"), manifest).unwrap();
    std::fs::write(folder.join("src").join(file), text).unwrap();
}
