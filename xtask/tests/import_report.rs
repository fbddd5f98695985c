//! `cargo xtask import --format json`: what tools get of a draft.

use kpg_codegen::{Severity, SourceFile, check};

use super::import::{import, pages};

/// Tools get the draft, the words behind every fact, and the decisions from the outside in.
#[test]
fn the_report_for_tools_has_the_evidence_of_every_field_and_the_decisions_in_their_order() {
    let page = pages().join("dolgae.md");
    let text = std::fs::read_to_string(&page).unwrap();
    let output = import(&[
        page.to_str().unwrap(),
        "--vendor",
        "acme",
        "--format",
        "json",
    ]);
    assert_eq!(output.status.code(), Some(0));
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let draft = report["draft"].as_str().unwrap();
    let checked = check(&SourceFile::new("acme.yaml", draft));
    assert_eq!(checked.report.count(Severity::Error), 0);
    let lines: Vec<&str> = text.lines().collect();
    let mut fields = 0;
    for operation in report["pages"][0]["operations"].as_array().unwrap() {
        for way in ["request", "answer"] {
            for field in operation[way].as_array().unwrap() {
                let line = field["page_line"].as_u64().unwrap() as usize;
                let name = field["name"].as_str().unwrap();
                assert!(
                    lines[line - 1].contains(name),
                    "{name} is not on line {line}"
                );
                for fact in ["kind", "length", "presence"] {
                    let said = field[fact]["said"].as_str().unwrap_or_default();
                    let understood = !field[fact]["understood"].is_null();
                    assert!(
                        !understood || !said.is_empty(),
                        "{name}: {fact} without words"
                    );
                }
                fields += 1;
            }
        }
    }
    assert_eq!(fields, 10);
    let order = ["vendor", "operation", "codes", "field"];
    let decisions = report["decisions"].as_array().unwrap();
    let stages: Vec<usize> = decisions
        .iter()
        .map(|one| {
            order
                .iter()
                .position(|stage| one["stage"] == *stage)
                .unwrap()
        })
        .collect();
    assert!(stages.len() > 4 && stages.is_sorted(), "{stages:?}");
    let draft: Vec<&str> = draft.lines().collect();
    for decision in decisions {
        let line = decision["draft_line"].as_u64().unwrap() as usize;
        let todo = decision["todo"].as_str().unwrap();
        let begins: String = todo.chars().take(8).collect();
        assert!(draft[line - 1].contains(&begins), "line {line}: {todo}");
    }
}
