//! kpg beside progenitor, the nearest generator for Rust: what each takes to generate, and what its crate takes to check,
//! for as many operations as the specs of the workspace have. The programs are built below `target/` from manifests that
//! are written here, so that nothing of progenitor is a dependency of kpg; the figures are written beside them, for
//! `cargo xtask bench-report`. It needs a registry, and so does nothing unless it is asked to fetch:
//! `cargo bench --package xtask --bench competitor -- --fetch`.
#![allow(clippy::unwrap_used)]

mod document;
#[path = "../support/package.rs"]
mod package;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use package::package;

/// The median of so many runs is the figure.
const RUNS: usize = 5;

/// What generates with progenitor. Its versions are fixed: figures of two days compare.
const GENERATOR: &str = "progenitor-impl = \"=0.15.1\"
openapiv3 = \"2\"
prettyplease = \"0.2\"
syn = \"2\"
serde_json = \"1\"";

/// What a client of progenitor's stands on.
const CLIENT: &str = "progenitor-client = \"=0.15.1\"
reqwest = { version = \"0.13\", default-features = false, features = [\"json\", \"query\", \"rustls\", \"stream\"] }
serde = { version = \"1\", features = [\"derive\"] }";

const PROGRAM: &str = "tokio = { version = \"1\", features = [\"macros\", \"rt\"] }
vendor = { path = \"../vendor\" }";

const KPG: &str = "kpg = { path = \"WORKSPACE/generated\", features = [\"all_vendors\"] }";

/// What was measured of one generator: microseconds, and lines of code.
struct Figures {
    generate: u128,
    check: u128,
    lines: usize,
}

fn main() {
    if !std::env::args().any(|argument| argument == "--fetch") {
        return;
    }
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("benches/competitor");
    let _ = std::fs::remove_dir_all(&folder);
    let (operations, kpg) = kpg(&folder);
    let (size, progenitor) = progenitor(&folder, operations);
    let mut figures = String::new();
    for (name, each) in [("kpg", kpg), ("progenitor", progenitor)] {
        let Figures {
            generate,
            check,
            lines,
        } = each;
        let _ = writeln!(figures, "{name} {operations} {generate} {check} {lines}");
    }
    let _ = writeln!(figures, "size {size}");
    print!("{figures}");
    std::fs::write(folder.join("figures"), figures).unwrap();
}

/// How many operations the workspace's specs have, and what kpg takes for them.
fn kpg(folder: &Path) -> (usize, Figures) {
    let workspace = workspace();
    let generated = workspace.join("generated/src");
    let texts = sources(&generated);
    let operations = texts.matches("impl Operation for ").count();
    let check = ["--root", workspace.to_str().unwrap(), "generate", "--check"];
    let generate = median(|| {
        let begun = Instant::now();
        ran(Command::new(env!("CARGO_BIN_EXE_xtask")).args(check));
        begun.elapsed().as_micros()
    });
    let user = folder.join("kpg_user");
    let dependency = KPG.replace("WORKSPACE", workspace.to_str().unwrap());
    package(&user, "kpg_user", &dependency, "lib.rs", "");
    // The same versions as the workspace.
    std::fs::copy(workspace.join("Cargo.lock"), user.join("Cargo.lock")).unwrap();
    let figures = Figures {
        generate,
        check: checked(&user, "kpg"),
        lines: lines_of_code(&texts),
    };
    (operations, figures)
}

/// The size of a program that calls one operation, and what progenitor takes for so many of them.
fn progenitor(folder: &Path, operations: usize) -> (u64, Figures) {
    let generator = folder.join("generator");
    package(
        &generator,
        "generator",
        GENERATOR,
        "main.rs",
        include_str!("generator.rs"),
    );
    built(&generator);
    let (document, vendor) = (folder.join("document.json"), folder.join("vendor"));
    std::fs::write(&document, document::document(operations)).unwrap();
    package(&vendor, "vendor", CLIENT, "lib.rs", "");
    let made = vendor.join("src/lib.rs");
    let generate = median(|| {
        let mut command = Command::new(generator.join("target/release/generator"));
        let output = command.args([&document, &made]).output().unwrap();
        assert!(output.status.success(), "progenitor takes no such document");
        String::from_utf8(output.stdout)
            .unwrap()
            .trim()
            .parse()
            .unwrap()
    });
    let text = std::fs::read_to_string(&made).unwrap();
    let check = checked(&vendor, "vendor");
    let program = folder.join("program");
    package(
        &program,
        "program",
        PROGRAM,
        "main.rs",
        include_str!("program.rs"),
    );
    built(&program);
    let size = std::fs::metadata(program.join("target/release/program"))
        .unwrap()
        .len();
    let figures = Figures {
        generate,
        check,
        lines: lines_of_code(&text),
    };
    (size, figures)
}

fn built(folder: &Path) {
    ran(cargo(folder).args(["build", "--release", "--quiet", "--target-dir", "target"]));
}

/// How long `cargo check` takes for one crate, when all that it depends on is checked.
fn checked(folder: &Path, name: &str) -> u128 {
    let check = || ran(cargo(folder).args(["check", "--quiet", "--target-dir", "target"]));
    check();
    median(|| {
        ran(cargo(folder).args([
            "clean",
            "--quiet",
            "--target-dir",
            "target",
            "--package",
            name,
        ]));
        let begun = Instant::now();
        check();
        begun.elapsed().as_micros()
    })
}

fn cargo(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO"));
    command.current_dir(folder);
    command
}

fn ran(command: &mut Command) {
    let status = command.stdout(Stdio::null()).status().unwrap();
    assert!(status.success(), "{command:?} failed");
}

fn median(mut run: impl FnMut() -> u128) -> u128 {
    let mut figures: Vec<u128> = (0..RUNS).map(|_| run()).collect();
    figures.sort_unstable();
    figures.get(RUNS / 2).copied().unwrap()
}

/// The texts of all files below a folder.
fn sources(folder: &Path) -> String {
    let entries = std::fs::read_dir(folder).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    let texts = paths.map(|path| match path.is_dir() {
        true => sources(&path),
        false => std::fs::read_to_string(path).unwrap(),
    });
    texts.collect()
}

/// How many lines are neither blank nor a comment. Comments between `/*` and `*/` have lines of their own.
fn lines_of_code(text: &str) -> usize {
    let (mut count, mut in_comment) = (0, false);
    for line in text.lines().map(str::trim) {
        in_comment |= line.starts_with("/*");
        count += usize::from(!in_comment && !line.is_empty() && !line.starts_with("//"));
        in_comment &= !line.ends_with("*/");
    }
    count
}

fn workspace() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    root.canonicalize().unwrap()
}
