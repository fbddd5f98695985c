//! Every rule of every field of every operation, broken: told by the builder with field, label, rule and
//! what was found, never sent; and refused by the sandbox when it is sent all the same.

mod by_hand;
mod fitting;

use std::collections::BTreeSet;
use std::fmt::Debug;
use std::fmt::Write as _;

use expect_test::expect_file;
use kpg::Violations;
use kpg::runtime::{Core, Operation as Request, Violation};
use kpg_codegen::model::{Field, Kind, Operation, Placed, Presence, Reports, Source, Vendor};
use kpg_sandbox::Judgement;
use kpg_tests::breaks::{Break, Given, Readers, breaks};
use kpg_tests::clients::Visitor;
use kpg_tests::sandboxed::Sandboxed;
use kpg_tests::specs::{SPECS, is_written_down};
use kpg_tests::values::Values;

use by_hand::Recorder;
use fitting::just_fitting;

/// The vendors whose messages to callers stand in files. That every rule of every other spec is told and refused is tested
/// in `rules_language`.
fn vendors() -> impl Iterator<Item = &'static Vendor> {
    let specs = SPECS.iter();
    specs.filter(|vendor| is_written_down(vendor.id.snake()))
}

/// Every operation of theirs.
fn operations() -> impl Iterator<Item = (&'static Vendor, &'static Operation)> {
    vendors().flat_map(|vendor| vendor.operations.iter().map(move |each| (vendor, each)))
}

/// Every field that the caller gives, with its place.
fn fields(operation: &Operation) -> impl Iterator<Item = Placed<'_>> {
    let all = operation.placed_fields();
    all.filter(|placed| placed.field.source == Source::Caller)
}

/// The ways to break a field's rules that its builder can be shown.
fn told(vendor: &Vendor, operation: &Operation, field: Placed<'_>) -> Vec<Break> {
    let mut breaks = breaks(vendor, operation, field);
    breaks.retain(|each| each.readers != Readers::SandboxOnly);
    breaks
}

/// The violations that values are refused with before anything is sent.
async fn violations(
    bench: &Recorder,
    vendor: &Vendor,
    operation: &Operation,
    values: &Values,
) -> Violations {
    let (vendor, name) = (vendor.id.snake(), operation.name.snake());
    let sent = bench.clients.send(vendor, name, values).await;
    let fault = sent.err();
    let fault = fault.unwrap_or_else(|| panic!("{vendor}.{name} was built of {values:?}"));
    match fault.downcast::<Violations>() {
        Ok(violations) => *violations,
        Err(fault) => panic!("{vendor}.{name}: {fault}"),
    }
}

fn is(violation: &Violation, field: &Field, broken: &Break) -> bool {
    let rule = format!("{:?}", violation.rule);
    (violation.field, violation.label) == (&*field.wire, field.facts.label.primary())
        && (rule.as_str(), violation.actual.as_str()) == (&broken.rule, &broken.actual)
}

/// Each line of the text files beside this one is a field and what its caller is told, value by value.
#[tokio::test]
async fn every_rule_of_every_field_is_told_when_it_is_broken_and_nothing_is_sent() {
    let bench = Recorder::new().await;
    for vendor in vendors() {
        let mut listing = String::new();
        for operation in &vendor.operations {
            for placed in fields(operation) {
                let field = placed.field;
                let mut lines = Vec::new();
                for broken in told(vendor, operation, placed) {
                    let values = broken.among(Values::good(vendor, operation), field);
                    let found = violations(&bench, vendor, operation, &values).await;
                    let at = format!("{broken:?}: {found}");
                    assert!(found.iter().any(|each| is(each, field, &broken)), "{at}");
                    assert!(found.iter().all(|each| each.field == field.wire), "{at}");
                    let label = format!("{} ({}): ", field.wire, field.facts.label.primary());
                    lines.push(found.to_string().replace(&label, "").replace('\n', " + "));
                }
                if !lines.is_empty() {
                    let at = format!("{}.{}", operation.name, field.wire);
                    writeln!(listing, "{at}: {}", lines.join(" | ")).unwrap();
                }
            }
        }
        let file = format!("{}.txt", vendor.id);
        expect_file![file].assert_eq(&listing);
    }
    assert!(bench.sandbox.log().is_empty());
    assert!(bench.transport.last().is_none());
}

#[tokio::test]
async fn all_broken_rules_of_a_request_are_told_at_once_in_the_order_of_its_fields() {
    let bench = Recorder::new().await;
    for (vendor, operation) in operations() {
        let mut values = Values::good(vendor, operation);
        let mut expected = Vec::new();
        for placed in fields(operation) {
            let field = placed.field;
            if let Some(broken) = told(vendor, operation, placed).into_iter().next_back() {
                values = broken.among(values, field);
                expected.push((field, broken));
            }
        }
        if expected.is_empty() {
            continue;
        }
        let found = violations(&bench, vendor, operation, &values).await;
        let mut found = found.iter();
        for (field, broken) in &expected {
            let of_field: Vec<_> = found
                .clone()
                .take_while(|each| each.field == field.wire)
                .collect();
            assert!(
                of_field.iter().any(|each| is(each, field, broken)),
                "{}.{}: {broken:?} is not in {of_field:?}",
                operation.name,
                field.wire
            );
            found.nth(of_field.len() - 1);
        }
        assert_eq!(found.next(), None, "{}", operation.name);
    }
    assert!(bench.sandbox.log().is_empty());
}

/// The second reader, asked over HTTP: a good request in which one value is another.
#[tokio::test]
async fn the_sandbox_refuses_every_broken_value_by_its_field() {
    let bench = Recorder::new().await;
    let mut wrong = Vec::new();
    for (vendor, operation) in operations() {
        let values = Values::good(vendor, operation);
        let (id, name) = (vendor.id.snake(), operation.name.snake());
        let good = bench.recorded(id, name, &values).await;
        for placed in fields(operation) {
            let field = placed.field;
            for broken in breaks(vendor, operation, placed) {
                if matches!(broken.readers, Readers::BuilderOnly(_)) {
                    continue;
                }
                let text = match &broken.given {
                    Given::Nothing => None,
                    Given::Text(text) => Some(text.as_str()),
                    Given::Parts(_) | Given::Items(_) => panic!("no vendor has {broken:?}"),
                };
                let seen = bench.sent_with(operation, &good, placed, text);
                assert_eq!(seen.operation.as_deref(), Some(name));
                let named = match &seen.judgement {
                    Judgement::Refused(findings) => findings.iter().any(|finding| {
                        finding.subject == field.wire && finding.reports == Reports::Field
                    }),
                    _ => false,
                };
                if !named {
                    wrong.push(format!("{id}.{name} {}: {broken:?}", field.wire));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The compiler holds the examples of specs against the same rules.
#[test]
fn the_compiler_calls_every_broken_value_no_example() {
    for (vendor, operation) in operations() {
        for placed in fields(operation) {
            let field = placed.field;
            let rules = placed.rules(operation.charset, &vendor.enumerations);
            for broken in breaks(vendor, operation, placed) {
                let (Given::Text(text), Readers::Both | Readers::SandboxOnly) =
                    (&broken.given, broken.readers)
                else {
                    continue;
                };
                let other = ["Required", "Forbidden"];
                let other = other.iter().any(|rule| broken.rule.starts_with(rule));
                let mut refuse = rules.iter();
                let found = refuse.any(|rule| rule.broken_by(&vendor.enumerations, text).is_some());
                assert!(found || other, "{}: {broken:?}", field.wire);
            }
        }
    }
}

#[tokio::test]
async fn what_just_fits_is_accepted_by_both_readers() {
    let bench = Sandboxed::new().await;
    for (vendor, operation) in operations() {
        let (id, name) = (vendor.id.snake(), operation.name.snake());
        for placed in fields(operation) {
            let field = placed.field;
            if field.presence.forbidden_when().is_some() {
                continue;
            }
            for text in just_fitting(placed) {
                let at = format!("{id}.{name} {}: {text}", field.wire);
                let values = Values::good(vendor, operation).with(field, &text);
                let sent = bench.clients.send(id, name, &values).await;
                let sent = sent.unwrap_or_else(|fault| panic!("{at}: {fault}"));
                sent.unwrap_or_else(|error| panic!("{at}: {error:?}"));
                assert_eq!(bench.last(id, name).judgement, Judgement::Accepted, "{at}");
            }
        }
    }
}

/// What no builder can be given wrong: a new kind, or a rule that nothing breaks, is noticed here.
#[test]
fn only_fields_of_these_kinds_can_not_be_broken() {
    let mut kinds = BTreeSet::new();
    for (vendor, operation) in operations() {
        for placed in fields(operation) {
            let field = placed.field;
            if told(vendor, operation, placed).is_empty() {
                kinds.insert(match field.facts.content.one() {
                    Some(Kind::Boolean) => "a boolean",
                    Some(Kind::Enumeration { .. }) => "an enumeration",
                    Some(Kind::Integer { min: 0, max }) if *max == u64::MAX.into() => "any integer",
                    Some(Kind::Amount {
                        zero: true,
                        digits: Some((1, 20..)),
                        ..
                    }) => "any amount",
                    other => panic!("{}.{} {other:?}", operation.name, field.wire),
                });
            }
        }
    }
    let expected = ["a boolean", "an enumeration", "any amount", "any integer"];
    assert_eq!(kinds, BTreeSet::from(expected));
}

struct Shown(String);

impl<T> Visitor<T> for Shown {
    fn builder(&mut self, _: &dyn Debug) {}

    fn request<O: Request + Debug>(&mut self, _: &Core<O::Settings, T>, request: &O) {
        self.0 = format!("{request:?}");
    }
}

/// A field that the table of requests forgets would be left out of every test.
#[tokio::test]
async fn every_field_that_is_given_gets_into_its_request() {
    let bench = Sandboxed::new().await;
    for (vendor, operation) in operations() {
        let values = Values::good(vendor, operation);
        let unillustrated = operation.caller_fields();
        let unillustrated = unillustrated.filter(|field| field.facts.example.is_none());
        let values = unillustrated.fold(values, |values, field| values.with(field, "x"));
        let mut shown = Shown(String::new());
        let (id, name) = (vendor.id.snake(), operation.name.snake());
        bench.clients.visit(id, name, &values, &mut shown).unwrap();
        for field in operation.caller_fields() {
            let given = match field.presence {
                Presence::Required => format!(" {}: ", field.facts.name.snake()),
                _ => format!(" {}: Some(", field.facts.name.snake()),
            };
            let there = shown.0.contains(&given);
            assert_eq!(
                there,
                values.of(field).is_some(),
                "{name}.{}",
                field.facts.name
            );
        }
    }
}
