//! What gives values to a request that follows: fields of the first request, what the client makes for it, constants.

use super::role::Role;
use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::{
    Basis, Content, Expression, Field, FieldRef, GivenField, GivenValue, Kind, Length, Operation,
    Placed, Presence, Source,
};
use crate::resolve::context::{Context, Supply, request_field_named};
use crate::resolve::notation::moment::clock_format;
use crate::syntax::reader::Text;
use crate::syntax::spec::{self, Named, ValueKind};

/// An operation, as it is written and as it is understood.
type Known<'k> = (&'k Named<spec::Operation>, &'k Operation);

/// A field of the operation that follows, and what gives its value.
pub(super) fn given_field(
    context: &Context<'_>,
    first: Known<'_>,
    following: Known<'_>,
    (role, pair): (Role, &Named<spec::GivenValue>),
    out: &mut Diagnostics,
) -> Option<GivenField> {
    let what = format!("request member of the {}", role.word());
    let at = request_field_named(&following.0.value, &pair.name, &what, out);
    let own = match &pair.value {
        spec::GivenValue::Field(name) => {
            request_field_named(&first.0.value, name, "request member", out)
        }
        spec::GivenValue::Constant(_) | spec::GivenValue::Clock { .. } => None,
    };
    let at = at?;
    let field = following.1.field(at)?;
    if field.source != Source::Caller {
        let message = format!("`{}` is not given by the caller", pair.name.value);
        let conflict = Diagnostic::new(DiagnosticCode::Conflict, pair.name.span, message);
        out.push(conflict.help(format!(
            "remove it: the client supplies it in `{}`",
            following.1.name
        )));
        return None;
    }
    let value = match &pair.value {
        spec::GivenValue::Field(name) => {
            let taken = Taken {
                name,
                wanted: &pair.name,
                field,
            };
            taken.from(first.1.field(own?)?, own?, out)?
        }
        spec::GivenValue::Constant(text) => {
            let placed = Placed { at, field };
            constant(context, (following.1, placed), (&pair.name, text), out)?
        }
        spec::GivenValue::Clock { value, format } => {
            clock(context, field, (&pair.name, value, format.as_ref()), out)?
        }
    };
    Some(GivenField { field: at, value })
}

/// A field of the first request that is to give its value to a field of the other.
struct Taken<'t> {
    /// The name of the field of the first request.
    name: &'t Text,
    /// The name of the field that takes the value.
    wanted: &'t Text,
    /// The field that takes the value.
    field: &'t Field,
}

impl Taken<'_> {
    fn from(&self, own: &Field, at: FieldRef, out: &mut Diagnostics) -> Option<GivenValue> {
        if let Some((why, help)) = self.obstacle(own) {
            let message = format!(
                "`{}` cannot give `{}` its value: {why}",
                self.name.value, self.wanted.value
            );
            let conflict = Diagnostic::new(DiagnosticCode::Conflict, self.name.span, message);
            out.push(conflict.help(help));
            return None;
        }
        Some(match &own.source {
            Source::Caller => GivenValue::Field(at),
            Source::Supplied(Expression::Literal(text)) => GivenValue::Constant(text.clone()),
            Source::Supplied(expression) => GivenValue::Made(expression.clone()),
        })
    }

    /// Why the value cannot be taken over, and what to do.
    fn obstacle(&self, own: &Field) -> Option<(&'static str, &'static str)> {
        let is_made = own.source != Source::Caller;
        let is_text = own
            .facts
            .content
            .one()
            .is_some_and(|kind| kind.basis() == Basis::Text);
        if own.facts.content != self.field.facts.content {
            return Some((
                "the two hold different things",
                "give both the same type, or take another field",
            ));
        }
        if matches!(own.facts.content, Content::Nested(_)) || (is_made && !is_text) {
            return Some((
                "it is no value by itself",
                "take a text, a number, a truth value, a date, one of a list of values, or a list of them",
            ));
        }
        let may_be_absent = own.presence != Presence::Required;
        if may_be_absent && (is_made || self.field.presence == Presence::Required) {
            return Some((
                "it may be absent, and the other is required",
                "take a field that every request has",
            ));
        }
        let lengths = own.stated.length().zip(self.field.stated.length());
        let differs = |(own, wanted): (Length, Length)| {
            own.unit == wanted.unit && (own.max < wanted.min || wanted.max < own.min)
        };
        if lengths.is_some_and(differs) {
            return Some((
                "its text has another length",
                "correct the length of one of the two, or take another field",
            ));
        }
        if own.facts.sensitive && !self.field.facts.sensitive {
            return Some((
                "it is sensitive, and the other would be shown",
                "make the other field `sensitive` too",
            ));
        }
        None
    }
}

/// A text that the field takes.
fn constant(
    context: &Context<'_>,
    (following, placed): (&Operation, Placed<'_>),
    (name, written): (&Text, &Text),
    out: &mut Diagnostics,
) -> Option<GivenValue> {
    let field = placed.field;
    let can_be_written = match field.facts.content.one() {
        Some(Kind::Enumeration { id, .. }) => {
            context.enumerations.get(id.0).is_some_and(|listed| {
                let mut choices = listed.choices.iter();
                choices.any(|choice| choice.wire == written.value)
            })
        }
        Some(kind) => kind.basis() != Basis::Bytes,
        None => false,
    };
    let rules = placed.rules(following.charset, &context.enumerations);
    let mut broken = rules.iter();
    let broken = broken.find_map(|rule| rule.broken_by(&context.enumerations, &written.value));
    if can_be_written && broken.is_none() {
        return Some(GivenValue::Constant(written.value.clone()));
    }
    let message = format!("`{}` never has the value `{}`", name.value, written.value);
    let problem = Diagnostic::new(DiagnosticCode::BrokenRule, written.span, message);
    out.push(match broken {
        Some(reason) => problem.label(reason),
        None => problem
            .help("give a value that its type lists; bytes, lists and objects have no constant"),
    });
    None
}

/// When the first request was sent.
fn clock(
    context: &Context<'_>,
    field: &Field,
    (wanted, value, format): (&Text, &Text, Option<&Text>),
    out: &mut Diagnostics,
) -> Option<GivenValue> {
    let found = match context.supply(&value.value) {
        Some(Supply::Value(found)) => {
            out.refers(value.span, found.name.span);
            Some(&found.value.kind)
        }
        Some(Supply::Credential(_) | Supply::Session(_)) | None => None,
    };
    let Some(ValueKind::Clock(zone)) = found else {
        let message = format!("`{}` is no clock", value.value);
        let problem = Diagnostic::new(DiagnosticCode::UnknownName, value.span, message);
        out.push(problem.help(
            "name a clock of `values`; what else the client supplies in the first request is taken by the name of its field",
        ));
        return None;
    };
    let Some(format) = format else {
        let message = format!("how is the time in `{}` written?", wanted.value);
        let missing = Diagnostic::new(DiagnosticCode::MissingKey, value.span, message);
        out.push(missing.help("give `format:`, such as `yyyyMMdd`"));
        return None;
    };
    let written = clock_format(zone.value, format, out)?;
    let fits = match field.facts.content.one() {
        Some(Kind::DateTime(wanted)) => *wanted == written,
        Some(kind) => kind.basis() == Basis::Text,
        None => false,
    };
    if !fits {
        let message = format!("`{}` does not take a time in this format", wanted.value);
        out.push(Diagnostic::new(
            DiagnosticCode::Conflict,
            format.span,
            message,
        ));
        return None;
    }
    Some(GivenValue::Made(Expression::Clock {
        zone: zone.value,
        format: written,
    }))
}
