//! What the compiler says about a wrong spec, to the letter. Every `diagnostics/NAME.yaml` has beside it,
//! as `NAME.txt`, what is shown for it. A name begins with the code that all diagnostics of the file have,
//! in small letters; what follows a hyphen tells several files of one code apart. `MIXED` has many codes.
//!
//! After a change that is meant, write the texts anew and review the difference like code:
//!
//! ```text
//! UPDATE_EXPECT=1 cargo test -p kpg-codegen --test codegen diagnostics
//! ```

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::support::example::without_asking_for_examples;
use expect_test::expect_file;
use kpg_codegen::{Diagnostic, DiagnosticCode, Report, SourceFile, Style, check, render};

/// One file with many mistakes of many kinds.
const MIXED: &str = "twenty";

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
    let mut report = check(&SourceFile::new(file_name, text)).report;
    if !name.starts_with("no_example") {
        without_asking_for_examples(&mut report);
    }
    assert!(
        !report.diagnostics.is_empty(),
        "nothing is wrong with {name}.yaml"
    );
    report
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
    // Only who carries out recipes can tell that an example differs: the tests of the command line do.
    let codes = DiagnosticCode::ALL.iter();
    for code in codes.filter(|code| **code != DiagnosticCode::ExampleDiffers) {
        assert!(cases.contains(&file_name(*code)), "no case shows {code:?}");
    }
    assert_eq!(cases, names("txt"));
}

#[test]
fn a_case_shows_its_code_and_no_other() {
    for name in names("yaml").iter().filter(|name| *name != MIXED) {
        let code = name.split('-').next().unwrap_or_default();
        for diagnostic in report(name).diagnostics {
            let found = file_name(diagnostic.code);
            assert_eq!(found, code, "{name}.yaml: {}", diagnostic.message);
        }
    }
}

/// Every line with a mistake ends with what must be pointed at, and nothing else is reported.
#[test]
fn twenty_mistakes_are_twenty_diagnostics_at_the_culprit_in_the_order_of_the_source() {
    let report = report(MIXED);
    let text = report.file.text();
    let lines = text.lines().zip(1..);
    let expected: Vec<(usize, &str)> = lines
        .filter_map(|(line, number)| Some((number, line.split_once(" # wrong: ")?.1)))
        .collect();
    assert_eq!(expected.len(), 20);
    let diagnostics = report.diagnostics.iter();
    let found: Vec<(usize, &str)> = diagnostics
        .map(|each| {
            let span = each.primary.span;
            (
                report.file.position(span.start).line,
                &text[span.start..span.end],
            )
        })
        .collect();
    assert_eq!(found, expected);
    let codes: BTreeSet<_> = report.diagnostics.iter().map(|each| each.code).collect();
    assert!(
        codes.len() >= 15,
        "more of one kind than of many: {codes:?}"
    );
}

/// Where one word is most probably meant, writing it mends that mistake and makes no other.
#[test]
fn what_is_suggested_mends_the_mistake() {
    let mut mended = 0;
    for name in names("yaml") {
        let report = report(&name);
        for diagnostic in &report.diagnostics {
            let Some((place, word)) = diagnostic.replacement(&report.file) else {
                continue;
            };
            let mut text = report.file.text().to_owned();
            text.replace_range(place.start..place.end, word);
            let after = check(&SourceFile::new("mended.yaml", text)).report;
            let same = |each: &&Diagnostic| {
                each.code == diagnostic.code
                    && each.message == diagnostic.message
                    && each.primary.span.start == diagnostic.primary.span.start
            };
            let left = after.diagnostics.iter().find(same);
            assert_eq!(left, None, "{name}.yaml: `{word}` mends nothing");
            mended += 1;
        }
    }
    assert!(mended >= 10, "only {mended} suggestions");
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
