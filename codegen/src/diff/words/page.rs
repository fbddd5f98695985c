//! The table of all kinds of change as a page of documentation.

use crate::diff::change::{ChangeKind, Rust, Wire};

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

`cargo xtask diff OLD.yaml NEW.yaml` compares the meaning of two specs. Every change has two classes: one for Rust code that
uses the generated module, and one for the wire. For every kind of change, a test generates the code of two specs and
compiles a user's code against both. So the column *Rust* is the result of rustc.

| Rust | means | version | before 1.0 |
|---|---|---|---|
| **breaking** | code that compiled before may no longer compile | major | minor |
| additive | code that did not compile before may compile now | minor | patch |
| | the same code compiles | patch | patch |

| wire | means |
|---|---|
| requests | requests that worked may now fail: the client checks them more strictly, or sends them differently |
| answers | the client may now read answers differently |
| both | both |
| | everything works as before |

These are not changes:

- Comments, layout, the order of keys, and two ways to write the same fact.
- The order of members, parameters, values, codes and operations: receivers look members up by name. The order counts
  only if a recipe uses the body or the query exactly as the client sends it (`order_changed`).
- Names that appear neither on the wire nor in Rust: of ciphers, values, path segments, and fields that the client
  supplies. The command compares recipes by their result, for every choice of an option that both specs have.

The class for Rust does not count these:

- The types that a builder passes through (`CancelBuilder<…>` and the module `given`). Do not write them in your code.
- New values of enumerations and new members of answers. Both are `#[non_exhaustive]`, so an addition breaks no crate
  that uses them. If a build script generates the code into your own crate, this does not protect you: an addition
  breaks an exhaustive match.
- Names that a glob import brings in and that hide others.

An item counts as renamed if it has another name, is otherwise the same, and matches no other item. In doubt it counts
as removed and added.

| kind | what | Rust | wire |
|---|---|---|---|
";

const DOCUMENTATION: &str = "
Changes of documentation alone need a patch version. They have their own list:

| kind | what |
|---|---|
";
