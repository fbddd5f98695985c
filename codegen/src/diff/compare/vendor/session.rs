//! Sessions: which token, how long it is used, how the vendor refuses it.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use crate::diff::change::facts::VendorFact;
use crate::diff::change::{ChangeKind, Fact, Subject, SubjectPart};
use crate::diff::compare::comparison::Comparison;
use crate::diff::compare::documentation::{compare_label, compare_quirks};
use crate::model::{Lifetime, Session, TokenRefusal, Vendor};

pub(super) fn compare_sessions(comparison: &mut Comparison<'_>) {
    let (before, after) = (comparison.old, comparison.new);
    let (old, new) = (&before.sessions, &after.sessions);
    let pairs = comparison.same.sessions.pairs(old, new);
    let removed = comparison.same.sessions.removed(old);
    let added = comparison.same.sessions.added(new);
    for (old, new) in pairs {
        compare_session(comparison, old, new);
    }
    for old in removed {
        let subject = Subject::of_vendor(SubjectPart::Session(&old.name));
        let token = token(before, old);
        comparison.add(
            ChangeKind::SessionRemoved,
            &subject,
            token,
            None::<Fact<'_>>,
        );
    }
    for new in added {
        let subject = Subject::of_vendor(SubjectPart::Session(&new.name));
        let token = token(after, new);
        comparison.add(ChangeKind::SessionAdded, &subject, None::<Fact<'_>>, token);
    }
}

/// Where a token comes from.
fn token<'m>(vendor: &'m Vendor, session: &'m Session) -> Option<VendorFact<'m>> {
    let operation = vendor.operations.get(session.operation.0)?;
    Some(VendorFact::Token {
        member: &session.token,
        operation: &operation.name,
    })
}

fn compare_session<'m>(comparison: &mut Comparison<'m>, old: &'m Session, new: &'m Session) {
    let Session {
        name,
        label,
        operation,
        token: member,
        lifetime,
        refused,
        quirks,
    } = old;
    let subject = &Subject::of_vendor(SubjectPart::Session(&new.name));
    let names = (name, &new.name);
    comparison.compare(ChangeKind::SessionRenamed, subject, names, Fact::Name);
    compare_label(comparison, subject, label, &new.label);
    compare_quirks(comparison, subject, quirks, &new.quirks);
    let is_same_operation = comparison.same.operations.are(operation.0, new.operation.0);
    if !is_same_operation || *member != new.token {
        let tokens = (token(comparison.old, old), token(comparison.new, new));
        comparison.add(ChangeKind::SessionTokenChanged, subject, tokens.0, tokens.1);
    }
    comparison.compare(
        lifetime_kind(lifetime, &new.lifetime),
        subject,
        (lifetime, &new.lifetime),
        VendorFact::Lifetime,
    );
    let refusals = (refusals(refused), refusals(&new.refused));
    comparison.compare_optional(
        ChangeKind::SessionRefusalsChanged,
        subject,
        refusals,
        VendorFact::TokenRefusals,
    );
}

/// Which change another lifetime is. A lifetime that an answer gives is not known before the answer comes.
fn lifetime_kind(old: &Lifetime, new: &Lifetime) -> ChangeKind {
    let known = |lifetime: &Lifetime| match lifetime {
        Lifetime::OneCall => Some(0),
        Lifetime::Fixed(seconds) => Some(*seconds),
        Lifetime::Seconds(_) | Lifetime::Until { .. } => None,
    };
    match known(old).zip(known(new)).map(|(old, new)| old.cmp(&new)) {
        Some(Ordering::Less) => ChangeKind::SessionLengthened,
        Some(Ordering::Equal | Ordering::Greater) => ChangeKind::SessionShortened,
        None => ChangeKind::SessionLifetimeChanged,
    }
}

/// Every pair of code and status that refuses a token, whatever the order of the spec; `None` where there is none.
fn refusals(refusals: &[TokenRefusal]) -> Option<BTreeSet<(Option<&str>, Option<u16>)>> {
    let pairs = refusals.iter().flat_map(|refusal| {
        let TokenRefusal { status, codes } = refusal;
        if codes.is_empty() {
            return Vec::from_iter(status.map(|status| (None, Some(status))));
        }
        let codes = codes.iter().map(|code| (Some(code.as_str()), *status));
        codes.collect()
    });
    let pairs: BTreeSet<_> = pairs.collect();
    (!pairs.is_empty()).then_some(pairs)
}
