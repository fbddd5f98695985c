//! Notifications of two specs. Their members are compared like those of answers.

use super::answer::{Members, compare_members, match_members};
use super::comparison::Comparison;
use super::documentation::{compare_citation, compare_label, compare_quirks, compare_text};
use super::operation::compare_computed;
use super::recipe::{Message, Scope, Side, difference, followed_with_defaults};
use crate::diff::change::facts::{AnswerFact, Proof};
use crate::diff::change::{ChangeKind, Fact, Owner, Subject, SubjectPart};
use crate::model::{Authenticity, FieldRef, Notification, Place, Vendor};

pub(super) fn compare_notifications(comparison: &mut Comparison<'_>) {
    let (old, new) = (&comparison.old.notifications, &comparison.new.notifications);
    let pairs = comparison.same.notifications.pairs(old, new);
    let removed = comparison.same.notifications.removed(old);
    let added = comparison.same.notifications.added(new);
    for (old, new) in pairs {
        compare_notification(comparison, old, new);
    }
    for old in removed {
        let summary = Fact::Label(&old.summary);
        comparison.add_vanished(ChangeKind::NotificationRemoved, &subject(old), summary);
    }
    for new in added {
        let summary = Fact::Label(&new.summary);
        comparison.add_appeared(ChangeKind::NotificationAdded, &subject(new), summary);
    }
}

fn subject(notification: &Notification) -> Subject<'_> {
    Subject {
        owner: Owner::Notification(&notification.name),
        part: SubjectPart::Notification,
    }
}

fn compare_notification<'m>(
    comparison: &mut Comparison<'m>,
    old: &'m Notification,
    new: &'m Notification,
) {
    let Notification {
        name,
        summary,
        note,
        citation,
        formats,
        fields,
        computed,
        authenticity,
        acknowledgement,
        quirks,
    } = old;
    let subject = &subject(new);
    let names = (name, &new.name);
    comparison.compare(ChangeKind::NotificationRenamed, subject, names, Fact::Name);
    compare_label(comparison, subject, summary, &new.summary);
    compare_text(comparison, ChangeKind::Note, subject, note, &new.note);
    compare_citation(comparison, subject, citation, &new.citation);
    compare_quirks(comparison, subject, quirks, &new.quirks);
    comparison.compare(
        ChangeKind::AnswerFormatChanged,
        subject,
        (formats.as_slice(), new.formats.as_slice()),
        AnswerFact::Formats,
    );
    comparison.compare(
        ChangeKind::AcknowledgementChanged,
        subject,
        (acknowledgement, &new.acknowledgement),
        AnswerFact::Acknowledgement,
    );
    let scope = &scope(comparison, old, new);
    compare_proof(
        comparison,
        subject,
        scope,
        (authenticity, &new.authenticity),
    );
    compare_computed(comparison, subject, (computed, &new.computed));
    let members = Members {
        subject,
        part: SubjectPart::NotificationMember,
        scope,
        inside: Vec::new(),
    };
    compare_members(comparison, &members, (fields, &new.fields));
}

fn scope<'m>(
    comparison: &Comparison<'m>,
    old: &'m Notification,
    new: &'m Notification,
) -> Scope<'m> {
    let side = |vendor: &'m Vendor, notification: &'m Notification| Side {
        vendor,
        message: Message::Notification(notification),
    };
    let same = match_members(&old.fields, &new.fields);
    let fields = same
        .both
        .iter()
        .map(|(old, new)| (received(*old), received(*new)));
    Scope::new(
        side(comparison.old, old),
        side(comparison.new, new),
        fields.collect(),
    )
}

/// A member by its position.
fn received(index: usize) -> FieldRef {
    FieldRef {
        place: Place::Received,
        index,
    }
}

/// Compares how a notification is known to be genuine.
fn compare_proof<'m>(
    comparison: &mut Comparison<'m>,
    subject: &Subject<'m>,
    scope: &Scope<'m>,
    (old, new): (&'m Authenticity, &'m Authenticity),
) {
    let kind = match (old, new) {
        (Authenticity::None(old), Authenticity::None(new)) => match old == new {
            true => return,
            false => ChangeKind::Documentation,
        },
        (
            Authenticity::Member { member, expected },
            Authenticity::Member {
                member: new_member,
                expected: new_expected,
            },
        ) => {
            let is_same_member = scope.is_same_field(received(*member), received(*new_member));
            let differs = difference(comparison, scope, expected, new_expected);
            match is_same_member && differs.is_none() {
                true => return,
                false => ChangeKind::ProofChanged,
            }
        }
        (Authenticity::None(_), Authenticity::Member { .. })
        | (Authenticity::Member { .. }, Authenticity::None(_)) => ChangeKind::ProofChanged,
    };
    let (old, new) = (proof(scope.old, old), proof(scope.new, new));
    comparison.add_replaced(kind, subject, old, new);
}

fn proof<'m>(side: Side<'m>, authenticity: &'m Authenticity) -> AnswerFact<'m> {
    AnswerFact::Proof(match authenticity {
        Authenticity::None(instead) => Proof::Missing(instead),
        Authenticity::Member { member, expected } => Proof::Member {
            member: side.reference(received(*member)),
            expected: followed_with_defaults(side, expected),
        },
    })
}
