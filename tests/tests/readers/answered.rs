//! Answers by chance, and what the client must have read of them: computed from the model, not by the client.

use kpg_codegen::model::{
    AnswerField, Basis, Condition, Content, Kind, Layout, Operation, Part, Path, Pending, Proof,
    Vendor,
};
use serde_json::{Map, Value};

use super::chance::Chance;

/// Members for the sandbox to answer with, and what the client has then, by names in Rust.
#[derive(Debug, Default)]
pub struct Answered {
    /// As the vendor writes them.
    pub members: Map<String, Value>,
    /// As Rust has them.
    pub expected: Vec<(String, Value)>,
}

/// Random values for the members of an answer that decide nothing: what a condition asks for, what must repeat the request,
/// and tokens stay as they are.
pub fn random(vendor: &Vendor, operation: &Operation, chance: &mut Chance<'_>) -> Answered {
    let mut answered = Answered::default();
    for field in &operation.answer.fields {
        if decides(vendor, operation, field) || chance.once_in(4) {
            continue;
        }
        let Some((written, read)) = value(field, chance) else {
            continue;
        };
        // Forms and lines have no `null`.
        if written.is_null() && !operation.answer.format.encoding.row().holds_structures {
            continue;
        }
        put(&mut answered.members, &field.path.0, written);
        let name = field.facts.name.snake().to_owned();
        answered.expected.push((name, read));
    }
    answered
}

/// Whether something depends on what stands in a member, or inside it.
fn decides(vendor: &Vendor, operation: &Operation, field: &AnswerField) -> bool {
    let answer = &operation.answer;
    let mut conditions: Vec<&Condition> = vec![&answer.success];
    conditions.extend(&answer.refused);
    conditions.extend(match &answer.pending {
        Pending::When(condition) => Some(condition),
        Pending::Never | Pending::Always(_) => None,
    });
    let tests = conditions.iter().flat_map(|condition| &condition.tests);
    let mut asked: Vec<&Path> = tests.map(|test| &test.path).collect();
    asked.extend(answer.code.iter().map(|code| &code.path));
    asked.extend(answer.message.iter().chain(&answer.detail));
    asked.extend(answer.proof.iter().filter_map(Proof::member));
    for session in &vendor.sessions {
        asked.push(&session.token);
        asked.extend(session.lifetime.member());
    }
    let is_inside = |path: &&Path| path.0.starts_with(&field.path.0);
    field.echoes.is_some() || repeats(field) || asked.iter().any(is_inside)
}

/// Whether a member of it must repeat the request.
fn repeats(field: &AnswerField) -> bool {
    let mut members = field.members().unwrap_or_default().iter();
    members.any(|member| member.echoes.is_some() || repeats(member))
}

/// A value as the vendor writes it, and as Rust has it; none where chance has none.
fn value(field: &AnswerField, chance: &mut Chance<'_>) -> Option<(Value, Value)> {
    // How a text is wrapped is the sandbox's matter: it does so with what an answer is made of.
    let count = |chance: &mut Chance<'_>| {
        let wanted = u32::try_from(chance.dice.below(4)).unwrap();
        field.count.map_or(wanted, |count| count.nearest(wanted))
    };
    Some(match &field.facts.content {
        Content::One(_) if field.part == Part::Optional && chance.once_in(6) => {
            (Value::Null, Value::Null)
        }
        Content::One(kind) => scalar(field, kind, chance)?,
        Content::Values(kind) => {
            let values = (0..count(chance)).map(|_| scalar(field, kind, chance));
            let (written, read): (Vec<Value>, Vec<Value>) =
                values.collect::<Option<Vec<_>>>()?.into_iter().unzip();
            (Value::from(written), Value::from(read))
        }
        Content::Nested(members) => {
            let object = |chance: &mut Chance<'_>| object(&members.fields, chance);
            match members.layout {
                Layout::Object => object(chance)?,
                Layout::JsonText => {
                    let (written, read) = object(chance)?;
                    (Value::from(written.to_string()), read)
                }
                Layout::ListOrObject if chance.once_in(3) => {
                    let (written, read) = object(chance)?;
                    (written, Value::from(vec![read]))
                }
                Layout::List | Layout::ListOrObject => {
                    let objects = (0..count(chance)).map(|_| object(chance));
                    let (written, read): (Vec<Value>, Vec<Value>) =
                        objects.collect::<Option<Vec<_>>>()?.into_iter().unzip();
                    (Value::from(written), Value::from(read))
                }
            }
        }
    })
}

/// An object with every member that it must have, and most of the others.
fn object(members: &[AnswerField], chance: &mut Chance<'_>) -> Option<(Value, Value)> {
    let (mut written, mut read) = (Map::new(), Map::new());
    for member in members {
        let name = member.facts.name.snake().to_owned();
        // What is left out would be filled in by the sandbox: `null` is as absent.
        let (there, known) = match member.part == Part::Optional && chance.once_in(4) {
            true => (Value::Null, nothing(member)),
            false => value(member, chance)?,
        };
        put(&mut written, &member.path.0, there);
        read.insert(name, known);
    }
    Some((Value::Object(written), Value::Object(read)))
}

/// What Rust has of a member that is not there.
fn nothing(member: &AnswerField) -> Value {
    match member.facts.content.is_list() {
        true => Value::Array(Vec::new()),
        false => Value::Null,
    }
}

fn scalar(field: &AnswerField, kind: &Kind, chance: &mut Chance<'_>) -> Option<(Value, Value)> {
    let sample = field.facts.example.as_deref().unwrap_or("sample");
    let text = chance.text(kind, field.length, sample)?;
    let number = || serde_json::from_str::<Value>(&text).ok();
    Some(match kind.basis() {
        Basis::Flag => {
            let flag = Value::from(text == "true");
            (flag.clone(), flag)
        }
        Basis::Number | Basis::Signed => {
            let written = if kind.is_bare() {
                number()?
            } else {
                Value::from(text.clone())
            };
            (written, number()?)
        }
        Basis::Decimal => {
            let written = if kind.is_bare() {
                number()?
            } else {
                Value::from(text.clone())
            };
            (written, Value::from(text))
        }
        Basis::Choice if kind.is_bare() => (number()?, Value::from(text)),
        Basis::Text | Basis::Choice | Basis::TimeOrChoice | Basis::Bytes | Basis::Parts(_) => {
            (Value::from(text.clone()), Value::from(text))
        }
    })
}

/// Puts a value at a path, and the objects on the way.
fn put(object: &mut Map<String, Value>, path: &[String], value: Value) {
    match path {
        [] => {}
        [name] => drop(object.insert(name.clone(), value)),
        [outer, rest @ ..] => {
            let inner = object
                .entry(outer)
                .or_insert_with(|| Value::Object(Map::new()));
            if let Value::Object(inner) = inner {
                put(inner, rest, value);
            }
        }
    }
}
