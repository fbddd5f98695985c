//! Every kind of change between two specs: told as the cases expect, and classed for Rust as rustc does.
//!
//! A case in `cases/` changes `base.yaml`. Its changes are expected in both directions, and it has code of a user
//! that compiles with only one of the two specs; both texts of it are compiled against both specs.

mod cases;
mod surface;

use crate::support;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use cases::{Case, cases};
use kpg_codegen::model::Vendor;
use kpg_codegen::{
    Change, ChangeKind, Rust, SourceFile, Style, changes_page, compile, diff, emit, render,
};

const BASE: &str = include_str!("base.yaml");
const USER: &str = include_str!("user.rs");

fn model(name: &str, text: &str) -> Vendor {
    compile(&SourceFile::new(name, text))
        .unwrap_or_else(|report| panic!("{name}: {}", render(&report, Style::Plain)))
}

/// A change as a case writes it.
fn line(change: &Change) -> String {
    let side = |side: &Option<String>| side.clone().unwrap_or_else(|| "()".to_owned());
    let values = match (&change.old, &change.new) {
        (None, None) => String::new(),
        (old, new) => format!(": {} → {}", side(old), side(new)),
    };
    format!("{}: {}{values}", change.kind.id(), change.subject)
}

fn class(changes: &[Change]) -> Rust {
    let classes = changes.iter().map(|change| change.kind.rust());
    classes.max().unwrap_or(Rust::None)
}

#[test]
fn every_case_is_told_as_expected_and_every_kind_has_one() {
    let base = model("base", BASE);
    assert_eq!(diff(&base, &base), []);
    let mut kinds = BTreeSet::new();
    for case in cases() {
        let edited = model(&case.name, &case.edited(BASE));
        let (there, back) = (diff(&base, &edited), diff(&edited, &base));
        for (changes, expected) in [(&there, &case.there), (&back, &case.back)] {
            let lines: Vec<String> = changes.iter().map(line).collect();
            assert_eq!(lines, *expected, "{}", case.name);
            kinds.extend(changes.iter().map(|change| change.kind));
        }
    }
    let without: Vec<_> = ChangeKind::ALL
        .iter()
        .filter(|kind| !kinds.contains(kind))
        .collect();
    assert!(without.is_empty(), "no case has {without:?}");
}

/// What cannot come without another change of its class or a higher one.
const ACCOMPANIED: [ChangeKind; 5] = [
    ChangeKind::BuilderRemoved,
    ChangeKind::CodesAdded,
    ChangeKind::CodesRemoved,
    ChangeKind::EncodingAdded,
    ChangeKind::EnvelopeChanged,
];

/// A kind that only ever comes with others could be classed wrong and nobody would see.
#[test]
fn every_kind_decides_the_class_of_some_case_alone() {
    let base = model("base", BASE);
    let mut alone = BTreeSet::new();
    for case in cases() {
        let edited = model(&case.name, &case.edited(BASE));
        for changes in [diff(&base, &edited), diff(&edited, &base)] {
            let class = class(&changes);
            let kinds = changes.iter().map(|change| change.kind);
            let decisive: BTreeSet<_> = kinds.filter(|kind| kind.rust() == class).collect();
            if decisive.len() == 1 || class == Rust::None {
                alone.extend(decisive);
            }
        }
    }
    let others: Vec<_> = ChangeKind::ALL
        .iter()
        .filter(|kind| !alone.contains(kind) && !ACCOMPANIED.contains(kind))
        .collect();
    assert!(others.is_empty(), "{others:?} decide no case alone");
}

/// Where nothing is said to change for Rust, nothing that another crate can see does.
#[test]
fn what_does_not_change_for_rust_looks_the_same() {
    let base = model("base", BASE);
    let seen = surface::surface(&base);
    for case in cases() {
        let edited = model(&case.name, &case.edited(BASE));
        let now = surface::surface(&edited);
        let differs: Vec<_> = seen.symmetric_difference(&now).collect();
        let same = class(&diff(&base, &edited)) == Rust::None;
        assert_eq!(differs.is_empty(), same, "{}: {differs:#?}", case.name);
    }
}

#[test]
fn the_page_has_every_kind_once() {
    let page = changes_page();
    for kind in ChangeKind::ALL {
        assert_eq!(page.matches(&format!("| `{}` |", kind.id())).count(), 1);
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let written = std::fs::read_to_string(root.join("docs/changes.md")).unwrap();
    assert_eq!(written, page, "run `cargo xtask generate`");
}

/// A text of a user's code and the spec whose module it is compiled against.
struct Program {
    name: String,
    text: String,
    compiles: bool,
}

impl Program {
    fn new(name: String, spec: &str, vendor: &str, body: &str, compiles: bool) -> Self {
        let text = format!(
            "#![allow(unused, clippy::all)]\n\
             use specs::{spec}::{vendor}::*;\nuse specs::{spec}::*;\nuse specs::helpers::*;\n\
             pub fn main() {{\n{body}\n}}\n"
        );
        Self {
            name,
            text,
            compiles,
        }
    }
}

/// What a case says about Rust, as programs that do or do not compile.
fn programs(case: &Case, base: &Vendor, edited: &Vendor) -> Vec<Program> {
    let (there, back) = (class(&diff(base, edited)), class(&diff(edited, base)));
    let (base_only, edited_only) = (!case.base_only.is_empty(), !case.edited_only.is_empty());
    let name = &case.name;
    assert_eq!(there == Rust::Breaking, base_only, "{name}");
    assert_eq!(there >= Rust::Additive, base_only || edited_only, "{name}");
    assert_eq!(back == Rust::Breaking, edited_only, "{name}");
    assert_eq!(back >= Rust::Additive, base_only || edited_only, "{name}");
    let (old, new) = (base.id.snake(), edited.id.snake());
    let mut programs = Vec::new();
    if base_only {
        let body = &case.base_only;
        programs.push(Program::new(
            format!("{name}_base_base"),
            "base",
            old,
            body,
            true,
        ));
        programs.push(Program::new(
            format!("{name}_base_edited"),
            name,
            new,
            body,
            false,
        ));
    } else {
        // Nothing breaks: whatever the old spec allows compiles.
        programs.push(Program::new(format!("{name}_user"), name, new, USER, true));
    }
    if edited_only {
        let body = &case.edited_only;
        programs.push(Program::new(
            format!("{name}_edited_edited"),
            name,
            new,
            body,
            true,
        ));
        programs.push(Program::new(
            format!("{name}_edited_base"),
            "base",
            old,
            body,
            false,
        ));
    }
    programs
}

/// One crate with a module for the base and each case, each with the module of its vendor.
fn write_specs(folder: &Path, models: &BTreeMap<String, Vendor>) {
    let manifest = "[package]\nname = \"specs\"\nversion.workspace = true\nedition.workspace = true\n\n\
        [features]\ndefault = [\"blocking\"]\nreqwest = []\nblocking = [\"kpg-runtime/blocking\"]\n\n[dependencies]\n\
        kpg-runtime = { workspace = true, features = [\"aes\", \"emv\", \"euckr\", \"jwe\", \"notifications\", \"rsa\", \"sessions\"] }\n";
    support::write(&folder.join("specs/Cargo.toml"), manifest);
    let mut root = String::from(
        "#![allow(clippy::all)]\npub mod helpers {\n\
             pub type Http = kpg_runtime::NoTransport;\n\
             pub fn key() -> kpg_runtime::PrivateKey { panic!(\"compiled, never called\") }\n\
             pub fn public() -> kpg_runtime::PublicKey { panic!(\"compiled, never called\") }\n\
         }\n",
    );
    for (name, vendor) in models {
        let id = vendor.id.snake();
        root.push_str(&format!(
            "pub mod {name} {{ #[path = {:?}] pub mod {id}; }}\n",
            folder.join(format!("specs/src/{name}/{id}/mod.rs"))
        ));
        for (file, text) in emit(std::slice::from_ref(vendor)) {
            if let Some(file) = file.strip_prefix("src/") {
                support::write(&folder.join("specs/src").join(name).join(file), &text);
            }
        }
    }
    support::write(&folder.join("specs/src/lib.rs"), &root);
}

/// One library with a module for every program that compiles, and a binary for each that does not: there
/// one error must not hide another.
fn write_programs(folder: &Path, programs: &[Program]) {
    let manifest = |name: &str| {
        format!(
            "[package]\nname = {name:?}\nversion.workspace = true\nedition.workspace = true\n\n\
             [dependencies]\nspecs = {{ path = \"../specs\" }}\nkpg-runtime.workspace = true\n"
        )
    };
    support::write(&folder.join("works/Cargo.toml"), &manifest("works"));
    support::write(&folder.join("fails/Cargo.toml"), &manifest("fails"));
    let mut root = String::new();
    for Program {
        name,
        text,
        compiles,
    } in programs
    {
        let path = match compiles {
            true => format!("works/src/{name}.rs"),
            false => format!("fails/src/bin/{name}.rs"),
        };
        if *compiles {
            root.push_str(&format!("pub mod {name};\n"));
        }
        support::write(&folder.join(path), text);
    }
    support::write(&folder.join("works/src/lib.rs"), &root);
}

#[test]
fn rust_is_classed_as_rustc_does() {
    let base = model("base", BASE);
    let mut programs_of_all = vec![Program::new("base_user".into(), "base", "acme", USER, true)];
    let mut models = BTreeMap::from([("base".to_owned(), base.clone())]);
    for case in cases() {
        let edited = model(&case.name, &case.edited(BASE));
        programs_of_all.extend(programs(&case, &base, &edited));
        models.insert(case.name, edited);
    }
    let folder = support::workspace("changes", &["specs", "works", "fails"]);
    write_specs(&folder, &models);
    write_programs(&folder, &programs_of_all);

    let works = support::cargo_check(&folder)
        .args(["--package", "works"])
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&works.stderr);
    assert!(works.status.success(), "{said}");

    let fails = support::cargo_check(&folder)
        .args([
            "--package",
            "fails",
            "--keep-going",
            "--message-format=json",
        ])
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&fails.stdout);
    let refused: BTreeSet<String> = said.lines().filter_map(refused).collect();
    let expected: BTreeSet<String> = programs_of_all
        .into_iter()
        .filter(|program| !program.compiles)
        .map(|program| program.name)
        .collect();
    assert!(!expected.is_empty());
    let compiled: Vec<_> = expected.difference(&refused).collect();
    assert!(compiled.is_empty(), "these compile after all: {compiled:?}");
    assert_eq!(refused, expected);
}

/// The program in which rustc has found an error.
fn refused(message: &str) -> Option<String> {
    let message: serde_json::Value = serde_json::from_str(message).ok()?;
    let is_error = message["message"]["level"] == "error";
    let program = message["target"]["name"].as_str()?;
    is_error.then(|| program.to_owned())
}
