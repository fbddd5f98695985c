//! A stamp of the last generation, by which the next one knows that nothing changed: a digest of all that went in (this
//! program, the specs) and one of all that came out. It lies in `target/`; without it everything is made again. What
//! cannot be read or written here is no error: the work is done without a stamp.

use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use sha2::{Digest as _, Sha256};

/// The digest of what goes into a generation.
#[derive(Debug, PartialEq, Eq)]
pub struct Inputs(String);

impl Inputs {
    /// Of the specs as they are now, and of the program that runs; `None` where one of them cannot be read.
    pub fn of(specs: &[PathBuf]) -> Option<Self> {
        let mut digest = Sha256::new();
        let program = std::env::current_exe().ok()?;
        let facts = program.metadata().ok()?;
        let built = facts.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
        part(&mut digest, program.as_os_str().as_encoded_bytes());
        part(&mut digest, &facts.len().to_le_bytes());
        part(&mut digest, &built.as_nanos().to_le_bytes());
        for spec in specs {
            part(&mut digest, spec.as_os_str().as_encoded_bytes());
            part(&mut digest, &std::fs::read(spec).ok()?);
        }
        Some(Self(hex(digest)))
    }
}

/// Whether these inputs made what lies there now. `outputs` are the files that a generation writes, and no others.
pub fn holds(root: &Path, inputs: &Inputs, outputs: &[PathBuf]) -> bool {
    let written = std::fs::read_to_string(path(root)).unwrap_or_default();
    let stamp = written.split_once('\n');
    stamp.is_some_and(|(known, made)| {
        known == inputs.0 && digest(outputs).is_some_and(|digest| digest == made.trim_end())
    })
}

/// Notes that these inputs made these files.
pub fn put(root: &Path, inputs: &Inputs, outputs: &[PathBuf]) {
    let path = path(root);
    let folder = path.parent().map(std::fs::create_dir_all);
    if let (Some(Ok(())), Some(digest)) = (folder, digest(outputs)) {
        let _ = std::fs::write(path, format!("{}\n{digest}\n", inputs.0));
    }
}

fn path(root: &Path) -> PathBuf {
    root.join("target/kpg/generated.stamp")
}

fn digest(files: &[PathBuf]) -> Option<String> {
    let mut digest = Sha256::new();
    for file in files {
        part(&mut digest, file.as_os_str().as_encoded_bytes());
        part(&mut digest, &std::fs::read(file).ok()?);
    }
    Some(hex(digest))
}

/// Each part with its length before it: two files never look like one.
fn part(digest: &mut Sha256, bytes: &[u8]) {
    digest.update(bytes.len().to_le_bytes());
    digest.update(bytes);
}

fn hex(digest: Sha256) -> String {
    let bytes = digest.finalize();
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
