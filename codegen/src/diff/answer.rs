//! How answers are read, and the members of what arrives. Requests are compared elsewhere.

use super::comparison::Comparison;
use super::echo::{self, Requests};
use super::matching::matched;
use super::{ChangeKind, Subject, documentation, rust, words};
use crate::model::{
    Answer, AnswerField, Condition, Content, Envelope, Facts, Fault, Kind, Length, Members,
    OtherCodes, Part, Pending, Test, Vendor,
};

pub(super) fn compare(
    comparison: &mut Comparison<'_>,
    at: &Subject,
    (old, new): (&Answer, &Answer),
    requests: &Requests<'_>,
) {
    let Answer {
        format,
        envelope,
        fields,
        code: _,
        code_kind,
        code_length,
        message: _,
        codes: _,
        success,
        pending: _,
        refused,
        other_codes,
        faults: _,
    } = old;
    comparison.fact(
        ChangeKind::AnswerFormatChanged,
        at,
        (format, &new.format),
        |format| Some(words::format(format)),
    );
    self::envelope(
        comparison,
        ChangeKind::AnswerEnvelopeChanged,
        at,
        (envelope.as_ref(), new.envelope.as_ref()),
    );
    result(comparison, at, old, new);
    // How long a code is tells what is none, where all that are not listed refuse.
    let refuse = [other_codes, &new.other_codes];
    let refuse = refuse
        .iter()
        .any(|others| matches!(others, OtherCodes::Refuse { .. }));
    comparison.fact(
        ChangeKind::CodeKindChanged,
        &at.item(&new.code),
        (code_kind, &new.code_kind),
        |kind| Some(words::code_kind(*kind).to_owned()),
    );
    comparison.fact(
        match refuse {
            true => ChangeKind::OtherCodesChanged,
            false => ChangeKind::Fact,
        },
        &at.item(&new.code),
        (code_length, &new.code_length),
        |length| length.map(Length::describe),
    );
    for (kind, old, new) in [
        (
            ChangeKind::SuccessChanged,
            Some(success),
            Some(&new.success),
        ),
        (
            ChangeKind::RefusedChanged,
            refused.as_ref(),
            new.refused.as_ref(),
        ),
    ] {
        condition(comparison, kind, at, old, new);
    }
    self::other_codes(comparison, at, (other_codes, &new.other_codes));
    self::pending(comparison, at, &old.pending, &new.pending);
    faults(comparison, at, old, new);
    members(
        comparison,
        &at.part("answer member"),
        "",
        (fields, &new.fields),
        requests,
    );
}

/// The encryption of a whole body.
pub(super) fn envelope(
    comparison: &mut Comparison<'_>,
    kind: ChangeKind,
    at: &Subject,
    (old, new): (Option<&Envelope>, Option<&Envelope>),
) {
    let same = match (old, new) {
        (None, None) => true,
        (Some(old), Some(new)) => {
            let Envelope::Jwe { member, key } = old;
            let Envelope::Jwe {
                member: new_member,
                key: new_key,
            } = new;
            member == new_member && comparison.same.credentials.are(key.0, new_key.0)
        }
        _ => false,
    };
    if !same {
        let words = |vendor: &Vendor, envelope: &Envelope| words::envelope(vendor, envelope);
        let old = old.map(|old| words(comparison.old, old));
        let new = new.map(|new| words(comparison.new, new));
        comparison.add(kind, at, old, new);
    }
}

/// Where the result code and its message stand, and of which set the codes are.
fn result(comparison: &mut Comparison<'_>, at: &Subject, old: &Answer, new: &Answer) {
    let moved = ChangeKind::ResultCodeMoved;
    comparison.fact(moved, at, (&old.code, &new.code), |path| {
        Some(words::path(path))
    });
    comparison.fact(moved, at, (&old.message, &new.message), |path| {
        path.as_ref().map(words::path)
    });
    if !comparison.same.code_sets.are(old.codes.0, new.codes.0) {
        let name = |vendor: &Vendor, answer: &Answer| {
            let set = vendor.code_sets.get(answer.codes.0);
            set.map_or_else(String::new, |set| set.name.to_string())
        };
        let (old, new) = (name(comparison.old, old), name(comparison.new, new));
        comparison.turned(ChangeKind::CodesTypeChanged, at, old, new);
    }
}

/// What a condition says, whatever the order in which it is written.
pub(super) fn told(condition: &Condition) -> String {
    let mut tests = condition.0.clone();
    for Test { path: _, values } in &mut tests {
        values.sort();
        values.dedup();
    }
    tests.sort_by(|a, b| (&a.path.0, &a.values).cmp(&(&b.path.0, &b.values)));
    words::condition(&Condition(tests))
}

/// Conditions say the same in whatever order.
fn condition(
    comparison: &mut Comparison<'_>,
    kind: ChangeKind,
    at: &Subject,
    old: Option<&Condition>,
    new: Option<&Condition>,
) {
    if old.map(told) != new.map(told) {
        comparison.add(
            kind,
            at,
            old.map(words::condition),
            new.map(words::condition),
        );
    }
}

/// What codes mean that are not listed. Where a document says nothing of them, nothing depends on its words.
fn other_codes(
    comparison: &mut Comparison<'_>,
    at: &Subject,
    (old, new): (&OtherCodes, &OtherCodes),
) {
    let statuses = |others: &OtherCodes| match others {
        OtherCodes::Unsaid | OtherCodes::Undocumented(_) => None,
        OtherCodes::Refuse {
            citation: _,
            statuses,
        } => Some(words::statuses(statuses)),
    };
    let words = |statuses: &Option<String>| {
        let refuse = statuses.as_ref();
        Some(refuse.map_or_else(
            || "unknown".to_owned(),
            |statuses| format!("every other code refuses, {statuses}"),
        ))
    };
    let kind = ChangeKind::OtherCodesChanged;
    comparison.fact(kind, at, (&statuses(old), &statuses(new)), words);
    match (old, new) {
        (OtherCodes::Refuse { citation: old, .. }, OtherCodes::Refuse { citation: new, .. }) => {
            documentation::citation(comparison, at, old, new)
        }
        (OtherCodes::Undocumented(old), OtherCodes::Undocumented(new)) => {
            let text = |words: &String| Some(words.clone());
            comparison.fact(ChangeKind::Note, at, (old, new), text);
        }
        _ => {}
    }
}

fn pending(comparison: &mut Comparison<'_>, at: &Subject, old: &Pending, new: &Pending) {
    let words = |pending: &Pending| match pending {
        Pending::Never => "accepted is done".to_owned(),
        Pending::When(when) => format!("pending when {}", words::condition(when)),
        Pending::Always(text) => format!("always pending: {text}"),
    };
    match (old, new) {
        (Pending::Never, Pending::Never) => {}
        (Pending::When(before), Pending::When(after)) => condition(
            comparison,
            ChangeKind::PendingChanged,
            at,
            Some(before),
            Some(after),
        ),
        (Pending::Always(before), Pending::Always(after)) => {
            comparison.fact(ChangeKind::Fact, at, (before, after), |text| {
                Some(text.clone())
            });
        }
        _ => comparison.turned(ChangeKind::VerdictChanged, at, words(old), words(new)),
    }
}

fn faults(comparison: &mut Comparison<'_>, at: &Subject, old: &Answer, new: &Answer) {
    let (old, new) = (&old.faults, &new.faults);
    let same = matched(
        old,
        new,
        &[&|a, b| a.name == b.name, &|a, b| {
            words::fault(a) == words::fault(b)
        }],
    );
    let at = at.part("fault");
    for (old, new) in same.pairs(old, new) {
        let Fault {
            name,
            label,
            code: _,
            message: _,
            codes,
            statuses: _,
            other_codes,
            citation,
        } = old;
        let at = at.item(&new.name);
        self::other_codes(comparison, &at, (other_codes, &new.other_codes));
        comparison.fact(
            ChangeKind::FaultsChanged,
            &at,
            (&words::fault(old), &words::fault(new)),
            |words| Some(words.clone()),
        );
        comparison.fact(ChangeKind::Fact, &at, (name, &new.name), |name| {
            Some(name.to_string())
        });
        documentation::label(comparison, &at, label, &new.label);
        comparison.fact(
            ChangeKind::FaultsChanged,
            &at,
            (codes, &new.codes),
            |codes| Some(codes.join(", ")),
        );
        match (citation, &new.citation) {
            (Some(old), Some(new)) => documentation::citation(comparison, &at, old, new),
            (None, None) => {}
            _ => comparison.add(ChangeKind::Citation, &at, None, None),
        }
    }
    for old in same.removed(old) {
        comparison.vanished(
            ChangeKind::FaultsChanged,
            &at.item(&old.name),
            words::fault(old),
        );
    }
    for new in same.added(new) {
        comparison.appeared(
            ChangeKind::FaultsChanged,
            &at.item(&new.name),
            words::fault(new),
        );
    }
}

/// Which member of what arrives is which.
pub(super) fn matched_members(
    old: &[AnswerField],
    new: &[AnswerField],
) -> super::matching::Matched {
    matched(
        old,
        new,
        &[
            &|a, b| a.path == b.path,
            &|a, b| a.facts.name == b.facts.name,
            &|a, b| a.facts.label == b.facts.label,
        ],
    )
}

/// The members of an answer, of an object in it, or of a notification.
pub(super) fn members(
    comparison: &mut Comparison<'_>,
    at: &Subject,
    inside: &str,
    (old, new): (&[AnswerField], &[AnswerField]),
    requests: &Requests<'_>,
) {
    let same = matched_members(old, new);
    let item = |field: &AnswerField| at.item(format!("{inside}{}", field.path));
    for (old, new) in same.pairs(old, new) {
        member(comparison, &item(new), old, new, requests);
    }
    for old in same.removed(old) {
        let told = member_told(comparison.old, old);
        comparison.vanished(ChangeKind::AnswerFieldRemoved, &item(old), told);
        echo::alone(comparison, &item(old), old, false, requests);
    }
    for new in same.added(new) {
        let kind = match new.part {
            Part::Optional => ChangeKind::AnswerFieldAdded,
            Part::Always | Part::OnSuccess => ChangeKind::AnswerFieldAddedAlways,
        };
        let told = member_told(comparison.new, new);
        comparison.appeared(kind, &item(new), told);
        echo::alone(comparison, &item(new), new, true, requests);
    }
}

fn member_told(vendor: &Vendor, field: &AnswerField) -> String {
    format!(
        "{}, {}",
        words::content(vendor, &field.facts.content),
        part(field.part)
    )
}

fn part(part: Part) -> &'static str {
    match part {
        Part::Always => "always there",
        Part::OnSuccess => "there on success",
        Part::Optional => "may be absent",
    }
}

fn member(
    comparison: &mut Comparison<'_>,
    at: &Subject,
    old: &AnswerField,
    new: &AnswerField,
    requests: &Requests<'_>,
) {
    let AnswerField {
        path,
        facts,
        length,
        part: _,
        echoes,
    } = old;
    let Facts {
        name,
        label,
        note,
        content: _,
        sensitive: _,
        example,
        quirks,
    } = facts;
    if *path != new.path {
        comparison.turned(ChangeKind::AnswerFieldMoved, at, path, &new.path);
    }
    if *name != new.facts.name {
        comparison.turned(ChangeKind::AnswerFieldRenamed, at, name, &new.facts.name);
    }
    kind(comparison, at, old, new);
    presence(comparison, at, old, new);
    documentation::label(comparison, at, label, &new.facts.label);
    documentation::text(comparison, ChangeKind::Note, at, note, &new.facts.note);
    documentation::text(
        comparison,
        ChangeKind::Example,
        at,
        example,
        &new.facts.example,
    );
    documentation::quirks(comparison, at, quirks, &new.facts.quirks);
    comparison.fact(ChangeKind::Fact, at, (length, &new.length), |length| {
        length.map(Length::describe)
    });
    echo::compare(comparison, at, (*echoes, new.echoes), requests);
    let nested = (old.members(), new.members());
    if let (Some(old_members), Some(new_members)) = nested {
        let inside = format!("{}.", at.item.as_deref().unwrap_or_default());
        members(
            comparison,
            at,
            &inside,
            (old_members, new_members),
            requests,
        );
    }
}

fn presence(comparison: &mut Comparison<'_>, at: &Subject, old: &AnswerField, new: &AnswerField) {
    if old.part == new.part {
        return;
    }
    let optional = |field: &AnswerField| field.part == Part::Optional;
    let kind = match (rust::is_option(old), rust::is_option(new)) {
        (false, true) => ChangeKind::AnswerNowOptional,
        (true, false) => ChangeKind::AnswerNowAlways,
        _ if optional(old) != optional(new) => ChangeKind::AnswerReadingChanged,
        _ => ChangeKind::Fact,
    };
    comparison.turned(kind, at, part(old.part), part(new.part));
}

fn kind(comparison: &mut Comparison<'_>, at: &Subject, old: &AnswerField, new: &AnswerField) {
    let (before, after) = (rust::read(old), rust::read(new));
    if !before.is(&after, &comparison.same.enumerations) {
        let old = before.words(&comparison.old.enumerations);
        let new = after.words(&comparison.new.enumerations);
        comparison.turned(ChangeKind::AnswerTypeChanged, at, old, new);
        return;
    }
    if old.facts.sensitive != new.facts.sensitive {
        let words = |sensitive: bool| if sensitive { "never shown" } else { "shown" };
        let (old, new) = (words(old.facts.sensitive), words(new.facts.sensitive));
        comparison.turned(ChangeKind::SensitivityChanged, at, old, new);
    }
    let told = (
        words::content(comparison.old, &old.facts.content),
        words::content(comparison.new, &new.facts.content),
    );
    if told.0 != told.1 && !is_enumeration(old) {
        let kind = match reads_alike(&old.facts.content, &new.facts.content) {
            true => ChangeKind::Fact,
            false => ChangeKind::AnswerReadingChanged,
        };
        comparison.turned(kind, at, told.0, told.1);
    }
}

/// An enumeration is compared where it is declared.
fn is_enumeration(field: &AnswerField) -> bool {
    matches!(field.facts.content.kind(), Some(Kind::Enumeration(_)))
}

/// Whether what two fields of one Rust type hold is read in one way.
fn reads_alike(old: &Content<Members>, new: &Content<Members>) -> bool {
    if let (Content::Nested(old), Content::Nested(new)) = (old, new) {
        return old.layout == new.layout;
    }
    match (old.kind(), new.kind()) {
        (Some(Kind::DateTime(old)), Some(Kind::DateTime(new))) => old == new,
        _ => true,
    }
}
