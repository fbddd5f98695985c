//! What follows a request in two specs: the inquiry and what its answer says, the net-cancel, and where refusals
//! lead. The request itself is compared elsewhere.

use std::collections::{BTreeMap, BTreeSet};

use super::comparison::Comparison;
use super::matching::matched;
use super::placed::same_fields;
use super::scope::Scope;
use super::{ChangeKind, Subject, answer};
use crate::model::{FieldRef, FollowUp, Inquiry, Next, Operation, Presence, Standing, Vendor};

pub(super) fn compare(
    comparison: &mut Comparison<'_>,
    at: &Subject,
    scope: &Scope<'_>,
    (old, new): (&Operation, &Operation),
) {
    let asks = (old.inquiry.as_ref(), new.inquiry.as_ref());
    let request = |inquiry: Option<&'_ Inquiry>| inquiry.map(|inquiry| inquiry.request.clone());
    let (before, after) = (request(asks.0), request(asks.1));
    let at_inquiry = at.part("inquiry");
    follow_up(
        comparison,
        &at_inquiry,
        scope,
        (before.as_ref(), after.as_ref()),
    );
    if let (Some(old), Some(new)) = asks {
        standing(comparison, &at_inquiry, old, new);
    }
    let takes_back = (old.net_cancel.as_ref(), new.net_cancel.as_ref());
    follow_up(comparison, &at.part("net_cancel"), scope, takes_back);
    leads(comparison, &at.part("next"), scope, (old, new));
}

/// The operation that follows, by its name.
fn name(vendor: &Vendor, follow_up: &FollowUp) -> String {
    let operation = vendor.operations.get(follow_up.operation.0);
    operation.map_or_else(String::new, |operation| operation.name.to_string())
}

/// The inquiry or net-cancel of an operation.
fn follow_up(
    comparison: &mut Comparison<'_>,
    at: &Subject,
    scope: &Scope<'_>,
    (old, new): (Option<&FollowUp>, Option<&FollowUp>),
) {
    let (before, after) = (comparison.old, comparison.new);
    let (old, new) = match (old, new) {
        (None, None) => return,
        (None, Some(new)) => {
            return comparison.appeared(ChangeKind::FollowUpAdded, at, name(after, new));
        }
        (Some(old), None) => {
            return comparison.vanished(ChangeKind::FollowUpRemoved, at, name(before, old));
        }
        (Some(old), Some(new)) => (old, new),
    };
    if !same_operation(comparison, old, new) {
        let (old, new) = (name(before, old), name(after, new));
        return comparison.turned(ChangeKind::FollowUpChanged, at, old, new);
    }
    if let Some(taken) = Taken::of(comparison, scope, old, new) {
        taken.told(comparison, ChangeKind::FollowUpFieldsChanged, at);
    }
}

fn same_operation(comparison: &Comparison<'_>, old: &FollowUp, new: &FollowUp) -> bool {
    let FollowUp {
        operation,
        fields: _,
    } = old;
    let operations = &comparison.same.operations;
    operations.are(operation.0, new.operation.0)
}

/// What a request that follows takes from the first one, where that differs.
struct Taken {
    old: String,
    new: String,
    /// Whether other required fields are given, whatever their values are.
    others_given: bool,
}

impl Taken {
    fn of(
        comparison: &Comparison<'_>,
        scope: &Scope<'_>,
        old: &FollowUp,
        new: &FollowUp,
    ) -> Option<Self> {
        let old_asked = comparison.old.operations.get(old.operation.0)?;
        let new_asked = comparison.new.operations.get(new.operation.0)?;
        let theirs = same_fields(old_asked, new_asked);
        let translated = old
            .fields
            .iter()
            .map(|(their, our)| Some((*theirs.get(their)?, *scope.fields.get(our)?)));
        let translated: Option<BTreeSet<(FieldRef, FieldRef)>> = translated.collect();
        let now: BTreeSet<(FieldRef, FieldRef)> = new.fields.iter().copied().collect();
        if translated.as_ref() == Some(&now) {
            return None;
        }
        Some(Self {
            old: pairs(old, old_asked, &scope.old.name),
            new: pairs(new, new_asked, &scope.new.name),
            others_given: given(old, old_asked, Some(&theirs)) != given(new, new_asked, None),
        })
    }

    fn told(self, comparison: &mut Comparison<'_>, kind: ChangeKind, at: &Subject) {
        comparison.turned(kind, at, self.old, self.new);
    }
}

fn pairs(follow_up: &FollowUp, asked: &Operation, ours: &dyn Fn(FieldRef) -> String) -> String {
    let pairs = follow_up.fields.iter().map(|(their, our)| {
        let their = asked.field(*their).map(|field| field.wire.as_str());
        format!("{} from {}", their.unwrap_or_default(), ours(*our))
    });
    pairs.collect::<Vec<_>>().join(", ")
}

/// The required fields that are given, as the new spec refers to them; `None` stands for one that it has not.
fn given(
    follow_up: &FollowUp,
    asked: &Operation,
    translation: Option<&BTreeMap<FieldRef, FieldRef>>,
) -> BTreeSet<Option<FieldRef>> {
    let theirs = follow_up.fields.iter().map(|(their, _)| *their);
    let required = theirs.filter(|their| {
        let field = asked.field(*their);
        field.is_some_and(|field| field.presence == Presence::Required)
    });
    let here = |their: FieldRef| match translation {
        Some(translation) => translation.get(&their).copied(),
        None => Some(their),
    };
    required.map(here).collect()
}

/// What the answer to an inquiry says.
fn standing(comparison: &mut Comparison<'_>, at: &Subject, old: &Inquiry, new: &Inquiry) {
    let Inquiry {
        request: _,
        standing,
    } = old;
    let told = |standing: &Standing| {
        let Standing {
            done,
            refused,
            pending,
        } = standing;
        let all = [("done", done), ("refused", refused), ("pending", pending)];
        let told = all.into_iter().filter_map(|(what, condition)| {
            Some(format!("{what} when {}", answer::told(condition.as_ref()?)))
        });
        told.collect::<Vec<_>>().join("; ")
    };
    let at = at.item("standing");
    match (standing, &new.standing) {
        (None, None) => {}
        (None, Some(new)) => comparison.appeared(ChangeKind::StandingAdded, &at, told(new)),
        (Some(old), None) => comparison.vanished(ChangeKind::StandingRemoved, &at, told(old)),
        (Some(old), Some(new)) => {
            let (old, new) = (told(old), told(new));
            comparison.fact(ChangeKind::StandingChanged, &at, (&old, &new), |told| {
                Some(told.clone())
            });
        }
    }
}

/// Where refusals lead, code by code.
fn leads(
    comparison: &mut Comparison<'_>,
    at: &Subject,
    scope: &Scope<'_>,
    (old, new): (&Operation, &Operation),
) {
    let (before, after) = (comparison.old, comparison.new);
    let same = matched(
        &old.next,
        &new.next,
        &[&|a, b| a.code == b.code, &|a, b| {
            code_name(before, old, a) == code_name(after, new, b)
        }],
    );
    for (old, new) in same.pairs(&old.next, &new.next) {
        lead(comparison, &at.item(&new.code), scope, (old, new));
    }
    for old in same.removed(&old.next) {
        let told = name(before, &old.request);
        comparison.vanished(ChangeKind::NextRemoved, &at.item(&old.code), told);
    }
    for new in same.added(&new.next) {
        let told = name(after, &new.request);
        comparison.appeared(ChangeKind::NextAdded, &at.item(&new.code), told);
    }
}

/// How a code is called in Rust.
fn code_name<'v>(vendor: &'v Vendor, operation: &Operation, next: &Next) -> Option<&'v str> {
    let set = vendor.code_sets.get(operation.answer.codes.0)?;
    let code = set.codes.iter().find(|code| code.wire == next.code)?;
    Some(code.name.snake())
}

fn lead(
    comparison: &mut Comparison<'_>,
    at: &Subject,
    scope: &Scope<'_>,
    (old, new): (&Next, &Next),
) {
    // The code itself is compared in its set.
    let Next { code: _, request } = old;
    if !same_operation(comparison, request, &new.request) {
        let old = name(comparison.old, request);
        let new = name(comparison.new, &new.request);
        return comparison.turned(ChangeKind::NextChanged, at, old, new);
    }
    if let Some(taken) = Taken::of(comparison, scope, request, &new.request) {
        let kind = match taken.others_given {
            true => ChangeKind::NextGivenChanged,
            false => ChangeKind::FollowUpFieldsChanged,
        };
        taken.told(comparison, kind, at);
    }
}
