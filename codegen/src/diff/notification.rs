//! Notifications of two specs. Their members are compared like those of answers.

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::comparison::Comparison;
use super::echo::Requests;
use super::expression::difference;
use super::recipe::recipe_words;
use super::scope::{Scope, Side};
use super::{ChangeKind, Owner, Subject, answer, documentation, request, words};
use crate::model::{Authenticity, FieldRef, Notification, Place, Vendor};

pub(super) fn compare(comparison: &mut Comparison<'_>) {
    let (old, new) = (&comparison.old.notifications, &comparison.new.notifications);
    let at = |notification: &Notification| {
        let owner = Owner::Notification(notification.name.to_string());
        Subject::of(owner, "notification")
    };
    let pairs = comparison.same.notifications.pairs(old, new);
    let removed = comparison.same.notifications.removed(old);
    let added = comparison.same.notifications.added(new);
    for (old, new) in pairs {
        notification(comparison, &at(new), old, new);
    }
    for old in removed {
        let told = words::label(&old.summary);
        comparison.vanished(ChangeKind::NotificationRemoved, &at(old), told);
    }
    for new in added {
        let told = words::label(&new.summary);
        comparison.appeared(ChangeKind::NotificationAdded, &at(new), told);
    }
}

fn notification(
    comparison: &mut Comparison<'_>,
    at: &Subject,
    old: &Notification,
    new: &Notification,
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
    if *name != new.name {
        comparison.turned(ChangeKind::NotificationRenamed, at, name, &new.name);
    }
    documentation::label(comparison, at, summary, &new.summary);
    documentation::text(comparison, ChangeKind::Note, at, note, &new.note);
    documentation::citation(comparison, at, citation, &new.citation);
    documentation::quirks(comparison, at, quirks, &new.quirks);
    comparison.fact(
        ChangeKind::AnswerFormatChanged,
        at,
        (formats, &new.formats),
        |formats| {
            let formats: Vec<String> = formats.iter().map(words::format).collect();
            Some(formats.join(" or "))
        },
    );
    comparison.fact(
        ChangeKind::AcknowledgementChanged,
        at,
        (acknowledgement, &new.acknowledgement),
        |acknowledgement| Some(words::acknowledgement(acknowledgement)),
    );
    let scope = scope(comparison, old, new);
    proof(comparison, at, &scope, (authenticity, &new.authenticity));
    request::computed(comparison, at, (computed, &new.computed));
    answer::members(
        comparison,
        &at.part("member"),
        "",
        (fields, &new.fields),
        &Requests::NONE,
    );
}

fn scope<'m>(
    comparison: &Comparison<'m>,
    old: &'m Notification,
    new: &'m Notification,
) -> Scope<'m> {
    let at = |index: &usize| FieldRef {
        place: Place::Received,
        index: *index,
    };
    let same = answer::matched_members(&old.fields, &new.fields);
    let fields = same.both.iter().map(|(old, new)| (at(old), at(new)));
    Scope {
        old: side(comparison.old, old),
        new: side(comparison.new, new),
        fields: fields.collect(),
        chance: RefCell::default(),
    }
}

fn side<'m>(vendor: &'m Vendor, notification: &'m Notification) -> Side<'m> {
    Side {
        vendor,
        computed: &notification.computed,
        name: Box::new(|at| {
            let field = notification.fields.get(at.index);
            field.map_or_else(String::new, |field| field.path.to_string())
        }),
    }
}

/// How a notification is known to be genuine.
fn proof(
    comparison: &mut Comparison<'_>,
    at: &Subject,
    scope: &Scope<'_>,
    (old, new): (&Authenticity, &Authenticity),
) {
    let words = |side: &Side<'_>, authenticity: &Authenticity| match authenticity {
        Authenticity::None(words) => format!("no proof: {words}"),
        Authenticity::Member { member, expected } => {
            let member = FieldRef {
                place: Place::Received,
                index: *member,
            };
            format!(
                "{} is {}",
                (side.name)(member),
                recipe_words(side, expected, BTreeMap::new())
            )
        }
    };
    let kind = match (old, new) {
        (Authenticity::None(old), Authenticity::None(new)) => match old == new {
            true => return,
            false => ChangeKind::Fact,
        },
        (
            Authenticity::Member { member, expected },
            Authenticity::Member {
                member: new_member,
                expected: new_expected,
            },
        ) => {
            let received = |index: usize| FieldRef {
                place: Place::Received,
                index,
            };
            let same_member = scope.fields.get(&received(*member)) == Some(&received(*new_member));
            let same =
                same_member && difference(comparison, scope, expected, new_expected).is_none();
            match same {
                true => return,
                false => ChangeKind::ProofChanged,
            }
        }
        _ => ChangeKind::ProofChanged,
    };
    let (old, new) = (words(&scope.old, old), words(&scope.new, new));
    comparison.turned(kind, at, old, new);
}
