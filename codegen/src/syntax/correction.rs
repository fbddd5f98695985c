//! Tree → tree: what quirks correct. The keys of a construct hold the facts as the document gives them; a quirk
//! that overrides one says what it expects to find, so that a fact that has changed does not stay overridden.

use std::collections::HashMap;

use super::reader::{Fields, entries};
use super::shape;
use super::tree::{Entry, Node, Value};
use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::source::Span;

/// More keys than any construct has are not searched for a similar one.
const MOST_KEYS: usize = 64;
/// So much of a value is shown in a message.
const LONGEST_SHOWN: usize = 60;

/// Puts every correction to use, the outer before the inner: what is replaced as a whole takes its own
/// quirks with it, and those of its replacement count.
pub(super) fn correct(node: &mut Node, out: &mut Diagnostics) {
    match &mut node.value {
        Value::Mapping(facts) => {
            let changes = changes(facts, out);
            apply(changes, facts);
            // A replacement is looked into where it has been put, not in the quirk that it comes from.
            for fact in facts.iter_mut().filter(|fact| corrects_of(fact).is_empty()) {
                correct(&mut fact.value, out);
            }
        }
        Value::List(items) => items.iter_mut().for_each(|item| correct(item, out)),
        Value::Nothing | Value::Text(_) => {}
    }
}

/// What one quirk says of one fact; at least one of the sides is there, and they differ.
struct Correction<'t> {
    fact: &'t str,
    place: Span,
    /// What the document gives; `None` when it gives nothing.
    from: Option<&'t Node>,
    /// What is used instead; `None` when the fact is dropped.
    to: Option<&'t Node>,
}

/// What becomes of the entries of a construct.
#[derive(Default)]
struct Changes {
    /// New values by the position of the entry; `None` drops it.
    written: HashMap<usize, Option<Node>>,
    added: Vec<Entry>,
}

fn apply(mut changes: Changes, facts: &mut Vec<Entry>) {
    if !changes.written.is_empty() {
        let before = std::mem::take(facts);
        for (position, mut fact) in before.into_iter().enumerate() {
            match changes.written.remove(&position) {
                Some(None) => continue,
                Some(Some(value)) => fact.value = value,
                None => {}
            }
            facts.push(fact);
        }
    }
    facts.append(&mut changes.added);
}

fn changes(facts: &[Entry], out: &mut Diagnostics) -> Changes {
    let mut changes = Changes::default();
    let quirks: Vec<&Entry> = facts.iter().flat_map(corrects_of).collect();
    if quirks.is_empty() {
        return changes;
    }
    let written: HashMap<&str, (usize, &Entry)> = facts
        .iter()
        .enumerate()
        .map(|(position, fact)| (fact.key.as_str(), (position, fact)))
        .collect();
    let mut corrected: HashMap<&str, Span> = HashMap::new();
    for correction in corrections(&quirks, out) {
        if out.is_full() {
            break;
        }
        if let Some(first) = corrected.get(correction.fact) {
            out.push(twice(&correction, *first));
            continue;
        }
        corrected.insert(correction.fact, correction.place);
        match (written.get(correction.fact), correction.from) {
            (Some((position, fact)), from) => {
                if !from.is_some_and(|from| same(from, &fact.value)) {
                    out.push(stale(&correction, &fact.value));
                }
                // Used even when stale: the value beside it may be none that kpg can read, and one mistake
                // is reported once.
                changes.written.insert(*position, correction.to.cloned());
            }
            (None, Some(_)) => out.push(not_beside(&correction, facts)),
            (None, None) => changes.added.extend(correction.to.map(|to| Entry {
                key: correction.fact.to_owned(),
                key_span: correction.place,
                value: to.clone(),
            })),
        }
    }
    changes
}

/// The `corrects` of a `quirk: {…}` or `quirks: [{…}, …]`.
fn corrects_of(fact: &Entry) -> Vec<&Entry> {
    let quirks = match (fact.key.as_str(), &fact.value.value) {
        ("quirk", Value::Mapping(_)) => std::slice::from_ref(&fact.value),
        ("quirks", Value::List(quirks)) => quirks.as_slice(),
        _ => &[],
    };
    quirks.iter().filter_map(corrects).collect()
}

/// A quirk explains itself in text. A member that the vendor calls `quirk` does not.
fn corrects(quirk: &Node) -> Option<&Entry> {
    let explains = |part: &Entry| {
        matches!(part.key.as_str(), "says" | "seen" | "chosen")
            && matches!(part.value.value, Value::Text(_))
    };
    let parts = quirk.entries();
    let corrects = parts.iter().find(|part| part.key == "corrects")?;
    parts.iter().any(explains).then_some(corrects)
}

fn corrections<'t>(quirks: &[&'t Entry], out: &mut Diagnostics) -> Vec<Correction<'t>> {
    let mut list = Vec::new();
    for quirk in quirks {
        let facts = entries(&quirk.value, quirk.key_span, out);
        if facts.is_some_and(<[_]>::is_empty) {
            let nothing = Diagnostic::new(
                DiagnosticCode::MissingKey,
                quirk.key_span,
                "`corrects` names no fact",
            )
            .help("name a key that stands beside the quirk: `corrects: { length: { from: \"13\", to: \"14\" } }`");
            out.push(nothing);
        }
        for fact in facts.unwrap_or_default() {
            if out.is_full() {
                break;
            }
            list.extend(correction(fact, out));
        }
    }
    list
}

fn correction<'t>(fact: &'t Entry, out: &mut Diagnostics) -> Option<Correction<'t>> {
    if !is_fact(&fact.key) {
        let itself = Diagnostic::new(
            DiagnosticCode::BadValue,
            fact.key_span,
            format!("a quirk cannot correct `{}`", fact.key),
        )
        .help("name a key that holds a fact of the document");
        out.push(itself);
        return None;
    }
    let fields = Fields::read(&fact.value, fact.key_span, &shape::CORRECTION, out)?;
    let (from, to) = (fields.entry("from"), fields.entry("to"));
    let sides = entries(&fact.value, fact.key_span, out)?;
    if sides.is_empty() {
        let neither = Diagnostic::new(
            DiagnosticCode::MissingKey,
            fact.key_span,
            format!("the correction of `{}` has neither side", fact.key),
        )
        .label("needs `from`, `to` or both")
        .help("`from` is what the document gives, `to` is what is used instead");
        out.push(neither);
        return None;
    }
    // A side under a misspelt key has been reported; to take it for absent would say the opposite.
    if sides.len() > usize::from(from.is_some()) + usize::from(to.is_some()) {
        return None;
    }
    let sound = [from, to]
        .into_iter()
        .flatten()
        .all(|side| something(side, out));
    let correction = Correction {
        fact: &fact.key,
        place: fact.key_span,
        from: from.map(|from| &from.value),
        to: to.map(|to| &to.value),
    };
    (sound && corrects_something(&correction, out)).then_some(correction)
}

fn something(side: &Entry, out: &mut Diagnostics) -> bool {
    let sound = side.value.value != Value::Nothing;
    if !sound {
        let nothing = Diagnostic::new(
            DiagnosticCode::WrongShape,
            side.key_span,
            "expected a value, found nothing",
        )
        .help(match side.key.as_str() {
            "from" => "leave `from` out when the document gives nothing",
            _ => "leave `to` out when the fact is not used",
        });
        out.push(nothing);
    }
    sound
}

fn corrects_something(correction: &Correction<'_>, out: &mut Diagnostics) -> bool {
    let (Some(from), Some(to)) = (correction.from, correction.to) else {
        return true;
    };
    if !same(from, to) {
        return true;
    }
    let equal = Diagnostic::new(
        DiagnosticCode::BadValue,
        to.span,
        format!("the correction of `{}` changes nothing", correction.fact),
    )
    .also(from.span, "the same")
    .help("remove it; a quirk may explain without correcting");
    out.push(equal);
    false
}

/// Whether a key holds something that a document says, and not something about it.
fn is_fact(key: &str) -> bool {
    !matches!(key, "quirk" | "quirks" | shape::OPEN)
}

fn twice(correction: &Correction<'_>, first: Span) -> Diagnostic {
    let message = format!("two quirks correct `{}`", correction.fact);
    Diagnostic::new(DiagnosticCode::Conflict, correction.place, message)
        .label("again here")
        .also(first, "first here")
        .help("leave it to one of them")
}

fn not_beside(correction: &Correction<'_>, facts: &[Entry]) -> Diagnostic {
    let keys = facts.iter().map(|fact| fact.key.as_str());
    let keys = keys.filter(|key| is_fact(key));
    let message = format!(
        "the quirk corrects `{}`, which does not stand beside it",
        correction.fact
    );
    Diagnostic::new(DiagnosticCode::UnknownName, correction.place, message)
        .note("the document's value stands beside the quirk and again in `from`; when the document gives none any more, the quirk no longer applies")
        .suggest(correction.fact, keys.take(MOST_KEYS))
}

/// The quirk was written for another state of the document.
fn stale(correction: &Correction<'_>, written: &Node) -> Diagnostic {
    let fact = correction.fact;
    let says = shown(written);
    let stale = |message: String| {
        Diagnostic::new(DiagnosticCode::StaleQuirk, written.span, message).label("this has changed")
    };
    match (correction.from, correction.to) {
        (_, Some(to)) if same(to, written) => stale(format!(
            "the quirk no longer applies: the spec now says `{fact}: {says}`, as the quirk chose"
        ))
        .also(to.span, "chosen here")
        .help(format!(
            "remove the correction of `{fact}`, and the quirk if it says nothing else"
        )),
        (Some(from), _) => stale(format!(
            "the quirk no longer applies: it expects `{fact}: {}`, and the spec now says `{says}`",
            shown(from)
        ))
        .also(from.span, "expected here")
        .help("remove the quirk, or read the document again and say what it expects now"),
        (None, _) => stale(format!(
            "the quirk no longer applies: it expects no `{fact}`, and the spec now says `{says}`"
        ))
        .also(correction.place, "expected to be absent")
        .help("remove the quirk, or read the document again and say in `from` what it expects now"),
    }
}

/// A value on one line, cut where it is long.
fn shown(node: &Node) -> String {
    let text = node.inline();
    match text.char_indices().nth(LONGEST_SHOWN) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text,
    }
}

/// Whether two values are written alike, wherever they stand and however they are quoted.
fn same(one: &Node, other: &Node) -> bool {
    match (&one.value, &other.value) {
        (Value::List(one), Value::List(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same(one, other))
        }
        (Value::Mapping(one), Value::Mapping(other)) => {
            let alike = |(one, other): (&Entry, &Entry)| {
                one.key == other.key && same(&one.value, &other.value)
            };
            one.len() == other.len() && one.iter().zip(other).all(alike)
        }
        (one, other) => one == other,
    }
}
