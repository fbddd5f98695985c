//! Bodies that are good but for one thing, made of the sandbox's. They are plain also where the good one is
//! encrypted: refusals often come so, and clients read both.

use kpg_codegen::model::{AnswerField, Kind, OtherCodes, Part, Path, Session, Test};
use serde_json::Value;

use super::answers::{Answer, Subject};
use super::dice::Dice;
use crate::values::Values;

impl Subject {
    /// The accepted answer with another value at a path; `None` takes it out.
    pub fn with(&self, path: &Path, value: Option<Value>) -> String {
        changed(&self.yes.plain, path, value)
    }

    /// The accepted answer with another result code.
    pub fn with_code(&self, code: impl Into<Value>) -> String {
        self.with(self.code_path(), Some(code.into()))
    }

    /// The accepted answer without a result code.
    pub fn without_code(&self) -> String {
        self.with(self.code_path(), None)
    }

    /// Where the result code stands.
    pub fn code_path(&self) -> &Path {
        let code = self.operation.answer.code.as_ref();
        code.map_or(&NOWHERE, |code| &code.path)
    }

    /// A refusal with another result code; the accepted answer with it where no refusal is documented.
    pub fn refusal(&self, code: impl Into<Value>) -> String {
        let base = self.no.as_ref().unwrap_or(&self.yes);
        changed(&base.plain, self.code_path(), Some(code.into()))
    }

    /// A refusal with a code in no list, as it is where a page says that all others are failures.
    pub fn refused_by_any_code(&self) -> Answer {
        let body = self.refusal("9999");
        Answer {
            plain: body.clone(),
            body: body.into_bytes(),
            ..self.yes.clone()
        }
    }

    /// The members that must repeat a value of the request.
    pub fn repeated(&self) -> impl Iterator<Item = &AnswerField> {
        let fields = self.operation.answer.fields.iter();
        fields.filter(|field| field.echoes.is_some())
    }

    /// With an accepted answer that repeats a request with these values. What is encrypted stays as it is.
    #[must_use]
    pub fn repeating(mut self, values: &Values) -> Self {
        let given = self.repeated().filter_map(|member| {
            let field = self.operation.field(member.echoes?)?;
            Some((member.path.clone(), values.of(field)?.to_owned()))
        });
        for (path, text) in given.collect::<Vec<_>>() {
            self.yes.plain = self.with(&path, Some(text.into()));
        }
        self
    }

    /// Where the first text stands that repeats the request.
    pub fn repeated_text(&self) -> Option<&Path> {
        let mut texts = self.repeated().filter(|field| kind_is(field, is_text));
        texts.next().map(|field| &field.path)
    }

    /// Where the first number stands that repeats the request.
    pub fn repeated_number(&self) -> Option<&Path> {
        let mut numbers = self.repeated().filter(|field| kind_is(field, is_number));
        numbers.next().map(|field| &field.path)
    }

    /// A documented refusal with this value where the first text repeats the request.
    pub fn refusal_repeating(&self, value: impl Into<Value>) -> Option<String> {
        let (no, path) = (self.no.as_ref()?, self.repeated_text()?);
        let repeating = changed(&no.plain, path, Some(value.into()));
        // A refusal may be without the object that it would stand in.
        (repeating != changed(&no.plain, path, None)).then_some(repeating)
    }

    /// A fault with another code.
    pub fn fault_with_code(&self, code: &str) -> Option<String> {
        let place = &self.operation.answer.faults.first()?.code;
        Some(changed(
            &self.fault.as_ref()?.plain,
            place,
            Some(code.into()),
        ))
    }

    /// The same where no document says what other codes of the fault mean.
    pub fn unsaid_of_fault(&self, code: &str) -> Option<String> {
        let fault = self.operation.answer.faults.first()?;
        let is_said = matches!(fault.other_codes, OtherCodes::Refuse { .. });
        self.fault_with_code(code).filter(|_| !is_said)
    }

    /// The same where all other codes of the fault refuse on these statuses.
    pub fn refused_by_fault(&self, code: &str, on: (u16, u16)) -> Option<String> {
        let fault = self.operation.answer.faults.first()?;
        let refuses = match &fault.other_codes {
            OtherCodes::Refuse { statuses, .. } => statuses.contains(&on),
            OtherCodes::Unsaid | OtherCodes::Undocumented(_) => false,
        };
        self.fault_with_code(code).filter(|_| refuses)
    }

    /// An answer with any code at all, in the vendor's own shape or in that of a fault, and maybe a member beside it
    /// that decides.
    pub fn with_any_code(&self, dice: &mut Dice) -> String {
        let code = self.any_code(dice);
        let answer = &self.operation.answer;
        let fault = self.fault.as_ref().zip(answer.faults.first());
        let body = match (dice.below(4), fault) {
            (0, Some((came, fault))) => changed(&came.plain, &fault.code, Some(code)),
            (1, _) => self.with(self.code_path(), Some(code)),
            _ => self.refusal(code),
        };
        let decisive = answer
            .refused
            .as_ref()
            .and_then(|refused| refused.tests.first());
        match decisive.filter(|_| dice.below(3) == 0) {
            Some(test) => {
                let value = test.values.first().map(|value| Value::from(value.as_str()));
                changed(&body, &test.path, value)
            }
            None => body,
        }
    }

    /// A code that is listed, one that is not, one made of others, or something that is none.
    fn any_code(&self, dice: &mut Dice) -> Value {
        let set = self.vendor.code_sets.get(self.operation.answer.codes.0);
        let listed: Vec<&str> = set
            .iter()
            .flat_map(|set| &set.codes)
            .map(|code| code.wire.as_str())
            .collect();
        let code = dice.one_of(&listed).copied().unwrap_or_default();
        let between = ["", "|", "\n", "\0", " ", "-", ".", "_", "=", "취소", "0"];
        let between = dice.one_of(&between).copied().unwrap_or_default();
        let other = ["", "1", "OK", "ZZ99", self.success_code()];
        let other = dice.one_of(&other).copied().unwrap_or_default();
        match dice.below(9) {
            0 | 1 => code.into(),
            2 => format!("{code}{between}{other}").into(),
            3 => format!("{other}{between}{code}").into(),
            4 => format!("{other}{between}{other}").into(),
            5 => code.chars().skip(1).collect::<String>().into(),
            6 => format!("E{}", dice.below(100_000)).into(),
            7 => dice.below(100).into(),
            _ => "Z".repeat(dice.below(80)).into(),
        }
    }

    /// Where the code of a gateway stands that counts with every HTTP status.
    pub fn gateway(&self) -> Option<&Path> {
        let mut faults = self.operation.answer.faults.iter();
        let fault = faults.find(|fault| fault.statuses.is_none());
        fault.map(|fault| &fault.code)
    }

    /// The code of a refusal.
    pub fn no_code(&self) -> &str {
        self.refusal_listed()
            .map_or("9999", |code| code.wire.as_str())
    }

    /// The accepted answer with one more member at its beginning, as JSON writes it.
    pub fn with_first(&self, member: &str) -> String {
        first(&self.yes.plain, member)
    }

    /// The same with bytes in a text that the body may not hold.
    pub fn with_bytes(&self, bytes: &[u8]) -> Vec<u8> {
        let body = self.with_first(r#""x":"""#);
        let (before, after) = body.split_at(r#"{"x":""#.len());
        [before.as_bytes(), bytes, after.as_bytes()].concat()
    }

    /// The same with bytes in the name of such a member.
    pub fn with_name(&self, bytes: &[u8]) -> Vec<u8> {
        let body = self.with_first(r#""x":"""#);
        let (before, after) = body.split_at(r#"{"x"#.len());
        [before.as_bytes(), bytes, after.as_bytes()].concat()
    }

    /// The accepted answer with half a letter, in UTF-8, behind the text at a path.
    pub fn with_half(&self, path: &Path) -> Vec<u8> {
        let mark = "<half a letter>";
        let tree: Value = serde_json::from_str(&self.yes.plain).unwrap_or_default();
        let old = path.0.iter().try_fold(&tree, |place, name| place.get(name));
        let old = old.and_then(Value::as_str).unwrap_or_default();
        let marked = self.with(path, Some(format!("{old}{mark}").into()));
        let (before, after) = marked.split_once(mark).unwrap_or_default();
        [before.as_bytes(), b"\xed\x99", after.as_bytes()].concat()
    }

    /// An answer with this code, and another before it under the same name.
    pub fn code_twice(&self, before: &str, code: &str) -> String {
        let path = &self.code_path().0;
        let nested = path.iter().rev().fold(Value::from(before), |inner, name| {
            Value::Object([(name.clone(), inner)].into_iter().collect())
        });
        let member = nested.to_string();
        let member = member.strip_prefix('{').and_then(|it| it.strip_suffix('}'));
        first(&self.with_code(code), member.unwrap_or_default())
    }

    /// What success asks for besides the code.
    pub fn second_condition(&self) -> Option<&Test> {
        let answer = &self.operation.answer;
        answer
            .success
            .tests
            .iter()
            .find(|test| !answer.is_code(&test.path))
    }

    /// A member that an accepted answer must have, and that success does not ask for.
    pub fn required(&self) -> Option<&Path> {
        self.members(|_, part| part == Part::OnSuccess)
    }

    /// A text that is neither code nor asked for by success, and repeats nothing.
    pub fn text(&self) -> Option<&Path> {
        self.members(|kind, _| *kind == Kind::Text)
    }

    /// A member of some kind that must be there, and that success does not ask for.
    pub fn demanded(&self, wanted: impl Fn(&Kind) -> bool) -> Option<&Path> {
        self.members(|kind, part| part != Part::Optional && wanted(kind))
    }

    /// A member of some kind that may be left out, and that success does not ask for.
    pub fn optional(&self, wanted: impl Fn(&Kind) -> bool) -> Option<&Path> {
        self.members(|kind, part| part == Part::Optional && wanted(kind))
    }

    /// A number that is not asked for by success, and repeats nothing.
    pub fn number(&self) -> Option<&Path> {
        self.members(|kind, _| is_number(kind))
    }

    /// One of a list of values that is not asked for by success.
    pub fn enumeration(&self) -> Option<&Path> {
        self.members(|kind, _| matches!(kind, Kind::Enumeration { .. }))
    }

    /// Where the token stands that the operation fetches.
    pub fn token_path(&self) -> Option<&Path> {
        let mut sessions = self.vendor.sessions.iter();
        let fetched = |session: &&Session| {
            let operation = self.vendor.operations.get(session.operation.0);
            operation.is_some_and(|operation| operation.name == self.operation.name)
        };
        sessions.find(fetched).map(|session| &session.token)
    }

    fn members(&self, wanted: impl Fn(&Kind, Part) -> bool) -> Option<&Path> {
        let answer = &self.operation.answer;
        let asked = |path: &Path| answer.success.tests.iter().any(|test| test.path == *path);
        let told = |path: &Path| answer.message.as_ref() == Some(path);
        let mut fields = answer.fields.iter();
        let found = fields.find(|field| {
            let repeats = field.echoes.is_some();
            let fits = kind_is(field, |kind| wanted(kind, field.part));
            !asked(&field.path) && !told(&field.path) && !repeats && fits
        });
        found.map(|field| &field.path)
    }

    /// The name of the member that holds the encrypted answer, when it is encrypted.
    pub fn envelope(&self) -> Option<(String, String)> {
        self.operation.answer.envelope.as_ref()?;
        let tree: Value = serde_json::from_slice(&self.yes.body).ok()?;
        let (name, compact) = tree.as_object()?.iter().next()?;
        Some((name.clone(), compact.as_str()?.to_owned()))
    }

    /// The encrypted answer with its compact text changed.
    pub fn with_envelope(&self, change: impl FnOnce(&str) -> Value) -> Option<String> {
        let (name, compact) = self.envelope()?;
        let tree: Value = [(name, change(&compact))].into_iter().collect();
        Some(tree.to_string())
    }
}

/// The place of a code where there is none: the tests of codes are not made for such operations.
static NOWHERE: Path = Path(Vec::new());

fn changed(plain: &str, path: &Path, value: Option<Value>) -> String {
    let mut tree: Value = serde_json::from_str(plain).unwrap_or_default();
    let (last, way) = path
        .0
        .split_last()
        .map_or(("", &[][..]), |(last, way)| (last.as_str(), way));
    let mut place = Some(&mut tree);
    for name in way {
        place = place.and_then(|place| place.get_mut(name));
    }
    if let Some(Value::Object(members)) = place {
        match value {
            Some(value) => members.insert(last.to_owned(), value),
            None => members.remove(last),
        };
    }
    tree.to_string()
}

fn first(body: &str, member: &str) -> String {
    let inner = body.strip_prefix('{').unwrap_or_default();
    format!("{{{member},{inner}")
}

/// Whether a kind is a whole number.
pub fn is_number(kind: &Kind) -> bool {
    matches!(kind, Kind::Amount { .. } | Kind::Integer { .. })
}

/// Whether a kind is a text and nothing more.
pub fn is_text(kind: &Kind) -> bool {
    *kind == Kind::Text
}

/// Whether a member holds one value, of such a kind.
fn kind_is(field: &AnswerField, wanted: impl Fn(&Kind) -> bool) -> bool {
    field.facts.content.one().is_some_and(wanted)
}

/// A member with objects so many levels deep.
pub fn deep(levels: usize) -> String {
    format!(
        r#""x":{}0{}"#,
        r#"{"y":"#.repeat(levels),
        "}".repeat(levels)
    )
}

/// A compact JWE with its n-th part changed.
pub fn jwe_part(compact: &str, index: usize, part: &str) -> Value {
    let parts = compact.split('.').enumerate();
    let changed = parts.map(|(at, old)| if at == index { part } else { old });
    Value::from(changed.collect::<Vec<_>>().join("."))
}

/// The body of an answer in UTF-16, with its mark.
pub fn utf16(answer: &Answer) -> Vec<u8> {
    let units = "\u{feff}".encode_utf16().chain(answer.plain.encode_utf16());
    units.flat_map(u16::to_le_bytes).collect()
}

/// A gateway's page of an error.
pub const PAGE: &str = "<!DOCTYPE html><html><head><title>점검 중</title></head>\
                        <body><h1>서비스 점검 중입니다</h1></body></html>";
