//! The page of figures: each beside its goal, with the spread of its measurement.

use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

use jiff::Zoned;

use super::estimate::{Estimate, target};
use super::{competitor, shipped};
use crate::output::Failure;

/// A figure that is a time.
struct Timed {
    what: &'static str,
    benchmark: &'static str,
    /// What its goal is; the empty text where it has none.
    goal: &'static str,
}

/// A figure that is a ratio to a floor: the same work by hand, or by the library that does it alone.
struct Compared {
    what: &'static str,
    group: &'static str,
    floor: &'static str,
    goal: &'static str,
}

const COMPARED: &[Compared] = &[
    Compared {
        what: "build, check and sign a request (hashed)",
        group: "prepare",
        floor: "the same request by hand",
        goal: "1.05",
    },
    Compared {
        what: "read an answer of 50 members",
        group: "interpret",
        floor: "`serde_json` into a struct of texts",
        goal: "1.3",
    },
    Compared {
        what: "build, check and sign a request (RSA)",
        group: "rsa",
        floor: "the signature alone, by `rsa` with blinding",
        goal: "1.05",
    },
    Compared {
        what: "a call over loopback",
        group: "loopback",
        floor: "the same by hand: signed, sent by `reqwest` with the same time-outs, read by `serde_json`",
        goal: "1.03",
    },
];

const COMMANDS: &[Timed] = &[
    Timed {
        what: "`generate`, 1,000 operations",
        benchmark: "commands/generate_1000",
        goal: "",
    },
    Timed {
        what: "`generate`, 1,000 operations, nothing changed",
        benchmark: "commands/generate_1000_unchanged",
        goal: "100 ms",
    },
    Timed {
        what: "`check`, 1,000 operations",
        benchmark: "commands/check_1000",
        goal: "200 ms",
    },
    Timed {
        what: "`generate`, 10,000 operations",
        benchmark: "commands/generate_10000",
        goal: "5 s",
    },
    Timed {
        what: "`drift`, a page of 100 tables",
        benchmark: "pages/drift_100_tables",
        goal: "100 ms",
    },
    Timed {
        what: "`import`, 100 pages",
        benchmark: "pages/import_100_pages",
        goal: "2 s",
    },
];

const STAGES: [&str; 3] = ["check", "emit", "emit_tests"];
const SIZES: [u32; 4] = [10, 100, 1_000, 10_000];

/// The text of the page, from the estimates of the last run.
pub fn written(root: &Path) -> Result<String, Failure> {
    let mut page = String::from(INTRODUCTION);
    let _ = writeln!(page, "{}.\n", machine(root));
    compared(root, &mut page)?;
    page.push_str(&shipped::section(root)?);
    commands(root, &mut page)?;
    stages(root, &mut page)?;
    page.push_str(&competitor::section(root)?);
    page.push_str(MISSED);
    Ok(page)
}

/// What holds whatever the figures of a run are.
const MISSED: &str = "
## What is missed, and why

- `generate` of 10,000 operations: by its profile a quarter of the time goes into parsing tokens (`syn`), a sixth into making
  them (`quote`, `proc-macro2`), a seventh into printing and laying out (`prettyplease`), a quarter into `check`. Tried and
  kept: documentation passes parser and formatter as one raw literal, which neither takes apart; the items in a macro are
  parsed once, without a copy; what tells of every vendor is made beside the files; each file is compared and dropped at
  once; `mimalloc` allocates; the program is linked as a whole (a tenth less). Left: to build the trees of what is emitted
  most often (setters, members, checks) without tokens and parser would save a tenth at most, and read worse than the
  Rust that it makes; to print without a tree would need a formatter of our own.
- `check`: the YAML parser takes a sixth, an example of a JWE a tenth, since what is inside of it must be decrypted with
  RSA. Tried and kept: what explains mistakes runs only where there is one, RSA signatures of examples are verified and not
  computed again, and no model is kept.
- The first call: [architecture.md](architecture.md#how-small-a-program-can-be) says what of, byte by byte. No part stands out:
  a third is the runtime's own machine code in some 500 functions (calls and their failures, judging and reading of answers, the
  transport, bodies, checks), a tenth `serde_json` with its writer of floats, a seventh `chrono` with its formats, a quarter the
  tables by which panics unwind and by which a program is loaded, which grow with the code. Tried and kept: calls, answers and
  failures are handled without the types of their operation; tables of codes stand once in a program; `chrono` stands for `jiff`
  (0.2 MB). Tried and left: times by code of our own (0.07 MB less), EUC-KR by a table of our own (0.21 MB less where a vendor
  writes it), because well-kept libraries have both; floats by the standard library (as large as `zmij`). Not tried: rules and
  encodings are data, so that what an operation does not use of them (conditions, forms, a rule of dates, masks for an audit) is
  there; functions in their place would save some 0.03 MB, and make what is emitted longer. Without unwinding and made for size,
  the first call adds half as much.
- The second vendor: its builder, its request, its answer and its codes, and what a program does with them. They have the types
  that callers see, so no two share code; and the first vendor that writes JSON brings how that is written. Tried and kept: of what
  is made for each type only what needs the type is. A further operation adds 0.04 MB, half of which reads, drops and copies the
  members of its answer.
- A clean build: what is built beside `reqwest` are crates of kpg; in two runs the ratio was 1.14 and 1.16.
- `cargo check` of the generated crate: a goal of 10 ms an operation was set where kpg took 14 and progenitor 57, on a document
  of smaller operations. Here it takes a quarter of progenitor's time, as there.
- A request: what the client checks and the floor does not (the length and letters of each text) makes the difference.
";

const INTRODUCTION: &str = "# Performance

What kpg takes, beside its goals. `cargo xtask bench-report` runs the benchmarks (`cargo bench`) and writes this page;
every figure is of one run. Times are medians; in brackets stands the range that the median lies in with 95 %
confidence. A ratio compares two medians of the same run, and its range is the widest that both allow.

";

/// On what the figures were measured.
fn machine(root: &Path) -> String {
    let processors = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = processors
        .lines()
        .find_map(|line| line.strip_prefix("model name"))
        .map_or("an unknown processor", |line| {
            line.trim_start_matches(['\t', ' ', ':'])
        });
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let date = Zoned::now().strftime("%Y-%m-%d").to_string();
    let commit = Command::new("git")
        .current_dir(root)
        .args(["rev-parse", "--short", "HEAD"])
        .output();
    let commit = commit.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned());
    let commit = commit.ok().filter(|commit| !commit.is_empty());
    let commit = commit.map_or_else(String::new, |commit| format!(", at commit `{commit}`"));
    format!("Measured on {date} on {cores} cores of {model}{commit}")
}

fn compared(root: &Path, page: &mut String) -> Result<(), Failure> {
    page.push_str(
        "## The generated client\n\n\
         | what | kpg | floor | ratio | goal | the floor is |\n|---|---|---|---|---|---|\n",
    );
    for Compared {
        what,
        group,
        floor,
        goal,
    } in COMPARED
    {
        let ours = Estimate::read(root, &format!("{group}/kpg"))?;
        let theirs = Estimate::read(root, &format!("{group}/floor"))?;
        let [ratio, least, most] = ours.over(theirs);
        let _ = writeln!(
            page,
            "| {what} | {} | {} | {ratio:.2} ({least:.2} to {most:.2}) | {goal} | {floor} |",
            time(ours.median),
            time(theirs.median),
        );
    }
    Ok(())
}

fn commands(root: &Path, page: &mut String) -> Result<(), Failure> {
    page.push_str(
        "\n## Commands\n\n\
         As their user runs them, with the start of the program, in a release build. The operations are copies of four\n\
         specs under other names; `generate` is measured with `--check`, which makes and compares every file.\n\n\
         | what | time | goal |\n|---|---|---|\n",
    );
    for Timed {
        what,
        benchmark,
        goal,
    } in COMMANDS
    {
        let estimate = Estimate::read(root, benchmark)?;
        let _ = writeln!(page, "| {what} | {} | {goal} |", with_range(estimate));
    }
    let kept = target(root).join("tmp/benches/peak_megabytes");
    if let Ok(megabytes) = std::fs::read_to_string(kept) {
        let _ = writeln!(
            page,
            "| peak memory of `generate`, 10,000 operations | {megabytes} MB | 300 MB |"
        );
    }
    Ok(())
}

fn stages(root: &Path, page: &mut String) -> Result<(), Failure> {
    page.push_str(
        "\n## The compiler, stage by stage\n\n\
         `check` reads and resolves on one thread; `emit` (the clients) and `emit_tests` (their tests) use all cores.\n\n\
         | operations | check | emit | emit_tests | each, per operation |\n|---|---|---|---|---|\n",
    );
    for size in SIZES {
        let mut cells = Vec::new();
        let mut each = Vec::new();
        for stage in STAGES {
            let estimate = Estimate::read(root, &format!("compiler/{stage}/{size}"))?;
            cells.push(with_range(estimate));
            each.push(time(estimate.median / f64::from(size)));
        }
        let _ = writeln!(
            page,
            "| {size} | {} | {} |",
            cells.join(" | "),
            each.join(", ")
        );
    }
    Ok(())
}

fn with_range(estimate: Estimate) -> String {
    let Estimate {
        median,
        lower,
        upper,
    } = estimate;
    format!("{} ({} to {})", time(median), time(lower), time(upper))
}

/// Nanoseconds, in the unit that leaves the fewest digits.
fn time(nanoseconds: f64) -> String {
    match nanoseconds {
        ..1e3 => format!("{nanoseconds:.0} ns"),
        ..1e6 => format!("{:.1} µs", nanoseconds / 1e3),
        ..1e9 => format!("{:.1} ms", nanoseconds / 1e6),
        _ => format!("{:.2} s", nanoseconds / 1e9),
    }
}

#[cfg(test)]
mod tests {
    use super::time;

    #[test]
    fn a_time_has_the_unit_that_leaves_the_fewest_digits() {
        let times = [
            (12.4, "12 ns"),
            (1_250.0, "1.2 µs"),
            (2_500_000.0, "2.5 ms"),
            (3.5e9, "3.50 s"),
        ];
        for (nanoseconds, expected) in times {
            assert_eq!(time(nanoseconds), expected);
        }
    }
}
