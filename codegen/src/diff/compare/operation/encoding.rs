//! How the body of a request is encoded, for every way to build a client.

use std::collections::BTreeSet;

use crate::diff::change::facts::OperationFact;
use crate::diff::change::{ChangeKind, Subject};
use crate::diff::compare::comparison::Comparison;
use crate::model::{BodyEncoding, OptionId, Request, Vendor};

pub(super) fn compare_encodings<'m>(
    comparison: &mut Comparison<'m>,
    subject: &Subject<'m>,
    old: &'m Request,
    new: &'m Request,
) {
    let set = |encodings: &[BodyEncoding]| encodings.iter().copied().collect::<BTreeSet<_>>();
    let (was, is) = (set(&old.encodings), set(&new.encodings));
    // Another default alone is one of the option, which is compared where it is declared.
    let kind = match is_sent_alike(comparison, &old.encodings, &new.encodings) {
        true => ChangeKind::EncodingAdded,
        false => ChangeKind::EncodingChanged,
    };
    comparison.compare(kind, subject, (was, is), OperationFact::Encodings);
}

/// Compares the documented content types of the encodings that both specs know.
pub(super) fn compare_content_types<'m>(
    comparison: &mut Comparison<'m>,
    subject: &Subject<'m>,
    old: &'m Request,
    new: &'m Request,
) {
    let both = old
        .encodings
        .iter()
        .filter(|encoding| new.encodings.contains(encoding));
    for encoding in both.copied() {
        let documented = |operation: &'m Request| {
            let text = operation.content_types.get(&encoding)?;
            Some((encoding, text.as_str()))
        };
        let fact = |(encoding, text)| OperationFact::ContentType(encoding, text);
        let kind = ChangeKind::ContentTypeChanged;
        comparison.compare_optional(kind, subject, (documented(old), documented(new)), fact);
    }
}

/// Compares how queries and forms are escaped, where both specs have one.
pub(super) fn compare_escaping<'m>(
    comparison: &mut Comparison<'m>,
    subject: &Subject<'m>,
    old: &'m Request,
    new: &'m Request,
) {
    let escaped = |operation: &Request| {
        let mut encodings = operation.encodings.iter();
        let sends_form = encodings.any(|encoding| !encoding.row().holds_structures);
        sends_form || !operation.query.is_empty()
    };
    if escaped(old) && escaped(new) {
        let both = (old.escaping, new.escaping);
        let kind = ChangeKind::EscapingChanged;
        comparison.compare(kind, subject, both, OperationFact::Escaping);
    }
}

/// Whether every client that could be built sends what it sent before.
fn is_sent_alike(comparison: &Comparison<'_>, was: &[BodyEncoding], is: &[BodyEncoding]) -> bool {
    // A setting that only one spec knows is the default of the other.
    let chosen: Vec<Option<BodyEncoding>> = match was.len() > 1 {
        true => was.iter().copied().map(Some).chain([None]).collect(),
        false => vec![None],
    };
    chosen.into_iter().all(|chosen| {
        let is_available = chosen.is_none_or(|chosen| is.len() < 2 || is.contains(&chosen));
        is_available && sent(comparison.old, was, chosen) == sent(comparison.new, is, chosen)
    })
}

/// The encoding that a client sends, by the one that was chosen when it was built.
fn sent(
    vendor: &Vendor,
    encodings: &[BodyEncoding],
    chosen: Option<BodyEncoding>,
) -> Option<BodyEncoding> {
    match encodings {
        [only] => Some(*only),
        [] => None,
        [_, _, ..] => chosen.or(default_encoding(vendor)),
    }
}

fn default_encoding(vendor: &Vendor) -> Option<BodyEncoding> {
    let OptionId(id) = vendor.encoding_option?;
    let choice = vendor.options.get(id)?.choices.first()?;
    let mut encodings = BodyEncoding::ALL.iter().copied();
    encodings.find(|encoding| encoding.word() == choice.name.snake())
}
