//! Values and their recipes as they are written: steps, operands, and how operands are joined.

use super::documentation::{label, quirks};
use super::named::{map, members};
use super::reader::{Fields, Text, items, text, texts, word};
use super::shape;
use super::spec::{
    Branches, ChoiceKind, Derivation, Operand, Random, Recipe, RecipeChoice, Selection, Start,
    Step, StepOperand, Value, ValueKind,
};
use super::tree::{Entry, Node, Value as NodeValue};
use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::source::{Span, Spanned};
use crate::words::{self, WordList as _};

pub(super) fn value(node: &Node, place: Span, out: &mut Diagnostics) -> Option<Value> {
    let fields = Fields::read(node, place, &shape::VALUE, out)?;
    Some(Value {
        label: label(&fields, out),
        secret: fields.flag("secret", out),
        sent_because: fields.text("sent_because", out),
        option: fields.text("option", out),
        kind: value_kind(&fields, out),
        quirks: quirks(&fields, out),
    })
}

fn value_kind(fields: &Fields<'_>, out: &mut Diagnostics) -> ValueKind {
    let kinds = ["clock", "random", "template", "recipe", "choices"];
    let given: Vec<_> = kinds.iter().filter_map(|kind| fields.entry(kind)).collect();
    let [entry] = given.as_slice() else {
        let place = given.get(1).map_or(fields.place, |second| second.key_span);
        let code = if given.is_empty() {
            DiagnosticCode::MissingKey
        } else {
            DiagnosticCode::Conflict
        };
        let problem = Diagnostic::new(code, place, "a value is made in exactly one way")
            .help("give one of `clock`, `random`, `template`, `recipe` or `choices`");
        out.push(problem);
        return ValueKind::Unreadable;
    };
    let read = match entry.key.as_str() {
        "clock" => fields.word("clock", out).map(ValueKind::Clock),
        "random" => random(&entry.value, entry.key_span, out).map(ValueKind::Random),
        "template" => text(&entry.value, entry.key_span, out).map(ValueKind::Template),
        "recipe" => recipe(&entry.value, entry.key_span, out)
            .map(|recipe| ValueKind::Recipe(Box::new(recipe))),
        _ => members(&entry.value, entry.key_span, out, recipe_choice).map(ValueKind::Choices),
    };
    read.unwrap_or(ValueKind::Unreadable)
}

fn random(node: &Node, place: Span, out: &mut Diagnostics) -> Option<Random> {
    let fields = Fields::read(node, place, &shape::RANDOM, out)?;
    Some(Random {
        bytes: fields.text("bytes", out),
        encode: fields.word("encode", out),
    })
}

fn recipe_choice(node: &Node, place: Span, out: &mut Diagnostics) -> Option<RecipeChoice> {
    let fields = Fields::read(node, place, &shape::CHOICE_OF_RECIPES, out)?;
    let kind = match (fields.entry("recipe"), fields.entry("template")) {
        (Some(entry), None) => {
            ChoiceKind::Recipe(Box::new(recipe(&entry.value, entry.key_span, out)?))
        }
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
    let Some((first, rest)) = list.split_first() else {
        let starts = words::listed(&start_words(), "or");
        let empty = Diagnostic::new(
            DiagnosticCode::MissingKey,
            node.span,
            "the recipe has no steps",
        );
        out.push(empty.help(format!("begin with {starts}")));
        return None;
    };
    let before = out.error_count();
    let start = start(first, out);
    let is_begun = start.is_some() || out.error_count() == before;
    // Where the beginning stands further down, that was told with what stands in its place.
    let steps = rest
        .iter()
        .filter(|item| is_begun || !is_start(item))
        .map(|item| step(item, out));
    Some(Recipe {
        start,
        steps: steps.collect(),
    })
}

/// Whether a recipe can begin with it.
fn is_start(node: &Node) -> bool {
    let word = match &node.value {
        NodeValue::Text(word) => Some(word.as_str()),
        NodeValue::Mapping(entries) => entries.first().map(|entry| entry.key.as_str()),
        NodeValue::Nothing | NodeValue::List(_) => None,
    };
    word.is_some_and(|word| words::Start::parse(word).is_some())
}

/// The words that a recipe can begin with.
fn start_words() -> Vec<&'static str> {
    let starts = words::Start::all().into_iter();
    starts.map(words::Start::word).collect()
}

/// The word of a step, and its entry where it is more than the word.
fn written<'t>(node: &'t Node, out: &mut Diagnostics) -> Option<(Text, Option<&'t Entry>)> {
    let NodeValue::Mapping(entries) = &node.value else {
        return text(node, node.span, out).map(|word| (word, None));
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
    let word = Spanned::new(entry.key.clone(), entry.key_span);
    Some((word, Some(entry)))
}

/// `body`, `concat: [a, b]`, or `concat: { of: [a, b], separator: "|" }`.
fn start(node: &Node, out: &mut Diagnostics) -> Option<Start> {
    let (name, entry) = written(node, out)?;
    let Some(word) = words::Start::parse(&name.value) else {
        out.push(unknown(&name, "begin with", start_words()));
        return None;
    };
    if let words::Start::Branch(_) = word {
        return Some(Start {
            word: Spanned::new(word, name.span),
            operands: Vec::new(),
            selection: None,
            branches: Some(branches(&name, entry, out)?),
        });
    }
    let (operands, selection) = match entry {
        Some(entry) if is_selection(entry) => {
            let (operands, selection) = self::selection(entry, out)?;
            (operands, Some(selection))
        }
        Some(entry) => (operands(&entry.value, entry.key_span, out), None),
        None => (Vec::new(), None),
    };
    let count = operands.len();
    let (fits, takes) = match word {
        words::Start::Whole(_) => (count == 0 && selection.is_none(), "none"),
        words::Start::One(_) => (count == 1 && selection.is_none(), "one"),
        words::Start::Several(_) => (count > 0 || selection.is_some(), "one or more"),
        // What it takes was read above.
        words::Start::Branch(_) => (true, "two keys"),
    };
    if !fits {
        out.push(wrong_count(&name, count, takes));
        return None;
    }
    Some(Start {
        word: Spanned::new(word, name.span),
        operands,
        selection,
        branches: None,
    })
}

/// `choose: { by: [ … ], when: { "0": [ … ] } }`
fn branches(name: &Text, entry: Option<&Entry>, out: &mut Diagnostics) -> Option<Branches> {
    let Some(entry) = entry else {
        out.push(wrong_count(
            name,
            0,
            "`{ by: [ … ], when: { TEXT: [ … ] } }`",
        ));
        return None;
    };
    let fields = Fields::read(&entry.value, entry.key_span, &shape::BRANCHES, out)?;
    let _recipes = fields.entry("when")?;
    let by = fields.entry("by");
    let by = by.and_then(|entry| recipe(&entry.value, entry.key_span, out));
    Some(Branches {
        by: by.map(Box::new),
        arms: map(&fields, "when", out, recipe),
    })
}

/// `sha256`, or `hmac_sha256: sign_key`.
fn step(node: &Node, out: &mut Diagnostics) -> Option<Step> {
    let (name, entry) = written(node, out)?;
    let Some(word) = words::Step::parse(&name.value) else {
        let steps = words::Step::all().into_iter().map(words::Step::word);
        out.push(unknown(&name, "go on with", steps.collect()));
        return None;
    };
    let operand = match entry {
        Some(entry) if has_keys(word, entry) => Some(keys_of_step(word, entry, out)?),
        _ => word_of_step(word, &name, entry, out)?.map(StepOperand::Word),
    };
    Some(Step {
        word: Spanned::new(word, name.span),
        operand,
    })
}

/// Whether the operand of a step is written with keys.
fn has_keys(step: words::Step, entry: &Entry) -> bool {
    let is_mapping = matches!(entry.value.value, NodeValue::Mapping(_));
    is_mapping && shape::keys_of_step(step).is_some()
}

/// `{ key: sign_key, form: hex }`, and what other steps take by keys.
fn keys_of_step(step: words::Step, entry: &Entry, out: &mut Diagnostics) -> Option<StepOperand> {
    let shape = shape::keys_of_step(step)?;
    let fields = Fields::read(&entry.value, entry.key_span, shape, out)?;
    Some(match step.description().operand {
        words::Operand::Replacement => StepOperand::Replacement {
            from: fields.text("from", out),
            to: fields.text("to", out),
        },
        words::Operand::Derivation => StepOperand::Derivation(Derivation {
            salt: fields.text("salt", out),
            form: fields.word("form", out),
            rounds: fields.text("rounds", out),
            bytes: fields.text("bytes", out),
        }),
        words::Operand::Nothing
        | words::Operand::Secret
        | words::Operand::PrivateKey
        | words::Operand::Count
        | words::Operand::Cipher
        | words::Operand::Charset => StepOperand::Key {
            key: fields.text("key", out),
            form: fields.word("form", out),
        },
    })
}

/// The one word that a step takes; none where it takes nothing.
fn word_of_step(
    step: words::Step,
    name: &Text,
    entry: Option<&Entry>,
    out: &mut Diagnostics,
) -> Option<Option<Text>> {
    let operands = match entry {
        Some(entry) => operands(&entry.value, entry.key_span, out),
        None => Vec::new(),
    };
    let takes_one = step.description().operand != words::Operand::Nothing;
    if operands.len() != usize::from(takes_one) {
        let takes = match takes_one {
            true => format!("one: `{}: …`", name.value),
            false => "none".to_owned(),
        };
        out.push(wrong_count(name, operands.len(), &takes));
        return None;
    }
    if let words::Operand::Replacement | words::Operand::Derivation = step.description().operand {
        let keys = shape::keys_of_step(step).map(|shape| {
            let keys = shape.names().map(|key| format!("{key}: …"));
            keys.collect::<Vec<_>>().join(", ")
        });
        let message = format!("`{}` takes several things, each by its key", name.value);
        let problem = Diagnostic::new(DiagnosticCode::BadValue, name.span, message);
        out.push(problem.help(format!(
            "write `{}: {{ {} }}`",
            name.value,
            keys.unwrap_or_default()
        )));
        return None;
    }
    match operands.into_iter().next() {
        Some(operand) => plain(operand?, name, out).map(Some),
        None => Some(None),
    }
}

/// The name that is the operand of a step.
fn plain(operand: Operand, at: &Text, out: &mut Diagnostics) -> Option<Text> {
    if let Operand::Name(name) = operand {
        return Some(name);
    }
    let problem = Diagnostic::new(
        DiagnosticCode::BadValue,
        at.span,
        format!("`{}` takes a name here", at.value),
    );
    out.push(problem.help("write it as one word, such as `hmac_sha256: sign_key`"));
    None
}

/// A word that cannot stand where it stands.
fn unknown(name: &Text, expected: &str, known: Vec<&'static str>) -> Diagnostic {
    let message = format!("a recipe cannot {expected} `{}`", name.value);
    let unknown = Diagnostic::new(DiagnosticCode::BadValue, name.span, message);
    match other_name(&name.value, &known) {
        Some(help) => unknown.help(help),
        None => unknown.suggest(&name.value, known),
    }
}

/// What to write for a word that other languages have, where the nearest word would be another computation.
fn other_name(word: &str, known: &[&'static str]) -> Option<String> {
    let word = word.to_ascii_lowercase().replace('-', "_");
    match word.as_str() {
        "url_encode" | "urlencode" | "url_encoded" | "escape" => Some(
            "`percent_encode: utf8` writes a blank as `%20`, `form_encode: utf8` writes it as `+`"
                .to_owned(),
        ),
        "url_decode" | "urldecode" | "unescape" => Some(
            "`percent_decode: utf8` keeps a `+`, `form_decode: utf8` reads it as a blank"
                .to_owned(),
        ),
        "substring" | "substr" | "slice" | "left" | "right" => {
            Some("`first: 8` keeps the first characters, `last: 8` the last ones".to_owned())
        }
        "request" => Some(
            "begin with `body` for the whole body, or with `concat: [ { request: path } ]`"
                .to_owned(),
        ),
        digest if expects_texts(digest, known) => Some(format!(
            "begin with the texts: `[ concat: [ tid, amt ], {word}{}, hex ]`",
            if digest.starts_with("hmac") {
                ": sign_key"
            } else {
                ""
            }
        )),
        sha3 if sha3.starts_with("sha3") => {
            Some("SHA-3 is another digest than `sha256` and `sha512`, and not there".to_owned())
        }
        beginning => {
            // An HMAC with another digest is not one of those that there are.
            let beginning = if beginning.starts_with("hmac_") {
                "hmac"
            } else {
                beginning
            };
            let begins = |known: &&&str| known.starts_with(&format!("{beginning}_"));
            let longer: Vec<&str> = known.iter().filter(begins).copied().collect();
            (!longer.is_empty()).then(|| format!("write {}", words::listed(&longer, "or")))
        }
    }
}

/// Whether a step that goes on with a text stands where a recipe begins.
fn expects_texts(word: &str, known: &[&'static str]) -> bool {
    words::Step::parse(word).is_some() && !known.contains(&word)
}

/// A word with other operands than it takes.
fn wrong_count(name: &Text, count: usize, takes: &str) -> Diagnostic {
    let operands = match count {
        0 => "no operands".to_owned(),
        1 => "one operand".to_owned(),
        more => format!("{more} operands"),
    };
    let message = format!("`{}` has {operands} here", name.value);
    Diagnostic::new(DiagnosticCode::BadValue, name.span, message).help(format!("it takes {takes}"))
}

/// Whether a step says how its operands are chosen and joined.
fn is_selection(entry: &Entry) -> bool {
    match &entry.value.value {
        NodeValue::Mapping(inner) => inner.iter().any(|inner| inner.key == "of"),
        _ => false,
    }
}

fn selection(entry: &Entry, out: &mut Diagnostics) -> Option<(Vec<Option<Operand>>, Selection)> {
    let fields = Fields::read(&entry.value, entry.key_span, &shape::SELECTION, out)?;
    let of = fields.entry("of")?;
    let (everything, operands) = match &of.value.value {
        NodeValue::List(_) => (None, operands(&of.value, of.key_span, out)),
        _ => (Some(fields.word("of", out)?), Vec::new()),
    };
    let absent = fields.entry("absent");
    let selection = Selection {
        everything,
        except: fields
            .entry("except")
            .map(|entry| texts(&entry.value, entry.key_span, out))
            .unwrap_or_default(),
        separator: fields.text("separator", out),
        between: fields.text("between", out),
        order: fields.word("order", out),
        absent: fields.word("absent", out),
    };
    // What was reported of it must not be reported as something that is not said.
    (absent.is_none() || selection.absent.is_some()).then_some((operands, selection))
}

/// One operand, or a list of them.
fn operands(node: &Node, place: Span, out: &mut Diagnostics) -> Vec<Option<Operand>> {
    match &node.value {
        NodeValue::List(items) => items
            .iter()
            .map(|item| operand(item, item.span, out))
            .collect(),
        _ => vec![operand(node, place, out)],
    }
}

/// `NAME`, one of the keys of [`shape::OPERAND`], or another operand under a name of the vendor's.
fn operand(node: &Node, place: Span, out: &mut Diagnostics) -> Option<Operand> {
    let NodeValue::Mapping(entries) = &node.value else {
        return text(node, place, out).map(Operand::Name);
    };
    let [one] = entries.as_slice() else {
        let problem = Diagnostic::new(
            DiagnosticCode::WrongShape,
            node.span,
            "an operand is one thing",
        )
        .help(
            "write a name, `{ literal: \"…\" }`, `{ encrypted: FIELD }`, `{ request: path }`, `{ recipe: [ … ] }`, \
             or one of these under the vendor's name: `{ signKey: sign_key }`",
        );
        out.push(problem);
        return None;
    };
    if let (NodeValue::List(_), false) = (&one.value.value, shape::OPERAND.has(&one.key)) {
        let message = format!("`{}` has a list here, and an operand is one text", one.key);
        let problem = Diagnostic::new(DiagnosticCode::WrongShape, one.key_span, message);
        out.push(problem.help(format!(
            "what steps make is `{{ recipe: [ {}: [ … ] ] }}`, and an object as it is sent `{{ request: body.NAME }}`",
            one.key
        )));
        return None;
    }
    // A name of the vendor's can be that of a key: what stands under it tells the two apart.
    let is_named = matches!(one.value.value, NodeValue::Mapping(_));
    if is_named || !shape::OPERAND.has(&one.key) {
        let inner = operand(&one.value, one.key_span, out);
        let name = Spanned::new(one.key.clone(), one.key_span);
        return Some(Operand::Named(name, inner.map(Box::new)));
    }
    unnamed(one, out)
}

/// An operand that has a key instead of a name.
fn unnamed(entry: &Entry, out: &mut Diagnostics) -> Option<Operand> {
    if entry.key == "recipe" {
        let key = Spanned::new(entry.key.clone(), entry.key_span);
        let recipe = recipe(&entry.value, entry.key_span, out)?;
        return Some(Operand::Recipe(key, Box::new(recipe)));
    }
    let value = text(&entry.value, entry.key_span, out)?;
    match entry.key.as_str() {
        "literal" => Some(Operand::Literal(value)),
        "encrypted" => Some(Operand::Encrypted(value)),
        "header" => Some(Operand::Header(value)),
        "stored" => Some(Operand::Stored(value)),
        "answer" => word::<words::AnswerPart>(&value, out).map(Operand::Answer),
        _ => match value.value.strip_prefix("body.") {
            Some(member) => Some(Operand::Member(Spanned::new(member.to_owned(), value.span))),
            None => Some(match words::RequestPart::parse(&value.value) {
                Some(part) => Operand::Request(Spanned::new(part, value.span)),
                None => Operand::RequestField(value),
            }),
        },
    }
}
