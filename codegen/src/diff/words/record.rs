//! What the vendor remembers between calls, and what operations do with it, in words.

use super::list::joined;
use crate::diff::change::facts::{MemberFact, RecordUseFact};
use crate::model::{Record, Tells};

pub(super) fn record_words(record: &Record) -> String {
    let mut words = vec![format!(
        "found by {}",
        joined(record.keys.iter().map(|key| key.snake()), ", ")
    )];
    words.extend(
        record
            .elsewhere
            .iter()
            .map(|why| format!("made elsewhere: {why}")),
    );
    let refused = record.refused.iter();
    words.extend(refused.map(|refusal| {
        format!(
            "{} {}",
            refusal.problem.word(),
            joined(&refusal.codes, " or ")
        )
    }));
    let told = record.told.iter();
    words.extend(told.map(|told| {
        let tells = match &told.tells {
            Tells::Key(name) => name.snake().to_owned(),
            Tells::Fact(fact) => fact.word().to_owned(),
            Tells::State(states) => {
                let states = states.iter();
                let states = states.map(|(state, value)| format!("{} {value}", state.word()));
                format!("({})", joined(states, ", "))
            }
        };
        format!("`{}` tells {tells}", told.member)
    }));
    words.join("; ")
}

pub(super) fn record_use_words(one: &RecordUseFact<'_>) -> String {
    let keys = one.keys.iter();
    let keys = keys.map(|(name, at)| format!("{name} in {}", member_words(*at)));
    let mut words = format!(
        "{} {} by {}",
        one.effect.word(),
        one.record,
        joined(keys, ", ")
    );
    let members = [
        ("amount", one.amount),
        ("left", one.left),
        ("leaves", one.leaves),
    ];
    for (word, at) in members {
        if let Some(at) = at {
            words.push_str(&format!(", {word} in {}", member_words(at)));
        }
    }
    if !one.untold.is_empty() {
        let members = one.untold.iter().map(|path| format!("`{path}`"));
        words.push_str(&format!(", told by no {}", joined(members, ", ")));
    }
    for (word, is_said) in [("all of it", one.all), ("pending at first", one.pending)] {
        if is_said {
            words.push_str(&format!(", {word}"));
        }
    }
    words
}

fn member_words(member: MemberFact<'_>) -> String {
    match member {
        MemberFact::Sent(wire) => format!("`{wire}`"),
        MemberFact::Answered(path) => format!("`{path}` of the answer"),
    }
}
