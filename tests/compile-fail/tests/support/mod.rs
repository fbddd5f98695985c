//! A cargo workspace of its own beside the real one, with the same runtime and the same locked versions.

use std::path::{Path, PathBuf};
use std::process::Command;

/// Makes the folder anew, with a manifest that has these members.
pub fn workspace(name: &str, members: &[&str]) -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .canonicalize()
        .unwrap();
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

/// `cargo check` in such a workspace. All of them share what is built for them.
pub fn cargo_check(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO"));
    command
        .args(["check", "--offline", "--quiet"])
        .env(
            "CARGO_TARGET_DIR",
            Path::new(env!("CARGO_TARGET_TMPDIR")).join("workspaces-target"),
        )
        .env("CARGO_INCREMENTAL", "0")
        .current_dir(folder);
    command
}

/// Writes a file and the folders above it.
pub fn write(path: &Path, text: &str) {
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}
