//! Where the command line looks for specs and writes: the workspace around the user, and the names of files.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use super::support::{code, errors, printed};

const GOOD: &str = include_str!("fixtures/acme.yaml");

/// A cargo workspace of its own, made anew for every test, with files in `specs/`.
fn workspace(test: &str, specs: &[(&str, &str)]) -> PathBuf {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("places")
        .join(test);
    let _ = std::fs::remove_dir_all(&root);
    std::fs::create_dir_all(root.join("specs")).unwrap();
    std::fs::create_dir_all(root.join("inner/deep")).unwrap();
    std::fs::write(root.join("Cargo.toml"), "[workspace]\n").unwrap();
    for (name, text) in specs {
        std::fs::write(root.join("specs").join(name), text).unwrap();
    }
    root
}

fn run_in(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_xtask"))
        .current_dir(folder)
        .args(arguments)
        .output()
        .unwrap()
}

#[test]
fn the_workspace_around_the_current_folder_is_the_one_that_is_written_to() {
    let root = workspace("around", &[]);
    let made = run_in(&root.join("inner/deep"), &["new", "acme"]);
    assert_eq!(code(&made), 0, "{}", errors(&made));
    let written = root.join("specs/acme.yaml");
    assert!(written.is_file());
    let told = format!("wrote {}, ", written.display());
    assert!(printed(&made).contains(&told), "{}", printed(&made));

    let again = run_in(&root, &["new", "other"]);
    assert!(printed(&again).contains("wrote specs/other.yaml, "));
}

#[test]
fn where_there_is_no_workspace_the_user_is_asked_for_one() {
    let outside = std::env::temp_dir();
    let made = run_in(&outside, &["new", "acme"]);
    assert_eq!(code(&made), 1);
    assert!(errors(&made).contains("name the one that holds specs/ with `--root DIR`"));
    // What needs no specs of a workspace works everywhere.
    assert_eq!(code(&run_in(&outside, &["explain", "1"])), 0);

    let root = workspace("none", &[]);
    std::fs::remove_dir(root.join("specs")).unwrap();
    for (arguments, told) in [
        (["generate"].as_slice(), "there is no folder specs; "),
        (&["--root", "nowhere", "generate"], "no folder nowhere, "),
    ] {
        let output = run_in(&root, arguments);
        assert_eq!(code(&output), 1);
        assert!(errors(&output).contains(told), "{}", errors(&output));
    }
}

#[test]
fn a_spec_is_told_whose_file_would_not_be_found() {
    for (file, told) in [
        (
            "acme.yml",
            "the name of a spec ends in `.yaml`; rename it to specs/acme.yaml",
        ),
        (
            "acme.YAML",
            "the name of a spec ends in `.yaml`; rename it to specs/acme.yaml",
        ),
        (
            "toss.yaml",
            "specs/toss.yaml describes the vendor `acme`, and commands find a spec by its vendor; name the file specs/acme.yaml",
        ),
    ] {
        let root = workspace(
            "names",
            &[("beta.yaml", &GOOD.replace("acme", "beta")), (file, GOOD)],
        );
        let output = run_in(&root, &["generate"]);
        assert_eq!(code(&output), 1, "{file}");
        assert!(
            errors(&output).contains(told),
            "{file}: {}",
            errors(&output)
        );
        assert!(!root.join("generated").exists(), "{file}");
    }
    // What is no spec, and what an editor leaves, is not read.
    let root = workspace(
        "others",
        &[("acme.yaml", GOOD), ("notes.md", ""), (".#acme.yaml", "x")],
    );
    assert_eq!(code(&run_in(&root, &["generate"])), 0);
}

#[test]
fn the_tests_that_a_new_vendor_is_told_to_run_exist() {
    let root = workspace("tests", &[]);
    let told = printed(&run_in(&root, &["new", "acme"]));
    let command = told
        .lines()
        .find(|line| line.contains("cargo test"))
        .unwrap();
    let words: Vec<&str> = command.split_whitespace().collect();
    let after = |flag: &str| words[words.iter().position(|word| *word == flag).unwrap() + 1];
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/Cargo.toml");
    let manifest = std::fs::read_to_string(manifest).unwrap();
    assert!(manifest.contains(&format!("name = \"{}\"", after("-p"))));
    let target = format!("[[test]]\nname = \"{}\"", after("--test"));
    assert!(manifest.contains(&target), "{command}");
    assert_eq!(*words.last().unwrap(), "generated::acme::");
}
