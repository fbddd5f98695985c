//! Every kind of change between two specs: told as the cases expect, and classed for Rust as rustc does.
//!
//! A case in `cases/` changes `base.yaml`. Its changes are expected in both directions, and it has code of a user
//! that compiles with only one of the two specs; both texts of it are compiled against both specs.

mod cases;
mod surface;

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::LazyLock;

use super::cargo;
use cases::{Case, cases};
use kpg_codegen::model::Vendor;
use kpg_codegen::{
    Change, ChangeKind, Fact, Rust, SourceFile, Style, changes_page, compile, diff, emit, render,
};
use kpg_tests::fixtures;
use serde_json::Value;

const USER: &str = include_str!("user.rs");

/// A spec as every test needs it, made once.
struct Spec {
    name: String,
    vendor: Vendor,
    files: Vec<(String, String)>,
}

impl Spec {
    fn new(name: &str, text: &str) -> Self {
        let vendor = compile(&SourceFile::new(name, text))
            .unwrap_or_else(|report| panic!("{name}: {}", render(&report, Style::Plain)));
        Self {
            name: name.to_owned(),
            files: emit(std::slice::from_ref(&vendor)).into_iter().collect(),
            vendor,
        }
    }
}

static BASE: LazyLock<Spec> = LazyLock::new(|| Spec::new("base", BASE_TEXT));
const BASE_TEXT: &str = include_str!("base.yaml");

/// Every case, and the spec that it makes of the base.
static CASES: LazyLock<Vec<(Case, Spec)>> = LazyLock::new(|| {
    let cases = cases().into_iter();
    let edited = |case: Case| {
        let spec = Spec::new(&case.name, &case.edited(BASE_TEXT));
        (case, spec)
    };
    cases.map(edited).collect()
});

/// What changes from the base to the edited spec, and back.
fn changes_of(edited: &Spec) -> [Vec<Change<'_>>; 2] {
    let (base, edited) = (&BASE.vendor, &edited.vendor);
    [diff(base, edited), diff(edited, base)]
}

/// A change as a case writes it.
fn line(change: &Change<'_>) -> String {
    let side = |side: &Option<Fact<'_>>| {
        let words = side.as_ref().map(ToString::to_string);
        words.unwrap_or_else(|| "()".to_owned())
    };
    let values = match (&change.old, &change.new) {
        (None, None) => String::new(),
        (old, new) => format!(": {} → {}", side(old), side(new)),
    };
    format!("{}: {}{values}", change.kind.id(), change.subject)
}

fn class(changes: &[Change<'_>]) -> Rust {
    let classes = changes.iter().map(|change| change.kind.rust());
    classes.max().unwrap_or(Rust::None)
}

#[test]
fn every_case_is_told_as_expected_and_every_kind_has_one() {
    assert_eq!(diff(&BASE.vendor, &BASE.vendor), []);
    let mut kinds = BTreeSet::new();
    for (case, edited) in &*CASES {
        let [there, back] = changes_of(edited);
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
    let mut alone = BTreeSet::new();
    for (_, edited) in &*CASES {
        for changes in changes_of(edited) {
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
    let seen = surface::surface(&BASE.vendor, &BASE.files);
    for (case, edited) in &*CASES {
        let now = surface::surface(&edited.vendor, &edited.files);
        let differs: Vec<_> = seen.symmetric_difference(&now).collect();
        let [there, _] = changes_of(edited);
        let same = class(&there) == Rust::None;
        assert_eq!(differs.is_empty(), same, "{}: {differs:#?}", case.name);
    }
}

#[test]
fn the_page_has_every_kind_once() {
    let page = changes_page();
    for kind in ChangeKind::ALL {
        assert_eq!(page.matches(&format!("| `{}` |", kind.id())).count(), 1);
    }
    let written = fixtures::text("docs/changes.md").unwrap();
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
fn programs(case: &Case, edited: &Spec) -> Vec<Program> {
    let [there, back] = changes_of(edited).map(|changes| class(&changes));
    let (base_only, edited_only) = (!case.base_only.is_empty(), !case.edited_only.is_empty());
    let name = &case.name;
    assert_eq!(there == Rust::Breaking, base_only, "{name}");
    assert_eq!(there >= Rust::Additive, base_only || edited_only, "{name}");
    assert_eq!(back == Rust::Breaking, edited_only, "{name}");
    assert_eq!(back >= Rust::Additive, base_only || edited_only, "{name}");
    let (old, new) = (BASE.vendor.id.snake(), edited.vendor.id.snake());
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
fn write_specs(folder: &Path) {
    let manifest = "[package]\nname = \"specs\"\nversion.workspace = true\nedition.workspace = true\n\n\
        [features]\ndefault = [\"blocking\"]\nreqwest = []\nblocking = [\"kpg-runtime/blocking\"]\n\n[dependencies]\n\
        kpg-runtime = { workspace = true, features = [\"aes\", \"conditions\", \"emv\", \"euckr\", \"forms\", \"jwe\", \"notifications\", \"opening\", \"rsa\", \"sessions\"] }\n";
    cargo::write(&folder.join("specs/Cargo.toml"), manifest);
    let mut root = String::from(
        "#![allow(clippy::all)]\npub mod helpers {\n\
             pub type Http = kpg_runtime::NoTransport;\n\
             pub fn key() -> kpg_runtime::PrivateKey { panic!(\"compiled, never called\") }\n\
             pub fn public() -> kpg_runtime::PublicKey { panic!(\"compiled, never called\") }\n\
         }\n",
    );
    for spec in CASES.iter().map(|(_, spec)| spec).chain([&*BASE]) {
        let (name, id) = (&spec.name, spec.vendor.id.snake());
        root.push_str(&format!(
            "pub mod {name} {{ #[path = {:?}] pub mod {id}; }}\n",
            folder.join(format!("specs/src/{name}/{id}/mod.rs"))
        ));
        for (file, text) in &spec.files {
            if let Some(file) = file.strip_prefix("src/") {
                cargo::write(&folder.join("specs/src").join(name).join(file), text);
            }
        }
    }
    cargo::write(&folder.join("specs/src/lib.rs"), &root);
}

/// A crate with a module for each of these programs.
fn write_programs<'p>(
    folder: &Path,
    package: &str,
    programs: impl IntoIterator<Item = &'p Program>,
) {
    let manifest = format!(
        "[package]\nname = {package:?}\nversion.workspace = true\nedition.workspace = true\n\n\
         [dependencies]\nspecs = {{ path = \"../specs\" }}\nkpg-runtime.workspace = true\n"
    );
    let folder = folder.join(package);
    cargo::write(&folder.join("Cargo.toml"), &manifest);
    let mut root = String::new();
    for Program { name, text, .. } in programs {
        root.push_str(&format!("pub mod {name};\n"));
        cargo::write(&folder.join(format!("src/{name}.rs")), text);
    }
    cargo::write(&folder.join("src/lib.rs"), &root);
}

#[test]
fn rust_is_classed_as_rustc_does() {
    let mut all = vec![Program::new("base_user".into(), "base", "acme", USER, true)];
    for (case, edited) in &*CASES {
        all.extend(programs(case, edited));
    }
    let folder = cargo::workspace("changes", &["specs", "works", "fails"]);
    write_specs(&folder);
    let (works, fails): (Vec<Program>, Vec<Program>) =
        all.into_iter().partition(|program| program.compiles);
    write_programs(&folder, "works", &works);
    write_programs(&folder, "fails", []);
    cargo::check(&folder, &["--package", "works"]).assert_compiles();
    assert_each_fails(&folder, fails);
}

/// Each of these programs has an error of its own. They are checked together; errors of an early stage of rustc hide
/// those of a later one, so what has none is checked again without the others.
fn assert_each_fails(folder: &Path, mut programs: Vec<Program>) {
    assert!(!programs.is_empty());
    while !programs.is_empty() {
        write_programs(folder, "fails", &programs);
        let checked = cargo::check(folder, &["--package", "fails"]);
        let refused: BTreeSet<&str> = checked.messages.iter().filter_map(refused).collect();
        let before = programs.len();
        programs.retain(|program| !refused.contains(program.name.as_str()));
        let names: Vec<&String> = programs.iter().map(|program| &program.name).collect();
        assert!(!checked.compiles, "these compile after all: {names:?}");
        assert!(programs.len() < before, "{}", checked.rendered());
    }
}

/// The program in which rustc has found an error.
fn refused(message: &Value) -> Option<&str> {
    let mut spans = message["spans"].as_array()?.iter();
    let primary = spans.find(|span| span["is_primary"] == true)?;
    // What a macro has written stands where the program calls the macro.
    let calls = std::iter::successors(Some(primary), |span| span.pointer("/expansion/span"));
    let mut files = calls.filter_map(|span| span["file_name"].as_str());
    let program = files.find_map(|file| file.strip_prefix("fails/src/")?.strip_suffix(".rs"))?;
    (message["level"] == "error").then_some(program)
}
