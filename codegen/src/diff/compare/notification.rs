//! Notifications of two specs. Their members are compared like those of answers.

use super::answer::{
    Members, compare_members, compare_openings, compare_received_envelope, match_members,
};
use super::authenticity::compare_authenticity;
use super::comparison::Comparison;
use super::documentation::{
    compare_citation, compare_label, compare_left_out, compare_quirks, compare_text,
};
use super::operation::{compare_conditional_members, compare_stored, same_stored};
use super::recipe::{Message, Scope, Side};
use crate::diff::change::facts::AnswerFact;
use crate::diff::change::{ChangeKind, Fact, Owner, Subject, SubjectPart};
use crate::model::{
    Acknowledgement, Freshness, Identity, Notification, Path, ProofPlace, Sources, Vendor,
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
        envelope,
        openings: _,
        fields,
        conditional: _,
        stored: _,
        authenticity,
        freshness,
        acknowledgement,
        rejection,
        identity,
        sources,
        left_out,
        // They say nothing that the spec does not say by itself.
        examples: _,
        quirks,
    } = old;
    let subject = &subject(new);
    let names = (name, &new.name);
    comparison.compare(ChangeKind::NotificationRenamed, subject, names, Fact::Name);
    compare_label(comparison, subject, summary, &new.summary);
    compare_text(comparison, ChangeKind::Note, subject, note, &new.note);
    compare_citation(comparison, subject, citation, &new.citation);
    compare_quirks(comparison, subject, quirks, &new.quirks);
    let lists = (left_out.as_slice(), new.left_out.as_slice());
    compare_left_out(comparison, subject, SubjectPart::LeftOut, lists);
    comparison.compare(
        ChangeKind::AnswerFormatChanged,
        subject,
        (formats.as_slice(), new.formats.as_slice()),
        AnswerFact::Formats,
    );
    compare_received_envelope(
        comparison,
        subject,
        (envelope.as_ref(), new.envelope.as_ref()),
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
    compare_identity(comparison, (subject, scope), (identity, &new.identity));
    compare_stored(comparison, (subject, scope), (old, new));
    compare_authenticity(
        comparison,
        (subject, scope),
        (authenticity, &new.authenticity),
    );
    compare_freshness(comparison, (subject, scope), (freshness, &new.freshness));
    let openings = (old.all_openings().collect(), new.all_openings().collect());
    compare_openings(comparison, subject, scope, openings);
    let members = Members {
        subject,
        part: SubjectPart::NotificationMember,
        scope,
        inside: Vec::new(),
    };
    compare_members(comparison, &members, (fields, &new.fields));
    compare_conditional_members(comparison, (subject, scope), (old, new));
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
        same_stored(old, new),
    );
    scope.receiving(match_members(&old.fields, &new.fields).pairs(&old.fields, &new.fields))
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

/// Compares how old a notification may be. The name of the member that tells its age does not count.
fn compare_freshness<'m>(
    comparison: &mut Comparison<'m>,
    (subject, scope): (&Subject<'m>, &Scope<'m>),
    (old, new): (&'m Option<Freshness>, &'m Option<Freshness>),
) {
    let fact = AnswerFact::Freshness;
    match (old, new) {
        (None, None) => {}
        (Some(old), None) => {
            comparison.add_vanished(ChangeKind::FreshnessRemoved, subject, fact(old));
        }
        (None, Some(new)) => {
            comparison.add_appeared(ChangeKind::FreshnessAdded, subject, fact(new));
        }
        (Some(old), Some(new)) => {
            let is_same_place = match (&old.place, &new.place) {
                (ProofPlace::Member(was), ProofPlace::Member(is)) => scope.is_same_member(was, is),
                (ProofPlace::Header(was), ProofPlace::Header(is)) => was.eq_ignore_ascii_case(is),
                (ProofPlace::Member(_), ProofPlace::Header(_))
                | (ProofPlace::Header(_), ProofPlace::Member(_)) => false,
            };
            let told = |side: &'m Freshness| (&side.format, side.zone, side.seconds);
            if !is_same_place || told(old) != told(new) {
                comparison.add_replaced(
                    ChangeKind::FreshnessChanged,
                    subject,
                    fact(old),
                    fact(new),
                );
            }
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
    (subject, scope): (&Subject<'m>, &Scope<'m>),
    (old, new): (&'m Identity, &'m Identity),
) {
    let fact = |members: &'m [Path]| AnswerFact::Members(members);
    let instead = |identity: &'m Identity| match identity {
        Identity::Undocumented(instead) => Some(instead.as_str()),
        Identity::Members(_) | Identity::Unsaid => None,
    };
    match (old, new) {
        (
            Identity::Undocumented(_) | Identity::Unsaid,
            Identity::Undocumented(_) | Identity::Unsaid,
        ) => {
            let texts = (instead(old), instead(new));
            comparison.compare_optional(ChangeKind::Documentation, subject, texts, Fact::Text);
        }
        (Identity::Members(old), Identity::Undocumented(_) | Identity::Unsaid) => {
            comparison.add_vanished(ChangeKind::IdentityRemoved, subject, fact(old));
        }
        (Identity::Undocumented(_) | Identity::Unsaid, Identity::Members(new)) => {
            comparison.add_appeared(ChangeKind::IdentityAdded, subject, fact(new));
        }
        (Identity::Members(old), Identity::Members(new)) => {
            let mut pairs = old.iter().zip(new);
            let is_same = pairs.all(|(old, new)| scope.is_same_member(old, new));
            if old.len() != new.len() || !is_same {
                comparison.add_replaced(ChangeKind::IdentityChanged, subject, fact(old), fact(new));
            }
        }
    }
}
