//! The demonstration calls every operation of every spec, and stays within the terminal.

use std::process::Command;

use kpg_tests::fixtures;

/// What the widest line may take, in columns.
const WIDTH: usize = 118;

#[test]
fn the_demonstration_shows_every_operation_within_its_width() {
    let run = Command::new(env!("CARGO_BIN_EXE_demo")).output().unwrap();
    let error = String::from_utf8(run.stderr).unwrap();
    assert!(run.status.success(), "{error}");
    let shown = String::from_utf8(run.stdout).unwrap();
    for id in fixtures::spec_ids().unwrap() {
        let vendor = fixtures::vendor(&id).unwrap();
        for operation in &vendor.operations {
            let name = format!("{}.{} ", vendor.id.snake(), operation.name.snake());
            let label = operation.summary.primary();
            let lines = shown.lines().map(str::trim_start);
            let told = lines.filter(|line| line.starts_with(&name) && line.contains(label));
            assert_eq!(told.count(), 1, "{name}{label}");
        }
    }
    for line in shown.lines() {
        assert!(textwrap::core::display_width(line) <= WIDTH, "{line}");
    }
}
