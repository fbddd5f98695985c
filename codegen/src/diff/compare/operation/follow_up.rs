//! What follows a request in two specs: the inquiry and what its answer says, the net-cancel, and where refusals lead.
//! The request itself is compared elsewhere.

use std::collections::{BTreeMap, BTreeSet};

use super::placed::same_fields;
use crate::diff::change::facts::{OperationFact, Recipe};
use crate::diff::change::{ChangeKind, Fact, Subject, SubjectPart};
use crate::diff::compare::answer::is_same_condition;
use crate::diff::compare::comparison::Comparison;
use crate::diff::compare::matching::matched;
use crate::diff::compare::recipe::{Scope, Side, difference, followed_with_defaults};
use crate::model::{
    FieldRef, FollowUp, GivenField, GivenValue, Inquiry, Lacks, Next, Operation, Presence,
    Standing, Vendor,
};

pub(super) fn compare_follow_ups<'m>(
    comparison: &mut Comparison<'m>,
    subject: &Subject<'m>,
    scope: &Scope<'m>,
    (old, new): (&'m Operation, &'m Operation),
) {
    compare_inquiries(comparison, subject, scope, (&old.inquiries, &new.inquiries));
    let net_cancels = (old.net_cancel.as_ref(), new.net_cancel.as_ref());
    let net_cancel = &subject.with_part(SubjectPart::NetCancel);
    compare_follow_up(comparison, net_cancel, scope, net_cancels);
    compare_next(comparison, subject, scope, (old, new));
}

/// Compares the inquiries that are made one after the other.
fn compare_inquiries<'m>(
    comparison: &mut Comparison<'m>,
    subject: &Subject<'m>,
    scope: &Scope<'m>,
    (old, new): (&'m [Inquiry], &'m [Inquiry]),
) {
    let inquiry = &subject.with_part(SubjectPart::Inquiry);
    if old.len() != new.len() && !old.is_empty() && !new.is_empty() {
        let names = |vendor: &'m Vendor, inquiries: &'m [Inquiry]| {
            let asked = inquiries.iter();
            let asked = asked.filter_map(|one| vendor.operations.get(one.request.operation.0));
            OperationFact::Inquiries(asked.map(|operation| &operation.name).collect())
        };
        let (old, new) = (names(comparison.old, old), names(comparison.new, new));
        comparison.add_replaced(ChangeKind::InquiriesChanged, inquiry, old, new);
        return;
    }
    for place in 0..old.len().max(new.len()) {
        let (old, new) = (old.get(place), new.get(place));
        let request = |inquiry: &'m Inquiry| &inquiry.request;
        compare_follow_up(
            comparison,
            inquiry,
            scope,
            (old.map(request), new.map(request)),
        );
        if let (Some(old), Some(new)) = (old, new) {
            let standing = &subject.with_part(SubjectPart::Standing);
            compare_standing(comparison, standing, old, new);
        }
    }
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
            if let Some(given) = Given::compare(comparison, scope, old, new) {
                let kind = match given.needs_differ {
                    true => ChangeKind::FollowUpNeedsChanged,
                    false => ChangeKind::FollowUpFieldsChanged,
                };
                given.add(comparison, kind, subject);
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
        given: _,
    } = old;
    let operations = &comparison.same.operations;
    operations.are(operation.0, new.operation.0)
}

/// What gives the values of a request that follows, where that differs.
struct Given<'m> {
    old: OperationFact<'m>,
    new: OperationFact<'m>,
    /// Whether other required fields are given, whatever their values are.
    are_others_given: bool,
    /// Whether other values are asked of the caller.
    needs_differ: bool,
}

impl<'m> Given<'m> {
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
        let is_same = |was: &GivenField| {
            let mut now = new.given.iter();
            let is = now.find(|is| theirs.get(&was.field) == Some(&is.field));
            is.is_some_and(|is| is_same_value(comparison, scope, &was.value, &is.value))
        };
        if old.given.len() == new.given.len() && old.given.iter().all(is_same) {
            return None;
        }
        let was_given = required_fields(old, old_operation, Some(&theirs));
        let is_given = required_fields(new, new_operation, None);
        let needs = |follow_up: &FollowUp, operation| {
            (follow_up.lacks(operation), follow_up.takes_made_values())
        };
        let (was_needed, is_needed) = (needs(old, old_operation), needs(new, new_operation));
        let are_others_given = was_given != is_given;
        Some(Self {
            old: given_values(old, old_operation, scope.old),
            new: given_values(new, new_operation, scope.new),
            are_others_given,
            needs_differ: was_needed != is_needed
                || (was_needed.0 != Lacks::Nothing && are_others_given),
        })
    }

    fn add(self, comparison: &mut Comparison<'m>, kind: ChangeKind, subject: &Subject<'m>) {
        comparison.add_replaced(kind, subject, self.old, self.new);
    }
}

fn is_same_value(
    comparison: &Comparison<'_>,
    scope: &Scope<'_>,
    old: &GivenValue,
    new: &GivenValue,
) -> bool {
    match (old, new) {
        (GivenValue::Field(old), GivenValue::Field(new)) => scope.is_same_field(*old, *new),
        (GivenValue::Constant(old), GivenValue::Constant(new)) => old == new,
        (GivenValue::Made(old), GivenValue::Made(new)) => {
            difference(comparison, scope, old, new).is_none()
        }
        (GivenValue::Field(_) | GivenValue::Constant(_) | GivenValue::Made(_), _) => false,
    }
}

fn given_values<'m>(
    follow_up: &'m FollowUp,
    operation: &'m Operation,
    side: Side<'m>,
) -> OperationFact<'m> {
    let pairs = follow_up.given.iter().map(|given| {
        let field = operation.field(given.field);
        let field = field.map_or("", |field| field.wire.as_str());
        let value = match &given.value {
            GivenValue::Field(from) => Recipe::Reference(side.reference(*from)),
            GivenValue::Constant(text) => Recipe::Literal(text),
            GivenValue::Made(made) => followed_with_defaults(side, made),
        };
        (field, value)
    });
    OperationFact::GivenValues(pairs.collect())
}

/// The required fields that are given, as the new spec refers to them; `None` stands for one that it does not have.
fn required_fields(
    follow_up: &FollowUp,
    operation: &Operation,
    translation: Option<&BTreeMap<FieldRef, FieldRef>>,
) -> BTreeSet<Option<FieldRef>> {
    let theirs = follow_up.given.iter().map(|given| given.field);
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
    if let Some(given) = Given::compare(comparison, scope, request, &new.request) {
        let kind = match given.are_others_given {
            true => ChangeKind::NextGivenChanged,
            false => ChangeKind::FollowUpFieldsChanged,
        };
        given.add(comparison, kind, subject);
    }
}
