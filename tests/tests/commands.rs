//! The commands that the README tells a newcomer are the ones that CI runs.

use std::path::Path;

fn read(path: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    std::fs::read_to_string(root.join(path)).unwrap()
}

/// The commands of the first shell block under a heading, without what is said about them.
fn commands<'t>(text: &'t str, heading: &str) -> Vec<&'t str> {
    let (_, section) = text.split_once(heading).unwrap();
    let (_, block) = section.split_once("```sh\n").unwrap();
    let (block, _) = block.split_once("```").unwrap();
    let commands = block.lines().map(|line| line.split('#').next().unwrap());
    commands.map(str::trim).collect()
}

#[test]
fn the_readme_tells_two_commands_and_ci_runs_exactly_them() {
    let readme = read("README.md");
    let told = commands(&readme, "\n## Try it\n");
    assert_eq!(told, ["cargo xtask demo", "cargo test --workspace"]);
    let script = read(".ci/run");
    for command in told {
        let runs = script.lines().filter(|line| *line == command).count();
        assert_eq!(runs, 1, "`.ci/run` must run `{command}` once, as it stands");
    }
    let tests = script.lines().filter(|line| line.contains("cargo test"));
    let of_workspace = tests.filter(|line| !line.contains("--manifest-path"));
    assert_eq!(
        of_workspace.count(),
        1,
        "every test of the workspace is in the one command"
    );
}

/// The README's example is compiled; that of the crate's front page is the same.
#[test]
fn the_front_page_of_the_crate_shows_the_example_of_the_readme() {
    let example = |text: &str, fence: &str| {
        let (_, block) = text.split_once(fence).unwrap();
        let (block, _) = block.split_once("```").unwrap();
        block.to_owned()
    };
    let readme = example(&read("README.md"), "```rust,no_run\n");
    let front = example(&read("generated/README.md"), "```rust,ignore\n");
    assert_eq!(readme, front);
}

/// What the page on observability shows is the crate that `.ci/run` builds and tests.
#[test]
fn the_page_on_observability_shows_the_crate_that_is_tested() {
    let shown = read("tests/telemetry/src/lib.rs");
    let page = read("docs/observability.md");
    let (_, section) = page.split_once("\n## OpenTelemetry and metrics\n").unwrap();
    let (section, _) = section.split_once("\n## ").unwrap();
    let blocks: Vec<&str> = section.split("```rust,ignore\n").skip(1).collect();
    assert_eq!(blocks.len(), 2);
    for block in blocks {
        let (code, _) = block.split_once("```").unwrap();
        assert!(shown.contains(code.trim()), "{code}");
    }
}
