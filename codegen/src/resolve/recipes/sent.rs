//! Parts of a JSON body that a recipe takes in exactly as they are sent: objects and lists.

use super::plan::Planner;
use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::{Expression, FieldRef, Path, Place, Sent, SentMember};
use crate::syntax::reader::Text;
use crate::syntax::spec::{self, Field, Named};
use crate::words::PresenceWord;

/// A field of the body with its place.
type Member<'s> = (FieldRef, &'s Named<Field>);

impl<'s> Planner<'_, 's> {
    /// An object or a list of the body, by the names on the way to it.
    pub(super) fn member(&mut self, name: &Text, out: &mut Diagnostics) -> Option<Expression> {
        self.is_sent_as_json(name, out)?;
        let members = self.members_of(name, out)?;
        if !members.iter().any(|(_, (_, field))| is_always_there(field)) {
            let absent = Diagnostic::new(
                DiagnosticCode::Conflict,
                name.span,
                format!("`{}` may be absent, and the recipe needs it", name.value),
            )
            .help("give one of its members `presence: required`");
            out.push(absent);
            return None;
        }
        let members = members.into_iter().map(|(name, (at, field))| {
            let value = self.sent(at, field, out)?;
            Some(SentMember {
                name,
                field: at,
                value,
            })
        });
        Some(Expression::Sent(Sent {
            path: Path(name.value.split('.').map(str::to_owned).collect()),
            members: members.collect::<Option<_>>()?,
        }))
    }

    /// Only JSON has objects and lists, and only a request is written by kpg.
    fn is_sent_as_json(&self, name: &Text, out: &mut Diagnostics) -> Option<()> {
        if self.is_json {
            return Some(());
        }
        let message = format!("`body.{}` is a part of JSON, and none is sent", name.value);
        let problem = Diagnostic::new(DiagnosticCode::RecipeType, name.span, message);
        out.push(problem.help(
            "use it in operations with `send: json`; a notification and a form have single members only",
        ));
        None
    }

    /// The members of an object in the order of the body, by their names within it; a list by itself has none.
    fn members_of(&self, name: &Text, out: &mut Diagnostics) -> Option<Vec<(String, Member<'s>)>> {
        let body = self.fields.iter();
        let mut body: Vec<(&str, Member<'s>)> = body
            .filter(|(_, (at, _))| at.place == Place::Body)
            .map(|(name, member)| (*name, *member))
            .collect();
        body.sort_by_key(|(_, (at, _))| *at);
        if let Some((_, member)) = body.iter().find(|(known, _)| *known == name.value) {
            if is_a_list(member.1) {
                return Some(vec![(String::new(), *member)]);
            }
            let single = Diagnostic::new(
                DiagnosticCode::RecipeType,
                name.span,
                format!("`{}` is a single member, which has a text", name.value),
            )
            .also(member.1.name.span, "declared here");
            out.push(single.help(format!("name it: `{}`", name.value)));
            return None;
        }
        let within = |known: &str| {
            let rest = known.strip_prefix(name.value.as_str())?.strip_prefix('.')?;
            Some(rest.to_owned())
        };
        let members: Vec<_> = body
            .iter()
            .filter_map(|(known, member)| Some((within(known)?, *member)))
            .collect();
        if members.is_empty() {
            let unknown = Diagnostic::new(
                DiagnosticCode::UnknownName,
                name.span,
                format!("the body has no object and no list `{}`", name.value),
            );
            out.push(unknown.suggest(&name.value, objects(&body)));
            return None;
        }
        Some(members)
    }

    /// What is sent of a member.
    fn sent(
        &mut self,
        at: FieldRef,
        field: &'s Named<Field>,
        out: &mut Diagnostics,
    ) -> Option<Expression> {
        let value = match is_supplied(field) {
            true => self.supplied(at, field, out)?,
            false => Expression::Field(at),
        };
        let Some(cipher) = &field.value.encrypt else {
            return Some(value);
        };
        let cipher = self.context.cipher(cipher, &mut Diagnostics::default())?;
        Some(Expression::Encrypted(cipher, Box::new(value)))
    }
}

/// The names of the objects and lists of a body, from the outside in.
fn objects<'s>(body: &[(&'s str, Member<'s>)]) -> Vec<&'s str> {
    let names = body.iter().flat_map(|(name, (_, field))| {
        let dots = name.match_indices('.');
        let outer = dots.filter_map(|(at, _)| name.get(..at));
        outer.chain(is_a_list(field).then_some(*name))
    });
    names.collect()
}

fn is_a_list(field: &Named<Field>) -> bool {
    field.value.is_structure()
}

fn is_supplied(field: &Named<Field>) -> bool {
    field.value.from.is_some() || field.value.constant.is_some()
}

/// Whether every request has a member.
fn is_always_there(field: &Named<Field>) -> bool {
    let presence = field.value.presence.as_ref();
    let word = presence.map(|presence| &presence.value);
    let required = matches!(word, Some(spec::Presence::Word(PresenceWord::Required)));
    required || field.value.constant.is_some() || (field.value.from.is_some() && word.is_none())
}
