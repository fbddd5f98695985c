//! What a program takes to build and to ship: with `reqwest` alone, with one vendor, with two. Each is built once, from
//! nothing, in a folder below `target/`; the figures are written beside it, for `cargo xtask bench-report`.
#![allow(clippy::unwrap_used)]

#[path = "../support/package.rs"]
mod package;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use package::package;

/// A program, and what it depends on besides an executor.
struct Program {
    name: &'static str,
    dependencies: &'static str,
    main: &'static str,
}

const PROGRAMS: [Program; 3] = [
    Program {
        name: "reqwest",
        dependencies: "reqwest = { version = \"0.13\", default-features = false, features = [\"rustls\"] }",
        main: include_str!("reqwest.rs"),
    },
    Program {
        name: "one_vendor",
        dependencies: "kpg = { path = \"WORKSPACE/generated\", features = [\"welcome\"] }",
        main: include_str!("one_vendor.rs"),
    },
    Program {
        name: "two_vendors",
        dependencies: "kpg = { path = \"WORKSPACE/generated\", features = [\"kakaopay\", \"welcome\"] }",
        main: include_str!("two_vendors.rs"),
    },
];

/// The executor of each program.
const EXECUTOR: &str = "tokio = { version = \"1\", features = [\"macros\", \"rt\"] }";

fn main() {
    // `cargo test` runs benchmarks to see that they work; nothing here is quick enough for that.
    if !std::env::args().any(|argument| argument == "--bench") {
        return;
    }
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("benches/shipped");
    let _ = std::fs::remove_dir_all(&folder);
    let mut figures = String::new();
    for program in PROGRAMS {
        let (took, size) = built(&folder.join(program.name), &program);
        let milliseconds = took.as_millis();
        println!("{}: {milliseconds} ms, {size} bytes", program.name);
        let _ = writeln!(figures, "{} {milliseconds} {size}", program.name);
    }
    std::fs::write(folder.join("figures"), figures).unwrap();
}

/// How long the build of a program takes, and how many bytes it has.
fn built(folder: &Path, program: &Program) -> (Duration, u64) {
    let workspace = workspace();
    let dependencies = program.dependencies;
    let dependencies = dependencies.replace("WORKSPACE", workspace.to_str().unwrap());
    let dependencies = format!("{EXECUTOR}\n{dependencies}");
    package(folder, program.name, &dependencies, "main.rs", program.main);
    // The same versions as the workspace.
    std::fs::copy(workspace.join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    let begun = Instant::now();
    let status = Command::new(env!("CARGO"))
        .current_dir(folder)
        .args(["build", "--release", "--quiet", "--target-dir", "target"])
        .status()
        .unwrap();
    let took = begun.elapsed();
    assert!(status.success(), "{} was not built", program.name);
    let file = folder.join("target/release").join(program.name);
    (took, std::fs::metadata(file).unwrap().len())
}

fn workspace() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    root.canonicalize().unwrap()
}
