//! Ten thousand calls, 64 at a time, against a server that throws dice over each: what was reported of every
//! one agrees with what the server did. `KPG_SEED` repeats a run, as far as time lets it.
#![cfg(test)]

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use kpg::runtime::{Attempt, Audit, End, Masked, ReqwestTransport, Retry};
use kpg::{Outcome, Timeouts};
use kpg_tests::clients::{Auditor, Clients, Setup};
use kpg_tests::hostile::crowd::{Crowd, DIGITS, ID, longest};
use kpg_tests::hostile::dice::Dice;
use kpg_tests::hostile::matrix;
use kpg_tests::hostile::soak::{self, Findings, Report, Watch};

const CALLS: u64 = 10_000;

/// Counts the attempts that repeat another one.
#[derive(Clone, Debug, Default)]
struct Repetitions(Arc<AtomicUsize>);

impl Audit for Repetitions {
    fn sending(&self, attempt: &Attempt, _: &Masked) {
        let again = usize::from(attempt.number > 1);
        self.0.fetch_add(again, Ordering::Relaxed);
    }

    fn ended(&self, _: &Attempt, _: &End<'_>) {}
}

/// Clients that wait half a second for an answer.
fn clients(address: &str, retry: Retry, repetitions: &Repetitions) -> Clients<ReqwestTransport> {
    let timeouts = Timeouts::from_millis(2_000, 500, 500);
    let transport = ReqwestTransport::new(timeouts).unwrap();
    let address = |_: &str| address.to_owned();
    let setup = Setup {
        retry,
        audit: Some(Auditor::new(repetitions.clone())),
        ..Setup::at(&address)
    };
    Clients::of(&setup, &transport).unwrap()
}

/// What was found, and how many attempts repeated another.
async fn soak(retry: Retry) -> (Findings, usize) {
    let seed = Dice::seed();
    println!("seed {seed}, {retry:?}");
    let mut targets = matrix::targets().await.unwrap();
    // An answer is known by the ID of its call, which a proof over the good answer would not hold for.
    targets.retain(|target| {
        let call = &target.call;
        let has_a_number = call
            .id_field()
            .is_some_and(|id| longest(id) >= ID.len() + DIGITS);
        call.moves_money() && has_a_number && call.operation.answer.proof.is_none()
    });
    // Six of eight calls sign and open nothing with RSA: a crowd that waits for its own keys is none.
    let mut quick = targets.clone();
    quick.retain(|target| matches!(target.call.vendor.id.snake(), "cookiepay" | "welcome"));
    targets.extend([quick.clone(), quick].concat());
    let server = Crowd::start(seed, &targets).unwrap();
    let (address, repetitions) = (
        format!("http://{}", server.address()),
        Repetitions::default(),
    );
    let clients = clients(&address, retry, &repetitions);
    let watch = Watch::start();
    let reports = soak::calls(clients, &targets, CALLS).await.unwrap();
    let findings = watch.findings(reports, server.ledger());
    let repeated = repetitions.0.load(Ordering::Relaxed);
    println!("{findings}; {repeated} attempts repeated another");
    let wrong = findings.wrong(CALLS);
    assert!(wrong.is_empty(), "seed {seed}: {wrong:#?}");
    // Dice that never fall on a side prove nothing of it.
    assert!(findings.count(|report| *report == Report::Done) > 0);
    for outcome in [Outcome::Refused, Outcome::Unknown] {
        assert!(
            findings.outcomes(outcome) > 0,
            "seed {seed}: none {outcome}"
        );
    }
    (findings, repeated)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_reported_of_ten_thousand_calls_agrees_with_what_was_executed() {
    let (findings, repeated) = soak(Retry::OFF).await;
    assert!(
        findings.outcomes(Outcome::NotSent) > 0,
        "nobody was turned away"
    );
    assert_eq!(repeated, 0);
}

/// The same with calls that are made again by themselves: none is executed twice.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_call_that_is_repeated_by_itself_is_executed_twice() {
    let (first, longest) = (Duration::from_millis(20), Duration::from_millis(40));
    let (_, repeated) = soak(Retry::attempts(4).backoff(first, longest)).await;
    assert!(repeated > 0, "nothing was made again");
}
