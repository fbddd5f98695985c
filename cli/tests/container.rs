//! The container file, as far as it can be tried without a container: what it builds is there, and what it starts listens,
//! with nothing but the program and the specs.

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const FILE: &str = include_str!("../../Containerfile");

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// What stands behind a word of the file, line by line.
fn lines(word: &str) -> Vec<&'static str> {
    let lines = FILE.lines();
    lines.filter_map(|line| line.strip_prefix(word)).collect()
}

#[test]
fn it_builds_the_program_whose_name_it_copies() {
    let build = ["cargo build --locked --release --package kpg-cli"];
    assert_eq!(lines("RUN "), build);
    assert_eq!(env!("CARGO_PKG_NAME"), "kpg-cli");
    for copied in lines("COPY --from=build /kpg/") {
        let (from, _) = copied.split_once(' ').unwrap();
        match from.strip_prefix("target/release/") {
            Some(program) => assert!(env!("CARGO_BIN_EXE_kpg").ends_with(&format!("/{program}"))),
            None => assert!(repository().join(from).is_dir(), "{from}"),
        }
    }
}

#[test]
fn what_it_starts_serves_the_specs_without_the_workspace() {
    let entry = lines("ENTRYPOINT ").concat();
    let entry: Vec<String> = serde_json::from_str(&entry).unwrap();
    let (program, arguments) = entry.split_first().unwrap();
    assert_eq!(program, "kpg");
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("container");
    let specs = root.join("specs");
    std::fs::create_dir_all(&specs).unwrap();
    for file in std::fs::read_dir(repository().join("specs")).unwrap() {
        let file = file.unwrap().path();
        std::fs::copy(&file, specs.join(file.file_name().unwrap())).unwrap();
    }
    // An absolute path of the container is one below the folder here.
    let below = |argument: &String| match argument.strip_prefix('/') {
        Some(path) => root.join(path).display().to_string(),
        None => argument.clone(),
    };
    let mut sandbox = Command::new(env!("CARGO_BIN_EXE_kpg"))
        .current_dir("/")
        .args(arguments.iter().map(below))
        .args(["--port", "0", "--print-credentials", "env"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let told = BufReader::new(sandbox.stdout.take().unwrap()).lines();
    let told: Vec<String> = told
        .map(Result::unwrap)
        .take_while(|line| !line.starts_with("# End of the credentials"))
        .collect();
    sandbox.kill().unwrap();
    sandbox.wait().unwrap();
    let addresses = told.iter().filter(|line| line.contains("_BASE_URL="));
    let served = std::fs::read_dir(&specs).unwrap().filter(|file| {
        let path = file.as_ref().unwrap().path();
        path.extension().is_some_and(|end| end == "yaml")
    });
    assert_eq!(addresses.count(), served.count(), "{told:#?}");
}
