//! Planted changes of invented pages: each is told once, at its cell, and nothing else is; and edits that change
//! nothing are not told.
//!
//! A case of `drift/cases.txt` begins with `# page name`. Lines with `- ` stand once in the page and are replaced
//! by those with `+ ` that follow. `> ` is a difference: its kind, its line, what the page says, and what the spec
//! says that the page says.

use std::collections::BTreeSet;

use kpg_codegen::model::{Target, Vendor};
use kpg_codegen::{SourceFile, Style, compile, render};
use kpg_documents::drift::{Difference, DriftKind, document_of, drift, effect};
use kpg_documents::{Bound, Said, read, sha256};

const CASES: &str = include_str!("drift/cases.txt");
const PAGES: [(&str, &str, &str); 5] = [
    (
        "moru",
        include_str!("drift/moru.md"),
        include_str!("drift/moru.yaml"),
    ),
    (
        "gaon",
        include_str!("fixtures/gaon.html"),
        include_str!("drift/gaon.yaml"),
    ),
    (
        "sallim",
        include_str!("fixtures/sallim.md"),
        include_str!("drift/sallim.yaml"),
    ),
    (
        "baram",
        include_str!("fixtures/baram.txt"),
        include_str!("drift/baram.yaml"),
    ),
    (
        "haneul",
        include_str!("fixtures/haneul.txt"),
        include_str!("drift/haneul.yaml"),
    ),
];

fn model(name: &str) -> (&'static str, Vendor) {
    let (_, page, spec) = PAGES
        .into_iter()
        .find(|(known, ..)| *known == name)
        .unwrap();
    let spec = spec.replace("SHA256", &sha256(page.as_bytes()));
    let model = compile(&SourceFile::new(name, spec))
        .unwrap_or_else(|report| panic!("{}", render(&report, Style::Plain)));
    (page, model)
}

/// A change of a page, and what is expected of it.
#[derive(Default)]
pub(super) struct Case<'c> {
    page: &'c str,
    pub(super) name: &'c str,
    edits: Vec<(String, String)>,
    pub(super) expected: Vec<&'c str>,
}

impl Case<'_> {
    /// A page with the edits of the case.
    pub(super) fn edited(&self, page: &str) -> String {
        let mut text = page.to_owned();
        for (old, new) in &self.edits {
            let times = text.matches(old.as_str()).count();
            assert_eq!(times, 1, "{}: {old:?} stands {times} times", self.name);
            text = text.replace(old, new);
        }
        text
    }
}

/// The cases of a file; where all are of one page, none names it.
pub(super) fn cases(text: &str) -> Vec<Case<'_>> {
    let mut cases: Vec<Case<'_>> = Vec::new();
    let mut previous = "";
    for line in text.lines().filter(|line| !line.is_empty()) {
        let (mark, rest) = line.split_once(' ').unwrap_or((line, ""));
        if mark == "#" {
            let (page, name) = rest.split_once(' ').unwrap_or(("", rest));
            cases.push(Case {
                page,
                name,
                ..Case::default()
            });
            previous = mark;
            continue;
        }
        let case = cases.last_mut().unwrap();
        match (mark, previous) {
            ("-", "-") => add_line(&mut case.edits.last_mut().unwrap().0, rest),
            ("-", _) => case.edits.push((rest.to_owned(), String::new())),
            ("+", "+") => add_line(&mut case.edits.last_mut().unwrap().1, rest),
            ("+", _) => rest.clone_into(&mut case.edits.last_mut().unwrap().1),
            (">", _) => case.expected.push(rest),
            _ => panic!("no line of a case: {line}"),
        }
        previous = mark;
    }
    cases
}

fn add_line(text: &mut String, line: &str) {
    text.push('\n');
    text.push_str(line);
}

fn line_of(difference: &Difference) -> String {
    let side = |words: Option<String>| words.unwrap_or_else(|| "()".to_owned());
    format!(
        "{} {} {} | {}",
        difference.kind().id(),
        difference.line(),
        side(difference.page_words()),
        side(difference.spec_words())
    )
}

fn found(case: &Case<'_>) -> (Vendor, Vec<Difference>) {
    let (page, model) = model(case.page);
    let text = case.edited(page);
    let page = read(text.as_bytes()).unwrap();
    let document = document_of(&page, &model).expect(case.name);
    let drift = drift(&page, &model, document);
    assert!(!drift.identical, "{}", case.name);
    (model, drift.differences)
}

#[test]
fn a_page_does_not_differ_from_its_own_spec() {
    for (name, ..) in PAGES {
        let (page, model) = model(name);
        let page = read(page.as_bytes()).unwrap();
        let drift = drift(&page, &model, document_of(&page, &model).unwrap());
        assert!(drift.identical);
        let told: Vec<String> = drift.differences.iter().map(line_of).collect();
        assert_eq!(told, [""; 0], "{name}");
    }
}

#[test]
fn every_planted_change_is_told_once_at_its_cell_and_nothing_else() {
    let mut wrong = String::new();
    for case in cases(CASES) {
        let lines: Vec<String> = found(&case).1.iter().map(line_of).collect();
        if lines != case.expected {
            wrong.push_str(&format!("# {} {}\n", case.page, case.name));
            for line in lines {
                wrong.push_str(&format!("> {line}\n"));
            }
        }
    }
    assert!(wrong.is_empty(), "found instead:\n{wrong}");
}

#[test]
fn there_are_cases_of_every_kind_and_of_edits_that_change_nothing() {
    let cases = cases(CASES);
    let silent = cases.iter().filter(|case| case.expected.is_empty());
    assert!(silent.count() >= 8);
    let planted = cases.iter().filter(|case| case.expected.len() == 1);
    assert!(planted.count() >= 20);
    let kinds: BTreeSet<DriftKind> = cases
        .iter()
        .flat_map(|case| found(case).1)
        .map(|difference| difference.kind())
        .collect();
    let without: Vec<_> = DriftKind::ALL
        .iter()
        .filter(|kind| !kinds.contains(kind))
        .collect();
    assert!(without.is_empty(), "no case has {without:?}");
}

/// What is found can be told to people: every difference but that of a quirk has consequences that are known, or
/// none for clients.
#[test]
fn what_a_difference_breaks_is_what_the_diff_of_specs_says() {
    for case in cases(CASES) {
        let (model, differences) = found(&case);
        for difference in differences {
            let silent = matches!(
                difference.kind(),
                DriftKind::QuirkObsolete
                    | DriftKind::LeftOutGone
                    | DriftKind::TableUnread
                    | DriftKind::RecipeChanged
            );
            let effect = effect(&model, &difference);
            assert_eq!(effect.is_empty(), silent, "{}: {difference:?}", case.name);
        }
    }
}

/// Whatever length a page gives, another one is told, and told once.
#[test]
fn every_length_that_a_page_gives_is_compared() {
    let (mut changed, mut silent) = (0, Vec::new());
    for (name, ..) in PAGES {
        let (text, model) = model(name);
        let page = read(text.as_bytes()).unwrap();
        let document = document_of(&page, &model).unwrap();
        for operation in 0..page.operations.len() {
            for (answer, count) in [
                (false, page.operations[operation].request.len()),
                (true, page.operations[operation].answer.len()),
            ] {
                for index in 0..count {
                    let mut other = page.clone();
                    let operation = &mut other.operations[operation];
                    let list = match answer {
                        true => &mut operation.answer,
                        false => &mut operation.request,
                    };
                    let field = &mut list[index];
                    let line = field.line();
                    let Said::Given(length) = &mut field.length else {
                        continue;
                    };
                    length.value.bound = Bound::Exactly(7_777);
                    let told = drift(&other, &model, document).differences;
                    assert!(told.len() <= 1, "{told:?}");
                    changed += 1;
                    if told.is_empty() {
                        silent.push(format!("{name}:{line}"));
                    }
                }
            }
        }
    }
    assert!(changed > 25, "{changed}");
    // What is left out, a list, what the client supplies without a length of its own, and a header of an answer.
    let expected = [
        "moru:14",
        "moru:21",
        "gaon:31",
        "gaon:39",
        "baram:19",
        "haneul:47",
        "haneul:97",
    ];
    assert_eq!(silent, expected);
}

/// Another operation with the same list of values stands on another page, which does not excuse this one.
#[test]
fn a_value_that_a_page_lists_no_more_is_told_whoever_else_has_it() {
    let (page, mut model) = model("gaon");
    let mut other = model.operations[0].clone();
    other.citation.document = model.documents.len();
    other.target = Target::Path("/elsewhere.do".to_owned());
    model.documents.push(model.documents[0].clone());
    model.operations.push(other);
    let changed = page.replacen("<tr><td>0</td><td>전체</td></tr>", "", 1);
    let page = read(changed.as_bytes()).unwrap();
    let told = drift(&page, &model, 0).differences;
    let kinds: Vec<_> = told.iter().map(|difference| difference.kind()).collect();
    assert_eq!(kinds, [DriftKind::ValueRemoved], "{told:?}");
}

#[test]
fn what_can_not_be_read_is_noted_and_no_difference() {
    let (page, model) = model("sallim");
    let from = "| **`MONEY`** <br> 돈의 종류 <br> 410:KRW(원), 840:USD(달러) | String | Required |";
    let changed = page.replacen(from, &from.replace("Required", "who knows"), 1);
    assert_ne!(changed, page);
    let page = read(changed.as_bytes()).unwrap();
    let drift = drift(&page, &model, document_of(&page, &model).unwrap());
    assert_eq!(drift.differences, []);
    let notes: Vec<_> = drift.notes.iter().map(|note| note.text.as_str()).collect();
    let expected = "`who knows` of `MONEY` is no presence that is understood, and is not compared";
    assert_eq!(notes, [expected]);
}

#[test]
fn a_field_that_stands_twice_and_says_two_things_is_noted() {
    let (page, model) = model("sallim");
    let row = "| **`MONEY`** <br> 돈의 종류 <br> 410:KRW(원), 840:USD(달러) | String | Required |";
    let twice = format!("{row}\n{}", row.replace("Required", "Optional"));
    let line = 1 + page.lines().position(|line| line.starts_with(row)).unwrap();
    let page = read(page.replacen(row, &twice, 1).as_bytes()).unwrap();
    let notes = drift(&page, &model, document_of(&page, &model).unwrap()).notes;
    let [note] = notes.as_slice() else {
        panic!("{notes:?}")
    };
    assert_eq!(note.line, Some(line + 1));
    let start = format!("`MONEY` stands in line {line} too");
    assert!(note.text.starts_with(&start), "{}", note.text);
}
