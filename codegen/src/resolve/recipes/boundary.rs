//! Whether texts that are joined without a separator can be told apart again: `1` and `23` make the
//! same text as `12` and `3`, and so the same signature.

use std::collections::HashMap;

use super::plan::Planner;
use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::{Expression, FieldRef, Path};
use crate::resolve::notation::text;
use crate::source::Spanned;
use crate::syntax::reader::Text;
use crate::syntax::spec::{self, Named, Operand, Start};
use crate::words::{DetailedType, Output, PresenceWord, TypeWord};

/// Nobody joins more texts by hand; values that double each other would make millions.
const MOST_LEAVES: usize = 500;

/// How long a text is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Width {
    /// Always the same, or chosen by nobody who makes requests.
    Fixed,
    /// It differs from request to request.
    Varying,
}

impl Planner<'_, '_> {
    /// Reports texts of varying length with nothing between them that keeps them apart.
    pub(super) fn boundaries_are_clear(
        &self,
        start: &Start,
        joined: Option<&Expression>,
        out: &mut Diagnostics,
    ) {
        let Some(joined) = joined else { return };
        if let Expression::ByText { arms, .. } = joined {
            return self.arms_are_clear(start, arms, out);
        }
        // Where the parts do not stand as they were listed, the step is the place.
        let selection = start.selection.as_ref();
        let at_word = |word: &str, span| Spanned::new(word.to_owned(), span);
        let everything = selection.and_then(|selection| {
            let all = selection.everything.as_ref();
            let all = all.map(|all| at_word(all.value.word(), all.span));
            let order = selection.order.as_ref();
            all.or_else(|| order.map(|_| at_word(start.word.value.word(), start.word.span)))
        });
        let parts = match joined {
            Expression::Concatenation(parts) => parts.iter().collect(),
            other => vec![other],
        };
        // A literal keeps its neighbours apart; so does what kpg supplies, which nobody can choose.
        let mut last: Option<&Text> = None;
        for (index, part) in parts.into_iter().enumerate() {
            let Some(place) = everything
                .as_ref()
                .or_else(|| operand_name(start.operands.get(index)?.as_ref()))
            else {
                last = None;
                continue;
            };
            let mut leaves = Vec::new();
            self.leaves(part, &mut leaves);
            for leaf in leaves {
                match (self.width(leaf, &mut HashMap::new()), leaf) {
                    (Width::Varying, _) => {
                        if let Some(before) = last {
                            out.push(ambiguous(before, place));
                        }
                        last = Some(place);
                    }
                    // The caller chooses its letters: they can be those of a neighbour.
                    (Width::Fixed, Expression::Field(_) | Expression::Received(_)) => {}
                    (Width::Fixed, _) => last = None,
                }
            }
        }
    }

    /// The recipes of which one is chosen, each by itself. One with steps of its own was looked at with them.
    fn arms_are_clear(&self, start: &Start, arms: &[(String, Expression)], out: &mut Diagnostics) {
        let written = start.branches.iter().flat_map(|branches| &branches.arms);
        for (written, (_, arm)) in written.zip(arms) {
            if let (Some(start), []) = (&written.value.start, written.value.steps.as_slice()) {
                self.boundaries_are_clear(start, Some(arm), out);
            }
        }
    }

    /// The texts that an expression writes one after the other; of very many the first ones.
    fn leaves<'e>(&'e self, expression: &'e Expression, found: &mut Vec<&'e Expression>) {
        if found.len() >= MOST_LEAVES {
            return;
        }
        match expression {
            Expression::Value(value) => {
                if let Some(computed) = self.computed.get(value.0) {
                    self.leaves(&computed.expression, found);
                }
            }
            Expression::Concatenation(parts) => {
                parts.iter().for_each(|part| self.leaves(part, found));
            }
            other => found.push(other),
        }
    }

    /// How long a text is. Values that share parts are looked at once.
    fn width(&self, expression: &Expression, seen: &mut HashMap<usize, Width>) -> Width {
        match expression {
            Expression::Field(place) => self.field_width(*place),
            Expression::Received(received) => self.received_width(&received.path),
            Expression::ReceivedHeader(_) => Width::Varying,
            Expression::Value(value) => {
                if let Some(known) = seen.get(&value.0) {
                    return *known;
                }
                let computed = self.computed.get(value.0);
                let width = computed.map_or(Width::Fixed, |computed| {
                    self.width(&computed.expression, seen)
                });
                seen.insert(value.0, width);
                width
            }
            // Credentials are the merchant's own and stay; times and digests have one length.
            Expression::Credential(_)
            | Expression::Session(_)
            | Expression::Clock { .. }
            | Expression::RandomDigits(..)
            | Expression::RandomBytes { .. }
            | Expression::Literal(_)
            | Expression::Cut(..) => Width::Fixed,
            Expression::Cased(_, text) => self.width(text, seen),
            Expression::Encoded(_, bytes) => {
                let gives = bytes.step().map(|step| step.description().gives);
                match gives {
                    Some(Output::FixedBytes) => Width::Fixed,
                    Some(Output::Text | Output::Bytes) | None => Width::Varying,
                }
            }
            Expression::Concatenation(parts) | Expression::Variant(_, parts) => {
                self.all_widths(parts.iter(), seen)
            }
            Expression::ByText { arms, .. } => {
                self.all_widths(arms.iter().map(|(_, arm)| arm), seen)
            }
            Expression::Encrypted(..)
            | Expression::Path
            | Expression::Query
            | Expression::Selection(_)
            | Expression::Json(_)
            | Expression::Sent(_)
            | Expression::Replaced { .. }
            | Expression::Escaped(..)
            | Expression::Derived { .. }
            | Expression::Charset(..)
            | Expression::Body
            | Expression::Bytes(_)
            | Expression::Digest(..)
            | Expression::Mac { .. }
            | Expression::Signature { .. } => Width::Varying,
        }
    }

    fn all_widths<'e>(
        &self,
        mut parts: impl Iterator<Item = &'e Expression>,
        seen: &mut HashMap<usize, Width>,
    ) -> Width {
        match parts.all(|part| self.width(part, seen) == Width::Fixed) {
            true => Width::Fixed,
            false => Width::Varying,
        }
    }

    fn field_width(&self, place: FieldRef) -> Width {
        match self.field_at(place) {
            Some(field) if self.is_fixed(field) => Width::Fixed,
            Some(_) | None => Width::Varying,
        }
    }

    fn received_width(&self, path: &Path) -> Width {
        let name = path.to_string();
        let field = self.fields.get(name.as_str()).map(|(_, field)| *field);
        let field = field.or_else(|| self.inside(&name).map(|inside| inside.field));
        match field {
            Some(field) if self.is_fixed(field) => Width::Fixed,
            Some(_) | None => Width::Varying,
        }
    }

    fn is_fixed(&self, field: &Named<spec::Field>) -> bool {
        let value = &field.value;
        let timed = value.type_word() == Some(TypeWord::DetailedType(DetailedType::DateTime));
        // What is wrong with a length is reported with the field.
        let mut unheard = Diagnostics::default();
        let exact = value
            .length
            .as_ref()
            .and_then(|length| text::small_range(length, 1, &mut unheard))
            .is_some_and(|(least, most)| least == most);
        let listed = value
            .declared_type()
            .and_then(|name| self.context.enumeration(name))
            .and_then(|id| self.context.enumerations.get(id.0));
        let equal = listed.is_some_and(|listed| {
            let mut widths = listed
                .choices
                .iter()
                .map(|choice| choice.wire.chars().count());
            let first = widths.next();
            !listed.open && widths.all(|width| Some(width) == first)
        });
        let always = matches!(
            value.presence.as_ref().map(|presence| &presence.value),
            Some(spec::Presence::Word(PresenceWord::Required))
        );
        always && (exact || equal || timed)
    }
}

fn operand_name(operand: Option<&Operand>) -> Option<&Text> {
    match operand {
        Some(
            Operand::Name(name)
            | Operand::Encrypted(name)
            | Operand::Member(name)
            | Operand::Header(name)
            | Operand::RequestField(name)
            | Operand::Stored(name)
            | Operand::Recipe(name, _)
            | Operand::Named(name, _),
        ) => Some(name),
        Some(Operand::Literal(_) | Operand::Request(_) | Operand::Answer(_)) | None => None,
    }
}

fn ambiguous(before: &Text, after: &Text) -> Diagnostic {
    let twice = before.span == after.span;
    let message = match twice {
        true => format!("`{}` joins texts that vary in length", after.value),
        false => format!(
            "`{}` and `{}` vary in length and stand side by side",
            before.value, after.value
        ),
    };
    let ambiguous = Diagnostic::new(DiagnosticCode::AmbiguousConcatenation, after.span, message)
        .note("two different requests can have the same signature; whoever holds one can send the other")
        .help("if the vendor's recipe is like this, say so: `levels: { ambiguous_concatenation: { level: allow, reason: … } }`");
    match twice {
        true => ambiguous,
        false => ambiguous.also(
            before.span,
            "the end of this one can be read as the beginning of the other",
        ),
    }
}
