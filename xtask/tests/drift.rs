//! `drift` and `update` as their user meets them: what they print, how they end, and what they leave on the disk.

use std::path::{Path, PathBuf};

use super::support::{code, errors, printed, run};

pub(super) const PAGE: &str = include_str!("fixtures/updated_page.md");
pub(super) const SPEC: &str = include_str!("fixtures/updated.yaml");

/// A root with the spec, and the page with some edits beside it; made anew for every test.
pub(super) fn folder(test: &str, edits: &[(&str, &str)]) -> PathBuf {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("drift")
        .join(test);
    let _ = std::fs::remove_dir_all(&root);
    std::fs::create_dir_all(root.join("specs")).unwrap();
    std::fs::write(root.join("specs/ondol.yaml"), SPEC).unwrap();
    let page = edits.iter().fold(PAGE.to_owned(), |page, (old, new)| {
        assert_eq!(page.matches(old).count(), 1, "{old}");
        page.replace(old, new)
    });
    std::fs::write(root.join("page.md"), page).unwrap();
    root
}

const LONGER: (&str, &str) = ("| 거래번호 | 30 |", "| 원거래번호 | 20 |");
const REQUIRED: (&str, &str) = ("| 사유 | 100 | X |", "| 사유 | 100 | ○ |");

fn spec(root: &Path) -> String {
    std::fs::read_to_string(root.join("specs/ondol.yaml")).unwrap()
}

#[test]
fn a_page_that_says_the_same_ends_with_zero() {
    let root = folder("same", &[]);
    let output = run(&root, &["drift", "ondol", "page.md"]);
    assert_eq!(code(&output), 0, "{}", errors(&output));
    let text = printed(&output);
    assert!(
        text.contains("no difference in 1 page, 5 fields compared"),
        "{text}"
    );
    assert!(
        text.contains("not the file that the spec was made from"),
        "{text}"
    );
}

#[test]
fn page_and_spec_are_shown_side_by_side_with_what_follows() {
    let root = folder("human", &[LONGER, REQUIRED]);
    let output = run(&root, &["drift", "ondol", "page.md"]);
    assert_eq!(code(&output), 1);
    let text = printed(&output);
    for expected in [
        "operation `cancel`, request member `tid`, `length`: the page gives another length\n  \
         page     9 | 20                                  | spec    27 | length: ..30\n  \
         follows   length tightened: requests that worked may now fail\n",
        "operation `cancel`, request member `tid`, `ko`: the page gives another label\n  \
         page     9 | 원거래번호                          | spec    27 | ko: 거래번호\n  \
         follows   label changed: documentation only\n",
        "follows   field is now required: breaking in Rust; requests that worked may now fail\n",
        "3 differences in 1 page, 5 fields compared, 1 breaking in Rust, 2 felt on the wire, \
         2 that `cargo xtask update` can write; following the pages needs a major version\n",
    ] {
        assert!(text.contains(expected), "{expected}\nis not in\n{text}");
    }
    assert!(
        !text.contains('\u{1b}'),
        "no colour where there is no terminal"
    );
}

#[test]
fn tools_are_told_lines_keys_and_classes() {
    let root = folder("json", &[REQUIRED]);
    let output = run(&root, &["drift", "--format", "json", "ondol", "page.md"]);
    assert_eq!(code(&output), 1);
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let one = &json[0]["differences"][0];
    assert_eq!(json[0]["document"], "cancel");
    assert_eq!(json[0]["identical"], false);
    assert_eq!(one["kind"], "presence_changed");
    assert_eq!(one["page_line"], 11);
    assert_eq!(one["page_says"], "required");
    assert_eq!(one["spec_says"], "optional");
    assert_eq!(
        one["spec_keys"],
        serde_json::json!(["operations", "cancel", "request", "reason"])
    );
    assert_eq!(one["rust"], "breaking");
    assert_eq!(one["changes"], serde_json::json!(["field_required"]));
}

/// How a page was read is told with it, above its differences.
#[test]
fn what_to_know_about_how_a_page_was_read_is_told() {
    let root = folder("notes", &[("## 요청\n\n", "")]);
    let said = printed(&run(&root, &["drift", "ondol", "page.md"]));
    let note =
        "what stands above this table does not say which way it goes; it is taken for a request";
    assert!(
        said.contains(&format!("\n  note      line 5: {note}\n")),
        "{said}"
    );
    let output = run(&root, &["drift", "--format", "json", "ondol", "page.md"]);
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(json[0]["notes"][0]["text"], note);
}

/// A code that the page calls success would be taken for a refusal: no name for it makes up for that.
#[test]
fn another_code_of_success_is_left_to_people() {
    let root = folder("success", &[("| 0000 | 성공 |", "| 0001 | 성공 |")]);
    let output = run(
        &root,
        &["update", "--write", "--no-test", "ondol", "page.md"],
    );
    assert_eq!(code(&output), 1);
    let said = printed(&output);
    assert!(said.contains("operation `cancel`, `success`"), "{said}");
    assert_eq!(spec(&root), SPEC);
}

/// Two long addresses that begin alike would look the same side by side.
#[test]
fn what_does_not_fit_beside_the_spec_is_told_in_full() {
    let url = "https://api.ondol.example/v1/cancel";
    let longer = "https://api.ondol.example/v1/cancel/of/another/branch";
    let root = folder("full", &[(url, longer)]);
    let said = printed(&run(&root, &["drift", "ondol", "page.md"]));
    let full = "\n  in full   /cancel/of/another/branch, not /cancel\n";
    assert!(said.contains(full), "{said}");
}

/// Stopped between the spec and what is generated from it, an update is taken up by the next one.
#[test]
fn an_update_that_was_stopped_is_finished_by_the_next_one() {
    let root = folder("stopped", &[LONGER]);
    let update = ["update", "--write", "--no-test", "ondol", "page.md"];
    assert_eq!(code(&run(&root, &update)), 0);
    std::fs::remove_dir_all(root.join("generated")).unwrap();
    assert_eq!(code(&run(&root, &update)), 0);
    assert!(root.join("generated/src/ondol/cancel.rs").exists());
}

#[test]
fn two_versions_of_one_document_are_not_taken_in() {
    let root = folder("versions", &[LONGER]);
    std::fs::write(root.join("old.md"), PAGE).unwrap();
    let output = run(&root, &["update", "--write", "ondol", "page.md", "old.md"]);
    assert_eq!(code(&output), 2);
    let said = errors(&output);
    assert!(
        said.contains("page.md and old.md are both `cancel`"),
        "{said}"
    );
    assert_eq!(spec(&root), SPEC);
}

#[test]
fn what_can_not_be_compared_ends_with_two_and_says_why() {
    let root = folder("nothing", &[]);
    std::fs::write(root.join("other.md"), "# Another page\n\nNothing here.\n").unwrap();
    std::fs::write(root.join("image.png"), [0x89, b'P', b'N', b'G', 0, 1, 2, 3]).unwrap();
    for (arguments, said) in [
        (["drift", "gone", "page.md"], "there is no spec"),
        (["drift", "ondol", "gone.md"], "cannot read gone.md"),
        (["drift", "ondol", "other.md"], "none of the documents of"),
        (["drift", "ondol", "image.png"], "image.png"),
        (["update", "ondol", "gone.md"], "cannot read gone.md"),
    ] {
        let output = run(&root, &arguments);
        assert_eq!(code(&output), 2, "{arguments:?}");
        assert!(errors(&output).contains(said), "{}", errors(&output));
    }
    std::fs::write(
        root.join("specs/ondol.yaml"),
        SPEC.replace("effect:", "efect:"),
    )
    .unwrap();
    let output = run(&root, &["drift", "ondol", "page.md"]);
    assert_eq!(code(&output), 2);
    assert!(errors(&output).contains("did you mean `effect`"));
    // A root without specs is no difference either.
    std::fs::remove_dir_all(root.join("specs")).unwrap();
    let output = run(&root, &["drift", "ondol", "page.md"]);
    assert_eq!(code(&output), 2, "{}", errors(&output));
}

#[test]
fn an_update_is_shown_as_a_patch_and_writes_nothing_by_itself() {
    let root = folder("patch", &[LONGER]);
    let output = run(&root, &["update", "ondol", "page.md"]);
    assert_eq!(code(&output), 1);
    let text = printed(&output);
    assert!(
        text.contains("\n-      tid: { ko: 거래번호, en: transaction, length: ..30"),
        "{text}"
    );
    assert!(
        text.contains("\n+      tid: { ko: 원거래번호, en: transaction, length: ..20"),
        "{text}"
    );
    assert!(text.contains("2 taken in, 0 left to do"), "{text}");
    assert_eq!(spec(&root), SPEC);
    assert!(!root.join("generated").exists());
}

#[test]
fn a_written_update_keeps_comments_regenerates_and_tells_what_changed() {
    let root = folder("write", &[LONGER]);
    let output = run(
        &root,
        &["update", "--write", "--no-test", "ondol", "page.md"],
    );
    assert_eq!(code(&output), 0, "{}", errors(&output));
    let text = spec(&root);
    assert!(
        text.contains("length: ..20, presence: required } # as it came"),
        "{text}"
    );
    assert!(!text.contains("sha256: 0000"), "{text}");
    assert!(!root.join("specs/ondol.yaml.new").exists());
    assert!(root.join("generated/src/ondol/cancel.rs").exists());
    let said = printed(&output);
    assert!(said.contains("1 felt on the wire"), "{said}");
    assert!(said.contains("needs a patch version"), "{said}");
    let again = run(
        &root,
        &["update", "--write", "--no-test", "ondol", "page.md"],
    );
    assert_eq!(code(&again), 0);
    assert_eq!(spec(&root), text);
    assert!(printed(&again).contains("byte by byte"));
}

/// Where the folder of specs is named, its manifest decides too.
#[test]
fn a_written_update_generates_in_the_repository_alone() {
    for (manifest, specs, is_repository) in [
        ("[workspace]\n", None, true),
        ("[workspace]\n", Some("specs"), true),
        ("[package]\nname = \"payments\"\n", None, false),
        ("[package]\nname = \"payments\"\n", Some("specs"), false),
    ] {
        let root = folder("places", &[LONGER]);
        std::fs::write(root.join("Cargo.toml"), manifest).unwrap();
        let update = ["update", "--write", "--no-test", "ondol", "page.md"];
        let named: Vec<&str> = specs
            .iter()
            .flat_map(|folder| ["--specs", folder])
            .collect();
        let output = run(&root, &[named.as_slice(), &update].concat());
        assert_eq!(code(&output), 0, "{}", errors(&output));
        assert_ne!(spec(&root), SPEC);
        let is_generated = root.join("generated/src/ondol/cancel.rs").exists();
        assert_eq!(is_generated, is_repository, "{manifest} {specs:?}");
        let told = printed(&output).contains("the build script of your crate compiles the spec");
        assert_eq!(told, !is_repository, "{manifest} {specs:?}");
    }
}

#[test]
fn what_needs_judgement_is_left_with_its_line() {
    let root = folder("left", &[REQUIRED]);
    let output = run(
        &root,
        &["update", "--write", "--no-test", "ondol", "page.md"],
    );
    assert_eq!(code(&output), 1);
    let said = printed(&output);
    assert!(
        said.contains(
            "0 taken in, 1 left to do\n  page.md:11: operation `cancel`, request member `reason`"
        ),
        "{said}"
    );
    assert_eq!(spec(&root), SPEC);
}

/// What the page for maintainers shows is what the commands print.
#[test]
fn the_page_about_changed_pages_shows_what_is_printed() {
    let edits = [
        ("| 거래번호 | 30 |", "| 거래번호 | 20 |"),
        (
            "| reason | 사유 | 100 | X |",
            "| memo | 메모 | 50 | X | |\n| reason | 사유 | 100 | ○ |",
        ),
        ("| 범위 | 1 |", "| 범위 | 2 |"),
        ("| E101 |", "| E102 | 기한이 지난 거래 |\n| E101 |"),
    ];
    let root = folder("page", &edits);
    std::fs::write(root.join("page-2026-01.md"), PAGE).unwrap();
    let mut said = String::new();
    for arguments in [
        &["drift", "ondol", "page.md"][..],
        &["drift", "ondol", "page.md", "--since", "page-2026-01.md"],
        &["update", "ondol", "page.md"],
        &["update", "--write", "--no-test", "ondol", "page.md"],
    ] {
        said.push_str(&printed(&run(&root, arguments)));
    }
    let page = include_str!("../../docs/when-a-page-changes.md");
    let blocks: Vec<&str> = page
        .split("```text\n")
        .skip(1)
        .map(|rest| rest.split("```").next().unwrap())
        .collect();
    assert_eq!(blocks.len(), 7);
    for block in blocks {
        assert!(said.contains(block), "{block}\nis not in\n{said}");
    }
}

/// The page of another vendor, which names some fields as every vendor does.
pub(super) const FOREIGN: &str = "# 취소\nPOST https://api.dune.example/v9/undo\n\
    ## 요청\n| 필드 | 필드명 | 길이 | 필수 |\n|---|---|---|---|\n| tid | 거래 | 40 | O |\n| shop | 상점 | 10 | O |\n\
    | seal | 검증 | 64 | O |\n| memo2 | 메모 | 64 | X |\n\
    ## 응답\n| 필드 | 필드명 | 길이 | 필수 |\n|---|---|---|---|\n| result | 결과코드 | 4 | O |\n| msg | 메시지 | 100 | O |\n";

#[test]
fn a_page_of_another_vendor_is_refused_with_what_it_is_nearest_to() {
    let root = folder("foreign", &[]);
    std::fs::write(root.join("page.md"), FOREIGN).unwrap();
    for command in ["drift", "update"] {
        let output = run(&root, &[command, "ondol", "page.md"]);
        assert_eq!(code(&output), 2, "{}", printed(&output));
        let errors = errors(&output);
        for expected in [
            "is none of the documents",
            "the nearest that it describes is `취소` (line 1), which has 1 of its 6 names in common with operation `cancel`",
            "its addresses are at other hosts",
        ] {
            assert!(errors.contains(expected), "{expected}\nis not in\n{errors}");
        }
    }
}

#[test]
fn a_page_that_can_not_be_compared_does_not_silence_the_others() {
    let root = folder("several", &[LONGER]);
    std::fs::write(root.join("other.md"), FOREIGN).unwrap();
    let output = run(&root, &["drift", "ondol", "other.md", "page.md"]);
    assert_eq!(code(&output), 2);
    assert!(errors(&output).contains("other.md is none of the documents"));
    assert!(printed(&output).contains("request member `tid`, `length`"));
}
