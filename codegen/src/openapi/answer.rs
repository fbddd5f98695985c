//! What arrives: answers, refusals in other shapes, and the HTTP statuses that they come with.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::body::encrypted;
use super::json::{insert, reference};
use super::object::{Member, nested};
use super::value::{list, literal, value};
use super::words;
use crate::model::{
    AnswerField, BodyEncoding, CodeKind, Content, Fault, Kind, Layout, Members, Operation,
    OtherCodes, Part, Proof, ProofPlace, ReceivedEnvelope, ResultCode, Rule, Vendor,
};

/// The component of an operation's answer.
pub(super) fn name(operation: &Operation) -> String {
    format!("{}Answer", operation.request.name.pascal())
}

/// An operation's answer, as it is on the wire.
pub(super) fn schema(vendor: &Vendor, operation: &Operation) -> Value {
    let answer = &operation.answer;
    let code = answer.code.iter().map(|code| Member {
        path: code.path.0.clone(),
        schema: result_code(vendor, operation, code),
        is_required: true,
    });
    let fields = answer
        .fields
        .iter()
        .map(|field| member(vendor, field, Some(operation)));
    let members: Vec<Member> = code.chain(fields).collect();
    wrapped(vendor, answer.envelope.as_ref(), members)
}

/// The members of a body as it arrives, encrypted as a whole or not.
pub(super) fn wrapped(
    vendor: &Vendor,
    envelope: Option<&ReceivedEnvelope>,
    members: Vec<Member>,
) -> Value {
    match envelope {
        None => nested(members),
        Some(ReceivedEnvelope::Jwe { member, .. }) => {
            let text = json!({
                "type": "string",
                "contentMediaType": "application/jose",
                "description": "A compact JWE (RSA-OAEP-256) of the object in `x-kpg-plain-text`.",
                "x-kpg-plain-text": nested(members),
            });
            nested(vec![Member {
                path: vec![member.clone()],
                schema: text,
                is_required: true,
            }])
        }
        Some(ReceivedEnvelope::Cipher { opening, holder }) => match holder {
            None => encrypted(vendor, opening.cipher.0, nested(members)),
            Some(holder) => {
                let is_clear = |member: &Member| {
                    let name = member.path.first();
                    name.is_some_and(|name| holder.clear.contains(name))
                };
                let (mut clear, hidden): (Vec<Member>, Vec<Member>) =
                    members.into_iter().partition(is_clear);
                clear.push(Member {
                    path: vec![holder.name.clone()],
                    schema: encrypted(vendor, opening.cipher.0, nested(hidden)),
                    is_required: true,
                });
                nested(clear)
            }
        },
    }
}

fn result_code(vendor: &Vendor, operation: &Operation, code: &ResultCode) -> Value {
    let set = vendor.code_sets.get(operation.answer.codes.0);
    let set = set.filter(|set| !set.codes.is_empty());
    let (mut schema, listed) = match (code.kind, set) {
        (CodeKind::Text, Some(set)) => (reference(&set.name.pascal()), None),
        (CodeKind::Text, None) => (json!({ "type": "string" }), None),
        (CodeKind::Integer, set) => {
            let codes = set.map(|set| format!(" of {}", words::code(&set.name.pascal())));
            (json!({ "type": "integer" }), codes)
        }
    };
    let description = format!("The result code{}.", listed.unwrap_or_default());
    let most = code.length.filter(|_| code.kind == CodeKind::Text);
    insert(
        &mut schema,
        [
            ("description", Some(json!(description))),
            ("maxLength", most.map(|length| json!(length.max))),
        ],
    );
    schema
}

/// A member of what arrives. `operation` is the one that it answers.
pub(super) fn member(
    vendor: &Vendor,
    field: &AnswerField,
    operation: Option<&Operation>,
) -> Member {
    Member {
        path: field.path.0.clone(),
        schema: field_schema(vendor, field, operation),
        is_required: field.part == Part::Always,
    }
}

fn field_schema(vendor: &Vendor, field: &AnswerField, operation: Option<&Operation>) -> Value {
    let length = field.length.map(Rule::Length);
    let count = field.count.map(Rule::Count);
    let rules = |kind: &Kind| -> Vec<Rule> {
        let of_kind = Rule::of_kind(kind);
        length.clone().into_iter().chain(of_kind).collect()
    };
    let count: Vec<Rule> = count.into_iter().collect();
    let (schema, mut told) = match &field.facts.content {
        Content::One(kind) => {
            let value = value(vendor, kind, &rules(kind));
            (value.schema, value.words)
        }
        Content::Values(kind) => {
            let value = value(vendor, kind, &rules(kind));
            (list(value.schema, &count), value.words)
        }
        Content::Nested(members) => (objects(vendor, members, &count), Vec::new()),
    };
    let mut schema = unwrapped(vendor, field, schema);
    if let Some(example) = &field.facts.example
        && let Content::One(kind) = &field.facts.content
        && field.wrapping.is_none()
    {
        insert(
            &mut schema,
            [("examples", Some(json!([literal(kind, example)])))],
        );
    }
    if field.wrapping.escaped.is_some() {
        told.push("percent-encoded".to_owned());
    }
    let present = match field.part {
        Part::Always | Part::Optional => None,
        Part::OnSuccess => Some("In every answer that accepts.".to_owned()),
    };
    let echoed = field.echoes.zip(operation);
    let echoed = echoed.and_then(|(at, operation)| operation.request.field(at));
    let echoed = echoed.map(|field| {
        let wire = words::code(&field.wire);
        format!(
            "Repeats {wire} of the request: an answer with another value answers another request."
        )
    });
    let told = told.iter().map(|words| words::sentence(words));
    let note = field.facts.note.iter().map(|note| words::sentence(note));
    let sentences: Vec<String> = [words::sentence(&words::label(&field.facts.label))]
        .into_iter()
        .chain(told)
        .chain(present)
        .chain(echoed)
        .chain(note)
        .collect();
    let quirks = words::quirks(&field.facts.quirks);
    insert(
        &mut schema,
        [
            (
                "description",
                Some(json!(words::paragraphs([sentences.join(" "), quirks]))),
            ),
            (
                "x-kpg-sensitive",
                field.facts.sensitive.then_some(json!(true)),
            ),
        ],
    );
    schema
}

/// The text that holds a value, where the value does not stand there as it is.
fn unwrapped(vendor: &Vendor, field: &AnswerField, value: Value) -> Value {
    let text = match field.wrapping.content {
        Some(BodyEncoding::Json) => json_text(value),
        Some(written @ (BodyEncoding::Form | BodyEncoding::Lines)) => json!({
            "type": "string",
            "contentMediaType": written.row().media_type,
            "x-kpg-plain-text": value,
        }),
        None => value,
    };
    match field.wrapping.cipher {
        Some(cipher) => encrypted(vendor, cipher.0, text),
        None => text,
    }
}

fn json_text(value: Value) -> Value {
    json!({ "type": "string", "contentMediaType": "application/json", "contentSchema": value })
}

fn objects(vendor: &Vendor, members: &Members, count: &[Rule]) -> Value {
    let object = match &members.structure {
        Some(shared) => reference(&shared.pascal()),
        None => structure(vendor, &members.fields),
    };
    match members.layout {
        Layout::Object => object,
        Layout::List => list(object, count),
        Layout::ListOrObject => {
            json!({ "oneOf": [list(object.clone(), count), object] })
        }
        Layout::JsonText => json_text(object),
    }
}

/// An object that arrives.
pub(super) fn structure(vendor: &Vendor, fields: &[AnswerField]) -> Value {
    let members = fields.iter().map(|field| member(vendor, field, None));
    nested(members.collect())
}

/// The answers of an operation, by HTTP status as OpenAPI writes it: each with what it is and its schema.
pub(super) fn by_status(
    vendor: &Vendor,
    operation: &Operation,
) -> BTreeMap<String, Vec<(String, Value)>> {
    let answer = &operation.answer;
    let set = vendor.code_sets.get(answer.codes.0);
    let of_codes = set.into_iter().flat_map(|set| &set.codes);
    let mut statuses: Vec<String> = answer.success.statuses.iter().map(u16::to_string).collect();
    if statuses.is_empty() {
        statuses.push("2XX".to_owned());
    }
    // Without a code the statuses say who refused, in the shape of a fault.
    if answer.code.is_some() {
        statuses.extend(of_codes.filter_map(|code| Some(code.status?.to_string())));
        if let OtherCodes::Refuse { statuses: more, .. } = &answer.other_codes {
            statuses.extend(more.iter().flat_map(|range| status_keys(*range)));
        }
    }
    statuses.sort();
    statuses.dedup();
    let mut found: BTreeMap<String, Vec<(String, Value)>> = BTreeMap::new();
    let accepting = |status: &str| {
        status == "2XX"
            || answer
                .success
                .statuses
                .iter()
                .any(|own| own.to_string() == status)
    };
    for status in statuses {
        let told = match accepting(&status) {
            true => told(vendor, operation),
            false => "A refusal, with its code.".to_owned(),
        };
        let shape = (told, reference(&name(operation)));
        found.entry(status).or_default().push(shape);
    }
    for fault in &answer.faults {
        let keys = fault
            .statuses
            .map_or_else(|| vec!["default".to_owned()], status_keys);
        for key in keys {
            let shape = (
                words::sentence(&words::label(&fault.label)),
                fault_schema(vendor, operation, fault),
            );
            found.entry(key).or_default().push(shape);
        }
    }
    found
}

/// What the answer means, in words.
fn told(vendor: &Vendor, operation: &Operation) -> String {
    let answer = &operation.answer;
    let accepted = words::condition(&answer.success);
    let refused = answer.refused.as_ref().map(words::condition);
    let refused = refused.map(|refused| format!("Refused when {refused}."));
    let others = match &answer.other_codes {
        OtherCodes::Unsaid | OtherCodes::Undocumented(_) => {
            "A code that is not listed leaves the outcome unknown."
        }
        OtherCodes::Refuse { .. } => "Every other code refuses.",
    };
    let others = answer.code.as_ref().map(|_| others.to_owned());
    let proof = answer.proof.as_ref().map(|proof| {
        let made = crate::diff::answer_proof_in_words(vendor, operation, proof);
        proved(proof, &made)
    });
    let accepted = format!("Accepted when {accepted}.");
    let all = [Some(accepted), refused, others, proof];
    all.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// Where a proof stands and what makes it.
pub(super) fn proved(proof: &Proof, made: &str) -> String {
    let place = match &proof.place {
        ProofPlace::Member(path) => words::code(&path.to_string()),
        ProofPlace::Header(name) => format!("the header {}", words::code(name)),
    };
    format!("Check {place}, which is {}.", words::code(made))
}

/// The statuses from the first to the last, as OpenAPI has them: single ones, or all of a hundred.
fn status_keys((first, last): (u16, u16)) -> Vec<String> {
    let (mut keys, mut next) = (Vec::new(), first);
    while next <= last {
        let end_of_hundred = next.saturating_add(99);
        if next % 100 == 0 && end_of_hundred <= last {
            keys.push(format!("{}XX", next / 100));
            next = end_of_hundred.saturating_add(1);
        } else {
            keys.push(next.to_string());
            next = next.saturating_add(1);
        }
    }
    keys
}

fn fault_schema(vendor: &Vendor, operation: &Operation, fault: &Fault) -> Value {
    let set = vendor.code_sets.get(operation.answer.codes.0);
    let codes = set.into_iter().flat_map(|set| &set.codes);
    let listed = codes.filter(|code| fault.codes.contains(&code.wire));
    let listed: Vec<String> = listed
        .map(|code| {
            let meaning = words::label(&code.label);
            format!("- {}: {meaning}", words::code(&code.wire))
        })
        .collect();
    let code = Member {
        path: fault.code.0.clone(),
        schema: json!({ "type": "string", "description": listed.join("\n") }),
        is_required: true,
    };
    let message = fault.message.iter().map(|message| Member {
        path: message.0.clone(),
        schema: json!({ "type": "string" }),
        is_required: false,
    });
    nested([code].into_iter().chain(message).collect())
}
