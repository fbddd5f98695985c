//! Where specs are: in a folder that the user names, in the crate around them, or in the repository of kpg.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::output::Failure;

/// The folder of specs beside a manifest.
const SPECS: &str = "specs";
const MANIFEST: &str = "Cargo.toml";

/// What the user says of where things are.
#[derive(Clone, Copy, Debug)]
pub struct Home<'a> {
    /// `--root`
    pub root: Option<&'a Path>,
    /// `--specs`
    pub specs: Option<&'a Path>,
}

impl Home<'_> {
    /// The folder that holds specs/ and generated/: the one that is named, or the cargo workspace around the user.
    pub fn root(&self) -> Result<PathBuf, Failure> {
        match self.root {
            Some(root) => there(root, "--root"),
            None => workspace(),
        }
    }

    /// The folder of specs, which need not be there where none is named: the one that is named, that of the nearest crate or
    /// workspace around the user that has one, or that of the workspace.
    pub fn specs(&self) -> Result<PathBuf, Failure> {
        if let Some(folder) = self.specs {
            return there(folder, "--specs");
        }
        if self.root.is_none()
            && let Some(specs) = nearest()
        {
            return Ok(specs);
        }
        Ok(self.root()?.join(SPECS))
    }

    /// Whether the specs are a crate's own, which compiles them in its build script: nothing is generated from them here.
    pub fn is_own_crate(&self) -> Result<bool, Failure> {
        let specs = self.specs()?;
        let manifest = specs.parent().map(|folder| folder.join(MANIFEST));
        let manifest = manifest.and_then(|path| std::fs::read_to_string(path).ok());
        Ok(self.specs.is_some() || manifest.is_some_and(|text| is_package(&text)))
    }
}

/// Whether a manifest is that of a crate. That of kpg's own repository is of a workspace alone.
pub fn is_package(manifest: &str) -> bool {
    manifest.lines().any(|line| line.trim() == "[package]")
}

fn there(folder: &Path, option: &str) -> Result<PathBuf, Failure> {
    match folder.is_dir() {
        true => Ok(folder.to_owned()),
        false => Err(Failure::Words(format!(
            "there is no folder {}, which `{option}` names",
            folder.display()
        ))),
    }
}

/// The specs beside the nearest manifest that has some.
fn nearest() -> Option<PathBuf> {
    let here = std::env::current_dir().ok()?;
    let mut folders = here.ancestors();
    let found =
        folders.find(|folder| folder.join(MANIFEST).is_file() && folder.join(SPECS).is_dir())?;
    Some(found.join(SPECS))
}

/// The cargo workspace around the current folder, as cargo itself finds it.
fn workspace() -> Result<PathBuf, Failure> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let located = Command::new(cargo)
        .args(["locate-project", "--workspace", "--message-format", "plain"])
        .output()
        .map_err(|error| Failure::Words(format!("cannot run cargo: {error}")))?;
    let manifest = PathBuf::from(String::from_utf8_lossy(&located.stdout).trim());
    match manifest.parent() {
        Some(root) if located.status.success() => Ok(root.to_owned()),
        _ => Err(Failure::Words(
            "there is no crate around this folder; name the one that holds specs/ with `--root DIR`, or the folder of \
             specs with `--specs DIR`"
                .to_owned(),
        )),
    }
}
