//! Facts of an answer or a notification, in words.

use super::field::kind_words;
use super::list::joined;
use super::message::{condition_words, encoding_words};
use super::recipe::recipe_words;
use crate::diff::change::facts::{AnswerFact, FaultShape, Proof};
use crate::model::{
    Acknowledgement, CodeKind, Format, Freshness, Part, Pending, ProofPlace, Sources,
};

pub(super) fn answer_words(fact: &AnswerFact<'_>) -> String {
    match fact {
        AnswerFact::Formats(formats) => joined(formats.iter().map(format_words), " or "),
        AnswerFact::Path(path) => path.to_string(),
        AnswerFact::CodeKind(CodeKind::Text) => "a text".to_owned(),
        AnswerFact::CodeKind(CodeKind::Integer) => "a whole number".to_owned(),
        AnswerFact::Condition(condition) => condition_words(condition),
        AnswerFact::UnlistedCodes(None) => "unknown".to_owned(),
        AnswerFact::UnlistedCodes(Some(statuses)) => {
            format!("every other code refuses, {}", statuses_words(statuses))
        }
        AnswerFact::UnlistedDetails(false) => "other detailed codes: unknown".to_owned(),
        AnswerFact::UnlistedDetails(true) => "every other detailed code refuses".to_owned(),
        AnswerFact::Pending(pending) => pending_words(pending),
        AnswerFact::Fault(shape) => fault_words(*shape),
        AnswerFact::Member(kind, part) => format!("{}, {}", kind_words(kind), part_words(*part)),
        AnswerFact::Part(part) => part_words(*part).to_owned(),
        AnswerFact::Repeats(wire) => format!("repeats `{wire}`"),
        AnswerFact::Wrapping {
            escaped,
            cipher,
            content,
        } => {
            let escaped = escaped.map(|escaping| format!("escaped as {}", escaping.word()));
            let cipher = cipher.map(|cipher| format!("decrypted with {cipher}"));
            let content = content.map(|content| format!("holds {}", content.row().title));
            joined(escaped.into_iter().chain(cipher).chain(content), ", ")
        }
        AnswerFact::Proof(Proof::Missing(instead)) => format!("no proof: {instead}"),
        AnswerFact::Proof(Proof::Header {
            header,
            demanded,
            expected,
        }) => {
            let when = match demanded {
                Part::Always => "",
                Part::OnSuccess | Part::Optional => ", on success",
            };
            format!("header {header} is {}{when}", recipe_words(expected))
        }
        AnswerFact::Proof(Proof::Member { member, expected }) => {
            format!("`{member}` is {}", recipe_words(expected))
        }
        AnswerFact::Acknowledgement(acknowledgement) => acknowledgement_words(acknowledgement),
        AnswerFact::Freshness(freshness) => freshness_words(freshness),
        AnswerFact::Members(members) => joined(members.iter().map(ToString::to_string), ", "),
        AnswerFact::Sources(sources) => sources_words(sources),
    }
}

fn format_words(format: &Format) -> String {
    let Format {
        encoding,
        charset,
        list_as,
    } = format;
    let list = list_as.as_ref().map(|name| format!(", a list as `{name}`"));
    format!(
        "{} in {}{}",
        encoding_words(*encoding),
        charset.row().title,
        list.unwrap_or_default()
    )
}

/// The HTTP statuses of refusals, with those that every vendor can refuse with.
fn statuses_words(ranges: &[(u16, u16)]) -> String {
    let ranges = ranges.iter().map(|(first, last)| match first == last {
        true => first.to_string(),
        false => format!("{first} to {last}"),
    });
    let ranges = std::iter::once("2xx".to_owned()).chain(ranges);
    format!("on HTTP {}", joined(ranges, ", "))
}

fn pending_words(pending: &Pending) -> String {
    match pending {
        Pending::Never => "accepted is done".to_owned(),
        Pending::When(when) => format!("pending when {}", condition_words(when)),
        Pending::Always(completion) => format!("always pending: {completion}"),
    }
}

fn fault_words(shape: FaultShape<'_>) -> String {
    let FaultShape {
        code,
        message,
        statuses,
    } = shape;
    let message = message.map(|path| format!(", message in {path}"));
    let statuses = statuses.map(|(first, last)| format!(", on HTTP {first} to {last}"));
    format!(
        "code in {code}{}{}",
        message.unwrap_or_default(),
        statuses.unwrap_or_default()
    )
}

fn part_words(part: Part) -> &'static str {
    match part {
        Part::Always => "always there",
        Part::OnSuccess => "there on success",
        Part::Optional => "may be absent",
    }
}

fn acknowledgement_words(acknowledgement: &Acknowledgement) -> String {
    let Acknowledgement {
        status,
        content_type,
        body,
    } = acknowledgement;
    format!("HTTP {status}, {content_type}, {body:?}")
}

fn freshness_words(freshness: &Freshness) -> String {
    let Freshness {
        place,
        format,
        zone,
        seconds,
    } = freshness;
    let place = match place {
        ProofPlace::Member(member) => format!("`{member}`"),
        ProofPlace::Header(name) => format!("header {name}"),
    };
    let zone = zone.map(|zone| format!(" in {}", zone.word()));
    format!(
        "within {seconds} s of {place} as {}{}",
        format.mask(),
        zone.unwrap_or_default()
    )
}

fn sources_words(sources: &Sources) -> String {
    let Sources {
        environment,
        networks,
    } = sources;
    let networks = joined(networks.iter().map(ToString::to_string), ", ");
    match environment {
        Some(environment) => format!("{networks} in `{environment}`"),
        None => networks,
    }
}
