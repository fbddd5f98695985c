//! What the server remembers between requests.

use std::collections::{BTreeMap, VecDeque};
use std::fmt;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use kpg_codegen::model::{Operation, RecordEffect, RecordId, RecordMember, SessionId, Vendor};

use crate::answer::Reply;
use crate::answer::members::fresh_member;
use crate::credentials::Credentials;
use crate::exchange::Exchange;
use crate::fresh::{GivenCredential, Merchant};
use crate::received::Received;
use crate::records::{self, Amount, Held, Records, Replies};
use crate::remembered::Remembered;
use crate::script::Script;
use crate::tokens::Tokens;

/// How many exchanges are remembered; the oldest are forgotten first.
const LOG_LENGTH: usize = 10_000;
/// About how many bytes they have together.
const LOG_BYTES: usize = 64 * 1024 * 1024;

/// Everything that requests share.
#[derive(Debug, Default)]
pub(crate) struct State {
    /// By vendor id.
    pub vendors: BTreeMap<String, VendorState>,
    /// Whether requests may be from any time.
    pub any_clock: bool,
    /// Whether what vendors remember between calls is kept.
    pub keeps_records: bool,
    /// Who is told of every exchange.
    pub on_exchange: Option<Listener>,
    /// What the vendor knows of inputs that no request shows, by vendor id, operation name and wire name.
    inputs: Mutex<BTreeMap<(String, String, String), String>>,
    log: Mutex<Log>,
    /// How many exchanges there were.
    calls: AtomicU64,
    /// Tells one start from another.
    pub start: String,
    /// Whoever searches holds it: a search takes a whole processor.
    pub searching: Arc<tokio::sync::Mutex<()>>,
    /// By vendor id and operation name.
    scripts: Mutex<BTreeMap<(String, String), VecDeque<Script>>>,
}

/// The exchanges that are remembered, the oldest first.
#[derive(Debug, Default)]
struct Log {
    exchanges: VecDeque<Arc<Exchange>>,
    bytes: usize,
}

impl Log {
    /// The last one is kept, however long it is.
    fn push(&mut self, exchange: Arc<Exchange>) {
        self.bytes += exchange.bytes();
        self.exchanges.push_back(exchange);
        while self.exchanges.len() > 1
            && (self.exchanges.len() > LOG_LENGTH || self.bytes > LOG_BYTES)
        {
            let forgotten = self.exchanges.pop_front();
            self.bytes -= forgotten.map_or(0, |exchange| exchange.bytes());
        }
    }
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

/// A vendor that is served: its model, and what the sandbox knows and remembers for it.
#[derive(Debug)]
pub(crate) struct VendorState {
    pub vendor: Vendor,
    pub credentials: Credentials,
    /// What the merchant's program is given, where the sandbox made it.
    pub given: Vec<GivenCredential>,
    pub tokens: Mutex<Tokens>,
    /// What the vendor remembers between calls.
    pub records: Mutex<Records>,
    /// What it has answered to requests with an idempotency key.
    replies: Mutex<Replies>,
    /// Held by the request that is being carried out.
    turn: Mutex<()>,
    /// How many answers were written, for what takes turns.
    turns: AtomicUsize,
}

impl VendorState {
    pub fn new(vendor: Vendor, merchant: Merchant) -> Self {
        Self {
            vendor,
            credentials: merchant.known,
            given: merchant.given,
            tokens: Mutex::default(),
            records: Mutex::default(),
            replies: Mutex::default(),
            turn: Mutex::default(),
            turns: AtomicUsize::new(0),
        }
    }

    /// Waits until no other request to this vendor is being carried out.
    pub fn in_turn(&self) -> MutexGuard<'_, ()> {
        locked(&self.turn)
    }

    /// How many turns there were before this one.
    pub fn turn(&self) -> usize {
        self.turns.fetch_add(1, Ordering::Relaxed)
    }

    /// What the vendor remembers that concerns a good request.
    pub fn remembered(&self, operation: &Operation, received: &Received) -> Remembered {
        let key = operation.idempotency_key.and_then(|at| received.text(at));
        let replies = locked(&self.replies);
        let known = key.and_then(|key| replies.find(operation.name.snake(), key));
        if let Some(reply) = known {
            return Remembered::answered(reply.clone());
        }
        let asked = records::Asked {
            vendor: &self.vendor,
            operation,
            received,
            fresh: &fresh_member,
        };
        match records::plan(&locked(&self.records), asked) {
            Ok(plan) => Remembered::Planned {
                plan,
                key: key.map(str::to_owned),
            },
            Err(violations) => Remembered::Refused(violations),
        }
    }

    /// The vendor carries a good request out, and answers so.
    pub fn carry_out(&self, operation: &Operation, remembered: Remembered, reply: &Reply) {
        let Remembered::Planned { plan, key } = remembered else {
            return;
        };
        plan.carry_out(&mut locked(&self.records));
        if let Some(key) = key {
            locked(&self.replies).keep(operation.name.snake(), &key, reply.clone());
        }
    }

    /// Remembers something that was made elsewhere, or says why there is no such thing.
    pub fn add_record(
        &self,
        record: &str,
        keys: BTreeMap<String, String>,
        amount: Option<&str>,
    ) -> Result<(), String> {
        let mut declared = self.vendor.records.iter().enumerate();
        let found = declared.find(|(_, known)| known.name.snake() == record);
        let (index, found) =
            found.ok_or_else(|| format!("`{}` has no record `{record}`", self.vendor.id))?;
        let names: Vec<&str> = found.keys.iter().map(|key| key.snake()).collect();
        if keys.is_empty() || keys.keys().any(|key| !names.contains(&key.as_str())) {
            return Err(format!("the keys of `{record}` are: {}", names.join(", ")));
        }
        let amount =
            amount.map(|text| Amount::parse(text).ok_or_else(|| format!("`{text}` is no amount")));
        let record = RecordId(index);
        let mut held = Held::new(record, keys);
        held.amount = amount.transpose()?;
        held.prepared = self.is_created_by_its_keys(record, &held);
        locked(&self.records).add(held);
        Ok(())
    }

    /// Whether an operation creates such a record under a key that it is sent: one that was made elsewhere is then
    /// prepared for that, such as a payment that the buyer has authenticated.
    fn is_created_by_its_keys(&self, record: RecordId, held: &Held) -> bool {
        let mut uses = self.vendor.operations.iter().flat_map(|each| &each.records);
        uses.any(|one| {
            let creates = one.record == record && one.effect == RecordEffect::Creates;
            let mut keys = one.keys.iter();
            let is_sent = keys.all(|(name, member)| {
                matches!(member, RecordMember::Sent(_)) && held.keys.contains_key(name.snake())
            });
            creates && is_sent
        })
    }

    /// Forgets what the vendor remembers between calls.
    pub fn forget_records(&self) {
        locked(&self.records).clear();
        locked(&self.replies).clear();
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
    pub fn new(any_clock: bool, keeps_records: bool, on_exchange: Option<Listener>) -> Self {
        Self {
            any_clock,
            keeps_records,
            on_exchange,
            start: jiff::Timestamp::now().as_nanosecond().to_string(),
            ..Self::default()
        }
    }

    /// Gives it its number and keeps it.
    pub fn remember(&self, mut exchange: Exchange) -> Arc<Exchange> {
        let mut log = locked(&self.log);
        exchange.number = self.calls.fetch_add(1, Ordering::Relaxed) + 1;
        let exchange = Arc::new(exchange);
        log.push(Arc::clone(&exchange));
        exchange
    }

    pub fn log(&self) -> Vec<Arc<Exchange>> {
        locked(&self.log).exchanges.iter().cloned().collect()
    }

    /// The exchange of a number, while it is kept.
    pub fn exchange(&self, number: u64) -> Option<Arc<Exchange>> {
        let log = locked(&self.log);
        let mut latest = log.exchanges.iter().rev();
        latest.find(|exchange| exchange.number == number).cloned()
    }

    /// The exchanges whose numbers are greater than one, the oldest first.
    pub fn exchanges_after(&self, number: u64) -> Vec<Arc<Exchange>> {
        let log = locked(&self.log);
        let first = log
            .exchanges
            .partition_point(|exchange| exchange.number <= number);
        log.exchanges.iter().skip(first).cloned().collect()
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::Judgement;

    fn exchange(letters: usize) -> Exchange {
        Exchange {
            number: 0,
            at: jiff::Timestamp::UNIX_EPOCH,
            vendor: String::new(),
            operation: None,
            method: String::new(),
            path: String::new(),
            request_headers: Vec::new(),
            has_body: true,
            notes: Vec::new(),
            request_body: "a".repeat(letters),
            judgement: Judgement::Accepted,
            script: None,
            status: 200,
            answer_body: String::new(),
            plain_answer: None,
        }
    }

    #[test]
    fn the_oldest_exchanges_are_forgotten_by_number_and_by_length() {
        let kept = |count: usize, letters: usize| {
            let state = State::default();
            for _ in 0..count {
                state.remember(exchange(letters));
            }
            let numbers: Vec<u64> = state.log().iter().map(|each| each.number).collect();
            let after = state.exchanges_after(u64::try_from(count).unwrap() - 1);
            assert_eq!(after.len(), 1);
            (numbers.len(), numbers.last().copied())
        };
        assert_eq!(kept(10_002, 1), (10_000, Some(10_002)));
        // With what else an exchange takes, 64 of a whole MiB are too many.
        assert_eq!(kept(70, 1024 * 1024), (63, Some(70)));
        assert_eq!(kept(2, 65 * 1024 * 1024), (1, Some(2)));
    }
}
