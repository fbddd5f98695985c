//! kpg beside the nearest generator, as the benchmark `competitor` leaves it on the disk.

use std::path::{Path, PathBuf};

use super::estimate::target;
use super::shipped;
use crate::output::Failure;

/// What is known of one generator: of how many operations, microseconds to generate and to check, lines of code.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Figures {
    operations: f64,
    generate: f64,
    check: f64,
    lines: f64,
}

/// The part of the page that compares generators; without figures, that they were left out.
pub fn section(root: &Path) -> Result<String, Failure> {
    let path = path(root);
    let Ok(text) = std::fs::read_to_string(&path) else {
        return Ok(format!("{HEADING}Left out of this run.\n"));
    };
    let above_floor = shipped::one_vendor_above_floor(root)?;
    section_of(&text, above_floor)
        .ok_or_else(|| Failure::Words(format!("{} has no figures", path.display())))
}

/// Removes the figures of an earlier run: every figure of a page is of one.
pub fn forget(root: &Path) {
    let _ = std::fs::remove_file(path(root));
}

fn path(root: &Path) -> PathBuf {
    target(root).join("tmp/benches/competitor/figures")
}

/// `floor` is the size of a program with reqwest alone, `kpg` what the first call of kpg adds to it, both in megabytes.
fn section_of(figures: &str, (floor, kpg): (f64, f64)) -> Option<String> {
    let (ours, theirs) = (read(figures, "kpg")?, read(figures, "progenitor")?);
    let size = figures.lines().find_map(|line| line.strip_prefix("size "));
    let size: f64 = size?.parse().ok()?;
    let each = |what: &str, of: fn(&Figures) -> f64, unit: &str, digits: usize| {
        let [ours, theirs] = [ours, theirs].map(|it| of(&it) / it.operations);
        format!("| {what} | {ours:.digits$}{unit} | {theirs:.digits$}{unit} |\n")
    };
    let rows = [
        each(
            "to generate, per operation",
            |it| it.generate / 1e3,
            " ms",
            2,
        ),
        each(
            "`cargo check` of the generated crate alone, per operation",
            |it| it.check / 1e3,
            " ms",
            1,
        ),
        each("lines of code, per operation", |it| it.lines, "", 0),
        format!(
            "| what the first call adds to a program with `reqwest` | {kpg:+.2} MB | {:+.2} MB |\n",
            size / 1e6 - floor
        ),
    ];
    let introduction = INTRODUCTION.replace("COUNT", &format!("{:.0}", ours.operations));
    Some(format!("{HEADING}{introduction}{}", rows.concat()))
}

const HEADING: &str = "\n## Beside the nearest generator\n\n";

const INTRODUCTION: &str = "[progenitor](https://crates.io/crates/progenitor) 0.15 generates clients from OpenAPI 3.0. kpg has the specs of the
workspace; progenitor has a document of as many operations, COUNT, each a cancel with the fields and lengths of a vendor's
own as far as OpenAPI says them: without signatures, result codes and outcomes. kpg's time is that of the whole command on
all cores, with its tests and examples checked; progenitor's is that of reading, generating and printing on one.

| what | kpg | progenitor |
|---|---|---|
";

/// A line of the figures: a name, and four numbers.
fn read(figures: &str, name: &str) -> Option<Figures> {
    let mut lines = figures.lines().map(str::split_whitespace);
    let mut found = lines.find_map(|mut words| (words.next()? == name).then_some(words))?;
    let mut number = || found.next()?.parse::<f64>().ok();
    Some(Figures {
        operations: number()?,
        generate: number()?,
        check: number()?,
        lines: number()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_figure_is_that_of_one_operation() {
        let figures = "kpg 10 20000 90000 1500\nprogenitor 10 65000 500000 8300\nsize 6500000\n";
        let section = section_of(figures, (5.5, 0.75)).unwrap_or_default();
        let rows = [
            "| to generate, per operation | 2.00 ms | 6.50 ms |",
            "| `cargo check` of the generated crate alone, per operation | 9.0 ms | 50.0 ms |",
            "| lines of code, per operation | 150 | 830 |",
            "| what the first call adds to a program with `reqwest` | +0.75 MB | +1.00 MB |",
        ];
        for row in rows {
            assert!(section.contains(row), "{row} is not in {section}");
        }
        assert_eq!(section_of("kpg 10 20000\n", (5.5, 0.75)), None);
    }
}
