//! Facts of an operation as a whole, in words.

use super::list::joined;
use super::message::{condition_words, encoding_words};
use super::recipe::reference_words;
use crate::diff::change::facts::{Envelope, OperationFact, Reference};
use crate::model::{Effect, Standing};

pub(super) fn operation_words(fact: &OperationFact<'_>) -> String {
    match fact {
        OperationFact::Address(method, path) => format!("{} {path}", method.as_str()),
        OperationFact::Target(address) => address.to_string(),
        OperationFact::Host(Some(name)) => name.to_string(),
        OperationFact::Host(None) => "the only host".to_owned(),
        OperationFact::Effect(effect) => effect_words(*effect).to_owned(),
        OperationFact::Method(method) => method.as_str().to_owned(),
        OperationFact::Encodings(encodings) if encodings.is_empty() => "no body".to_owned(),
        OperationFact::Encodings(encodings) => {
            joined(encodings.iter().copied().map(encoding_words), " or ")
        }
        OperationFact::ContentType(encoding, text) => {
            format!("{} as {text}", encoding_words(*encoding))
        }
        OperationFact::Escaping(escaping) => escaping.word().to_owned(),
        OperationFact::Charset(charset) => charset.row().title.to_owned(),
        OperationFact::Envelope(Envelope { member, key }) => {
            format!("JWE in `{member}` with credential {key}")
        }
        OperationFact::Session(name) => format!("session {name}"),
        OperationFact::Role(field) => reference_words(*field),
        OperationFact::Order(wires) => joined(wires, ", "),
        OperationFact::TakenValues(pairs) => taken_words(pairs),
        OperationFact::Standing(standing) => standing_words(standing),
    }
}

fn effect_words(effect: Effect) -> &'static str {
    match effect {
        Effect::MovesMoney => "moves money",
        Effect::Changes => "changes something",
        Effect::Reads => "reads",
    }
}

fn taken_words(pairs: &[(&str, Reference<'_>)]) -> String {
    let words = pairs
        .iter()
        .map(|(their, our)| format!("{their} from {}", reference_words(*our)));
    joined(words, ", ")
}

fn standing_words(standing: &Standing) -> String {
    let Standing {
        done,
        refused,
        pending,
    } = standing;
    let conditions = [("done", done), ("refused", refused), ("pending", pending)];
    let words = conditions.into_iter().filter_map(|(what, condition)| {
        let condition = condition.as_ref()?;
        Some(format!("{what} when {}", condition_words(condition)))
    });
    joined(words, "; ")
}
