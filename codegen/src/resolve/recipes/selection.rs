//! The first step of a recipe: which texts it takes in, in which order, and what stands between them.

use super::operand::Absence;
use super::plan::Planner;
use super::recipe::bad_step;
use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::{Absent, Expression, Place, Selection, ValueType};
use crate::resolve::notation::text;
use crate::source::Spanned;
use crate::syntax::reader::Text;
use crate::syntax::shape;
use crate::syntax::shape::words::{self, BODY};
use crate::syntax::spec::Step;

/// What a recipe can begin with.
fn starts() -> Vec<&'static str> {
    shape::START.names().chain(words::names(BODY)).collect()
}

/// A text that is taken in, and its name.
pub(super) type Part = (String, Expression);

impl<'s> Planner<'_, 's> {
    pub(super) fn start(&mut self, step: &'s Step, out: &mut Diagnostics) -> Option<Expression> {
        let name = step.name.value.as_str();
        let selects = matches!(name, "concat" | "pairs" | "json");
        let fits = match name {
            "text" => step.operands.len() == 1 && step.selection.is_none(),
            "body" => step.operands.is_empty() && step.selection.is_none(),
            _ => selects && (step.selection.is_some() || !step.operands.is_empty()),
        };
        if !fits {
            let starts = starts();
            let known = starts.contains(&name);
            out.push(bad_step(
                step,
                known,
                &starts,
                "a recipe can not begin with",
            ));
            return None;
        }
        if name == "body" {
            self.has_a_body(&step.name, out)?;
            return Some(Expression::Body);
        }
        let absent = self.absent(step, out)?;
        let parts = self.parts(step, absent, out)?;
        match name {
            "text" => parts.into_iter().next().map(|(_, part)| part),
            "json" => self
                .all_texts(&parts, step, out)
                .then_some(Expression::Json(parts)),
            _ => self.selection(step, parts, absent, out),
        }
    }

    /// What becomes of absent parts, where it is said.
    fn absent(&self, step: &Step, out: &mut Diagnostics) -> Option<Option<Absent>> {
        let is_json = step.name.value == "json";
        let written = step
            .selection
            .as_ref()
            .and_then(|selection| selection.absent.as_ref());
        match written.map(|written| (written, written.value.as_str())) {
            None => Some(is_json.then_some(Absent::Skipped)),
            Some((_, "skip")) => Some(Some(Absent::Skipped)),
            Some((_, "empty")) if !is_json => Some(Some(Absent::Empty)),
            Some((written, other)) => {
                let help = "use `skip` or `empty`; `json` always skips";
                text::bad(
                    written,
                    format!("`{other}` says nothing about absent parts here"),
                    help,
                    out,
                );
                None
            }
        }
    }

    /// The parts in the order in which they are written.
    fn parts(
        &mut self,
        step: &'s Step,
        absent: Option<Absent>,
        out: &mut Diagnostics,
    ) -> Option<Vec<Part>> {
        let absence = match absent {
            None => Absence::Refused,
            Some(_) => Absence::Said,
        };
        let everything = step
            .selection
            .as_ref()
            .and_then(|selection| selection.everything.as_ref());
        let parts: Vec<Option<Part>> = match everything {
            None => step
                .operands
                .iter()
                .map(|operand| self.operand(operand, step, absence, out))
                .collect(),
            Some(everything) => self
                .every_member(step, everything, out)?
                .into_iter()
                .map(|name| {
                    let at = Spanned::new(name.to_owned(), everything.span);
                    self.named(&at, absence, out).map(|part| (at.value, part))
                })
                .collect(),
        };
        let mut parts: Vec<Part> = parts.into_iter().collect::<Option<_>>()?;
        if step.name.value != "concat" {
            names_differ(&parts, step, out);
        }
        if is_sorted(step, out)? {
            parts.sort_by(|(first, _), (second, _)| first.cmp(second));
        }
        Some(parts)
    }

    /// The wire names of the body's members, but those excepted.
    fn every_member(
        &self,
        step: &Step,
        everything: &Text,
        out: &mut Diagnostics,
    ) -> Option<Vec<&'s str>> {
        if everything.value != "request" || self.method.is_none() {
            text::bad(
                everything,
                format!("`{}` is nothing to select from", everything.value),
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
        let except = step
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
        let operations = &self.context.spec.operations;
        let members = operations
            .iter()
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

    fn selection(
        &self,
        step: &Step,
        parts: Vec<Part>,
        absent: Option<Absent>,
        out: &mut Diagnostics,
    ) -> Option<Expression> {
        let written = step.selection.as_ref();
        let separator = written.and_then(|written| written.separator.as_ref());
        let between = written.and_then(|written| written.between.as_ref());
        if step.name.value == "pairs" {
            if !self.all_texts(&parts, step, out) {
                return None;
            }
            return Some(Expression::Selection(Selection {
                parts,
                between: Some(between.map_or("=", |between| &between.value).to_owned()),
                separator: separator
                    .map_or("&", |separator| &separator.value)
                    .to_owned(),
                absent: absent.unwrap_or(Absent::Empty),
            }));
        }
        if let Some(between) = between {
            text::bad(
                between,
                "`between` stands between a name and its value",
                "write `pairs`, or remove `between`",
                out,
            );
        }
        let separator = separator
            .map_or("", |separator| &separator.value)
            .to_owned();
        let has_bytes = parts
            .iter()
            .any(|(_, part)| self.type_of(part) == ValueType::Bytes);
        if has_bytes && absent == Some(Absent::Skipped) {
            let conflict = Diagnostic::new(
                DiagnosticCode::RecipeType,
                step.name.span,
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
    fn all_texts(&self, parts: &[Part], step: &Step, out: &mut Diagnostics) -> bool {
        let fits = parts
            .iter()
            .all(|(_, part)| self.type_of(part) == ValueType::Text);
        if !fits {
            let problem = Diagnostic::new(
                DiagnosticCode::RecipeType,
                step.name.span,
                format!("`{}` takes texts, and the body is bytes", step.name.value),
            );
            out.push(problem.help("use `concat`, which then yields bytes"));
        }
        fits
    }
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
fn names_differ(parts: &[Part], step: &Step, out: &mut Diagnostics) {
    for (index, (name, _)) in parts.iter().enumerate() {
        let collides = |(other, _): &Part| {
            let inside = other
                .strip_prefix(name.as_str())
                .is_some_and(|rest| rest.starts_with('.'));
            other == name || (inside && step.name.value == "json")
        };
        if parts
            .iter()
            .enumerate()
            .any(|(at, part)| at != index && collides(part))
        {
            let twice = Diagnostic::new(
                DiagnosticCode::NameCollision,
                step.name.span,
                format!("`{name}` stands twice in `{}`", step.name.value),
            );
            out.push(twice.help("name each text once"));
        }
    }
}

fn is_sorted(step: &Step, out: &mut Diagnostics) -> Option<bool> {
    let order = step
        .selection
        .as_ref()
        .and_then(|selection| selection.order.as_ref());
    match order.map(|order| (order, order.value.as_str())) {
        None | Some((_, "as_listed")) => Some(false),
        Some((_, "by_name")) => Some(true),
        Some((order, other)) => {
            text::bad(
                order,
                format!("`{other}` is no order"),
                "use `as_listed` or `by_name`",
                out,
            );
            None
        }
    }
}
