//! What a recipe takes in: fields, values, credentials, literals and parts of the request, by their names.

use super::plan::Planner;
use super::unnamed;
use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::{Expression, FieldRef, Place, Received, Secrecy, ValueType};
use crate::resolve::context::Supply;
use crate::resolve::notation::text;
use crate::resolve::notation::wire_name::header_name;
use crate::source::{Span, Spanned};
use crate::syntax::reader::Text;
use crate::syntax::spec::{self, Field, Named, Operand, Start};
use crate::words::{self, One, PresenceWord, RequestPart, Several, Whole};

/// A text that is taken in, and its name.
pub(super) type Part = (String, Expression);

/// Whether a field that may be absent can be taken in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Absence {
    /// It cannot: the recipe does not say what its absence means.
    Refused,
    /// It can.
    Said,
}

impl<'s> Planner<'_, 's> {
    /// What an operand takes in, with its name where the step writes names.
    pub(super) fn operand(
        &mut self,
        operand: &'s Operand,
        start: &Start,
        absence: Absence,
        out: &mut Diagnostics,
    ) -> Option<Part> {
        if !writes_names(start) {
            if !no_name_is_written(start, operand, out) {
                return None;
            }
            let part = self.taken_in(operand, absence, out)?;
            return Some((String::new(), part));
        }
        let name = match operand {
            Operand::Named(name, _)
            | Operand::Name(name)
            | Operand::Encrypted(name)
            | Operand::RequestField(name)
            | Operand::Stored(name) => name.value.clone(),
            Operand::Literal(Text { span, .. })
            | Operand::Member(Text { span, .. })
            | Operand::Header(Text { span, .. })
            | Operand::Recipe(Text { span, .. }, _) => {
                out.push(nameless(start, *span));
                String::new()
            }
            Operand::Request(part) => {
                out.push(nameless(start, part.span));
                String::new()
            }
            Operand::Answer(part) => {
                out.push(nameless(start, part.span));
                String::new()
            }
        };
        if let Operand::Name(name) = operand {
            self.is_known_to_the_vendor(name, start, out);
        }
        let part = self.taken_in(operand, absence, out)?;
        let inner = match operand {
            Operand::Named(_, inner) => inner.as_deref(),
            other => Some(other),
        };
        match (start.word.value, inner) {
            (words::Start::Several(Several::Json), Some(Operand::Name(field))) => {
                Some((name, self.unquoted(field, part)))
            }
            _ => Some((name, part)),
        }
    }

    /// What `json` takes in: a constant that JSON writes without quotes stays the field that it is, since a literal
    /// would have quotes.
    pub(super) fn unquoted(&self, name: &Text, part: Expression) -> Expression {
        let field = self.fields.get(name.value.as_str());
        let is_unquoted = |field: &&(FieldRef, &Named<Field>)| {
            let field = &field.1.value;
            field.constant.is_some() && field.is_bare()
        };
        match field.filter(is_unquoted) {
            Some((place, _)) => Expression::Field(*place),
            None => part,
        }
    }

    /// What an operand takes in, whatever it is called.
    fn taken_in(
        &mut self,
        operand: &'s Operand,
        absence: Absence,
        out: &mut Diagnostics,
    ) -> Option<Expression> {
        match operand {
            Operand::Name(name) => self.named(name, absence, out),
            Operand::Encrypted(name) => self.encrypted(name, absence, out),
            Operand::Literal(literal) => Some(Expression::Literal(literal.value.clone())),
            Operand::Request(part) => self.request_part(part, out),
            Operand::RequestField(name) => self.request_field(name, absence, out),
            Operand::Answer(part) => self.answer_part(part, out),
            Operand::Stored(name) => self.stored_value(name, absence, out),
            Operand::Header(name) => self.received_header(name, out),
            Operand::Member(name) if self.answered.is_some() => {
                self.no_part_is_kept(name, out);
                None
            }
            Operand::Member(name) => self.member(name, out),
            Operand::Recipe(_, recipe) => self.recipe(recipe, out),
            Operand::Named(_, inner) => match inner.as_deref()? {
                Operand::Named(second, _) => {
                    second_name(second, out);
                    None
                }
                inner => self.taken_in(inner, absence, out),
            },
        }
    }

    /// The name of a credential or value is kpg's own: the vendor writes another.
    fn is_known_to_the_vendor(&self, name: &Text, start: &Start, out: &mut Diagnostics) {
        let is_field = self.fields.contains_key(name.value.as_str());
        if is_field || self.context.supply(&name.value).is_none() {
            return;
        }
        let message = format!(
            "`{}` writes names, and `{}` is a name of this spec alone",
            start.word.value.word(),
            name.value
        );
        let problem = Diagnostic::new(DiagnosticCode::RecipeType, name.span, message);
        out.push(problem.help(format!(
            "give the name that the vendor's page has for it: `{{ {}: {} }}`",
            name.value, name.value
        )));
    }

    fn request_part(
        &self,
        part: &Spanned<RequestPart>,
        out: &mut Diagnostics,
    ) -> Option<Expression> {
        let at = part.clone().map(|part| part.word().to_owned());
        if self.answered.is_some() {
            self.no_part_is_kept(&at, out);
            return None;
        }
        match (part.value, self.method) {
            (RequestPart::Method, Some(method)) => {
                Some(Expression::Literal(method.as_str().to_owned()))
            }
            (RequestPart::Path, Some(_)) => Some(Expression::Path),
            (RequestPart::Query, Some(_)) => Some(Expression::Query),
            (RequestPart::Body, _) => {
                self.has_a_body(&at, out)?;
                Some(Expression::Body)
            }
            (RequestPart::Method | RequestPart::Path | RequestPart::Query, None) => {
                text::bad(
                    &at,
                    format!("`{}` is no part of the message", at.value),
                    "use `method`, `path`, `query` or `body` of a request",
                    out,
                );
                None
            }
        }
    }

    /// A header of what has arrived, exactly as it was sent.
    fn received_header(&self, name: &Text, out: &mut Diagnostics) -> Option<Expression> {
        if self.method.is_none() {
            return header_name(name, out).then(|| Expression::ReceivedHeader(name.value.clone()));
        }
        let message = format!("no header `{}` has arrived here", name.value);
        let problem = Diagnostic::new(DiagnosticCode::RecipeType, name.span, message)
            .note("`{ header: NAME }` is for the proof of an answer or a notification");
        out.push(
            problem.help("name a header of the request as its other fields, without `header:`"),
        );
        None
    }

    pub(super) fn has_a_body(&self, at: &Text, out: &mut Diagnostics) -> Option<()> {
        if self.has_body {
            return Some(());
        }
        let (message, help) = match self.method {
            Some(_) => (
                "an operation that uses this recipe sends no body",
                "give the operation `send:`, or sign it with a recipe of its own",
            ),
            None => (
                "a proof cannot be made of the body in which it stands",
                "make it of other members and of credentials; where the proof stands in a header, write `header: NAME` in the place of `member`",
            ),
        };
        out.push(Diagnostic::new(DiagnosticCode::RecipeType, at.span, message).help(help));
        None
    }

    /// A field as it goes on the wire.
    fn encrypted(
        &mut self,
        name: &Text,
        absence: Absence,
        out: &mut Diagnostics,
    ) -> Option<Expression> {
        if let Some(received) = self.sealed(name, absence, out) {
            return Some(Expression::Received(received));
        }
        let encrypted = self
            .fields
            .get(name.value.as_str())
            .and_then(|(place, field)| Some((*place, *field, field.value.encrypt.as_ref()?)));
        if let Some((place, field, cipher)) = encrypted {
            // What is wrong with its name is told with the field.
            let id = self.context.cipher(cipher, &mut Diagnostics::default())?;
            self.plan_keys(id, out);
            let plain = match field.value.from.is_some() || field.value.constant.is_some() {
                true => self.supplied(place, field, out)?,
                false => {
                    always_there(name, field, absence, out);
                    Expression::Field(place)
                }
            };
            return Some(Expression::Encrypted(id, Box::new(plain)));
        }
        let is_encrypted = |field: &Field| field.encrypt.is_some() || field.decrypt.is_some();
        let encrypted = self
            .fields
            .iter()
            .filter(|(_, (_, field))| is_encrypted(&field.value));
        let envelope = self.envelope.map(|name| name.value.as_str());
        let known = encrypted.map(|(name, _)| *name).chain(envelope);
        let known: Vec<&str> = known.collect();
        let unknown = Diagnostic::new(
            DiagnosticCode::UnknownName,
            name.span,
            format!("no encrypted field is called `{}`", name.value),
        )
        .suggest(&name.value, known);
        out.push(unknown);
        None
    }

    /// What a name in a recipe stands for: a field, then a value, then a credential or session.
    pub(super) fn named(
        &mut self,
        name: &Text,
        absence: Absence,
        out: &mut Diagnostics,
    ) -> Option<Expression> {
        let expression = if let Some(&(place, field)) = self.fields.get(name.value.as_str()) {
            self.has_a_text(name, field, out)?;
            self.named.insert(place);
            out.refers(name.span, field.name.span);
            if place.place == Place::Received {
                self.is_signed(name, field, absence, out);
                return Some(Expression::Received(Received {
                    path: text::member_path(name),
                    may_be_absent: absence == Absence::Said,
                    is_sealed: false,
                }));
            }
            if field.value.from.is_none() && field.value.constant.is_none() {
                always_there(name, field, absence, out);
                return Some(Expression::Field(place));
            }
            self.chain.push((field.name.value.as_str(), name.span));
            let supplied = self.supplied(place, field, out);
            self.chain.pop();
            supplied?
        } else if let Some(supply) = self.context.supply(&name.value) {
            self.is_given(supply, name, absence, out);
            self.supply(supply, name, out)?
        } else if let Some(inside) = self.inside(&name.value) {
            self.has_a_text(name, inside.field, out)?;
            self.text_inside(name, &inside, absence, out)
        } else {
            let inside = self.names_inside();
            let known: Vec<&str> = self
                .fields
                .keys()
                .copied()
                .chain(inside.iter().map(String::as_str))
                .chain(self.context.supply_names())
                .collect();
            let unknown = Diagnostic::new(
                DiagnosticCode::UnknownName,
                name.span,
                format!("nothing is called `{}`", name.value),
            );
            let unknown = match (unnamed::help(&name.value), &self.answered) {
                (Some(help), _) => unknown.help(help),
                (None, Some(answered)) => answered.explain(name, unknown, known),
                (None, None) => unknown
                    .suggest(&name.value, known)
                    .note("a recipe names request fields by their wire names, and the vendor's values, credentials and sessions"),
            };
            let meant = unknown.suggestion.as_ref();
            let Some(meant) = meant.map(|suggestion| suggestion.meant.clone()) else {
                out.push(unknown);
                return None;
            };
            out.push_read_as_meant(unknown);
            return self.named(&Text::new(meant, name.span), absence, out);
        };
        self.of_type(&expression, ValueType::Text, name, out)
    }

    /// A list and an object have no text.
    fn has_a_text(&self, name: &Text, field: &Named<Field>, out: &mut Diagnostics) -> Option<()> {
        if !field.value.is_structure() {
            return Some(());
        }
        let nested = Diagnostic::new(
            DiagnosticCode::RecipeType,
            name.span,
            format!("`{}` is a list or an object, and has no text", name.value),
        )
        .also(field.name.span, "declared here");
        out.push(nested.help(match self.method {
            Some(_) => "for the JSON as it is sent, write `{ request: body.NAME }`; or leave it out: `of: request` takes an `except:`",
            None => "name a member of the object by the way to it, `card.no`; which of a list's is meant is not known",
        }));
        None
    }

    /// A credential that a merchant may not have is absent as a field is; a secret is asked for where it is used.
    fn is_given(&self, supply: Supply<'_>, name: &Text, absence: Absence, out: &mut Diagnostics) {
        let Supply::Credential(id) = supply else {
            return;
        };
        let credential = self.context.credentials.get(id.0);
        let optional = credential.is_some_and(|credential| {
            !credential.required && credential.secrecy != Secrecy::Secret
        });
        if optional && absence == Absence::Refused {
            let conflict = Diagnostic::new(
                DiagnosticCode::Conflict,
                name.span,
                format!("`{}` is optional, and the recipe needs it", name.value),
            )
            .help("remove `optional` from the credential, or say what its absence means: `absent: skip` or `absent: empty`");
            out.push(conflict);
        }
    }
}

/// Whether a step writes the names of what it takes in.
fn writes_names(start: &Start) -> bool {
    match start.word.value {
        words::Start::One(One::Text)
        | words::Start::Several(Several::Concat)
        | words::Start::Branch(_)
        | words::Start::Whole(Whole::Body) => false,
        words::Start::Several(Several::Pairs | Several::Json) => true,
    }
}

/// The keys of operands that have no name.
const KINDS: [&str; 7] = [
    "answer",
    "literal",
    "encrypted",
    "request",
    "header",
    "stored",
    "recipe",
];

/// Reports a name that would be lost. Whether what stands behind it can be read: not where it is a misspelt key.
fn no_name_is_written(start: &Start, operand: &Operand, out: &mut Diagnostics) -> bool {
    let Operand::Named(name, _) = operand else {
        return true;
    };
    let message = format!(
        "`{}` writes no names, and this gives the name `{}`",
        start.word.value.word(),
        name.value
    );
    let problem = Diagnostic::new(DiagnosticCode::RecipeType, name.span, message);
    let problem = problem.suggest(&name.value, KINDS);
    let is_name = problem.suggestion.is_none();
    out.push(match is_name {
        true => problem.help("remove the name, or use `pairs` or `json`"),
        false => problem,
    });
    is_name
}

/// A text has one name; a second one is a misspelt key.
fn second_name(name: &Text, out: &mut Diagnostics) {
    let message = format!("`{}` is a second name of one text", name.value);
    let problem = Diagnostic::new(DiagnosticCode::RecipeType, name.span, message);
    let problem = problem.suggest(&name.value, KINDS);
    out.push(match problem.suggestion {
        Some(_) => problem,
        None => problem.help("give the text one name, as the vendor's page has it"),
    });
}

/// What has no name, where names are written.
fn nameless(start: &Start, span: Span) -> Diagnostic {
    let message = format!(
        "`{}` writes names, and this has none",
        start.word.value.word()
    );
    Diagnostic::new(DiagnosticCode::RecipeType, span, message).help(
        "give it the name that the vendor's page has for it: `{ NAME: { … } }`; or use `concat`",
    )
}

/// What may be left out cannot be signed: the vendor could read its absence in two ways.
pub(super) fn always_there(
    name: &Text,
    field: &Named<Field>,
    absence: Absence,
    out: &mut Diagnostics,
) {
    let presence = field
        .value
        .presence
        .as_ref()
        .map(|presence| &presence.value);
    // That `on_success` says nothing in a request is told with the field.
    let required = matches!(
        presence,
        Some(spec::Presence::Word(
            PresenceWord::Required | PresenceWord::OnSuccess
        ))
    );
    if !required && absence == Absence::Refused {
        let conflict = Diagnostic::new(DiagnosticCode::Conflict, name.span, format!("`{}` may be absent, and the recipe needs it", name.value))
            .also(field.name.span, "declared here")
            .note("whether an absent field is signed as an empty text or not at all is for the document to say")
            .help("give the field `presence: required`, or say it: `concat: { of: [ … ], absent: skip }` or `absent: empty`");
        out.push(conflict);
    }
}
