//! `cargo xtask new VENDOR`: a commented spec that compiles, to be filled in.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write as _};
use std::path::Path;

use kpg_codegen::{SourceFile, Style, check, render};

use crate::output::{self, Failure};
use crate::specs;

const TEMPLATE: &str = include_str!("template.yaml");

/// Writes `specs/<vendor>.yaml`. An existing file is never touched.
pub fn write(root: &Path, vendor: &str) -> Result<(), Failure> {
    let name = format!("specs/{vendor}.yaml");
    let text = TEMPLATE.replace("VENDOR", vendor);
    // The compiler knows which ids are none, and says so better.
    let checked = check(&SourceFile::new(name.as_str(), text.as_str()));
    let refused = format!("`{vendor}` cannot be the id of a vendor");
    let Some(compiled) = checked.vendor else {
        let found = render(&checked.report, Style::Plain);
        return Err(Failure::Words(format!("{refused}\n\n{found}")));
    };
    // YAML has more than words: a comment behind an id compiles, and is no part of a file's name.
    if compiled.id.snake() != vendor {
        return Err(Failure::Words(format!(
            "{refused}: YAML takes it for `{}`",
            compiled.id
        )));
    }
    let path = root.join(&name);
    let shown = specs::shown(&path);
    let created = OpenOptions::new().write(true).create_new(true).open(&path);
    let mut file = created.map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => Failure::Words(format!(
            "{shown} is there already; remove it first, or choose another id"
        )),
        _ => Failure::disk("create", &path)(error),
    })?;
    file.write_all(text.as_bytes())
        .map_err(Failure::disk("write", &path))?;
    output::print(format!(
        "wrote {shown}, a draft that compiles\n\n\
         Next:\n  \
           1. fill in what is marked TODO, from the vendor's pages\n  \
           2. cargo xtask check {shown}\n  \
           3. cargo xtask generate\n  \
           4. cargo {}",
        specs::tests_of(vendor).join(" ")
    ))
}
