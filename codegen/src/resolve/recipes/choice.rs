//! Recipes of which one is chosen by a text.

use std::collections::{BTreeSet, HashSet};

use super::plan::Planner;
use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::model::{Expression, TimePart, ValueType};
use crate::resolve::notation::text;
use crate::source::{Span, Spanned};
use crate::syntax::spec::{Branches, Field, Named, Operand, Recipe, Start, StepOperand};
use crate::words::{self, Cut};

impl<'s> Planner<'_, 's> {
    /// The recipe that a text chooses.
    pub(super) fn choice(&mut self, start: &'s Start, out: &mut Diagnostics) -> Option<Expression> {
        let branches = start.branches.as_ref()?;
        let at = Spanned::new(start.word.value.word().to_owned(), start.word.span);
        let by = branches.by.as_ref()?;
        let text = self.recipe(by, out);
        let text = text.and_then(|text| self.of_type(&text, ValueType::Text, &at, out));
        let arms: Vec<Option<(String, Expression)>> = branches
            .arms
            .iter()
            .map(|arm| Some((arm.name.value.clone(), self.recipe(&arm.value, out)?)))
            .collect();
        let arms: Vec<(String, Expression)> = arms.into_iter().collect::<Option<_>>()?;
        self.texts_are_covered(branches, at.span, out);
        self.arms_fit(&arms, &text, at.span, out)?;
        Some(Expression::ByText {
            by: Box::new(text?),
            arms,
        })
    }

    /// All make the same type, and none is itself one of several: what is chosen by two texts is chosen by both together.
    fn arms_fit(
        &self,
        arms: &[(String, Expression)],
        by: &Option<Expression>,
        at: Span,
        out: &mut Diagnostics,
    ) -> Option<()> {
        let mut types = arms.iter().map(|(_, arm)| self.type_of(arm));
        let first = types.next();
        let mut parts = arms.iter().map(|(_, arm)| arm).chain(by);
        let (code, message, help) = if first.is_none() {
            (
                DiagnosticCode::MissingKey,
                "there is no recipe to choose",
                "write them under `when`, each under the text for which it is chosen",
            )
        } else if !types.all(|other| Some(other) == first) {
            (
                DiagnosticCode::RecipeType,
                "the recipes yield text and bytes",
                "end each of them with the same kind of step, such as `hex`",
            )
        } else if parts.any(|part| self.is_chosen(part)) {
            (
                DiagnosticCode::RecipeType,
                "a recipe that is chosen chooses another",
                "choose once, by a text that holds both: `by: [ { concat: [ first, second ] } ]`",
            )
        } else {
            return Some(());
        };
        out.push(Diagnostic::new(code, at, message).help(help));
        None
    }

    /// Whether an expression, or a value that it is made of, is one of several.
    fn is_chosen(&self, expression: &Expression) -> bool {
        let mut seen = HashSet::new();
        let mut open = vec![expression];
        while let Some(part) = open.pop() {
            if let Expression::ByText { .. } = part {
                return true;
            }
            open.extend(part.parts());
            if let Some(value) = part.uses().value()
                && seen.insert(value.0)
            {
                let made = self.computed.get(value.0);
                open.extend(made.map(|made| &made.expression));
            }
        }
        false
    }

    /// Where the texts are known that there can be, each has its recipe, and no recipe is for another.
    fn texts_are_covered(&self, branches: &Branches, at: Span, out: &mut Diagnostics) {
        let by = branches.by.as_ref();
        let Some(possible) = by.and_then(|by| self.possible_texts(by)) else {
            return;
        };
        for arm in &branches.arms {
            if !possible.contains(&arm.name.value) {
                let message = format!("the text is never `{}`", arm.name.value);
                let never = Diagnostic::new(DiagnosticCode::BadValue, arm.name.span, message);
                out.push(never.suggest(&arm.name.value, possible.iter().map(String::as_str)));
            }
        }
        let covered = |text: &&str| branches.arms.iter().any(|arm| arm.name.value == **text);
        let (_, open): (Vec<&str>, Vec<&str>) =
            possible.iter().map(String::as_str).partition(covered);
        if !open.is_empty() {
            let message = format!("there is no recipe for {}", words::listed(&open, "and"));
            let missing = Diagnostic::new(DiagnosticCode::MissingKey, at, message)
                .note("of such a text nothing could be made: a request would not be sent, an answer not be proven");
            out.push(missing.help("give each of them under `when`"));
        }
    }

    /// The texts that there can be, where they are few: those of a closed enumeration, or the last digit of a time.
    fn possible_texts(&self, by: &Recipe) -> Option<BTreeSet<String>> {
        let [Some(operand)] = by.start.as_ref()?.operands.as_slice() else {
            return None;
        };
        let field = match operand {
            Operand::Name(name) => self.fields.get(name.value.as_str()),
            Operand::RequestField(name) => {
                let answered = self.answered.as_ref()?;
                answered.request.get(name.value.as_str())
            }
            Operand::Stored(name) => {
                let stored = self.stored.as_ref()?;
                stored.values.get(name.value.as_str())
            }
            Operand::Literal(_)
            | Operand::Encrypted(_)
            | Operand::Request(_)
            | Operand::Answer(_)
            | Operand::Member(_)
            | Operand::Header(_)
            | Operand::Recipe(..)
            | Operand::Named(..) => None,
        };
        let (_, field) = field?;
        match by.steps.as_slice() {
            [] => self.listed_texts(field),
            [Some(step)] => match (step.word.value, step.operand.as_ref()) {
                (words::Step::Cut(Cut::Last), Some(StepOperand::Word(count)))
                    if count.value == "1" =>
                {
                    last_digits(field)
                }
                _ => None,
            },
            _ => None,
        }
    }

    fn listed_texts(&self, field: &Named<Field>) -> Option<BTreeSet<String>> {
        let name = field.value.declared_type()?;
        let id = self.context.enumeration(name)?;
        let listed = self.context.enumerations.get(id.0)?;
        let texts = listed.choices.iter().map(|choice| choice.wire.clone());
        (!listed.open).then(|| texts.collect())
    }
}

/// The last digit of a time, which can be any.
fn last_digits(field: &Named<Field>) -> Option<BTreeSet<String>> {
    // What is wrong with a format is reported with the field.
    let mut unheard = Diagnostics::default();
    let format = text::time_format(field.value.format.as_ref()?, &mut unheard)?;
    match format.0.last()? {
        TimePart::Literal(_) | TimePart::Utc(_) | TimePart::OffsetWithColon | TimePart::Offset => {
            None
        }
        TimePart::Year
        | TimePart::ShortYear
        | TimePart::Month
        | TimePart::Day
        | TimePart::Hour
        | TimePart::Minute
        | TimePart::Second
        | TimePart::Millisecond
        | TimePart::EpochSeconds
        | TimePart::EpochMilliseconds => Some(('0'..='9').map(String::from).collect()),
    }
}
