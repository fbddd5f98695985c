//! Client options of two specs.

use crate::diff::change::facts::VendorFact;
use crate::diff::change::{ChangeKind, Fact, Subject, SubjectPart};
use crate::diff::compare::comparison::Comparison;
use crate::diff::compare::documentation::{compare_label, compare_quirks};
use crate::diff::compare::matching::matched;
use crate::model::{ClientOption, OptionChoice, OptionId};

pub(super) fn compare_options(comparison: &mut Comparison<'_>) {
    let (old, new) = (&comparison.old.options, &comparison.new.options);
    let same = &comparison.same.options;
    let positions: Vec<(usize, usize)> = same.both.iter().map(|(a, b)| (*a, *b)).collect();
    let (removed, added) = (same.removed(old), same.added(new));
    for (before, after) in positions {
        let (Some(old), Some(new)) = (old.get(before), new.get(after)) else {
            continue;
        };
        // The type of the request encoding is the runtime's.
        let was_encoding = comparison.old.encoding_option == Some(OptionId(before));
        let is_encoding = comparison.new.encoding_option == Some(OptionId(after));
        if was_encoding == is_encoding {
            compare_option(comparison, (old, new), is_encoding);
        } else {
            let subject = Subject::of_vendor(SubjectPart::ClientOption(&new.name));
            let (old, new) = (choices(old), choices(new));
            comparison.add_vanished(ChangeKind::OptionRemoved, &subject, old);
            comparison.add_appeared(ChangeKind::OptionAdded, &subject, new);
        }
    }
    for old in removed {
        let subject = Subject::of_vendor(SubjectPart::ClientOption(&old.name));
        comparison.add_vanished(ChangeKind::OptionRemoved, &subject, choices(old));
    }
    for new in added {
        let subject = Subject::of_vendor(SubjectPart::ClientOption(&new.name));
        comparison.add_appeared(ChangeKind::OptionAdded, &subject, choices(new));
    }
}

fn choices(option: &ClientOption) -> VendorFact<'_> {
    VendorFact::OptionChoices(&option.choices)
}

fn compare_option<'m>(
    comparison: &mut Comparison<'m>,
    (old, new): (&'m ClientOption, &'m ClientOption),
    is_encoding: bool,
) {
    let ClientOption {
        name,
        label,
        choices,
        quirks,
    } = old;
    let subject = &Subject::of_vendor(SubjectPart::ClientOption(&new.name));
    let names = (name, &new.name);
    comparison.compare(ChangeKind::OptionRenamed, subject, names, Fact::Name);
    compare_label(comparison, subject, label, &new.label);
    compare_quirks(comparison, subject, quirks, &new.quirks);
    let default = |choices: &'m [OptionChoice]| choices.first().map(|choice| &choice.name);
    comparison.compare_optional(
        ChangeKind::OptionDefaultChanged,
        subject,
        (default(choices), default(&new.choices)),
        Fact::Name,
    );
    let same = matched(choices, &new.choices, &[&|a, b| a.name == b.name]);
    let of_choice = |choice: &'m OptionChoice| {
        let (option, choice) = (&new.name, &choice.name);
        Subject::of_vendor(SubjectPart::OptionChoice { option, choice })
    };
    for (old, new) in same.pairs(choices, &new.choices) {
        let OptionChoice { name: _, label } = old;
        compare_label(comparison, &of_choice(old), label, &new.label);
    }
    if is_encoding {
        return;
    }
    for old in same.removed(choices) {
        let label = Fact::Label(&old.label);
        comparison.add_vanished(ChangeKind::OptionChoiceRemoved, &of_choice(old), label);
    }
    for new in same.added(&new.choices) {
        let label = Fact::Label(&new.label);
        comparison.add_appeared(ChangeKind::OptionChoiceAdded, &of_choice(new), label);
    }
}
