//! Any answer to any operation, interpreted by its client and held against a second reading, which knows
//! the model and a JSON library and nothing else.

use std::fmt::Debug;

use kpg::runtime::{
    Core, HttpAnswer, HttpRequest, Operation as Request, Transport, TransportError,
};
use kpg::{ErrorKind, Outcome};
use kpg_codegen::model::{BodyEncoding, Condition, Operation, Pending, Vendor};
use serde_json::Value;

use super::documented::{Came, is_refusal};
use super::members::{holds, texts};
use super::strict;
use crate::Fault;
use crate::clients::{Clients, Visitor};
use crate::fixtures;
use crate::values::Values;

/// Sends nothing: answers come from elsewhere.
#[derive(Clone, Copy, Debug)]
pub struct Nowhere;

impl Transport for Nowhere {
    async fn send(&self, _: HttpRequest) -> Result<HttpAnswer, TransportError> {
        Err(TransportError::not_sent("nothing is sent here"))
    }
}

/// How a client understood an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Understood {
    /// Accepted, and maybe not finished.
    Accepted,
    /// An error of this kind.
    Failed(ErrorKind),
}

/// Every operation of every vendor, ready to interpret answers.
#[derive(Debug)]
pub struct Readers {
    vendors: Vec<Vendor>,
    clients: Clients<Nowhere>,
    /// Positions of vendor and operation.
    operations: Vec<(usize, usize)>,
}

impl Readers {
    /// Compiles the specs and makes the clients.
    ///
    /// # Errors
    ///
    /// One of them cannot be made.
    pub fn new() -> Result<Self, Fault> {
        let vendors = fixtures::vendors()?;
        let clients = Clients::at("http://127.0.0.1:9", &Nowhere)?;
        let numbered = vendors.iter().enumerate();
        let operations = numbered.flat_map(|(at, vendor)| {
            let count = vendor.operations.len();
            (0..count).map(move |operation| (at, operation))
        });
        Ok(Self {
            operations: operations.collect(),
            clients,
            vendors,
        })
    }

    /// How many operations there are.
    pub fn count(&self) -> usize {
        self.operations.len()
    }

    /// The vendor and the operation at a position, which is counted from the start again after the last.
    pub fn at(&self, position: usize) -> Option<(&Vendor, &Operation)> {
        let (vendor, operation) = *self.operations.get(position % self.count().max(1))?;
        let vendor = self.vendors.get(vendor)?;
        Some((vendor, vendor.operations.get(operation)?))
    }

    /// How the client of the operation at a position understands an answer.
    ///
    /// # Errors
    ///
    /// What it understood is not what the answer can be read as.
    pub fn read(&self, position: usize, answer: &HttpAnswer) -> Result<Understood, Fault> {
        let (spec, operation) = self.at(position).ok_or("there are no operations")?;
        let values = Values::good(spec, operation);
        let mut reader = Interpreting { answer, said: None };
        let (vendor, name) = (spec.id.snake(), operation.name.snake());
        self.clients.visit(vendor, name, &values, &mut reader)?;
        let understood = reader.said.ok_or("nothing was interpreted")?;
        match lie(understood, (spec, operation), &values, answer) {
            None => Ok(understood),
            Some(why) => Err(format!("{vendor}.{name}: {understood:?}, {why}").into()),
        }
    }
}

struct Interpreting<'a> {
    answer: &'a HttpAnswer,
    said: Option<Understood>,
}

impl Visitor<Nowhere> for Interpreting<'_> {
    fn builder(&mut self, _: &dyn Debug) {}

    fn request<O>(&mut self, core: &Core<O::Settings, Nowhere>, request: &O)
    where
        O: Request + Debug,
        O::Settings: Debug,
        O::Code: 'static,
        O::Verdict: Debug,
    {
        self.said = Some(match core.interpret(request, self.answer) {
            Ok(accepted) => {
                // Whoever logs it must not fall over it either.
                let _shown = format!("{accepted:?}");
                Understood::Accepted
            }
            Err(error) => {
                let _shown = format!("{error} {error:?} {}", error.masked_body());
                Understood::Failed(error.kind())
            }
        });
    }
}

/// Why an answer cannot have been understood so.
fn lie(
    understood: Understood,
    (vendor, operation): (&Vendor, &Operation),
    values: &Values,
    answer: &HttpAnswer,
) -> Option<&'static str> {
    let decides = match understood {
        Understood::Accepted => true,
        Understood::Failed(kind) => kind.outcome() == Outcome::Refused,
    };
    // An encrypted answer is read by nobody else: that it was sealed is enough.
    if !decides || operation.answer.format.encoding != BodyEncoding::Json {
        return None;
    }
    let body = strict::with_broken_marked(without_mark(&answer.body));
    let Ok(tree) = serde_json::from_str::<Value>(&body) else {
        return Some("and it is no JSON");
    };
    if strict::has_a_member_twice(body.as_bytes()) {
        return Some("and a member stands there twice");
    }
    if is_sealed(operation, &tree) {
        return None;
    }
    let tree = match (&operation.answer.format.list_as, tree) {
        (Some(name), list @ Value::Array(_)) => [(name.clone(), list)].into_iter().collect(),
        (_, tree) => tree,
    };
    let accepts = says_yes(operation, &tree, answer.status);
    let came = Came {
        status: answer.status,
        tree: &tree,
    };
    match understood {
        Understood::Accepted if !answer.is_success() && !is_of_success(operation, answer) => {
            Some("and the status is no success")
        }
        Understood::Accepted if is_to_another(operation, values, &tree) => {
            Some("and it is the answer to another request")
        }
        Understood::Accepted if !accepts => Some("and nothing in it says so"),
        Understood::Failed(_) if accepts && !is_refused(operation, &tree) => {
            Some("and it says yes")
        }
        Understood::Failed(_) if !has_a_code(operation, &tree) => Some("and it has no code"),
        Understood::Failed(_) if !is_refusal(vendor, operation, came) => {
            Some("and the spec does not say so")
        }
        _ => None,
    }
}

/// Whether the spec names the status beside those of HTTP with which answers accept.
fn is_of_success(operation: &Operation, answer: &HttpAnswer) -> bool {
    let pending = match &operation.answer.pending {
        Pending::When(condition) => Some(condition),
        Pending::Always(_) | Pending::Never => None,
    };
    let conditions = [Some(&operation.answer.success), pending]
        .into_iter()
        .flatten();
    let mut named = conditions.flat_map(|condition| &condition.statuses);
    named.any(|status| *status == answer.status)
}

fn without_mark(body: &[u8]) -> &[u8] {
    body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body)
}

fn is_sealed(operation: &Operation, tree: &Value) -> bool {
    let Some(kpg_codegen::model::ReceivedEnvelope::Jwe { member, .. }) = &operation.answer.envelope
    else {
        return false;
    };
    let sealed = tree.get(member).and_then(Value::as_str);
    sealed.is_some_and(|compact| !compact.is_empty())
}

/// Whether a member that repeats what the caller gave has another text, and is no other way to write a number.
fn is_to_another(operation: &Operation, values: &Values, tree: &Value) -> bool {
    let repeated = operation.answer.fields.iter().filter_map(|member| {
        let field = operation.field(member.echoes?)?;
        Some((texts(tree, &member.path), values.of(field)?))
    });
    let mut differ = repeated.filter(|(found, given)| {
        let same = |text: &String| {
            let number = |text: &str| ungrouped(text.trim())?.parse::<f64>().ok();
            text.trim() == *given || number(text).is_some_and(|it| Some(it) == number(given))
        };
        !found.iter().all(same)
    });
    differ.next().is_some()
}

/// A number without the commas between its groups of three digits, which vendors write too; none where they stand
/// elsewhere.
fn ungrouped(text: &str) -> Option<String> {
    let whole = text.split('.').next().unwrap_or_default();
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    let is_grouped = first.len() <= 3 && groups.all(|group| group.len() == 3);
    (is_grouped || !text.contains(',')).then(|| text.replace(',', ""))
}

fn says_yes(operation: &Operation, tree: &Value, status: u16) -> bool {
    let answer = &operation.answer;
    let holds = |condition: &Condition| {
        let asked = &condition.statuses;
        (asked.is_empty() || asked.contains(&status)) && holds(condition, tree)
    };
    let pending = match &answer.pending {
        Pending::When(condition) => holds(condition),
        Pending::Always(_) | Pending::Never => false,
    };
    pending || holds(&answer.success)
}

fn is_refused(operation: &Operation, tree: &Value) -> bool {
    let refused = operation.answer.refused.as_ref();
    refused.is_some_and(|refused| holds(refused, tree))
}

fn has_a_code(operation: &Operation, tree: &Value) -> bool {
    let faults = operation.answer.faults.iter().map(|fault| &fault.code);
    let code = operation.answer.code.as_ref().map(|code| &code.path);
    let mut places = faults.chain(code);
    places.any(|path| !texts(tree, path).is_empty())
}
