//! The table of all kinds of change as a page of documentation.

use super::{ChangeKind, Rust, Wire};

/// `docs/changes.md`: what counts as a change, and how each is classed.
pub fn changes_page() -> String {
    let mut page = String::from(HEAD);
    for kind in ChangeKind::ALL
        .iter()
        .filter(|kind| !kind.is_documentation())
    {
        let rust = match kind.rust() {
            Rust::None => "",
            Rust::Additive => "additive",
            Rust::Breaking => "**breaking**",
        };
        let wire = match kind.wire() {
            Wire::Neither => "",
            wire => wire.word(),
        };
        let what = kind.what();
        page.push_str(&format!("| `{}` | {what} | {rust} | {wire} |\n", kind.id()));
    }
    page.push_str(DOCUMENTATION);
    for kind in ChangeKind::ALL
        .iter()
        .filter(|kind| kind.is_documentation())
    {
        page.push_str(&format!("| `{}` | {} |\n", kind.id(), kind.what()));
    }
    page
}

const HEAD: &str = "\
<!-- @generated from codegen/src/diff/ by `cargo xtask generate`. -->

# What counts as a change

`cargo xtask diff OLD.yaml NEW.yaml` compares what two specs mean. Every change is classed twice: for Rust code that
uses the generated module, and on the wire. A test generates the code of two specs for every kind of change and
compiles code of a user against both, so that the column *Rust* is what rustc says.

| Rust | means | version | before 1.0 |
|---|---|---|---|
| **breaking** | code that compiled may not compile any more | major | minor |
| additive | code compiles that did not before | minor | patch |
| | the same code compiles | patch | patch |

| wire | means |
|---|---|
| requests | requests that worked may now fail: they are checked more strictly, or sent otherwise |
| answers | answers may now be read otherwise |
| both | both |
| | what worked works as before |

What is no change:

- Comments, layout, the order of keys, and how a fact is written that means the same.
- The order of members, parameters, values, codes and operations: receivers look members up by name. Only where a
  recipe takes in the body or the query exactly as it is sent is another order a change (`order_changed`).
- Names that reach neither the wire nor Rust: of ciphers, of values, of path segments, of fields that the client
  supplies. A recipe is compared by what it makes, for every choice of an option that both specs have.

What is not counted for Rust:

- The types that a builder goes through (`CancelBuilder<…>` and the module `given`) are not for writing down.
- Enumerations and answers are `#[non_exhaustive]`, so that a new value or member breaks no crate that uses them.
  Where a build script puts the generated code into the very crate that uses it, that does not protect, and
  additions to what is matched exhaustively break.
- Names that a glob import brings in and that hide others.

An item that has another name and is alike otherwise, and to nothing else, counts as renamed; when in doubt it counts
as removed and added.

| kind | what | Rust | wire |
|---|---|---|---|
";

const DOCUMENTATION: &str = "
Changes of documentation alone need a patch version and are listed apart:

| kind | what |
|---|---|
";
