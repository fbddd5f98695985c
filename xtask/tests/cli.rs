//! The command line as its user meets it: output, exit codes, and what it leaves on the disk.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use super::support::{code, errors, printed};

const GOOD: &str = include_str!("fixtures/acme.yaml");
const TEN_MISTAKES: &str = include_str!("fixtures/ten_mistakes.yaml");

/// A folder with `specs/`, made anew for every test.
fn folder(test: &str, specs: &[(&str, &str)]) -> PathBuf {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join(test);
    let _ = std::fs::remove_dir_all(&root);
    std::fs::create_dir_all(root.join("specs")).unwrap();
    for (name, text) in specs {
        std::fs::write(root.join("specs").join(name), text).unwrap();
    }
    root
}

fn run(root: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_xtask"))
        .arg("--root")
        .arg(root)
        .args(arguments)
        .output()
        .unwrap()
}

fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let Ok(entries) = std::fs::read_dir(folder) else {
        return found;
    };
    for entry in entries {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.insert(path.clone(), std::fs::read(&path).unwrap());
        }
    }
    found
}

#[test]
fn generating_twice_touches_nothing_the_second_time() {
    let root = folder("twice", &[("acme.yaml", GOOD)]);
    assert_eq!(code(&run(&root, &["generate"])), 0);
    assert_eq!(code(&run(&root, &["generate", "--check"])), 0);
    let again = run(&root, &["generate"]);
    assert!(
        String::from_utf8(again.stdout)
            .unwrap()
            .contains("nothing changed")
    );
}

#[test]
fn a_changed_length_fails_the_check_and_changes_only_what_depends_on_it() {
    let root = folder("length", &[("acme.yaml", GOOD)]);
    assert_eq!(code(&run(&root, &["generate"])), 0);
    let before = files(&root.join("generated"));
    let changed = GOOD.replace(
        "length: ..40, presence: required",
        "length: ..41, presence: required",
    );
    assert_ne!(changed, GOOD);
    std::fs::write(root.join("specs/acme.yaml"), changed).unwrap();

    let check = run(&root, &["generate", "--check"]);
    assert_eq!(code(&check), 1);
    assert!(
        errors(&check).contains("changed  generated/src/acme/cancel.rs"),
        "{}",
        errors(&check)
    );
    assert_eq!(
        files(&root.join("generated")),
        before,
        "a check writes nothing"
    );

    assert_eq!(code(&run(&root, &["generate"])), 0);
    let after = files(&root.join("generated"));
    let differing: Vec<_> = after
        .iter()
        .filter(|(path, text)| before.get(*path) != Some(text))
        .map(|(path, _)| path)
        .collect();
    assert_eq!(differing, [&root.join("generated/src/acme/cancel.rs")]);
}

#[test]
fn changed_missing_and_orphaned_files_are_all_listed_and_mended() {
    let root = folder("drifted", &[("acme.yaml", GOOD)]);
    assert_eq!(code(&run(&root, &["generate"])), 0);
    let generated = root.join("generated/src");
    std::fs::write(
        generated.join("acme/cancel.rs"),
        "// @generated, and edited by hand\n",
    )
    .unwrap();
    std::fs::remove_file(generated.join("acme/types.rs")).unwrap();
    std::fs::create_dir(generated.join("gone")).unwrap();
    std::fs::write(generated.join("gone/mod.rs"), "").unwrap();

    let check = errors(&run(&root, &["generate", "--check"]));
    for line in [
        "changed  generated/src/acme/cancel.rs",
        "missing  generated/src/acme/types.rs",
        "orphaned generated/src/gone/mod.rs",
        "3 files not as the specs say",
    ] {
        assert!(check.contains(line), "{line} is not in\n{check}");
    }
    assert_eq!(code(&run(&root, &["generate"])), 0);
    assert!(!generated.join("gone").exists());
    assert_eq!(code(&run(&root, &["generate", "--check"])), 0);
}

/// A file that is in the way may be somebody's work, wherever it stands.
#[test]
fn what_was_not_generated_is_neither_replaced_nor_removed() {
    let words = "// my own\npub fn own() {}\n";
    for file in [
        "generated/src/mine/own.rs",
        "generated/src/acme/cancel.rs",
        "tests/tests/generated/own.rs",
        "docs/coverage.md",
        "specs/kpg.schema.json",
    ] {
        let root = folder("foreign", &[("acme.yaml", GOOD)]);
        let path = root.join(file);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, words).unwrap();
        let refused = run(&root, &["generate"]);
        assert_eq!(code(&refused), 1, "{file}");
        let told = errors(&refused);
        assert!(told.contains("nothing is written"), "{told}");
        assert!(told.contains(&format!("/{file}\n")), "{told}");
        assert_eq!(std::fs::read_to_string(&path).unwrap(), words);
        assert!(!root.join("docs/changes.md").exists(), "{file}");
        assert!(!root.join("generated/src/acme/mod.rs").exists(), "{file}");
    }
}

#[test]
fn what_did_not_change_is_not_made_again_and_whatever_did_is() {
    let root = folder("stamp", &[("acme.yaml", GOOD)]);
    let tells = |expected: &str, why: &str| {
        let run = run(&root, &["generate"]);
        assert_eq!(code(&run), 0, "{why}");
        let told = printed(&run);
        assert!(told.ends_with(&format!(", {expected}\n")), "{why}: {told}");
    };
    let changes = |why: &str| {
        tells("1 touched", why);
        tells("nothing changed", why);
    };
    assert_eq!(code(&run(&root, &["generate"])), 0);
    let stamp = root.join("target/kpg/generated.stamp");
    assert!(stamp.exists());
    tells("nothing changed", "nothing changed");

    let operation = root.join("generated/src/acme/cancel.rs");
    std::fs::write(&operation, "// @generated, and edited by hand\n").unwrap();
    changes("a file was edited by hand");
    std::fs::remove_file(&operation).unwrap();
    changes("a file was removed");
    std::fs::write(root.join("generated/src/acme/more.rs"), "").unwrap();
    changes("a file was added");
    std::fs::write(root.join("docs/changes.md"), "").unwrap();
    changes("a page was emptied");
    let spec = root.join("specs/acme.yaml");
    let length = "length: ..40, presence: required";
    let changed = GOOD.replace(length, "length: ..41, presence: required");
    std::fs::write(&spec, changed).unwrap();
    changes("the spec changed");
    std::fs::write(&stamp, "no stamp").unwrap();
    tells("0 touched", "the stamp is damaged");
    tells("nothing changed", "the stamp is whole again");
}

#[test]
fn the_schema_of_specs_is_written_beside_them_and_checked() {
    let root = folder("schema", &[("acme.yaml", GOOD)]);
    assert_eq!(code(&run(&root, &["generate"])), 0);
    let schema = root.join("specs/kpg.schema.json");
    let written = std::fs::read_to_string(&schema).unwrap();
    std::fs::write(&schema, written.replace("\"vendor\"", "\"seller\"")).unwrap();
    let check = run(&root, &["generate", "--check"]);
    assert_eq!(code(&check), 1);
    assert!(
        errors(&check).contains("changed  specs/kpg.schema.json"),
        "{}",
        errors(&check)
    );
    assert_eq!(code(&run(&root, &["generate"])), 0);
    assert_eq!(std::fs::read_to_string(&schema).unwrap(), written);
}

#[test]
fn nothing_is_touched_when_any_spec_is_wrong() {
    let root = folder("wrong", &[("acme.yaml", GOOD)]);
    assert_eq!(code(&run(&root, &["generate"])), 0);
    let before = files(&root.join("generated"));
    std::fs::write(root.join("specs/acme.yaml"), GOOD.replace("..40", "..41")).unwrap();
    std::fs::write(root.join("specs/broken.yaml"), TEN_MISTAKES).unwrap();
    let failed = run(&root, &["generate"]);
    assert_eq!(code(&failed), 1);
    assert!(errors(&failed).contains("broken.yaml"));
    assert_eq!(files(&root.join("generated")), before);
}

#[test]
fn ten_mistakes_in_ten_places_are_ten_located_errors_in_one_run() {
    let root = folder("ten", &[("ten_mistakes.yaml", TEN_MISTAKES)]);
    let output = run(
        &root,
        &[
            "check",
            root.join("specs/ten_mistakes.yaml").to_str().unwrap(),
        ],
    );
    assert_eq!(code(&output), 1);
    // Every mistake is marked in the file with the line on which it must be reported.
    let expected: Vec<usize> = TEN_MISTAKES
        .lines()
        .enumerate()
        .filter(|(_, line)| line.contains("# wrong"))
        .map(|(index, _)| index + 1)
        .collect();
    let text = errors(&output);
    let reported: Vec<usize> = text
        .lines()
        .filter_map(|line| line.trim_start().strip_prefix("--> "))
        .map(|place| place.rsplit(':').nth(1).unwrap().parse().unwrap())
        .collect();
    assert_eq!(expected.len(), 10);
    assert_eq!(reported, expected, "{text}");
    assert!(text.ends_with("error: 10 errors in 1 spec\n"), "{text}");
}

#[test]
fn what_can_not_be_read_is_said_plainly() {
    let root = folder("unreadable", &[]);
    std::fs::write(root.join("specs/latin.yaml"), b"kpg: 1\nvendor: \xff\n").unwrap();
    for (argument, message) in [
        ("specs/none.yaml", "cannot read"),
        ("specs", "is a folder; name the spec files in it"),
        (
            "specs/latin.yaml",
            "latin.yaml:2: this is not UTF-8 text, from byte 15 on",
        ),
    ] {
        let output = run(&root, &["check", root.join(argument).to_str().unwrap()]);
        assert_eq!(code(&output), 1, "{argument}");
        assert!(
            errors(&output).contains(message),
            "{argument}: {}",
            errors(&output)
        );
    }
    let nothing = run(&folder("empty", &[]), &["generate"]);
    assert_eq!(code(&nothing), 1);
    assert!(errors(&nothing).contains("there is no spec in"));
}

#[test]
fn a_draft_is_written_for_what_is_an_id_from_end_to_end() {
    let root = folder("new", &[]);
    for argument in ["x #y", "'x'", "x\nname: y", "x ", "../x", "X", ""] {
        let output = run(&root, &["new", argument]);
        assert_eq!(code(&output), 1, "{argument}");
        let told = errors(&output);
        let start = format!("error: `{argument}` cannot be the id of a vendor");
        assert!(told.starts_with(&start), "{argument}: {told}");
    }
    assert!(files(&root).is_empty());
    assert_eq!(code(&run(&root, &["new", "x"])), 0);
    // It is right from the beginning, its example too; what is the author's to look up is reported until it is.
    let draft = root.join("specs/x.yaml");
    let check = [
        "check",
        "--deny-warnings",
        "--format",
        "json",
        draft.to_str().unwrap(),
    ];
    let output = run(&root, &check);
    assert_eq!(code(&output), 1, "{}", errors(&output));
    let found: serde_json::Value = serde_json::from_str(&printed(&output)).unwrap();
    let codes: Vec<_> = found
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["code"])
        .collect();
    assert!(
        codes.len() > 5 && codes.iter().all(|code| *code == "KPG0025"),
        "{codes:?}"
    );
    // Editors find the schema that its first line names.
    assert!(root.join("specs/kpg.schema.json").is_file());
    // The page of coverage lists what is open, too.
    assert_eq!(code(&run(&root, &["generate"])), 0);
    let page = std::fs::read_to_string(root.join("docs/coverage.md")).unwrap();
    let listed = "\n\nStill to do:\n\n- What the vendor is called, in Korean and in English.\n";
    assert!(page.contains(listed), "{page}");
}

#[test]
fn nothing_is_said_when_nobody_reads_on() {
    let root = folder("pipe", &[("acme.yaml", GOOD), ("ten.yaml", TEN_MISTAKES)]);
    let spec = |name: &str| root.join("specs").join(name).display().to_string();
    let (good, bad) = (spec("acme.yaml"), spec("ten.yaml"));
    let unread = |arguments: &[&str]| {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        let command = command.arg("--root").arg(&root).args(arguments);
        let output = command.stdout(writer).output().unwrap();
        (code(&output), errors(&output))
    };
    let quiet = |ends_with: i32| (ends_with, String::new());
    assert_eq!(unread(&["check", &good]), quiet(0));
    assert_eq!(unread(&["check", "--format", "json", &good]), quiet(0));
    // What was found still counts.
    assert_eq!(unread(&["check", "--format", "json", &bad]), quiet(1));
    assert_eq!(unread(&["explain"]), quiet(0));
    assert_eq!(unread(&["explain", "1"]), quiet(0));
    std::fs::remove_file(&bad).unwrap();
    assert_eq!(unread(&["generate"]), quiet(0));
    assert_eq!(unread(&["generate", "--check"]), quiet(0));
    assert_eq!(unread(&["new", "x"]), quiet(0));
}

#[test]
fn check_takes_files_and_vendors_and_without_them_every_spec_of_the_folder() {
    let good = GOOD.replace("vendor: acme", "vendor: good");
    let bad = "kpg: 1\nvendor: bad\n";
    let root = folder("chosen", &[("good.yaml", &good), ("bad.yaml", bad)]);
    let [specs, file] =
        ["specs", "specs/good.yaml"].map(|path| root.join(path).display().to_string());
    let refused = |arguments: &[&str]| {
        let output = run(&root, arguments);
        assert_eq!(
            code(&output) == 0,
            errors(&output).is_empty(),
            "{}",
            errors(&output)
        );
        code(&output) == 1
    };
    assert!(refused(&["check"]));
    assert!(refused(&["check", "--specs", &specs]));
    assert!(refused(&["check", "good", "bad"]));
    assert!(refused(&["check", "absent"]));
    assert!(!refused(&["check", "good"]));
    assert!(!refused(&["check", "--specs", &specs, "good"]));
    assert!(!refused(&["check", &file]));
}

#[test]
fn wrong_usage_ends_with_2_and_help_teaches() {
    let root = folder("usage", &[]);
    assert_eq!(code(&run(&root, &["diff"])), 2);
    assert_eq!(code(&run(&root, &["generat"])), 2);
    let help = run(&root, &["generate", "--help"]);
    assert_eq!(code(&help), 0);
    assert!(
        String::from_utf8(help.stdout)
            .unwrap()
            .contains("Nothing is written when any spec is wrong")
    );
}
