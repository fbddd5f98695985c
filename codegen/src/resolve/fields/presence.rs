//! When fields must be there: in requests always, sometimes or by rule; in answers by outcome.

use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::{
    CredentialId, Expression, FieldTest, Kind, Length, Part, Presence, Source, broken_rule,
};
use crate::resolve::context::{Context, References};
use crate::resolve::notation::text;
use crate::resolve::shared_checks::never_holds;
use crate::syntax::spec::{self, Named};
use crate::words::{Letters, PresenceWord, Role, TypeWord};

pub(super) fn request_presence(
    context: &Context<'_>,
    entry: &Named<spec::Field>,
    source: &Source,
    fields: &References<'_>,
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
        spec::Presence::RequiredWhen(when) => field_test(context, when, fields, out)
            .map_or(Presence::Optional, Presence::RequiredWhen),
        spec::Presence::ForbiddenWhen(when) => field_test(context, when, fields, out)
            .map_or(Presence::Optional, Presence::ForbiddenWhen),
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
                Presence::Optional
            }
        },
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

/// `{ QR_TYPE: ["2"] }`: another field of the caller's, and values that it can have.
fn field_test(
    context: &Context<'_>,
    when: &spec::Condition,
    fields: &References<'_>,
    out: &mut Diagnostics,
) -> Option<FieldTest> {
    let [(name, values)] = when.tests.as_slice() else {
        let problem = Diagnostic::new(
            DiagnosticCode::WrongShape,
            when.span,
            "the rule asks for exactly one other field",
        )
        .help("write it as `{ QR_TYPE: [ \"2\" ] }`");
        out.push(problem);
        return None;
    };
    let Some((place, other)) = fields.get(name.value.as_str()) else {
        let unknown = Diagnostic::new(
            DiagnosticCode::UnknownName,
            name.span,
            format!("the request has no field `{}`", name.value),
        )
        .suggest(&name.value, fields.keys().copied());
        out.push(unknown);
        return None;
    };
    if other.value.from.is_some() || other.value.constant.is_some() {
        let conflict = Diagnostic::new(
            DiagnosticCode::Conflict,
            name.span,
            format!("`{}` is not given by the caller", name.value),
        )
        .also(other.name.span, "supplied here");
        out.push(conflict);
    }
    let listed = other.value.declared_type();
    let listed = listed.and_then(|name| context.enumeration(name));
    let choices = listed
        .and_then(|id| context.enumerations.get(id.0))
        .map(|listed| listed.choices.as_slice());
    for value in values {
        if let Some(choices) = choices
            && !choices.iter().any(|choice| choice.wire == value.value)
        {
            let unknown = Diagnostic::new(
                DiagnosticCode::UnknownName,
                value.span,
                format!("`{}` never has the value `{}`", name.value, value.value),
            )
            .suggest(
                &value.value,
                choices.iter().map(|choice| choice.wire.as_str()),
            );
            out.push(unknown);
        }
    }
    let length = other.value.length.as_ref();
    let length = length.and_then(|length| {
        let (min, max) = text::small_range(length, 1, &mut Diagnostics::default())?;
        let own = other.value.unit.as_ref();
        let unit = own.map_or(context.length_unit, |unit| unit.value);
        Some(Length { min, max, unit })
    });
    for value in values.iter().filter(|_| choices.is_none()) {
        let kind = other.value.type_word().map_or(Kind::Text, compared_as);
        let broken = broken_rule(&kind, length, &context.enumerations, &value.value);
        if let Some(reason) = broken {
            never_holds(name, value, reason, out);
        }
    }
    let values: Vec<String> = values.iter().map(|value| value.value.clone()).collect();
    (!values.is_empty()).then_some(FieldTest {
        field: *place,
        values,
    })
}

/// The kind whose rules the text of a test must obey.
fn compared_as(word: TypeWord) -> Kind {
    match word.letters() {
        Letters::Digits => Kind::Digits,
        Letters::Flag => Kind::Boolean,
        Letters::Any | Letters::Ascii | Letters::None => Kind::Text,
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
        spec::Presence::Conditional(_)
        | spec::Presence::RequiredWhen(_)
        | spec::Presence::ForbiddenWhen(_) => {
            let problem = Diagnostic::new(
                DiagnosticCode::BadValue,
                presence.span,
                "this says nothing about presence in an answer",
            )
            .help("in an answer: `required`, `on_success` or `optional`");
            out.push(problem);
            Part::Optional
        }
    }
}
