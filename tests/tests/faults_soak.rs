//! Ten thousand calls, 64 at a time, against a server that throws dice over each: what was reported of every
//! one agrees with what the server did. `KPG_SEED` repeats a run, as far as time lets it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use kpg::runtime::ReqwestTransport;
use kpg::{Outcome, Timeouts};
use kpg_tests::clients::{self, Clients};
use kpg_tests::hostile::crowd::Crowd;
use kpg_tests::hostile::dice::Dice;
use kpg_tests::hostile::matrix;
use kpg_tests::hostile::soak::{self, Report, Watch};

const CALLS: u64 = 10_000;

fn clients(address: &str) -> Clients<ReqwestTransport> {
    let transport = ReqwestTransport::new(Timeouts::from_millis(2_000, 500)).unwrap();
    Clients {
        bccard: clients::bccard(address)
            .unwrap()
            .build_with(transport.clone()),
        cookiepay: clients::cookiepay(address)
            .unwrap()
            .build_with(transport.clone()),
        konaplate: clients::konaplate(address)
            .unwrap()
            .build_with(transport.clone()),
        welcome: clients::welcome(address).unwrap().build_with(transport),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_reported_of_ten_thousand_calls_agrees_with_what_was_executed() {
    let seed = Dice::seed();
    println!("seed {seed}");
    let mut targets = matrix::targets().await.unwrap();
    targets.retain(|target| target.call.moves_money());
    let server = Crowd::start(seed, &targets).unwrap();
    let clients = clients(&format!("http://{}", server.address()));
    let watch = Watch::start();
    let reports = soak::calls(clients, &targets, CALLS).await.unwrap();
    let findings = watch.findings(reports, server.ledger());
    println!("{findings}");
    let wrong = findings.wrong(CALLS);
    assert!(wrong.is_empty(), "seed {seed}: {wrong:#?}");
    // Dice that never fall on a side prove nothing of it.
    assert!(findings.count(|report| *report == Report::Done) > 0);
    for outcome in [Outcome::NotSent, Outcome::Refused, Outcome::Unknown] {
        assert!(
            findings.outcomes(outcome) > 0,
            "seed {seed}: none {outcome}"
        );
    }
}
