//! Every word of the generated code, tried as a name of everything that a spec names: the compiler refuses it, or
//! what it emits compiles. A word that is emitted tomorrow is tried tomorrow.

mod scopes;

use std::collections::BTreeSet;

use super::cargo;
use kpg_codegen::model::{Name, Vendor};
use kpg_codegen::{SourceFile, Style, compile, emit, render};
use kpg_tests::fixtures::text;
use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use scopes::{SCOPES, Scope};

/// Two specs that have no name in common, and every construct between them.
const SPECS: [&str; 2] = [
    include_str!("../changes/base.yaml"),
    include_str!("../fixtures/hostile.yaml"),
];

/// The identifiers in Rust code.
fn identifiers(code: &str, found: &mut BTreeSet<String>) {
    fn walk(tokens: TokenStream, found: &mut BTreeSet<String>) {
        for token in tokens {
            match token {
                TokenTree::Group(group) => walk(group.stream(), found),
                TokenTree::Ident(word) => {
                    found.insert(word.to_string());
                }
                TokenTree::Punct(_) | TokenTree::Literal(_) => {}
            }
        }
    }
    walk(syn::parse_file(code).unwrap().into_token_stream(), found);
}

/// The words of a text that is no Rust code.
fn words_of(text: &str, found: &mut BTreeSet<String>) {
    let words =
        text.split(|character: char| !character.is_ascii_alphanumeric() && character != '_');
    found.extend(words.map(str::to_owned));
}

/// These words as a spec would write them.
fn names(words: BTreeSet<String>) -> Vec<String> {
    let names = words.iter().filter_map(|word| Name::from_wire(word).ok());
    let names: BTreeSet<String> = names.map(|name| name.snake().to_owned()).collect();
    names.into_iter().collect()
}

/// The words that generated code has whatever the spec, and those that it imports.
fn words_of_modules() -> Vec<String> {
    let [first, second] = SPECS.map(|spec| {
        let mut found = BTreeSet::new();
        let vendor = compile(&SourceFile::new("spec", spec)).unwrap();
        for (file, text) in emit(&[vendor]) {
            if file.ends_with(".rs") {
                identifiers(&text, &mut found);
            }
        }
        found
    });
    let mut found = &first & &second;
    identifiers(&text("runtime/src/prelude.rs").unwrap(), &mut found);
    names(found)
}

/// The words of the generated crate itself, and what else its modules and files could meet.
fn words_of_the_crate() -> Vec<String> {
    let mut found = BTreeSet::new();
    for (file, text) in emit(&[]) {
        match file.ends_with(".rs") {
            true => identifiers(&text, &mut found),
            false => words_of(&text, &mut found),
        }
    }
    found.extend(["alloc", "proc_macro", "test", "lib", "main", "build"].map(str::to_owned));
    names(found)
}

/// The vendors in which these words are names; several where two of the words become one name.
fn vendors(scope: &Scope, words: &[String], all: &mut Vec<Vendor>) {
    let id = format!("{}{}", scope.id, all.len());
    let spec = SourceFile::new("spec", scope.spec(&id, words));
    match (compile(&spec), words) {
        (Ok(vendor), _) => all.push(vendor),
        (Err(report), [] | [_]) => panic!("{words:?}: {}", render(&report, Style::Plain)),
        (Err(_), words) => {
            // Neighbours are the ones that collide: `client` and `client_builder`.
            for parity in [0, 1] {
                let part = words.iter().skip(parity).step_by(2);
                vendors(scope, &part.cloned().collect::<Vec<_>>(), all);
            }
        }
    }
}

#[test]
fn a_word_of_the_generated_code_is_refused_as_a_name_or_compiles() {
    let words = words_of_modules();
    let mut all = Vec::new();
    for scope in SCOPES {
        // An ordinary word compiles: what is refused below is refused for its name.
        vendors(&scope, &["a_plain_word".to_owned()], &mut Vec::new());
        let compiles = |word: &&String| {
            let spec = scope.spec("tried", std::slice::from_ref(*word));
            compile(&SourceFile::new("spec", spec)).is_ok()
        };
        let accepted: Vec<String> = words.iter().filter(compiles).cloned().collect();
        assert!(accepted.len() > 50, "{}: {accepted:?}", scope.id);
        vendors(&scope, &accepted, &mut all);
    }
    let ids = words_of_the_crate();
    let of_ids = ids
        .iter()
        .filter_map(|id| compile(&SourceFile::new("spec", scopes::vendor(id))).ok());
    all.extend(of_ids);
    check(&all);
}

fn check(vendors: &[Vendor]) {
    let folder = cargo::workspace("names", &["emitted"]);
    for (name, text) in emit(vendors) {
        cargo::write(&folder.join("emitted").join(name), &text);
    }
    // Its root shows the crate's own page, which is written by hand.
    cargo::write(&folder.join("emitted/README.md"), "");
    let mut features: Vec<&str> = vendors.iter().map(|vendor| vendor.id.snake()).collect();
    features.extend(["blocking", "serde"]);
    let features = features.join(",");
    let arguments = [
        "--package",
        "kpg",
        "--no-default-features",
        "--features",
        &features,
    ];
    cargo::check(&folder, &arguments).assert_compiles();
}
