//! Facts of an operation as a whole, in words.

use super::list::joined;
use super::message::{condition_words, encoding_words};
use super::recipe::{recipe_words, reference_words};
use super::record::record_use_words;
use crate::diff::change::facts::{Envelope, OperationFact, Recipe};
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
        OperationFact::Envelope(envelope) => envelope_words(envelope),
        OperationFact::Session(name) => format!("session {name}"),
        OperationFact::Role(field) => reference_words(*field),
        OperationFact::Order(wires) => joined(wires, ", "),
        OperationFact::GivenValues(pairs) => given_words(pairs),
        OperationFact::Inquiries(names) => joined(names.iter().map(ToString::to_string), ", then "),
        OperationFact::Standing(standing) => standing_words(standing),
        OperationFact::RecordUses(uses) => joined(uses.iter().map(record_use_words), "; "),
    }
}

fn envelope_words(envelope: &Envelope<'_>) -> String {
    match envelope {
        Envelope::Jwe { member, key } => format!("JWE in `{member}` with credential {key}"),
        Envelope::Cipher {
            cipher,
            member: None,
            ..
        } => format!("encrypted with cipher {cipher}"),
        Envelope::Cipher {
            cipher,
            member: Some(member),
            clear,
            content,
        } => {
            let content = content.map(|content| format!("{} ", encoding_words(content)));
            let content = content.unwrap_or_default();
            let beside = match clear.is_empty() {
                true => String::new(),
                false => format!(" beside {}", joined(clear, ", ")),
            };
            format!("{content}encrypted with cipher {cipher} in `{member}`{beside}")
        }
    }
}

fn effect_words(effect: Effect) -> &'static str {
    match effect {
        Effect::MovesMoney => "moves money",
        Effect::Changes => "changes something",
        Effect::Reads => "reads",
    }
}

fn given_words(pairs: &[(&str, Recipe<'_>)]) -> String {
    let words = pairs
        .iter()
        .map(|(field, value)| format!("{field} from {}", recipe_words(value)));
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
