//! What an answer repeats of its request. A client holds every answer to it, so that whatever could not be
//! compared is an error here.

use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::{
    AnswerField, Basis, Content, Enumeration, Expression, Field, Kind, Layout, Length, LengthUnit,
    Nested, Request, Source, TimeFormat,
};
use crate::resolve::context::request_field_named;
use crate::resolve::written::role;
use crate::syntax::reader::Text;
use crate::syntax::spec::{self, Named};
use crate::words::Role;

/// The request that an answer repeats, as it is written and as it was resolved.
#[derive(Clone, Copy)]
pub(super) struct Echoed<'r> {
    pub written: &'r spec::Operation,
    pub request: &'r Request,
    pub enumerations: &'r [Enumeration],
}

/// Looks up what the members of an answer repeat, at any depth. What repeats a sensitive value is sensitive.
pub(super) fn echoes(
    request: Echoed<'_>,
    fields: &mut [AnswerField],
    entries: &[Named<spec::Field>],
    out: &mut Diagnostics,
) {
    for (field, entry) in fields.iter_mut().zip(entries) {
        if let Some(name) = &entry.value.echoes {
            echo(request, (field, entry), name, out);
        }
        if let Some(members) = field.members_mut() {
            let inside = entry.value.members.as_deref().unwrap_or_default();
            echoes(request, members, inside, out);
        }
    }
}

fn echo(
    request: Echoed<'_>,
    (field, entry): (&mut AnswerField, &Named<spec::Field>),
    name: &Text,
    out: &mut Diagnostics,
) {
    let at = request_field_named(request.written, name, "request member", out);
    let Some((at, echoed)) = at.and_then(|at| Some((at, request.request.field(at)?))) else {
        return;
    };
    is_no_code(entry, name, out);
    is_known_again(echoed, name, out);
    if can_be_equal(field, echoed, name, out) {
        request.have_a_value_in_common(field, echoed, name, out);
    }
    field.facts.sensitive |= echoed.facts.sensitive;
    field.echoes = Some(at);
}

/// The code is what an answer is judged by; no client reads it as a member.
fn is_no_code(entry: &Named<spec::Field>, name: &Text, out: &mut Diagnostics) {
    if role(entry) == Some(Role::Code) {
        let conflict = Diagnostic::new(
            DiagnosticCode::Conflict,
            name.span,
            "the result code repeats nothing of the request",
        );
        out.push(conflict.help("remove `echoes` or `role`"));
    }
}

/// When the answer arrives, a client has what the caller gave, its credentials and the spec's constants. What
/// is made while the request is prepared is gone with it.
fn is_known_again(echoed: &Field, name: &Text, out: &mut Diagnostics) {
    let is_known = match &echoed.source {
        Source::Caller => true,
        Source::Supplied(expression) => matches!(
            expression,
            Expression::Credential(_) | Expression::Literal(_)
        ),
    };
    if !is_known {
        let conflict = Diagnostic::new(
            DiagnosticCode::Conflict,
            name.span,
            format!("`{}` is made anew for every request, and not known when the answer arrives", name.value),
        )
        .note("a client compares what the caller gives, credentials and constants")
        .help("let the caller give the value, or remove `echoes` and say in a `note` what is repeated");
        out.push(conflict);
    }
}

/// As what a value is compared.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort<'k> {
    Text,
    Number,
    Flag,
    Time(&'k TimeFormat),
    /// As nothing, in these words.
    None(&'static str),
}

fn sort<N: Nested>(content: &Content<N>) -> Sort<'_> {
    match content {
        Content::One(kind) => sort_of_value(kind),
        Content::Values(_) => Sort::None("a list"),
        Content::Nested(nested) => match nested.layout() {
            Layout::List | Layout::ListOrObject => Sort::None("a list"),
            Layout::Object | Layout::JsonText => Sort::None("an object"),
        },
    }
}

fn sort_of_value(kind: &Kind) -> Sort<'_> {
    if let Kind::DateTime(format) = kind {
        return Sort::Time(format);
    }
    match kind.basis() {
        Basis::Text | Basis::Choice | Basis::TimeOrChoice | Basis::Parts(_) => Sort::Text,
        Basis::Number | Basis::Signed | Basis::Decimal => Sort::Number,
        Basis::Flag => Sort::Flag,
        Basis::Bytes => Sort::None("bytes"),
    }
}

/// Whether two values are compared as the same sort of thing; reports where they are not.
fn can_be_equal(field: &AnswerField, echoed: &Field, name: &Text, out: &mut Diagnostics) -> bool {
    let message = match (sort(&field.facts.content), sort(&echoed.facts.content)) {
        (Sort::None(words), _) => format!("{words} cannot repeat `{}`", name.value),
        (_, Sort::None(words)) => format!("`{}` is {words}, which nothing repeats", name.value),
        (one, other) if one == other => return true,
        (Sort::Text, Sort::Number | Sort::Time(_)) | (Sort::Number | Sort::Time(_), Sort::Text) => {
            return true;
        }
        (Sort::Time(_), Sort::Time(_)) => {
            format!("`{}` is written in another format", name.value)
        }
        _ => format!("`{}` has another type, and is never equal", name.value),
    };
    let conflict = Diagnostic::new(DiagnosticCode::Conflict, name.span, message)
        .note("numbers are compared with numbers, everything else as it is written")
        .help("give both the same type, or remove `echoes`");
    out.push(conflict);
    false
}

impl<'r> Echoed<'r> {
    /// Reports two members of which no value of the one is a value of the other.
    fn have_a_value_in_common(
        self,
        field: &AnswerField,
        echoed: &Field,
        name: &Text,
        out: &mut Diagnostics,
    ) {
        let one = self.possible(&field.facts.content, field.length);
        let other = self.possible(&echoed.facts.content, echoed.stated.length());
        let reason = match (&one, &other) {
            (Possible::Listed(one), Possible::Listed(other)) => {
                let shared = one.iter().any(|value| other.contains(value));
                (!shared).then(|| format!("no value of its type is a value of `{}`", name.value))
            }
            (Possible::Listed(values), Possible::Number)
            | (Possible::Number, Possible::Listed(values)) => {
                let none = !values.iter().any(|value| is_number(value));
                none.then(|| {
                    format!(
                        "`{}` is a number, and no value of the type is one",
                        name.value
                    )
                })
            }
            _ => {
                let differs = one.is_never_as_long_as(&other);
                differs.then(|| format!("the text of `{}` has another length", name.value))
            }
        };
        if let Some(message) = reason {
            let conflict = Diagnostic::new(DiagnosticCode::Conflict, name.span, message)
                .note("an answer with another value than the request's is no answer to it");
            out.push(
                conflict
                    .help("correct the length or the type of one of the two, or remove `echoes`"),
            );
        }
    }

    fn possible<N>(self, content: &Content<N>, length: Option<Length>) -> Possible<'r> {
        let Some(kind) = content.one() else {
            return Possible::Any;
        };
        if let Kind::Enumeration { id, .. } = kind {
            let listed = self.enumerations.get(id.0).filter(|listed| !listed.open);
            return listed.map_or(Possible::Any, |listed| {
                let choices = listed.choices.iter();
                Possible::Listed(choices.map(|choice| choice.wire.as_str()).collect())
            });
        }
        match (kind, length) {
            (Kind::DateTime(format), _) => Possible::Text {
                widths: (format.width(), format.width()),
                counted: None,
            },
            (Kind::Text | Kind::Digits, Some(length)) => Possible::Text {
                widths: (length.min as usize, length.max as usize),
                counted: (*kind == Kind::Text).then_some(length.unit),
            },
            (kind, _) if kind.basis().is_number() => Possible::Number,
            (_, _) => Possible::Any,
        }
    }
}

/// Whether a client compares a text as a number: digits, all together or in groups of three, perhaps behind a minus
/// sign and with a fraction.
fn is_number(text: &str) -> bool {
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let text = text.trim_matches(' ');
    let text = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let is_grouped = || {
        let mut groups = whole.split(',');
        let first = groups.next().unwrap_or_default();
        let is_first = first.len() <= 3 && is_digits(first) && !first.starts_with('0');
        is_first && groups.all(|group| group.len() == 3 && is_digits(group))
    };
    is_digits(fraction) && (is_digits(whole) || is_grouped())
}

/// The values that a member can have, as far as that is known.
enum Possible<'e> {
    /// One of these.
    Listed(Vec<&'e str>),
    /// A text of a length.
    Text {
        /// The least and the greatest length.
        widths: (usize, usize),
        /// What is counted; none of a text in ASCII, where every unit counts the same.
        counted: Option<LengthUnit>,
    },
    Number,
    Any,
}

impl Possible<'_> {
    /// The least and the greatest length, and what it counts; that is none where every unit counts the same.
    fn widths(&self) -> Option<((usize, usize), Option<LengthUnit>)> {
        match self {
            Self::Listed(values) if values.iter().all(|value| value.is_ascii()) => {
                let widths = values.iter().map(|value| value.len());
                Some((widths.clone().min().zip(widths.max())?, None))
            }
            Self::Text { widths, counted } => Some((*widths, *counted)),
            Self::Listed(_) | Self::Number | Self::Any => None,
        }
    }

    /// Whether no text of the one has the length of a text of the other.
    fn is_never_as_long_as(&self, other: &Self) -> bool {
        let both = self.widths().zip(other.widths());
        both.is_some_and(
            |(((least, most), counted), ((others_least, others_most), others))| {
                // A text in ASCII has one length in every unit.
                let are_comparable = counted == others || counted.is_none() || others.is_none();
                are_comparable && (most < others_least || others_most < least)
            },
        )
    }
}
