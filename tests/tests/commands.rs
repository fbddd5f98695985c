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

/// What pages show of a merchant's service is the crate that `.ci/run` builds and tests.
#[test]
fn the_pages_show_the_service_that_is_tested() {
    for (page, heading, file, shown) in [
        (
            "docs/observability.md",
            "\n## OpenTelemetry and metrics\n",
            "tests/service/src/telemetry.rs",
            2,
        ),
        (
            "docs/first-payment.md",
            "\n## 2. The shop\n",
            "tests/service/examples/first_payment.rs",
            1,
        ),
        (
            "docs/notifications.md",
            "# Taking a vendor's notification\n",
            "tests/service/src/webhook.rs",
            1,
        ),
    ] {
        let (text, built) = (read(page), read(file));
        let (_, section) = text.split_once(heading).unwrap();
        let section = section.split("\n## ").next().unwrap();
        let blocks: Vec<&str> = section.split("```rust,ignore\n").skip(1).collect();
        assert_eq!(blocks.len(), shown, "{page}");
        for block in blocks {
            let (code, _) = block.split_once("```").unwrap();
            assert!(built.contains(code.trim()), "{page}: {code}");
        }
    }
}
