//! What the compiler emits from a spec of hostile names and texts compiles, without a warning.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::path::{Path, PathBuf};
use std::process::Command;

use kpg_codegen::{SourceFile, Style, compile, emit, render};

const SPEC: &str = include_str!("fixtures/hostile.yaml");

/// A workspace of its own beside the real one, with the same runtime and the same locked versions.
fn workspace() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .canonicalize()
        .unwrap();
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("hostile");
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(folder.join("generated")).unwrap();
    let manifest = std::fs::read_to_string(root.join("Cargo.toml")).unwrap();
    let (_, rest) = manifest.split_once("[workspace.package]").unwrap();
    let rest = rest.replace(
        r#"path = "runtime""#,
        &format!("path = {:?}", root.join("runtime")),
    );
    let head = "[workspace]\nresolver = \"3\"\nmembers = [\"generated\"]\n\n[workspace.package]";
    std::fs::write(folder.join("Cargo.toml"), format!("{head}{rest}")).unwrap();
    std::fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    folder
}

#[test]
fn hostile_names_and_texts_compile() {
    let vendor = compile(&SourceFile::new("hostile.yaml", SPEC))
        .unwrap_or_else(|report| panic!("{}", render(&report, Style::Plain)));
    let folder = workspace();
    for (name, text) in emit(&[vendor]) {
        let path = folder.join("generated").join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    let check = Command::new(env!("CARGO"))
        .args([
            "check",
            "--offline",
            "--quiet",
            "--package",
            "kpg",
            "--no-default-features",
            "--features",
            "hostile",
        ])
        .env(
            "CARGO_TARGET_DIR",
            Path::new(env!("CARGO_TARGET_TMPDIR")).join("hostile-target"),
        )
        .env("RUSTFLAGS", "-D warnings")
        .current_dir(&folder)
        .output()
        .unwrap();
    assert!(
        check.status.success(),
        "{}",
        String::from_utf8_lossy(&check.stderr)
    );
}
