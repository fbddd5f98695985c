//! What commands take, as their user runs them: `generate`, `check`, `drift` and `import` on many operations and pages.
//! The folders are made anew below `target/`.
#![allow(clippy::unwrap_used)]
// The macros of criterion make functions without documentation.
#![allow(missing_docs)]

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use criterion::{Criterion, criterion_group, criterion_main};

const PAGE: &str = include_str!("../tests/fixtures/updated_page.md");
const SPEC: &str = include_str!("../tests/fixtures/updated.yaml");
const VENDORS: [&str; 4] = ["bccard", "cookiepay", "konaplate", "welcome"];
/// Copies of each of these specs make some 1,000 operations: the four have 37.
const COPIES: usize = 27;

/// An empty folder for a benchmark.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("benches")
        .join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(folder.join("specs")).unwrap();
    folder
}

/// A root with copies of the workspace's specs, each under a name of its own.
fn many_specs(name: &str, copies: usize) -> PathBuf {
    let root = folder(name);
    let specs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs");
    for vendor in VENDORS {
        let text = std::fs::read_to_string(specs.join(vendor).with_extension("yaml")).unwrap();
        for copy in 0..copies {
            let digits = copy.to_string();
            let letters: String = digits.bytes().map(|digit| char::from(digit + 49)).collect();
            let id = format!("{vendor}{letters}");
            let text = text.replace(
                &format!("\nvendor: {vendor}\n"),
                &format!("\nvendor: {id}\n"),
            );
            std::fs::write(root.join(format!("specs/{id}.yaml")), text).unwrap();
        }
    }
    root
}

/// A command in a folder, of which nothing is shown.
fn command(root: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command
        .current_dir(root)
        .args(["--root", "."])
        .args(arguments);
    command.stdout(Stdio::null()).stderr(Stdio::null());
    command
}

/// Runs a command, which ends well, or where it tells differences with one of these codes: a command that fails at once
/// must not be measured as a fast one.
fn run(root: &Path, arguments: &[&str], codes: &[i32]) {
    let status = command(root, arguments).status().unwrap();
    let code = status.code();
    assert!(
        code.is_some_and(|code| codes.contains(&code)),
        "{arguments:?} ended with {code:?}"
    );
}

/// The most memory that a command took, in megabytes: read while it runs, for it only grows.
fn peak(root: &Path, arguments: &[&str]) -> u64 {
    let mut child = command(root, arguments).spawn().unwrap();
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0;
    while child.try_wait().unwrap().is_none() {
        let text = std::fs::read_to_string(&status).unwrap_or_default();
        let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
        peak = peak.max(kilobytes.unwrap_or_default() / 1024);
        std::thread::sleep(Duration::from_millis(2));
    }
    peak
}

fn specs(criterion: &mut Criterion) {
    let many = many_specs("ten_thousand", 10 * COPIES);
    run(&many, &["generate"], &[0]);
    let peak = peak(&many, &["generate", "--check"]);
    println!("peak memory of generate --check, 10,000 operations: {peak} MB");
    let kept = Path::new(env!("CARGO_TARGET_TMPDIR")).join("benches/peak_megabytes");
    std::fs::write(kept, peak.to_string()).unwrap();

    let root = many_specs("thousand", COPIES);
    let files = std::fs::read_dir(root.join("specs")).unwrap();
    let files = files.map(|file| format!("specs/{}", file.unwrap().file_name().display()));
    let files: Vec<String> = files.collect();
    let mut check = vec!["check"];
    check.extend(files.iter().map(String::as_str));
    let mut group = criterion.benchmark_group("commands");
    group
        .sample_size(10)
        .measurement_time(Duration::from_secs(10));
    run(&root, &["generate"], &[0]);
    group.bench_function("generate_1000", |bench| {
        bench.iter(|| run(&root, &["generate", "--check"], &[0]));
    });
    group.bench_function("generate_1000_unchanged", |bench| {
        bench.iter(|| run(&root, &["generate"], &[0]));
    });
    group.bench_function("check_1000", |bench| {
        bench.iter(|| run(&root, &check, &[0]))
    });
    group.bench_function("generate_10000", |bench| {
        bench.iter(|| run(&many, &["generate", "--check"], &[0]));
    });
    group.finish();
}

/// A section of the page under another number and address.
fn section(number: usize) -> String {
    PAGE.replace("cancel", &format!("cancel{number}"))
}

fn pages(criterion: &mut Criterion) {
    let root = folder("pages");
    std::fs::write(root.join("specs/ondol.yaml"), SPEC).unwrap();
    let sections = (1..34).map(section);
    let long: String = [PAGE.to_owned()].into_iter().chain(sections).collect();
    std::fs::write(root.join("long.md"), long).unwrap();
    let names: Vec<String> = (0..100).map(|number| format!("page{number}.md")).collect();
    for (number, name) in names.iter().enumerate() {
        std::fs::write(root.join(name), section(number)).unwrap();
    }
    let mut import = vec!["import", "--vendor", "many"];
    import.extend(names.iter().map(String::as_str));
    let mut group = criterion.benchmark_group("pages");
    group.sample_size(10);
    group.bench_function("drift_100_tables", |bench| {
        bench.iter(|| run(&root, &["drift", "ondol", "long.md"], &[0, 1]));
    });
    group.bench_function("import_100_pages", |bench| {
        bench.iter(|| run(&root, &import, &[0]))
    });
    group.finish();
}

criterion_group!(benches, specs, pages);
criterion_main!(benches);
