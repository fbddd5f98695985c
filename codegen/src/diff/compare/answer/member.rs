//! The members of what arrives: of an answer, of an object in it, or of a notification.

use super::echo::{compare_echo_alone, compare_echoes};
use super::wrapping::compare_wrappings;
use crate::diff::change::facts::{AnswerFact, FieldFact};
use crate::diff::change::{ChangeKind, Fact, Subject, SubjectPart};
use crate::diff::compare::comparison::Comparison;
use crate::diff::compare::documentation::{
    compare_label, compare_own_citation, compare_quirks, compare_text,
};
use crate::diff::compare::matching::{Matched, matched};
use crate::diff::compare::recipe::Scope;
use crate::diff::compare::rust_type::{is_option, is_same_type, member_type};
use crate::diff::compare::value_kind::value_kind;
use crate::model::{AnswerField, Content, Facts, Kind, Members as Objects, Part, Path, Vendor};

/// The members of an answer or notification, or of an object in it.
pub(in crate::diff::compare) struct Members<'c, 'm> {
    pub subject: &'c Subject<'m>,
    /// What makes a part of the subject of a member's path.
    pub part: fn(Vec<&'m Path>) -> SubjectPart<'m>,
    pub scope: &'c Scope<'m>,
    /// The paths of the objects that the members are in, from the outside in.
    pub inside: Vec<&'m Path>,
}

impl<'m> Members<'_, 'm> {
    fn path_of(&self, member: &'m AnswerField) -> Vec<&'m Path> {
        let mut path = self.inside.clone();
        path.push(&member.path);
        path
    }

    fn subject_of(&self, member: &'m AnswerField) -> Subject<'m> {
        self.subject.with_part((self.part)(self.path_of(member)))
    }
}

/// Which member of what arrives is which.
pub(in crate::diff::compare) fn match_members(old: &[AnswerField], new: &[AnswerField]) -> Matched {
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

pub(in crate::diff::compare) fn compare_members<'m>(
    comparison: &mut Comparison<'m>,
    members: &Members<'_, 'm>,
    (old, new): (&'m [AnswerField], &'m [AnswerField]),
) {
    let same = match_members(old, new);
    for (old, new) in same.pairs(old, new) {
        compare_member(comparison, members, old, new);
    }
    for old in same.removed(old) {
        let subject = members.subject_of(old);
        let fact = member_fact(comparison.old, old);
        comparison.add_vanished(ChangeKind::AnswerFieldRemoved, &subject, fact);
        compare_echoes_alone(comparison, members, old, false);
    }
    for new in same.added(new) {
        let kind = match new.part {
            Part::Optional => ChangeKind::AnswerFieldAdded,
            Part::Always | Part::OnSuccess => ChangeKind::AnswerFieldAddedAlways,
        };
        let subject = members.subject_of(new);
        let fact = member_fact(comparison.new, new);
        comparison.add_appeared(kind, &subject, fact);
        compare_echoes_alone(comparison, members, new, true);
    }
}

fn member_fact<'m>(vendor: &'m Vendor, member: &'m AnswerField) -> AnswerFact<'m> {
    AnswerFact::Member(
        value_kind(&vendor.enumerations, &member.facts.content),
        member.part,
    )
}

/// Compares what a member that only one side has repeats of the request, and what those inside it repeat.
fn compare_echoes_alone<'m>(
    comparison: &mut Comparison<'m>,
    members: &Members<'_, 'm>,
    member: &'m AnswerField,
    is_new: bool,
) {
    let subject = members.subject_of(member);
    compare_echo_alone(comparison, &subject, members.scope, member.echoes, is_new);
    let inside = members.path_of(member);
    let inner = Members { inside, ..*members };
    for member in member.members().unwrap_or_default() {
        compare_echoes_alone(comparison, &inner, member, is_new);
    }
}

fn compare_member<'m>(
    comparison: &mut Comparison<'m>,
    members: &Members<'_, 'm>,
    old: &'m AnswerField,
    new: &'m AnswerField,
) {
    let AnswerField {
        path,
        facts,
        length,
        count,
        part: _,
        wrapping,
        echoes,
    } = old;
    let Facts {
        name,
        label,
        note,
        content: _,
        sensitive: _,
        example,
        citation,
        quirks,
    } = facts;
    let new_facts = &new.facts;
    let subject = &members.subject_of(new);
    let paths = (path, &new.path);
    comparison.compare(
        ChangeKind::AnswerFieldMoved,
        subject,
        paths,
        AnswerFact::Path,
    );
    let names = (name, &new_facts.name);
    comparison.compare(ChangeKind::AnswerFieldRenamed, subject, names, Fact::Name);
    compare_types(comparison, subject, old, new);
    compare_parts(comparison, subject, old, new);
    compare_label(comparison, subject, label, &new_facts.label);
    compare_text(comparison, ChangeKind::Note, subject, note, &new_facts.note);
    compare_text(
        comparison,
        ChangeKind::Example,
        subject,
        example,
        &new_facts.example,
    );
    let citations = (citation.as_ref(), new_facts.citation.as_ref());
    compare_own_citation(comparison, subject, citations.0, citations.1);
    compare_quirks(comparison, subject, quirks, &new_facts.quirks);
    let lengths = (*length, new.length);
    comparison.compare_optional(ChangeKind::Documentation, subject, lengths, Fact::Length);
    let counts = (*count, new.count);
    comparison.compare_optional(ChangeKind::Documentation, subject, counts, Fact::Count);
    compare_wrappings(comparison, subject, (*wrapping, new.wrapping));
    compare_echoes(comparison, subject, members.scope, (*echoes, new.echoes));
    if let (Some(old_members), Some(new_members)) = (old.members(), new.members()) {
        let structs = (old.structure(), new.structure());
        comparison.compare_optional(ChangeKind::StructChanged, subject, structs, Fact::Name);
        let inside = members.path_of(new);
        let inner = Members { inside, ..*members };
        compare_members(comparison, &inner, (old_members, new_members));
    }
}

/// Compares when a member is there.
fn compare_parts<'m>(
    comparison: &mut Comparison<'m>,
    subject: &Subject<'m>,
    old: &'m AnswerField,
    new: &'m AnswerField,
) {
    let is_optional = |field: &AnswerField| field.part == Part::Optional;
    let kind = match (is_option(old), is_option(new)) {
        (false, true) => ChangeKind::AnswerNowOptional,
        (true, false) => ChangeKind::AnswerNowAlways,
        (true, true) | (false, false) => match is_optional(old) == is_optional(new) {
            true => ChangeKind::Documentation,
            false => ChangeKind::AnswerReadingChanged,
        },
    };
    comparison.compare(kind, subject, (old.part, new.part), AnswerFact::Part);
}

/// Compares what a member holds.
fn compare_types<'m>(
    comparison: &mut Comparison<'m>,
    subject: &Subject<'m>,
    old: &'m AnswerField,
    new: &'m AnswerField,
) {
    let old_type = member_type(old, &comparison.old.enumerations);
    let new_type = member_type(new, &comparison.new.enumerations);
    if !is_same_type(&old_type, &new_type, &comparison.same.enumerations) {
        let old = FieldFact::RustType(old_type, &comparison.old.enumerations);
        let new = FieldFact::RustType(new_type, &comparison.new.enumerations);
        return comparison.add_replaced(ChangeKind::AnswerTypeChanged, subject, old, new);
    }
    comparison.compare(
        ChangeKind::SensitivityChanged,
        subject,
        (old.facts.sensitive, new.facts.sensitive),
        FieldFact::IsSensitive,
    );
    // An enumeration is compared where it is declared; how JSON writes its values stands at the member.
    if is_enumeration(old) {
        let is_bare = |field: &AnswerField| field.facts.content.kind().is_some_and(Kind::is_bare);
        comparison.compare(
            ChangeKind::Documentation,
            subject,
            (is_bare(old), is_bare(new)),
            FieldFact::IsBare,
        );
    } else {
        let kind = match is_read_alike(&old.facts.content, &new.facts.content) {
            true => ChangeKind::Documentation,
            false => ChangeKind::AnswerReadingChanged,
        };
        let kinds = (
            value_kind(&comparison.old.enumerations, &old.facts.content),
            value_kind(&comparison.new.enumerations, &new.facts.content),
        );
        comparison.compare(kind, subject, kinds, FieldFact::Kind);
    }
}

fn is_enumeration(field: &AnswerField) -> bool {
    matches!(field.facts.content.kind(), Some(Kind::Enumeration { .. }))
}

/// Whether what two members of one Rust type hold is read in one way.
fn is_read_alike(old: &Content<Objects>, new: &Content<Objects>) -> bool {
    if let (Content::Nested(old), Content::Nested(new)) = (old, new) {
        return old.layout == new.layout;
    }
    let format = |content: &Content<Objects>| content.kind().and_then(Kind::time_format).cloned();
    format(old) == format(new)
}
