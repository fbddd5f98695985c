//! Enumerations and result codes of two specs. Fields that use them are compared elsewhere.

use super::comparison::Comparison;
use super::matching::matched;
use super::{ChangeKind, Subject, documentation, words};
use crate::model::{Choice, Code, CodeSet, Enumeration};

pub(super) fn compare(comparison: &mut Comparison<'_>) {
    enumerations(comparison);
    code_sets(comparison);
}

fn enumerations(comparison: &mut Comparison<'_>) {
    let (old, new) = (&comparison.old.enumerations, &comparison.new.enumerations);
    let at = |enumeration: &Enumeration| Subject::vendor("enumeration").item(&enumeration.name);
    let values = |enumeration: &Enumeration| {
        let choices = enumeration.choices.iter();
        let wires: Vec<&str> = choices.map(|choice| choice.wire.as_str()).collect();
        wires.join(", ")
    };
    let pairs = comparison.same.enumerations.pairs(old, new);
    let removed = comparison.same.enumerations.removed(old);
    let added = comparison.same.enumerations.added(new);
    for (old, new) in pairs {
        enumeration(comparison, &at(new), old, new);
    }
    for old in removed {
        comparison.vanished(ChangeKind::TypeRemoved, &at(old), values(old));
    }
    for new in added {
        comparison.appeared(ChangeKind::TypeAdded, &at(new), values(new));
    }
}

fn enumeration(
    comparison: &mut Comparison<'_>,
    at: &Subject,
    old: &Enumeration,
    new: &Enumeration,
) {
    let Enumeration {
        name,
        label,
        open,
        choices,
    } = old;
    if *name != new.name {
        comparison.turned(ChangeKind::TypeRenamed, at, name, &new.name);
    }
    documentation::label(comparison, at, label, &new.label);
    match (open, new.open) {
        (false, true) => comparison.turned(ChangeKind::TypeOpened, at, "closed", "open"),
        (true, false) => comparison.turned(ChangeKind::TypeClosed, at, "open", "closed"),
        _ => {}
    }
    let same = matched(
        choices,
        &new.choices,
        &[&|a, b| a.wire == b.wire, &|a, b| a.name == b.name],
    );
    let at = &Subject::vendor(&format!("value of `{}`", new.name));
    for (old, new) in same.pairs(choices, &new.choices) {
        choice(comparison, at, old, new);
    }
    for old in same.removed(choices) {
        let at = at.item(&old.wire);
        comparison.vanished(ChangeKind::ChoiceRemoved, &at, old.name.pascal());
    }
    let kind = match new.open {
        true => ChangeKind::OpenChoiceAdded,
        false => ChangeKind::ChoiceAdded,
    };
    for added in same.added(&new.choices) {
        comparison.appeared(kind, &at.item(&added.wire), added.name.pascal());
    }
}

fn choice(comparison: &mut Comparison<'_>, at: &Subject, old: &Choice, new: &Choice) {
    let Choice { wire, name, label } = old;
    let at = &at.item(&new.wire);
    if *name != new.name {
        comparison.turned(
            ChangeKind::ChoiceRenamed,
            at,
            name.pascal(),
            new.name.pascal(),
        );
    }
    if *wire != new.wire {
        comparison.turned(ChangeKind::ChoiceWireChanged, at, wire, &new.wire);
    }
    documentation::label(comparison, at, label, &new.label);
}

fn code_sets(comparison: &mut Comparison<'_>) {
    let (old, new) = (&comparison.old.code_sets, &comparison.new.code_sets);
    let at = |set: &CodeSet| Subject::vendor("code set").item(&set.name);
    let codes = |set: &CodeSet| {
        let wires: Vec<&str> = set.codes.iter().map(|code| code.wire.as_str()).collect();
        wires.join(", ")
    };
    let pairs = comparison.same.code_sets.pairs(old, new);
    let removed = comparison.same.code_sets.removed(old);
    let added = comparison.same.code_sets.added(new);
    for (old, new) in pairs {
        code_set(comparison, &at(new), old, new);
    }
    for old in removed {
        comparison.vanished(ChangeKind::CodesRemoved, &at(old), codes(old));
    }
    for new in added {
        comparison.appeared(ChangeKind::CodesAdded, &at(new), codes(new));
    }
}

fn code_set(comparison: &mut Comparison<'_>, at: &Subject, old: &CodeSet, new: &CodeSet) {
    let CodeSet { name, codes } = old;
    if *name != new.name {
        comparison.turned(ChangeKind::CodesRenamed, at, name, &new.name);
    }
    let same = matched(
        codes,
        &new.codes,
        &[&|a, b| a.wire == b.wire, &|a, b| a.name == b.name],
    );
    let at = &Subject::vendor(&format!("code of `{}`", new.name));
    for (old, new) in same.pairs(codes, &new.codes) {
        code(comparison, at, old, new);
    }
    for old in same.removed(codes) {
        let at = at.item(&old.wire);
        comparison.vanished(ChangeKind::CodeRemoved, &at, old.name.pascal());
    }
    for new in same.added(&new.codes) {
        let at = at.item(&new.wire);
        comparison.appeared(ChangeKind::CodeAdded, &at, new.name.pascal());
    }
}

fn code(comparison: &mut Comparison<'_>, at: &Subject, old: &Code, new: &Code) {
    let Code {
        wire,
        name,
        label,
        status,
        undecided,
        reports,
    } = old;
    let at = &at.item(&new.wire);
    if *name != new.name {
        comparison.turned(
            ChangeKind::CodeRenamed,
            at,
            name.pascal(),
            new.name.pascal(),
        );
    }
    if *wire != new.wire {
        comparison.turned(ChangeKind::CodeWireChanged, at, wire, &new.wire);
    }
    documentation::label(comparison, at, label, &new.label);
    let kind = ChangeKind::CodeStatusChanged;
    comparison.fact(kind, at, (status, &new.status), |status| {
        status.map(|status| format!("HTTP {status}"))
    });
    comparison.fact(ChangeKind::Fact, at, (reports, &new.reports), |reports| {
        reports.map(words::reports)
    });
    comparison.fact(
        ChangeKind::CodeDecisionChanged,
        at,
        (undecided, &new.undecided),
        |undecided| Some(if *undecided { "undecided" } else { "decided" }.to_owned()),
    );
}
