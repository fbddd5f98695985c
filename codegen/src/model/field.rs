//! Fields of requests and of answers: what a member or header is, who supplies it and what it holds.

use super::{
    CipherId, Citation, Combination, Content, Count, Expression, FieldRef, Kind, Label, Layout,
    Length, Name, Nested, Path, Presence, Quirk, Repeat, Rule, Stated, Wrapping,
};

/// One request header or body member.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// As it goes on the wire.
    pub wire: String,
    /// What it has in common with the members of answers.
    pub facts: Facts<Items>,
    /// The rules that the spec states of its value, beside what its kind demands. `Field::rules` has all.
    pub stated: Stated,
    /// When it must be there.
    pub presence: Presence,
    /// Whether the documents leave open if JSON has it as a text or as a number. It is sent as its kind says.
    pub text_or_number: bool,
    /// What the vendor takes its absence for.
    pub absence: Option<String>,
    /// Who supplies it.
    pub source: Source,
    /// How a query or a form writes the items of a list.
    pub repeat: Option<Repeat>,
    /// What it is encrypted with on the wire. Rules and lengths hold for the plain text.
    pub cipher: Option<CipherId>,
}

/// What request fields and members of answers have in common. `N` is what one that has fields inside holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Facts<N> {
    /// As Rust calls it.
    pub name: Name,
    /// As the vendor labels it.
    pub label: Label,
    /// More about it, for documentation.
    pub note: Option<String>,
    /// What it holds.
    pub content: Content<N>,
    /// Whether it must never be shown.
    pub sensitive: bool,
    /// A value that obeys the rules.
    pub example: Option<String>,
    /// Where it is documented, where that is another document than the one of its operation.
    pub citation: Option<Citation>,
    /// Contradictions that concern it.
    pub quirks: Vec<Quirk>,
}

/// The objects of a list in a request; the caller gives their members.
#[derive(Clone, Debug, PartialEq)]
pub struct Items {
    /// The members of each object.
    pub members: Vec<Field>,
    /// Combinations of these members.
    pub combinations: Vec<Combination>,
}

impl Field {
    /// Whether JSON writes its value, or each value of its list, without quotes.
    pub fn is_bare(&self) -> bool {
        self.facts.content.kind().is_some_and(Kind::is_bare)
    }

    /// Whether the empty text is a value of the field. Where it is none, it says no more than a field that is left out.
    pub fn allows_empty_text(&self) -> bool {
        let length = self.stated.length();
        length.is_some_and(|length| length.min == 0)
    }

    /// Whether what says nothing is a value of the field: the empty text, or a list without items.
    pub fn allows_nothing(&self) -> bool {
        let allows_no_items = |rule: &Rule| matches!(rule, Rule::Count(Count { min: 0, .. }));
        match self.facts.content.is_list() {
            // Outside JSON a list without items is not there.
            true => self.repeat.is_none() && self.stated.iter().any(allows_no_items),
            false => self.allows_empty_text(),
        }
    }

    /// The members of each object of the list that it holds.
    pub fn items(&self) -> Option<&[Field]> {
        self.objects().map(|items| items.members.as_slice())
    }

    /// Whether a caller must always give it.
    pub fn is_always_given(&self) -> bool {
        self.source == Source::Caller && self.presence == Presence::Required
    }

    /// The objects of the list that it holds.
    pub fn objects(&self) -> Option<&Items> {
        match &self.facts.content {
            Content::Nested(items) => Some(items),
            Content::One(_) | Content::Values(_) => None,
        }
    }
}

impl Nested for Items {
    fn layout(&self) -> Layout {
        Layout::List
    }
}

/// A field and where it stands.
#[derive(Clone, Copy, Debug)]
pub struct Placed<'m> {
    /// Where it stands; the members of a list's objects stand where the list does.
    pub at: FieldRef,
    /// The field.
    pub field: &'m Field,
}

impl<'m> Placed<'m> {
    /// A member of the objects of this list.
    pub fn member(self, field: &'m Field) -> Self {
        Self { at: self.at, field }
    }
}

/// Who supplies a request field.
#[derive(Clone, Debug, PartialEq)]
pub enum Source {
    /// The caller.
    Caller,
    /// kpg: a [`super::Computed`] value, a credential, a session token or a literal.
    Supplied(Expression),
}

/// One field of an answer.
#[derive(Clone, Debug, PartialEq)]
pub struct AnswerField {
    /// Where it stands: in the answer, or in the object that it is a member of.
    pub path: Path,
    /// What it has in common with the fields of requests.
    pub facts: Facts<Members>,
    /// Documented length. Answers are not refused for it.
    pub length: Option<Length>,
    /// Documented number of items. Answers are not refused for it.
    pub count: Option<Count>,
    /// Whether an accepted answer always has it.
    pub part: Part,
    /// How its text becomes what it holds.
    pub wrapping: Wrapping,
    /// The request field whose value it must repeat: with another one it answers another request.
    pub echoes: Option<FieldRef>,
}

/// The members of an object in an answer, or of each of several.
#[derive(Clone, Debug, PartialEq)]
pub struct Members {
    /// How the objects stand in the answer.
    pub layout: Layout,
    /// The Rust struct that they share with others of the same members.
    pub structure: Option<Name>,
    /// The members.
    pub fields: Vec<AnswerField>,
}

impl Nested for Members {
    fn layout(&self) -> Layout {
        self.layout
    }
}

impl AnswerField {
    /// The members of the object, or of each object of the list, that it holds.
    pub fn members(&self) -> Option<&[AnswerField]> {
        match &self.facts.content {
            Content::Nested(members) => Some(&members.fields),
            Content::One(_) | Content::Values(_) => None,
        }
    }

    /// The field to which a path leads, through objects.
    pub fn at<'m>(fields: &'m [AnswerField], path: &Path) -> Option<&'m AnswerField> {
        fn within<'m>(fields: &'m [AnswerField], names: &[String]) -> Option<&'m AnswerField> {
            fields.iter().find_map(|field| {
                let rest = names.strip_prefix(field.path.0.as_slice())?;
                match (rest, &field.facts.content) {
                    ([], _) => Some(field),
                    (_, Content::Nested(members)) => match members.layout {
                        Layout::Object => within(&members.fields, rest),
                        Layout::List | Layout::ListOrObject | Layout::JsonText => None,
                    },
                    (_, Content::One(_) | Content::Values(_)) => None,
                }
            })
        }
        within(fields, &path.0)
    }

    /// The Rust struct that the objects share with others.
    pub fn structure(&self) -> Option<&Name> {
        match &self.facts.content {
            Content::Nested(members) => members.structure.as_ref(),
            Content::One(_) | Content::Values(_) => None,
        }
    }

    /// The members, to be changed.
    pub fn members_mut(&mut self) -> Option<&mut [AnswerField]> {
        match &mut self.facts.content {
            Content::Nested(members) => Some(&mut members.fields),
            Content::One(_) | Content::Values(_) => None,
        }
    }
}

/// When an answer has a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// In every answer.
    Always,
    /// In every answer that accepts.
    OnSuccess,
    /// Not always, even in answers that accept.
    Optional,
}
