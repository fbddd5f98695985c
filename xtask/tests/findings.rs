//! What the command line says of specs, to people and to tools, and how it explains it.

use std::path::{Path, PathBuf};
use std::process::Output;

use kpg_codegen::DiagnosticCode;
use serde_json::Value;

use super::support::{code, errors, printed, run};

const GOOD: &str = include_str!("fixtures/acme.yaml");
const TEN_MISTAKES: &str = include_str!("fixtures/ten_mistakes.yaml");

/// A spec that compiles with one warning.
fn warned() -> String {
    let spec = GOOD.replace("lengths: characters\n", "");
    assert_ne!(spec, GOOD);
    spec
}

/// A folder with `specs/`, made anew for every test.
fn folder(test: &str, specs: &[(&str, &str)]) -> PathBuf {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("findings")
        .join(test);
    let _ = std::fs::remove_dir_all(&root);
    std::fs::create_dir_all(root.join("specs")).unwrap();
    for (name, text) in specs {
        std::fs::write(root.join("specs").join(name), text).unwrap();
    }
    root
}

fn explain(arguments: &[&str]) -> Output {
    let mut all = vec!["explain"];
    all.extend(arguments);
    run(Path::new(env!("CARGO_MANIFEST_DIR")), &all)
}

fn records(output: &Output) -> Vec<Value> {
    serde_json::from_slice(&output.stdout).expect("one array")
}

#[test]
fn every_code_is_explained_on_lines_that_fit() {
    for diagnostic in DiagnosticCode::ALL {
        let output = explain(&[&diagnostic.to_string()]);
        assert_eq!(code(&output), 0);
        let text = printed(&output);
        let first = format!("{diagnostic}: {}\n", diagnostic.title());
        assert!(text.starts_with(&first), "{text}");
        for word in ["\nWrong:\n\n    ", "\nRight:\n\n    "] {
            assert!(text.contains(word), "{text}");
        }
        let words = text.lines().filter(|line| !line.starts_with("    "));
        words.for_each(|line| assert!(line.chars().count() <= 80, "{line}"));
        assert!(
            !text.contains(['\u{1b}', '\u{a0}']) && !text.contains("```"),
            "{text}"
        );
        // Every word and every line of the examples is there.
        let flat = |text: &str| text.replace("```yaml", "").replace("```", "");
        let flat = |text: &str| flat(text).split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(flat(&text).ends_with(&flat(diagnostic.body())), "{text}");
    }
}

#[test]
fn codes_are_understood_as_people_write_them() {
    let expected = printed(&explain(&["KPG0019"]));
    for written in ["kpg0019", "19", "0019", "Kpg19", "unused", "UNUSED"] {
        let output = explain(&[written]);
        assert_eq!(code(&output), 0, "{written}: {}", errors(&output));
        assert_eq!(printed(&output), expected, "{written}");
    }
    for diagnostic in DiagnosticCode::ALL {
        if let Some((lint, _)) = diagnostic.lint() {
            let of_lint = printed(&explain(&[&lint.replace('_', "-")]));
            assert!(of_lint.starts_with(&diagnostic.to_string()), "{lint}");
        }
    }
    let two = printed(&explain(&["1", "2"]));
    assert!(
        two.starts_with("KPG0001: ") && two.contains("\n\nKPG0002: "),
        "{two}"
    );
}

#[test]
fn without_a_code_all_are_listed() {
    let output = explain(&[]);
    assert_eq!(code(&output), 0);
    let text = printed(&output);
    for diagnostic in DiagnosticCode::ALL {
        let line = format!("{diagnostic}  {}", diagnostic.title());
        assert!(text.contains(&line), "{line} is not in\n{text}");
        if let Some((lint, _)) = diagnostic.lint() {
            assert!(text.contains(lint), "{lint}");
        }
    }
    assert!(!text.contains('\u{1b}'), "colour in a pipe");
}

#[test]
fn what_is_no_code_is_wrong_usage() {
    for (written, says) in [
        ("KPGO012", "did you mean `KPG0012`?"),
        ("unusd", "did you mean `unused`?"),
        ("idle-levels", "did you mean `idle_level`?"),
        ("KPG0099", "codes go from KPG0001 to KPG00"),
        ("0", "codes go from KPG0001 to KPG00"),
        ("signature", "`cargo xtask explain` lists what there is"),
        ("", "`cargo xtask explain` lists what there is"),
    ] {
        let output = explain(&[written]);
        assert_eq!(code(&output), 2, "{written}");
        assert!(
            errors(&output).contains(says),
            "{written}: {}",
            errors(&output)
        );
        assert!(printed(&output).is_empty());
    }
}

#[test]
fn tools_get_places_in_bytes_and_in_characters() {
    let wrong = GOOD.replace(
        "ko: 거래ID, length: ..40, presence",
        "ko: 거래ID, lenght: ..40, presence",
    );
    let wrong = wrong.replacen(
        "{ en: merchant ID, length: ..10 }",
        "{ ko: 상점ID, 상점: x }",
        1,
    );
    let root = folder("korean", &[("acme.yaml", &wrong)]);
    let output = run(&root, &["check", "--format", "json", "specs/acme.yaml"]);
    assert_eq!(code(&output), 1);
    assert!(errors(&output).is_empty(), "{}", errors(&output));
    let records = records(&output);
    assert_eq!(records.len(), 2, "{records:#?}");
    for (record, culprit) in records.iter().zip(["상점", "lenght"]) {
        let (number, line) = wrong
            .lines()
            .zip(1..)
            .find_map(|(line, number)| {
                line.contains(&format!(" {culprit}: "))
                    .then_some((number, line))
            })
            .unwrap();
        let before = line.split_once(&format!("{culprit}: ")).unwrap().0;
        let place = &record["primary"];
        let column = before.chars().count() + 1;
        assert_eq!(record["file"], "specs/acme.yaml");
        assert_eq!(record["code"], "KPG0005");
        assert_eq!(record["severity"], "error");
        assert_eq!(record["title"], DiagnosticCode::UnknownKey.title());
        assert_eq!(record["message"], format!("unknown key `{culprit}`"));
        assert_eq!(
            (&place["line"], &place["end_line"]),
            (&number.into(), &number.into())
        );
        assert_eq!(place["column"], column, "{record:#}");
        assert_eq!(place["end_column"], column + culprit.chars().count());
        let byte = |key: &str| usize::try_from(place[key].as_u64().unwrap()).unwrap();
        assert_eq!(&wrong[byte("byte_start")..byte("byte_end")], culprit);
        assert_eq!(place["label"], "");
        assert!(
            record["explanation"]
                .as_str()
                .unwrap()
                .ends_with("/docs/diagnostics.md#kpg0005")
        );
    }
    assert_eq!(records[0]["suggestion"], Value::Null);
    let suggestion = &records[1]["suggestion"];
    assert_eq!(suggestion["replacement"], "length");
    assert_eq!(suggestion["span"], records[1]["primary"]);
}

/// A document is named with its section, and only the document's name is wrong.
#[test]
fn a_suggestion_replaces_the_misspelt_word_and_no_more() {
    let wrong = GOOD.replace("document: guide#1", "document: \"giude#1\"");
    let root = folder("suggestion", &[("acme.yaml", &wrong)]);
    let found = records(&run(&root, &["check", "--format=json", "specs/acme.yaml"]));
    assert_eq!(found.len(), 1, "{found:#?}");
    let suggestion = &found[0]["suggestion"];
    let place = &suggestion["span"];
    let byte = |key: &str| usize::try_from(place[key].as_u64().unwrap()).unwrap();
    let mut mended = wrong.clone();
    let replacement = suggestion["replacement"].as_str().unwrap();
    mended.replace_range(byte("byte_start")..byte("byte_end"), replacement);
    assert!(mended.contains("document: \"guide#1\""), "{mended}");
    std::fs::write(root.join("specs/acme.yaml"), mended).unwrap();
    let after = run(&root, &["check", "--format=json", "specs/acme.yaml"]);
    assert_eq!((code(&after), printed(&after).as_str()), (0, "[]\n"));
}

#[test]
fn tools_get_other_places_too() {
    let twice = GOOD.replacen("      message: {", "      code: {", 1);
    let root = folder("secondary", &[("acme.yaml", &twice)]);
    let found = records(&run(
        &root,
        &["check", "--format", "json", "specs/acme.yaml"],
    ));
    let duplicate = found
        .iter()
        .find(|record| record["code"] == "KPG0002")
        .unwrap();
    assert_eq!(duplicate["primary"]["label"], "again here");
    let first = &duplicate["secondary"][0];
    assert_eq!(first["label"], "first here");
    assert_eq!(first["column"], duplicate["primary"]["column"]);
    let line = |place: &Value| place["line"].as_u64().unwrap();
    assert_eq!(line(first) + 1, line(&duplicate["primary"]));
    assert!(
        duplicate["help"]
            .as_str()
            .unwrap()
            .contains("remove or rename")
    );
}

#[test]
fn files_that_can_not_be_used_are_among_the_findings() {
    let root = folder("unusable", &[("acme.yaml", GOOD), ("again.yaml", GOOD)]);
    std::fs::write(root.join("specs/latin.yaml"), b"kpg: 1\nvendor: \xff\n").unwrap();
    let files = [
        "specs/none.yaml",
        "specs",
        "specs/latin.yaml",
        "specs/acme.yaml",
        "specs/again.yaml",
    ];
    let mut arguments = vec!["check", "--format", "json"];
    arguments.extend(files);
    let output = run(&root, &arguments);
    assert_eq!(code(&output), 1);
    let records = records(&output);
    let expected = [
        ("specs/none.yaml", "cannot read specs/none.yaml"),
        ("specs", "specs is a folder"),
        ("specs/latin.yaml", "specs/latin.yaml:2: this is not UTF-8"),
        (
            "specs/again.yaml",
            "two specs describe the vendor `acme`: specs/acme.yaml and specs/again.yaml",
        ),
    ];
    assert_eq!(records.len(), expected.len(), "{records:#?}");
    for (record, (file, message)) in records.iter().zip(expected) {
        assert_eq!(record["file"], file);
        assert!(
            record["message"].as_str().unwrap().starts_with(message),
            "{record}"
        );
        assert_eq!(record["severity"], "error");
        for key in ["code", "title", "primary", "explanation"] {
            assert_eq!(record.get(key), Some(&Value::Null), "{key}");
        }
    }
}

#[test]
fn warnings_are_shown_and_fail_only_where_they_are_denied() {
    let root = folder("warnings", &[("acme.yaml", &warned())]);
    let check = run(&root, &["check", "specs/acme.yaml"]);
    assert_eq!(code(&check), 0);
    assert!(printed(&check).contains("acme is fine, 2 operations"));
    let shown = errors(&check);
    assert!(
        shown.contains("warning[KPG0023]") && shown.contains("specs/acme.yaml: 1 warning\n"),
        "{shown}"
    );
    assert!(
        shown.ends_with("For more about a warning, run `cargo xtask explain KPG0023`.\n\n"),
        "{shown}"
    );

    let denied = run(&root, &["check", "--deny-warnings", "specs/acme.yaml"]);
    assert_eq!((code(&denied), printed(&denied).as_str()), (1, ""));
    let shown = errors(&denied);
    assert!(
        shown.ends_with("error: 1 warning in 1 spec, and warnings are denied\n"),
        "{shown}"
    );

    let json = ["check", "--format", "json", "specs/acme.yaml"];
    assert_eq!(code(&run(&root, &json)), 0);
    let denied = run(&root, &[&json[..], &["--deny-warnings"]].concat());
    assert_eq!(code(&denied), 1);
    assert_eq!(records(&denied)[0]["severity"], "warning");
}

#[test]
fn nothing_is_generated_from_specs_with_warnings_where_they_are_denied() {
    let root = folder("denied", &[("acme.yaml", &warned())]);
    assert_eq!(code(&run(&root, &["generate", "--deny-warnings"])), 1);
    assert!(!root.join("generated").exists());
    assert_eq!(code(&run(&root, &["generate"])), 0);
    assert_eq!(code(&run(&root, &["generate", "--check"])), 0);
    assert_eq!(
        code(&run(&root, &["generate", "--check", "--deny-warnings"])),
        1
    );
}

#[test]
fn a_report_says_where_to_read_on_and_names_three_codes() {
    let root = folder("more", &[("ten.yaml", TEN_MISTAKES), ("acme.yaml", GOOD)]);
    let shown = errors(&run(&root, &["check", "specs/ten.yaml"]));
    let line = "\n\nFor more about an error, run `cargo xtask explain KPG0005 KPG0008 KPG0009`.\n\nerror: 10 errors in 1 spec\n";
    assert!(shown.ends_with(line), "{shown}");
    assert!(!shown.contains('\u{1b}'), "colour in a pipe");
    let fine = run(&root, &["check", "specs/acme.yaml"]);
    assert_eq!((code(&fine), errors(&fine).as_str()), (0, ""));
}

#[test]
fn the_page_of_diagnostics_is_generated_and_checked() {
    let root = folder("page", &[("acme.yaml", GOOD)]);
    assert_eq!(code(&run(&root, &["generate"])), 0);
    let page = root.join("docs/diagnostics.md");
    let text = std::fs::read_to_string(&page).unwrap();
    for diagnostic in DiagnosticCode::ALL {
        let anchor = diagnostic.to_string().to_lowercase();
        let row = format!("| [{diagnostic}](#{anchor}) | {} | ", diagnostic.title());
        assert!(text.contains(&row), "{row}");
        let section = format!(
            "\n## {diagnostic}\n\n**{}**\n\n{}\n",
            diagnostic.title(),
            diagnostic.body()
        );
        assert!(text.contains(&section), "{diagnostic}");
    }
    std::fs::write(&page, text + "\nby hand\n").unwrap();
    let check = run(&root, &["generate", "--check"]);
    assert_eq!(code(&check), 1);
    assert!(
        errors(&check).contains("changed  docs/diagnostics.md"),
        "{}",
        errors(&check)
    );
}

#[test]
fn the_choice_of_a_format_is_explained_and_no_other_is_taken() {
    let root = folder("format", &[("acme.yaml", GOOD)]);
    assert_eq!(
        code(&run(
            &root,
            &["check", "--format", "xml", "specs/acme.yaml"]
        )),
        2
    );
    let help = printed(&run(&root, &["check", "--help"]));
    assert!(help.contains("The JSON is one array, because"), "{help}");
    let human = run(&root, &["check", "--format", "human", "specs/acme.yaml"]);
    assert_eq!(code(&human), 0);
    assert!(printed(&human).contains("is fine"));
}
