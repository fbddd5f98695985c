//! When fields must be there: in requests always, sometimes or by rule; in answers by outcome.

use super::condition::{Among, field_condition};
use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::{
    CredentialId, Expression, FieldCondition, Part, Presence, PresenceRules, Source, can_both_hold,
};
use crate::resolve::context::Context;
use crate::syntax::spec::{self, Named};
use crate::words::{PresenceWord, Role};

pub(super) fn request_presence(
    context: &Context<'_>,
    entry: &Named<spec::Field>,
    source: &Source,
    among: &Among<'_, '_>,
    out: &mut Diagnostics,
) -> Presence {
    absence_has_a_meaning(entry, source, out);
    let Some(presence) = &entry.value.presence else {
        return match source {
            Source::Caller => Presence::Optional,
            Source::Supplied(Expression::Credential(id)) if is_optional(context, *id) => {
                Presence::Optional
            }
            Source::Supplied(_) => Presence::Required,
        };
    };
    match &presence.value {
        spec::Presence::Conditional(words) => Presence::Conditional(words.clone()),
        spec::Presence::ByRule {
            required_when,
            forbidden_when,
        } => {
            rules_are_for_the_caller(entry, source, out);
            let written = (required_when.as_ref(), forbidden_when.as_ref());
            Presence::ByRule(presence_rules(context, (entry, written), among, out))
        }
        spec::Presence::Word(word) => match word {
            PresenceWord::Required => Presence::Required,
            PresenceWord::Optional => Presence::Optional,
            PresenceWord::OnSuccess => {
                let help = "in a request: `required`, `optional` or `{ conditional: in words }`";
                let problem = Diagnostic::new(
                    DiagnosticCode::BadValue,
                    presence.span,
                    format!("`{}` says nothing about presence here", word.word()),
                );
                out.push(problem.help(help));
                Presence::Required
            }
        },
    }
}

/// What the values of other fields say of a field's presence: when it is required, and when it is forbidden.
pub(super) fn presence_rules(
    context: &Context<'_>,
    (entry, (required, forbidden)): (
        &Named<spec::Field>,
        (Option<&spec::FieldCondition>, Option<&spec::FieldCondition>),
    ),
    among: &Among<'_, '_>,
    out: &mut Diagnostics,
) -> PresenceRules {
    let mut condition = |written: Option<&spec::FieldCondition>| {
        field_condition(context, (entry, written?), among, out)
    };
    let rules = PresenceRules {
        required_when: condition(required),
        forbidden_when: condition(forbidden),
    };
    if let (Some(required), Some(forbidden)) = (required, forbidden) {
        never_both(entry, &rules, (required, forbidden), out);
    }
    rules
}

/// What the client supplies by itself is there whatever the caller gives.
fn rules_are_for_the_caller(entry: &Named<spec::Field>, source: &Source, out: &mut Diagnostics) {
    if let (Some(presence), Source::Supplied(_)) = (&entry.value.presence, source) {
        let conflict = Diagnostic::new(
            DiagnosticCode::Conflict,
            presence.span,
            format!("`{}` is not given by the caller", entry.name.value),
        );
        out.push(conflict.help("remove `presence`: what the client supplies is always sent"));
    }
}

/// No request may be wrong with a field and without it.
fn never_both(
    entry: &Named<spec::Field>,
    rules: &PresenceRules,
    (required, forbidden): (&spec::FieldCondition, &spec::FieldCondition),
    out: &mut Diagnostics,
) {
    let alternatives = |condition: &'_ Option<FieldCondition>| match condition {
        Some(condition) => condition.alternatives.clone(),
        None => Vec::new(),
    };
    let others = alternatives(&rules.forbidden_when);
    let meets = |tests: &Vec<_>| others.iter().any(|other| can_both_hold(tests, other));
    if alternatives(&rules.required_when).iter().any(meets) {
        let conflict = Diagnostic::new(
            DiagnosticCode::Conflict,
            forbidden.span,
            format!(
                "`{}` can be required and forbidden at once",
                entry.name.value
            ),
        )
        .also(required.span, "both conditions can hold")
        .note("what both hold of would be refused with the field and without it")
        .help("let both ask for one field, with different values");
        out.push(conflict);
    }
}

/// A client can be built without an optional credential; the field that shows it is left out then.
fn is_optional(context: &Context<'_>, id: CredentialId) -> bool {
    let credential = context.credentials.get(id.0);
    credential.is_some_and(|credential| !credential.required)
}

/// What is always there, or supplied, is never left out.
fn absence_has_a_meaning(entry: &Named<spec::Field>, source: &Source, out: &mut Diagnostics) {
    let presence = entry
        .value
        .presence
        .as_ref()
        .map(|presence| &presence.value);
    let always = matches!(presence, Some(spec::Presence::Word(PresenceWord::Required)));
    if let Some(absent) = &entry.value.absent
        && (always || *source != Source::Caller)
    {
        let conflict = Diagnostic::new(
            DiagnosticCode::Conflict,
            absent.span,
            format!("`{}` is never left out", entry.name.value),
        );
        out.push(conflict.help("remove `absent`, or make the field optional"));
    }
}

pub(super) fn answer_presence(field: &spec::Field, out: &mut Diagnostics) -> Part {
    // The code tells an answer from anything else, so every answer has it.
    if field
        .role
        .as_ref()
        .is_some_and(|role| role.value == Role::Code)
    {
        return Part::Always;
    }
    let Some(presence) = &field.presence else {
        return Part::Optional;
    };
    match &presence.value {
        spec::Presence::Word(PresenceWord::Required) => Part::Always,
        spec::Presence::Word(PresenceWord::OnSuccess) => Part::OnSuccess,
        spec::Presence::Word(PresenceWord::Optional) => Part::Optional,
        spec::Presence::Conditional(_) | spec::Presence::ByRule { .. } => {
            let problem = Diagnostic::new(
                DiagnosticCode::BadValue,
                presence.span,
                "this says nothing about presence in an answer",
            )
            .help("in an answer: `required`, `on_success` or `optional`; a member of a notification may have `required_when` and `forbidden_when`");
            out.push(problem);
            Part::Optional
        }
    }
}
