//! What README shows is what stands elsewhere: its table of vendors in the specs, its part of a spec in the short path.

use std::collections::BTreeMap;

use kpg_tests::fixtures::text;
use kpg_tests::specs::SPECS;

#[test]
fn the_table_of_vendors_is_what_the_specs_are() {
    let readme = text("README.md").unwrap();
    let mut told = BTreeMap::new();
    for row in readme.lines().filter(|line| line.contains("| `kpg::")) {
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        let ["", name, module, operations, what, ""] = cells.as_slice() else {
            panic!("a row has another form: {row}");
        };
        assert!(!name.is_empty() && !what.is_empty(), "{row}");
        let module = module.trim_matches('`').trim_start_matches("kpg::");
        let operations: usize = operations.parse().unwrap();
        let before = told.insert(module, operations);
        assert_eq!(before, None, "{module} is there twice");
    }
    let specs = SPECS.iter();
    let counted = specs.map(|vendor| (vendor.id.snake(), vendor.operations.len()));
    assert_eq!(told, counted.collect());
}

/// The language page compiles its example; README shows lines of it, in their order.
#[test]
fn the_part_of_a_spec_is_of_the_short_path() {
    let readme = text("README.md").unwrap();
    let language = text("docs/spec-language.md").unwrap();
    let (shown, whole) = (first_example(&readme), first_example(&language));
    let mut whole = whole.lines();
    for line in shown.lines().filter(|line| !line.is_empty()) {
        assert!(
            whole.any(|there| there == line),
            "not in the short path: {line}"
        );
    }
    assert!(shown.lines().count() > 10);
}

fn first_example(page: &str) -> &str {
    let (_, from) = page.split_once("```yaml\n").unwrap();
    let (example, _) = from.split_once("\n```").unwrap();
    example
}
