//! The rules for the value of one field, before and after. Which rule lets through what is decided in `limit.rs`.

use super::comparison::Comparison;
use super::limit::{self, Turn};
use super::{ChangeKind, Subject, words};
use crate::model::{Characters, Field, Kind, Vendor};

/// What the value of a field may be, in one line.
pub(super) fn limits_told(vendor: &Vendor, field: &Field) -> String {
    let mut facts = vec![words::kind(vendor, &field.kind)];
    facts.extend(field.length.map(words::length));
    facts.extend(field.count.map(words::count));
    facts.extend(field.characters.as_ref().map(characters));
    facts.extend(field.multiline.then(|| words::lines(true).to_owned()));
    facts.join(", ")
}

fn characters(characters: &Characters) -> String {
    match characters {
        Characters::Only(ranges) => {
            let range = |(first, last): &(char, char)| match first == last {
                true => format!("{first:?}"),
                false => format!("{first:?} to {last:?}"),
            };
            let ranges: Vec<String> = ranges.iter().map(range).collect();
            format!("only {}", ranges.join(", "))
        }
        Characters::Without(listed) => format!("without {listed:?}"),
    }
}

/// How long a text is, how many items a list has, and which characters they may have.
pub(super) fn limits(comparison: &mut Comparison<'_>, at: &Subject, (old, new): (&Field, &Field)) {
    let kind = match limit::length(old.length, new.length) {
        Turn::Same => None,
        // Every value of a closed enumeration fits: the compiler has checked that.
        _ if is_closed(comparison.new, &new.kind) => Some(ChangeKind::Fact),
        Turn::Looser => Some(ChangeKind::LengthLoosened),
        Turn::Tighter => Some(ChangeKind::LengthTightened),
    };
    if let Some(kind) = kind {
        let words = |field: &Field| field.length.map(words::length);
        comparison.add(kind, at, words(old), words(new));
    }
    let kind = match limit::count(old.count, new.count) {
        Turn::Same => None,
        Turn::Looser => Some(ChangeKind::CountLoosened),
        Turn::Tighter => Some(ChangeKind::CountTightened),
    };
    if let Some(kind) = kind {
        let words = |field: &Field| field.count.map(words::count);
        comparison.add(kind, at, words(old), words(new));
    }
    let kind = match limit::characters(old.characters.as_ref(), new.characters.as_ref()) {
        Turn::Same => None,
        Turn::Looser => Some(ChangeKind::CharactersLoosened),
        Turn::Tighter => Some(ChangeKind::CharactersTightened),
    };
    if let Some(kind) = kind {
        let allowed = |field: &Field| field.characters.as_ref().map(characters);
        comparison.add(kind, at, allowed(old), allowed(new));
    }
    if old.multiline != new.multiline {
        let kind = match new.multiline {
            true => ChangeKind::CharactersLoosened,
            false => ChangeKind::CharactersTightened,
        };
        comparison.turned(
            kind,
            at,
            words::lines(old.multiline),
            words::lines(new.multiline),
        );
    }
}

/// Whether a field is one of a closed list of values.
fn is_closed(vendor: &Vendor, kind: &Kind) -> bool {
    let Kind::Enumeration(id) = kind else {
        return false;
    };
    let declared = vendor.enumerations.get(id.0);
    declared.is_some_and(|enumeration| !enumeration.open)
}
