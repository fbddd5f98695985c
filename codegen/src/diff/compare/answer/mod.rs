//! How answers are read: the parts of an answer, each compared in a module of its own. Requests are compared elsewhere.

mod condition;
mod echo;
mod envelope;
mod fault;
mod member;
mod verdict;
mod wrapping;

pub(super) use condition::is_same_condition;
pub(super) use envelope::{compare_envelope, compare_received_envelope};
pub(super) use member::{Members, compare_members, match_members};
pub(super) use wrapping::compare_openings;

use super::comparison::Comparison;
use super::recipe::Scope;
use crate::diff::change::facts::AnswerFact;
use crate::diff::change::{ChangeKind, Fact, Subject, SubjectPart};
use crate::model::{Answer, OtherCodes, Vendor};

pub(super) fn compare_answer<'m>(
    comparison: &mut Comparison<'m>,
    subject: &Subject<'m>,
    (old, new): (&'m Answer, &'m Answer),
    scope: &Scope<'m>,
) {
    let Answer {
        format,
        envelope,
        structure,
        fields,
        // What opens them is compared with the scope of what arrives.
        openings: _,
        proof: _,
        code: _,
        message: _,
        detail: _,
        codes: _,
        success: _,
        pending: _,
        refused: _,
        other_codes: _,
        faults,
    } = old;
    comparison.compare(
        ChangeKind::AnswerFormatChanged,
        subject,
        (
            std::slice::from_ref(format),
            std::slice::from_ref(&new.format),
        ),
        AnswerFact::Formats,
    );
    compare_received_envelope(
        comparison,
        subject,
        (envelope.as_ref(), new.envelope.as_ref()),
    );
    let structs = (structure.as_ref(), new.structure.as_ref());
    comparison.compare_optional(ChangeKind::StructChanged, subject, structs, Fact::Name);
    compare_result(comparison, subject, old, new);
    compare_code_form(comparison, subject, old, new);
    verdict::compare_verdict(comparison, subject, old, new);
    fault::compare_faults(comparison, subject, (faults, &new.faults));
    let members = Members {
        subject,
        part: SubjectPart::AnswerMember,
        scope,
        inside: Vec::new(),
    };
    compare_members(comparison, &members, (fields, &new.fields));
}

/// Compares where the result code and its message stand, and of which set the codes are.
fn compare_result<'m>(
    comparison: &mut Comparison<'m>,
    subject: &Subject<'m>,
    old: &'m Answer,
    new: &'m Answer,
) {
    let moved = ChangeKind::ResultCodeMoved;
    let path = |answer: &'m Answer| answer.code.as_ref().map(|code| &code.path);
    let codes = (path(old), path(new));
    comparison.compare_optional(moved, subject, codes, AnswerFact::Path);
    let messages = (old.message.as_ref(), new.message.as_ref());
    comparison.compare_optional(moved, subject, messages, AnswerFact::Path);
    let details = (old.detail.as_ref(), new.detail.as_ref());
    comparison.compare_optional(moved, subject, details, AnswerFact::Path);
    if !comparison.same.code_sets.are(old.codes.0, new.codes.0) {
        let name = |vendor: &'m Vendor, answer: &Answer| {
            let set = vendor.code_sets.get(answer.codes.0);
            set.map(|set| Fact::Name(&set.name))
        };
        let (old, new) = (name(comparison.old, old), name(comparison.new, new));
        comparison.add(ChangeKind::CodesTypeChanged, subject, old, new);
    }
}

/// Compares how a result code is written.
fn compare_code_form<'m>(
    comparison: &mut Comparison<'m>,
    subject: &Subject<'m>,
    old: &'m Answer,
    new: &'m Answer,
) {
    let (Some(old_code), Some(new_code)) = (&old.code, &new.code) else {
        return;
    };
    let subject = &subject.with_part(SubjectPart::ResultCode(&new_code.path));
    comparison.compare(
        ChangeKind::CodeKindChanged,
        subject,
        (old_code.kind, new_code.kind),
        AnswerFact::CodeKind,
    );
    // Where codes that are not listed refuse, the length decides what is a code.
    let refuse = |answer: &Answer| matches!(answer.other_codes, OtherCodes::Refuse { .. });
    comparison.compare_optional(
        match refuse(old) || refuse(new) {
            true => ChangeKind::OtherCodesChanged,
            false => ChangeKind::Documentation,
        },
        subject,
        (old_code.length, new_code.length),
        Fact::Length,
    );
}
