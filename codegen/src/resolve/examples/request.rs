//! Examples of requests: what is given, what must be sent, and what an answer means.

use super::given::{field_named, given};
use super::resolver::{Resolver, expects_nothing, unknown};
use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::{
    Answer, BrowserForm, Example, ExpectedRequest, Expression, FieldRef, Hides, Operation, Request,
    Source, Value, Vendor,
};
use crate::syntax::reader::Text;
use crate::syntax::spec::{self, Named};

/// What an example is one of.
pub(super) struct About<'m> {
    pub vendor: &'m Vendor,
    pub request: &'m Request,
    /// None of a form, to which nobody answers.
    pub answer: Option<&'m Answer>,
}

impl<'m> About<'m> {
    pub(super) fn operation(vendor: &'m Vendor, operation: &'m Operation) -> Self {
        Self {
            vendor,
            request: &operation.request,
            answer: Some(&operation.answer),
        }
    }

    pub(super) fn form(vendor: &'m Vendor, form: &'m BrowserForm) -> Self {
        Self {
            vendor,
            request: &form.request,
            answer: None,
        }
    }
}

impl Resolver<'_, '_> {
    pub(super) fn request(
        &self,
        about: &About<'_>,
        entry: &Named<spec::Example>,
        out: &mut Diagnostics,
    ) -> Example {
        let value = &entry.value;
        if value.sends.is_none() && value.answer.is_none() {
            let help = "say what is sent under `sends`, or what an answer means under `answer`";
            expects_nothing(entry.name.span, help, out);
        }
        let (vendor, request) = (about.vendor, about.request);
        Example {
            name: self.name(entry, out),
            source: self.source(entry, out),
            supply: self.supply(vendor, entry, out),
            given: given(vendor, request, &value.given, out),
            sends: value
                .sends
                .as_ref()
                .map(|sends| expected(request, entry, sends, out)),
            answer: value
                .answer
                .as_ref()
                .and_then(|written| match about.answer {
                    Some(answer) => Some(super::arriving::answer(answer, written, out)),
                    None => {
                        let message = "nobody answers a form: the browser shows what comes back";
                        let conflict =
                            Diagnostic::new(DiagnosticCode::Conflict, entry.name.span, message);
                        out.push(conflict.help("remove `answer`"));
                        None
                    }
                }),
        }
    }
}

fn expected(
    request: &Request,
    entry: &Named<spec::Example>,
    written: &spec::ExpectedRequest,
    out: &mut Diagnostics,
) -> ExpectedRequest {
    let text = |text: &Option<Text>| text.as_ref().map(|text| text.value.clone());
    let expected = ExpectedRequest {
        url: text(&written.url),
        body: text(&written.body),
        fields: fields(request, &written.fields, out),
        values: values(request, &written.values, out),
        covers: covers(request, &written.covers, out),
    };
    if expected == ExpectedRequest::default() && !out.has_errors() {
        let help = "give `url`, `body`, `fields`, `values` or `covers`";
        expects_nothing(entry.name.span, help, out);
    }
    if let (Some(body), true) = (&written.body, request.encodings.is_empty()) {
        let message = format!("`{}` sends no body", request.name);
        out.push(Diagnostic::new(
            DiagnosticCode::Conflict,
            body.span,
            message,
        ));
    }
    expected
}

fn fields(
    request: &Request,
    written: &[Named<Text>],
    out: &mut Diagnostics,
) -> Vec<(FieldRef, String)> {
    let mut fields = Vec::new();
    for entry in written {
        let Some((at, field)) = field_named(request, &entry.name, out) else {
            continue;
        };
        if !at.place.is_sent() {
            let message = format!("`{}` is not sent by itself", field.wire);
            let conflict = Diagnostic::new(DiagnosticCode::Conflict, entry.name.span, message);
            out.push(conflict.help("give it under `given`; recipes take it in"));
            continue;
        }
        fields.push((at, entry.value.value.clone()));
    }
    fields
}

fn values(
    request: &Request,
    written: &[Named<Text>],
    out: &mut Diagnostics,
) -> Vec<(crate::model::Name, String)> {
    let computed = &request.computed;
    let mut values: Vec<(usize, (crate::model::Name, String))> = Vec::new();
    for entry in written {
        let found = computed.iter().position(|known| {
            let declared = known.declared.as_ref();
            declared.is_some_and(|name| name.snake() == entry.name.value)
        });
        let made = found.and_then(|index| Some((index, computed.get(index)?)));
        match made {
            Some((index, made)) => {
                let name = made.declared.clone().unwrap_or_else(|| made.name.clone());
                values.push((index, (name, entry.value.value.clone())));
            }
            None => {
                let known = computed.iter().filter_map(|known| known.declared.as_ref());
                let what = "value that this request is made with,";
                unknown(&entry.name, what, known.map(|name| name.snake()), out);
            }
        }
    }
    values.sort_by_key(|(index, _)| *index);
    values.into_iter().map(|(_, value)| value).collect()
}

/// Only what hides something covers a text.
fn covers(
    request: &Request,
    written: &[Named<Text>],
    out: &mut Diagnostics,
) -> Vec<(FieldRef, String)> {
    let mut covers = Vec::new();
    for entry in written {
        let Some((at, field)) = field_named(request, &entry.name, out) else {
            continue;
        };
        let hides = match &field.source {
            Source::Supplied(expression) => hides_something(request, expression),
            Source::Caller => field.cipher.is_some(),
        };
        if !hides {
            let message = format!(
                "no digest, MAC, signature or encryption is in `{}`",
                field.wire
            );
            let conflict = Diagnostic::new(DiagnosticCode::Conflict, entry.name.span, message);
            out.push(conflict.help("what it is itself stands under `fields`"));
            continue;
        }
        covers.push((at, entry.value.value.clone()));
    }
    covers
}

/// Whether a digest, a MAC, a signature or encryption is somewhere in what an expression is made of.
fn hides_something(request: &Request, expression: &Expression) -> bool {
    expression.any(&mut |part| {
        let behind = match part {
            Expression::Value(Value(index)) => request.computed.get(*index),
            _ => None,
        };
        part.hides() != Hides::Nothing
            || behind.is_some_and(|made| hides_something(request, &made.expression))
    })
}
