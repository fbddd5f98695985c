//! When a field of a request must be there, before and after.

use crate::diff::change::facts::{self, FieldFact, Reference};
use crate::diff::change::{ChangeKind, Subject, SubjectPart};
use crate::diff::compare::comparison::Comparison;
use crate::diff::compare::limit::Turn;
use crate::diff::compare::recipe::{Scope, Side};
use crate::model::{
    Combination, CombinationWord, Expression, Field, FieldCondition, FieldRef, FieldTest,
    Notification, Presence, PresenceRules, Siblings, Source,
};

/// The fields among which conditions and combinations are, on both sides.
#[derive(Clone, Copy)]
pub(super) struct BothSiblings<'c, 'm> {
    pub old: Siblings<'m>,
    pub new: Siblings<'m>,
    pub scope: &'c Scope<'m>,
}

impl BothSiblings<'_, '_> {
    /// Whether a field of the old side is one of the new side. Members of objects are known by their names alone.
    fn is_same(self, old: FieldRef, new: FieldRef) -> bool {
        match (self.old, self.new) {
            (Siblings::Request(_), Siblings::Request(_)) => self.scope.is_same_field(old, new),
            (Siblings::Notification(old_members), Siblings::Notification(new_members)) => {
                let members = (old_members.get(old.index), new_members.get(new.index));
                matches!(members, (Some(old), Some(new)) if self.scope.is_same_member(&old.path, &new.path))
            }
            (old_siblings, new_siblings) => {
                let names = (old_siblings.field(old), new_siblings.field(new));
                matches!(names, (Some(old), Some(new)) if old.wire == new.wire)
            }
        }
    }
}

/// What a change shows of a presence.
pub(super) fn presence<'m>(siblings: Siblings<'m>, presence: &'m Presence) -> facts::Presence<'m> {
    match presence {
        Presence::Required => facts::Presence::Required,
        Presence::Optional => facts::Presence::Optional,
        Presence::Conditional(circumstances) => facts::Presence::Conditional(circumstances),
        Presence::ByRule(rules) => rules_fact(siblings, rules),
    }
}

fn rules_fact<'m>(siblings: Siblings<'m>, rules: &'m PresenceRules) -> facts::Presence<'m> {
    let PresenceRules {
        required_when,
        forbidden_when,
    } = rules;
    let condition = |condition: &'m FieldCondition| condition_fact(siblings, condition);
    facts::Presence::ByRule {
        required_when: required_when.as_ref().map(condition),
        forbidden_when: forbidden_when.as_ref().map(condition),
    }
}

fn condition_fact<'m>(
    siblings: Siblings<'m>,
    condition: &'m FieldCondition,
) -> facts::FieldCondition<'m> {
    let alternatives = condition.alternatives.iter().map(|tests| {
        let tests = tests.iter().map(|test| {
            let FieldTest { field, wanted } = test;
            (reference(siblings, *field), wanted)
        });
        tests.collect()
    });
    facts::FieldCondition {
        alternatives: alternatives.collect(),
    }
}

fn reference<'m>(siblings: Siblings<'m>, to: FieldRef) -> Reference<'m> {
    if let Siblings::Notification(members) = siblings {
        let member = members.get(to.index);
        return member.map_or(Reference::Nothing, |member| Reference::Member(&member.path));
    }
    match siblings.field(to) {
        Some(field) => Reference::Field {
            place: to.place,
            wire: &field.wire,
        },
        None => Reference::Nothing,
    }
}

/// Compares which members of a notification depend on the values of others. What becomes of members that only one side
/// has is told as such.
pub(in crate::diff::compare) fn compare_conditional_members<'m>(
    comparison: &mut Comparison<'m>,
    (subject, scope): (&Subject<'m>, &Scope<'m>),
    (old, new): (&'m Notification, &'m Notification),
) {
    let siblings = BothSiblings {
        old: Siblings::Notification(&old.fields),
        new: Siblings::Notification(&new.fields),
        scope,
    };
    for (old_index, old_field) in old.fields.iter().enumerate() {
        let mut fields = new.fields.iter().enumerate();
        let same = fields.find(|(_, field)| scope.is_same_member(&old_field.path, &field.path));
        let Some((new_index, new_field)) = same else {
            continue;
        };
        let (was, is) = (old.presence_rules(old_index), new.presence_rules(new_index));
        let when = |rules: Option<&'m PresenceRules>,
                    of: fn(&PresenceRules) -> &Option<FieldCondition>| {
            rules.and_then(|rules| of(rules).as_ref())
        };
        let required = (
            when(was, |rules| &rules.required_when),
            when(is, |rules| &rules.required_when),
        );
        let forbidden = (
            when(was, |rules| &rules.forbidden_when),
            when(is, |rules| &rules.forbidden_when),
        );
        let turns = [required, forbidden].map(|(old, new)| compare_rules(siblings, old, new));
        if turns == [Turn::Same, Turn::Same] {
            continue;
        }
        let fact = |siblings: Siblings<'m>, rules: &'m PresenceRules| {
            FieldFact::Presence(rules_fact(siblings, rules))
        };
        let part = SubjectPart::NotificationMember(vec![&new_field.path]);
        comparison.add(
            ChangeKind::AnswerReadingChanged,
            &subject.with_part(part),
            was.map(|rules| fact(siblings.old, rules)),
            is.map(|rules| fact(siblings.new, rules)),
        );
    }
}

/// Compares when the caller must give a field.
pub(super) fn compare_presence<'m>(
    comparison: &mut Comparison<'m>,
    subject: &Subject<'m>,
    siblings: BothSiblings<'_, 'm>,
    (old, new): (&'m Presence, &'m Presence),
) {
    for kind in presence_changes(siblings, old, new) {
        let old = FieldFact::Presence(presence(siblings.old, old));
        let new = FieldFact::Presence(presence(siblings.new, new));
        comparison.add_replaced(kind, subject, old, new);
    }
}

fn presence_changes(
    siblings: BothSiblings<'_, '_>,
    old: &Presence,
    new: &Presence,
) -> Vec<ChangeKind> {
    use Presence as P;
    match (old, new) {
        (P::Required, P::Required) => return Vec::new(),
        (P::Optional | P::Conditional(_) | P::ByRule(_), P::Required) => {
            return vec![ChangeKind::FieldRequired];
        }
        (P::Required, P::Optional | P::Conditional(_) | P::ByRule(_)) => {
            let tighter = new.forbidden_when().map(|_| ChangeKind::PresenceTightened);
            return Vec::from_iter(
                tighter
                    .into_iter()
                    .chain([ChangeKind::FieldNoLongerRequired]),
            );
        }
        (P::Optional | P::Conditional(_), P::Optional | P::Conditional(_)) => {
            return Vec::from_iter((old != new).then_some(ChangeKind::Documentation));
        }
        (P::Optional | P::Conditional(_), P::ByRule(_))
        | (P::ByRule(_), P::Optional | P::Conditional(_) | P::ByRule(_)) => {}
    }
    let turns = [
        compare_rules(siblings, old.required_when(), new.required_when()),
        compare_rules(siblings, old.forbidden_when(), new.forbidden_when()),
    ];
    match (
        turns.contains(&Turn::Tighter),
        turns.contains(&Turn::Looser),
    ) {
        (true, _) => vec![ChangeKind::PresenceTightened],
        (false, true) => vec![ChangeKind::PresenceLoosened],
        (false, false) => Vec::new(),
    }
}

/// What became of a rule: it is tighter where it holds for a request for which it did not.
fn compare_rules(
    siblings: BothSiblings<'_, '_>,
    old: Option<&FieldCondition>,
    new: Option<&FieldCondition>,
) -> Turn {
    let (old, new) = match (old, new) {
        (None, None) => return Turn::Same,
        (Some(_), None) => return Turn::Looser,
        (None, Some(_)) => return Turn::Tighter,
        (Some(old), Some(new)) => (old, new),
    };
    let same = |old: FieldRef, new: FieldRef| siblings.is_same(old, new);
    let is_narrowed = follows(new, old, &|new, old| same(old, new));
    let is_widened = follows(old, new, &same);
    match (is_widened, is_narrowed) {
        (true, true) => Turn::Same,
        (false, true) => Turn::Looser,
        (_, false) => Turn::Tighter,
    }
}

/// Whether one condition holds only where the other does, as far as single alternatives show it. `same` says whether a
/// field of the one is a field of the other.
fn follows(
    one: &FieldCondition,
    other: &FieldCondition,
    same: &dyn Fn(FieldRef, FieldRef) -> bool,
) -> bool {
    one.alternatives.iter().all(|tests| {
        let is_among = |wanted: &FieldTest| {
            let mut tests = tests.iter();
            tests
                .any(|test| same(test.field, wanted.field) && test.wanted.is_within(&wanted.wanted))
        };
        let mut others = other.alternatives.iter();
        others.any(|wanted| wanted.iter().all(is_among))
    })
}

/// Compares combinations of fields: those with the same fields by how many must be given, the others as a whole.
pub(super) fn compare_combinations<'m>(
    comparison: &mut Comparison<'m>,
    subject: &Subject<'m>,
    siblings: BothSiblings<'_, 'm>,
    (old, new): (&'m [Combination], &'m [Combination]),
) {
    let fact = |siblings: Siblings<'m>, combination: &'m Combination| {
        let Combination { word, members } = combination;
        let members = members.iter().map(|member| reference(siblings, *member));
        FieldFact::Combination(facts::Combination {
            word: *word,
            members: members.collect(),
        })
    };
    let is_same = |old: &Combination, new: &Combination| {
        let mut members = old.members.iter();
        let has = |old: &FieldRef| new.members.iter().any(|new| siblings.is_same(*old, *new));
        old.members.len() == new.members.len() && members.all(has)
    };
    for combination in old {
        let Some(other) = new.iter().find(|other| is_same(combination, other)) else {
            let kind = ChangeKind::PresenceLoosened;
            comparison.add_vanished(kind, subject, fact(siblings.old, combination));
            continue;
        };
        let kind = match turn_of_words(combination.word, other.word) {
            Turn::Same => continue,
            Turn::Looser => ChangeKind::PresenceLoosened,
            Turn::Tighter => ChangeKind::PresenceTightened,
        };
        let facts = (fact(siblings.old, combination), fact(siblings.new, other));
        comparison.add_replaced(kind, subject, facts.0, facts.1);
    }
    for combination in new
        .iter()
        .filter(|combination| !old.iter().any(|old| is_same(old, combination)))
    {
        let kind = ChangeKind::PresenceTightened;
        comparison.add_appeared(kind, subject, fact(siblings.new, combination));
    }
}

/// Only from exactly one to a word that allows more is every good request still one.
fn turn_of_words(old: CombinationWord, new: CombinationWord) -> Turn {
    match (old, new) {
        (old, new) if old == new => Turn::Same,
        (
            CombinationWord::ExactlyOneOf,
            CombinationWord::AtLeastOneOf | CombinationWord::AtMostOneOf,
        ) => Turn::Looser,
        (
            CombinationWord::ExactlyOneOf
            | CombinationWord::AtLeastOneOf
            | CombinationWord::AtMostOneOf
            | CombinationWord::AllOrNoneOf,
            CombinationWord::ExactlyOneOf
            | CombinationWord::AtLeastOneOf
            | CombinationWord::AtMostOneOf
            | CombinationWord::AllOrNoneOf,
        ) => Turn::Tighter,
    }
}

/// Compares a field that shows an optional credential: without the credential the field is left out, or no request is
/// made.
pub(super) fn compare_must_be_shown<'m>(
    comparison: &mut Comparison<'m>,
    subject: &Subject<'m>,
    siblings: BothSiblings<'_, 'm>,
    (old, new): (&'m Field, &'m Field),
) {
    let scope = siblings.scope;
    let shows_optional = |side: Side<'m>, field: &Field| match field.source {
        Source::Supplied(Expression::Credential(id)) => {
            let credential = side.vendor.credentials.get(id.0);
            credential.is_some_and(|credential| !credential.required)
        }
        _ => false,
    };
    // Whether the credential is required is a change of the credential.
    if !shows_optional(scope.old, old) || !shows_optional(scope.new, new) {
        return;
    }
    if old.presence != new.presence {
        let kind = match new.presence {
            Presence::Required => ChangeKind::PresenceTightened,
            Presence::Optional | Presence::Conditional(_) | Presence::ByRule(_) => {
                ChangeKind::PresenceLoosened
            }
        };
        let old = FieldFact::Presence(presence(siblings.old, &old.presence));
        let new = FieldFact::Presence(presence(siblings.new, &new.presence));
        comparison.add_replaced(kind, subject, old, new);
    }
}
