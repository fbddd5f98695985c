//! The structure of the code is the one that `docs/architecture.md` shows: imports go in the directions of its table,
//! and no files import each other in a circle.

mod circles;
mod graph;
mod table;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use circles::circles;
use graph::{Graph, Import, read_below};
use table::Table;

/// The crates by their names in paths, and their root files. What is generated is not written by hand.
const CRATES: [(&str, &str); 7] = [
    ("kpg_codegen", "codegen/src/lib.rs"),
    ("kpg_documents", "documents/src/lib.rs"),
    ("kpg_runtime", "runtime/src/lib.rs"),
    ("kpg_recipes", "recipes/src/lib.rs"),
    ("kpg_sandbox", "sandbox/src/lib.rs"),
    ("xtask", "xtask/src/lib.rs"),
    ("kpg_tests", "tests/tests/support/lib.rs"),
];

/// The folders of code that is written by hand: sources, tests, benchmarks.
const WRITTEN: [&str; 9] = [
    "cli",
    "codegen",
    "documents",
    "recipes",
    "runtime",
    "sandbox",
    "tests",
    "xtask/src",
    "xtask/tests",
];
/// What stands in them and is generated, or built.
const NOT_WRITTEN: [&str; 3] = ["tests/tests/generated", "target", "tests/fuzz/target"];
/// So many lines a file may have.
const LONGEST: usize = 500;

/// So many circles may remain, of so many files: values that hold themselves.
const MOST_RECURSIONS: usize = 1;
const MOST_FILES: usize = 2;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn imports() -> BTreeSet<Import> {
    let root = root();
    let mut graph = Graph::default();
    for (name, file) in CRATES {
        graph.add(name, file, &read_below(&root));
    }
    graph.imports()
}

fn table() -> Table {
    Table::read(&std::fs::read_to_string(root().join("docs/architecture.md")).unwrap())
}

fn shown(imports: &BTreeSet<Import>) -> String {
    let lines = imports.iter().map(|import| {
        let Import {
            from,
            to,
            path,
            line,
        } = import;
        format!("  {from}:{line}: `{path}`, which is defined in {to}\n")
    });
    lines.collect()
}

/// The files of Rust below a folder.
fn written_below(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() && !NOT_WRITTEN.iter().any(|other| path.ends_with(other)) {
            written_below(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

#[test]
fn no_file_is_too_long_to_be_read_at_once() {
    let mut files = Vec::new();
    for folder in WRITTEN {
        written_below(&root().join(folder), &mut files);
    }
    assert!(files.len() > 500, "{} files were found", files.len());
    for file in files {
        let lines = std::fs::read_to_string(&file).unwrap().lines().count();
        assert!(lines <= LONGEST, "{}: {lines} lines", file.display());
    }
}

#[test]
fn no_files_import_each_other_in_a_circle() {
    let imports = imports();
    let edges = imports
        .iter()
        .map(|one| (one.from.as_str(), one.to.as_str()));
    let allowed = table().recursions;
    assert!(allowed.len() <= MOST_RECURSIONS, "{allowed:?}");
    let mut problems = String::new();
    for circle in circles(edges) {
        let files: BTreeSet<String> = circle.iter().map(|file| (*file).to_owned()).collect();
        if allowed.contains(&files) && files.len() <= MOST_FILES {
            continue;
        }
        let inside = |file: &str| circle.contains(file);
        let own = imports
            .iter()
            .filter(|one| inside(&one.from) && inside(&one.to));
        let own = shown(&own.cloned().collect());
        problems += &format!("{} files import each other:\n{own}", circle.len());
    }
    assert_eq!(problems, "", "move what both sides need below them");
}

#[test]
fn every_import_goes_in_a_direction_of_the_architecture() {
    let table = table();
    let mut problems = BTreeMap::<String, BTreeSet<Import>>::new();
    for import in imports() {
        let module = |file: &str| {
            let found = table.module_of(file).map(str::to_owned);
            found.unwrap_or_else(|| panic!("{file} belongs to no module of the table"))
        };
        let (from, to) = (module(&import.from), module(&import.to));
        if from != to && !table.rows[&from].contains(&to) {
            let what = format!("`{from}` may not import `{to}`");
            problems.entry(what).or_default().insert(import);
        }
    }
    let problems: String = problems
        .iter()
        .map(|(what, imports)| format!("{what}:\n{}", shown(imports)))
        .collect();
    assert_eq!(problems, "", "the table stands in docs/architecture.md");
}

/// The imports of a crate with these files.
fn imports_of(files: &[(&str, &str)]) -> Vec<(String, String, usize)> {
    let read = |wanted: &str| {
        let found = files.iter().find(|(file, _)| *file == wanted);
        found.map(|(_, text)| (*text).to_owned())
    };
    let mut graph = Graph::default();
    graph.add("small", "small/src/lib.rs", &read);
    let imports = graph.imports().into_iter();
    let short = |file: &str| file.replace("small/src/", "");
    imports
        .map(|import| (short(&import.from), short(&import.to), import.line))
        .collect()
}

#[test]
fn an_import_is_of_the_file_that_defines_the_item_whatever_the_path_to_it() {
    let a = "pub struct A;\npub fn a() {}\n";
    let paths = [
        "use crate::folder::A;",
        "use super::folder::A;",
        "use super::folder::a::A;",
        "use crate::folder::{self, A};",
        "use small::A;",
        "use super::Renamed;",
        "fn b() { crate::folder::a::a() }",
        "fn b() { use super::folder::a; a::a() }",
        "fn b() { matches!(1, crate::folder::A) }",
        "mod inside { use super::super::A; }",
    ];
    for path in paths {
        let found = imports_of(&[
            (
                "small/src/lib.rs",
                "mod b;\nmod folder;\npub use folder::{A, A as Renamed};\n",
            ),
            ("small/src/folder/mod.rs", "mod a;\npub use a::*;\n"),
            ("small/src/folder/a.rs", a),
            ("small/src/b.rs", &format!("\n{path}\nconst _: A = A::A;\n")),
        ]);
        let from_b = found.iter().filter(|(from, ..)| from == "b.rs");
        let from_b: BTreeSet<&str> = from_b.map(|(_, to, _)| to.as_str()).collect();
        assert_eq!(from_b, BTreeSet::from(["folder/a.rs"]), "{path}");
    }
}

#[test]
fn what_brings_in_everything_of_a_module_imports_the_module_too() {
    let found = imports_of(&[
        ("small/src/lib.rs", "mod b;\nmod folder;\n"),
        ("small/src/folder/mod.rs", "mod a;\npub use a::*;\n"),
        ("small/src/folder/a.rs", "pub struct A;\n"),
        (
            "small/src/b.rs",
            "use super::folder::*;\nconst _: A = A::A;\n",
        ),
    ]);
    let from_b = found.iter().filter(|(from, ..)| from == "b.rs");
    let from_b: BTreeSet<&str> = from_b.map(|(_, to, _)| to.as_str()).collect();
    assert_eq!(from_b, BTreeSet::from(["folder/a.rs", "folder/mod.rs"]));
}

#[test]
fn emitted_code_tests_and_mere_re_exports_are_no_imports() {
    let found = imports_of(&[
        ("small/src/lib.rs", "mod a;\nmod b;\npub use a::A;\n"),
        ("small/src/a.rs", "pub struct A;\n"),
        (
            "small/src/b.rs",
            "fn b() { quote! { crate::a::A } }\n#[cfg(test)]\nmod tests { use crate::a::A; }\n",
        ),
    ]);
    assert_eq!(found, []);
    let used = [
        (
            "small/src/lib.rs",
            "mod a;\npub use a::A;\n\npub struct B(A);\n",
        ),
        ("small/src/a.rs", "pub struct A;\n"),
    ];
    assert_eq!(
        imports_of(&used),
        [("lib.rs".to_owned(), "a.rs".to_owned(), 2)]
    );
}

#[test]
fn circles_are_found_through_other_files_and_told_apart() {
    let edges = [
        ("a", "b"),
        ("b", "c"),
        ("c", "a"),
        ("c", "d"),
        ("d", "e"),
        ("e", "d"),
    ];
    let found = circles(edges.into_iter());
    assert_eq!(
        found,
        [BTreeSet::from(["a", "b", "c"]), BTreeSet::from(["d", "e"])]
    );
}
