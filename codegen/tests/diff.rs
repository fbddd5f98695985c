//! The diff of real and small specs with themselves and with each other. What is told of single changes is tested
//! with the code of users, in `tests/tests/emitted/changes/`.

use std::path::Path;

use kpg_codegen::model::Vendor;
use kpg_codegen::{Bump, SourceFile, Style, changelog, compile, diff, render, shared};

fn models() -> Vec<Vendor> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut models = Vec::new();
    for folder in ["specs", "tests/language/specs"] {
        let mut paths: Vec<_> = std::fs::read_dir(root.join(folder))
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_some_and(|ending| ending == "yaml"))
            .collect();
        paths.sort();
        for path in paths {
            let text = std::fs::read_to_string(&path).unwrap();
            let model = compile(&SourceFile::new(path.display().to_string(), text))
                .unwrap_or_else(|report| panic!("{}", render(&report, Style::Plain)));
            models.push(model);
        }
    }
    models
}

#[test]
fn a_spec_is_like_itself_and_unlike_others() {
    let models = models();
    for (at, old) in models.iter().enumerate() {
        for (other, new) in models.iter().enumerate() {
            let changes = diff(old, new);
            assert_eq!(changes.is_empty(), at == other, "{} {}", old.id, new.id);
            assert_eq!(changelog(&changes).is_empty(), at == other);
            if at != other {
                // Another vendor: its module has another name.
                assert_eq!(Bump::needed(&changes), Some(Bump::Major));
            }
        }
    }
}

#[test]
fn what_is_told_once_for_several_is_no_less() {
    let models = models();
    for old in &models {
        for new in &models {
            let changes = diff(old, new);
            let told: usize = shared(&changes).iter().map(|one| one.owners.len()).sum();
            assert_eq!(told, changes.len());
        }
    }
}

#[test]
fn what_many_operations_share_is_told_once() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let text = std::fs::read_to_string(root.join("tests/language/specs/outcomes.yaml")).unwrap();
    let edited = text.replace("http: 400..499", "http: 400..599");
    assert_ne!(edited, text);
    let model = |text: String| compile(&SourceFile::new("outcomes.yaml", text)).unwrap();
    let (old, new) = (model(text), model(edited));
    let changes = diff(&old, &new);
    let told = shared(&changes);
    assert!(changes.len() > 5);
    assert_eq!(told.len(), 1);
    assert!(
        told.first()
            .unwrap()
            .subject_in_words()
            .ends_with("`look`: fault `gateway`")
    );
}

#[test]
fn a_combination_is_looser_only_where_every_good_request_stays_one() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let text = std::fs::read_to_string(root.join("tests/language/specs/conditions.yaml")).unwrap();
    let (tighter, looser) = ("presence_tightened", "presence_loosened");
    for fields in ["[ tid, orderNo, bill ]", "[ code, title ]"] {
        let model = |word: &str| {
            let text = text.replace(
                &format!("exactly_one_of: {fields}"),
                &format!("{word}: {fields}"),
            );
            compile(&SourceFile::new("conditions.yaml".to_owned(), text)).unwrap()
        };
        for (old, new, expected) in [
            ("exactly_one_of", "at_least_one_of", looser),
            ("exactly_one_of", "at_most_one_of", looser),
            ("at_least_one_of", "exactly_one_of", tighter),
            ("at_most_one_of", "exactly_one_of", tighter),
            ("at_least_one_of", "at_most_one_of", tighter),
            ("exactly_one_of", "all_or_none_of", tighter),
            ("all_or_none_of", "at_most_one_of", tighter),
        ] {
            let (old, new) = (model(old), model(new));
            let found = diff(&old, &new);
            let kinds: Vec<String> = found.iter().map(|change| change.kind.id()).collect();
            assert_eq!(kinds, [expected], "{fields}");
        }
    }
}

/// A key that is derived in another way encrypts otherwise, and no field shows it.
#[test]
fn a_key_that_is_derived_in_another_way_is_a_change_of_its_cipher() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let text = std::fs::read_to_string(root.join("tests/language/specs/sealed.yaml")).unwrap();
    let model = |text: &str| compile(&SourceFile::new("sealed.yaml", text)).unwrap();
    let old = model(&text);
    for (from, to) in [
        ("rounds: 100,", "rounds: 200,"),
        (
            "iv: zero, form: text",
            "iv: { of: text_key, last: 16 }, form: text",
        ),
        ("last_bytes: 16", "first_bytes: 16"),
        (
            "literal: \"0102030405060708\"",
            "literal: \"0102030405060709\"",
        ),
        ("encode: hex, charset: utf8", "encode: hex, charset: euckr"),
    ] {
        assert!(text.contains(from), "{from}");
        let new = model(&text.replacen(from, to, 1));
        let changes = diff(&old, &new);
        let kinds: Vec<String> = changes.iter().map(|change| change.kind.id()).collect();
        assert!(
            kinds.contains(&"cipher_changed".to_owned()),
            "{to}: {kinds:?}"
        );
    }
}
