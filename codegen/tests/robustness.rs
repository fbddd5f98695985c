//! Whatever the text is, the compiler answers with diagnostics or with files: it never panics, never
//! points outside the text, and never emits what rustc could not read.

use crate::support::compiled;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

const SPECS: [&str; 4] = [
    include_str!("../../specs/bccard.yaml"),
    include_str!("../../specs/cookiepay.yaml"),
    include_str!("../../specs/konaplate.yaml"),
    include_str!("../../specs/welcome.yaml"),
];

/// Texts that mean something to YAML, to the spec language or to Rust.
const ODD: [&str; 36] = [
    "",
    "~",
    "null",
    "{}",
    "[]",
    "{",
    "]",
    "*a",
    "&a ",
    "!!binary ",
    "|",
    ">",
    "- ",
    ": ",
    " #",
    "%",
    "\"",
    "'",
    "\\",
    "\u{0}",
    "\u{feff}",
    "\u{202e}",
    "한글",
    "../x",
    "fn",
    "self",
    "true",
    "0",
    "-1",
    "..",
    "18446744073709551616",
    "{now:yyyy}",
    "text",
    "concat",
    "secret: true",
    "https://",
];

/// A runner that makes the same cases every time.
fn runner(cases: u32) -> TestRunner {
    let config = Config {
        cases,
        failure_persistence: None,
        max_shrink_time: 20_000,
        ..Config::default()
    };
    TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha))
}

/// A change of a text. Positions are taken modulo what there is.
#[derive(Clone, Debug)]
enum Change {
    Byte(usize, u8),
    Cut(usize),
    Delete(usize),
    Duplicate(usize, usize),
    Indent(usize, usize),
    Swap(usize, usize),
    Replace(usize, usize),
    Insert(usize, usize),
}

fn change() -> impl Strategy<Value = Change> {
    let at = || any::<usize>();
    prop_oneof![
        4 => (at(), any::<u8>()).prop_map(|(at, byte)| Change::Byte(at, byte)),
        1 => at().prop_map(Change::Cut),
        3 => at().prop_map(Change::Delete),
        3 => (at(), at()).prop_map(|(from, to)| Change::Duplicate(from, to)),
        2 => (at(), 0..8_usize).prop_map(|(at, by)| Change::Indent(at, by)),
        6 => (at(), at()).prop_map(|(a, b)| Change::Swap(a, b)),
        6 => (at(), at()).prop_map(|(at, with)| Change::Replace(at, with)),
        3 => (at(), at()).prop_map(|(at, what)| Change::Insert(at, what)),
    ]
}

fn changed(text: &str, change: &Change) -> String {
    let mut lines: Vec<&str> = text.lines().collect();
    let mut words: Vec<&str> = words(text);
    if lines.is_empty() || words.is_empty() {
        return text.to_owned();
    }
    let (line, word) = (|at: usize| at % text.lines().count(), words.len());
    match *change {
        Change::Byte(at, byte) => {
            let mut bytes = text.as_bytes().to_vec();
            let at = at % bytes.len();
            bytes[at] = byte;
            return String::from_utf8_lossy(&bytes).into_owned();
        }
        Change::Cut(at) => {
            let end = at % text.len();
            return String::from_utf8_lossy(&text.as_bytes()[..end]).into_owned();
        }
        Change::Delete(at) => drop(lines.remove(line(at))),
        Change::Duplicate(from, to) => lines.insert(line(to), lines[line(from)]),
        Change::Indent(at, by) => {
            let indented = format!("{}{}", " ".repeat(by), lines[line(at)].trim_start());
            lines[line(at)] = &indented;
            return lines.join("\n");
        }
        Change::Swap(a, b) => {
            words.swap(a % word, b % word);
            return words.concat();
        }
        Change::Replace(at, with) => {
            words[at % word] = ODD[with % ODD.len()];
            return words.concat();
        }
        Change::Insert(at, what) => {
            words.insert(at % word, ODD[what % ODD.len()]);
            return words.concat();
        }
    }
    lines.join("\n")
}

/// Words and what is between them: together they are the text.
fn words(text: &str) -> Vec<&str> {
    let inside = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
    let mut words = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let end = rest
            .find(|c| inside(c) != inside(first))
            .unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        words.push(word);
        rest = after;
    }
    words
}

#[test]
fn damaged_specs_give_diagnostics_or_files() {
    let cases = (0..SPECS.len(), vec(change(), 1..5));
    let holds = |(spec, changes): (usize, Vec<Change>)| {
        let damaged = changes
            .iter()
            .fold(SPECS[spec].to_owned(), |text, each| changed(&text, each));
        let _ = compiled(&damaged);
        Ok(())
    };
    runner(CASES).run(&cases, holds).unwrap();
}

/// How many damaged specs and texts are tried; about five seconds in all.
const CASES: u32 = 250;

#[test]
fn any_text_gives_diagnostics() {
    let alphabet: Vec<char> = "ab:: {}[],-#&*!|>%@`\"'\\?~.\n\n\t\r 가\u{feff}\0"
        .chars()
        .collect();
    let texts = prop_oneof![
        vec(any::<char>(), 0..300).prop_map(String::from_iter),
        vec(any::<u8>(), 0..300).prop_map(|bytes| String::from_utf8_lossy(&bytes).into_owned()),
        vec(prop::sample::select(alphabet), 0..120).prop_map(String::from_iter),
        vec(prop::sample::select(&ODD[..]), 0..60).prop_map(|parts| parts.join(" ")),
    ];
    let holds = |text: String| {
        assert!(
            compiled(&text).is_err(),
            "nothing like a spec compiled: {text}"
        );
        Ok(())
    };
    runner(CASES * 5).run(&texts, holds).unwrap();
}
