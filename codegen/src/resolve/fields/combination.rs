//! Combinations of fields that the caller gives or leaves out together: their names, and that each can be obeyed.

use super::condition::{Among, Owner, named};
use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::{
    Combination, Field, FieldCondition, FieldRef, FieldTest, Place, Presence, can_both_hold,
};
use crate::resolve::context::References;
use crate::syntax::reader::Text;
use crate::syntax::spec::{self, Named};
use crate::words::CombinationWord;

/// The combinations of the fields of a request, which stand in every place of [`Place::REQUEST`].
pub(crate) fn request_combinations(
    written: &[spec::Combination],
    references: &References<'_>,
    fields: &[Vec<Field>; 5],
    out: &mut Diagnostics,
) -> Vec<Combination> {
    let among = Among {
        fields: references,
        of: Owner::Request,
    };
    let field = |at: FieldRef| {
        let mut places = Place::REQUEST.into_iter().zip(fields);
        let (_, list) = places.find(|(place, _)| *place == at.place)?;
        list.get(at.index)
    };
    combinations(written, &among, &field, out)
}

/// Combinations of fields, which are looked up by their references.
pub(super) fn combinations<'f>(
    written: &[spec::Combination],
    among: &Among<'_, '_>,
    field: &dyn Fn(FieldRef) -> Option<&'f Field>,
    out: &mut Diagnostics,
) -> Vec<Combination> {
    let combinations = written.iter().filter_map(|combination| {
        let members = members(combination, among, out)?;
        let fields: Vec<(&Text, &Field)> = combination
            .members
            .iter()
            .zip(&members)
            .filter_map(|(name, at)| Some((name, field(*at)?)))
            .collect();
        none_is_required(combination, &fields, out);
        can_be_obeyed(combination, &fields, out);
        let word = combination.word.value;
        Some(Combination { word, members })
    });
    combinations.collect()
}

fn members(
    combination: &spec::Combination,
    among: &Among<'_, '_>,
    out: &mut Diagnostics,
) -> Option<Vec<FieldRef>> {
    let mut members: Vec<FieldRef> = Vec::new();
    for name in &combination.members {
        let Some((at, entry)) = named(among, name, out) else {
            continue;
        };
        if is_supplied(name, entry, out) {
            continue;
        }
        if members.contains(&at) {
            let twice = format!("`{}` is in the combination twice", name.value);
            out.push(Diagnostic::new(DiagnosticCode::Conflict, name.span, twice));
            continue;
        }
        members.push(at);
    }
    if combination.members.len() < 2 {
        let small = Diagnostic::new(
            DiagnosticCode::WrongShape,
            combination.word.span,
            "a combination has two fields or more",
        );
        out.push(small.help("say of one field when it must be there with its `presence`"));
        return None;
    }
    (members.len() == combination.members.len()).then_some(members)
}

/// What the client supplies is always there, and belongs to no combination.
fn is_supplied(name: &Text, entry: &Named<spec::Field>, out: &mut Diagnostics) -> bool {
    let is_supplied = entry.value.from.is_some() || entry.value.constant.is_some();
    if is_supplied {
        let conflict = Diagnostic::new(
            DiagnosticCode::Conflict,
            name.span,
            format!("`{}` is not given by the caller", name.value),
        );
        out.push(conflict.also(entry.name.span, "supplied here"));
    }
    is_supplied
}

fn none_is_required(
    combination: &spec::Combination,
    fields: &[(&Text, &Field)],
    out: &mut Diagnostics,
) {
    let mut required = fields.iter();
    let required = required.find(|(_, field)| field.presence == Presence::Required);
    let Some((name, _)) = required else { return };
    let follows = match combination.word.value {
        CombinationWord::ExactlyOneOf | CombinationWord::AtMostOneOf => {
            "no other one could ever be given"
        }
        CombinationWord::AtLeastOneOf => "the combination asks for nothing more",
        CombinationWord::AllOrNoneOf => "all of them would always be required",
    };
    let conflict = Diagnostic::new(
        DiagnosticCode::Conflict,
        name.span,
        format!("`{}` is required, so {follows}", name.value),
    );
    out.push(
        conflict
            .help("remove `presence: required` from the field, or the field from the combination"),
    );
}

/// There must be no request that breaks the combination whatever is given.
fn can_be_obeyed(
    combination: &spec::Combination,
    fields: &[(&Text, &Field)],
    out: &mut Diagnostics,
) {
    let required = |field: &'_ Field| alternatives(field.presence.required_when());
    let forbidden = |field: &'_ Field| alternatives(field.presence.forbidden_when());
    let word = combination.word.value;
    let is_limited = matches!(
        word,
        CombinationWord::ExactlyOneOf | CombinationWord::AtMostOneOf
    );
    for (index, (name, field)) in fields.iter().enumerate() {
        for (other_index, (other_name, other)) in fields.iter().enumerate() {
            let clash = match word {
                _ if index == other_index => continue,
                _ if is_limited && index < other_index => {
                    meet(&required(field), &required(other)).then_some("both be required")
                }
                CombinationWord::AllOrNoneOf => {
                    meet(&required(field), &forbidden(other)).then_some("be required and forbidden")
                }
                _ => None,
            };
            if let Some(clash) = clash {
                let message = format!("`{}` and `{}` can {clash}", name.value, other_name.value);
                let conflict = Diagnostic::new(DiagnosticCode::Conflict, other_name.span, message);
                let conflict = conflict.also(
                    combination.word.span,
                    "no such request obeys the combination",
                );
                out.push(conflict.help("let their conditions ask one field for different values"));
            }
        }
    }
    let needs_one = matches!(
        word,
        CombinationWord::ExactlyOneOf | CombinationWord::AtLeastOneOf
    );
    let all: Vec<_> = fields.iter().map(|(_, field)| forbidden(field)).collect();
    if needs_one && all_meet(&all) {
        let conflict = Diagnostic::new(
            DiagnosticCode::Conflict,
            combination.word.span,
            "all fields of the combination can be forbidden at once",
        );
        out.push(conflict.help("let their conditions ask one field for different values"));
    }
}

type Alternatives = Vec<Vec<FieldTest>>;

fn alternatives(condition: Option<&FieldCondition>) -> Alternatives {
    condition.map_or_else(Vec::new, |condition| condition.alternatives.clone())
}

fn meet(some: &Alternatives, others: &Alternatives) -> bool {
    some.iter()
        .any(|tests| others.iter().any(|other| can_both_hold(tests, other)))
}

/// Whether an alternative of each can hold at once.
fn all_meet(all: &[Alternatives]) -> bool {
    /// Beyond so many combinations none is looked for.
    const MOST: usize = 256;
    let mut combined: Alternatives = vec![Vec::new()];
    for alternatives in all {
        let next = combined.iter().flat_map(|tests| {
            let possible = alternatives
                .iter()
                .filter(|other| can_both_hold(tests, other));
            possible.map(|other| [tests.as_slice(), other].concat())
        });
        combined = next.take(MOST).collect();
    }
    !combined.is_empty()
}
