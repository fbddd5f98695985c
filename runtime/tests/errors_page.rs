//! docs/errors.md says of every kind of failure what the code says of it.

use kpg_runtime::ErrorKind;

const KINDS: [ErrorKind; 10] = [
    ErrorKind::Prepare,
    ErrorKind::Connect,
    ErrorKind::Session,
    ErrorKind::Exchange,
    ErrorKind::Unreadable,
    ErrorKind::Contradiction,
    ErrorKind::Unproven,
    ErrorKind::Mismatch,
    ErrorKind::Malformed,
    ErrorKind::Refused,
];

#[test]
fn the_page_names_the_outcome_of_every_kind() {
    let page = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/errors.md");
    let page = std::fs::read_to_string(page).unwrap();
    for kind in KINDS {
        let row = page
            .lines()
            .find(|line| line.starts_with(&format!("| `{kind:?}` |")))
            .unwrap();
        let outcome = format!("| `{:?}` |", kind.outcome());
        assert!(row.ends_with(&outcome), "{row}");
    }
}
