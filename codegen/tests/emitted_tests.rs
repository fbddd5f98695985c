//! Emitted tests call what is emitted: a test that holds a client to an example gives `receive` and `prove` as many
//! arguments as they take.

use std::collections::BTreeMap;
use std::path::Path;

use kpg_codegen::{Files, SourceFile, compile, emit, emit_tests};
use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens as _;

/// The arguments of a list, by their commas.
fn count(list: TokenStream) -> usize {
    let parts: Vec<TokenTree> = list.into_iter().collect();
    let is_comma =
        |part: &TokenTree| matches!(part, TokenTree::Punct(mark) if mark.as_char() == ',');
    let parts = parts.split(is_comma);
    parts.filter(|part| !part.is_empty()).count()
}

/// How many arguments stand behind each `receive` and `prove`, beside a `self` without a reference.
fn arguments(tokens: TokenStream, found: &mut Vec<(String, usize)>) {
    let parts: Vec<TokenTree> = tokens.into_iter().collect();
    for (index, part) in parts.iter().enumerate() {
        if let TokenTree::Ident(name) = part
            && let Some(TokenTree::Group(list)) = parts.get(index + 1)
            && ["receive", "prove"].contains(&name.to_string().as_str())
        {
            let is_method = list.stream().into_iter().next();
            let is_method = is_method.is_some_and(|first| first.to_string() == "self");
            found.push((
                name.to_string(),
                count(list.stream()) - usize::from(is_method),
            ));
        }
        if let TokenTree::Group(group) = part {
            arguments(group.stream(), found);
        }
    }
}

/// The calls of each function in the file that belongs to a notification.
fn calls(files: &Files, end: &str) -> BTreeMap<String, Vec<usize>> {
    let mut calls: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (_, text) in files.iter().filter(|(name, _)| name.ends_with(end)) {
        let mut found = Vec::new();
        arguments(
            syn::parse_file(text).unwrap().into_token_stream(),
            &mut found,
        );
        for (name, count) in found {
            calls.entry(name).or_default().push(count);
        }
    }
    calls
}

#[test]
fn tests_of_examples_give_notifications_all_that_they_take() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/language/specs");
    let mut held = 0;
    for spec in ["recent", "stored", "notices", "proven"] {
        let text = std::fs::read_to_string(folder.join(format!("{spec}.yaml"))).unwrap();
        let vendors = [compile(&SourceFile::new(spec, text)).unwrap()];
        let (files, tests) = (emit(&vendors), emit_tests(&vendors));
        for notification in &vendors[0].notifications {
            let end = format!("{}.rs", notification.name.snake());
            let (taken, given) = (calls(&files, &end), calls(&tests, &end));
            for (name, counts) in given {
                let expected = taken[&name][0];
                assert!(
                    counts.iter().all(|count| *count == expected),
                    "{end}: {name} takes {expected} and is given {counts:?}"
                );
            }
            held += notification.examples.list().len();
        }
    }
    assert!(held >= 3, "{held} examples");
}
