//! Steps: what came of each expression, what it was made of, and what of it may be shown. Nothing is computed here.

use std::fmt;

/// What hides a secret where it would be shown.
pub const HIDDEN: &str = "•••";

/// One expression that was computed.
#[derive(Clone, PartialEq, Eq)]
pub struct Step {
    /// What it is: the word of a step, or what a recipe begins with.
    pub label: String,
    /// What came of it.
    pub output: Output,
    /// What it tells of secrets.
    pub secrecy: Secrecy,
    /// Its text as it may be shown; the same as its text where nothing in it is secret.
    pub shown: Option<String>,
    /// The steps that it is made of, in the order in which they are carried out.
    pub inputs: Vec<Step>,
    /// The position among them of what it hides: the message of a digest, a MAC, a signature or a cipher.
    pub covers: Option<usize>,
}

/// What came of an expression.
#[derive(Clone, PartialEq, Eq)]
pub enum Output {
    /// Nobody knows.
    Unknown,
    /// What it stands for is not there.
    Absent,
    /// A text.
    Text(String),
    /// Bytes.
    Bytes(Vec<u8>),
}

/// What a value tells of secrets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Secrecy {
    /// It is a literal, which everybody knows.
    Literal,
    /// Nothing.
    Open,
    /// It holds some, beside what is none.
    Holds,
    /// It is one, or made of nothing else.
    Secret,
}

impl Secrecy {
    /// Of what is made of parts, side by side.
    pub fn of_parts(parts: impl IntoIterator<Item = Self>) -> Self {
        let mut parts = parts.into_iter();
        let Some(first) = parts.next() else {
            return Self::Literal;
        };
        parts.fold(first, |all, part| match (all, part) {
            (Self::Literal, other) | (other, Self::Literal) => other,
            (Self::Open, Self::Open) => Self::Open,
            (Self::Secret, Self::Secret) => Self::Secret,
            _ => Self::Holds,
        })
    }

    /// Whether it must not be shown as it is.
    pub fn is_hidden(self) -> bool {
        match self {
            Self::Literal | Self::Open => false,
            Self::Holds | Self::Secret => true,
        }
    }
}

impl Output {
    /// Its text, when it is one.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Unknown | Self::Absent | Self::Bytes(_) => None,
        }
    }

    /// The bytes that it is: those of a text in UTF-8.
    pub fn bytes(&self) -> Option<&[u8]> {
        match self {
            Self::Text(text) => Some(text.as_bytes()),
            Self::Bytes(bytes) => Some(bytes),
            Self::Unknown | Self::Absent => None,
        }
    }
}

impl Step {
    /// The text that it is or, of a text in a charset, was.
    pub fn text(&self) -> Option<&str> {
        match (&self.output, self.inputs.as_slice()) {
            (Output::Text(text), _) => Some(text),
            (Output::Bytes(_), [only]) if self.covers.is_none() => only.text(),
            (Output::Bytes(bytes), []) => std::str::from_utf8(bytes).ok(),
            _ => None,
        }
    }

    /// The same as it may be shown.
    pub fn shown_text(&self) -> Option<String> {
        if let Some(shown) = &self.shown {
            return Some(shown.clone());
        }
        match (&self.output, self.inputs.as_slice()) {
            (Output::Text(_) | Output::Bytes(_), _) if self.secrecy.is_hidden() => {
                Some(HIDDEN.to_owned())
            }
            _ => self.text().map(str::to_owned),
        }
    }

    /// The outermost step that hides what it is made of.
    pub fn hiding(&self) -> Option<&Step> {
        match self.covers {
            Some(_) => Some(self),
            None => self.inputs.iter().find_map(Step::hiding),
        }
    }

    /// The outermost step that hides what it is made of, also behind steps that `behind` knows by their labels.
    pub fn hiding_in<'s>(&'s self, behind: &dyn Fn(&str) -> Option<&'s Step>) -> Option<&'s Step> {
        if self.covers.is_some() {
            return Some(self);
        }
        if let Some(step) = behind(&self.label)
            && let Some(hiding) = step.hiding_in(behind)
        {
            return Some(hiding);
        }
        self.inputs.iter().find_map(|input| input.hiding_in(behind))
    }

    /// What it hides.
    pub fn covered(&self) -> Option<&Step> {
        self.inputs.get(self.covers?)
    }

    /// What nobody knows of what it is made of, by their labels.
    pub fn lacks(&self) -> Vec<&str> {
        let mut lacks = Vec::new();
        self.add_lacks(&mut lacks);
        lacks
    }

    fn add_lacks<'s>(&'s self, lacks: &mut Vec<&'s str>) {
        if self.output != Output::Unknown {
            return;
        }
        let before = lacks.len();
        for input in &self.inputs {
            input.add_lacks(lacks);
        }
        if lacks.len() == before && !lacks.contains(&self.label.as_str()) {
            lacks.push(&self.label);
        }
    }
}

/// Secrets stay hidden.
impl fmt::Debug for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Step")
            .field("label", &self.label)
            .field("secrecy", &self.secrecy)
            .field("inputs", &self.inputs)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Output {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Unknown => "Unknown",
            Self::Absent => "Absent",
            Self::Text(_) => "Text(…)",
            Self::Bytes(_) => "Bytes(…)",
        })
    }
}
