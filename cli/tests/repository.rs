//! What is kpg's repository's alone, the installed program leaves alone: in a merchant's workspace, files of the same names
//! are the merchant's.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A merchant's files, where the repository of kpg has generated ones.
const OWN: [&str; 3] = [
    "generated/src/mine/own.rs",
    "tests/tests/generated/own.rs",
    "docs/coverage.md",
];
const WORDS: &str = "of the merchant\n";

/// A workspace that is no crate itself, with specs.
fn workspace(test: &str) -> PathBuf {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join(test);
    let _ = std::fs::remove_dir_all(&root);
    std::fs::create_dir_all(root.join("specs")).unwrap();
    std::fs::write(root.join("Cargo.toml"), "[workspace]\n").unwrap();
    for file in OWN {
        let path = root.join(file);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, WORDS).unwrap();
    }
    root
}

fn kpg(root: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_kpg"))
        .current_dir(root)
        .args(arguments)
        .output()
        .unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn the_commands_of_the_repository_are_refused_with_what_to_do_instead() {
    let root = workspace("refused");
    let help = text(&kpg(&root, &["--help"]).stdout);
    for (arguments, instead) in [
        (["generate"].as_slice(), "`kpg_codegen::Builder`"),
        (&["generate", "--check"], "`kpg_codegen::Builder`"),
        (&["demo"], "`kpg sandbox`"),
        (&["bench-report"], "`cargo xtask bench-report`"),
    ] {
        let refused = kpg(&root, arguments);
        assert_eq!(refused.status.code(), Some(2), "{arguments:?}");
        let told = text(&refused.stderr);
        assert!(told.contains(instead), "{arguments:?}: {told}");
        assert!(!help.contains(&format!("\n  {} ", arguments[0])), "{help}");
    }
    assert!(help.contains("\n  check "), "{help}");
}

#[test]
fn in_a_workspace_with_specs_nothing_of_the_merchant_is_touched() {
    let root = workspace("new");
    let made = kpg(&root, &["new", "acme"]);
    let told = text(&made.stdout);
    assert!(made.status.success(), "{}", text(&made.stderr));
    assert!(told.contains("kpg_codegen::Builder"), "{told}");
    assert!(!told.contains("generate"), "{told}");
    kpg(&root, &["generate"]);
    for file in OWN {
        assert_eq!(std::fs::read_to_string(root.join(file)).unwrap(), WORDS);
    }
    assert!(!root.join("generated/Cargo.toml").exists());
    assert!(!root.join("docs/diagnostics.md").exists());
}
