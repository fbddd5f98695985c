//! What follows a request in two specs: the inquiry and what its answer says, the net-cancel, and where refusals lead.
//! The request itself is compared elsewhere.

use std::collections::{BTreeMap, BTreeSet};

use super::placed::same_fields;
use crate::diff::change::facts::OperationFact;
use crate::diff::change::{ChangeKind, Fact, Subject, SubjectPart};
use crate::diff::compare::answer::is_same_condition;
use crate::diff::compare::comparison::Comparison;
use crate::diff::compare::matching::matched;
use crate::diff::compare::recipe::{Scope, Side};
use crate::model::{FieldRef, FollowUp, Inquiry, Next, Operation, Presence, Standing, Vendor};

pub(super) fn compare_follow_ups<'m>(
    comparison: &mut Comparison<'m>,
    subject: &Subject<'m>,
    scope: &Scope<'m>,
    (old, new): (&'m Operation, &'m Operation),
) {
    let inquiries = (old.inquiry.as_ref(), new.inquiry.as_ref());
    let request = |inquiry: &'m Inquiry| &inquiry.request;
    let requests = (inquiries.0.map(request), inquiries.1.map(request));
    let inquiry = &subject.with_part(SubjectPart::Inquiry);
    compare_follow_up(comparison, inquiry, scope, requests);
    if let (Some(old), Some(new)) = inquiries {
        let standing = &subject.with_part(SubjectPart::Standing);
        compare_standing(comparison, standing, old, new);
    }
    let net_cancels = (old.net_cancel.as_ref(), new.net_cancel.as_ref());
    let net_cancel = &subject.with_part(SubjectPart::NetCancel);
    compare_follow_up(comparison, net_cancel, scope, net_cancels);
    compare_next(comparison, subject, scope, (old, new));
}

/// The name of the operation that follows.
fn name<'m>(vendor: &'m Vendor, follow_up: &FollowUp) -> Option<Fact<'m>> {
    let operation = vendor.operations.get(follow_up.operation.0);
    operation.map(|operation| Fact::Name(&operation.name))
}

/// Compares the inquiry or the net-cancel of an operation.
fn compare_follow_up<'m>(
    comparison: &mut Comparison<'m>,
    subject: &Subject<'m>,
    scope: &Scope<'m>,
    (old, new): (Option<&'m FollowUp>, Option<&'m FollowUp>),
) {
    let kind = match (old, new) {
        (None, None) => return,
        (None, Some(_)) => ChangeKind::FollowUpAdded,
        (Some(_), None) => ChangeKind::FollowUpRemoved,
        (Some(old), Some(new)) if is_same_operation(comparison, old, new) => {
            if let Some(taken) = Taken::compare(comparison, scope, old, new) {
                taken.add(comparison, ChangeKind::FollowUpFieldsChanged, subject);
            }
            return;
        }
        (Some(_), Some(_)) => ChangeKind::FollowUpChanged,
    };
    let old = old.and_then(|old| name(comparison.old, old));
    let new = new.and_then(|new| name(comparison.new, new));
    comparison.add(kind, subject, old, new);
}

fn is_same_operation(comparison: &Comparison<'_>, old: &FollowUp, new: &FollowUp) -> bool {
    let FollowUp {
        operation,
        fields: _,
    } = old;
    let operations = &comparison.same.operations;
    operations.are(operation.0, new.operation.0)
}

/// What a request that follows takes from the first one, where that differs.
struct Taken<'m> {
    old: OperationFact<'m>,
    new: OperationFact<'m>,
    /// Whether other required fields are given, whatever their values are.
    are_others_given: bool,
}

impl<'m> Taken<'m> {
    /// What differs; `None` where nothing does.
    fn compare(
        comparison: &Comparison<'m>,
        scope: &Scope<'m>,
        old: &'m FollowUp,
        new: &'m FollowUp,
    ) -> Option<Self> {
        let old_operation = comparison.old.operations.get(old.operation.0)?;
        let new_operation = comparison.new.operations.get(new.operation.0)?;
        let theirs = same_fields(old_operation, new_operation);
        let translated = old
            .fields
            .iter()
            .map(|(their, our)| Some((*theirs.get(their)?, *scope.fields.get(our)?)));
        let translated: Option<BTreeSet<(FieldRef, FieldRef)>> = translated.collect();
        let now: BTreeSet<(FieldRef, FieldRef)> = new.fields.iter().copied().collect();
        if translated.as_ref() == Some(&now) {
            return None;
        }
        let was_given = required_fields(old, old_operation, Some(&theirs));
        let is_given = required_fields(new, new_operation, None);
        Some(Self {
            old: taken_values(old, old_operation, scope.old),
            new: taken_values(new, new_operation, scope.new),
            are_others_given: was_given != is_given,
        })
    }

    fn add(self, comparison: &mut Comparison<'m>, kind: ChangeKind, subject: &Subject<'m>) {
        comparison.add_replaced(kind, subject, self.old, self.new);
    }
}

fn taken_values<'m>(
    follow_up: &FollowUp,
    operation: &'m Operation,
    side: Side<'m>,
) -> OperationFact<'m> {
    let pairs = follow_up.fields.iter().map(|(their, our)| {
        let their = operation.field(*their);
        let their = their.map_or("", |field| field.wire.as_str());
        (their, side.reference(*our))
    });
    OperationFact::TakenValues(pairs.collect())
}

/// The required fields that are given, as the new spec refers to them; `None` stands for one that it does not have.
fn required_fields(
    follow_up: &FollowUp,
    operation: &Operation,
    translation: Option<&BTreeMap<FieldRef, FieldRef>>,
) -> BTreeSet<Option<FieldRef>> {
    let theirs = follow_up.fields.iter().map(|(their, _)| *their);
    let required = theirs.filter(|their| {
        let field = operation.field(*their);
        field.is_some_and(|field| field.presence == Presence::Required)
    });
    let translate = |their: FieldRef| match translation {
        Some(translation) => translation.get(&their).copied(),
        None => Some(their),
    };
    required.map(translate).collect()
}

/// Compares how the answer to an inquiry is read.
fn compare_standing<'m>(
    comparison: &mut Comparison<'m>,
    subject: &Subject<'m>,
    old: &'m Inquiry,
    new: &'m Inquiry,
) {
    let Inquiry {
        request: _,
        standing: old,
    } = old;
    let (old, new) = (old.as_ref(), new.standing.as_ref());
    let kind = match (old, new) {
        (None, None) => return,
        (None, Some(_)) => ChangeKind::StandingAdded,
        (Some(_), None) => ChangeKind::StandingRemoved,
        (Some(old), Some(new)) if is_same_standing(old, new) => return,
        (Some(_), Some(_)) => ChangeKind::StandingChanged,
    };
    let (old, new) = (
        old.map(OperationFact::Standing),
        new.map(OperationFact::Standing),
    );
    comparison.add(kind, subject, old, new);
}

fn is_same_standing(old: &Standing, new: &Standing) -> bool {
    let Standing {
        done,
        refused,
        pending,
    } = old;
    let pairs = [
        (done, &new.done),
        (refused, &new.refused),
        (pending, &new.pending),
    ];
    pairs
        .into_iter()
        .all(|(old, new)| is_same_condition(old.as_ref(), new.as_ref()))
}

/// Compares where refusals lead, code by code.
fn compare_next<'m>(
    comparison: &mut Comparison<'m>,
    subject: &Subject<'m>,
    scope: &Scope<'m>,
    (old, new): (&'m Operation, &'m Operation),
) {
    let (before, after) = (comparison.old, comparison.new);
    let same = matched(
        &old.next,
        &new.next,
        &[&|a, b| a.code == b.code, &|a, b| {
            code_name(before, old, a) == code_name(after, new, b)
        }],
    );
    let of_code = |next: &'m Next| subject.with_part(SubjectPart::Next(&next.code));
    for (old, new) in same.pairs(&old.next, &new.next) {
        compare_lead(comparison, &of_code(new), scope, (old, new));
    }
    for old in same.removed(&old.next) {
        let name = name(before, &old.request);
        comparison.add(
            ChangeKind::NextRemoved,
            &of_code(old),
            name,
            None::<Fact<'m>>,
        );
    }
    for new in same.added(&new.next) {
        let name = name(after, &new.request);
        comparison.add(ChangeKind::NextAdded, &of_code(new), None::<Fact<'m>>, name);
    }
}

/// The name that a code has in Rust.
fn code_name<'v>(vendor: &'v Vendor, operation: &Operation, next: &Next) -> Option<&'v str> {
    let set = vendor.code_sets.get(operation.answer.codes.0)?;
    let code = set.codes.iter().find(|code| code.wire == next.code)?;
    Some(code.name.snake())
}

/// Compares where the refusal with one code leads.
fn compare_lead<'m>(
    comparison: &mut Comparison<'m>,
    subject: &Subject<'m>,
    scope: &Scope<'m>,
    (old, new): (&'m Next, &'m Next),
) {
    // The code itself is compared in its set.
    let Next { code: _, request } = old;
    if !is_same_operation(comparison, request, &new.request) {
        let old = name(comparison.old, request);
        let new = name(comparison.new, &new.request);
        return comparison.add(ChangeKind::NextChanged, subject, old, new);
    }
    if let Some(taken) = Taken::compare(comparison, scope, request, &new.request) {
        let kind = match taken.are_others_given {
            true => ChangeKind::NextGivenChanged,
            false => ChangeKind::FollowUpFieldsChanged,
        };
        taken.add(comparison, kind, subject);
    }
}
