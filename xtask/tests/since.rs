//! `drift --since` and `compare` as their user meets them, and which page a file is taken for.

use std::path::{Path, PathBuf};

use super::drift::{FOREIGN, PAGE, SPEC, folder};
use super::support::{code, errors, printed, run};

/// The mark of the one field whose length the spec does not give: it has a list of values.
const UNHELD: (&str, &str) = ("| 범위 | 1 |", "| 범위 | 2 |");
const HELD: (&str, &str) = ("| 거래번호 | 30 |", "| 거래번호 | 20 |");

/// A folder with the page, changed, and its old copy.
fn copies(test: &str, edits: &[(&str, &str)]) -> PathBuf {
    let root = folder(&format!("since-{test}"), edits);
    std::fs::write(root.join("old.md"), PAGE).unwrap();
    root
}

fn since(root: &Path, more: &[&str]) -> std::process::Output {
    let arguments = ["drift", "ondol", "page.md", "--since", "old.md"];
    run(root, &[arguments.as_slice(), more].concat())
}

#[test]
fn what_no_spec_holds_is_told_against_the_old_copy() {
    let root = copies("unheld", &[UNHELD]);
    let output = since(&root, &[]);
    assert_eq!(code(&output), 1, "{}", errors(&output));
    let text = printed(&output);
    for expected in [
        "\npage.md since old.md: 1 change, 5 fields in both\n\n\
         operation `취소`, request member `extent`: another length\n  \
         old     10 | 1                                   | new     10 | 2\n  \
         spec      does not hold this\n\n",
        "no difference in 1 page, 5 fields compared\n\
         1 change since the old copy, 1 of which the spec does not hold\n",
    ] {
        assert!(text.contains(expected), "{expected}\nis not in\n{text}");
    }
}

/// Silence of a page that is another file than the one that was read is no proof that it says the same.
#[test]
fn without_the_old_copy_it_is_said_what_cannot_be_compared() {
    let root = copies("without", &[UNHELD]);
    let output = run(&root, &["drift", "ondol", "page.md"]);
    assert_eq!(code(&output), 0, "{}", errors(&output));
    let said = "cannot be compared without the file that was read: `cargo xtask drift ondol page.md --since OLD`";
    let text = printed(&output);
    assert!(text.contains(said), "{text}");
    assert!(!printed(&since(&root, &[])).contains(said));
    let update = run(&root, &["update", "ondol", "page.md"]);
    assert!(printed(&update).contains(said));
}

#[test]
fn whether_the_spec_holds_a_change_is_told_with_it() {
    for (test, old, edits, held, differences) in [
        ("differs", PAGE.to_owned(), [HELD].as_slice(), "differs", 1),
        ("not-held", PAGE.to_owned(), &[UNHELD], "not_held", 0),
        ("agrees", PAGE.replace(HELD.0, HELD.1), &[], "agrees", 0),
        (
            "words",
            PAGE.to_owned(),
            &[(
                "| reason | 사유 | 100 | X | |",
                "| reason | 사유 | 100 | X | 원인 |",
            )],
            "not_compared",
            0,
        ),
        (
            "gone",
            PAGE.to_owned(),
            &[("| reason | 사유 | 100 | X | |\n", "")],
            "differs",
            1,
        ),
        (
            "back",
            PAGE.replace("| reason | 사유 | 100 | X | |\n", ""),
            &[],
            "agrees",
            0,
        ),
        (
            "code",
            PAGE.to_owned(),
            &[("| E101 | 이미 취소된 거래 |\n", "")],
            "differs",
            1,
        ),
    ] {
        let root = copies(test, edits);
        std::fs::write(root.join("old.md"), old).unwrap();
        let output = since(&root, &["--format", "json"]);
        assert_eq!(code(&output), 1, "{test}: {}", errors(&output));
        let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        let changes = json[0]["since"]["changes"].as_array().unwrap();
        assert_eq!(changes.len(), 1, "{test}: {changes:#?}");
        assert_eq!(changes[0]["spec"], held, "{test}: {changes:#?}");
        let told = json[0]["differences"].as_array().unwrap();
        assert_eq!(told.len(), differences, "{test}: {told:#?}");
    }
}

/// Where a spec says otherwise than its page on purpose, that is no news.
#[test]
fn what_the_old_copy_differs_in_too_is_counted_and_not_shown() {
    let root = copies("known", &[HELD, UNHELD]);
    std::fs::write(root.join("old.md"), PAGE.replace(HELD.0, HELD.1)).unwrap();
    let output = since(&root, &[]);
    assert_eq!(code(&output), 1, "{}", errors(&output));
    let text = printed(&output);
    let note =
        "  note      not shown: 1 difference between page and spec that the old copy has too\n";
    assert!(text.contains(note), "{text}");
    assert!(!text.contains("request member `tid`"), "{text}");
    let without = printed(&run(&root, &["drift", "ondol", "page.md"]));
    assert!(without.contains("request member `tid`"), "{without}");
    let output = since(&root, &["--format", "json"]);
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(json[0]["differences"][0]["in_old_copy"], true);
}

#[test]
fn tools_are_told_both_sides_of_a_change() {
    let root = copies("json", &[UNHELD]);
    let output = since(&root, &["--format", "json"]);
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let since = &json[0]["since"];
    assert_eq!(since["old"], "old.md");
    assert_eq!(since["fields"], 5);
    let expected = serde_json::json!([{
        "kind": "length_changed",
        "what": "another length",
        "place": "operation `취소`, request member `extent`",
        "operation": "취소",
        "member": "extent",
        "old_line": 10,
        "old_column": 3,
        "old_says": "1",
        "new_line": 10,
        "new_column": 3,
        "new_says": "2",
        "spec": "not_held",
    }]);
    assert_eq!(since["changes"], expected);
    let without = run(&root, &["drift", "ondol", "page.md", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_slice(&without.stdout).unwrap();
    assert_eq!(json[0]["since"], serde_json::Value::Null);
}

#[test]
fn an_old_copy_that_is_of_no_page_ends_with_two_and_the_page_is_compared_all_the_same() {
    let root = copies("no-page", &[HELD]);
    std::fs::write(root.join("foreign.md"), FOREIGN).unwrap();
    for (more, said) in [
        (["--since", "gone.md"].as_slice(), "cannot read gone.md"),
        (
            &["--since", "foreign.md"],
            "they are not two copies of one page",
        ),
        (
            &["--since", "old.md", "--since", "old.md"],
            "old.md is a copy of `cancel`",
        ),
    ] {
        let output = run(&root, &[&["drift", "ondol", "page.md"], more].concat());
        assert_eq!(code(&output), 2, "{more:?}");
        assert!(errors(&output).contains(said), "{}", errors(&output));
        let text = printed(&output);
        assert!(text.contains("request member `tid`, `length`"), "{text}");
    }
}

#[test]
fn two_copies_are_compared_without_a_spec() {
    let root = copies("compare", &[UNHELD, HELD]);
    std::fs::remove_dir_all(root.join("specs")).unwrap();
    let output = run(&root, &["compare", "old.md", "page.md"]);
    assert_eq!(code(&output), 1, "{}", errors(&output));
    let text = printed(&output);
    let expected = "page.md since old.md: 2 changes, 5 fields in both\n\n\
         operation `취소`, request member `tid`: another length\n  \
         old      9 | 30                                  | new      9 | 20\n\n\
         operation `취소`, request member `extent`: another length\n  \
         old     10 | 1                                   | new     10 | 2\n";
    assert_eq!(text, expected);
    let output = run(&root, &["compare", "old.md", "page.md", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(json["changes"][0]["new_says"], "20");
    assert_eq!(json["changes"][0]["spec"], serde_json::Value::Null);
    let output = run(&root, &["compare", "old.md", "old.md"]);
    assert_eq!(code(&output), 0);
    assert_eq!(printed(&output), "old.md since old.md: the same file\n");
    std::fs::write(root.join("foreign.md"), FOREIGN).unwrap();
    for other in ["foreign.md", "gone.md"] {
        assert_eq!(code(&run(&root, &["compare", other, "page.md"])), 2);
    }
}

/// A list of codes may have no title: its file may be called as its document. Of a page with operations these tell more.
#[test]
fn a_list_without_a_title_is_the_document_that_its_file_is_called_as() {
    let document = "  result_codes:\n    title: { ko: 응답 안내 }\n    about: the codes\n    read: 2026-11-21\n\
         environments:";
    let spec = SPEC.replace("environments:", document);
    let codes = "| 응답코드 | 메시지 |\n|---|---|\n| 0000 | 성공 |\n| E101 | 없는 거래 |\n";
    for (file, text, expected, said) in [
        (
            "result-codes.md",
            codes,
            1,
            "against `result_codes` of specs/ondol.yaml",
        ),
        (
            "Result Codes.txt",
            codes,
            1,
            "against `result_codes` of specs/ondol.yaml",
        ),
        ("other.md", codes, 2, "other.md is none of the documents"),
        (
            "result_codes.md",
            FOREIGN,
            2,
            "result_codes.md is none of the documents",
        ),
    ] {
        let root = folder("since-called", &[]);
        std::fs::write(root.join("specs/ondol.yaml"), &spec).unwrap();
        std::fs::write(root.join(file), text).unwrap();
        let output = run(&root, &["drift", "ondol", file]);
        let told = format!("{}{}", printed(&output), errors(&output));
        assert_eq!(code(&output), expected, "{file}: {told}");
        assert!(told.contains(said), "{file}: {told}");
    }
}

/// A path that a draft could not take over is in its `todo`, and no difference; another one is.
#[test]
fn a_path_that_a_todo_names_is_no_difference() {
    let todo = "    effect: moves_money\n    todo: [ \"The page gives /cancel?kind=A, which is no path.\" ]\n";
    let spec = SPEC.replace("    effect: moves_money\n", todo);
    for (path, differences) in [("/cancel?kind=A", 0), ("/cancel?kind=B", 1)] {
        let root = folder("since-todo", &[("/v1/cancel", &format!("/v1{path}"))]);
        std::fs::write(root.join("specs/ondol.yaml"), &spec).unwrap();
        let output = run(&root, &["drift", "ondol", "page.md", "--format", "json"]);
        let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        let told = json[0]["differences"].as_array().unwrap();
        assert_eq!(told.len(), differences, "{path}: {told:#?}");
        let open = json[0]["open"].as_array().unwrap();
        assert_eq!(open.len(), 1 - differences, "{path}: {open:#?}");
    }
}

/// The page of a draft differs from it in what the draft leaves open: that is shown, and is no difference. Of another copy of
/// the page, which may have changed there, it is one.
#[test]
fn what_a_draft_leaves_open_is_no_difference_to_its_own_page() {
    let root = folder("since-draft", &[]);
    let page = "# 취소\n\nPOST https://pay.moru.example/v1/cancel/{payKey}\n\n## 요청\n\n\
        | 필드 | 타입 | 필수 | 길이 | 설명 |\n|---|---|---|---|---|\n\
        | payKey | String | | 30 | 결제 키 |\n| reason | String | O | 100 | 사유 |\n\n## 응답\n\n\
        | 필드 | 타입 | 필수 | 길이 | 설명 |\n|---|---|---|---|---|\n\
        | code | String | O | 4 | 결과코드. 0000 : 성공 / 그 외 실패 |\n";
    std::fs::write(root.join("moru.md"), page).unwrap();
    let draft = [
        "import",
        "moru.md",
        "--vendor",
        "moru",
        "--output",
        "specs/moru.yaml",
    ];
    assert_eq!(code(&run(&root, &draft)), 0);
    let told = |expected: i32| {
        let output = run(&root, &["drift", "moru", "moru.md"]);
        assert_eq!(code(&output), expected, "{}", errors(&output));
        printed(&output)
    };
    let same = told(0);
    let open = "  open      operation `cancel`, path segment `payKey`, `presence`: the page disagrees on whether it must be there \
        (page line 9); the spec has a `todo` there\n";
    assert!(same.contains(open), "{same}");
    std::fs::write(root.join("moru.md"), format!("{page}\n")).unwrap();
    let changed = told(1);
    assert!(
        changed.contains("\noperation `cancel`, path segment `payKey`, `presence`: "),
        "{changed}"
    );
}
