//! Where specs are: in a folder that the user names, in the crate around them, or in the repository of kpg.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::output::Failure;
use crate::program;

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
    /// workspace around the user that has one, or that of the workspace. Whoever writes in another language has neither: then
    /// the installed program takes the one in the current folder.
    pub fn specs(&self) -> Result<PathBuf, Failure> {
        if let Some(folder) = self.specs {
            return there(folder, "--specs");
        }
        if self.root.is_none()
            && let Some(specs) = nearest()
        {
            return Ok(specs);
        }
        match self.root() {
            Err(_) if self.root.is_none() && program::is_installed() => Ok(PathBuf::from(SPECS)),
            root => Ok(root?.join(SPECS)),
        }
    }

    /// kpg's repository, where these are the specs that it is generated from. `None` where the specs are a merchant's own: the
    /// build script of their crate compiles them, and nothing is generated here.
    pub fn repository(&self) -> Result<Option<PathBuf>, Failure> {
        let specs = self.specs()?;
        // `.` has neither a name nor a parent. A folder that is not there yet is named in full.
        let specs = specs.canonicalize().unwrap_or(specs);
        let Some(root) = specs.parent().filter(|_| specs.ends_with(SPECS)) else {
            return Ok(None);
        };
        let is_repository = match std::fs::read_to_string(root.join(MANIFEST)) {
            Ok(manifest) => !is_package(&manifest),
            // What `--root` names need not be a workspace; a folder of specs alone is nobody's repository.
            Err(_) => self.specs.is_none(),
        };
        Ok((is_repository && !program::is_installed()).then(|| root.to_owned()))
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
