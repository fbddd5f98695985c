//! `diff` as its user meets it: what it prints for people, for tools and for a changelog, and how it ends.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use super::support::{code, errors, printed};

const OLD: &str = include_str!("fixtures/acme.yaml");

/// A shorter length, anlabel changed, another recipe, and a field that callers must give.
fn changed() -> String {
    let edits = [
        (
            "tid: { name: transaction_id, ko: 거래ID, length: ..40,",
            "tid: { name: transaction_id, ko: 원거래번호, length: ..30,",
        ),
        ("sha256, hex ]", "sha256, base64 ]"),
        (
            "      tid: { name: transaction_id, ko: 거래ID, length: ..30,",
            "      사유: { name: reason, ko: 취소사유, presence: required, example: 변심 }\n      \
             tid: { name: transaction_id, ko: 거래ID, length: ..30,",
        ),
    ];
    edits.into_iter().fold(OLD.to_owned(), |text, (old, new)| {
        assert_eq!(text.matches(old).count(), 1, "{old}");
        text.replace(old, new)
    })
}

/// A folder with the two specs, made anew for every test.
fn folder(test: &str) -> PathBuf {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("diff")
        .join(test);
    let _ = std::fs::remove_dir_all(&root);
    std::fs::create_dir_all(&root).unwrap();
    std::fs::write(root.join("old.yaml"), OLD).unwrap();
    std::fs::write(root.join("new.yaml"), changed()).unwrap();
    root
}

fn run(root: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_xtask"))
        .current_dir(root)
        .env_remove("CLICOLOR_FORCE")
        .arg("diff")
        .args(arguments)
        .output()
        .unwrap()
}

#[test]
fn people_see_every_change_under_its_operation() {
    let output = run(&folder("people"), &["old.yaml", "new.yaml"]);
    assert_eq!(code(&output), 1);
    assert_eq!(errors(&output), "");
    let expected = "\
operation `cancel`
  -         requests  body member `tid`        length tightened
                      at most 40 characters → at most 30 characters
  -         requests  body member `signature`  the client supplies another value
                      - hex(SHA-256(UTF-8((credential merchant_id + tid + time in Seoul as
                        yyyyMMddHHmmss + credential sign_key))))
                      + base64(SHA-256(UTF-8((credential merchant_id + tid + time in Seoul as
                        yyyyMMddHHmmss + credential sign_key))))

operation `refund`
  breaking  requests  body member `사유`       required field added
                      + required, text

documentation
  operation `cancel`, body member `tid`: label changed
                      거래ID → 원거래번호

4 changes, 1 breaking in Rust, 3 felt on the wire, 1 in documentation; needs a major version (before 1.0: minor)
";
    assert_eq!(printed(&output), expected);
}

#[test]
fn tools_get_one_object() {
    let output = run(
        &folder("tools"),
        &["--format", "json", "old.yaml", "new.yaml"],
    );
    assert_eq!(code(&output), 1);
    let told: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(told["bump"], "major");
    assert_eq!(told["bump_before_one"], "minor");
    let changes = told["changes"].as_array().unwrap();
    assert_eq!(changes.len(), 4);
    let expected = serde_json::json!({
        "kind": "field_added_required",
        "what": "required field added",
        "operation": "refund",
        "form": null,
        "notification": null,
        "place": "body member",
        "item": "사유",
        "old": null,
        "new": "required, text",
        "rust": "breaking",
        "wire": "requests",
        "documentation": false,
    });
    assert!(changes.contains(&expected), "{changes:#?}");
    assert!(
        told["changelog"]
            .as_str()
            .unwrap()
            .starts_with("### Breaking\n")
    );
}

#[test]
fn a_changelog_entry_is_ready_to_paste() {
    let output = run(
        &folder("changelog"),
        &["--format", "changelog", "old.yaml", "new.yaml"],
    );
    let expected = "\
### Breaking

- operation `refund`, body member `사유`: required field added (`required, text`); requests that worked may now fail

### Changed on the wire

- operation `cancel`, body member `tid`: length tightened (`at most 40 characters` → `at most 30 characters`); requests that worked may now fail
- operation `cancel`, body member `signature`: the client supplies another value (`hex(SHA-256(UTF-8((credential merchant_id + tid + time in Seoul as yyyyMMddHHmmss + credential sign_key))))` → `base64(SHA-256(UTF-8((credential merchant_id + tid + time in Seoul as yyyyMMddHHmmss + credential sign_key))))`); requests that worked may now fail

### Documentation

- operation `cancel`, body member `tid`: label changed (`거래ID` → `원거래번호`)
";
    assert_eq!(printed(&output), expected);
}

#[test]
fn how_a_spec_is_written_is_no_change() {
    let root = folder("written");
    let written = OLD
        .replace(
            "  merchant_id: { en: merchant ID, length: ..10 }\n  sign_key: { en: sign key, secret: true }",
            "  # A comment.\n  sign_key:\n    secret: true\n    en: sign key\n  merchant_id: { length: ..10, en: merchant ID }",
        )
        .replace("length: ..40", "length: 1..40");
    assert_ne!(written, OLD);
    std::fs::write(root.join("new.yaml"), written).unwrap();
    let output = run(&root, &["old.yaml", "new.yaml"]);
    assert_eq!(code(&output), 0);
    assert_eq!(printed(&output), "nothing changed in meaning\n");
    let output = run(&root, &["--format", "changelog", "old.yaml", "new.yaml"]);
    assert_eq!((code(&output), printed(&output).as_str()), (0, ""));
    let output = run(&root, &["--format", "json", "old.yaml", "new.yaml"]);
    assert_eq!(code(&output), 0);
    assert!(printed(&output).contains("\"bump\": null"));
}

#[test]
fn a_spec_of_a_revision_is_read_from_git() {
    let root = folder("revision");
    let git = |arguments: &[&str]| {
        let identity = ["-c", "user.name=kpg", "-c", "user.email=kpg@example.com"];
        let done = Command::new("git")
            .current_dir(&root)
            .args(identity)
            .args(arguments)
            .output()
            .unwrap();
        assert!(done.status.success(), "{done:?}");
    };
    git(&["init", "--quiet"]);
    git(&["add", "old.yaml"]);
    git(&["commit", "--quiet", "--no-gpg-sign", "--message", "one"]);
    std::fs::write(root.join("old.yaml"), changed()).unwrap();
    let output = run(&root, &["HEAD:old.yaml", "old.yaml"]);
    assert_eq!(code(&output), 1, "{}", errors(&output));
    assert!(printed(&output).contains("4 changes"));
    assert_eq!(code(&run(&root, &["HEAD:old.yaml", "HEAD:old.yaml"])), 0);
    for unknown in ["HEAD:none.yaml", "nowhere:old.yaml", "--output=x:old.yaml"] {
        let output = run(&root, &["old.yaml", "--", unknown]);
        assert_eq!(code(&output), 2, "{unknown}");
        assert!(errors(&output).contains("git cannot show it"), "{unknown}");
    }
    assert!(!root.join("x:old.yaml").exists());
}

#[test]
fn what_can_not_be_compared_ends_with_2_and_says_why() {
    let root = folder("broken");
    let broken = OLD.replace("length: ..40", "length: ..x");
    std::fs::write(root.join("broken.yaml"), broken).unwrap();
    for format in ["human", "json", "changelog"] {
        let output = run(&root, &["--format", format, "broken.yaml", "none.yaml"]);
        assert_eq!(code(&output), 2);
        assert_eq!(printed(&output), "");
        let told = errors(&output);
        assert!(told.contains("broken.yaml:"), "{told}");
        assert!(told.contains("cannot read none.yaml"), "{told}");
        let end = "error: nothing is compared: 2 specs cannot be used\n";
        assert!(told.ends_with(end), "{told}");
    }
    assert_eq!(code(&run(&root, &["old.yaml"])), 2);
    let help = printed(&run(&root, &["--help"]));
    assert!(help.contains("Ends with 0 when nothing changed"), "{help}");
    assert!(help.contains("HEAD:specs/welcome.yaml"), "{help}");
}

#[test]
fn colour_is_for_those_who_want_it() {
    let root = folder("colour");
    let output = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .current_dir(&root)
        .env("CLICOLOR_FORCE", "1")
        .args(["diff", "old.yaml", "new.yaml"])
        .output()
        .unwrap();
    assert!(printed(&output).contains("\u{1b}["));
    assert!(!printed(&run(&root, &["old.yaml", "new.yaml"])).contains('\u{1b}'));
}
