//! A crate that has specs of its own and compiles them in its build script: it needs nothing of kpg's workspace, and what is
//! wrong is told as cargo and rustc tell things.

use std::path::{Path, PathBuf};

use super::cargo;
use kpg_tests::fixtures;

/// The crate of the fixtures, as its author would have it, in a workspace of its own. It has the name of its test: cargo
/// takes crates of one name in one target folder for the same, whichever workspace they are in.
fn shop(name: &str) -> PathBuf {
    let workspace = cargo::workspace(name, &["shop"]);
    let root = fixtures::root().canonicalize().unwrap();
    let shop = workspace.join("shop");
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/emitted/fixtures/shop");
    for file in [
        "Cargo.toml",
        "build.rs",
        "specs/narae.yaml",
        "src/lib.rs",
        "tests/cancel.rs",
    ] {
        let text = std::fs::read_to_string(fixture.join(file)).unwrap();
        let text = text.replace("KPG", root.to_str().unwrap());
        let text = text.replace("\"shop\"", &format!("{name:?}"));
        let text = text.replace("shop::", &format!("{name}::"));
        cargo::write(&shop.join(file), &text);
    }
    shop
}

/// Replaces a text of a file that is there once.
fn edit(file: &Path, old: &str, new: &str) {
    let text = std::fs::read_to_string(file).unwrap();
    assert_eq!(text.matches(old).count(), 1, "{old} in {}", file.display());
    std::fs::write(file, text.replace(old, new)).unwrap();
}

#[test]
fn a_crate_with_its_own_spec_calls_its_vendor() {
    let shop = shop("own_specs");
    let output = cargo::run(&shop, &["test", "--quiet"]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    let printed = String::from_utf8_lossy(&output.stdout);
    assert!(printed.contains("test result: ok. 1 passed"), "{printed}");
    assert!(!said.contains("warning"), "{said}");
}

#[test]
fn a_wrong_spec_is_told_with_its_excerpt() {
    let shop = shop("own_specs_wrong");
    edit(
        &shop.join("specs/narae.yaml"),
        "post: /v1/cancel",
        "pots: /v1/cancel",
    );
    let checked = cargo::check(&shop, &[]);
    assert!(!checked.compiles);
    let expected = "
  error[KPG0005]: unknown key `pots`
    --> specs/narae.yaml:32:5
     |
  32 |     pots: /v1/cancel
     |     ^^^^
     |
     = help: did you mean `post`?

  specs/narae.yaml: 1 error
";
    assert!(
        checked.stderr.contains(expected.trim_start_matches('\n')),
        "{}",
        checked.stderr
    );
}

#[test]
fn a_feature_that_is_off_is_one_error_with_the_line_that_turns_it_on() {
    let shop = shop("own_specs_feature");
    edit(
        &shop.join("Cargo.toml"),
        ", features = [\"conditions\"]",
        "",
    );
    std::fs::write(
        shop.join("src/lib.rs"),
        "kpg_runtime::include_vendors!();\n",
    )
    .unwrap();
    let checked = cargo::check(&shop, &[]);
    assert!(!checked.compiles);
    let errors = checked
        .messages
        .iter()
        .filter_map(|message| message["message"].as_str());
    let errors: Vec<&str> = errors
        .filter(|message| message.contains("kpg-runtime"))
        .collect();
    assert_eq!(
        errors,
        [
            "the specs of this crate need the feature `conditions` of kpg-runtime, which is off; in Cargo.toml, give the \
          dependency kpg-runtime: features = [\"client\", \"conditions\"]"
        ]
    );
    assert!(
        !checked.rendered().contains("cannot find"),
        "{}",
        checked.rendered()
    );
}

#[test]
fn a_warning_of_a_spec_is_a_warning_of_cargo() {
    let shop = shop("own_specs_warning");
    edit(
        &shop.join("specs/narae.yaml"),
        "    effect: moves_money",
        "    todo: The page is silent about refunds.\n    effect: moves_money",
    );
    let output = cargo::run(&shop, &["check"]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    assert!(
        said.contains("warning: own_specs_warning@0.1.0: specs/narae.yaml:31:11: still to do: "),
        "{said}"
    );
}
