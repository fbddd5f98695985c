//! What the server remembers between requests.

use std::collections::{BTreeMap, VecDeque};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use kpg_codegen::model::{SessionId, Vendor};

use crate::credentials::Credentials;
use crate::exchange::Exchange;
use crate::script::Script;
use crate::tokens::Tokens;

/// How many exchanges are remembered; the oldest are forgotten first.
const LOG_LENGTH: usize = 10_000;

/// Everything that requests share.
#[derive(Debug, Default)]
pub(crate) struct State {
    /// By vendor id.
    pub desks: BTreeMap<String, Desk>,
    /// Whether requests may be from any time.
    pub any_clock: bool,
    /// What the vendor knows of inputs that no request shows, by vendor id, operation name and wire name.
    inputs: Mutex<BTreeMap<(String, String, String), String>>,
    log: Mutex<VecDeque<Exchange>>,
    /// By vendor id and operation name.
    scripts: Mutex<BTreeMap<(String, String), VecDeque<Script>>>,
}

/// One vendor at work.
#[derive(Debug)]
pub(crate) struct Desk {
    pub vendor: Vendor,
    pub credentials: Credentials,
    pub tokens: Mutex<Tokens>,
    /// How many answers were written, for what takes turns.
    turns: AtomicUsize,
}

impl Desk {
    pub fn new(vendor: Vendor, credentials: Credentials) -> Self {
        Self {
            vendor,
            credentials,
            tokens: Mutex::default(),
            turns: AtomicUsize::new(0),
        }
    }

    /// How many turns there were before this one.
    pub fn turn(&self) -> usize {
        self.turns.fetch_add(1, Ordering::Relaxed)
    }

    /// These tokens are good for nothing any more.
    pub fn forget(&self, tokens: &BTreeMap<SessionId, String>) {
        let mut known = locked(&self.tokens);
        for (id, token) in tokens {
            known.forget(*id, token);
        }
    }

    /// The tokens that may be used now, by session.
    pub fn tokens_alive(&self) -> BTreeMap<SessionId, Vec<String>> {
        let mut tokens = locked(&self.tokens);
        let sessions = self.vendor.sessions.iter().enumerate();
        sessions
            .map(|(position, _)| {
                let id = SessionId(position);
                (id, tokens.alive(id))
            })
            .collect()
    }

    /// These tokens were used for an accepted call.
    pub fn spend(&self, used: &BTreeMap<SessionId, String>) {
        let mut tokens = locked(&self.tokens);
        for (id, token) in used {
            tokens.spend(*id, token);
        }
    }
}

impl State {
    pub fn new(any_clock: bool) -> Self {
        Self {
            any_clock,
            ..Self::default()
        }
    }

    pub fn remember(&self, exchange: Exchange) {
        let mut log = locked(&self.log);
        if log.len() == LOG_LENGTH {
            log.pop_front();
        }
        log.push_back(exchange);
    }

    pub fn log(&self) -> Vec<Exchange> {
        locked(&self.log).iter().cloned().collect()
    }

    pub fn queue(&self, vendor: &str, operation: &str, script: Script) {
        let key = (vendor.to_owned(), operation.to_owned());
        locked(&self.scripts)
            .entry(key)
            .or_default()
            .push_back(script);
    }

    pub fn know_input(&self, vendor: &str, operation: &str, (input, text): (&str, &str)) {
        let key = [vendor, operation, input].map(str::to_owned).into();
        locked(&self.inputs).insert(key, text.to_owned());
    }

    pub fn known_input(&self, vendor: &str, operation: &str, input: &str) -> Option<String> {
        let key = [vendor, operation, input].map(str::to_owned).into();
        locked(&self.inputs).get(&key).cloned()
    }

    /// The script that a request uses up: any for a good one, only raw bytes for a bad one.
    pub fn next_script(&self, vendor: &str, operation: &str, accepted: bool) -> Option<Script> {
        let mut scripts = locked(&self.scripts);
        let waiting = scripts.get_mut(&(vendor.to_owned(), operation.to_owned()))?;
        let fits = accepted || matches!(waiting.front(), Some(Script::Raw { .. }));
        if fits { waiting.pop_front() } else { None }
    }
}

/// A thread that panicked leaves data that is still whole: every change is a single call.
pub(crate) fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
