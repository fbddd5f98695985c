//! What the compiler emits from a spec of hostile names and texts compiles, without a warning.

use super::cargo;
use kpg_codegen::{SourceFile, Style, compile, emit, render};

const SPEC: &str = include_str!("fixtures/hostile.yaml");

#[test]
fn hostile_names_and_texts_compile() {
    let vendor = compile(&SourceFile::new("hostile.yaml", SPEC))
        .unwrap_or_else(|report| panic!("{}", render(&report, Style::Plain)));
    let folder = cargo::workspace("hostile", &["emitted"]);
    for (name, text) in emit(&[vendor]) {
        cargo::write(&folder.join("emitted").join(name), &text);
    }
    // The front page of the crate, which its repository has.
    cargo::write(&folder.join("emitted/README.md"), "# kpg\n");
    let arguments = [
        "--package",
        "kpg",
        "--no-default-features",
        "--features",
        "hostile",
    ];
    let checked = cargo::check(&folder, &arguments);
    checked.assert_compiles();
    assert_eq!(checked.rendered(), "", "these are warnings");
}
