//! Operations of two specs: which there are, and what belongs to each as a whole. Fields and answers are compared
//! elsewhere.

use std::collections::BTreeSet;

use super::comparison::Comparison;
use super::echo::Requests;
use super::scope::Scope;
use super::{ChangeKind, Owner, Subject, answer, documentation, follow_up, request, words};
use crate::model::{BodyEncoding, FieldRef, Operation, OptionId, Place, SessionId, Vendor};

pub(super) fn compare(comparison: &mut Comparison<'_>) {
    let (old, new) = (&comparison.old.operations, &comparison.new.operations);
    let at = |operation: &Operation| {
        Subject::of(Owner::Operation(operation.name.to_string()), "operation")
    };
    let told =
        |operation: &Operation| format!("{} {}", operation.method.as_str(), operation.address());
    let pairs = comparison.same.operations.pairs(old, new);
    let removed = comparison.same.operations.removed(old);
    let added = comparison.same.operations.added(new);
    for (old, new) in pairs {
        operation(comparison, &at(new), old, new);
    }
    for old in removed {
        comparison.vanished(ChangeKind::OperationRemoved, &at(old), told(old));
    }
    for new in added {
        comparison.appeared(ChangeKind::OperationAdded, &at(new), told(new));
    }
}

fn operation<'m>(
    comparison: &mut Comparison<'m>,
    at: &Subject,
    old: &'m Operation,
    new: &'m Operation,
) {
    let Operation {
        name,
        summary,
        note,
        citation,
        effect: _,
        method: _,
        host: _,
        target: _,
        segments: _,
        query: _,
        encodings: _,
        charset: _,
        headers: _,
        body: _,
        inputs: _,
        envelope: _,
        computed: _,
        answer,
        account: _,
        session,
        correlation_id: _,
        idempotency_key: _,
        inquiry: _,
        net_cancel: _,
        next: _,
        left_out,
        quirks,
    } = old;
    if *name != new.name {
        comparison.turned(ChangeKind::OperationRenamed, at, name, &new.name);
    }
    documentation::label(comparison, at, summary, &new.summary);
    documentation::text(comparison, ChangeKind::Note, at, note, &new.note);
    documentation::citation(comparison, at, citation, &new.citation);
    documentation::quirks(comparison, at, quirks, &new.quirks);
    documentation::left_out(comparison, &at.part("left out"), left_out, &new.left_out);
    sent(comparison, at, old, new);
    account(comparison, at, old, new);
    self::session(comparison, at, *session, new.session);
    let scope = request::compare(comparison, at, old, new);
    follow_up::compare(comparison, at, &scope, (old, new));
    roles(comparison, at, &scope, (old, new));
    let called = |operation: &Operation, field| {
        let field = operation.field(field);
        field.map_or_else(String::new, |field| format!("repeats `{}`", field.wire))
    };
    let requests = Requests {
        same: &|old, new| scope.fields.get(&old) == Some(&new),
        old: &|field| called(old, field),
        new: &|field| called(new, field),
    };
    answer::compare(
        comparison,
        &at.part("answer"),
        (answer, &new.answer),
        &requests,
    );
}

/// What is sent as a whole, and what a lost answer to it would mean.
fn sent(comparison: &mut Comparison<'_>, at: &Subject, old: &Operation, new: &Operation) {
    comparison.fact(
        ChangeKind::EffectChanged,
        at,
        (&old.effect, &new.effect),
        |effect| Some(words::effect(*effect).to_owned()),
    );
    comparison.fact(
        ChangeKind::MethodChanged,
        at,
        (&old.method, &new.method),
        |method| Some(method.as_str().to_owned()),
    );
    encodings(comparison, at, old, new);
    if !old.encodings.is_empty() && !new.encodings.is_empty() {
        comparison.fact(
            ChangeKind::CharsetChanged,
            at,
            (&old.charset, &new.charset),
            |charset| Some(charset.row().title.to_owned()),
        );
    }
    answer::envelope(
        comparison,
        ChangeKind::EnvelopeChanged,
        at,
        (old.envelope.as_ref(), new.envelope.as_ref()),
    );
}

/// What becomes of every encoding that a client can be built with.
fn encodings(comparison: &mut Comparison<'_>, at: &Subject, old: &Operation, new: &Operation) {
    let (was, is) = (&old.encodings, &new.encodings);
    let default = |vendor: &Vendor| {
        let option = vendor
            .encoding_option
            .and_then(|OptionId(id)| vendor.options.get(id));
        let first = option.and_then(|option| option.choices.first());
        let encodings = BodyEncoding::ALL.iter().copied();
        first.and_then(|choice| {
            encodings
                .clone()
                .find(|one| one.word() == choice.name.snake())
        })
    };
    let sent = |vendor: &Vendor, encodings: &[BodyEncoding], asked: Option<BodyEncoding>| {
        match encodings {
            [only] => Some(*only),
            [] => None,
            _ => asked.or(default(vendor)),
        }
    };
    // A setting that only one spec knows is the default of the other.
    let asked: Vec<Option<BodyEncoding>> = match was.len() > 1 {
        true => was.iter().copied().map(Some).chain([None]).collect(),
        false => vec![None],
    };
    let same = asked.into_iter().all(|asked| {
        let available = asked.is_none_or(|asked| is.len() < 2 || is.contains(&asked));
        available && sent(comparison.old, was, asked) == sent(comparison.new, is, asked)
    });
    let set = |encodings: &[BodyEncoding]| {
        let words = encodings.iter().map(|one| words::body_encoding(*one));
        words.collect::<BTreeSet<_>>()
    };
    let (old_set, new_set) = (set(was), set(is));
    let kind = match same {
        true if old_set == new_set => return,
        true => ChangeKind::EncodingAdded,
        // The default alone is that of the option, which is compared where it is declared.
        false if old_set == new_set => return,
        false => ChangeKind::EncodingChanged,
    };
    let told = |set: BTreeSet<&'static str>| match set.is_empty() {
        true => "no body".to_owned(),
        false => set.into_iter().collect::<Vec<_>>().join(" or "),
    };
    comparison.turned(kind, at, told(old_set), told(new_set));
}

fn account(comparison: &mut Comparison<'_>, at: &Subject, old: &Operation, new: &Operation) {
    let account = |vendor: &Vendor, operation: &Operation| {
        let by = vendor.enumerations.get(vendor.accounts.as_ref()?.by.0)?;
        let choice = by.choices.get(operation.account?)?;
        Some(choice.wire.clone())
    };
    let old = account(comparison.old, old);
    let new = account(comparison.new, new);
    comparison.fact(ChangeKind::AccountChanged, at, (&old, &new), Clone::clone);
}

fn session(
    comparison: &mut Comparison<'_>,
    at: &Subject,
    old: Option<SessionId>,
    new: Option<SessionId>,
) {
    let same = match (old, new) {
        (None, None) => true,
        (Some(old), Some(new)) => comparison.same.sessions.are(old.0, new.0),
        _ => false,
    };
    if !same {
        let old = old.map(|id| words::session(comparison.old, id));
        let new = new.map(|id| words::session(comparison.new, id));
        comparison.add(ChangeKind::SessionChanged, at, old, new);
    }
}

/// The fields by which the vendor traces a request and tells that it is a repeated one.
fn roles(
    comparison: &mut Comparison<'_>,
    at: &Subject,
    scope: &Scope<'_>,
    (old, new): (&Operation, &Operation),
) {
    let traced = |operation: &Operation| {
        let index = operation.correlation_id?;
        Some(FieldRef {
            place: Place::Header,
            index,
        })
    };
    for (kind, before, after) in [
        (ChangeKind::CorrelationChanged, traced(old), traced(new)),
        (
            ChangeKind::IdempotencyChanged,
            old.idempotency_key,
            new.idempotency_key,
        ),
    ] {
        let same = match (before, after) {
            (None, None) => true,
            (Some(before), Some(after)) => scope.fields.get(&before) == Some(&after),
            _ => false,
        };
        if !same {
            let (before, after) = (before.map(&scope.old.name), after.map(&scope.new.name));
            comparison.add(kind, at, before, after);
        }
    }
}
