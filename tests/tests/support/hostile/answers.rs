//! Good answers of every operation, as the sandbox makes them from the spec. No client's code knows how.

use std::sync::{Arc, Mutex, PoisonError};

use kpg::Timeouts;
use kpg::runtime::{HttpAnswer, HttpRequest, ReqwestTransport, Transport, TransportError};
use kpg_codegen::model::{self, Code, Effect, Field, Operation, OtherCodes, Pending, Vendor};
use kpg_sandbox::{Sandbox, Script};

use crate::Fault;
use crate::clients::Clients;
use crate::fixtures;

/// An answer as it stands on the wire.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// Its `Content-Type`.
    pub content_type: String,
    /// Its body.
    pub body: Vec<u8>,
    /// Its body before it was encrypted.
    pub plain: String,
}

impl Answer {
    /// Its body without so many bytes at the end.
    pub fn without_end(&self, bytes: usize) -> &[u8] {
        let kept = self.body.len().saturating_sub(bytes);
        self.body.get(..kept).unwrap_or_default()
    }
}

/// An operation, and what its vendor says when it accepts, refuses, and has not finished.
#[derive(Clone, Debug)]
pub struct Subject {
    /// Its vendor.
    pub vendor: Arc<Vendor>,
    /// The operation.
    pub operation: Operation,
    /// The path of its address.
    pub path: String,
    /// Accepted and done.
    pub yes: Answer,
    /// Refused with a documented code; nothing where none is documented.
    pub no: Option<Answer>,
    /// Accepted and not finished, where that can be.
    pub pending: Option<Answer>,
    /// Refused in the shape of a fault that is documented, where one is.
    pub fault: Option<Answer>,
    /// Accepted and done, as another request; nothing where answers repeat nothing.
    pub to_another: Option<Answer>,
}

impl Subject {
    /// `vendor.operation`
    pub fn name(&self) -> String {
        format!("{}.{}", self.vendor.id.snake(), self.operation.name.snake())
    }

    /// Whether it moves money.
    pub fn moves_money(&self) -> bool {
        self.operation.effect == Effect::MovesMoney
    }

    /// The member of its request that tells one call from another.
    pub fn id_field(&self) -> Option<&Field> {
        let names = ["sequence_id", "affiliate_transaction_id", "transaction_id"];
        let mut names = names.iter();
        names.find_map(|name| {
            let mut fields = self.operation.caller_fields();
            fields.find(|field| field.facts.name.snake() == *name)
        })
    }

    /// The code that it is accepted with.
    pub fn success_code(&self) -> &str {
        let answer = &self.operation.answer;
        let mut tests = answer.success.tests.iter();
        let test = tests.find(|test| answer.is_code(&test.path));
        test.and_then(|test| test.values.first())
            .map_or("", String::as_str)
    }

    /// A documented code that refuses, and the HTTP status with which it does, where that is documented.
    pub fn refusal_listed(&self) -> Option<&Code> {
        let answer = &self.operation.answer;
        let set = self.vendor.code_sets.get(answer.codes.0)?;
        answer.refusals(set).next()
    }

    /// The first listed code of a fault that refuses.
    fn refusal_of(&self, fault: &model::Fault) -> Option<String> {
        let set = self.vendor.code_sets.get(self.operation.answer.codes.0)?;
        let mut codes = set.codes.iter();
        let refuses = |code: &&Code| fault.codes.contains(&code.wire) && !code.undecided;
        codes.find(refuses).map(|code| code.wire.clone())
    }

    /// The HTTP statuses beside 2xx with which every other code refuses; nothing where no document says that
    /// one does.
    pub fn others_refuse(&self) -> Option<&[(u16, u16)]> {
        match &self.operation.answer.other_codes {
            OtherCodes::Refuse { statuses, .. } => Some(statuses),
            OtherCodes::Unsaid | OtherCodes::Undocumented(_) => None,
        }
    }
}

/// What a case is tried on: a call, and what it needs before.
#[derive(Clone, Debug)]
pub struct Target {
    /// The call.
    pub call: Subject,
    /// The operation that fetches its session's token.
    pub token: Option<Subject>,
}

/// What is known of an operation, by the names of vendor and operation.
///
/// # Errors
///
/// The sandbox does not start, or refuses its own examples.
pub async fn target(vendor: &str, operation: &str) -> Result<Target, Fault> {
    let maker = Maker::new().await?;
    let call = maker.subject(vendor, operation).await?;
    let token = match maker.token_of(vendor, operation)? {
        Some(token) => Some(maker.subject(vendor, &token).await?),
        None => None,
    };
    Ok(Target { call, token })
}

/// The same of many operations, without their tokens.
///
/// # Errors
///
/// As [`target`].
pub async fn subjects(names: &[(&str, &str)]) -> Result<Vec<Subject>, Fault> {
    let maker = Maker::new().await?;
    let mut subjects = Vec::new();
    for (vendor, operation) in names {
        subjects.push(maker.subject(vendor, operation).await?);
    }
    Ok(subjects)
}

struct Maker {
    sandbox: Sandbox,
    clients: Clients<Keeping>,
    keeping: Keeping,
    vendors: Vec<Arc<Vendor>>,
}

impl Maker {
    async fn new() -> Result<Self, Fault> {
        let sandbox = fixtures::sandbox().await?;
        let keeping = Keeping::new(ReqwestTransport::new(Timeouts::default())?);
        let clients = Clients::new(&sandbox, &keeping)?;
        let vendors = fixtures::vendors()?.into_iter().map(Arc::new).collect();
        Ok(Self {
            sandbox,
            clients,
            keeping,
            vendors,
        })
    }

    fn vendor(&self, id: &str) -> Result<&Arc<Vendor>, Fault> {
        let mut vendors = self.vendors.iter();
        let found = vendors.find(|each| each.id.snake() == id);
        found.ok_or_else(|| format!("there is no vendor `{id}`").into())
    }

    fn operation(&self, vendor: &str, name: &str) -> Result<&Operation, Fault> {
        let mut operations = self.vendor(vendor)?.operations.iter();
        let found = operations.find(|each| each.name.snake() == name);
        found.ok_or_else(|| format!("there is no operation `{name}`").into())
    }

    /// Where a good call went, without what the sandbox puts before it.
    fn path(&self, vendor: &str, name: &str) -> Result<String, Fault> {
        let mut log = self.sandbox.log().into_iter().rev();
        let call = log.find(|it| it.vendor == vendor && it.operation.as_deref() == Some(name));
        let path = call.ok_or("nothing was called")?.path;
        let own = path.strip_prefix(&format!("/{vendor}"));
        Ok(own.ok_or("no path of the vendor's")?.to_owned())
    }

    /// The operation that fetched a token for a call that was made; none where the client was built without one.
    fn token_of(&self, vendor: &str, name: &str) -> Result<Option<String>, Fault> {
        let session = self.operation(vendor, name)?.session;
        let vendor = self.vendor(vendor)?;
        let session = session.and_then(|id| vendor.sessions.get(id.0));
        let fetched = session.and_then(|session| vendor.operations.get(session.operation.0));
        let fetched = fetched.map(|operation| operation.name.snake().to_owned());
        let log = self.sandbox.log();
        let was_called = |token: &String| log.iter().any(|it| it.operation.as_ref() == Some(token));
        Ok(fetched.filter(was_called))
    }

    async fn subject(&self, vendor: &str, name: &str) -> Result<Subject, Fault> {
        let operation = self.operation(vendor, name)?.clone();
        let mut subject = Subject {
            vendor: Arc::clone(self.vendor(vendor)?),
            yes: self.answer((vendor, name), None).await?,
            path: self.path(vendor, name)?,
            no: None,
            pending: None,
            fault: None,
            to_another: None,
            operation,
        };
        if let Some(code) = subject.refusal_listed() {
            let script = Script::Code(code.wire.clone());
            subject.no = Some(self.answer((vendor, name), Some(script)).await?);
        }
        if let Pending::When(_) = subject.operation.answer.pending {
            subject.pending = Some(self.answer((vendor, name), Some(Script::Pending)).await?);
        }
        if let Some(fault) = subject.operation.answer.faults.first() {
            let script = Script::Fault {
                fault: fault.name.snake().to_owned(),
                code: subject.refusal_of(fault).unwrap_or_default(),
            };
            subject.fault = Some(self.answer((vendor, name), Some(script)).await?);
        }
        if subject.repeated().next().is_some() {
            let script = Script::AnotherRequest;
            subject.to_another = Some(self.answer((vendor, name), Some(script)).await?);
        }
        Ok(subject)
    }

    /// What the sandbox answers to a good call.
    async fn answer(
        &self,
        (vendor, operation): (&str, &str),
        script: Option<Script>,
    ) -> Result<Answer, Fault> {
        if let Some(script) = script {
            self.sandbox.answer_next(vendor, operation, script);
        }
        let _told = self.clients.call(vendor, operation).await?;
        let kept = self.keeping.last().ok_or("nothing was answered")?;
        let mut log = self.sandbox.log().into_iter().rev();
        let exchange = log.find(|each| each.operation.as_deref() == Some(operation));
        let exchange = exchange.ok_or("nothing was called")?;
        let content_type = kept.headers.get("content-type");
        Ok(Answer {
            status: kept.status,
            content_type: content_type.map_or(Ok(""), |it| it.to_str())?.to_owned(),
            body: kept.body,
            plain: exchange.plain_answer.unwrap_or(exchange.answer_body),
        })
    }
}

/// A transport that keeps what it brought.
#[derive(Clone, Debug)]
struct Keeping {
    inner: ReqwestTransport,
    last: Arc<Mutex<Option<HttpAnswer>>>,
}

impl Keeping {
    fn new(inner: ReqwestTransport) -> Self {
        Self {
            inner,
            last: Arc::default(),
        }
    }

    fn last(&self) -> Option<HttpAnswer> {
        let last = self.last.lock();
        last.unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Transport for Keeping {
    async fn send(&self, request: HttpRequest) -> Result<HttpAnswer, TransportError> {
        let answer = self.inner.send(request).await?;
        let last = &mut *self.last.lock().unwrap_or_else(PoisonError::into_inner);
        *last = Some(answer.clone());
        Ok(answer)
    }
}
