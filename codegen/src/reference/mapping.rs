//! The mappings of a spec: a section for each, with its keys, the words that they can hold, and how its keys depend
//! on each other.

use super::markdown::{head, row, words};
use crate::syntax::shape::{FIELD, Key, Rule, SPEC, Shape, ValueShape, Word};

/// The mappings of the steps of recipes; their keys are words that have tables of their own.
const OF_STEPS: [&str; 2] = ["first_step", "next_step"];

/// Every mapping that a spec can have, in the order in which a reader meets them.
pub(super) struct Mappings(Vec<&'static Shape>);

impl Mappings {
    pub(super) fn of_a_spec() -> Self {
        let mut mappings = Self(Vec::new());
        mappings.add(&SPEC);
        mappings.0.retain(|shape| !OF_STEPS.contains(&shape.name));
        mappings
    }

    fn add(&mut self, shape: &'static Shape) {
        if self.0.iter().any(|known| known.name == shape.name) {
            return;
        }
        self.0.push(shape);
        for key in shape.keys {
            self.add_mappings_of(&key.value);
        }
    }

    fn add_mappings_of(&mut self, value: &'static ValueShape) {
        match value {
            ValueShape::Mapping(shape) | ValueShape::Renamed(shape) => self.add(shape),
            ValueShape::Fields => self.add(&FIELD),
            made_of_others => {
                let parts = made_of_others.parts().into_iter();
                parts.for_each(|part| self.add_mappings_of(part));
            }
        }
    }

    /// A link to each.
    pub(super) fn links(&self) -> String {
        let links: Vec<String> = self.0.iter().map(|shape| link(shape)).collect();
        links.join(", ")
    }

    /// A section for each. What a list of words means stands in the first section that has it.
    pub(super) fn sections(&self) -> String {
        let mut explained = Vec::new();
        let sections = self.0.iter();
        sections
            .map(|shape| section(shape, &mut explained))
            .collect()
    }
}

fn link(shape: &Shape) -> String {
    format!("[{0}](#{0})", shape.name)
}

/// The words of a list, by which lists are told apart.
type Names = Vec<&'static str>;

fn section(shape: &'static Shape, explained: &mut Vec<Names>) -> String {
    let rows: String = shape.keys.iter().map(|key| key_row(shape, key)).collect();
    let table = head(&["key", "holds", "says"]) + &rows;
    let mut section = format!("\n## {}\n\n{}\n\n{table}", shape.name, shape.doc);
    let rules: Vec<String> = shape.rules.iter().map(rule).collect();
    if !rules.is_empty() {
        section.push_str(&format!("\n{}\n", rules.join(" ")));
    }
    for key in shape.keys {
        let list = words_of(&key.value);
        let names: Names = list.iter().map(|word| word.name).collect();
        if list.is_empty() || explained.contains(&names) {
            continue;
        }
        explained.push(names);
        let rows = list
            .iter()
            .map(|word| row(&[&format!("`{}`", word.name), word.doc]));
        let head = head(&[&format!("word of `{}`", key.name), "means"]);
        section.push_str(&format!("\n{head}{}", rows.collect::<String>()));
    }
    section
}

fn key_row(shape: &Shape, key: &'static Key) -> String {
    let mut says = key.doc.to_owned();
    if let ValueShape::Written(notation) = key.value {
        says = format!("{says} {}", notation.doc);
    }
    if let Some(example) = key.example {
        says = format!("{says} Example: `{example}`");
    }
    if key.required {
        let here = match shape.has_default(key.name) {
            true => "*Required, here or under `defaults`.*",
            false => "*Required.*",
        };
        says = format!("{here} {says}");
    }
    row(&[&format!("`{}`", key.name), &holds(&key.value), &says])
}

/// What a key holds, in a few words.
fn holds(value: &'static ValueShape) -> String {
    match value {
        ValueShape::Text | ValueShape::Prose | ValueShape::Written(_) | ValueShape::Refers(_) => {
            "text".to_owned()
        }
        ValueShape::Flag => "`true` or `false`".to_owned(),
        ValueShape::Words(list) => words(list.iter().map(|word| word.name)),
        ValueShape::OneOrMore(value) => format!("{}, or a list of these", holds(value)),
        ValueShape::ListOf(value) => format!("a list of {}", holds(value)),
        ValueShape::Sequence(..) => "a list of [steps](#steps-of-recipes)".to_owned(),
        ValueShape::MapOf(value) | ValueShape::Named(value) => {
            let each = holds(value);
            match **value {
                ValueShape::OneOf(_) => format!("names, each with ({each})"),
                _ => format!("names, each with {each}"),
            }
        }
        ValueShape::Renamed(shape) => format!("a name with a text or {} under it", link(shape)),
        ValueShape::Mapping(shape) => link(shape),
        ValueShape::Fields => format!("names, each with {}; or groups of these", link(&FIELD)),
        ValueShape::OneOf(values) => {
            let each: Vec<String> = values.iter().map(holds).collect();
            each.join("; or ")
        }
        ValueShape::Anything => "whatever another key can hold".to_owned(),
    }
}

/// The words that a key can hold. Those of steps have tables of their own.
fn words_of(value: &'static ValueShape) -> Vec<&'static Word> {
    let within = match value {
        ValueShape::Sequence(..) => Vec::new(),
        others => others.parts(),
    };
    let own = value.words().iter();
    own.chain(within.into_iter().flat_map(words_of)).collect()
}

/// How keys depend on each other, as a sentence.
fn rule(rule: &Rule) -> String {
    let listed = |keys: &[&'static str]| words(keys.iter().copied());
    match rule {
        Rule::AnyOf(keys) => format!("At least one of {}.", listed(keys)),
        Rule::OneOf(keys) => format!("Exactly one of {}.", listed(keys)),
        Rule::OneKey => "Exactly one key.".to_owned(),
        Rule::NotBoth(key, other) => format!("Not both `{key}` and `{other}`."),
        Rule::Together(key, other) => format!("`{key}` and `{other}` together, or neither."),
        Rule::Needs(key, other) => format!("`{key}` needs `{other}`."),
        Rule::OnlyWith(key, other, among) => {
            format!("`{key}` needs {other} {}.", words(among.iter().copied()))
        }
        Rule::WordNeeds(key, word, other) => format!("`{key}: {word}` needs `{other}`."),
    }
}
