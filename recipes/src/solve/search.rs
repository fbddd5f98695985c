//! The search for a message whose digest or MAC is expected: spaces of messages, the likely ones first, each tried on
//! all cores until the time is over.

use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use kpg_codegen::model::Charset;

use super::finish::Finish;
use super::job::{Job, Orders, fill};
use super::order::Visit;
use super::progress::Progress;
use super::question::Given;
use super::recipe::Message;
use super::space::Space;

/// How often progress is told.
const TICK: Duration = Duration::from_millis(100);

/// After so many messages the clock is read.
const BETWEEN_CLOCKS: u64 = 256;

/// A message that makes the expected bytes, and how.
#[derive(Clone, Debug)]
pub(super) struct Hit {
    pub(super) message: Message,
    pub(super) charset: Charset,
    /// The position of what was expected.
    pub(super) goal: usize,
    /// The position of what was done to the message, among the finishes of that goal.
    pub(super) finish: usize,
}

/// What is expected, and the steps that can make it.
#[derive(Clone, Debug)]
pub(super) struct Wanted {
    pub(super) bytes: Vec<u8>,
    pub(super) finishes: Vec<Finish>,
}

/// The search as a whole.
pub(super) struct Search<'s> {
    pub(super) values: &'s [Given],
    pub(super) progress: &'s dyn Fn(&Progress),
    pub(super) tried: AtomicU64,
}

/// What the threads of one space share.
struct Shared<'s> {
    jobs: &'s [Job],
    wanted: &'s [Wanted],
    next: AtomicUsize,
    out_of_time: AtomicBool,
    /// Another message has no such digest: one is enough.
    found: AtomicBool,
    hits: Mutex<Vec<Hit>>,
}

impl Search<'_> {
    /// Tries all messages of a space; also says whether there was time for all.
    pub(super) fn space(
        &self,
        (space, deadline): (Space, Instant),
        jobs: &[Job],
        wanted: &[Wanted],
    ) -> (Vec<Hit>, bool) {
        let shared = Shared {
            jobs,
            wanted,
            next: AtomicUsize::new(0),
            out_of_time: AtomicBool::new(false),
            found: AtomicBool::new(false),
            hits: Mutex::new(Vec::new()),
        };
        let cores = thread::available_parallelism().map_or(1, usize::from);
        let started = Instant::now();
        thread::scope(|scope| {
            let (ended, ends) = mpsc::channel::<()>();
            for _ in 0..cores {
                let (shared, ended, values) = (&shared, ended.clone(), self.values);
                let tried = &self.tried;
                scope.spawn(move || {
                    let worker = Worker {
                        shared,
                        values,
                        deadline,
                        tried,
                    };
                    worker.run();
                    drop(ended);
                });
            }
            drop(ended);
            while let Err(RecvTimeoutError::Timeout) = ends.recv_timeout(TICK) {
                (self.progress)(&Progress {
                    space,
                    tried: self.tried.load(Ordering::Relaxed),
                    elapsed: started.elapsed(),
                });
            }
        });
        let hits = shared.hits.into_inner();
        let hits = hits.unwrap_or_else(PoisonError::into_inner);
        (hits, !shared.out_of_time.load(Ordering::Relaxed))
    }
}

struct Worker<'w> {
    shared: &'w Shared<'w>,
    values: &'w [Given],
    deadline: Instant,
    tried: &'w AtomicU64,
}

impl Worker<'_> {
    fn run(&self) {
        loop {
            let next = self.shared.next.fetch_add(1, Ordering::Relaxed);
            match self.shared.jobs.get(next) {
                Some(job) if !self.shared.found.load(Ordering::Relaxed) => {
                    if self.job(job).is_break() {
                        return;
                    }
                }
                Some(_) | None => return,
            }
        }
    }

    fn job(&self, job: &Job) -> ControlFlow<()> {
        let parts = job.parts(self.values);
        let mut message = Vec::new();
        let mut tried = 0;
        let mut visit = |order: &[usize]| {
            if fill(&mut message, &job.style, &parts, order) {
                self.try_message(job, order, &message);
            }
            tried += 1;
            match tried == BETWEEN_CLOCKS {
                true => self.look_at_the_clock(std::mem::take(&mut tried)),
                false => ControlFlow::Continue(()),
            }
        };
        let visit: &mut Visit<'_> = &mut visit;
        let ended = match &job.orders {
            Orders::Table(orders) => orders.each(visit),
            Orders::All(orders) => orders.each(visit),
        };
        self.tried.fetch_add(tried, Ordering::Relaxed);
        ended
    }

    fn look_at_the_clock(&self, tried: u64) -> ControlFlow<()> {
        self.tried.fetch_add(tried, Ordering::Relaxed);
        if self.shared.found.load(Ordering::Relaxed) {
            return ControlFlow::Break(());
        }
        if Instant::now() < self.deadline {
            return ControlFlow::Continue(());
        }
        self.shared.out_of_time.store(true, Ordering::Relaxed);
        ControlFlow::Break(())
    }

    fn try_message(&self, job: &Job, order: &[usize], message: &[u8]) {
        for (goal, wanted) in self.shared.wanted.iter().enumerate() {
            for (finish, made) in wanted.finishes.iter().enumerate() {
                if !made.suits(order) || made.bytes(message).as_ref() != Some(&wanted.bytes) {
                    continue;
                }
                let operands = order.iter().filter_map(|value| job.operands.get(*value));
                let hit = Hit {
                    message: Message {
                        style: job.style.clone(),
                        operands: operands.cloned().collect(),
                    },
                    charset: job.charset,
                    goal,
                    finish,
                };
                self.shared.found.store(true, Ordering::Relaxed);
                let mut hits = self
                    .shared
                    .hits
                    .lock()
                    .unwrap_or_else(PoisonError::into_inner);
                hits.push(hit);
            }
        }
    }
}

/// Hits of which no two have the same text and the same steps.
pub(super) fn distinct(hits: Vec<Hit>, values: &[Given]) -> Vec<(Hit, String)> {
    let mut known = BTreeSet::new();
    let texts = hits.into_iter().filter_map(|hit| {
        let text = hit.message.text(values)?;
        Some((hit, text))
    });
    let texts = texts.filter(|(hit, text)| known.insert((hit.goal, hit.finish, text.clone())));
    texts.collect()
}
