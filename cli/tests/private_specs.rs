//! docs/private-specs.md as its reader follows it: its commands in their order, its files as they stand there, from an empty
//! folder to a call.

use std::path::{Path, PathBuf};
use std::process::Command;

const PAGE: &str = include_str!("../../docs/private-specs.md");
/// So many commands may lead to a call.
const MOST_COMMANDS: usize = 10;

fn repository() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    root.canonicalize().unwrap()
}

/// What a reader does next.
#[derive(Debug, PartialEq)]
enum Step<'p> {
    /// Types a command.
    Run(&'p str),
    /// Writes a file, which a line before the block names.
    Write(&'p str, &'p str),
}

/// The commands and files of a page, in their order. A block in another language is to be read only.
fn steps(page: &str) -> Vec<Step<'_>> {
    let mut steps = Vec::new();
    let mut file = None;
    let mut rest = page;
    while let Some((before, block)) = rest.split_once("\n```") {
        let (language, block) = block.split_once('\n').unwrap();
        let (text, after) = block.split_once("```\n").unwrap();
        let named = before.trim_end().lines().next_back().unwrap_or_default();
        if let Some((name, _)) = named
            .strip_prefix('`')
            .and_then(|name| name.split_once('`'))
        {
            file = Some(name);
        }
        match (language, file.take()) {
            ("sh", _) => steps.extend(text.lines().map(Step::Run)),
            ("toml" | "rust,ignore", Some(file)) => steps.push(Step::Write(file, text)),
            _ => {}
        }
        rest = after;
    }
    steps
}

/// An empty folder outside of every workspace. What is built in it is built as the repository is: what is built there
/// already need not be built again.
fn empty_folder() -> PathBuf {
    // The same for every run in this repository: cargo builds a crate anew where its path is another.
    let name = repository().display().to_string().replace('/', "_");
    let folder = std::env::temp_dir().join(format!("kpg_private_specs{name}"));
    // What a run before this one left, because it failed.
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(folder.join(".cargo")).unwrap();
    let manifest = std::fs::read_to_string(repository().join("Cargo.toml")).unwrap();
    let profiles = manifest.split_once("[profile.dev]").unwrap().1;
    std::fs::write(
        folder.join(".cargo/config.toml"),
        format!("[profile.dev]{profiles}"),
    )
    .unwrap();
    folder
}

fn shell(command: &str, folder: &Path) {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
    let program = Path::new(env!("CARGO_BIN_EXE_kpg")).parent().unwrap();
    let path = std::env::var("PATH").unwrap_or_default();
    let output = Command::new("sh")
        .args(["-c", command])
        .current_dir(folder)
        .env("PATH", format!("{}:{path}", program.display()))
        .env("CARGO_NET_OFFLINE", "true")
        .env("CARGO_TARGET_DIR", target)
        .env("CARGO_INCREMENTAL", "0")
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{command}\n{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
}

#[test]
fn the_page_leads_from_an_empty_folder_to_a_call() {
    let root = empty_folder();
    let mut folder = root.clone();
    for step in steps(PAGE) {
        match step {
            Step::Run("git clone https://github.com/kpg-rs/kpg") => {
                std::os::unix::fs::symlink(repository(), root.join("kpg")).unwrap();
            }
            // It is built already, and is the first that is found.
            Step::Run("cargo install --locked --path kpg/cli") => {
                assert!(root.join("kpg/cli/Cargo.toml").is_file());
            }
            Step::Run(command) if command.starts_with("cd ") => folder = folder.join(&command[3..]),
            Step::Run(command) => shell(command, &folder),
            Step::Write(file, text) => {
                let path = folder.join(file);
                std::fs::create_dir_all(path.parent().unwrap()).unwrap();
                std::fs::write(path, text).unwrap();
                // The versions that are here; a reader has those of the registry.
                std::fs::copy(repository().join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
            }
        }
    }
    assert!(folder.ends_with("payments"));
    std::fs::remove_dir_all(root).unwrap();
}

#[test]
fn ten_commands_are_enough_and_none_edits_what_is_generated() {
    let steps = steps(PAGE);
    let commands = steps.iter().filter(|step| matches!(step, Step::Run(_)));
    assert!(commands.count() <= MOST_COMMANDS);
    assert_eq!(steps.last(), Some(&Step::Run("cargo test")));
    let files = steps.iter().filter_map(|step| match step {
        Step::Write(file, _) => Some(*file),
        Step::Run(_) => None,
    });
    let files: Vec<&str> = files.collect();
    assert_eq!(
        files,
        ["Cargo.toml", "build.rs", "src/lib.rs", "tests/cancel.rs"]
    );
    let Some(Step::Write(_, build)) = steps
        .iter()
        .find(|step| matches!(step, Step::Write("build.rs", _)))
    else {
        panic!("there is no build script")
    };
    assert!(build.lines().count() <= 3, "{build}");
}

#[test]
fn the_page_names_what_a_build_script_takes_in() {
    let manifest = std::fs::read_to_string(repository().join("codegen/Cargo.toml")).unwrap();
    let (_, dependencies) = manifest.split_once("\n[dependencies]\n").unwrap();
    let (dependencies, _) = dependencies.split_once("\n[").unwrap();
    for line in dependencies
        .lines()
        .filter(|line| !line.contains("optional"))
    {
        let name = line.split(['.', ' ']).next().unwrap();
        assert!(
            name.is_empty() || PAGE.contains(&format!("`{name}`")),
            "{name} is not on the page"
        );
    }
}
