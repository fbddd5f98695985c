//! Where the command line looks for specs and writes: the workspace around the user, and the names of files.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use super::sandbox::Running;
use super::support::{code, errors, printed};

const GOOD: &str = include_str!("fixtures/acme.yaml");
/// What kpg's repository alone has.
const REPOSITORY: [&str; 3] = ["generate", "bench-report", "demo"];

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
    assert!(
        errors(&made)
            .contains("name the one that holds specs/ with `--root DIR`, or the folder of specs")
    );
    // What needs no specs of a workspace works everywhere.
    assert_eq!(code(&run_in(&outside, &["explain", "1"])), 0);

    let root = workspace("none", &[]);
    std::fs::remove_dir(root.join("specs")).unwrap();
    for (arguments, told) in [
        (
            ["generate"].as_slice(),
            "there is no folder specs; name the folder of specs with `--specs DIR`",
        ),
        (
            &["--specs", "nowhere", "trace", "acme", "cancel"],
            "no folder nowhere, which `--specs` names",
        ),
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

#[test]
fn a_crate_with_specs_of_its_own_is_served_without_a_repository_of_kpg() {
    let root = workspace("own", &[]);
    let own = root.join("inner");
    std::fs::write(own.join("Cargo.toml"), "[package]\nname = \"payments\"\n").unwrap();
    std::fs::create_dir_all(own.join("specs")).unwrap();
    std::fs::write(own.join("specs/acme.yaml"), GOOD).unwrap();
    // From a folder inside of it, and from elsewhere by its name.
    let trace = [
        "trace",
        "acme",
        "cancel",
        "--set",
        "tid=T1",
        "--clock",
        "2026-11-21T09:30:00+09:00",
    ];
    let secret = ["--secret", "sign_key=k", "--set", "merchant_id=m"];
    let inside = run_in(&own.join("deep"), &[trace.as_slice(), &secret].concat());
    assert_eq!(code(&inside), 0, "{}", errors(&inside));
    let outside = std::env::temp_dir();
    let folder = own.join("specs");
    let named = ["--specs", folder.to_str().unwrap()];
    let elsewhere = run_in(&outside, &[named.as_slice(), &trace, &secret].concat());
    assert_eq!(code(&elsewhere), 0, "{}", errors(&elsewhere));
    let page = own.join("page.md");
    std::fs::write(&page, "nothing").unwrap();
    let drift = ["drift", "acme", page.to_str().unwrap()];
    let told = errors(&run_in(&outside, &[named.as_slice(), &drift].concat()));
    assert!(told.contains("none of the documents of"), "{told}");

    let made = run_in(&outside, &[named.as_slice(), &["new", "nabi"]].concat());
    assert_eq!(code(&made), 0, "{}", errors(&made));
    assert!(
        printed(&made).contains("kpg_codegen::Builder"),
        "{}",
        printed(&made)
    );
    // Nothing is generated over a crate of one's own.
    let generated = run_in(&own, &["--root", ".", "generate"]);
    assert_eq!(code(&generated), 1);
    assert!(errors(&generated).contains("its build script compiles its specs"));
    assert!(!own.join("generated").exists());
}

/// The command line of kpg's repository, whose folder of specs may be named in front of a command and behind it.
#[test]
fn the_folder_of_specs_is_named_before_a_command_or_after_it() {
    let root = workspace("orders", &[]);
    let (folder, file) = (root.join("mine"), root.join("beta.yaml"));
    std::fs::create_dir(&folder).unwrap();
    std::fs::write(folder.join("acme.yaml"), GOOD).unwrap();
    std::fs::write(&file, GOOD.replace("acme", "beta")).unwrap();
    let (folder, file) = (folder.to_str().unwrap(), file.to_str().unwrap());
    for (before, after, vendors) in [
        (
            ["--specs", folder].as_slice(),
            [].as_slice(),
            ["acme"].as_slice(),
        ),
        (&[], &["--specs", folder], &["acme"]),
        (&["--specs", folder], &[file], &["acme", "beta"]),
        (&[], &[file, "--specs", folder], &["acme", "beta"]),
        (&[], &["--specs", folder, file], &["acme", "beta"]),
        (&[], &[file], &["beta"]),
    ] {
        let json = ["--print-credentials", "json"];
        let mut sandbox = Running::start_with(before, &[json.as_slice(), after].concat());
        let credentials: serde_json::Value = serde_json::from_str(&sandbox.until("}")).unwrap();
        let served = credentials["vendors"].as_object().unwrap().keys();
        assert_eq!(served.collect::<Vec<_>>(), vendors, "{before:?} {after:?}");
        assert_eq!(sandbox.interrupt().0, Some(0));
    }
}

/// How a script for a shell names a command and an option.
type Named = fn(&str) -> String;

#[test]
fn completions_and_manual_pages_have_every_command_of_the_installed_program() {
    let root = workspace("shells", &[]);
    let help = printed(&run_in(&root, &["--help"]));
    let (_, commands) = help.split_once("\nCommands:\n").unwrap();
    let (commands, _) = commands.split_once("\n\n").unwrap();
    let commands = commands
        .lines()
        .filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    let commands: Vec<&str> = commands
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    assert!(commands.len() > REPOSITORY.len() + 10, "{commands:?}");
    let is_shown = |command: &str| !REPOSITORY.contains(&command);

    let shells: [(&str, Named, &str); 5] = [
        ("bash", |command| format!("kpg,{command})"), " --specs "),
        ("zsh", |command| format!("'{command}:"), "'--specs=["),
        (
            "fish",
            |command| format!(" -a \"{command}\" "),
            " -l specs ",
        ),
        (
            "elvish",
            |command| format!("cand {command} '"),
            "cand --specs '",
        ),
        (
            "powershell",
            |command| format!("('{command}', "),
            "('--specs', ",
        ),
    ];
    for (shell, named, specs) in shells {
        let script = printed(&run_in(&root, &["completions", shell]));
        for command in &commands {
            let is_there = script.contains(&named(command));
            assert_eq!(is_there, is_shown(command), "{shell}: {command}");
        }
        assert!(
            script.matches(specs).count() >= commands.len() - REPOSITORY.len(),
            "{shell}"
        );
    }
    let made = run_in(&root, &["man", "pages"]);
    assert_eq!(code(&made), 0, "{}", errors(&made));
    for command in commands.iter().filter(|command| **command != "help") {
        let page = root.join(format!("pages/kpg-{command}.1"));
        assert_eq!(page.is_file(), is_shown(command), "{command}");
    }
    let page = std::fs::read_to_string(root.join("pages/kpg-drift.1")).unwrap();
    assert!(
        page.contains(".TH") && page.contains("cell by cell"),
        "{page}"
    );
    assert!(root.join("pages/kpg.1").is_file());
}
