//! Samples of bodies, as a page shows them.

use super::cell::Cell;
use super::word::{KindWord, Way};

/// How a sample of a body is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SampleForm {
    /// JSON.
    Json,
    /// XML, or HTML.
    Xml,
    /// `name=value&name=value`.
    Form,
    /// `name=value`, one a line.
    Lines,
    /// As the language of a program writes it, which says nothing of how it is sent.
    Literal,
}

/// The body of a sample.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SampleBody {
    /// Which way it goes, where that is said.
    pub way: Option<Way>,
    /// How it is written.
    pub form: SampleForm,
    /// Where it begins.
    pub cell: Cell,
    /// The members that can be read, each after the object or list that it is in.
    pub members: Vec<SampleMember>,
}

impl SampleBody {
    /// The names of the members that are in no other one.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let paths = self.members.iter().map(|member| member.path.as_slice());
        paths.filter_map(|path| match path {
            [only] => Some(only.as_str()),
            [] | [_, _, ..] => None,
        })
    }
}

/// A member of a sample.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SampleMember {
    /// Its name, after those of all that it is in; the places of a list have none.
    pub path: Vec<String>,
    /// What its value is; none where it is `null`, and where the form of the body does not show it.
    pub kind: Option<KindWord>,
    /// Its value as a text; none of an object, a list and `null`.
    pub value: Option<String>,
    /// The line that it begins on.
    pub line: usize,
    /// What a comment beside it says of it.
    pub said: Option<String>,
}
