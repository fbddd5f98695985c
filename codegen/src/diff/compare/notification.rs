//! Notifications of two specs. Their members are compared like those of answers.

use std::collections::BTreeMap;

use super::answer::{Members, compare_members, match_members};
use super::authenticity::compare_authenticity;
use super::comparison::Comparison;
use super::documentation::{compare_citation, compare_label, compare_quirks, compare_text};
use super::recipe::{Message, Scope, Side};
use crate::diff::change::facts::AnswerFact;
use crate::diff::change::{ChangeKind, Fact, Owner, Subject, SubjectPart};
use crate::model::{Notification, Vendor};

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
    compare_authenticity(
        comparison,
        (subject, scope),
        (authenticity, &new.authenticity),
    );
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
    let scope = Scope::new(
        side(comparison.old, old),
        side(comparison.new, new),
        BTreeMap::new(),
    );
    scope.receiving(match_members(&old.fields, &new.fields).pairs(&old.fields, &new.fields))
}
