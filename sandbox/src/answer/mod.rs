//! Answers, built from the model as the vendor would write them.

mod emv_qr;
mod envelope;
pub(crate) mod format;
pub(crate) mod members;
mod proof;
mod refuse;
pub(crate) mod seal;
pub(crate) mod spoiled;
pub(crate) mod value;

use kpg_codegen::model::{
    AnswerField, Charset, Code, CodeKind, Condition, Fault, Operation, OtherCodes, Part, Path,
    Pending, Reports, Session, SessionId, TokenRefusal, Vendor,
};
use serde_json::{Map, Value};

use self::seal::{NoKey, Sealer};
use crate::content_type;
use crate::credentials::Credentials;
use crate::mishap::Mishap;
use crate::received::Received;
use crate::script::ProofFlaw;
use crate::tokens;
use crate::tree::Tree;

/// The HTTP status without a body.
const NO_CONTENT: u16 = 204;

/// A condition for answers that meet none.
const NOTHING_ASKED: Condition = Condition {
    statuses: Vec::new(),
    tests: Vec::new(),
};

/// An answer, ready to be sent.
#[derive(Clone, Debug)]
pub(crate) struct Reply {
    pub status: u16,
    pub body: Vec<u8>,
    pub content_type: String,
    /// Names and texts of other headers.
    pub headers: Vec<(String, String)>,
    /// The charset of the body.
    pub charset: Charset,
    /// The body before it was encrypted.
    pub plain: Option<String>,
    /// Tokens in it that were made for it.
    pub tokens: Vec<(SessionId, String)>,
    /// What happens to it on its way.
    pub mishap: Option<Mishap>,
}

impl Reply {
    /// An answer as it is.
    pub fn plain(status: u16, body: impl Into<Vec<u8>>) -> Self {
        Self {
            status,
            body: body.into(),
            content_type: "application/json; charset=utf-8".to_owned(),
            headers: Vec::new(),
            charset: Charset::Utf8,
            plain: None,
            tokens: Vec::new(),
            mishap: None,
        }
    }

    /// A text for whoever called an address that is none.
    pub fn note(status: u16, text: &str) -> Self {
        let mut tree = Tree::default();
        tree.put(&Path(vec!["error".to_owned()]), Value::from(text));
        Self::plain(status, tree.to_json())
    }
}

/// How what may be a list or a single object is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    List,
    Object,
}

/// Writes the answers to one request.
#[derive(Clone, Copy)]
pub(crate) struct Writer<'a> {
    pub vendor: &'a Vendor,
    pub operation: &'a Operation,
    pub credentials: &'a Credentials,
    pub received: Option<&'a Received>,
    /// What stands at the top, where it may be a list.
    pub top: Shape,
    /// What stands where a list or a single object may stand.
    pub shape: Shape,
    /// Whether what repeats the request repeats another one.
    pub to_another: bool,
    /// What is wrong with the proof of the answer, where it has one.
    pub flaw: Option<ProofFlaw>,
    /// The detailed code of a refusal, where answers have one.
    pub detail: Option<&'a str>,
    /// Members that a script puts in place of those that are made up.
    pub with: Option<&'a Map<String, Value>>,
    /// What the vendor remembers, by the members that tell it.
    pub told: &'a [(Path, Option<String>)],
}

impl<'a> Writer<'a> {
    /// With one shape everywhere.
    pub fn shaped(self, shape: Shape) -> Self {
        Self {
            top: shape,
            shape,
            ..self
        }
    }

    /// To a request that differs in all that is repeated.
    pub fn to_another(self) -> Self {
        Self {
            to_another: true,
            ..self
        }
    }

    /// With something wrong about the proof.
    pub fn flawed(self, flaw: ProofFlaw) -> Self {
        Self {
            flaw: Some(flaw),
            ..self
        }
    }

    /// With a detailed code, where it refuses.
    pub fn detailed(self, detail: &'a str) -> Self {
        Self {
            detail: Some(detail),
            ..self
        }
    }

    /// With these members, where it accepts.
    pub fn with(self, members: &'a Map<String, Value>) -> Self {
        Self {
            with: Some(members),
            ..self
        }
    }

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

    /// Refused with a code, as documented: a fault's code in the shape of the fault.
    pub fn code(self, code: &str) -> Reply {
        let known = self.codes().iter().find(|known| known.wire == code);
        let mut faults = self.operation.answer.faults.iter();
        if let Some(fault) = faults.find(|fault| fault.codes.iter().any(|known| known == code)) {
            return self.fault_reply(fault, code, known);
        }
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
        fault.map_or_else(
            || self.code(code),
            |fault| self.fault_reply(fault, code, known),
        )
    }

    /// Refused for the session's token, with one of the codes that mean it, or in the first way that the
    /// spec names.
    pub fn refuse_token(self, code: Option<&str>, fault: Option<&str>) -> Reply {
        let refusals = self.token_refusals(self.operation.session);
        let named = |code: &str| {
            let mut naming = refusals.iter();
            naming.find(|refusal| refusal.codes.iter().any(|known| known == code))
        };
        let refusal = code.map_or(refusals.first(), named);
        let status = refusal.and_then(|refusal| refusal.status);
        let of_refusal = || refusal.and_then(|refusal| refusal.codes.first());
        let reply = match (code.or_else(|| of_refusal().map(String::as_str)), fault) {
            (Some(code), Some(fault)) => self.fault(fault, code),
            (Some(code), None) => self.code(code),
            (None, _) if status.is_some() => Reply::plain(401, ""),
            (None, _) => self.report(Reports::Credential, "the token is refused"),
        };
        let status = status.unwrap_or(reply.status);
        Reply { status, ..reply }
    }

    /// The ways in which tokens of a session are refused.
    fn token_refusals(self, session: Option<SessionId>) -> &'a [TokenRefusal] {
        let session = session.and_then(|id| self.vendor.sessions.get(id.0));
        session.map_or(&[], |session| &session.refused)
    }

    fn codes(self) -> &'a [Code] {
        self.vendor
            .code_sets
            .get(self.operation.answer.codes.0)
            .map_or(&[], |set| set.codes.as_slice())
    }

    /// A result code as the vendor writes it.
    fn code_value(self, code: &str) -> Value {
        let number = code.parse::<i64>().ok();
        match (self.code_kind(), number) {
            (CodeKind::Integer, Some(number)) => Value::from(number),
            (CodeKind::Integer, None) | (CodeKind::Text, _) => Value::from(code),
        }
    }

    fn code_kind(self) -> CodeKind {
        let code = self.operation.answer.code.as_ref();
        code.map_or(CodeKind::Text, |code| code.kind)
    }

    fn refusal(self, code: &str, message: &str, status: Option<u16>) -> Reply {
        let answer = &self.operation.answer;
        let Some(place) = answer.code.as_ref().filter(|_| self.knows_shape(code)) else {
            return self.refusal_as_fault(code, message);
        };
        let mut told = vec![(&place.path, self.code_value(code))];
        told.extend(
            answer
                .message
                .iter()
                .map(|path| (path, Value::from(message))),
        );
        let detail = answer.detail.as_ref().zip(self.detail);
        told.extend(detail.map(|(path, detail)| (path, Value::from(detail))));
        let always: fn(Part) -> bool = |part| part == Part::Always;
        let (tree, _) = self.members(&told, always, &NOTHING_ASKED, 1);
        let status = status.unwrap_or_else(|| self.usual_status());
        // Refusals come without an envelope, whatever the others come in.
        match self.sealed_members(&tree) {
            Ok(mut sealed) => {
                self.prove((&tree, &mut sealed), false);
                let reply = self.written(status, sealed, Shape::List);
                self.prove_body(reply, &tree, false)
            }
            Err(NoKey(name)) => no_key(&name),
        }
    }

    fn accepted(self, condition: &Condition) -> Reply {
        let answer = &self.operation.answer;
        let code = answer.code.as_ref().map(|place| {
            let code = forced(condition, &place.path).first();
            let code = code.or_else(|| forced(&answer.success, &place.path).first());
            let code = code.map_or("", String::as_str);
            (&place.path, self.code_value(code))
        });
        let told: Vec<(&Path, Value)> = code.into_iter().collect();
        let (mut tree, tokens) = self.members(&told, |_| true, condition, 2);
        if let Some(members) = self.with {
            tree.overlay(members);
        }
        let reply = self.prove_body(self.enveloped(&tree), &tree, true);
        // Anything else than 200 says why there is no answer.
        let asked = condition
            .statuses
            .first()
            .or(answer.success.statuses.first());
        let status = asked.filter(|_| reply.status == 200);
        let status = status.copied().unwrap_or(reply.status);
        let body = match status {
            NO_CONTENT => Vec::new(),
            _ => reply.body,
        };
        Reply {
            tokens,
            status,
            body,
            ..reply
        }
    }

    /// A refusal in another shape than answers have, with or without a result code.
    fn refusal_as_fault(self, code: &str, message: &str) -> Reply {
        let faults = &self.operation.answer.faults;
        let refuses = |fault: &&Fault| matches!(fault.other_codes, OtherCodes::Refuse { .. });
        match faults.iter().find(refuses).or(faults.first()) {
            Some(fault) => self.told_fault(fault, (code, message), None),
            None => Reply::note(400, message),
        }
    }

    /// An answer in the operation's format. A list stands at the top where it may, unless the result
    /// code would be lost with the object around it.
    fn written(self, status: u16, mut tree: Tree, top: Shape) -> Reply {
        let format = &self.operation.answer.format;
        let code = self.operation.answer.code.as_ref();
        let code = code.map(|code| code.path.0.first());
        let list = format
            .list_as
            .as_ref()
            .filter(|name| top == Shape::List && code.is_none_or(|first| first == Some(*name)));
        let body = match list.and_then(|name| tree.take(name)) {
            Some(list) => format::json(format.charset, &list.to_string()),
            None => format::write(format, &tree),
        };
        Reply {
            content_type: content_type::content_type_of(format),
            charset: format.charset,
            ..Reply::plain(status, body)
        }
    }

    fn fault_reply(self, fault: &Fault, code: &str, known: Option<&Code>) -> Reply {
        let message = known.map_or(fault.label.primary(), |known| known.label.primary());
        self.told_fault(fault, (code, message), known)
    }

    fn told_fault(
        self,
        fault: &Fault,
        (code, message): (&str, &str),
        known: Option<&Code>,
    ) -> Reply {
        let mut tree = Tree::default();
        tree.put(&fault.code, Value::from(code));
        if let Some(path) = &fault.message {
            tree.put(path, Value::from(message));
        }
        let fits = |status: &u16| {
            let range = fault.statuses;
            range.is_none_or(|(first, last)| (first..=last).contains(status))
        };
        let documented = known.and_then(|known| known.status).filter(fits);
        let usual = fault.statuses.map_or(400, |(first, _)| first);
        self.written(documented.unwrap_or(usual), tree, Shape::Object)
    }

    /// The sessions whose token stands at a path of this operation's answer.
    fn sessions(self, path: &Path) -> Vec<SessionId> {
        let issued = self.issued_sessions();
        let fitting = issued.filter(|(_, session)| session.token == *path);
        fitting.map(|(id, _)| id).collect()
    }

    /// The lifetime of a token in this operation's answer, where a field tells one.
    fn told_lifetime(self, field: &AnswerField) -> Option<String> {
        let mut issued = self.issued_sessions();
        let (_, session) =
            issued.find(|(_, session)| session.lifetime.member() == Some(&field.path))?;
        tokens::lifetime_text(session, field)
    }

    /// The sessions whose tokens this operation issues.
    fn issued_sessions(self) -> impl Iterator<Item = (SessionId, &'a Session)> {
        let sessions = self.vendor.sessions.iter().enumerate();
        let of_this = move |session: &&Session| {
            let issuer = self.vendor.operations.get(session.operation.0);
            issuer.is_some_and(|issuer| issuer.name == self.operation.name)
        };
        sessions
            .filter(move |(_, session)| of_this(session))
            .map(|(position, session)| (SessionId(position), session))
    }

    /// Every member as it is sent.
    fn sealed_members(self, tree: &Tree) -> Result<Tree, NoKey> {
        let answer = &self.operation.answer;
        let mut sealed = tree.clone();
        let sealer = Sealer {
            vendor: self.vendor,
            fields: &answer.fields,
            openings: &answer.openings,
            charset: answer.format.charset,
            keys: &|opening| self.keys_of(opening, tree),
        };
        sealer.seal(&mut sealed)?;
        Ok(sealed)
    }
}

fn no_key(cipher: &str) -> Reply {
    Reply::note(
        500,
        &format!(
            "what `{cipher}` encrypts cannot be encrypted: nothing here shows what its key is made of"
        ),
    )
}

/// The values that a condition demands at a path.
fn forced<'a>(condition: &'a Condition, path: &Path) -> &'a [String] {
    condition
        .tests
        .iter()
        .find(|test| test.path == *path)
        .map_or(&[], |test| test.values.as_slice())
}
