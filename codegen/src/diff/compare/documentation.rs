//! What changes documentation only: labels, notes, sources, quirks. Nothing that reaches the wire or a Rust type may be
//! compared here.

use super::comparison::Comparison;
use super::matching::matched;
use crate::diff::change::facts::Cited;
use crate::diff::change::{ChangeKind, Fact, Subject, SubjectPart};
use crate::model::{Citation, Label, LeftOut, OneMessage, Quirk, Vendor};

pub(super) fn compare_label<'m>(
    comparison: &mut Comparison<'m>,
    subject: &Subject<'m>,
    old: &'m Label,
    new: &'m Label,
) {
    comparison.compare(ChangeKind::Label, subject, (old, new), Fact::Label);
}

/// Compares a text that is documentation of the given kind.
pub(super) fn compare_text<'m>(
    comparison: &mut Comparison<'m>,
    kind: ChangeKind,
    subject: &Subject<'m>,
    old: &'m Option<String>,
    new: &'m Option<String>,
) {
    let both = (old.as_deref(), new.as_deref());
    comparison.compare_optional(kind, subject, both, Fact::Text);
}

pub(super) fn compare_citation<'m>(
    comparison: &mut Comparison<'m>,
    subject: &Subject<'m>,
    old: &'m Citation,
    new: &'m Citation,
) {
    let both = (cited(comparison.old, old), cited(comparison.new, new));
    comparison.compare(ChangeKind::Citation, subject, both, Fact::Cited);
}

/// The same of what may be documented where something else is.
pub(super) fn compare_own_citation<'m>(
    comparison: &mut Comparison<'m>,
    subject: &Subject<'m>,
    old: Option<&'m Citation>,
    new: Option<&'m Citation>,
) {
    let old = old.map(|old| cited(comparison.old, old));
    let new = new.map(|new| cited(comparison.new, new));
    comparison.compare_optional(ChangeKind::Citation, subject, (old, new), Fact::Cited);
}

fn cited<'m>(vendor: &'m Vendor, citation: &'m Citation) -> Cited<'m> {
    let Citation { document, section } = citation;
    let document = vendor.documents.get(*document);
    Cited {
        document: document.map_or("", |document| &document.id),
        section: section.as_deref(),
    }
}

pub(super) fn compare_documents(comparison: &mut Comparison<'_>) {
    let (old, new) = (&comparison.old.documents, &comparison.new.documents);
    let same = matched(old, new, &[&|a, b| a.id == b.id]);
    let pairs = same.pairs(old, new).into_iter();
    let both = pairs.map(|(old, new)| (Some(old), Some(new)));
    let removed = same.removed(old).into_iter().map(|old| (Some(old), None));
    let added = same.added(new).into_iter().map(|new| (None, Some(new)));
    for (old, new) in both.chain(removed).chain(added) {
        let Some(either) = new.or(old) else { continue };
        let subject = Subject::of_vendor(SubjectPart::Document(&either.id));
        comparison.compare_optional(ChangeKind::Document, &subject, (old, new), Fact::Document);
    }
}

/// Compares quirks: what comes, goes or says something else.
pub(super) fn compare_quirks<'m>(
    comparison: &mut Comparison<'m>,
    subject: &Subject<'m>,
    old: &'m [Quirk],
    new: &'m [Quirk],
) {
    let same = matched(
        old,
        new,
        &[&|a, b| a == b, &|a, b| a.says == b.says, &|a, b| {
            a.chosen == b.chosen
        }],
    );
    for both in same.pairs(old, new) {
        comparison.compare(ChangeKind::Quirk, subject, both, Fact::Quirk);
    }
    for old in same.removed(old) {
        comparison.add_vanished(ChangeKind::Quirk, subject, Fact::Quirk(old));
    }
    for new in same.added(new) {
        comparison.add_appeared(ChangeKind::Quirk, subject, Fact::Quirk(new));
    }
}

/// Compares what is left out; `part` makes a place of its name.
pub(super) fn compare_left_out<'m>(
    comparison: &mut Comparison<'m>,
    subject: &Subject<'m>,
    part: fn(&'m str) -> SubjectPart<'m>,
    (old, new): (&'m [LeftOut], &'m [LeftOut]),
) {
    let name_and_message = |a: &LeftOut, b: &LeftOut| (&a.name, a.message) == (&b.name, b.message);
    let same = matched(old, new, &[&name_and_message, &|a, b| a.name == b.name]);
    for (old, new) in same.pairs(old, new) {
        let LeftOut {
            name,
            message,
            reason,
        } = old;
        let subject = subject.with_part(part(name));
        let messages = (of_message(*message), of_message(new.message));
        comparison.compare(ChangeKind::LeftOut, &subject, messages, Fact::Text);
        let reasons = (reason.as_str(), new.reason.as_str());
        comparison.compare(ChangeKind::LeftOut, &subject, reasons, Fact::Text);
    }
    for old in same.removed(old) {
        let subject = subject.with_part(part(&old.name));
        comparison.add_vanished(ChangeKind::LeftOut, &subject, Fact::Text(&old.reason));
    }
    for new in same.added(new) {
        let subject = subject.with_part(part(&new.name));
        comparison.add_appeared(ChangeKind::LeftOut, &subject, Fact::Text(&new.reason));
    }
}

/// Of which message something is left out.
fn of_message(message: Option<OneMessage>) -> &'static str {
    message.map_or("wherever the document has it", OneMessage::word)
}
