//! What programs take to build and weigh, as the benchmark `shipped` leaves it on the disk.

use std::path::{Path, PathBuf};

use super::estimate::target;
use crate::output::Failure;

/// A program: how long its build took, in seconds, and how large it is, in megabytes.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Program {
    seconds: f64,
    megabytes: f64,
}

/// The part of the page that compares programs.
pub fn section(root: &Path) -> Result<String, Failure> {
    let (path, text) = figures(root)?;
    section_of(&text).ok_or_else(|| without_figures(&path))
}

/// The size of a program with `reqwest` alone, and what the first call of kpg adds to it, in megabytes.
pub fn one_vendor_above_floor(root: &Path) -> Result<(f64, f64), Failure> {
    let (path, text) = figures(root)?;
    let sizes = ["reqwest", "one_vendor"].map(|name| Some(read(&text, name)?.megabytes));
    match sizes {
        [Some(floor), Some(one)] => Ok((floor, one - floor)),
        _ => Err(without_figures(&path)),
    }
}

fn figures(root: &Path) -> Result<(PathBuf, String), Failure> {
    let path = target(root).join("tmp/benches/shipped/figures");
    let text = std::fs::read_to_string(&path).map_err(Failure::disk("read", &path))?;
    Ok((path, text))
}

fn without_figures(path: &Path) -> Failure {
    Failure::Words(format!("{} has no figures", path.display()))
}

fn section_of(figures: &str) -> Option<String> {
    let [floor, one, two] =
        ["reqwest", "one_vendor", "two_vendors"].map(|name| read(figures, name));
    let (floor, one, two) = (floor?, one?, two?);
    let row = |what: &str, it: Program, above: String, goal: &str| {
        let Program { seconds, megabytes } = it;
        format!("| {what} | {seconds:.0} s | {megabytes:.2} MB | {above} | {goal} |\n")
    };
    let first = format!(
        "{:.2} × the build, {:+.2} MB",
        one.seconds / floor.seconds,
        one.megabytes - floor.megabytes
    );
    let second = format!("{:+.2} MB", two.megabytes - one.megabytes);
    let rows = [
        row("`reqwest`: one form is posted", floor, String::new(), ""),
        row(
            "kpg: a cancel of one vendor",
            one,
            first,
            "1.15 ×, +0.15 MB",
        ),
        row("kpg: cancels of two vendors", two, second, "+0.03 MB"),
    ];
    Some(SECTION.to_owned() + &rows.concat())
}

const SECTION: &str = "
## A program with kpg

Built once from nothing, in a release build with TLS, and stripped; the versions of all crates are the same.

| program | build | size | above the one before | goal |
|---|---|---|---|---|
";

/// A line of the figures: a name, milliseconds, bytes.
fn read(figures: &str, name: &str) -> Option<Program> {
    let mut lines = figures.lines().map(str::split_whitespace);
    let mut line = lines.find_map(|mut words| (words.next()? == name).then_some(words))?;
    let mut number = || line.next()?.parse::<f64>().ok();
    Some(Program {
        seconds: number()? / 1e3,
        megabytes: number()? / 1e6,
    })
}

#[cfg(test)]
mod tests {
    use super::section_of;

    #[test]
    fn programs_are_compared_with_the_one_before() {
        let figures =
            "reqwest 40000 2500000\none_vendor 44000 3000000\ntwo_vendors 45000 3020000\n";
        let section = section_of(figures).unwrap();
        for part in [
            "| 40 s | 2.50 MB |",
            "| 1.10 × the build, +0.50 MB |",
            "| +0.02 MB |",
        ] {
            assert!(section.contains(part), "{section}");
        }
        assert_eq!(section_of("reqwest 40000"), None);
    }
}
