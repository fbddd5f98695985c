//! Recipes as data, and what they make: the message, and the steps that follow. Which recipe is likely, and how a spec
//! writes it, does not belong here.

use kpg_codegen::model::{Case, Charset, Digest, Escape, KeyForm, Mac, Signature, TextEncoding};

use super::question::{Given, Role};
use super::sealed::Seal;
use crate::{charset, crypto, escapes};

/// A recipe, and what stands around its result in the expected text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Recipe {
    /// What it begins with.
    pub message: Message,
    /// What it does with that.
    pub steps: Vec<Step>,
    /// What stands before its result.
    pub before: String,
    /// What stands behind its result.
    pub after: String,
}

/// What a recipe begins with.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Message {
    /// How the operands are joined.
    pub style: Style,
    /// The operands, in their order; at least one.
    pub operands: Vec<Operand>,
}

/// How operands are joined.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Style {
    /// The texts alone.
    Bare {
        /// What stands between two of them.
        separator: String,
        /// Whether it stands behind the last one too.
        closed: bool,
    },
    /// Each with its name.
    Named {
        /// What stands between name and text.
        between: String,
        /// What stands between two pairs.
        separator: String,
    },
    /// A JSON object without blanks.
    Json {
        /// Whether texts of digits stand without quotes.
        bare_numbers: bool,
    },
}

impl Style {
    /// What stands between two operands.
    pub(super) fn separator(&self) -> &str {
        match self {
            Self::Bare { separator, .. } | Self::Named { separator, .. } => separator,
            Self::Json { .. } => ",",
        }
    }

    /// What stands before the first operand and behind the last.
    pub(super) fn around(&self) -> (&str, &str) {
        match self {
            Self::Bare {
                separator,
                closed: true,
            } => ("", separator),
            Self::Bare { closed: false, .. } | Self::Named { .. } => ("", ""),
            Self::Json { .. } => ("{", "}"),
        }
    }
}

/// A value, and what is done to its text before it goes into the message.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Operand {
    /// The position of the value in the question.
    pub value: usize,
    /// The steps; none where it goes in as it is.
    pub steps: Vec<Step>,
}

/// A step after the first.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// Text to bytes.
    Charset(Charset),
    /// Bytes to a digest.
    Digest(Digest),
    /// Bytes to a MAC.
    Mac {
        /// Which one.
        mac: Mac,
        /// The value whose text is the key.
        key: Operand,
        /// How that text stands for bytes.
        form: KeyForm,
    },
    /// Bytes to a signature.
    Signed {
        /// Which one.
        signature: Signature,
        /// The name of the key.
        key: String,
    },
    /// Text to encrypted text.
    Sealed(Box<Seal>),
    /// Bytes to text.
    Encoded(TextEncoding),
    /// Text in another case.
    Cased(Case),
    /// Text with escapes, or without.
    Escaped(Escape, Charset),
    /// Text without this one.
    Without(char),
}

/// What stands between steps.
enum Made {
    Text(String),
    Bytes(Vec<u8>),
}

impl Operand {
    /// A value as it is.
    pub fn as_given(value: usize) -> Self {
        Self {
            value,
            steps: Vec::new(),
        }
    }

    /// Its text; `None` where its steps do not apply.
    pub fn text(&self, values: &[Given]) -> Option<String> {
        let text = values.get(self.value)?.text.clone();
        match follow(Made::Text(text), &self.steps, values)? {
            Made::Text(text) => Some(text),
            Made::Bytes(_) => None,
        }
    }
}

impl Message {
    /// Its text.
    pub fn text(&self, values: &[Given]) -> Option<String> {
        let name = |operand: &Operand| values.get(operand.value).map(|value| value.name.as_str());
        let mut parts = Vec::new();
        for operand in &self.operands {
            let text = operand.text(values)?;
            parts.push(match &self.style {
                Style::Bare { .. } => text,
                Style::Named { between, .. } => format!("{}{between}{text}", name(operand)?),
                Style::Json { bare_numbers } => json_member(name(operand)?, &text, *bare_numbers)?,
            });
        }
        let (start, end) = self.style.around();
        let parts = parts.join(self.style.separator());
        Some(format!("{start}{parts}{end}"))
    }

    /// Its text with the names of secrets in their place.
    pub fn shown(&self, values: &[Given]) -> Option<String> {
        let hidden: Vec<Given> = values
            .iter()
            .map(|value| Given {
                text: value.shown(),
                ..value.clone()
            })
            .collect();
        let plain = Self {
            style: self.style.clone(),
            operands: self
                .operands
                .iter()
                .map(|operand| match values.get(operand.value)?.role {
                    Role::Secret => Some(Operand::as_given(operand.value)),
                    Role::Value | super::Role::Body => Some(operand.clone()),
                })
                .collect::<Option<_>>()?,
        };
        plain.text(&hidden)
    }
}

/// `"name":"text"`, or `"name":1000`
pub(super) fn json_member(name: &str, text: &str, bare_numbers: bool) -> Option<String> {
    let name = serde_json::to_string(name).ok()?;
    let is_number = bare_numbers && is_whole_number(text);
    let text = match is_number {
        true => text.to_owned(),
        false => serde_json::to_string(text).ok()?,
    };
    Some(format!("{name}:{text}"))
}

/// Whether JSON can write a text of digits without quotes.
pub(super) fn is_whole_number(text: &str) -> bool {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    digits && (text.len() == 1 || !text.starts_with('0'))
}

impl Recipe {
    /// What it makes; `None` where a step does not apply, or cannot be repeated: a signature, and what a random
    /// initialisation vector is in.
    pub fn make(&self, values: &[Given]) -> Option<String> {
        let message = self.message.text(values)?;
        match follow(Made::Text(message), &self.steps, values)? {
            Made::Text(text) => Some(format!("{}{text}{}", self.before, self.after)),
            Made::Bytes(_) => None,
        }
    }
}

impl Recipe {
    /// A single value with steps is that value, with these steps first.
    pub(super) fn simplify(&mut self) {
        if let (Style::Bare { closed: false, .. }, [only]) =
            (&self.message.style, self.message.operands.as_mut_slice())
        {
            let own = std::mem::take(&mut only.steps);
            self.steps.splice(0..0, own);
        }
    }
}

fn follow(mut made: Made, steps: &[Step], values: &[Given]) -> Option<Made> {
    for step in steps {
        made = step.take(made, values)?;
    }
    Some(made)
}

impl Step {
    fn take(&self, made: Made, values: &[Given]) -> Option<Made> {
        Some(match (self, made) {
            (Self::Charset(charset), Made::Text(text)) => {
                Made::Bytes(charset::encode(*charset, &text)?)
            }
            (Self::Digest(digest), made) => Made::Bytes(crypto::digest(*digest, &bytes_of(made))),
            (Self::Mac { mac, key, form }, made) => {
                let key = crypto::key_bytes(*form, &key.text(values)?)?;
                Made::Bytes(crypto::mac(*mac, &key, &bytes_of(made))?)
            }
            (Self::Sealed(seal), Made::Text(text)) => Made::Text(seal.seal(&text, values)?),
            (Self::Encoded(encoding), Made::Bytes(bytes)) => {
                Made::Text(crypto::encode(*encoding, &bytes))
            }
            (Self::Cased(Case::Upper), Made::Text(text)) => Made::Text(text.to_ascii_uppercase()),
            (Self::Cased(Case::Lower), Made::Text(text)) => Made::Text(text.to_ascii_lowercase()),
            (Self::Escaped(escape, charset), Made::Text(text)) => {
                Made::Text(escapes::rewritten(*escape, *charset, &text)?)
            }
            (Self::Without(letter), Made::Text(text)) => Made::Text(text.replace(*letter, "")),
            (
                Self::Charset(_)
                | Self::Sealed(_)
                | Self::Cased(_)
                | Self::Escaped(..)
                | Self::Without(_),
                Made::Bytes(_),
            )
            // Whoever checks a signature cannot make it.
            | (Self::Signed { .. }, _)
            | (Self::Encoded(_), Made::Text(_)) => return None,
        })
    }
}

/// Text that goes in as UTF-8, as `sha256` and its likes take it.
fn bytes_of(made: Made) -> Vec<u8> {
    match made {
        Made::Text(text) => text.into_bytes(),
        Made::Bytes(bytes) => bytes,
    }
}
