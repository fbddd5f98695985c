//! What every client makes of everything a vendor can do to a call. With `--nocapture` the table is printed.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use kpg_tests::hostile::{matrix, table};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_fault_ends_as_the_table_says_for_every_vendor() {
    let cells = matrix::run().await.unwrap();
    println!("{}\n{}", table::table(&cells), table::summary(&cells));
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
}
