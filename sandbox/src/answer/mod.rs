//! Answers, built from the model as the vendor would write them.

mod emv_qr;
mod tree;
mod value;

use kpg_codegen::model::{
    AnswerField, Code, Condition, Envelope, Fault, Kind, Operation, Part, Path, Pending, Reports,
    SessionId, Vendor,
};
use serde_json::Value;

use crate::credentials::Credentials;
use crate::exchange::{Finding, joined};
use crate::jwe;
use crate::received::Received;
use tree::Tree;

/// An answer, ready to be sent.
#[derive(Debug)]
pub(crate) struct Reply {
    pub status: u16,
    pub body: Vec<u8>,
    /// The body before it was encrypted.
    pub plain: Option<String>,
    /// Tokens in it that were made for it.
    pub tokens: Vec<(SessionId, String)>,
}

impl Reply {
    /// An answer as it is.
    pub fn plain(status: u16, body: impl Into<Vec<u8>>) -> Self {
        Self {
            status,
            body: body.into(),
            plain: None,
            tokens: Vec::new(),
        }
    }

    /// A text for whoever called an address that is none.
    pub fn note(status: u16, text: &str) -> Self {
        let mut tree = Tree::default();
        tree.put(&Path(vec!["error".to_owned()]), Value::from(text));
        Self::plain(status, tree.to_json())
    }
}

/// Writes the answers to one request.
#[derive(Clone, Copy)]
pub(crate) struct Writer<'a> {
    pub vendor: &'a Vendor,
    pub operation: &'a Operation,
    pub credentials: &'a Credentials,
    pub received: Option<&'a Received>,
}

impl<'a> Writer<'a> {
    /// Accepted and finished.
    pub fn success(self) -> Reply {
        self.accepted(&self.operation.answer.success)
    }

    /// Accepted and not finished, where the operation knows that.
    pub fn pending(self) -> Reply {
        match &self.operation.answer.pending {
            Pending::When(condition) => self.accepted(condition),
            Pending::Always(_) | Pending::Never => self.success(),
        }
    }

    /// Refused with a code, as documented.
    pub fn code(self, code: &str) -> Reply {
        let known = self.codes().iter().find(|known| known.wire == code);
        let message = known.map_or("a code that the spec does not list", |known| {
            known.label.primary()
        });
        self.refusal(code, message, known.and_then(|known| known.status))
    }

    /// Refused in the shape of a fault; in the usual shape when the vendor has no such fault.
    pub fn fault(self, name: &str, code: &str) -> Reply {
        let known = self.codes().iter().find(|known| known.wire == code);
        let fault = self
            .operation
            .answer
            .faults
            .iter()
            .find(|fault| fault.name.snake() == name);
        fault.map_or_else(|| self.code(code), |fault| fault_reply(fault, code, known))
    }

    /// Refused for what is wrong with the request.
    pub fn refuse(self, findings: &[Finding]) -> Reply {
        // A vendor looks at the fields first, then at who is asking, then at the proof.
        let order = [Reports::Field, Reports::Credential, Reports::Signature];
        let reported = order
            .into_iter()
            .find(|reports| findings.iter().any(|each| each.reports == *reports));
        let reported = reported.unwrap_or(Reports::Field);
        let message = joined(findings);
        match self
            .codes()
            .iter()
            .find(|code| code.reports == Some(reported))
        {
            Some(code) => self.refusal(&code.wire, &message, code.status),
            None => self.refusal(&self.undocumented(reported), &message, None),
        }
    }

    fn codes(self) -> &'a [Code] {
        self.vendor
            .code_sets
            .get(self.operation.answer.codes.0)
            .map_or(&[], |set| set.codes.as_slice())
    }

    fn undocumented(self, reported: Reports) -> String {
        let code = match reported {
            Reports::Field => "SB01",
            Reports::Signature => "SB02",
            Reports::Credential => "SB03",
        };
        let most = self
            .operation
            .answer
            .code_length
            .map_or(usize::MAX, |length| length.max as usize);
        code.chars().take(most).collect()
    }

    /// The HTTP status of refusals where none is documented: that of the first that blames the caller.
    fn usual_status(self) -> u16 {
        let answer = &self.operation.answer;
        let accepts = |code: &&Code| forced(&answer.success, &answer.code).contains(&code.wire);
        let refusals = self.codes().iter().filter(|code| !accepts(code));
        refusals
            .filter_map(|code| code.status)
            .find(|status| (400..500).contains(status))
            .unwrap_or(200)
    }

    fn refusal(self, code: &str, message: &str, status: Option<u16>) -> Reply {
        let answer = &self.operation.answer;
        let mut tree = Tree::default();
        tree.put(&answer.code, Value::from(code));
        if let Some(path) = &answer.message {
            tree.put(path, Value::from(message));
        }
        for field in answer
            .fields
            .iter()
            .filter(|field| field.part == Part::Always)
        {
            if let Some(text) = self.known_or_made_up(field) {
                tree.put(&field.path, value::as_json(&field.kind, &text));
            }
        }
        Reply::plain(
            status.unwrap_or_else(|| self.usual_status()),
            tree.to_json(),
        )
    }

    fn accepted(self, condition: &Condition) -> Reply {
        let answer = &self.operation.answer;
        let mut tree = Tree::default();
        let mut tokens = Vec::new();
        let code = forced(condition, &answer.code)
            .first()
            .or_else(|| forced(&answer.success, &answer.code).first());
        tree.put(
            &answer.code,
            value::as_json(&Kind::Text, code.map_or("", String::as_str)),
        );
        for field in &answer.fields {
            if let Some(nested) = self.nested(&field.kind) {
                tree.put(&field.path, nested);
                continue;
            }
            let sessions = self.sessions(&field.path);
            let text = match forced(condition, &field.path).first() {
                Some(wanted) => Some(wanted.clone()),
                None if !sessions.is_empty() => Some(value::token(field.length)),
                None => self.known_or_made_up(field),
            };
            let Some(text) = text else { continue };
            tree.put(&field.path, value::as_json(&field.kind, &text));
            tokens.extend(sessions.into_iter().map(|session| (session, text.clone())));
        }
        Reply {
            tokens,
            ..self.sealed(tree.to_json())
        }
    }

    /// An object, or a list of two of them; `None` for what is neither.
    fn nested(self, kind: &Kind) -> Option<Value> {
        let object = |members: &[AnswerField]| {
            let mut tree = Tree::default();
            for member in members {
                let value = self.nested(&member.kind).or_else(|| {
                    let text = self.known_or_made_up(member)?;
                    Some(value::as_json(&member.kind, &text))
                });
                if let Some(value) = value {
                    tree.put(&member.path, value);
                }
            }
            tree.to_value()
        };
        match kind {
            Kind::Object(members) => Some(object(members)),
            Kind::List(members) => Some(Value::from(vec![object(members), object(members)])),
            _ => None,
        }
    }

    /// What the request says, else an example, else something that fits; `None` leaves it out.
    fn known_or_made_up(self, field: &AnswerField) -> Option<String> {
        let echoed = field
            .echoes
            .map(|echoed| self.received.and_then(|received| received.text(echoed)));
        match echoed {
            Some(Some(text)) => Some(text.to_owned()),
            Some(None) if field.part == Part::Optional => None,
            _ => Some(field.example.clone().unwrap_or_else(|| {
                value::made_up(&field.kind, field.length, &self.vendor.enumerations)
            })),
        }
    }

    /// The sessions whose token stands at a path of this operation's answer.
    fn sessions(self, path: &Path) -> Vec<SessionId> {
        let this = |id: kpg_codegen::model::OperationId| {
            self.vendor
                .operations
                .get(id.0)
                .is_some_and(|found| found.name == self.operation.name)
        };
        let sessions = self.vendor.sessions.iter().enumerate();
        let fitting =
            sessions.filter(|(_, session)| this(session.operation) && session.token == *path);
        fitting.map(|(position, _)| SessionId(position)).collect()
    }

    /// In the operation's envelope, where it has one.
    fn sealed(self, plain: String) -> Reply {
        let Some(Envelope::Jwe { member, key }) = &self.operation.answer.envelope else {
            return Reply::plain(200, plain);
        };
        let name = self
            .vendor
            .credentials
            .get(key.0)
            .map_or("", |credential| credential.name.snake());
        let key = self.credentials.key_of(name);
        let Some(compact) = key.and_then(|key| jwe::encrypt(key, plain.as_bytes())) else {
            return Reply::note(
                500,
                &format!("the key `{name}` is too small to encrypt an answer to"),
            );
        };
        let mut tree = Tree::default();
        tree.put(&Path(vec![member.clone()]), Value::from(compact));
        Reply {
            plain: Some(plain),
            ..Reply::plain(200, tree.to_json())
        }
    }
}

/// The values that a condition demands at a path.
fn forced<'a>(condition: &'a Condition, path: &Path) -> &'a [String] {
    condition
        .0
        .iter()
        .find(|test| test.path == *path)
        .map_or(&[], |test| test.values.as_slice())
}

fn fault_reply(fault: &Fault, code: &str, known: Option<&Code>) -> Reply {
    let mut tree = Tree::default();
    tree.put(&fault.code, Value::from(code));
    if let Some(path) = &fault.message {
        let message = known.map_or(fault.label.primary(), |known| known.label.primary());
        tree.put(path, Value::from(message));
    }
    Reply::plain(
        known.and_then(|known| known.status).unwrap_or(400),
        tree.to_json(),
    )
}
