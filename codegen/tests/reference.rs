//! The documents about the spec language hold what they show: every YAML example compiles, or is wrong
//! where it says so; what a Rust block shows is in the code that the example before it becomes; every key
//! that the parser knows is explained.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::support::example::{whole, without_asking_for_examples};
use expect_test::expect_file;
use kpg_codegen::{DiagnosticCode, SourceFile, Style, check, emit, render, schema};
use serde_json::Value;

/// The page of the short path; the folder has a page for each topic.
const LANGUAGE: &str = "docs/spec-language.md";
const TOPICS: &str = "docs/language";
const KEYS: &str = "docs/spec-keys.md";
/// It has the names of the levels.
const DIAGNOSTICS: &str = "docs/diagnostics.md";
const TUTORIAL: &str = "docs/add-a-provider.md";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn read(path: &str) -> String {
    let path = root().join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The Markdown files of a folder, and not of those in it.
fn pages(folder: &str) -> Vec<String> {
    let entries = std::fs::read_dir(root().join(folder)).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let pages = names.filter(|name| name.ends_with(".md"));
    let mut pages: Vec<String> = pages.map(|name| format!("{folder}/{name}")).collect();
    pages.sort();
    pages
}

/// A block of a Markdown file that stands between fences.
struct Block {
    /// What stands behind the opening fence: `yaml`, `yaml,wrong`, `rust`.
    info: String,
    /// Where it stands, for messages.
    place: String,
    text: String,
}

/// The fenced blocks of a document, in their order.
fn blocks(document: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut open: Option<Block> = None;
    for (index, line) in read(document).lines().enumerate() {
        match (line.strip_prefix("```"), open.as_mut()) {
            (Some(info), None) => {
                open = Some(Block {
                    info: info.to_owned(),
                    place: format!("{document}:{}", index + 1),
                    text: String::new(),
                });
            }
            (Some(_), Some(_)) => blocks.extend(open.take()),
            (None, Some(block)) => {
                block.text.push_str(line);
                block.text.push('\n');
            }
            (None, None) => {}
        }
    }
    assert!(open.is_none(), "a block of {document} is not closed");
    blocks
}

/// How lines are broken is the emitter's business: without blanks, and without the comma behind the last
/// of several things.
fn squeezed(text: &str) -> String {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let closed = text.replace(",)", ")").replace(",]", "]");
    closed.replace(",}", "}")
}

/// Everything that a spec becomes.
fn emitted(place: &str, spec: &str) -> Result<String, String> {
    let mut checked = check(&SourceFile::new(place, spec));
    without_asking_for_examples(&mut checked.report);
    if !checked.report.diagnostics.is_empty() {
        let report = render(&checked.report, Style::Plain);
        return Err(format!("{place}: the example is wrong\n{report}"));
    }
    let files = checked.vendor.map(|vendor| emit(&[vendor]));
    Ok(files.unwrap().into_values().collect())
}

/// What is wrong with a document. `next` makes the spec of a YAML block from that of the one before it.
fn broken(document: &str, next: impl Fn(&str, &str) -> String) -> Vec<String> {
    let (mut spec, mut code, mut told) = (String::new(), String::new(), String::new());
    let mut broken = Vec::new();
    for block in blocks(document) {
        let Block { info, place, text } = &block;
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        match info.as_str() {
            "yaml" => {
                spec = next(&spec, text);
                match emitted(place, &spec) {
                    Ok(files) => code = squeezed(&files),
                    Err(report) => broken.push(report),
                }
            }
            "yaml,wrong" => {
                let file = SourceFile::new("acme.yaml", next(&spec, text));
                let mut report = check(&file).report;
                if !text.contains("examples:") {
                    without_asking_for_examples(&mut report);
                }
                told = render(&report, Style::Plain);
                if report.diagnostics.is_empty() {
                    broken.push(format!("{place}: nothing is wrong with it"));
                }
            }
            // The whole of what the steps have made: held by `the_tutorial_shows_the_whole_file_after_each_step`.
            "yaml,whole" => {}
            // What the compiler tells, line by line; the places are those of the whole spec.
            "console" => {
                for line in lines.filter(|line| !told.contains(line)) {
                    broken.push(format!("{place} shows `{line}`, but it says\n{told}"));
                }
            }
            "rust" => {
                for line in
                    lines.filter(|line| !code.contains(squeezed(line).trim_end_matches(',')))
                {
                    broken.push(format!("{place} shows `{line}`, which is not emitted"));
                }
            }
            "text" | "sh" | "toml" | "rust,ignore" => {}
            other => broken.push(format!("{place}: nobody checks a block of `{other}`")),
        }
    }
    broken
}

#[test]
fn the_reference_shows_what_holds() {
    let pages = pages(TOPICS);
    assert!(!pages.is_empty(), "{TOPICS} has no page");
    let pages = pages.iter().map(String::as_str).chain([LANGUAGE]);
    let broken: Vec<String> = pages
        .flat_map(|page| broken(page, |_, part| whole(part)))
        .collect();
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

/// The keys of a mapping in block style that begin at a column, each with its lines.
fn sections(text: &str, column: usize) -> Vec<(String, String)> {
    let mut list: Vec<(String, String)> = Vec::new();
    for line in text.lines().filter(|line| !line.is_empty()) {
        let rest = line.trim_start();
        match rest.split_once(':') {
            Some((key, _)) if line.len() - rest.len() == column => {
                list.push((key.to_owned(), format!("{line}\n")));
            }
            _ => list.last_mut().unwrap().1.push_str(&format!("{line}\n")),
        }
    }
    list
}

/// The keys of a spec and of an operation, in the order in which the tutorial tells its reader to write them.
const ORDER: [&str; 10] = [
    "credentials",
    "values",
    "types",
    "test_values",
    "operations",
    "request",
    "answer",
    "success",
    "pending",
    "codes",
];

/// Before which of the keys that are there a new one goes; at the end where it goes before none.
fn place(spec: &[(String, String)], key: &str) -> usize {
    let rank = |key: &str| ORDER.iter().position(|known| *known == key);
    let later = |(known, _): &(String, String)| rank(known) > rank(key);
    let first = spec.iter().position(later).filter(|_| rank(key).is_some());
    first.unwrap_or(spec.len())
}

/// The spec of a step of the tutorial: what it shows is added, or takes the place of what was there; so do the
/// keys of an operation.
fn step(before: &str, part: &str, column: usize) -> String {
    let mut spec = sections(before, column);
    for (key, lines) in sections(part, column) {
        let Some((_, known)) = spec.iter_mut().find(|(known, _)| *known == key) else {
            let place = place(&spec, &key);
            spec.insert(place, (key, lines));
            continue;
        };
        *known = match (key.as_str(), lines.split_once('\n'), known.split_once('\n')) {
            ("operations" | "cancel", Some((head, new)), Some((_, old))) => {
                format!("{head}\n{}", step(old, new, column + 2))
            }
            _ => lines,
        };
    }
    spec.into_iter().map(|(_, lines)| lines).collect()
}

#[test]
fn the_tutorial_compiles_at_every_step() {
    let broken = broken(TUTORIAL, |before, part| step(before, part, 0));
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

/// `UPDATE_EXPECT=1` writes the files on the page anew.
#[test]
fn the_tutorial_shows_the_whole_file_after_each_step() {
    let (mut page, mut spec, mut shown) = (read(TUTORIAL), String::new(), 0);
    for block in blocks(TUTORIAL) {
        match block.info.as_str() {
            "yaml" => spec = step(&spec, &block.text, 0),
            "yaml,whole" => {
                let fence = |text: &str| format!("```yaml,whole\n{text}```\n");
                let (before, after) = page.split_at(nth(&page, "```yaml,whole\n", shown));
                page = before.to_owned() + &after.replacen(&fence(&block.text), &fence(&spec), 1);
                shown += 1;
            }
            _ => {}
        }
    }
    assert!(shown > 3, "{TUTORIAL} shows {shown} whole files");
    expect_file![root().join(TUTORIAL)].assert_eq(&page);
}

/// Where a text stands in another for the time that is counted from 0.
fn nth(text: &str, wanted: &str, index: usize) -> usize {
    text.match_indices(wanted).nth(index).unwrap().0
}

/// A client of the very spec that the tutorial ends with is called in a test, which the tutorial shows; only
/// the names of crates and folders differ. `UPDATE_EXPECT=1` writes the spec anew.
#[test]
fn the_tutorial_shows_a_test_that_runs() {
    let blocks = blocks(TUTORIAL);
    let of = |info| blocks.iter().filter(move |block| block.info == info);
    let parts = of("yaml").map(|block| block.text.clone());
    let last = parts
        .reduce(|before, part| step(&before, &part, 0))
        .unwrap();
    let schema = "# yaml-language-server: $schema=../../../specs/kpg.schema.json";
    let last = format!("{schema}\n# What docs/add-a-provider.md ends with.\n{last}");
    expect_file![root().join("tests/language/specs/acme.yaml")].assert_eq(&last);

    let mut run = read("tests/language/tests/acme.rs");
    for (here, there) in [
        ("kpg_language::", "kpg::"),
        ("kpg_runtime::BaseUrl", "kpg::runtime::BaseUrl"),
        ("kpg_runtime::", "kpg::"),
        ("specs/acme.yaml", "../specs/acme.yaml"),
    ] {
        run = run.replace(here, there);
    }
    let run = squeezed(&run);
    assert!(of("rust,ignore").count() > 0, "the tutorial shows no test");
    for block in of("rust,ignore") {
        // In which order names are imported depends on them.
        let (imports, rest): (Vec<&str>, Vec<&str>) = block
            .text
            .lines()
            .partition(|line| line.starts_with("use "));
        for part in imports.into_iter().chain([rest.join("\n").as_str()]) {
            assert!(run.contains(&squeezed(part)), "no test has\n{part}");
        }
    }
}

/// Adds the keys that mappings of the language can have, and the words of its closed lists.
fn words(schema: &Value, found: &mut BTreeSet<String>) {
    match schema {
        Value::Object(parts) => {
            let keys = parts.get("properties").and_then(Value::as_object);
            found.extend(keys.into_iter().flat_map(|keys| keys.keys().cloned()));
            let listed = parts.get("enum").and_then(Value::as_array);
            let listed = listed.into_iter().flatten().chain(parts.get("const"));
            found.extend(listed.filter_map(Value::as_str).map(str::to_owned));
            parts.values().for_each(|part| words(part, found));
        }
        Value::Array(parts) => parts.iter().for_each(|part| words(part, found)),
        _ => {}
    }
}

/// The schema is made of the very shapes that the parser reads with. The page of keys is made of them too: what it
/// passes over, such as the steps of recipes, must stand in a table of its own.
#[test]
fn every_word_of_the_language_is_explained() {
    let mut known = BTreeSet::new();
    words(&serde_json::from_str(&schema()).unwrap(), &mut known);
    for word in ["kpg", "corrects", "hmac_sha256", "as_listed", "emv_qr"] {
        assert!(known.contains(word), "the schema does not have `{word}`");
    }
    let lints = DiagnosticCode::ALL.iter().filter_map(|code| code.lint());
    known.extend(lints.map(|(lint, _)| lint.to_owned()));
    let topics: String = pages(TOPICS).iter().map(|page| read(page)).collect();
    let text = topics + &read(LANGUAGE) + &read(KEYS) + &read(DIAGNOSTICS);
    let missing: Vec<String> = known
        .into_iter()
        .filter(|word| !text.contains(&format!("`{word}`")))
        .collect();
    assert!(
        missing.is_empty(),
        "neither {LANGUAGE} nor {TOPICS} nor {KEYS} nor {DIAGNOSTICS} explains {missing:?}"
    );
}

/// The headings of a page as a link names them.
fn anchors(page: &str) -> BTreeSet<String> {
    let mut fenced = false;
    let outside = page.lines().filter(|line| {
        fenced ^= line.starts_with("```");
        !fenced
    });
    let mut found: BTreeSet<String> = outside
        .filter(|line| line.starts_with('#'))
        .map(|line| {
            let title = line.trim_start_matches('#').trim().to_lowercase();
            let kept = title
                .chars()
                .filter(|c| c.is_alphanumeric() || "-_ ".contains(*c));
            kept.map(|c| if c == ' ' { '-' } else { c }).collect()
        })
        .collect();
    let named = page.split("<a id=\"").skip(1);
    found.extend(named.filter_map(|rest| Some(rest.split_once('"')?.0.to_owned())));
    found
}

#[test]
fn links_between_the_pages_lead_somewhere() {
    let mut broken = Vec::new();
    let pages = ["docs", TOPICS].into_iter().flat_map(pages);
    for name in pages.chain(["README.md".to_owned()]) {
        let page = read(&name);
        for link in page
            .split("](")
            .skip(1)
            .filter_map(|rest| rest.split_once(')'))
        {
            let (file, anchor) = link.0.split_once('#').unwrap_or((link.0, ""));
            let own = name.rsplit('/').next().unwrap_or(&name);
            let file = if file.is_empty() { own } else { file };
            if file.contains([':', ' ']) || !file.ends_with(".md") {
                continue;
            }
            let path = root().join(&name).with_file_name(file);
            let known = std::fs::read_to_string(&path).map(|page| anchors(&page));
            if !known.is_ok_and(|known| anchor.is_empty() || known.contains(anchor)) {
                broken.push(format!("{name}: {}", link.0));
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}
