//! Values and their recipes as they are written: steps, operands, and how operands are joined.

use super::documentation::{label, quirks};
use super::named::members;
use super::reader::{Fields, items, text, texts};
use super::shape;
use super::spec::{ChoiceKind, Operand, Recipe, RecipeChoice, Selection, Step, Value, ValueKind};
use super::tree::{Entry, Node, Value as NodeValue};
use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::source::{Span, Spanned};

pub(super) fn value(node: &Node, place: Span, out: &mut Diagnostics) -> Option<Value> {
    let fields = Fields::read(node, place, &shape::VALUE, out)?;
    Some(Value {
        label: label(&fields, out),
        secret: fields.flag("secret", out),
        option: fields.text("option", out),
        kind: value_kind(&fields, out),
        quirks: quirks(&fields, out),
    })
}

fn value_kind(fields: &Fields<'_>, out: &mut Diagnostics) -> ValueKind {
    let kinds = ["clock", "template", "recipe", "choices"];
    let given: Vec<_> = kinds.iter().filter_map(|kind| fields.entry(kind)).collect();
    let [entry] = given.as_slice() else {
        let place = given.get(1).map_or(fields.place, |second| second.key_span);
        let code = if given.is_empty() {
            DiagnosticCode::MissingKey
        } else {
            DiagnosticCode::Conflict
        };
        let problem = Diagnostic::new(code, place, "a value is made in exactly one way")
            .help("give one of `clock`, `template`, `recipe` or `choices`");
        out.push(problem);
        return ValueKind::Unreadable;
    };
    let read = match entry.key.as_str() {
        "clock" => text(&entry.value, entry.key_span, out).map(ValueKind::Clock),
        "template" => text(&entry.value, entry.key_span, out).map(ValueKind::Template),
        "recipe" => recipe(&entry.value, entry.key_span, out).map(ValueKind::Recipe),
        _ => members(&entry.value, entry.key_span, out, recipe_choice).map(ValueKind::Choices),
    };
    read.unwrap_or(ValueKind::Unreadable)
}

fn recipe_choice(node: &Node, place: Span, out: &mut Diagnostics) -> Option<RecipeChoice> {
    let fields = Fields::read(node, place, &shape::CHOICE_OF_RECIPES, out)?;
    let kind = match (fields.entry("recipe"), fields.entry("template")) {
        (Some(entry), None) => ChoiceKind::Recipe(recipe(&entry.value, entry.key_span, out)?),
        (None, Some(entry)) => ChoiceKind::Template(text(&entry.value, entry.key_span, out)?),
        _ => {
            let problem = Diagnostic::new(
                DiagnosticCode::Conflict,
                place,
                "a choice is made in exactly one way",
            )
            .help("give one of `recipe` and `template`");
            out.push(problem);
            return None;
        }
    };
    Some(RecipeChoice {
        label: label(&fields, out),
        kind,
    })
}

fn recipe(node: &Node, place: Span, out: &mut Diagnostics) -> Option<Recipe> {
    let list = items(node, place, out)?;
    let steps = list.iter().filter_map(|item| step(item, out)).collect();
    Some(Recipe {
        steps,
        span: node.span,
    })
}

/// `sha256`, `concat: [a, b]`, or `concat: { of: [a, b], separator: "|" }`.
fn step(node: &Node, out: &mut Diagnostics) -> Option<Step> {
    let NodeValue::Mapping(entries) = &node.value else {
        return text(node, node.span, out).map(|name| Step {
            name,
            operands: Vec::new(),
            selection: None,
        });
    };
    let [entry] = entries.as_slice() else {
        let message = "a recipe step is one word, or one word with its operands";
        out.push(Diagnostic::new(
            DiagnosticCode::WrongShape,
            node.span,
            message,
        ));
        return None;
    };
    let name = Spanned::new(entry.key.clone(), entry.key_span);
    let is_selection = match &entry.value.value {
        NodeValue::Mapping(inner) => inner.iter().any(|inner| inner.key == "of"),
        _ => false,
    };
    if is_selection {
        return selection(name, entry, out);
    }
    Some(Step {
        name,
        operands: operands(&entry.value, entry.key_span, out),
        selection: None,
    })
}

fn selection(name: super::reader::Text, entry: &Entry, out: &mut Diagnostics) -> Option<Step> {
    let fields = Fields::read(&entry.value, entry.key_span, &shape::SELECTION, out)?;
    let of = fields.entry("of")?;
    let (everything, operands) = match &of.value.value {
        NodeValue::List(_) => (None, operands(&of.value, of.key_span, out)),
        _ => (Some(text(&of.value, of.key_span, out)?), Vec::new()),
    };
    Some(Step {
        name,
        operands,
        selection: Some(Selection {
            everything,
            except: fields
                .entry("except")
                .map(|entry| texts(&entry.value, entry.key_span, out))
                .unwrap_or_default(),
            separator: fields.text("separator", out),
            between: fields.text("between", out),
            order: fields.text("order", out),
            absent: fields.text("absent", out),
        }),
    })
}

/// One operand, or a list of them.
fn operands(node: &Node, place: Span, out: &mut Diagnostics) -> Vec<Operand> {
    match &node.value {
        NodeValue::List(items) => items
            .iter()
            .filter_map(|item| operand(item, item.span, out))
            .collect(),
        _ => operand(node, place, out).into_iter().collect(),
    }
}

/// `NAME`, `{ literal: TEXT }`, `{ encrypted: FIELD }` or `{ request: PART }`.
fn operand(node: &Node, place: Span, out: &mut Diagnostics) -> Option<Operand> {
    let NodeValue::Mapping(_) = &node.value else {
        return text(node, place, out).map(Operand::Name);
    };
    let fields = Fields::read(node, place, &shape::OPERAND, out)?;
    let kinds = shape::OPERAND.names();
    let given: Vec<_> = kinds.filter_map(|kind| fields.entry(kind)).collect();
    let [one] = given.as_slice() else {
        // What no operand has as its key was reported as such.
        if given.is_empty() && !node.entries().is_empty() {
            return None;
        }
        let problem = Diagnostic::new(
            DiagnosticCode::WrongShape,
            node.span,
            "an operand is one thing",
        )
        .help("write a name, `{ literal: \"…\" }`, `{ encrypted: FIELD }` or `{ request: path }`");
        out.push(problem);
        return None;
    };
    let value = text(&one.value, one.key_span, out)?;
    Some(match one.key.as_str() {
        "literal" => Operand::Literal(value),
        "encrypted" => Operand::Encrypted(value),
        _ => Operand::Request(value),
    })
}
