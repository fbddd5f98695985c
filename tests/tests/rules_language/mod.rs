//! For every rule in every spec, those of the vendors and those of the language's tests: the generated client
//! refuses its violation, and so does the sandbox when it is sent all the same. What cannot be sent is counted
//! by its reason, and nothing else is left out: a rule without a violation fails in `support/breaks.rs`.

mod raw;

use std::collections::BTreeMap;
use std::path::Path;

use kpg_codegen::model::{
    BodyEncoding, Content, Field, Items, Kind, Operation, Place, Placed, Source, Vendor, Wanted,
    good_item, good_request, sample,
};
use kpg_codegen::{SourceFile, compile};
use kpg_language::driver::{self as language, Values};
use kpg_tests::bench::Bench;
use kpg_tests::breaks::{Break, Given, Readers, breaks, breaks_of_member};
use kpg_tests::specs::SPECS;
use raw::Raw;

use crate::driver;

/// The specs of the language's tests.
fn language() -> Vec<Vendor> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("language/specs");
    let mut specs: Vec<_> = std::fs::read_dir(folder).unwrap().collect();
    specs.sort_by_key(|entry| entry.as_ref().unwrap().file_name());
    let vendors = specs.into_iter().map(|entry| {
        let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        compile(&SourceFile::new("spec".to_owned(), text)).unwrap_or_else(|it| panic!("{it:?}"))
    });
    vendors.collect()
}

/// The specs of the vendors, and those of the language's tests.
fn every_spec() -> Vec<Vendor> {
    SPECS.iter().cloned().chain(language()).collect()
}

/// The texts of a good request, in the circumstance in which the field must be there, or must not be there if
/// `forbidden` says so.
fn good(vendor: &Vendor, operation: &Operation, field: &Field, forbidden: bool) -> Values {
    let one = |field: &Field, text: String| match field.facts.content {
        Content::One(Kind::Joined { separator }) => {
            text.split(separator).map(str::to_owned).collect()
        }
        _ => vec![text],
    };
    let request = good_request(vendor, operation).into_iter();
    let mut values: Values = request
        .map(|(field, text)| (field.wire.clone(), one(field, text)))
        .collect();
    let required = field.presence.required_when();
    let (condition, holds) = match (field.presence.forbidden_when(), required) {
        (Some(condition), _) if forbidden => (condition, true),
        (_, Some(condition)) => (condition, true),
        (Some(condition), None) => (condition, false),
        (None, None) => return values,
    };
    // Where it must not hold, its first field is enough.
    let tests = condition.alternatives[0].iter();
    for test in tests.take(if holds { usize::MAX } else { 1 }) {
        let other = operation.field(test.field).unwrap();
        if let Wanted::Given(given) = test.wanted {
            match given == holds {
                true => values.insert(
                    other.wire.clone(),
                    one(other, sample(other, &vendor.enumerations)),
                ),
                false => values.remove(&other.wire),
            };
            continue;
        }
        let decisive = decisive(vendor, other, &test.wanted, holds);
        values.insert(other.wire.clone(), vec![decisive]);
    }
    values
}

/// A value of a field that a test asks for, or one that it does not.
fn decisive(vendor: &Vendor, field: &Field, wanted: &Wanted, holds: bool) -> String {
    match (holds, wanted, field.facts.content.one()) {
        (true, Wanted::Texts(texts), _) => texts[0].clone(),
        (true, Wanted::Numbers(ranges), _) => ranges[0].0.max(1).to_string(),
        (false, Wanted::Texts(texts), Some(Kind::Enumeration { id, .. })) => {
            let choices = &vendor.enumerations[id.0].choices;
            let mut others = choices.iter().map(|choice| &choice.wire);
            let free = others.find(|wire| !texts.contains(wire));
            free.unwrap().clone()
        }
        (false, Wanted::Texts(texts), Some(Kind::Boolean)) => {
            (!texts.contains(&"true".to_owned())).to_string()
        }
        (true, Wanted::Given(_), _) | (false, _, _) => {
            panic!("{}: only types list their values", field.wire)
        }
    }
}

fn broken(mut values: Values, field: &Field, broken: &Break) -> Values {
    match &broken.given {
        Given::Nothing => drop(values.remove(&field.wire)),
        Given::Text(text) => drop(values.insert(field.wire.clone(), vec![text.clone()])),
        Given::Parts(parts) => drop(values.insert(field.wire.clone(), parts.clone())),
        Given::Items(count) => {
            drop(values.insert(field.wire.clone(), vec![String::new(); *count]));
        }
    }
    values
}

/// The builder's violation of exactly this field and rule.
fn assert_told(vendor: &Vendor, name: &str, values: &Values, (field, broken): (&Field, &Break)) {
    let at = format!("{}.{name} {}: {broken:?}", vendor.id, field.wire);
    let id = vendor.id.snake();
    let built = driver::build(id, name, values).or_else(|| language::build(id, name, values));
    let built = built.unwrap_or_else(|| panic!("{at}: no builder"));
    let violations = built.err().unwrap_or_else(|| panic!("{at}: it was built"));
    let is_it = violations
        .iter()
        .any(|each| each.field == field.wire && format!("{:?}", each.rule) == broken.rule);
    assert!(is_it, "{at}: {violations}");
}

#[test]
fn the_client_of_every_spec_refuses_every_violation() {
    let mut told = 0;
    for vendor in &every_spec() {
        for operation in &vendor.operations {
            let name = operation.name.snake();
            let given = operation.placed_fields();
            for placed in given.filter(|placed| placed.field.source == Source::Caller) {
                let field = placed.field;
                for each in breaks(vendor, operation, placed) {
                    let good = good(vendor, operation, field, each.is_forbidden());
                    if each.readers != Readers::SandboxOnly {
                        let values = broken(good, field, &each);
                        assert_told(vendor, name, &values, (field, &each));
                        told += 1;
                    }
                }
                if let Some(items) = field.objects() {
                    told += members_told(vendor, operation, (placed, items));
                }
            }
        }
    }
    assert!(told > 2_000, "{told}");
}

/// The objects of a list have a builder of their own.
fn members_told(
    vendor: &Vendor,
    operation: &Operation,
    (list, items): (Placed<'_>, &Items),
) -> usize {
    let name = format!("{}.{}", operation.name.snake(), list.field.wire);
    let good: Values = good_item(vendor, items)
        .into_iter()
        .map(|(member, text)| (member.wire.clone(), vec![text]))
        .collect();
    let mut told = 0;
    let members = items.members.iter();
    for member in members.filter(|each| each.source == Source::Caller) {
        for each in breaks_of_member(vendor, operation, list.member(member)) {
            if each.readers != Readers::SandboxOnly {
                let values = broken(good.clone(), member, &each);
                assert_told(vendor, &name, &values, (member, &each));
                told += 1;
            }
        }
    }
    told
}

/// Why a violation was not sent.
type Unsent = BTreeMap<&'static str, usize>;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_sandbox_refuses_every_violation_in_every_spec() {
    let (mut refused, mut unsent, mut wrong) = (0, Unsent::new(), Vec::new());
    for vendor in every_spec() {
        let bench = Bench::of_vendor(vendor.clone()).await;
        for operation in &vendor.operations {
            let given = operation.placed_fields();
            for placed in given.filter(|placed| placed.field.source == Source::Caller) {
                let field = placed.field;
                for each in breaks(&vendor, operation, placed) {
                    let good = good(&vendor, operation, field, each.is_forbidden());
                    let values = broken(good, field, &each);
                    if let Some(why) = not_sent(operation, placed, &each, &values) {
                        *unsent.entry(why).or_default() += 1;
                        continue;
                    }
                    let raw = Raw {
                        vendor: &vendor,
                        operation,
                        values: &values,
                    };
                    raw::send(bench.address(), &raw);
                    let last = bench.last().unwrap();
                    if matches!(each.given, Given::Nothing) && raw::is_another(&last, operation) {
                        *unsent.entry(raw::ANOTHER).or_default() += 1;
                        continue;
                    }
                    refused += 1;
                    let rule = broken_rule(&vendor, operation, placed, &each);
                    if !raw::refuses(&last, field, rule.as_deref()) {
                        wrong.push(format!(
                            "{}.{} {}: {each:?}, {rule:?}: {:?}",
                            vendor.id, operation.name, field.wire, last.judgement
                        ));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(refused > 2_000, "{refused}");
    let reasons: Vec<&str> = unsent.into_keys().collect();
    let known = [
        "HTTP trims it",
        "an input is not sent by itself",
        "it would be two headers",
        "the charset cannot write it",
        "the field is encrypted",
        "the request is encrypted",
        "what arrives is joined",
        raw::ANOTHER,
    ];
    assert!(
        reasons.iter().all(|reason| known.contains(reason)),
        "{reasons:?}"
    );
}

/// The first rule that a broken value breaks, as the compiler says it. None where its presence or its JSON type is told
/// before.
fn broken_rule(
    vendor: &Vendor,
    operation: &Operation,
    placed: Placed<'_>,
    broken: &Break,
) -> Option<String> {
    let (Given::Text(text), Content::One(kind)) = (&broken.given, &placed.field.facts.content)
    else {
        return None;
    };
    let in_json = operation.encodings.first() == Some(&BodyEncoding::Json);
    let is_typed = placed.at.place == Place::Body && in_json && kind.is_bare();
    let by_presence = ["Required", "Forbidden"];
    let by_presence = by_presence.iter().any(|rule| broken.rule.starts_with(rule));
    if is_typed || by_presence || text.is_empty() {
        return None;
    }
    if placed.at.place == Place::Header && !text.is_ascii() {
        return Some("printable ASCII".to_owned());
    }
    let rules = placed.rules(operation.charset, &vendor.enumerations);
    let mut rules = rules.iter();
    rules.find_map(|rule| rule.broken_by(&vendor.enumerations, text))
}

/// Why a broken value cannot be put into a request by hand; `violations_all.rs` sends the encrypted ones of
/// the vendors.
fn not_sent(
    operation: &Operation,
    Placed { at, field }: Placed<'_>,
    broken: &Break,
    values: &Values,
) -> Option<&'static str> {
    let texts = values.values().flatten();
    let in_form = operation.encodings.first() == Some(&BodyEncoding::Form);
    match broken.readers {
        Readers::BuilderOnly(why) => Some(why),
        _ if at.place == Place::Input => Some("an input is not sent by itself"),
        _ if field.cipher.is_some() => Some("the field is encrypted"),
        _ if operation.envelope.is_some() && at.place == Place::Body => {
            Some("the request is encrypted")
        }
        _ => {
            let mut strange = texts.filter(|text| !raw::can_write(operation, text));
            let written = in_form || at.place == Place::Body;
            strange
                .next()
                .filter(|_| written)
                .map(|_| "the charset cannot write it")
        }
    }
}

#[test]
fn samples_break_no_rule() {
    for vendor in every_spec() {
        for operation in &vendor.operations {
            for placed in operation.placed_fields() {
                let field = placed.field;
                if field.source != Source::Caller {
                    continue;
                }
                let text = sample(field, &vendor.enumerations);
                for rule in placed.rules(operation.charset, &vendor.enumerations) {
                    let broken = rule.broken_by(&vendor.enumerations, &text);
                    assert_eq!(broken, None, "{}.{}", operation.name, field.wire);
                }
            }
        }
    }
}
