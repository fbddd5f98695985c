//! README's table of vendors has every spec of the workspace, and how many operations it has.

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
