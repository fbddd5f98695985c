//! Sessions: which token, how long it is used, how the vendor refuses it.

use std::cmp::Ordering;

use super::comparison::Comparison;
use super::{ChangeKind, Subject, documentation, words};
use crate::model::{Lifetime, Session, TokenRefusal, Vendor};

pub(super) fn compare(comparison: &mut Comparison<'_>) {
    let (old, new) = (&comparison.old.sessions, &comparison.new.sessions);
    let at = |session: &Session| Subject::vendor("session").item(&session.name);
    let pairs = comparison.same.sessions.pairs(old, new);
    let removed = comparison.same.sessions.removed(old);
    let added = comparison.same.sessions.added(new);
    for (old, new) in pairs {
        session(comparison, &at(new), old, new);
    }
    for old in removed {
        let token = issued_token(comparison.old, old);
        comparison.vanished(ChangeKind::SessionRemoved, &at(old), token);
    }
    for new in added {
        let token = issued_token(comparison.new, new);
        comparison.appeared(ChangeKind::SessionAdded, &at(new), token);
    }
}

/// Where a token comes from.
fn issued_token(vendor: &Vendor, session: &Session) -> String {
    let issuer = vendor.operations.get(session.operation.0);
    let issuer = issuer.map(|issuer| issuer.name.to_string());
    format!("`{}` of `{}`", session.token, issuer.unwrap_or_default())
}

fn session(comparison: &mut Comparison<'_>, at: &Subject, old: &Session, new: &Session) {
    let Session {
        name,
        label,
        operation,
        token,
        lifetime,
        refused,
        quirks,
    } = old;
    if *name != new.name {
        comparison.turned(ChangeKind::SessionRenamed, at, name, &new.name);
    }
    documentation::label(comparison, at, label, &new.label);
    documentation::quirks(comparison, at, quirks, &new.quirks);
    let same_issuer = comparison.same.operations.are(operation.0, new.operation.0);
    if !same_issuer || *token != new.token {
        let (old, new) = (
            issued_token(comparison.old, old),
            issued_token(comparison.new, new),
        );
        comparison.turned(ChangeKind::SessionTokenChanged, at, old, new);
    }
    if *lifetime != new.lifetime {
        let kind = lifetime_turn(lifetime, &new.lifetime);
        let (old, new) = (words::lifetime(lifetime), words::lifetime(&new.lifetime));
        comparison.turned(kind, at, old, new);
    }
    comparison.fact(
        ChangeKind::SessionRefusalsChanged,
        at,
        (&sorted(refused), &sorted(&new.refused)),
        |refusals| (!refusals.is_empty()).then(|| refusals.join(", ")),
    );
}

/// How long a token that an answer tells of is used is not known before the answer comes.
fn lifetime_turn(old: &Lifetime, new: &Lifetime) -> ChangeKind {
    let known = |lifetime: &Lifetime| match lifetime {
        Lifetime::OneCall => Some(0),
        Lifetime::Fixed(seconds) => Some(*seconds),
        Lifetime::Seconds(_) | Lifetime::Until { .. } => None,
    };
    match known(old).zip(known(new)).map(|(old, new)| old.cmp(&new)) {
        Some(Ordering::Less) => ChangeKind::SessionLengthened,
        Some(Ordering::Equal | Ordering::Greater) => ChangeKind::SessionShortened,
        None => ChangeKind::SessionLifetimeTold,
    }
}

/// The refusals in words, each code with its status, in an order that says nothing.
fn sorted(refusals: &[TokenRefusal]) -> Vec<String> {
    let told = refusals.iter().flat_map(|refusal| {
        let TokenRefusal { status, codes } = refusal;
        let status = status.map(|status| format!("HTTP {status}"));
        if codes.is_empty() {
            return Vec::from_iter(status);
        }
        let with_status = |code: &String| match &status {
            Some(status) => format!("{code} on {status}"),
            None => code.clone(),
        };
        codes.iter().map(with_status).collect()
    });
    let mut told: Vec<String> = told.collect();
    told.sort();
    told.dedup();
    told
}
