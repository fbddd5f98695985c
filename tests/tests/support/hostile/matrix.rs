//! Every case on every vendor, called in every mode, and on the token that a call needs. What a run finds is
//! held against the hand-written table; what can never be right is found whatever the table says.

use std::sync::Arc;

use kpg::runtime::ReqwestTransport;
use kpg::{ErrorKind, Outcome};
use kpg_codegen::model::{CommonWord, Effect, Operation, Vendor};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use super::answers::{self, Subject, Target};
use super::cases::{self, Case, End, On};
use super::mode::{Caller, Mode};
use super::plan::{self, Patience, Plan};
use super::server::{Gate, Hostile, Record, Script, Step};
use crate::Fault;
use crate::failure::Failed;
use crate::fixtures;
use crate::values::Values;

/// The operations that are tried: of every vendor one that moves money, a cancel where it has one, and one that only
/// reads, of the first vendor that has an inquiry for its own.
///
/// # Errors
///
/// A spec does not compile.
pub fn operations() -> Result<Vec<(String, String)>, Fault> {
    let vendors = fixtures::vendors()?;
    let mut named = Vec::new();
    for vendor in &vendors {
        named.extend(money_of(vendor).map(|operation| name(vendor, operation)));
    }
    let mut inquiries = vendors.iter().filter_map(|vendor| {
        let asked = money_of(vendor)?.inquiries.first()?;
        Some((vendor, vendor.operations.get(asked.request.operation.0)?))
    });
    named.extend(
        inquiries
            .next()
            .map(|(vendor, operation)| name(vendor, operation)),
    );
    Ok(named)
}

/// Of vendors of which the operation above repeats nothing, one that moves money and repeats something. It is
/// tried for that only.
///
/// # Errors
///
/// A spec does not compile.
pub fn repeating_operations() -> Result<Vec<(String, String)>, Fault> {
    let vendors = fixtures::vendors()?;
    let silent = vendors
        .iter()
        .filter(|vendor| money_of(vendor).is_none_or(|it| !repeats(it)));
    let others = silent.filter_map(|vendor| {
        let mut moving = moving(vendor).filter(|operation| repeats(operation));
        moving.next().map(|operation| name(vendor, operation))
    });
    Ok(others.collect())
}

fn name(vendor: &Vendor, operation: &Operation) -> (String, String) {
    (
        vendor.id.snake().to_owned(),
        operation.name.snake().to_owned(),
    )
}

/// The operations of a vendor that move money.
pub fn moving(vendor: &Vendor) -> impl Iterator<Item = &Operation> {
    let operations = vendor.operations.iter();
    operations.filter(|operation| operation.effect == Effect::MovesMoney)
}

/// The one that is tried.
fn money_of(vendor: &Vendor) -> Option<&Operation> {
    let cancels = |operation: &&Operation| {
        let mut common = operation.common.iter();
        common.any(|common| common.does == CommonWord::Cancel)
    };
    moving(vendor)
        .find(cancels)
        .or_else(|| moving(vendor).next())
}

/// Whether its answers repeat something of the request.
pub fn repeats(operation: &Operation) -> bool {
    let mut fields = operation.answer.fields.iter();
    fields.any(|field| field.echoes.is_some())
}

/// How many cells are tried at once.
const AT_ONCE: usize = 48;

/// One case on one operation in one mode: what was found, and what is wrong with that.
#[derive(Debug)]
pub struct Cell {
    /// The case.
    pub case: &'static Case,
    /// The vendor's id.
    pub vendor: String,
    /// The operation's name.
    pub operation: String,
    /// Whether the operation moves money.
    pub moves_money: bool,
    /// What the case is done to.
    pub on: On,
    /// How the client was used.
    pub mode: Mode,
    /// How the call ended.
    pub end: End,
    /// What is wrong; nothing where all is as it must be.
    pub wrong: Vec<String>,
}

/// What is known of every operation that is tried.
///
/// # Errors
///
/// The sandbox cannot make their answers.
pub async fn targets() -> Result<Vec<Target>, Fault> {
    let mut targets = Vec::new();
    for (vendor, operation) in operations()? {
        targets.push(answers::target(&vendor, &operation).await?);
    }
    Ok(targets)
}

/// The same of those that are tried for what they repeat.
///
/// # Errors
///
/// As [`targets`].
async fn repeating() -> Result<Vec<Target>, Fault> {
    let mut targets = Vec::new();
    for (vendor, operation) in repeating_operations()? {
        targets.push(answers::target(&vendor, &operation).await?);
    }
    Ok(targets)
}

/// Tries everything.
///
/// # Errors
///
/// A server or a client cannot be started.
pub async fn run() -> Result<Vec<Cell>, Fault> {
    let elsewhere = Hostile::start(served(Vec::new(), Gate::Open, Vec::new())).await?;
    let host = format!("http://{}", elsewhere.address());
    let permits = Arc::new(Semaphore::new(AT_ONCE));
    let transports = Arc::new(transports()?);
    let mut trials = JoinSet::new();
    let mut all = trials_of(cases::all(), &targets().await?, &host);
    let of_repetition = cases::all().filter(|case| cases::is_of_repetition(case));
    all.extend(trials_of(of_repetition, &repeating().await?, &host));
    for (index, trial) in all.into_iter().enumerate() {
        let (permits, transports) = (Arc::clone(&permits), Arc::clone(&transports));
        trials.spawn(async move {
            let _permit = permits.acquire().await?;
            trial.run(&transports).await.map(|cell| (index, cell))
        });
    }
    let (mut cells, mut faults) = (Vec::new(), Vec::new());
    for tried in trials.join_all().await {
        match tried {
            Ok(cell) => cells.push(cell),
            Err(fault) => faults.push(fault.to_string()),
        }
    }
    if !faults.is_empty() {
        return Err(faults.join("\n").into());
    }
    cells.sort_by_key(|(index, _)| *index);
    let mut cells: Vec<Cell> = cells.into_iter().map(|(_, cell)| cell).collect();
    if let Some(first) = cells.first_mut()
        && elsewhere.record().connections > 0
    {
        first.wrong.push("a redirect was followed".to_owned());
    }
    Ok(cells)
}

/// To make a transport takes longer than a call, and a connection to one server is never used for another:
/// one for every mode and patience is enough.
type Transports = Vec<((Mode, Patience), ReqwestTransport)>;

fn transports() -> Result<Transports, Fault> {
    let kinds = Mode::ALL
        .iter()
        .flat_map(|mode| Patience::ALL.map(|patience| (*mode, patience)));
    kinds
        .map(|kind| Ok((kind, ReqwestTransport::new(kind.1.timeouts())?)))
        .collect()
}

fn trials_of(
    cases: impl Iterator<Item = &'static Case>,
    targets: &[Target],
    host: &str,
) -> Vec<Trial> {
    let mut trials = Vec::new();
    for case in cases {
        for target in targets {
            for mode in Mode::ALL {
                let on_call = (On::Call, Some(&target.call));
                // A token is the same whatever it is for: once is enough.
                let token = target.token.as_ref().filter(|_| target.call.moves_money());
                for (on, subject) in [on_call, (On::Token, token)] {
                    let plan = subject.and_then(|subject| (case.plan)(subject, host));
                    let Some(plan) = plan else { continue };
                    if !can_be_tried(case, target, on, &plan) || is_repeated(target, *mode) {
                        continue;
                    }
                    trials.push(Trial {
                        case,
                        target: target.clone(),
                        on,
                        mode: *mode,
                        plan,
                    });
                }
            }
        }
    }
    trials
}

/// Whether a case can be done to a call or its token in this way: what a connection cannot be good for first,
/// a call cannot come after.
pub fn can_be_tried(case: &Case, target: &Target, on: On, plan: &Plan) -> bool {
    match on {
        On::Call => case.on == On::Call && !(plan.tls && target.token.is_some()),
        On::Token => plan.warm.is_none(),
    }
}

/// What a client with retries may send again after a lost answer, since the vendor executes its idempotency key once, ends
/// with the second answer. What is sent again, and what is known then, is tested in tests/language.
fn is_repeated(target: &Target, mode: Mode) -> bool {
    let call = &target.call;
    let key = call.operation.idempotency_key;
    let key = key.and_then(|key| call.operation.field(key));
    let values = Values::good(&call.vendor, &call.operation);
    mode == Mode::Retrying && key.is_some_and(|key| values.of(key).is_some())
}

struct Trial {
    case: &'static Case,
    target: Target,
    on: On,
    mode: Mode,
    plan: Plan,
}

impl Trial {
    async fn run(self, transports: &Transports) -> Result<Cell, Fault> {
        let kind = (self.mode, self.plan.patience);
        let transport = transports.iter().find(|(known, _)| *known == kind);
        let (_, transport) = transport.ok_or("no transport is so patient")?;
        let server = Hostile::start(script(&self.target, self.on, &self.plan)).await?;
        let call = &self.target.call;
        let scheme = if self.plan.tls { "https" } else { "http" };
        let caller = Caller {
            vendor: call.vendor.id.snake().to_owned(),
            operation: call.operation.name.snake().to_owned(),
            values: Values::good(&call.vendor, &call.operation),
            address: format!("{scheme}://{}", server.address()),
            transport: transport.clone(),
        };
        let called = caller.call(self.mode, self.plan.warm).await;
        let called = called.map_err(|fault| format!("{}: {fault}", self.name()))?;
        let record = server.record();
        Ok(Cell {
            case: self.case,
            vendor: caller.vendor,
            operation: caller.operation,
            moves_money: call.moves_money(),
            on: self.on,
            mode: self.mode,
            end: end(&called),
            wrong: self.wrong(&called, &record),
        })
    }

    fn name(&self) -> String {
        let (call, case) = (self.target.call.name(), self.case.name);
        format!("{case}: {:?} of {call}, {}", self.on, self.mode)
    }

    fn wrong(&self, called: &Result<String, Failed>, record: &Record) -> Vec<String> {
        let mut wrong = self.contradicted(called);
        let warm = usize::from(self.plan.warm.is_some());
        let executed = record.executed(&self.target.call.path).saturating_sub(warm);
        wrong.extend(impossible(called, executed));
        let (path, expected) = match self.on {
            On::Call => (&self.target.call.path, usize::from(self.case.read) + warm),
            On::Token => {
                let token = self.target.token.as_ref().map(|token| &token.path);
                (
                    token.unwrap_or(&self.target.call.path),
                    usize::from(self.case.read),
                )
            }
        };
        let read = record.executed(path);
        if read != expected {
            wrong.push(format!(
                "{read} requests were read to their end, not {expected}"
            ));
        }
        let wrong = wrong.into_iter();
        wrong
            .map(|wrong| format!("{}: {wrong}", self.name()))
            .collect()
    }

    /// Whether the vendor's own answer is not in what the server sends.
    fn is_altered(&self) -> bool {
        let own = self.target.call.yes.body.as_slice();
        let steps = self.plan.connection.iter().flatten();
        let mut sent = steps.filter_map(|step| match step {
            Step::Send(bytes) | Step::Drip(bytes, _) => Some(bytes.as_slice()),
            _ => None,
        });
        !sent.any(|bytes| bytes.windows(own.len()).any(|window| window == own))
    }

    /// What the table says, and the call does not.
    fn contradicted(&self, called: &Result<String, Failed>) -> Vec<String> {
        let call = &self.target.call;
        let expected = match (self.on, self.case.end) {
            (On::Token, End::Fails(..)) if self.case.on == On::Call => {
                End::Fails(ErrorKind::Session, Outcome::NotSent, true)
            }
            // Without a code nothing accepts on another status, so that nothing contradicts it.
            (_, End::Fails(ErrorKind::Contradiction, outcome, safe))
                if call.operation.answer.code.is_none() =>
            {
                End::Fails(ErrorKind::Unreadable, outcome, safe)
            }
            // Nothing is lost by reading twice.
            (_, End::Fails(kind, outcome, _)) if !call.moves_money() => {
                End::Fails(kind, outcome, true)
            }
            (_, expected) => expected,
        };
        let found = end(called);
        // An answer that proves itself proves nothing once it was changed, whatever else it says.
        let unproven = End::Fails(ErrorKind::Unproven, Outcome::Unknown, !call.moves_money());
        if found == unproven && call.operation.answer.proof.is_some() && self.is_altered() {
            return Vec::new();
        }
        let shown = called
            .as_ref()
            .map_or_else(|failed| failed.to_string(), Clone::clone);
        let differs = found != expected;
        differs
            .then(|| format!("{found:?}, not {expected:?}; {shown}"))
            .into_iter()
            .collect()
    }
}

/// What no table can allow: what the call says against what the server did.
fn impossible(called: &Result<String, Failed>, executed: usize) -> Vec<String> {
    let mut wrong = Vec::new();
    match called {
        Ok(_) if executed == 0 => wrong.push("done, and the server never had it".to_owned()),
        Err(failed) if failed.outcome == Outcome::NotSent && executed > 0 => {
            wrong.push("not sent, and the server had it".to_owned());
        }
        _ => {}
    }
    if executed > 1 {
        wrong.push(format!("sent {executed} times"));
    }
    wrong
}

fn end(called: &Result<String, Failed>) -> End {
    match called {
        Ok(answer) if answer.starts_with("Pending(") => End::Pending,
        Ok(_) => End::Done,
        Err(failed) => End::Fails(failed.kind, failed.outcome, failed.safe_to_repeat),
    }
}

/// What a server does to a call: a good token for it, or a good call behind the token, and the case itself.
pub fn script(target: &Target, on: On, plan: &Plan) -> Script {
    let mut connections = Vec::new();
    if let (On::Call, Some(token)) = (on, &target.token) {
        connections.push(good(token));
    }
    connections.extend(plan.connection.clone());
    served(connections, plan.gate, good(&target.call))
}

/// A connection on which a request is served well.
fn good(subject: &Subject) -> Vec<Step> {
    vec![Step::Read, Step::Send(plan::written(&subject.yes))]
}

fn served(connections: Vec<Vec<Step>>, gate: Gate, then: Vec<Step>) -> Script {
    Script {
        connections,
        then: (gate, then),
    }
}
