//! A recipe in the notation of specs, ready to paste.

use kpg_codegen::model::{Charset, KeyForm};
use kpg_recipes::solve::{Given, Message, Operand, Recipe, Role, Step, Style};

use crate::yaml;

/// What the value is called that a recipe makes.
const SIGNATURE: &str = "signature";

/// Names of a message, in the notation of specs.
struct Names<'n>(&'n [Given]);

/// The recipe as lines below `values:`.
pub fn values(recipe: &Recipe, values: &[Given]) -> String {
    let names = Names(values);
    let mut lines = vec!["values:".to_owned()];
    let mut steps = vec![names.message(&recipe.message)];
    for step in &recipe.steps {
        steps.push(match step {
            // A key is a credential or a value.
            Step::Mac { mac, key, form } if !key.steps.is_empty() => {
                let own = names.recipe_of(key);
                lines.push(format!(
                    "  {SIGNATURE}_key: {{ secret: true, recipe: {own} }}"
                ));
                keyed(mac.word(), &format!("{SIGNATURE}_key"), *form)
            }
            other => names.step(other),
        });
    }
    lines.push(format!(
        "  {SIGNATURE}: {{ recipe: {} }}",
        yaml::list(&steps)
    ));
    let around = [&recipe.before, &recipe.after];
    let is_wrapped = around.iter().any(|text| !text.is_empty());
    // A template has no way to write a brace.
    if is_wrapped && !around.iter().any(|text| text.contains(['{', '}'])) {
        let [before, after] = around.map(|text| names.template(text));
        let template = yaml::quoted(&format!("{before}{{{SIGNATURE}}}{after}"));
        lines.push(format!("  {SIGNATURE}_sent: {{ template: {template} }}"));
    }
    lines.join("\n")
}

/// `hmac_sha256: key`
fn keyed(mac: &str, key: &str, form: KeyForm) -> String {
    match form {
        KeyForm::Text => format!("{mac}: {key}"),
        KeyForm::Hex | KeyForm::Base64 => {
            format!("{mac}: {{ key: {key}, form: {} }}", form.word())
        }
    }
}

impl Names<'_> {
    fn name(&self, operand: &Operand) -> String {
        let given = self.0.get(operand.value);
        yaml::key(given.map_or("", |given| given.name.as_str()))
    }

    fn role(&self, operand: &Operand) -> Role {
        let given = self.0.get(operand.value);
        given.map_or(Role::Value, |given| given.role)
    }

    /// The first entry of a recipe.
    fn message(&self, message: &Message) -> String {
        let operands = message.operands.as_slice();
        let bare = || {
            operands
                .iter()
                .map(|it| self.operand(it))
                .collect::<Vec<_>>()
        };
        let named = || operands.iter().map(|it| self.named(it)).collect::<Vec<_>>();
        match (&message.style, operands) {
            (Style::Bare { closed: false, .. }, [only]) => self.start(only),
            (
                Style::Bare {
                    separator,
                    closed: true,
                },
                _,
            ) => {
                let literal = format!("{{ literal: {} }}", yaml::quoted(separator));
                let with_separators = bare().into_iter().flat_map(|it| [it, literal.clone()]);
                format!(
                    "concat: {}",
                    yaml::list(&with_separators.collect::<Vec<_>>())
                )
            }
            (Style::Bare { separator, .. }, _) if separator.is_empty() => {
                format!("concat: {}", yaml::list(&bare()))
            }
            (Style::Bare { separator, .. }, _) => {
                let (of, separator) = (yaml::list(&bare()), yaml::quoted(separator));
                format!("concat: {{ of: {of}, separator: {separator} }}")
            }
            (Style::Named { between, separator }, _) if between == "=" && separator == "&" => {
                format!("pairs: {}", yaml::list(&named()))
            }
            (Style::Named { between, separator }, _) => {
                let of = yaml::list(&named());
                let [between, separator] = [between, separator].map(|text| yaml::quoted(text));
                format!("pairs: {{ of: {of}, between: {between}, separator: {separator} }}")
            }
            (Style::Json { .. }, _) => format!("json: {}", yaml::list(&named())),
        }
    }

    /// What a recipe of one value begins with.
    fn start(&self, operand: &Operand) -> String {
        match (self.role(operand), self.0.get(operand.value)) {
            (Role::Body, Some(body)) if body.name == "body" => "body".to_owned(),
            (Role::Body, _) => format!("concat: [ {} ]", self.operand(operand)),
            (Role::Value | Role::Secret, _) => format!("text: {}", self.name(operand)),
        }
    }

    /// An operand without a name of its own.
    fn operand(&self, operand: &Operand) -> String {
        match (operand.steps.is_empty(), self.role(operand)) {
            (true, Role::Body) => format!("{{ request: {} }}", self.name(operand)),
            (true, Role::Value | Role::Secret) => self.name(operand),
            (false, _) => format!("{{ recipe: {} }}", self.recipe_of(operand)),
        }
    }

    /// An operand in `pairs` and `json`; a field brings its name.
    fn named(&self, operand: &Operand) -> String {
        let is_field = operand.steps.is_empty() && self.role(operand) == Role::Value;
        match is_field {
            true => self.name(operand),
            false => format!("{{ {}: {} }}", self.name(operand), self.operand(operand)),
        }
    }

    fn recipe_of(&self, operand: &Operand) -> String {
        let plain = Operand::as_given(operand.value);
        let steps = operand.steps.iter().map(|step| self.step(step));
        let all: Vec<String> = std::iter::once(self.start(&plain)).chain(steps).collect();
        yaml::list(&all)
    }

    fn step(&self, step: &Step) -> String {
        match step {
            Step::Charset(charset) => charset.word().to_owned(),
            Step::Digest(digest) => digest.word().to_owned(),
            Step::Mac { mac, key, form } => keyed(mac.word(), &self.name(key), *form),
            Step::Encoded(encoding) => encoding.word().to_owned(),
            Step::Cased(case) => case.word().to_owned(),
            Step::Escaped(escape, charset @ (Charset::Utf8 | Charset::EucKr)) => {
                format!("{}: {}", escape.word(), charset.word())
            }
            Step::Without(letter) => {
                let from = yaml::quoted(&letter.to_string());
                format!("replace: {{ from: {from}, to: \"\" }}")
            }
        }
    }

    /// A text around a signature, in which values are named.
    fn template(&self, text: &str) -> String {
        let mut template = text.to_owned();
        let named = self.0.iter().filter(|given| given.role == Role::Value);
        // A short text may stand there by accident.
        for given in named.filter(|given| given.text.len() > 3) {
            template = template.replace(&given.text, &format!("{{{}}}", given.name));
        }
        template
    }
}
