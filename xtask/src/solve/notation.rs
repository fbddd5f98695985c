//! A recipe in the notation of specs, ready to paste.

use kpg_codegen::model::{Charset, KeyForm};
use kpg_recipes::solve::{
    Given, Message, Operand, Part, Portion, Recipe, Role, Seal, Step, Style, Vector,
};

use crate::yaml;

/// What the value is called that a recipe makes.
const SIGNATURE: &str = "signature";

/// What the cipher is called that encrypts it.
const CIPHER: &str = "sealed";

/// Names of a message, in the notation of specs.
struct Names<'n>(&'n [Given]);

/// The recipe as lines below `values:`.
pub fn values(recipe: &Recipe, values: &[Given]) -> String {
    let names = Names(values);
    let mut lines = vec!["values:".to_owned()];
    let mut ciphers = Vec::new();
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
            Step::Sealed(seal) => {
                let cipher = format!("{CIPHER}{}", if ciphers.is_empty() { "" } else { "_outer" });
                ciphers.extend(names.cipher(&cipher, seal));
                format!("encrypt: {cipher}")
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
    if !ciphers.is_empty() {
        lines.insert(0, "ciphers:".to_owned());
        lines.splice(1..1, ciphers);
    }
    lines.join("\n")
}

/// How a text was encrypted, in words.
pub fn seal(seal: &Seal, values: &[Given]) -> String {
    let names = Names(values);
    let key = names.portion(&seal.key);
    let (title, encoding) = (seal.algorithm.description().title, seal.encoding.word());
    match names.vector(&seal.vector) {
        None => format!("{title} in ECB mode with the key {key}, written as {encoding}"),
        Some(iv) => {
            let iv = match &seal.vector {
                // Whatever the IV was, it changes nothing but the first block.
                Vector::FirstBlock => {
                    "that is its first block, or one that was not given".to_owned()
                }
                Vector::None | Vector::Of(_) | Vector::Zero => iv,
            };
            format!("{title} in CBC mode with the key {key} and an IV {iv}, written as {encoding}")
        }
    }
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
            Step::Signed { signature, key } => format!("{}: {}", signature.word(), yaml::key(key)),
            // A cipher is declared beside the values.
            Step::Sealed(_) => format!("encrypt: {CIPHER}"),
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

    /// A cipher as lines below `ciphers:`.
    fn cipher(&self, name: &str, seal: &Seal) -> Vec<String> {
        let algorithm = seal.algorithm.description().constructor;
        let key = self.portion(&seal.key);
        let mode = match self.vector(&seal.vector) {
            None => format!("{algorithm}_ecb: {{ key: {key} }}"),
            Some(iv) => format!("{algorithm}_cbc: {{ key: {key}, iv: {iv} }}"),
        };
        let mut lines = vec![
            format!("  {name}:"),
            format!("    {mode}"),
            format!("    encode: {}", seal.encoding.word()),
        ];
        // Without it the cipher would take over the charset of the requests.
        lines.push(format!("    charset: {}", seal.charset.word()));
        lines
    }

    /// `{ of: key, first: 16, form: text }`
    fn portion(&self, portion: &Portion) -> String {
        let name = self.name(&Operand::as_given(portion.value));
        let part = match portion.part {
            None => String::new(),
            Some(Part::First(count)) => format!(", first: {count}"),
            Some(Part::Last(count)) => format!(", last: {count}"),
        };
        format!("{{ of: {name}{part}, form: {} }}", portion.form.word())
    }

    /// The initialisation vector; `None` in ECB mode.
    fn vector(&self, vector: &Vector) -> Option<String> {
        match vector {
            Vector::None => None,
            Vector::Of(portion) => Some(self.portion(portion)),
            Vector::Zero => Some("zero".to_owned()),
            Vector::FirstBlock => Some("first_block".to_owned()),
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
