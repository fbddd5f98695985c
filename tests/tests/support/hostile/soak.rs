//! Ten thousand calls at once against a server that throws dice, and what is held of each: what the client
//! reported against what the server did.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use kpg::runtime::Transport;
use kpg::{ErrorKind, Outcome};
use tokio::task::JoinSet;

use super::answers::Target;
use super::crowd::{Entry, Ledger, id_of, longest};
use crate::Fault;
use crate::clients::Clients;
use crate::values::Values;

/// How many calls are under way at any time.
const AT_ONCE: usize = 64;

/// How a call ended, as its client reported it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Report {
    /// Accepted.
    Done,
    /// An error of this kind and outcome.
    Failed(ErrorKind, Outcome),
}

/// What came of all calls.
#[derive(Debug)]
pub struct Findings {
    /// What the clients reported, by the number of the call.
    pub reports: BTreeMap<u64, Report>,
    /// What the server did.
    pub ledger: Ledger,
    /// How long it took.
    pub elapsed: Duration,
}

/// Makes so many calls of the operations in turn, each with an ID of its own.
///
/// # Errors
///
/// A request cannot be made.
pub async fn calls<T>(
    clients: Clients<T>,
    targets: &[Target],
    count: u64,
) -> Result<BTreeMap<u64, Report>, Fault>
where
    T: Transport + 'static,
{
    let (clients, targets) = (Arc::new(clients), Arc::new(targets.to_vec()));
    let next = Arc::new(AtomicU64::new(0));
    let mut workers = JoinSet::new();
    for _ in 0..AT_ONCE {
        let (clients, targets) = (Arc::clone(&clients), Arc::clone(&targets));
        let next = Arc::clone(&next);
        workers.spawn(async move {
            let mut reports = Vec::new();
            loop {
                let number = next.fetch_add(1, Ordering::Relaxed);
                if number >= count {
                    return Ok::<_, Fault>(reports);
                }
                reports.push((number, call(&clients, &targets, number).await?));
            }
        });
    }
    let mut all = BTreeMap::new();
    for reports in workers.join_all().await {
        all.extend(reports?);
    }
    Ok(all)
}

async fn call<T: Transport>(
    clients: &Clients<T>,
    targets: &[Target],
    number: u64,
) -> Result<Report, Fault> {
    let index = usize::try_from(number)? % targets.len();
    let subject = &targets.get(index).ok_or("no such target")?.call;
    let operation = &subject.operation;
    let name = subject.id_field().ok_or("no field for an ID")?;
    let id = id_of(number, longest(name));
    let values = Values::good(&subject.vendor, operation).with(name, &id);
    let vendor = subject.vendor.id.snake();
    let called = clients
        .send(vendor, operation.name.snake(), &values)
        .await?;
    Ok(match called {
        Ok(_) => Report::Done,
        Err(failed) => Report::Failed(failed.kind, failed.outcome),
    })
}

impl Findings {
    /// What cannot be true of what a client reported and what the server did.
    pub fn wrong(&self, count: u64) -> Vec<String> {
        let mut wrong = Vec::new();
        for number in 0..count {
            let done = self.ledger.get(&number).copied().unwrap_or_default();
            let Some(report) = self.reports.get(&number) else {
                wrong.push(format!("call {number} was lost: {done:?}"));
                continue;
            };
            if let Some(why) = contradicts(*report, done) {
                wrong.push(format!("call {number} {why}: {report:?}, {done:?}"));
            }
        }
        let strangers = self.ledger.keys().filter(|number| **number >= count);
        wrong.extend(strangers.map(|number| format!("nobody made call {number}")));
        wrong
    }

    /// How many calls ended so.
    pub fn count(&self, wanted: impl Fn(&Report) -> bool) -> usize {
        self.reports
            .values()
            .filter(|report| wanted(report))
            .count()
    }

    /// How many calls ended with this outcome.
    pub fn outcomes(&self, outcome: Outcome) -> usize {
        self.count(|report| matches!(report, Report::Failed(_, found) if *found == outcome))
    }
}

/// Why a report is a lie.
fn contradicts(report: Report, done: Entry) -> Option<&'static str> {
    match report {
        _ if done.executed > 1 => Some("was executed twice"),
        Report::Done if done.executed == 0 => Some("was never executed"),
        Report::Failed(_, Outcome::NotSent) if done.read > 0 => Some("was sent"),
        Report::Failed(_, Outcome::Refused) if done.executed > 0 => Some("was executed"),
        Report::Failed(_, Outcome::Refused) if done.read == 0 => Some("was refused by nobody"),
        _ => None,
    }
}

impl fmt::Display for Findings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let done = self.count(|report| *report == Report::Done);
        let [not_sent, refused, unknown] =
            [Outcome::NotSent, Outcome::Refused, Outcome::Unknown].map(|it| self.outcomes(it));
        let executed = self
            .ledger
            .values()
            .filter(|entry| entry.executed > 0)
            .count();
        let (calls, elapsed) = (self.reports.len(), self.elapsed.as_secs_f32());
        let unknown_done = executed.saturating_sub(done);
        write!(
            f,
            "{calls} calls in {elapsed:.1} s: {done} done, {refused} refused, {not_sent} not sent, \
             {unknown} unknown; the server executed {executed}: {done} that were reported as done, \
             {unknown_done} as unknown"
        )
    }
}

/// A watch over a run.
#[derive(Debug)]
pub struct Watch(Instant);

impl Watch {
    /// Starts it.
    #[allow(clippy::new_without_default, reason = "it starts to run")]
    pub fn start() -> Self {
        Self(Instant::now())
    }

    /// What was found until now.
    pub fn findings(&self, reports: BTreeMap<u64, Report>, ledger: Ledger) -> Findings {
        Findings {
            reports,
            ledger,
            elapsed: self.0.elapsed(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_that_the_server_knows_better_is_a_lie() {
        let failed = |outcome| Report::Failed(ErrorKind::Exchange, outcome);
        let (not_sent, refused) = (failed(Outcome::NotSent), failed(Outcome::Refused));
        let unknown = failed(Outcome::Unknown);
        for (report, read, executed, expected) in [
            (Report::Done, 1, 1, None),
            (Report::Done, 1, 0, Some("was never executed")),
            (Report::Done, 2, 2, Some("was executed twice")),
            (not_sent, 0, 0, None),
            (not_sent, 1, 0, Some("was sent")),
            (refused, 1, 0, None),
            (refused, 1, 1, Some("was executed")),
            (refused, 0, 0, Some("was refused by nobody")),
            (unknown, 0, 0, None),
            (unknown, 1, 1, None),
            (unknown, 2, 2, Some("was executed twice")),
        ] {
            let found = contradicts(report, Entry { read, executed });
            assert_eq!(found, expected, "{report:?}, {read}, {executed}");
        }
    }

    #[test]
    fn a_call_without_a_report_is_lost_and_one_that_nobody_made_is_found() {
        let watch = Watch::start();
        let entry = Entry {
            read: 1,
            executed: 1,
        };
        let findings = watch.findings(
            BTreeMap::from([(0, Report::Done)]),
            BTreeMap::from([(0, entry), (7, entry)]),
        );
        assert_eq!(findings.wrong(1).len(), 1);
        assert_eq!(findings.wrong(2).len(), 2);
    }
}
