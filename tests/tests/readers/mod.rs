//! Two readers of every spec, by chance: what the generated client makes of random values the sandbox accepts, what a proof
//! covers cannot be another one, and what the sandbox answers the client reads back value by value. The runs are the same
//! each time; `KPG_SEED=7 cargo test …` makes others, and what fails says its seed.

mod answered;
mod chance;
mod damaged;
mod explained;
mod flipped;

use kpg_codegen::model::{
    FieldRef, Operation, Place, Request, Target, Vendor, good_request, smallest_request,
};
use kpg_language::driver::Values;
use kpg_sandbox::{Exchange, Judgement, Script};
use kpg_tests::bench::Bench;
use kpg_tests::hostile::dice::Dice;
use kpg_tests::specs::SPECS;
use serde_json::Value;

use crate::driver;
use answered::Answered;
use chance::{Chance, is_bound};
use flipped::Flipped;

/// So many random requests of each operation are sent, and so many random answers to it.
const CASES: u64 = 6;

/// The seed of a run.
fn seed() -> u64 {
    let given = std::env::var("KPG_SEED").ok();
    given.and_then(|seed| seed.parse().ok()).unwrap_or(1)
}

/// One case of an operation.
struct Case {
    /// Where it is, for whoever reads a failure.
    at: String,
    dice: Dice,
}

/// The cases of every operation of a vendor.
fn cases(vendor: &Vendor) -> impl Iterator<Item = (&Operation, Vec<Case>)> {
    let operations = vendor.operations.iter();
    operations.map(|operation| (operation, cases_of(vendor, operation)))
}

/// The cases of a request.
fn cases_of(vendor: &Vendor, request: &Request) -> Vec<Case> {
    let seed = seed();
    let name = format!("{}.{}", vendor.id, request.name);
    let mark = name.bytes().fold(0_u64, |mark, byte| {
        mark.wrapping_mul(31).wrapping_add(u64::from(byte))
    });
    let cases = (0..CASES).map(|number| Case {
        at: format!("{name}, case {number} of KPG_SEED={seed}"),
        dice: Dice::new(seed, mark.wrapping_add(number)),
    });
    cases.collect()
}

/// Whether a field has the value of its sample: it leads to the address of the request, or it is sent nowhere and the
/// answer repeats it, so that the sandbox knows the sample alone.
fn is_fixed(vendor: &Vendor, request: &Request, at: FieldRef) -> bool {
    let leads = match &request.target {
        Target::Path(_) => false,
        Target::PathOfNamed { named_by, .. } => *named_by == at,
        Target::Given { url, named_by } => *url == at || *named_by == Some(at),
    };
    let operations = vendor.operations.iter();
    let operations = operations.filter(|operation| operation.name == request.name);
    let mut answered = operations.flat_map(|operation| &operation.answer.fields);
    leads || at.place == Place::Input && answered.any(|field| field.echoes == Some(at))
}

/// Random texts for the fields of a good request; every other one has no more fields than it must.
fn random(request: &Request, chance: &mut Chance<'_>) -> Values {
    let fields = match chance.once_in(2) {
        true => good_request(chance.vendor, request),
        false => smallest_request(chance.vendor, request),
    };
    let mut values = Values::new();
    for option in &chance.vendor.options {
        let choice = chance.dice.one_of(&option.choices).unwrap();
        values.insert(
            option.name.snake().to_owned(),
            vec![choice.name.snake().to_owned()],
        );
    }
    for (field, sample) in fields {
        if !is_bound(field) && chance.once_in(4) {
            continue;
        }
        let mut placed = request.placed_fields();
        let placed = placed
            .find(|placed| std::ptr::eq(placed.field, field))
            .unwrap();
        let texts = match is_fixed(chance.vendor, request, placed.at) {
            true => vec![sample],
            false => chance.texts(request, placed, &sample),
        };
        values.insert(field.wire.clone(), texts);
    }
    values
}

/// Texts of a request that the client builds. Random ones may break a rule over several fields, which the tests of rules ask
/// for: others are made then, and where chance finds none, those of the good request.
fn fitting(request: &Request, chance: &mut Chance<'_>) -> Values {
    let (id, name) = (chance.vendor.id.snake(), request.name.snake());
    for _ in 0..20 {
        let values = random(request, chance);
        if driver::build(id, name, &values).unwrap().is_ok() {
            return values;
        }
    }
    let good = good_request(chance.vendor, request).into_iter();
    good.map(|(field, sample)| (field.wire.clone(), vec![sample]))
        .collect()
}

/// Asserts that nothing is wrong; of much, the beginning is shown.
fn nothing_is(wrong: &[String]) {
    let beginning = |told: &String| told.chars().take(1_000).collect::<String>();
    let shown: Vec<String> = wrong.iter().take(20).map(beginning).collect();
    assert!(
        wrong.is_empty(),
        "{} are wrong:\n{}",
        wrong.len(),
        shown.join("\n")
    );
}

/// What the client says of a call with these values, and what arrived.
async fn called(
    bench: &Bench,
    operation: &Operation,
    values: &Values,
) -> Result<(Value, Exchange), String> {
    let called = driver::call(bench, operation.name.snake(), values).await;
    let called = called.map_err(|violations| format!("not built: {violations}"))?;
    let answer = called.map_err(|failure| failure.shown)?;
    let arrived = bench.last().ok_or("nothing arrived")?;
    match arrived.judgement {
        Judgement::Accepted => Ok((answer, arrived)),
        other => Err(format!("{other:?}")),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn random_requests_are_accepted_and_nothing_that_a_proof_covers_can_be_another() {
    let (mut accepted, mut flipped, mut wrong) = (0, Flipped::default(), Vec::new());
    for vendor in SPECS.iter() {
        let bench = Bench::of_vendor(vendor.clone()).await;
        for (operation, cases) in cases(vendor) {
            for Case { at, dice } in cases {
                let mut chance = Chance { dice, vendor };
                let values = fitting(operation, &mut chance);
                match called(&bench, operation, &values).await {
                    Ok((_, arrived)) => {
                        accepted += 1;
                        let told =
                            flipped::all_are_refused(&bench, operation, &arrived, &mut flipped);
                        wrong.extend(told.await.into_iter().map(|told| format!("{at}: {told}")));
                    }
                    Err(told) => wrong.push(format!("{at}: {values:?}: {told}")),
                }
            }
        }
    }
    nothing_is(&wrong);
    assert!(accepted >= 600, "{accepted} requests were accepted");
    assert!(flipped.covered >= 300, "{flipped:?}");
    assert!(flipped.proofs >= 200, "{flipped:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn random_answers_are_read_back_value_by_value() {
    let (mut compared, mut wrong) = (0, Vec::new());
    for vendor in SPECS.iter() {
        let bench = Bench::of_vendor(vendor.clone()).await;
        for (operation, cases) in cases(vendor) {
            for Case { at, dice } in cases {
                let mut chance = Chance { dice, vendor };
                let values = fitting(operation, &mut chance);
                let Answered { members, expected } =
                    answered::random(vendor, operation, &mut chance);
                let name = operation.name.snake();
                bench.answer_next(name, Script::With(members.clone()));
                let (answer, arrived) = match called(&bench, operation, &values).await {
                    Ok(called) => called,
                    Err(told) => {
                        wrong.push(format!("{at}: {members:?}: {told}"));
                        continue;
                    }
                };
                let sent = arrived.plain_answer.unwrap_or(arrived.answer_body);
                compared += expected.len();
                for (member, value) in expected {
                    if answer[&member] != value {
                        let read = &answer[&member];
                        wrong.push(format!("{at}: `{member}` is {read}, not {value}: {sent}"));
                    }
                }
                if answer["noted"] != Value::Array(Vec::new()) {
                    wrong.push(format!("{at}: {}: {sent}", answer["noted"]));
                }
            }
        }
    }
    nothing_is(&wrong);
    assert!(compared >= 2_000, "{compared} members were compared");
}
