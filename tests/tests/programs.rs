//! Every file of tests belongs to a program of tests: one that `main.rs` does not name compiles and runs nowhere.

use std::collections::BTreeSet;
use std::path::Path;

use kpg_tests::fixtures::root;

/// The folders of tests, and the files in them that are programs of their own.
const FOLDERS: [(&str, &[&str]); 9] = [
    ("cli/tests", &[]),
    ("codegen/tests", &[]),
    ("documents/tests", &[]),
    ("recipes/tests", &[]),
    ("runtime/tests", &[]),
    ("sandbox/tests", &[]),
    ("xtask/tests", &[]),
    ("tests/tests", &["faults_soak", "secrets_faults"]),
    ("tests/language/tests", &[]),
];

/// The names of the modules in a folder: files, and folders with a `mod.rs`.
fn modules_in(folder: &Path) -> BTreeSet<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    paths
        .filter(|path| {
            path.extension().is_some_and(|end| end == "rs") || path.join("mod.rs").exists()
        })
        .map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned())
        .collect()
}

#[test]
fn every_file_of_tests_belongs_to_a_program() {
    for (folder, programs) in FOLDERS {
        let main = std::fs::read_to_string(root().join(folder).join("main.rs")).unwrap();
        let mut found = modules_in(&root().join(folder));
        assert!(found.remove("main"), "{folder}");
        for program in programs {
            assert!(found.remove(*program), "{folder}/{program}.rs");
        }
        for module in found {
            let declaration = format!("mod {module};");
            assert!(
                main.lines().any(|line| line == declaration),
                "{folder}/main.rs has no `{declaration}`"
            );
        }
    }
}

#[test]
fn every_folder_of_tests_is_known() {
    let mut members = vec![
        "cli",
        "codegen",
        "documents",
        "runtime",
        "generated",
        "recipes",
        "sandbox",
        "xtask",
        "tests",
    ];
    members.extend(["tests/compile-fail", "tests/language"]);
    let manifest = std::fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let list = manifest
        .lines()
        .find(|line| line.starts_with("members = "))
        .unwrap();
    assert_eq!(
        list,
        format!("members = {members:?}"),
        "say above where its tests are"
    );
    for member in members {
        let folder = format!("{member}/tests");
        let has_tests = root().join(&folder).join("main.rs").exists();
        let is_known = FOLDERS.iter().any(|(known, _)| *known == folder);
        assert_eq!(is_known, has_tests, "{folder}");
    }
}
