//! What the server remembers between requests.

use std::collections::{BTreeMap, VecDeque};
use std::fmt;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use kpg_codegen::model::{SessionId, Vendor};

use crate::credentials::Credentials;
use crate::exchange::Exchange;
use crate::fresh::{GivenCredential, Merchant};
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
    /// Who is told of every exchange.
    pub on_exchange: Option<Listener>,
    /// What the vendor knows of inputs that no request shows, by vendor id, operation name and wire name.
    inputs: Mutex<BTreeMap<(String, String, String), String>>,
    log: Mutex<VecDeque<Exchange>>,
    /// How many exchanges there were.
    calls: AtomicU64,
    /// By vendor id and operation name.
    scripts: Mutex<BTreeMap<(String, String), VecDeque<Script>>>,
}

/// Who is told of every exchange, in the thread that serves.
#[derive(Clone)]
pub(crate) struct Listener(Arc<dyn Fn(&Exchange) + Send + Sync>);

impl Listener {
    pub fn new(listener: impl Fn(&Exchange) + Send + Sync + 'static) -> Self {
        Self(Arc::new(listener))
    }

    pub fn call(&self, exchange: &Exchange) {
        (self.0)(exchange);
    }
}

impl fmt::Debug for Listener {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Listener")
    }
}

/// One vendor at work.
#[derive(Debug)]
pub(crate) struct Desk {
    pub vendor: Vendor,
    pub credentials: Credentials,
    /// What the merchant's program is given, where the sandbox made it.
    pub given: Vec<GivenCredential>,
    pub tokens: Mutex<Tokens>,
    /// How many answers were written, for what takes turns.
    turns: AtomicUsize,
}

impl Desk {
    pub fn new(vendor: Vendor, merchant: Merchant) -> Self {
        Self {
            vendor,
            credentials: merchant.known,
            given: merchant.given,
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
    pub fn new(any_clock: bool, on_exchange: Option<Listener>) -> Self {
        Self {
            any_clock,
            on_exchange,
            ..Self::default()
        }
    }

    /// Gives it its number and keeps it.
    pub fn remember(&self, mut exchange: Exchange) -> Exchange {
        let mut log = locked(&self.log);
        exchange.number = self.calls.fetch_add(1, Ordering::Relaxed) + 1;
        if log.len() == LOG_LENGTH {
            log.pop_front();
        }
        log.push_back(exchange.clone());
        exchange
    }

    pub fn log(&self) -> Vec<Exchange> {
        locked(&self.log).iter().cloned().collect()
    }

    /// The exchange of a number, while it is kept.
    pub fn exchange(&self, number: u64) -> Option<Exchange> {
        let log = locked(&self.log);
        let found = log.iter().rev().find(|exchange| exchange.number == number);
        found.cloned()
    }

    /// The last exchanges whose numbers are greater than one, the oldest first.
    pub fn exchanges_after(&self, number: u64, most: usize) -> Vec<Exchange> {
        let log = locked(&self.log);
        let after = log
            .iter()
            .rev()
            .take_while(|exchange| exchange.number > number);
        let mut found: Vec<Exchange> = after.take(most).cloned().collect();
        found.reverse();
        found
    }

    /// Forgets what was decided of calls to come.
    pub fn forget_scripts(&self) {
        locked(&self.scripts).clear();
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

    /// The script that a request uses up: any for a good one, for a bad one only what answers whatever was sent.
    pub fn next_script(&self, vendor: &str, operation: &str, accepted: bool) -> Option<Script> {
        let mut scripts = locked(&self.scripts);
        let waiting = scripts.get_mut(&(vendor.to_owned(), operation.to_owned()))?;
        let fits = accepted || waiting.front().is_some_and(Script::answers_anything);
        if fits { waiting.pop_front() } else { None }
    }
}

/// A thread that panicked leaves data that is still whole: every change is a single call.
pub(crate) fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
