//! Whatever a vendor does to a call, nothing that is printed, traced or audited shows a secret: clients with
//! marked secrets meet every fault, and answers that repeat what is sensitive.
#![cfg(test)]

use std::panic;
use std::sync::{Arc, Mutex};

use kpg::Timeouts;
use kpg::runtime::ReqwestTransport;
use kpg_tests::clients;
use kpg_tests::failure::Failed;
use kpg_tests::hostile::answers::{Answer, Subject, Target};
use kpg_tests::hostile::cases::{self, On};
use kpg_tests::hostile::matrix;
use kpg_tests::hostile::plan::{Patience, Plan};
use kpg_tests::hostile::server::Hostile;
use kpg_tests::marks::{Trail, assert_hidden, marked_setup, planted, planted_answer};
use kpg_tests::tracer::Tracer;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

/// How many calls are made at once.
const AT_ONCE: usize = 24;

const TOKEN: &str = "SECRET-MARK-TOKEN";

/// The same answers, with a mark in everything sensitive. What is encrypted stays so, and shows nothing.
fn marked(mut subject: Subject) -> Subject {
    let operation = subject.operation.clone();
    let token = subject.token_path().cloned();
    let plant = |answer: &mut Answer| {
        let is_plain = answer.body == answer.plain.as_bytes();
        answer.plain = planted_answer(&operation, &answer.plain);
        if let Some(path) = &token {
            let mut tree: serde_json::Value = serde_json::from_str(&answer.plain).unwrap();
            let mut steps = path.0.iter();
            let place = steps.try_fold(&mut tree, |tree, step| tree.get_mut(step));
            // A header must be able to hold it.
            place.into_iter().for_each(|place| *place = TOKEN.into());
            answer.plain = tree.to_string();
        }
        if is_plain {
            answer.body = answer.plain.clone().into_bytes();
        }
    };
    plant(&mut subject.yes);
    for answer in [&mut subject.no, &mut subject.pending, &mut subject.fault] {
        answer.iter_mut().for_each(plant);
    }
    subject
}

/// Nobody else uses the machine's time here: what ends by waiting need not wait for long.
fn transport(patience: Patience) -> ReqwestTransport {
    let timeouts = match patience {
        Patience::Long => patience.timeouts(),
        Patience::ShortForAll => Timeouts::from_millis(20_000, 30_000, 200),
        Patience::ShortForBytes => Timeouts::from_millis(200, 200, 30_000),
        Patience::ShortForConnecting => Timeouts::from_millis(200, 30_000, 30_000),
    };
    ReqwestTransport::new(timeouts).unwrap()
}

/// Everything that is printed on the way, by anyone.
struct Printed {
    tracer: Tracer,
    panics: Arc<Mutex<String>>,
    transports: [(Patience, ReqwestTransport); 4],
}

impl Printed {
    fn new() -> Self {
        let (tracer, panics) = (Tracer::default(), Arc::<Mutex<String>>::default());
        // Calls and connections live on many threads.
        tracing::subscriber::set_global_default(tracer.clone()).unwrap();
        let (told, usual) = (Arc::clone(&panics), panic::take_hook());
        panic::set_hook(Box::new(move |panicked| {
            let mut told = told.lock().unwrap();
            told.push_str(&format!("{panicked}\n{panicked:?}\n"));
            usual(panicked);
        }));
        let transports = Patience::ALL.map(|patience| (patience, transport(patience)));
        Self {
            tracer,
            panics,
            transports,
        }
    }

    /// One call that meets one case; nothing that it leaves behind shows a mark.
    async fn meets(&self, what: &str, target: &Target, on: On, plan: Plan) {
        let script = matrix::script(target, on, &plan);
        let server = Hostile::start(script).await.unwrap();
        let scheme = if plan.tls { "https" } else { "http" };
        let address = format!("{scheme}://{}", server.address());
        let mut transports = self.transports.iter();
        let (_, transport) = transports.find(|(kind, _)| *kind == plan.patience).unwrap();
        let trail = Trail::default();
        let (vendor, operation) = (target.call.vendor.id.snake(), &target.call.operation);
        let values = planted(&target.call.vendor, operation);
        let at = |_: &str| address.clone();
        let setup = marked_setup(&at, &trail);
        let call = (vendor, operation.name.snake(), &values);
        // The server proves its answers with other secrets than the marked ones: no call before goes well then.
        let proves = target.call.operation.answer.proof.is_some();
        let warm = plan.warm.filter(|_| !proves);
        let called = clients::call_once(&setup, transport.clone(), warm, call).await;
        assert_hides(what, called.unwrap());
        let trail = trail.take();
        assert_hidden(&format!("the audit of {what}"), &trail);
        assert!(trail.contains(" attempt 1"), "{what}: {trail}");
    }
}

fn assert_hides(what: &str, called: Result<String, Failed>) {
    match called {
        Ok(answer) => assert_hidden(what, &answer),
        Err(failed) => {
            for shown in [&failed.shown, &failed.masked, &failed.to_string()] {
                assert_hidden(what, shown);
            }
        }
    }
}

/// Every case that can be done to a call, or to the one that fetches its token.
fn trials(target: &Arc<Target>) -> Vec<(String, Arc<Target>, On, Plan)> {
    let subjects = [
        (On::Call, Some(&target.call)),
        (On::Token, target.token.as_ref()),
    ];
    let trial = |case: &cases::Case, on: On, subject: Option<&Subject>| {
        let plan = subject.and_then(|subject| (case.plan)(subject, "http://127.0.0.1:9"))?;
        if !matrix::can_be_tried(case, target, on, &plan) {
            return None;
        }
        let what = format!("{} ({on:?} of {})", case.name, target.call.name());
        Some((what, Arc::clone(target), on, plan))
    };
    let all = cases::all().flat_map(|case| subjects.map(|(on, subject)| trial(case, on, subject)));
    all.flatten().collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_fault_of_any_vendor_makes_a_secret_show() {
    let printed = Arc::new(Printed::new());
    let permits = Arc::new(Semaphore::new(AT_ONCE));
    let mut calls = JoinSet::new();
    for target in matrix::targets().await.unwrap() {
        let target = Arc::new(Target {
            call: marked(target.call),
            token: target.token.map(marked),
        });
        for (what, target, on, plan) in trials(&target) {
            let (printed, permits) = (Arc::clone(&printed), Arc::clone(&permits));
            calls.spawn(async move {
                let _permit = permits.acquire().await.unwrap();
                printed.meets(&what, &target, on, plan).await;
            });
        }
    }
    let met = calls.join_all().await.len();
    let traced = printed.tracer.take();
    assert_hidden("the trace", &traced);
    assert!(
        traced.matches("kpg.call").count() >= met,
        "every call is traced"
    );
    assert_eq!(*printed.panics.lock().unwrap(), "");
    println!("{met} calls, and no secret in what they left behind");
    assert!(met > 500, "{met}");
}
