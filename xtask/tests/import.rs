//! `cargo xtask import`: drafts of invented pages, held against what a person read off those pages, and drafts of
//! real pages, held against the specs that were written from them by hand.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use kpg_codegen::model::{
    self, AnswerField, Field, Kind, Operation, Part, Presence, Source, Vendor,
};
use kpg_codegen::{Severity, SourceFile, check};

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap()
        .to_owned()
}

pub fn pages() -> PathBuf {
    workspace().join("documents/tests/fixtures")
}

pub fn import(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_xtask"))
        .arg("import")
        .args(arguments)
        .output()
        .unwrap()
}

fn drafted(page: &Path) -> (String, Vendor) {
    let output = import(&[page.to_str().unwrap(), "--vendor", "acme"]);
    let errors = String::from_utf8(output.stderr).unwrap();
    assert_eq!(
        output.status.code(),
        Some(0),
        "{}: {errors}",
        page.display()
    );
    let text = String::from_utf8(output.stdout).unwrap();
    let checked = check(&SourceFile::new("acme.yaml", text.as_str()));
    assert_eq!(checked.report.count(Severity::Error), 0, "{text}");
    (text, checked.vendor.unwrap())
}

/// A field as a spec has it: the greatest and the least length, and the word for its presence.
#[derive(Debug, PartialEq, Eq)]
struct Drafted {
    length: Option<(u64, u64)>,
    /// How wide its format is, when it is a time.
    width: Option<(u64, u64)>,
    presence: &'static str,
}

impl Drafted {
    /// The length, or the only one that the format leaves.
    fn extent(&self) -> Option<(u64, u64)> {
        self.length.or(self.width)
    }
}

fn bounds(length: Option<model::Length>, kind: Option<&Kind>) -> Option<(u64, u64)> {
    match (length, kind) {
        (Some(length), _) => Some((length.min.into(), length.max.into())),
        (
            None,
            Some(Kind::Amount {
                digits: Some((min, max)),
                ..
            }),
        ) => Some(((*min).into(), (*max).into())),
        _ => None,
    }
}

fn width(kind: Option<&Kind>) -> Option<(u64, u64)> {
    let Some(Kind::DateTime(format)) = kind else {
        return None;
    };
    let width = format.mask().chars().count() as u64;
    Some((width, width))
}

fn requested(field: &Field) -> Drafted {
    let presence = match (&field.source, &field.presence) {
        (Source::Supplied(_), _) | (_, Presence::Required) => "required",
        (_, Presence::Optional) => "optional",
        (_, Presence::Conditional(_) | Presence::ByRule(_)) => "conditional",
    };
    Drafted {
        length: bounds(field.stated.length(), field.facts.content.one()),
        width: width(field.facts.content.one()),
        presence,
    }
}

fn answered(field: &AnswerField) -> Drafted {
    let presence = match field.part {
        Part::Always => "required",
        Part::OnSuccess => "on success",
        Part::Optional => "optional",
    };
    Drafted {
        length: bounds(field.length, field.facts.content.one()),
        width: width(field.facts.content.one()),
        presence,
    }
}

/// The fields of an operation by their wire names, members of members too.
fn request_of(operation: &Operation) -> BTreeMap<String, Drafted> {
    operation
        .all_fields()
        .map(|field| (field.wire.clone(), requested(field)))
        .collect()
}

fn answer_of(operation: &Operation) -> BTreeMap<String, Drafted> {
    let mut found = BTreeMap::new();
    let mut rest: Vec<&AnswerField> = operation.answer.fields.iter().collect();
    while let Some(field) = rest.pop() {
        found.insert(field.path.to_string(), answered(field));
        rest.extend(field.members().unwrap_or_default());
    }
    let code = Drafted {
        length: bounds(operation.answer.code_length(), Some(&Kind::Text)),
        width: None,
        presence: "required",
    };
    let path = &operation.answer.code.as_ref().unwrap().path;
    found.insert(path.to_string(), code);
    found
}

/// How many fields there are, and of how many the name, the length and the presence are right.
#[derive(Debug, Default)]
struct Figure {
    fields: usize,
    names: usize,
    lengths: usize,
    presences: usize,
    all: usize,
    wrong: Vec<String>,
}

impl Figure {
    fn count(
        &mut self,
        wire: &str,
        found: Option<&Drafted>,
        length: impl Fn(&Drafted) -> bool,
        presence: impl Fn(&str) -> bool,
    ) {
        self.fields += 1;
        let name = found.is_some();
        let length = found.is_some_and(length);
        let presence = found.is_some_and(|found| presence(found.presence));
        self.names += usize::from(name);
        self.lengths += usize::from(length);
        self.presences += usize::from(presence);
        self.all += usize::from(name && length && presence);
        if !(name && length && presence) {
            self.wrong.push(format!("{wire}: {found:?}"));
        }
    }

    fn add(&mut self, other: &Self) {
        self.fields += other.fields;
        self.names += other.names;
        self.lengths += other.lengths;
        self.presences += other.presences;
        self.all += other.all;
    }

    fn show(&self, what: &str) {
        println!(
            "{what}: of {} fields {} names, {} lengths, {} presences right; all three of {}",
            self.fields, self.names, self.lengths, self.presences, self.all
        );
        self.wrong.iter().for_each(|wrong| println!("    {wrong}"));
    }

    fn is_enough(&self) -> bool {
        self.all * 100 >= self.fields * 95 && self.fields > 0
    }
}

/// Whether a drafted length is what a person wrote down: `40`, `..40`, `=8`, `1..12`, `unlimited`, `blank` or `-`.
fn is_length(written: &str, drafted: Option<(u64, u64)>) -> bool {
    let number = |text: &str| text.parse::<u64>().unwrap();
    match written {
        "-" | "blank" | "unlimited" => drafted.is_none(),
        exact if exact.starts_with('=') => {
            drafted == Some((number(&exact[1..]), number(&exact[1..])))
        }
        most if most.starts_with("..") => drafted.is_some_and(|(_, max)| max == number(&most[2..])),
        range if range.contains("..") => {
            let (min, max) = range.split_once("..").unwrap();
            drafted == Some((number(min), number(max)))
        }
        bare => drafted.is_some_and(|(_, max)| max == number(bare)),
    }
}

#[test]
fn at_least_ninety_five_of_a_hundred_fields_are_drafted_as_the_page_has_them() {
    let figures = include_str!("fixtures/import_figures.txt");
    let mut sum = Figure::default();
    for line in figures.lines().filter(|line| !line.starts_with('#')) {
        let (page, fields) = line.split_once(' ').unwrap();
        let (_, vendor) = drafted(&pages().join(page));
        let expected = pages().join(Path::new(page).with_extension("expected"));
        let expected = std::fs::read_to_string(expected).unwrap();
        let mut figure = Figure::default();
        let mut operation = 0;
        for line in expected.lines() {
            let cells: Vec<&str> = line.split('|').map(str::trim).collect();
            let [way, _, place, wire, _, _, length, presence, more] = cells.as_slice() else {
                operation += usize::from(cells[0] == "operation");
                continue;
            };
            if (*way == "answer" && *place == "header") || *wire == "Content-Type" {
                continue;
            }
            let operation: &Operation = &vendor.operations[operation - 1];
            let fields = if *way == "answer" {
                answer_of(operation)
            } else {
                request_of(operation)
            };
            let expected = match (*way, *presence) {
                ("answer", _) if more.contains("on success") => "on success",
                ("answer", "conditional") | (_, "blank" | "-") => "optional",
                (_, presence) => presence,
            };
            figure.count(
                wire,
                fields.get(*wire),
                |found| is_length(length, found.length),
                |found| found == expected,
            );
        }
        figure.show(page);
        assert_eq!(
            figure.fields,
            fields.trim().parse::<usize>().unwrap(),
            "{page}: a field of the page is not in the expected table"
        );
        sum.add(&figure);
    }
    sum.show("all invented pages");
    assert!(sum.is_enough());
}

/// Members of the specs that their pages do not have: they are known from samples and from integrators, as quirks of
/// the specs say.
const FROM_ELSEWHERE: [(&str, &str); 5] = [
    ("cookiepay", "RTN_CD"),
    ("cookiepay", "RTN_MSG"),
    ("cookiepay", "TOKEN"),
    ("konaplate", "response.code"),
    ("konaplate", "response.description"),
];

/// The pages of real vendors may not be part of this repository; who has them beside it can hold import to them.
#[test]
fn drafts_of_real_pages_agree_with_the_specs_that_were_written_by_hand() {
    let folder = workspace().join("../shared/vendor-docs");
    if !folder.is_dir() {
        println!("skipped: there are no vendors' pages beside the repository");
        return;
    }
    let mut sum = Figure::default();
    for vendor in ["bccard", "cookiepay", "konaplate", "welcome"] {
        let spec = workspace().join(format!("specs/{vendor}.yaml"));
        let text = std::fs::read_to_string(&spec).unwrap();
        let shipped = check(&SourceFile::new("spec.yaml", text)).vendor.unwrap();
        let mut figure = Figure::default();
        let mut files: Vec<PathBuf> = std::fs::read_dir(folder.join(vendor))
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .collect();
        files.sort();
        for file in files {
            let page = kpg_documents::read(&std::fs::read(&file).unwrap()).unwrap();
            if page.operations.is_empty() {
                continue;
            }
            let (_, draft) = drafted(&file);
            assert_eq!(
                draft.operations.len(),
                page.operations.len(),
                "{}",
                file.display()
            );
            for operation in &draft.operations {
                // Pages may give an operation a wrong address; what its tables have tells which one is meant.
                let all = |operation: &Operation| -> Vec<String> {
                    request_of(operation)
                        .into_keys()
                        .chain(answer_of(operation).into_keys())
                        .collect()
                };
                let wires = all(operation);
                let shared = |shipped: &&Operation| {
                    let same = all(shipped)
                        .iter()
                        .filter(|wire| wires.contains(wire))
                        .count();
                    (
                        same,
                        usize::from(
                            shipped
                                .target
                                .path()
                                .zip(operation.target.path())
                                .is_some_and(|(shipped, drafted)| shipped.ends_with(drafted)),
                        ),
                    )
                };
                let by_hand = shipped.operations.iter().max_by_key(shared).unwrap();
                compare(&mut figure, vendor, by_hand, operation);
            }
        }
        figure.show(vendor);
        assert!(figure.fields > 0, "{vendor}");
        sum.add(&figure);
    }
    sum.show("all real pages");
    assert!(sum.is_enough());
}

/// What a spec knows from elsewhere is not held against the draft: members that no page has, exact lengths where the
/// page gives a bare number, and that a member comes on success only, where the page marks it as any other.
fn compare(figure: &mut Figure, vendor: &str, by_hand: &Operation, drafted: &Operation) {
    let most = |one: Option<(u64, u64)>| one.map(|(_, max)| max);
    let elsewhere = |wire: &String| FROM_ELSEWHERE.contains(&(vendor, wire));
    for (answer, written, found) in [
        (false, request_of(by_hand), request_of(drafted)),
        (true, answer_of(by_hand), answer_of(drafted)),
    ] {
        for (wire, expected) in written
            .iter()
            .filter(|(wire, _)| !(answer && elsewhere(wire)))
        {
            let fits = |found: &Drafted| most(found.extent()) == most(expected.extent());
            let on_success = answer && expected.presence == "on success";
            let presence = |presence: &str| presence == expected.presence || on_success;
            figure.count(wire, found.get(wire), fits, presence);
        }
    }
}

#[test]
fn a_draft_says_where_each_fact_stands_and_what_is_open() {
    let (text, _) = drafted(&pages().join("naru.md"));
    let today = text
        .lines()
        .find(|line| line.trim_start().starts_with("read: "))
        .unwrap()
        .to_owned();
    let text = text.replace(&today, "    read: 2026-11-21");
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/naru_draft.yaml");
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        std::fs::write(&golden, &text).unwrap();
    }
    assert_eq!(
        text,
        std::fs::read_to_string(&golden).unwrap(),
        "write it anew with UPDATE_EXPECT=1, and review it"
    );
}

#[test]
fn what_is_open_is_reported_at_its_place() {
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("import_open.yaml");
    let _ = std::fs::remove_file(&file);
    let page = pages().join("naru.md");
    let output = import(&[
        page.to_str().unwrap(),
        "--vendor",
        "naru",
        "--output",
        file.to_str().unwrap(),
    ]);
    assert_eq!(output.status.code(), Some(0));
    let said = String::from_utf8(output.stderr).unwrap();
    let check = |more: &[&str]| {
        Command::new(env!("CARGO_BIN_EXE_xtask"))
            .arg("check")
            .arg(&file)
            .args(more)
            .output()
            .unwrap()
    };
    let checked = check(&[]);
    assert_eq!(checked.status.code(), Some(0));
    let reported = String::from_utf8(checked.stderr).unwrap();
    let todos = reported.matches("warning[KPG0025]: still to do: ").count();
    assert!(
        todos > 10 && said.contains(&format!("{todos} todos open")),
        "{todos}: {said}"
    );
    assert!(reported.contains("declare the cipher"), "{reported}");
    assert_eq!(check(&["--deny-warnings"]).status.code(), Some(1));
    // What somebody may have worked on is never overwritten.
    let before = std::fs::read(&file).unwrap();
    let again = import(&[
        page.to_str().unwrap(),
        "--vendor",
        "naru",
        "--output",
        file.to_str().unwrap(),
    ]);
    assert_eq!(again.status.code(), Some(1));
    assert!(
        String::from_utf8(again.stderr)
            .unwrap()
            .contains("is there already")
    );
    assert_eq!(std::fs::read(&file).unwrap(), before);
}

#[test]
fn what_can_not_be_drafted_says_why_and_what_to_do() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("import_refused");
    std::fs::create_dir_all(&folder).unwrap();
    let cases: [(&str, &[u8], &str, &str); 5] = [
        ("empty.md", b"", "acme", "is empty"),
        (
            "codes.tsv",
            "# 결과코드\n\n| 코드 | 메시지 |\n|---|---|\n| 0000 | 성공 |\n| 0001 | 실패 |\n"
                .as_bytes(),
            "acme",
            "there are 2 result codes: give them beside the pages of the calls",
        ),
        (
            "picture.html",
            b"\x89PNG\r\n\x1a\n\x00\x00",
            "acme",
            "this is a picture; give the page that it shows",
        ),
        (
            "prose.md",
            b"# How to find us\n\nFive minutes from the station.\n",
            "acme",
            "no table of requests or answers was recognised",
        ),
        (
            "page.md",
            b"# A\n\n| field | length |\n|---|---|\n| tid | 40 |\n",
            "Not An Id",
            "is `Not An Id` an id",
        ),
    ];
    for (name, bytes, vendor, expected) in cases {
        let file = folder.join(name);
        std::fs::write(&file, bytes).unwrap();
        let output = import(&[file.to_str().unwrap(), "--vendor", vendor]);
        let errors = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{name}");
        assert!(errors.contains(expected), "{name}: {errors}");
        assert!(output.stdout.is_empty(), "{name}");
    }
    assert_eq!(
        import(&["page.md"]).status.code(),
        Some(2),
        "without a vendor"
    );
}

#[test]
fn several_pages_make_one_spec_and_cite_themselves() {
    let pages = [pages().join("naru.md"), pages().join("sallim.md")];
    let output = import(&[
        pages[0].to_str().unwrap(),
        pages[1].to_str().unwrap(),
        "--vendor",
        "acme",
    ]);
    let text = String::from_utf8(output.stdout).unwrap();
    for expected in [
        "# naru line 55",
        "# sallim line 32",
        "  all:  # naru line 12",
        "  undo:  # sallim line 6",
    ] {
        assert!(text.contains(expected), "no `{expected}` in\n{text}");
    }
    assert!(check(&SourceFile::new("acme.yaml", text)).vendor.is_some());
}
