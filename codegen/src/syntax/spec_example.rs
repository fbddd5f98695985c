//! Examples as they are written: what a vendor's page or another program says of single messages.

use super::reader::Text;
use super::spec_common::Named;
use crate::source::{Span, Spanned};
use crate::words;

/// The examples of an operation, a form or a notification.
#[derive(Clone, Debug)]
pub enum Examples {
    Listed(Vec<Named<Example>>),
    /// There is none from outside; the text says why.
    Undocumented(Text),
}

/// What examples have in common.
#[derive(Clone, Debug, Default)]
pub struct ExampleSupply {
    pub clock: Option<Text>,
    pub random: Option<Text>,
    pub credentials: Vec<Named<Text>>,
    /// Why the credentials protect nothing.
    pub published: Option<Text>,
}

/// One message, its source, and what goes with it.
#[derive(Clone, Debug)]
pub struct Example {
    pub document: Option<Text>,
    pub computed: Option<Text>,
    pub supply: ExampleSupply,
    pub environment: Option<Text>,
    pub options: Vec<Named<Text>>,
    pub tokens: Vec<Named<Text>>,
    pub given: Vec<Named<ExampleValue>>,
    pub sends: Option<ExpectedRequest>,
    pub answer: Option<ExpectedAnswer>,
    pub notice: Option<ExpectedNotice>,
}

#[derive(Clone, Debug)]
pub enum ExampleValue {
    Text(Text),
    List(Span, Vec<ExampleValue>),
    Object(Span, Vec<Named<ExampleValue>>),
}

impl ExampleValue {
    /// Where it stands.
    pub fn place(&self) -> Span {
        match self {
            Self::Text(text) => text.span,
            Self::List(place, _) | Self::Object(place, _) => *place,
        }
    }
}

#[derive(Clone, Debug)]
pub struct ExpectedRequest {
    pub url: Option<Text>,
    pub body: Option<Text>,
    pub fields: Vec<Named<Text>>,
    pub values: Vec<Named<Text>>,
    pub covers: Vec<Named<Text>>,
}

#[derive(Clone, Debug)]
pub struct ExpectedAnswer {
    pub status: Option<Text>,
    pub body: Option<Text>,
    pub outcome: Option<Spanned<words::AnswerOutcome>>,
    pub code: Option<Text>,
    pub fields: Vec<Named<Text>>,
}

#[derive(Clone, Debug)]
pub struct ExpectedNotice {
    pub headers: Vec<Named<Text>>,
    pub stored: Vec<Named<Text>>,
    pub body: Option<Text>,
    pub outcome: Option<Spanned<words::NoticeOutcome>>,
    pub fields: Vec<Named<Text>>,
}
