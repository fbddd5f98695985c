//! `cargo xtask new VENDOR`: a commented spec that compiles, to be filled in.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write as _};
use std::path::Path;

use kpg_codegen::{SourceFile, Style, check, render, schema};

use crate::home::Home;
use crate::output::{self, Failure};
use crate::program;
use crate::specs;

const TEMPLATE: &str = include_str!("template.yaml");
/// What editors check specs with, and complete them from. The first line of a spec names it.
const SCHEMA: &str = "kpg.schema.json";

/// Writes `<vendor>.yaml` to the folder of specs. An existing file is never touched.
pub fn write(home: Home<'_>, vendor: &str) -> Result<(), Failure> {
    let name = format!("specs/{vendor}.yaml");
    let text = TEMPLATE.replace("VENDOR", vendor);
    let text = text.replace("PROGRAM", program::name());
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
    let folder = home.specs()?;
    std::fs::create_dir_all(&folder).map_err(Failure::disk("create", &folder))?;
    let path = folder.join(format!("{vendor}.yaml"));
    let shown = specs::shown(&path);
    if !written(&path, &text)? {
        return Err(Failure::Words(format!(
            "{shown} is there already; remove it first, or choose another id"
        )));
    }
    written(&folder.join(SCHEMA), &schema())?;
    output::print(format!(
        "wrote {shown}, a draft that compiles\n\nNext:\n{}",
        next(&shown, vendor, home.repository()?.is_none())
    ))
}

/// Writes a new file; false where there is one already, which stays as it is.
fn written(path: &Path, text: &str) -> Result<bool, Failure> {
    let created = OpenOptions::new().write(true).create_new(true).open(path);
    let mut file = match created {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::AlreadyExists => return Ok(false),
        Err(error) => return Err(Failure::disk("create", path)(error)),
    };
    file.write_all(text.as_bytes())
        .map_err(Failure::disk("write", path))?;
    Ok(true)
}

/// What to do with the draft.
fn next(spec: &str, vendor: &str, own_crate: bool) -> String {
    let program = program::name();
    let steps = match own_crate {
        true => [
            "compile it in build.rs: `kpg_codegen::Builder::new().compile()`".to_owned(),
            "include the client: `kpg_runtime::include_vendors!();`; docs/private-specs.md has both files".to_owned(),
        ],
        false => [
            format!("{program} generate"),
            format!("cargo {}", specs::tests_of(vendor).join(" ")),
        ],
    };
    let todo = "settle each `todo` from the vendor's pages, and remove it".to_owned();
    let check = format!("{program} check {spec}");
    let steps = [todo, check].into_iter().chain(steps).enumerate();
    let lines: Vec<String> = steps
        .map(|(index, step)| format!("  {}. {step}", index + 1))
        .collect();
    lines.join("\n")
}
