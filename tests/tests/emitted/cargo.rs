//! A cargo workspace of its own beside the real one, with the same runtime and the same locked versions, and what
//! rustc says of its crates.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use kpg_tests::fixtures;
use serde_json::Value;

/// Makes the folder anew, with a manifest that has these members.
pub fn workspace(name: &str, members: &[&str]) -> PathBuf {
    let root = fixtures::root().canonicalize().unwrap();
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    for member in members {
        std::fs::create_dir_all(folder.join(member)).unwrap();
    }
    let manifest = std::fs::read_to_string(root.join("Cargo.toml")).unwrap();
    let (_, rest) = manifest.split_once("[workspace.package]").unwrap();
    let rest = rest.replace(
        r#"path = "runtime""#,
        &format!("path = {:?}", root.join("runtime")),
    );
    let head =
        format!("[workspace]\nresolver = \"3\"\nmembers = {members:?}\n\n[workspace.package]");
    std::fs::write(folder.join("Cargo.toml"), format!("{head}{rest}")).unwrap();
    std::fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    folder
}

/// What `cargo check` has found in a workspace.
pub struct Checked {
    /// Whether everything compiles.
    pub compiles: bool,
    /// What rustc says of the workspace and the runtime, each as JSON.
    pub messages: Vec<Value>,
    /// What cargo itself says.
    pub stderr: String,
}

impl Checked {
    /// Fails the test with everything that was said, unless all of it compiles.
    #[track_caller]
    pub fn assert_compiles(&self) {
        assert!(self.compiles, "{}{}", self.rendered(), self.stderr);
    }

    /// What rustc says, as a user would read it.
    pub fn rendered(&self) -> String {
        let rendered = self
            .messages
            .iter()
            .filter_map(|message| message["rendered"].as_str());
        rendered.collect()
    }
}

/// Runs `cargo check` with these arguments. It stands on the dependencies that `cargo check` and clippy have built of
/// the real workspace, and leaves its own to them: no flag here may differ from theirs.
pub fn check(folder: &Path, arguments: &[&str]) -> Checked {
    let output = run(
        folder,
        &[&["check", "--quiet", "--message-format=json"], arguments].concat(),
    );
    let stdout = String::from_utf8(output.stdout).unwrap();
    let messages = stdout
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap());
    let messages = messages.filter(|message| message["reason"] == "compiler-message");
    Checked {
        compiles: output.status.success(),
        messages: messages
            .map(|mut message| message["message"].take())
            .collect(),
        stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

/// Runs cargo without a network, over what is built of the real workspace.
pub fn run(folder: &Path, arguments: &[&str]) -> Output {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
    let mut cargo = Command::new(env!("CARGO"));
    cargo
        .args(arguments)
        .arg("--offline")
        .env("CARGO_TARGET_DIR", target)
        .env("CARGO_INCREMENTAL", "0")
        .current_dir(folder)
        .output()
        .unwrap()
}

/// Writes a file and the folders above it.
pub fn write(path: &Path, text: &str) {
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}
