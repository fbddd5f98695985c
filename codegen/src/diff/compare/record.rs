//! What the vendor remembers between calls, and what operations do with it: neither the wire nor Rust knows of it.

use super::comparison::Comparison;
use super::documentation::compare_label;
use super::matching::matched;
use crate::diff::change::facts::{MemberFact, OperationFact, RecordUseFact, VendorFact};
use crate::diff::change::{ChangeKind, Subject, SubjectPart};
use crate::model::{Operation, Record, RecordMember, RecordUse, Vendor};

pub(super) fn compare_records(comparison: &mut Comparison<'_>) {
    let (old, new) = (&comparison.old.records, &comparison.new.records);
    let same = matched(old, new, &[&|a, b| a.name == b.name]);
    for (old, new) in same.pairs(old, new) {
        let Record {
            name,
            label,
            keys: _,
            elsewhere: _,
            refused: _,
            told: _,
        } = old;
        let subject = &Subject::of_vendor(SubjectPart::Record(name));
        compare_label(comparison, subject, label, &new.label);
        let is_same = *old
            == Record {
                label: label.clone(),
                ..new.clone()
            };
        if !is_same {
            let facts = (VendorFact::Record(old), VendorFact::Record(new));
            comparison.add_replaced(ChangeKind::Documentation, subject, facts.0, facts.1);
        }
    }
    for old in same.removed(old) {
        let subject = Subject::of_vendor(SubjectPart::Record(&old.name));
        comparison.add_vanished(ChangeKind::Documentation, &subject, VendorFact::Record(old));
    }
    for new in same.added(new) {
        let subject = Subject::of_vendor(SubjectPart::Record(&new.name));
        comparison.add_appeared(ChangeKind::Documentation, &subject, VendorFact::Record(new));
    }
}

pub(super) fn compare_record_uses<'m>(
    comparison: &mut Comparison<'m>,
    subject: &Subject<'m>,
    (old, new): (&'m Operation, &'m Operation),
) {
    let facts = |vendor: &'m Vendor, operation: &'m Operation| {
        let uses = operation.records.iter();
        let facts = uses.filter_map(|one| use_fact(vendor, operation, one));
        Some(facts.collect::<Vec<_>>()).filter(|facts| !facts.is_empty())
    };
    let both = (facts(comparison.old, old), facts(comparison.new, new));
    comparison.compare_optional(
        ChangeKind::Documentation,
        subject,
        both,
        OperationFact::RecordUses,
    );
}

fn use_fact<'m>(
    vendor: &'m Vendor,
    operation: &'m Operation,
    one: &'m RecordUse,
) -> Option<RecordUseFact<'m>> {
    let RecordUse {
        record,
        effect,
        keys,
        amount,
        left,
        leaves,
        untold,
        all,
        pending,
    } = one;
    let member = |member: &'m RecordMember| match member {
        RecordMember::Sent(at) => {
            MemberFact::Sent(operation.field(*at).map_or("", |field| field.wire.as_str()))
        }
        RecordMember::Answered(path) => MemberFact::Answered(path),
    };
    Some(RecordUseFact {
        record: &vendor.records.get(record.0)?.name,
        effect: *effect,
        keys: keys.iter().map(|(key, at)| (key, member(at))).collect(),
        amount: amount.as_ref().map(member),
        left: left.as_ref().map(member),
        leaves: leaves.as_ref().map(member),
        untold,
        all: *all,
        pending: *pending,
    })
}
