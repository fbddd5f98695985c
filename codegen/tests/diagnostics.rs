//! What the compiler says about a wrong spec, to the letter. Every `diagnostics/NAME.yaml` has beside it,
//! as `NAME.txt`, what is shown for it. A name begins with the code that all diagnostics of the file have,
//! in small letters; what follows a hyphen tells several files of one code apart.
//!
//! After a change that is meant, write the texts anew and review the difference like code:
//!
//! ```text
//! UPDATE_EXPECT=1 cargo test -p kpg-codegen --test diagnostics
//! ```
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use expect_test::expect_file;
use kpg_codegen::{DiagnosticCode, Report, SourceFile, Style, compile, render};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diagnostics")
}

/// The names of the files with an extension, without it.
fn names(extension: &str) -> BTreeSet<String> {
    let files = std::fs::read_dir(folder()).unwrap();
    let paths = files.map(|entry| entry.unwrap().path());
    let fitting = paths.filter(|path| path.extension().is_some_and(|found| found == extension));
    fitting
        .map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned())
        .collect()
}

fn report(name: &str) -> Report {
    let file_name = format!("{name}.yaml");
    let text = std::fs::read_to_string(folder().join(&file_name)).unwrap();
    match compile(&SourceFile::new(file_name, text)) {
        Ok(_) => panic!("nothing is wrong with {name}.yaml"),
        Err(report) => report,
    }
}

/// `BadValue` → `bad_value`
fn file_name(code: DiagnosticCode) -> String {
    let mut name = String::new();
    for letter in format!("{code:?}").chars() {
        if letter.is_ascii_uppercase() && !name.is_empty() {
            name.push('_');
        }
        name.push(letter.to_ascii_lowercase());
    }
    name
}

#[test]
fn every_mistake_is_shown_as_reviewed() {
    for name in names("yaml") {
        let shown = render(&report(&name), Style::Plain);
        expect_file![folder().join(format!("{name}.txt"))].assert_eq(&shown);
    }
}

#[test]
fn every_code_has_a_case_and_every_text_belongs_to_one() {
    let cases = names("yaml");
    for code in DiagnosticCode::ALL {
        assert!(cases.contains(&file_name(*code)), "no case shows {code:?}");
    }
    assert_eq!(cases, names("txt"));
}

#[test]
fn a_case_shows_its_code_and_no_other() {
    for name in names("yaml") {
        let code = name.split('-').next().unwrap_or_default();
        for diagnostic in report(&name).diagnostics {
            let found = file_name(diagnostic.code);
            assert_eq!(found, code, "{name}.yaml: {}", diagnostic.message);
        }
    }
}

/// A caret under Korean text stands where the text stands: two columns for each letter.
#[test]
fn carets_stand_under_korean_text() {
    let report = report("bad_value-korean_width");
    let span = report.diagnostics[0].primary.span;
    assert_eq!(&report.file.text()[span.start..span.end], "마흔글자");
    let shown = render(&report, Style::Plain);
    let lines: Vec<&str> = shown.lines().collect();
    let carets = lines.iter().position(|line| line.contains('^')).unwrap();
    let columns = |text: &str| text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum();
    let before = lines[carets - 1].split("마흔글자").next().unwrap();
    let expected: usize = columns(before);
    assert_eq!(lines[carets].find('^'), Some(expected), "{shown}");
    assert_eq!(lines[carets].matches('^').count(), 8, "{shown}");
}
