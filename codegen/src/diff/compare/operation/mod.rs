//! Operations of two specs: which there are, and what belongs to each as a whole. Fields, follow-ups and answers are
//! compared in modules of their own.

mod address;
mod cipher_key;
mod encoding;
mod field;
mod follow_up;
mod placed;
mod presence;
mod request;
mod rules;
mod stored;

pub(super) use cipher_key::compare_keys;
pub(super) use presence::compare_conditional_members;
pub(super) use request::compare_computed;
pub(super) use stored::{compare_stored, same_stored};

use super::answer::{compare_answer, compare_envelope};
use super::authenticity::compare_answer_proof;
use super::comparison::Comparison;
use super::documentation::{
    compare_citation, compare_label, compare_left_out, compare_quirks, compare_text,
};
use super::recipe::Scope;
use super::record::compare_record_uses;
use crate::diff::change::facts::OperationFact;
use crate::diff::change::{ChangeKind, Fact, Owner, Subject, SubjectPart};
use crate::model::{FieldRef, Operation, Place, Request, SessionId, Vendor};

pub(super) fn compare_operations(comparison: &mut Comparison<'_>) {
    let (old, new) = (&comparison.old.operations, &comparison.new.operations);
    let pairs = comparison.same.operations.pairs(old, new);
    let removed = comparison.same.operations.removed(old);
    let added = comparison.same.operations.added(new);
    for (old, new) in pairs {
        compare_operation(comparison, old, new);
    }
    for old in removed {
        let address = OperationFact::Address(old.method, old.address());
        comparison.add_vanished(ChangeKind::OperationRemoved, &subject(old), address);
    }
    for new in added {
        let address = OperationFact::Address(new.method, new.address());
        comparison.add_appeared(ChangeKind::OperationAdded, &subject(new), address);
    }
}

fn subject(operation: &Operation) -> Subject<'_> {
    Subject {
        owner: Owner::Operation(&operation.name),
        part: SubjectPart::Operation,
    }
}

fn compare_operation<'m>(comparison: &mut Comparison<'m>, old: &'m Operation, new: &'m Operation) {
    let Operation {
        request: _,
        effect,
        answer,
        correlation_id: _,
        idempotency_key: _,
        inquiries: _,
        net_cancel: _,
        next: _,
        records: _,
    } = old;
    let subject = &subject(new);
    let names = (&old.name, &new.name);
    comparison.compare(ChangeKind::OperationRenamed, subject, names, Fact::Name);
    let scope = compare_whole_request(comparison, subject, &old.request, &new.request);
    let effects = (*effect, new.effect);
    comparison.compare(
        ChangeKind::EffectChanged,
        subject,
        effects,
        OperationFact::Effect,
    );
    compare_record_uses(comparison, subject, (old, new));
    follow_up::compare_follow_ups(comparison, subject, &scope, (old, new));
    compare_roles(comparison, subject, &scope, (old, new));
    let subject = &subject.with_part(SubjectPart::Answer);
    compare_answer(comparison, subject, (answer, &new.answer), &scope);
    compare_answer_proof(comparison, (subject, &scope), (old, new));
}

/// Compares everything of two requests but their names.
pub(super) fn compare_whole_request<'m>(
    comparison: &mut Comparison<'m>,
    subject: &Subject<'m>,
    old: &'m Request,
    new: &'m Request,
) -> Scope<'m> {
    let Request {
        name: _,
        summary,
        note,
        citation,
        method: _,
        host: _,
        target: _,
        segments: _,
        query: _,
        encodings: _,
        charset: _,
        content_types: _,
        escaping: _,
        // A form of a browser has one way, and all others have that of their query.
        body_escaping: _,
        headers: _,
        body: _,
        combinations: _,
        inputs: _,
        envelope: _,
        computed: _,
        account: _,
        session,
        left_out,
        // They say nothing that the spec does not say by itself.
        examples: _,
        quirks,
    } = old;
    compare_label(comparison, subject, summary, &new.summary);
    compare_text(comparison, ChangeKind::Note, subject, note, &new.note);
    compare_citation(comparison, subject, citation, &new.citation);
    compare_quirks(comparison, subject, quirks, &new.quirks);
    let lists = (left_out.as_slice(), new.left_out.as_slice());
    compare_left_out(comparison, subject, SubjectPart::LeftOut, lists);
    compare_sent(comparison, subject, old, new);
    compare_accounts(comparison, subject, old, new);
    compare_sessions(comparison, subject, *session, new.session);
    request::compare_request(comparison, subject, old, new)
}

/// Compares what is sent as a whole.
fn compare_sent<'m>(
    comparison: &mut Comparison<'m>,
    subject: &Subject<'m>,
    old: &'m Request,
    new: &'m Request,
) {
    comparison.compare(
        ChangeKind::MethodChanged,
        subject,
        (old.method, new.method),
        OperationFact::Method,
    );
    encoding::compare_encodings(comparison, subject, old, new);
    if !old.encodings.is_empty() && !new.encodings.is_empty() {
        comparison.compare(
            ChangeKind::CharsetChanged,
            subject,
            (old.charset, new.charset),
            OperationFact::Charset,
        );
    }
    encoding::compare_content_types(comparison, subject, old, new);
    encoding::compare_escaping(comparison, subject, old, new);
    compare_envelope(
        comparison,
        ChangeKind::EnvelopeChanged,
        subject,
        (
            (old.envelope.as_ref(), &old.body),
            (new.envelope.as_ref(), &new.body),
        ),
    );
}

fn compare_accounts<'m>(
    comparison: &mut Comparison<'m>,
    subject: &Subject<'m>,
    old: &'m Request,
    new: &'m Request,
) {
    let account = |vendor: &'m Vendor, operation: &Request| {
        let by = vendor.enumerations.get(vendor.accounts.as_ref()?.by.0)?;
        let choice = by.choices.get(operation.account?)?;
        Some(choice.wire.as_str())
    };
    let both = (account(comparison.old, old), account(comparison.new, new));
    comparison.compare_optional(ChangeKind::AccountChanged, subject, both, Fact::Text);
}

fn compare_sessions<'m>(
    comparison: &mut Comparison<'m>,
    subject: &Subject<'m>,
    old: Option<SessionId>,
    new: Option<SessionId>,
) {
    let is_same = match (old, new) {
        (None, None) => true,
        (Some(old), Some(new)) => comparison.same.sessions.are(old.0, new.0),
        (None, Some(_)) | (Some(_), None) => false,
    };
    if !is_same {
        let fact = |vendor: &'m Vendor, id: SessionId| {
            let session = vendor.sessions.get(id.0);
            session.map(|session| OperationFact::Session(&session.name))
        };
        let old = old.and_then(|id| fact(comparison.old, id));
        let new = new.and_then(|id| fact(comparison.new, id));
        comparison.add(ChangeKind::SessionChanged, subject, old, new);
    }
}

/// Compares the fields by which the vendor traces a request and recognises a repeated one.
fn compare_roles<'m>(
    comparison: &mut Comparison<'m>,
    subject: &Subject<'m>,
    scope: &Scope<'m>,
    (old, new): (&'m Operation, &'m Operation),
) {
    let correlation = |operation: &Operation| {
        let index = operation.correlation_id?;
        Some(FieldRef {
            place: Place::Header,
            index,
        })
    };
    for (kind, before, after) in [
        (
            ChangeKind::CorrelationChanged,
            correlation(old),
            correlation(new),
        ),
        (
            ChangeKind::IdempotencyChanged,
            old.idempotency_key,
            new.idempotency_key,
        ),
    ] {
        let is_same = match (before, after) {
            (None, None) => true,
            (Some(before), Some(after)) => scope.is_same_field(before, after),
            (None, Some(_)) | (Some(_), None) => false,
        };
        if !is_same {
            let old = before.map(|field| OperationFact::Role(scope.old.reference(field)));
            let new = after.map(|field| OperationFact::Role(scope.new.reference(field)));
            comparison.add(kind, subject, old, new);
        }
    }
}
