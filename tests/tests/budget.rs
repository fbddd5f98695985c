//! What emitted code may weigh: figures that can be counted and do not vary, so that a change that makes them grow is seen.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;
use std::time::SystemTime;

use allocation_counter::measure;
use kpg_tests::by_hand::{by_hand, client, generated};
use kpg_tests::fixtures::root;

/// The emitted code of some vendors.
#[derive(Debug, Default)]
struct Weight {
    operations: usize,
    /// Lines that are neither blank nor comments.
    lines: usize,
    public_items: usize,
}

impl Weight {
    fn of(vendors: &[&str]) -> Self {
        let mut weight = Self::default();
        for vendor in vendors {
            weight.add_folder(&root().join("generated/src").join(vendor));
        }
        weight
    }

    fn add_folder(&mut self, folder: &Path) {
        for file in std::fs::read_dir(folder).unwrap() {
            let text = std::fs::read_to_string(file.unwrap().path()).unwrap();
            for line in text.lines().map(str::trim_start) {
                if line.is_empty() || line.starts_with("//") {
                    continue;
                }
                self.lines += 1;
                self.public_items += usize::from(line.starts_with("pub ") && !line.ends_with(','));
                self.operations += usize::from(line.starts_with("impl Operation for "));
            }
        }
    }

    fn per_operation(&self, count: usize) -> usize {
        count.checked_div(self.operations).unwrap_or_default()
    }
}

/// So many allocations a request may take above those by hand.
const MOST_ABOVE: u64 = 3;

/// The vendors that the budget was set with: their specs have lists of codes of ordinary length and no browser forms.
const MEASURED: [&str; 4] = ["bccard", "cookiepay", "konaplate", "welcome"];

#[test]
fn an_operation_takes_no_more_emitted_lines_and_public_items_than_budgeted() {
    let weight = Weight::of(&MEASURED);
    assert_eq!(weight.operations, 37, "{weight:?}");
    assert!(weight.per_operation(weight.lines) <= 180, "{weight:?}");
    assert!(
        weight.per_operation(weight.public_items) <= 20,
        "{weight:?}"
    );
}

#[test]
fn a_request_takes_few_allocations_above_the_same_by_hand() {
    let (now, tid) = (SystemTime::UNIX_EPOCH, "StdpayCARD0001");
    let client = client(now);
    let ours = measure(|| drop(generated(&client, tid, 1_000))).count_total;
    let theirs = measure(|| drop(by_hand(now, tid, 1_000))).count_total;
    assert!(ours <= theirs + MOST_ABOVE, "{ours} beside {theirs}");
}

/// The crates that a program for 64-bit Linux takes in with the generated crate, each with its version.
fn crates_with(features: &str) -> BTreeSet<String> {
    let package = ["tree", "--package", "kpg", "--no-default-features"];
    let listed = ["--edges", "normal", "--prefix", "none", "--no-dedupe"];
    let tree = Command::new(env!("CARGO"))
        .args(package)
        .args(["--features", features, "--offline"])
        .args(["--target", "x86_64-unknown-linux-gnu"])
        .args(listed)
        .current_dir(root())
        .output()
        .unwrap();
    let text = String::from_utf8(tree.stdout).unwrap();
    let words = text.lines().map(|line| line.split(' ').take(2));
    words
        .map(|words| words.collect::<Vec<_>>().join(" "))
        .collect()
}

#[test]
fn clients_bring_no_more_crates_than_budgeted_and_none_in_two_versions() {
    for (features, most) in [
        ("cookiepay", 66),
        ("cookiepay,reqwest,rustls", 101),
        ("all_vendors,reqwest,rustls", 145),
    ] {
        let crates = crates_with(features);
        let names: BTreeSet<_> = crates.iter().map(|it| it.split(' ').next()).collect();
        assert!(names.contains(&Some("kpg")), "{features}: {crates:?}");
        assert!(crates.len() <= most, "{features}: {}", crates.len());
        assert_eq!(names.len(), crates.len(), "{features}: {crates:?}");
    }
}
