//! Specs of vendors with one slip of a hand: a line lost, doubled or moved by blanks, a letter too many, a key under
//! another name, a value of another shape. What is reported stands at a place, and one slip is told as one: hardly ever
//! as more than three.

use std::collections::BTreeMap;
use std::path::Path;

use kpg_codegen::{Severity, SourceFile, check};
use proptest::prelude::Rng as _;
use proptest::test_runner::{RngAlgorithm, TestRng};

/// Numbers in an order that is the same every time.
struct Chance(TestRng);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.0.next_u64() % u64::try_from(end.max(1)).unwrap()).unwrap()
    }

    fn one_of<'l, T>(&mut self, list: &'l [T]) -> Option<&'l T> {
        list.get(self.below(list.len()))
    }
}

/// A slip of one line, given the line; nothing where it cannot be made there.
type Slip = fn(&str, &mut Chance) -> Option<String>;

/// Slips, by what they are called in a message.
const SLIPS: &[(&str, Slip)] = &[
    ("line lost", |_, _| Some(String::new())),
    ("line twice", |line, _| Some(format!("{line}\n{line}"))),
    ("one column deeper", |line, _| Some(format!(" {line}"))),
    ("two columns deeper", |line, _| Some(format!("  {line}"))),
    ("one column less", |line, _| {
        line.strip_prefix(' ').map(str::to_owned)
    }),
    ("two columns less", |line, _| {
        line.strip_prefix("  ").map(str::to_owned)
    }),
    ("indented by a tab", |line, _| {
        line.starts_with(' ')
            .then(|| format!("\t{}", line.trim_start()))
    }),
    ("letter lost", |line, chance| letter(line, chance, "")),
    ("letter twice", |line, chance| letter(line, chance, "e")),
    ("key under another name", |line, chance| {
        key(line, chance, |_| "zzz".to_owned())
    }),
    ("key in capitals", |line, chance| {
        key(line, chance, str::to_uppercase)
    }),
    ("blank lost behind a colon", |line, chance| {
        at_mark(line, chance, ": ", ":")
    }),
    ("comma lost", |line, chance| {
        at_mark(line, chance, ", ", " ")
    }),
    ("quote lost", |line, chance| at_mark(line, chance, "\"", "")),
    ("brace lost", |line, chance| at_mark(line, chance, "}", "")),
    ("bracket lost", |line, chance| {
        at_mark(line, chance, "[", "")
    }),
    ("value lost", |line, chance| {
        value(line, chance, |_| "~".to_owned())
    }),
    ("list for a text", |line, chance| {
        value(line, chance, |text| format!("[ {text} ]"))
    }),
    ("mapping for a text", |line, chance| {
        value(line, chance, |text| format!("{{ x: {text} }}"))
    }),
    ("number for a text", |line, chance| {
        value(line, chance, |_| "12345".to_owned())
    }),
];

/// The line with a letter left out, or with another one after it.
fn letter(line: &str, chance: &mut Chance, more: &str) -> Option<String> {
    let letters: Vec<usize> = line
        .char_indices()
        .filter(|(_, c)| c.is_ascii_alphabetic())
        .map(|(at, _)| at)
        .collect();
    let at = *chance.one_of(&letters)?;
    let kept = if more.is_empty() { at } else { at + 1 };
    Some(format!("{}{more}{}", &line[..kept], &line[at + 1..]))
}

/// The line with one of its marks replaced.
fn at_mark(line: &str, chance: &mut Chance, mark: &str, by: &str) -> Option<String> {
    let marks: Vec<usize> = line.match_indices(mark).map(|(at, _)| at).collect();
    let at = *chance.one_of(&marks)?;
    Some(format!("{}{by}{}", &line[..at], &line[at + mark.len()..]))
}

/// Where the words before a colon begin and end.
fn keys(line: &str) -> Vec<(usize, usize)> {
    let is_key = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-');
    let ends = line.match_indices(':').map(|(at, _)| at);
    let ends = ends.filter(|at| matches!(line[at + 1..].chars().next(), None | Some(' ')));
    ends.filter_map(|end| {
        let before = &line[..end];
        let start = before.trim_end_matches(is_key).len();
        (start < end).then_some((start, end))
    })
    .collect()
}

/// The line with one of its keys replaced.
fn key(line: &str, chance: &mut Chance, by: impl Fn(&str) -> String) -> Option<String> {
    let (start, end) = *chance.one_of(&keys(line))?;
    Some(format!(
        "{}{}{}",
        &line[..start],
        by(&line[start..end]),
        &line[end..]
    ))
}

/// The line with the value behind one of its keys replaced, where it is a single word or text.
fn value(line: &str, chance: &mut Chance, by: impl Fn(&str) -> String) -> Option<String> {
    let (_, end) = *chance.one_of(&keys(line))?;
    let rest = line[end..].strip_prefix(": ")?;
    let length = rest.find([',', '{', '}', '[', ']']).unwrap_or(rest.len());
    let text = rest[..length].trim();
    if text.is_empty() || text.contains(['"', '\'', '#']) {
        return None;
    }
    Some(format!("{}: {}{}", &line[..end], by(text), &rest[length..]))
}

fn specs() -> BTreeMap<String, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs");
    let paths = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let specs = paths.filter(|path| path.extension().is_some_and(|found| found == "yaml"));
    specs
        .map(|path| {
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            (name, std::fs::read_to_string(path).unwrap())
        })
        .collect()
}

/// What is reported of so many slips, by how many reports each has; and slips with more than three.
fn told(cases: usize) -> (BTreeMap<usize, usize>, Vec<String>) {
    let specs: Vec<(String, String)> = specs().into_iter().collect();
    let mut chance = Chance(TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let (mut counts, mut many) = (BTreeMap::new(), Vec::new());
    let mut made = 0;
    while made < cases {
        let (name, text) = chance.one_of(&specs).unwrap();
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let at = chance.below(lines.len());
        let line = lines[at].clone();
        let (slip, change) = chance.one_of(SLIPS).unwrap();
        let is_prose = line.trim().is_empty() || line.trim_start().starts_with('#');
        let Some(changed) = change(&line, &mut chance).filter(|_| !is_prose) else {
            continue;
        };
        lines[at] = changed;
        made += 1;
        let text = lines.join("\n");
        let checked = check(&SourceFile::new("damaged.yaml", text.as_str()));
        let found = checked.report.diagnostics;
        let case = format!("{name}.yaml:{}: {slip}", at + 1);
        let mut severities = found.iter().map(|each| each.severity);
        let is_refused = severities.any(|severity| severity == Severity::Error);
        assert_eq!(checked.vendor.is_none(), is_refused, "{case}: {found:?}");
        for each in &found {
            let span = each.primary.span;
            assert!(
                span.start <= span.end && span.end <= text.len(),
                "{case}: {each:?}"
            );
            assert!(text.is_char_boundary(span.start), "{case}: {each:?}");
            assert!(
                span.end > 0 || span.start > 0,
                "{case}: {} has no place",
                each.message
            );
        }
        *counts.entry(found.len()).or_default() += 1;
        if found.len() > 3 {
            many.push(format!("{case}: {}", found.len()));
        }
    }
    (counts, many)
}

fn one_slip_is_told_as_one(cases: usize) {
    let (counts, many) = told(cases);
    println!("reports and how many slips have so many: {counts:?}");
    assert!(many.len() * 100 <= cases, "{}", many.join("\n"));
    let once = counts.get(&1).copied().unwrap_or_default();
    let all: usize = counts
        .iter()
        .filter(|(count, _)| **count > 0)
        .map(|(_, slips)| slips)
        .sum();
    assert!(
        once * 100 >= all * 90,
        "{once} of {all} are told once: {counts:?}"
    );
}

#[test]
fn one_slip_in_a_spec_is_told_as_one() {
    one_slip_is_told_as_one(400);
}

/// The same, for the job that fuzzes.
#[test]
#[ignore = "takes minutes; see docs/fuzzing.md"]
fn thousands_of_slips_are_told_as_one_each() {
    one_slip_is_told_as_one(10_000);
}
