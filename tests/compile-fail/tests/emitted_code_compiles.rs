//! What the compiler emits from a spec of hostile names and texts compiles, without a warning.

use crate::support;
use kpg_codegen::{SourceFile, Style, compile, emit, render};

const SPEC: &str = include_str!("fixtures/hostile.yaml");

#[test]
fn hostile_names_and_texts_compile() {
    let vendor = compile(&SourceFile::new("hostile.yaml", SPEC))
        .unwrap_or_else(|report| panic!("{}", render(&report, Style::Plain)));
    let folder = support::workspace("hostile", &["generated"]);
    for (name, text) in emit(&[vendor]) {
        support::write(&folder.join("generated").join(name), &text);
    }
    let check = support::cargo_check(&folder)
        .args(["--package", "kpg", "--no-default-features"])
        .args(["--features", "hostile"])
        .env("RUSTFLAGS", "-D warnings")
        .output()
        .unwrap();
    assert!(
        check.status.success(),
        "{}",
        String::from_utf8_lossy(&check.stderr)
    );
}
