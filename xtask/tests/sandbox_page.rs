//! docs/sandbox.md: every `sh` and `python` block is run against a sandbox. The line that begins with `#` at the end of a
//! block says what its output must have.

use std::path::Path;
use std::process::Command;

use super::sandbox::Running;

const PAGE: &str = include_str!("../../docs/sandbox.md");

/// Whether a program is there.
fn has(program: &str) -> bool {
    let found = Command::new(program).arg("--help").output();
    found.is_ok()
}

/// A block's language, its lines, and what its output must have.
fn blocks() -> Vec<(&'static str, String, Vec<String>)> {
    let parts: Vec<&str> = PAGE.split("```").collect();
    let inside = parts.iter().skip(1).step_by(2);
    let read = inside.filter_map(|block| {
        let (language, text) = block.split_once('\n')?;
        let language = ["sh", "python"]
            .into_iter()
            .find(|known| *known == language)?;
        let last = text.trim_end().lines().next_back()?;
        let expected = last.strip_prefix("# ").expect("it says what must be there");
        let expected = match language {
            "python" => expected
                .split(", ")
                .map(|part| part.trim_matches('\'').to_owned())
                .collect(),
            _ => vec![expected.to_owned()],
        };
        Some((language, text.to_owned(), expected))
    });
    read.collect()
}

#[test]
#[cfg(unix)]
fn every_example_of_the_page_does_what_it_says() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("sandbox_page");
    std::fs::create_dir_all(&folder).unwrap();
    let mut running = Running::start(&["--print-credentials", "env", "--seed", "page"]);
    let lines = running.until("# End of the credentials.");
    assert!(PAGE.contains("until grep -q '^# End of the credentials' sandbox.env"));
    std::fs::write(folder.join("sandbox.env"), lines).unwrap();
    let needs = [
        ("sh", ["curl", "openssl"].as_slice()),
        ("python", &["python3"]),
    ];
    let blocks = blocks();
    let count = |wanted: &str| blocks.iter().filter(|(one, ..)| *one == wanted).count();
    assert_eq!((count("sh"), count("python")), (14, 2));
    for (language, text, expected) in blocks {
        let (_, programs) = needs.iter().find(|(known, _)| *known == language).unwrap();
        if let Some(missing) = programs.iter().find(|program| !has(program)) {
            eprintln!("skipped a block of {language}: {missing} is not installed");
            continue;
        }
        let script = match language {
            "python" => format!("python3 - <<'PYTHON'\n{text}\nPYTHON"),
            _ => text.clone(),
        };
        let output = Command::new("bash")
            .current_dir(&folder)
            .args([
                "-euo",
                "pipefail",
                "-c",
                &format!("set -a; . ./sandbox.env; set +a\n{script}"),
            ])
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stdout);
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{said}\n{errors}\nof\n{text}");
        for wanted in &expected {
            assert!(
                said.contains(wanted.as_str()),
                "`{wanted}` is not in\n{said}\n{errors}\nof\n{text}"
            );
        }
    }
    let (code, ..) = running.interrupt();
    assert_eq!(code, Some(0));
}
