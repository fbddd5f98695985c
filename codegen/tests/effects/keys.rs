//! Every key of the mappings that are no fields: a change of a small spec for each, and how it shows.

use std::collections::{BTreeMap, BTreeSet};

use kpg_codegen::{SourceFile, compile, schema};
use serde_yaml::Value;

use super::{Effect, Outcome, fields};

/// Specs with changes of them: a row for each key, `mapping.key | before => after | how it shows`, where `\n` is a line
/// end.
const FILES: &[&str] = &[
    include_str!("cases/requests.txt"),
    include_str!("cases/defaults.txt"),
    include_str!("cases/recipes.txt"),
    include_str!("cases/answers.txt"),
    include_str!("cases/arrivals.txt"),
    include_str!("cases/records.txt"),
    include_str!("cases/examples.txt"),
    include_str!("cases/test_values.txt"),
];

/// Keys that change the model alone: what reads them is no part of the compiler.
const READ_ELSEWHERE: &[(&str, &str)] = &[
    ("code.http", "the sandbox answers with this status"),
    ("code.reports", "the sandbox refuses with this code"),
    ("document.about", "the page of what is covered lists it"),
    (
        "document.read",
        "a comparison with the page tells how old the reading is",
    ),
    (
        "document.sha256",
        "a comparison with the page tells whether it is the same",
    ),
    ("example.answer", "the command line computes examples"),
    ("example.clock", "the command line computes examples"),
    ("example.computed", "the command line computes examples"),
    ("example.credentials", "the command line computes examples"),
    ("example.document", "the command line computes examples"),
    ("example.environment", "the command line computes examples"),
    ("example.given", "the command line computes examples"),
    ("example.options", "the command line computes examples"),
    ("example.random", "the command line computes examples"),
    ("example.sends", "the command line computes examples"),
    ("example.tokens", "the command line computes examples"),
    ("expected_answer.body", "the command line computes examples"),
    ("expected_answer.code", "the command line computes examples"),
    (
        "expected_answer.fields",
        "the command line computes examples",
    ),
    (
        "expected_answer.outcome",
        "the command line computes examples",
    ),
    (
        "expected_answer.status",
        "the command line computes examples",
    ),
    (
        "expected_request.body",
        "the command line computes examples",
    ),
    (
        "expected_request.covers",
        "the command line computes examples",
    ),
    (
        "expected_request.fields",
        "the command line computes examples",
    ),
    ("expected_request.url", "the command line computes examples"),
    (
        "expected_request.values",
        "the command line computes examples",
    ),
    ("form.examples", "the command line computes examples"),
    (
        "no_examples.undocumented",
        "the command line computes examples",
    ),
    ("notice_example.body", "the command line computes examples"),
    (
        "notice_example.computed",
        "the command line computes examples",
    ),
    (
        "notice_example.credentials",
        "the command line computes examples",
    ),
    (
        "notice_example.document",
        "the command line computes examples",
    ),
    (
        "notice_example.fields",
        "the command line computes examples",
    ),
    (
        "notice_example.headers",
        "the command line computes examples",
    ),
    (
        "notice_example.outcome",
        "the command line computes examples",
    ),
    (
        "notice_example.stored",
        "the command line computes examples",
    ),
    (
        "notification.examples",
        "the command line computes examples",
    ),
    ("operation.examples", "the command line computes examples"),
    ("record.ko", "the sandbox remembers it"),
    ("record.en", "the sandbox remembers it"),
    ("record.keys", "the sandbox remembers it"),
    ("record.elsewhere", "the sandbox remembers it"),
    ("record.refused", "the sandbox remembers it"),
    ("record.told", "the sandbox remembers it"),
    ("record_refusals.unknown", "the sandbox remembers it"),
    ("record_refusals.repeated", "the sandbox remembers it"),
    ("record_refusals.spent", "the sandbox remembers it"),
    ("record_refusals.exceeded", "the sandbox remembers it"),
    ("record_refusals.ended", "the sandbox remembers it"),
    ("record_states.open", "the sandbox remembers it"),
    ("record_states.partly_spent", "the sandbox remembers it"),
    ("record_states.spent", "the sandbox remembers it"),
    ("record_states.pending", "the sandbox remembers it"),
    ("record_states.ended", "the sandbox remembers it"),
    ("record_use.creates", "the sandbox remembers it"),
    ("record_use.spends", "the sandbox remembers it"),
    ("record_use.uses", "the sandbox remembers it"),
    ("record_use.ends", "the sandbox remembers it"),
    ("record_use.reads", "the sandbox remembers it"),
    ("record_use.keys", "the sandbox remembers it"),
    ("record_refusals.differs", "the sandbox remembers it"),
    ("record_use.left", "the sandbox remembers it"),
    ("record_use.untold", "the sandbox remembers it"),
    ("record_use.made", "the sandbox remembers it"),
    ("record_use.amount", "the sandbox remembers it"),
    ("record_use.leaves", "the sandbox remembers it"),
    ("record_use.all", "the sandbox remembers it"),
    ("record_use.pending", "the sandbox remembers it"),
    ("operation.records", "the sandbox remembers it"),
    ("spec.records", "the sandbox remembers it"),
    ("spec.test_values", "the command line computes examples"),
    ("test_values.clock", "the command line computes examples"),
    (
        "test_values.credentials",
        "the command line computes examples",
    ),
    ("test_values.random", "the command line computes examples"),
];

/// A row of a file.
struct Row<'f> {
    key: &'f str,
    before: String,
    after: String,
    shown: &'f str,
}

/// The spec of a file, and its rows.
fn parts(file: &str) -> (&str, Vec<Row<'_>>) {
    let (spec, rows) = file.split_once("----\n").unwrap();
    let rows = rows.lines().map(|line| {
        let (key, rest) = line.split_once(" | ").unwrap();
        let (change, shown) = rest.rsplit_once(" | ").unwrap();
        let (before, after) = change.split_once(" => ").unwrap();
        Row {
            key,
            before: before.replace("\\n", "\n"),
            after: after.replace("\\n", "\n"),
            shown,
        }
    });
    (spec, rows.collect())
}

fn effect_called(name: &str) -> Effect {
    match name {
        "documentation" => Effect::Documentation,
        "code" => Effect::Code,
        "findings" => Effect::Findings,
        other => panic!("no effect is called {other}"),
    }
}

/// Every key of the compiler's tables, with its mapping: `operation.send`.
fn every_key() -> BTreeSet<String> {
    let schema: Value = serde_yaml::from_str(&schema()).unwrap();
    let mut keys = BTreeSet::new();
    for (name, shape) in schema["definitions"].as_mapping().unwrap() {
        // What has quirks stands there twice.
        let name = name.as_str().unwrap().split('.').next().unwrap();
        let properties = shape.get("properties").and_then(Value::as_mapping);
        for key in properties.into_iter().flatten() {
            keys.insert(format!("{name}.{}", key.0.as_str().unwrap()));
        }
    }
    keys
}

#[test]
fn every_key_of_the_tables_has_a_row() {
    let rows = FILES.iter().flat_map(|file| parts(file).1);
    let mut shown: BTreeSet<String> = rows.map(|row| row.key.to_owned()).collect();
    shown.extend(fields::keys());
    let keys = every_key();
    assert!(keys.len() > 200, "{}", keys.len());
    let without: Vec<_> = keys.difference(&shown).collect();
    let unknown: Vec<_> = shown.difference(&keys).collect();
    assert!(
        without.is_empty(),
        "no row in codegen/tests/effects/cases shows what these do, as `mapping.key | before => after | code`: {without:?}"
    );
    assert!(unknown.is_empty(), "these rows are of no key: {unknown:?}");
}

#[test]
fn what_a_spec_says_has_an_effect() {
    let elsewhere: BTreeMap<_, _> = READ_ELSEWHERE.iter().copied().collect();
    let mut wrong = Vec::new();
    for file in FILES {
        let (spec, rows) = parts(file);
        let plain = Outcome::of(spec);
        if !plain.compiles {
            wrong.push(format!("{:#?}", plain.findings));
            continue;
        }
        for row in rows {
            let found = spec.matches(&row.before).count();
            if found != 1 {
                wrong.push(format!(
                    "{}: `{}` stands {found} times",
                    row.key, row.before
                ));
                continue;
            }
            let changed = spec.replace(&row.before, &row.after);
            let outcome = Outcome::of(&changed);
            let effect = plain.effect(&outcome);
            let model = |spec: &str| compile(&SourceFile::new("effects.yaml", spec)).ok();
            let right = match elsewhere.contains_key(row.key) {
                true => row.shown == "model" && model(spec) != model(&changed),
                false => effect == effect_called(row.shown),
            };
            if !right {
                let (key, shown) = (row.key, row.shown);
                wrong.push(format!(
                    "{key}: {effect:?}, not {shown}: {:?}",
                    outcome.findings
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
