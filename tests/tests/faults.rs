//! What every client makes of everything a vendor can do to a call. With `--nocapture` the table is printed;
//! `UPDATE_EXPECT=1` writes it into docs/errors.md, which must show what was found.

use kpg_codegen::model::{Operation, Vendor};
use kpg_tests::fixtures;
use kpg_tests::hostile::{cases, matrix, table};

const PAGE: &str = "docs/errors.md";
const BEGIN: &str = "<!-- faults: UPDATE_EXPECT=1 writes them anew -->\n";
const END: &str = "<!-- end of faults -->\n";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_fault_ends_as_the_table_says_for_every_vendor() {
    let cells = matrix::run().await.unwrap();
    let shown = format!(
        "{}\n{}\n",
        table::table(&cells, &silent()),
        table::summary(&cells)
    );
    println!("{shown}");
    let wrong: Vec<&str> = cells
        .iter()
        .flat_map(|cell| &cell.wrong)
        .map(String::as_str)
        .collect();
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    for case in cases::all() {
        let tried = cells.iter().any(|cell| std::ptr::eq(cell.case, case));
        assert!(tried, "no vendor can be used to try: {}", case.name);
    }
    page_shows(&shown);
}

/// The page holds this between its marks.
fn page_shows(shown: &str) {
    let page = fixtures::text(PAGE).unwrap();
    let (before, rest) = page.split_once(BEGIN).unwrap();
    let (_, after) = rest.split_once(END).unwrap();
    let expected = format!("{before}{BEGIN}\n{shown}\n{END}{after}");
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        std::fs::write(fixtures::root().join(PAGE), &expected).unwrap();
    } else {
        let what = "docs/errors.md shows another table; UPDATE_EXPECT=1 writes it anew";
        assert!(page == expected, "{what}");
    }
}

/// A vendor that moves money and is not tried would pass every case.
#[test]
fn an_operation_that_moves_money_is_tried_of_every_vendor() {
    for vendor in fixtures::vendors().unwrap() {
        assert!(is_tried(&vendor), "{}", vendor.id);
    }
}

/// The vendors whose answers to calls that move money repeat nothing.
fn silent() -> Vec<String> {
    let mut vendors = fixtures::vendors().unwrap();
    vendors.retain(|vendor| !matrix::moving(vendor).any(matrix::repeats));
    vendors.iter().map(|vendor| vendor.id.to_string()).collect()
}

/// An answer to another request is tried of every vendor of which it can be told.
#[test]
fn what_is_repeated_is_tried_of_every_vendor_that_repeats_something() {
    let mut tried = matrix::operations().unwrap();
    tried.extend(matrix::repeating_operations().unwrap());
    for vendor in fixtures::vendors().unwrap() {
        let mut repeating = matrix::moving(&vendor)
            .filter(|it| matrix::repeats(it))
            .peekable();
        let is_silent = repeating.peek().is_none();
        assert!(
            is_silent || repeating.any(|it| is_among(&tried, &vendor, it)),
            "{}",
            vendor.id
        );
    }
}

fn is_tried(vendor: &Vendor) -> bool {
    let tried = matrix::operations().unwrap();
    matrix::moving(vendor).any(|operation| is_among(&tried, vendor, operation))
}

fn is_among(tried: &[(String, String)], vendor: &Vendor, operation: &Operation) -> bool {
    let mut tried = tried.iter();
    tried.any(|(id, name)| {
        (id.as_str(), name.as_str()) == (vendor.id.snake(), operation.name.snake())
    })
}

/// A line of the table is found by what the vendor does.
#[test]
fn no_two_cases_are_called_alike() {
    let mut names: Vec<&str> = cases::all().map(|case| case.name).collect();
    let count = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), count);
}
