//! Notifications of two specs. Their members are compared like those of answers.

use super::answer::{Members, compare_members, match_members};
use super::comparison::Comparison;
use super::documentation::{compare_citation, compare_label, compare_quirks, compare_text};
use super::operation::compare_computed;
use super::recipe::{Message, Scope, Side, difference, followed_with_defaults};
use crate::diff::change::facts::{AnswerFact, Proof};
use crate::diff::change::{ChangeKind, Fact, Owner, Subject, SubjectPart};
use crate::model::{
    Acknowledgement, Authenticity, FieldRef, Identity, Notification, Place, Sources, Vendor,
};

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
        rejection,
        identity,
        sources,
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
    compare_rejection(comparison, subject, (rejection, &new.rejection));
    compare_sources(comparison, subject, (sources, &new.sources));
    let scope = &scope(comparison, old, new);
    let both = (old, new);
    compare_identity(comparison, subject, scope, (identity, &new.identity), both);
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

fn compare_rejection<'m>(
    comparison: &mut Comparison<'m>,
    subject: &Subject<'m>,
    (old, new): (&'m Option<Acknowledgement>, &'m Option<Acknowledgement>),
) {
    let fact = AnswerFact::Acknowledgement;
    match (old, new) {
        (None, None) => {}
        (Some(old), None) => {
            comparison.add_vanished(ChangeKind::RejectionRemoved, subject, fact(old));
        }
        (None, Some(new)) => {
            comparison.add_appeared(ChangeKind::RejectionAdded, subject, fact(new));
        }
        (Some(old), Some(new)) => {
            comparison.compare(ChangeKind::RejectionChanged, subject, (old, new), fact);
        }
    }
}

/// Compares where a notification comes from, in each environment.
fn compare_sources<'m>(
    comparison: &mut Comparison<'m>,
    subject: &Subject<'m>,
    (old, new): (&'m [Sources], &'m [Sources]),
) {
    let fact = AnswerFact::Sources;
    let find = |list: &'m [Sources], wanted: &Sources| {
        let mut list = list.iter();
        list.find(|sources| sources.environment == wanted.environment)
    };
    for sources in old {
        match find(new, sources) {
            None => comparison.add_vanished(ChangeKind::SourcesRemoved, subject, fact(sources)),
            Some(other) => {
                comparison.compare(ChangeKind::SourcesChanged, subject, (sources, other), fact);
            }
        }
    }
    for sources in new.iter().filter(|sources| find(old, sources).is_none()) {
        comparison.add_appeared(ChangeKind::SourcesAdded, subject, fact(sources));
    }
}

/// Compares what tells a notification apart. The names of its members do not count, their values do.
fn compare_identity<'m>(
    comparison: &mut Comparison<'m>,
    subject: &Subject<'m>,
    scope: &Scope<'m>,
    identities: (&'m Identity, &'m Identity),
    (old, new): (&'m Notification, &'m Notification),
) {
    let fact = |notification: &'m Notification, members: &[usize]| {
        let members = members.iter();
        let members = members.filter_map(|member| notification.fields.get(*member));
        AnswerFact::Identity(members.map(|member| &member.path).collect())
    };
    match identities {
        (Identity::Undocumented(old), Identity::Undocumented(new)) => {
            let texts = (old.as_str(), new.as_str());
            comparison.compare(ChangeKind::Documentation, subject, texts, Fact::Text);
        }
        (Identity::Members(members), Identity::Undocumented(_)) => {
            let old = fact(old, members);
            comparison.add_vanished(ChangeKind::IdentityRemoved, subject, old);
        }
        (Identity::Undocumented(_), Identity::Members(members)) => {
            let new = fact(new, members);
            comparison.add_appeared(ChangeKind::IdentityAdded, subject, new);
        }
        (Identity::Members(members), Identity::Members(others)) => {
            let mut pairs = members.iter().zip(others);
            let is_same =
                |(old, new): (&usize, &usize)| scope.is_same_field(received(*old), received(*new));
            if members.len() != others.len() || !pairs.all(is_same) {
                let (old, new) = (fact(old, members), fact(new, others));
                comparison.add_replaced(ChangeKind::IdentityChanged, subject, old, new);
            }
        }
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
