//! Recipes as they are written: steps, what they take in, and how it is joined. No name is looked up here.

use super::reader::Text;
use super::spec_common::Named;
use crate::source::Spanned;
use crate::words;

/// What a recipe takes in, and the steps after that. `None` stands for what was reported.
#[derive(Clone, Debug)]
pub struct Recipe {
    pub start: Option<Start>,
    pub steps: Vec<Option<Step>>,
}

/// What a recipe takes in.
#[derive(Clone, Debug)]
pub struct Start {
    pub word: Spanned<words::Start>,
    /// As many as were written; `None` stands for one that was reported.
    pub operands: Vec<Option<Operand>>,
    /// How the operands of a selection are chosen and joined, where it is said.
    pub selection: Option<Selection>,
    /// The recipes of which one is chosen, where the word says so.
    pub branches: Option<Branches>,
}

/// Several recipes, of which one is chosen by a text.
#[derive(Clone, Debug)]
pub struct Branches {
    /// What makes the text.
    pub by: Option<Box<Recipe>>,
    /// Each with the text for which it is chosen.
    pub arms: Vec<Named<Recipe>>,
}

/// A step with its operand; it has one exactly when its word takes one.
#[derive(Clone, Debug)]
pub struct Step {
    pub word: Spanned<words::Step>,
    pub operand: Option<StepOperand>,
}

/// What a step takes beside what comes before it.
#[derive(Clone, Debug)]
pub enum StepOperand {
    /// A name, a number or a word.
    Word(Text),
    /// A key, and how its text stands for bytes.
    Key {
        key: Option<Text>,
        form: Option<Spanned<words::KeyForm>>,
    },
    /// What is replaced, and what by.
    Replacement {
        from: Option<Text>,
        to: Option<Text>,
    },
    /// How a key is derived.
    Derivation(Derivation),
}

/// How a key is derived from a password.
#[derive(Clone, Debug)]
pub struct Derivation {
    pub salt: Option<Text>,
    pub form: Option<Spanned<words::KeyForm>>,
    pub rounds: Option<Text>,
    pub bytes: Option<Text>,
}

/// A text that is made of random bytes.
#[derive(Clone, Debug)]
pub struct Random {
    pub bytes: Option<Text>,
    pub encode: Option<Spanned<words::TextEncoding>>,
}

/// Something that a step takes in.
#[derive(Clone, Debug)]
pub enum Operand {
    Name(Text),
    Literal(Text),
    Encrypted(Text),
    /// A header of what has arrived, which the proof of it takes in.
    Header(Text),
    Request(Spanned<words::RequestPart>),
    /// A field of the request, which the proof of an answer takes in.
    RequestField(Text),
    /// A part of the answer, which its proof takes in.
    Answer(Spanned<words::AnswerPart>),
    /// What the merchant stored, which the proof of a notification takes in.
    Stored(Text),
    /// A member of the body, as it is sent: the names on the way to it.
    Member(Text),
    /// A recipe of its own; the text is its key.
    Recipe(Text, Box<Recipe>),
    /// Another operand under a name of the vendor's; `None` stands for one that was reported.
    Named(Text, Option<Box<Operand>>),
}

/// How the operands of a step are chosen and joined.
#[derive(Clone, Debug)]
pub struct Selection {
    pub everything: Option<Spanned<words::Everything>>,
    pub except: Vec<Text>,
    pub separator: Option<Text>,
    pub between: Option<Text>,
    pub order: Option<Spanned<words::Order>>,
    pub absent: Option<Spanned<words::Absent>>,
}
