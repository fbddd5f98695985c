//! Enumerations and result codes of two specs. Fields that use them are compared elsewhere.

use crate::diff::change::facts::VendorFact;
use crate::diff::change::{ChangeKind, Fact, Subject, SubjectPart};
use crate::diff::compare::comparison::Comparison;
use crate::diff::compare::documentation::compare_label;
use crate::diff::compare::matching::matched;
use crate::model::{AnswerField, Choice, Code, CodeSet, Enumeration, Kind, Vendor};

pub(super) fn compare_enumerations(comparison: &mut Comparison<'_>) {
    let (old, new) = (&comparison.old.enumerations, &comparison.new.enumerations);
    let pairs = comparison.same.enumerations.pairs(old, new);
    let removed = comparison.same.enumerations.removed(old);
    let added = comparison.same.enumerations.added(new);
    for (old, new) in pairs {
        compare_enumeration(comparison, old, new);
    }
    for old in removed {
        let subject = Subject::of_vendor(SubjectPart::Enumeration(&old.name));
        let values = VendorFact::Choices(&old.choices);
        comparison.add_vanished(ChangeKind::TypeRemoved, &subject, values);
    }
    for new in added {
        let subject = Subject::of_vendor(SubjectPart::Enumeration(&new.name));
        let values = VendorFact::Choices(&new.choices);
        comparison.add_appeared(ChangeKind::TypeAdded, &subject, values);
    }
}

fn compare_enumeration<'m>(
    comparison: &mut Comparison<'m>,
    old: &'m Enumeration,
    new: &'m Enumeration,
) {
    let Enumeration {
        name,
        label,
        open,
        choices,
    } = old;
    let subject = &Subject::of_vendor(SubjectPart::Enumeration(&new.name));
    let names = (name, &new.name);
    comparison.compare(ChangeKind::TypeRenamed, subject, names, Fact::Name);
    compare_label(comparison, subject, label, &new.label);
    let kind = match new.open {
        true => ChangeKind::TypeOpened,
        false => ChangeKind::TypeClosed,
    };
    comparison.compare(kind, subject, (*open, new.open), VendorFact::IsOpen);
    let same = matched(
        choices,
        &new.choices,
        &[&|a, b| a.wire == b.wire, &|a, b| a.name == b.name],
    );
    let of_value = |choice: &'m Choice| {
        let (enumeration, wire) = (&new.name, &choice.wire);
        Subject::of_vendor(SubjectPart::EnumerationValue { enumeration, wire })
    };
    for (old, new) in same.pairs(choices, &new.choices) {
        compare_choice(comparison, &of_value(new), old, new);
    }
    for old in same.removed(choices) {
        let name = Fact::VariantName(&old.name);
        comparison.add_vanished(ChangeKind::ChoiceRemoved, &of_value(old), name);
    }
    let kind = match new.open || is_answered(comparison.new, new) {
        true => ChangeKind::OpenChoiceAdded,
        false => ChangeKind::ChoiceAdded,
    };
    for added in same.added(&new.choices) {
        comparison.add_appeared(kind, &of_value(added), Fact::VariantName(&added.name));
    }
}

/// Whether a member of an answer or a notification has a value of an enumeration.
fn is_answered(vendor: &Vendor, enumeration: &Enumeration) -> bool {
    let answers = vendor.operations.iter().map(|each| &each.answer.fields);
    let notices = vendor.notifications.iter().map(|each| &each.fields);
    answers
        .chain(notices)
        .any(|members| has_value_of(vendor, enumeration, members))
}

fn has_value_of(vendor: &Vendor, enumeration: &Enumeration, members: &[AnswerField]) -> bool {
    members.iter().any(|member| {
        let id = member.facts.content.kind().and_then(Kind::enumeration);
        let declared = id.and_then(|id| vendor.enumerations.get(id.0));
        declared.is_some_and(|declared| declared.name == enumeration.name)
            || has_value_of(vendor, enumeration, member.members().unwrap_or_default())
    })
}

fn compare_choice<'m>(
    comparison: &mut Comparison<'m>,
    subject: &Subject<'m>,
    old: &'m Choice,
    new: &'m Choice,
) {
    let Choice { wire, name, label } = old;
    let names = (name, &new.name);
    comparison.compare(ChangeKind::ChoiceRenamed, subject, names, Fact::VariantName);
    let wires = (wire.as_str(), new.wire.as_str());
    comparison.compare(ChangeKind::ChoiceWireChanged, subject, wires, Fact::Text);
    compare_label(comparison, subject, label, &new.label);
}

pub(super) fn compare_code_sets(comparison: &mut Comparison<'_>) {
    let (old, new) = (&comparison.old.code_sets, &comparison.new.code_sets);
    let pairs = comparison.same.code_sets.pairs(old, new);
    let removed = comparison.same.code_sets.removed(old);
    let added = comparison.same.code_sets.added(new);
    for (old, new) in pairs {
        compare_code_set(comparison, old, new);
    }
    for old in removed {
        let subject = Subject::of_vendor(SubjectPart::CodeSet(&old.name));
        let codes = VendorFact::Codes(&old.codes);
        comparison.add_vanished(ChangeKind::CodesRemoved, &subject, codes);
    }
    for new in added {
        let subject = Subject::of_vendor(SubjectPart::CodeSet(&new.name));
        let codes = VendorFact::Codes(&new.codes);
        comparison.add_appeared(ChangeKind::CodesAdded, &subject, codes);
    }
}

fn compare_code_set<'m>(comparison: &mut Comparison<'m>, old: &'m CodeSet, new: &'m CodeSet) {
    let CodeSet { name, codes } = old;
    let subject = &Subject::of_vendor(SubjectPart::CodeSet(&new.name));
    let names = (name, &new.name);
    comparison.compare(ChangeKind::CodesRenamed, subject, names, Fact::Name);
    let same = matched(
        codes,
        &new.codes,
        &[&|a, b| a.wire == b.wire, &|a, b| a.name == b.name],
    );
    let of_code = |code: &'m Code| {
        let (set, wire) = (&new.name, &code.wire);
        Subject::of_vendor(SubjectPart::Code { set, wire })
    };
    for (old, new) in same.pairs(codes, &new.codes) {
        compare_code(comparison, &of_code(new), old, new);
    }
    for old in same.removed(codes) {
        let name = Fact::VariantName(&old.name);
        comparison.add_vanished(ChangeKind::CodeRemoved, &of_code(old), name);
    }
    for new in same.added(&new.codes) {
        let name = Fact::VariantName(&new.name);
        comparison.add_appeared(ChangeKind::CodeAdded, &of_code(new), name);
    }
}

fn compare_code<'m>(
    comparison: &mut Comparison<'m>,
    subject: &Subject<'m>,
    old: &'m Code,
    new: &'m Code,
) {
    let Code {
        wire,
        name,
        label,
        status,
        undecided,
        reports,
    } = old;
    let names = (name, &new.name);
    comparison.compare(ChangeKind::CodeRenamed, subject, names, Fact::VariantName);
    let wires = (wire.as_str(), new.wire.as_str());
    comparison.compare(ChangeKind::CodeWireChanged, subject, wires, Fact::Text);
    compare_label(comparison, subject, label, &new.label);
    comparison.compare_optional(
        ChangeKind::CodeStatusChanged,
        subject,
        (*status, new.status),
        VendorFact::Status,
    );
    comparison.compare_optional(
        ChangeKind::Documentation,
        subject,
        (*reports, new.reports),
        VendorFact::Reports,
    );
    comparison.compare(
        ChangeKind::CodeDecisionChanged,
        subject,
        (*undecided, new.undecided),
        VendorFact::IsUndecided,
    );
}
