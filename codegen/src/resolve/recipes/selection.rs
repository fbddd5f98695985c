//! The first step of a recipe: which texts it takes in, in which order, and what stands between them.

use super::operand::{Absence, Part};
use super::plan::Planner;
use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::{Absent, Expression, Place, Selection, ValueType};
use crate::resolve::notation::text;
use crate::source::Spanned;
use crate::syntax::reader::Text;
use crate::syntax::spec::Start;
use crate::words::{self, Branch, Everything, One, Order, Several, Whole};

impl<'s> Planner<'_, 's> {
    pub(crate) fn start(&mut self, start: &'s Start, out: &mut Diagnostics) -> Option<Expression> {
        match start.word.value {
            words::Start::Whole(Whole::Body) => {
                let at = Spanned::new(start.word.value.word().to_owned(), start.word.span);
                self.has_a_body(&at, out)?;
                Some(Expression::Body)
            }
            words::Start::Branch(Branch::Choose) => self.choice(start, out),
            words::Start::One(One::Text) => {
                let operand = start.operands.first()?.as_ref()?;
                let (_, part) = self.operand(operand, start, Absence::Refused, out)?;
                Some(part)
            }
            words::Start::Several(joins) => {
                let absent = self.absent(joins, start, out)?;
                let parts = self.parts(joins, start, absent, out)?;
                self.joined(joins, start, (parts, absent), out)
            }
        }
    }

    /// What becomes of absent parts, where it is said.
    fn absent(
        &self,
        joins: Several,
        start: &Start,
        out: &mut Diagnostics,
    ) -> Option<Option<Absent>> {
        let written = start
            .selection
            .as_ref()
            .and_then(|said| said.absent.as_ref());
        match (joins, written) {
            (Several::Json, None) => Some(Some(Absent::Skipped)),
            (Several::Json, Some(absent)) if absent.value == Absent::Empty => {
                let at = absent.clone().map(|absent| absent.word().to_owned());
                text::bad(
                    &at,
                    format!("`{}` says nothing about absent parts here", at.value),
                    "use `skip` or `empty`; `json` always skips",
                    out,
                );
                None
            }
            (Several::Concat | Several::Pairs | Several::Json, absent) => {
                Some(absent.map(|absent| absent.value))
            }
        }
    }

    /// The parts in the order in which they are written.
    fn parts(
        &mut self,
        joins: Several,
        start: &'s Start,
        absent: Option<Absent>,
        out: &mut Diagnostics,
    ) -> Option<Vec<Part>> {
        let absence = match absent {
            None => Absence::Refused,
            Some(_) => Absence::Said,
        };
        let everything = start
            .selection
            .as_ref()
            .and_then(|selection| selection.everything.as_ref());
        let parts: Vec<Option<Part>> = match everything {
            None => start
                .operands
                .iter()
                .map(|operand| self.operand(operand.as_ref()?, start, absence, out))
                .collect(),
            Some(everything) => self
                .every_member(start, everything, out)?
                .into_iter()
                .map(|name| {
                    let at = Spanned::new(name.to_owned(), everything.span);
                    let part = self.named(&at, absence, out)?;
                    let part = match joins {
                        Several::Json => self.unquoted(&at, part),
                        Several::Concat | Several::Pairs => part,
                    };
                    Some((at.value, part))
                })
                .collect(),
        };
        let mut parts: Vec<Part> = parts.into_iter().collect::<Option<_>>()?;
        match joins {
            Several::Concat => {}
            Several::Pairs | Several::Json => names_differ(&parts, joins, start, out),
        }
        let selection = start.selection.as_ref();
        let order = selection.and_then(|selection| selection.order.as_ref());
        match order.map_or(Order::AsListed, |order| order.value) {
            Order::AsListed => {}
            Order::ByName => parts.sort_by(|(first, _), (second, _)| first.cmp(second)),
        }
        Some(parts)
    }

    /// The wire names of the body's members, but those excepted.
    fn every_member(
        &self,
        start: &Start,
        everything: &Spanned<Everything>,
        out: &mut Diagnostics,
    ) -> Option<Vec<&'s str>> {
        let Everything::Request = everything.value;
        if self.method.is_none() {
            let at = everything.clone().map(|word| word.word().to_owned());
            text::bad(
                &at,
                format!("`{}` is nothing to select from", at.value),
                "list the names, or write `of: request` in the recipe of a request",
                out,
            );
            return None;
        }
        let mut members: Vec<_> = self
            .fields
            .iter()
            .filter(|(_, (place, _))| place.place == Place::Body)
            .map(|(name, (place, _))| (place.index, *name))
            .collect();
        members.sort_unstable();
        let members: Vec<&str> = members.into_iter().map(|(_, name)| name).collect();
        let except = start
            .selection
            .iter()
            .flat_map(|selection| &selection.except);
        let mut kept = members.clone();
        for name in except {
            self.is_a_member(name, out);
            // A recipe serves operations with different members; what one lacks it need not except.
            kept.retain(|member| *member != name.value);
        }
        let encrypted = kept.iter().find_map(|name| {
            let (_, field) = self.fields.get(name)?;
            field.value.encrypt.as_ref().map(|_| field)
        });
        if let Some(field) = encrypted {
            let open = Diagnostic::new(
                DiagnosticCode::Conflict,
                everything.span,
                format!(
                    "`{}` is encrypted: in which form is it signed?",
                    field.name.value
                ),
            )
            .also(field.name.span, "declared here");
            out.push(open.help("list the names, with `name` for the plain text or `{ encrypted: name }` for what is sent"));
            return None;
        }
        Some(kept)
    }

    /// What is excepted is a member of some operation's request.
    fn is_a_member(&self, name: &Text, out: &mut Diagnostics) {
        let spec = self.context.spec;
        let requests = spec.operations.iter().chain(&spec.forms);
        let members = requests
            .flat_map(|operation| &operation.value.request)
            .map(|member| member.name.value.as_str());
        let members: Vec<&str> = members.collect();
        if !members.contains(&name.value.as_str()) {
            let unknown = Diagnostic::new(
                DiagnosticCode::UnknownName,
                name.span,
                format!("no request has a member `{}`", name.value),
            );
            out.push(unknown.suggest(&name.value, members));
        }
    }

    fn joined(
        &self,
        joins: Several,
        start: &Start,
        (parts, absent): (Vec<Part>, Option<Absent>),
        out: &mut Diagnostics,
    ) -> Option<Expression> {
        let written = start.selection.as_ref();
        let separator = written.and_then(|written| written.separator.as_ref());
        let between = written.and_then(|written| written.between.as_ref());
        match joins {
            Several::Json => {
                is_one_object(&parts, start, out);
                self.all_texts(&parts, start, out)
                    .then_some(Expression::Json(parts))
            }
            Several::Pairs => self.all_texts(&parts, start, out).then(|| {
                Expression::Selection(Selection {
                    parts,
                    between: Some(between.map_or("=", |between| &between.value).to_owned()),
                    separator: separator
                        .map_or("&", |separator| &separator.value)
                        .to_owned(),
                    absent: absent.unwrap_or(Absent::Empty),
                })
            }),
            Several::Concat => {
                if let Some(between) = between {
                    text::bad(
                        between,
                        "`between` stands between a name and its value",
                        "write `pairs`, or remove `between`",
                        out,
                    );
                }
                self.concatenated(start, separator, (parts, absent), out)
            }
        }
    }

    /// Texts, or texts and bytes, one after the other.
    fn concatenated(
        &self,
        start: &Start,
        separator: Option<&Text>,
        (parts, absent): (Vec<Part>, Option<Absent>),
        out: &mut Diagnostics,
    ) -> Option<Expression> {
        let separator = separator
            .map_or("", |separator| &separator.value)
            .to_owned();
        let has_bytes = parts
            .iter()
            .any(|(_, part)| self.type_of(part) == ValueType::Bytes);
        if has_bytes && absent == Some(Absent::Skipped) {
            let conflict = Diagnostic::new(
                DiagnosticCode::RecipeType,
                start.word.span,
                "among bytes nothing is skipped",
            );
            out.push(conflict.help("join the texts in a value of their own and name that here"));
            return None;
        }
        Some(if has_bytes {
            Expression::Bytes(separated(parts, &separator))
        } else if separator.is_empty() {
            Expression::Concatenation(parts.into_iter().map(|(_, part)| part).collect())
        } else {
            Expression::Selection(Selection {
                parts,
                between: None,
                separator,
                absent: absent.unwrap_or(Absent::Empty),
            })
        })
    }

    /// The body is bytes, which only `concat` takes among texts.
    fn all_texts(&self, parts: &[Part], start: &Start, out: &mut Diagnostics) -> bool {
        let fits = parts
            .iter()
            .all(|(_, part)| self.type_of(part) == ValueType::Text);
        if !fits {
            let problem = Diagnostic::new(
                DiagnosticCode::RecipeType,
                start.word.span,
                format!(
                    "`{}` takes texts, and there are bytes among them",
                    start.word.value.word()
                ),
            );
            out.push(problem.help(
                "write them down with `hex` or `base64`, or use `concat`, which then yields bytes",
            ));
        }
        fits
    }
}

/// Warns of names that all lead into one object: who means that object gets another one around it.
fn is_one_object(parts: &[Part], start: &Start, out: &mut Diagnostics) {
    let outer = |(name, _): &Part| name.split_once('.').map(|(outer, _)| outer.to_owned());
    let mut names = parts.iter().map(outer);
    let Some(Some(first)) = names.next() else {
        return;
    };
    if !names.all(|name| name.as_ref() == Some(&first)) {
        return;
    }
    let wrapped = Diagnostic::new(
        DiagnosticCode::WrappedObject,
        start.word.span,
        format!("this is `{{\"{first}\":{{…}}}}`, with nothing beside `{first}`"),
    )
    .note("in `json` a dot in a name leads into an object, as it does in a body")
    .help(format!(
        "for the object by itself, as it is sent, write `{{ request: body.{first} }}`; for members of another name \
         `{{ NAME: {first}.… }}`"
    ));
    out.push(wrapped);
}

/// Bytes have no separators of their own: literals stand between them.
fn separated(parts: Vec<Part>, separator: &str) -> Vec<Expression> {
    let mut list = Vec::new();
    for (_, part) in parts {
        if !list.is_empty() && !separator.is_empty() {
            list.push(Expression::Literal(separator.to_owned()));
        }
        list.push(part);
    }
    list
}

/// A name that stands twice, or once as a text and once as an object, is lost in a JSON object.
fn names_differ(parts: &[Part], joins: Several, start: &Start, out: &mut Diagnostics) {
    for (index, (name, _)) in parts.iter().enumerate() {
        let collides = |(other, _): &Part| {
            let inside = other
                .strip_prefix(name.as_str())
                .is_some_and(|rest| rest.starts_with('.'));
            other == name || (inside && joins == Several::Json)
        };
        if parts
            .iter()
            .enumerate()
            .any(|(at, part)| at != index && collides(part))
        {
            let twice = Diagnostic::new(
                DiagnosticCode::NameCollision,
                start.word.span,
                format!("`{name}` stands twice in `{}`", joins.word()),
            );
            out.push(twice.help("name each text once"));
        }
    }
}
