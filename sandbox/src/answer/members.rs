//! The members of an answer: known from the request, given by the spec, or made up.

use kpg_codegen::model::{
    AnswerField, Condition, Content, Enumeration, FieldRef, Kind, Layout, Members, Part, Path,
    Place, SessionId,
};
use serde_json::Value;

use super::{Shape, Writer, forced, value};
use crate::tree::{Tree, as_json};

/// Members that stand at paths.
pub(super) type KnownMember<'a> = (&'a Path, Value);

impl<'a> Writer<'a> {
    /// An answer with what is told first and then the fields of some parts; lists have `count` items.
    /// The tokens in it are named with their sessions.
    pub(super) fn members(
        self,
        told: &[KnownMember<'a>],
        wanted: fn(Part) -> bool,
        condition: &Condition,
        count: u32,
    ) -> (Tree, Vec<(SessionId, String)>) {
        let mut told = told.to_vec();
        told.extend(self.remembered_inside());
        let mut tokens = Vec::new();
        let mut lists = Vec::new();
        let known =
            |told: &[KnownMember<'a>], path: &Path| told.iter().any(|(known, _)| *known == path);
        for field in &self.operation.answer.fields {
            let holds = self.through(&field.path).is_none() && self.told_in(&told, field);
            if known(&told, &field.path) || !(wanted(field.part) || holds) {
                continue;
            }
            let Some(kind) = field.facts.content.one() else {
                lists.push(field);
                // Keeps its place among the others; it is filled when all is told.
                told.push((&field.path, Value::Null));
                continue;
            };
            let sessions = self.sessions(&field.path);
            let wanted = forced(condition, &field.path);
            let remembered = self.remembered(&field.path);
            let fits = |text: &String| wanted.is_empty() || wanted.contains(text);
            let text = match wanted.first() {
                _ if remembered.is_some_and(|text| text.is_none_or(fits)) => {
                    remembered.flatten().cloned()
                }
                Some(wanted) => Some(wanted.clone()),
                None if !sessions.is_empty() => Some(value::token(field.length)),
                None => self
                    .told_lifetime(field)
                    .or_else(|| self.known_or_made_up(field)),
            };
            let Some(text) = text else { continue };
            told.push((&field.path, as_json(kind, &text)));
            tokens.extend(sessions.into_iter().map(|session| (session, text.clone())));
        }
        let maker = Maker {
            enumerations: &self.vendor.enumerations,
            writer: Some(self),
            shape: self.shape,
            count,
            wanted,
        };
        (self.assembled(&told, &lists, maker), tokens)
    }

    fn assembled(
        self,
        told: &[KnownMember<'a>],
        lists: &[&'a AnswerField],
        maker: Maker<'_>,
    ) -> Tree {
        let mut tree = Tree::default();
        for (path, value) in told {
            if self.through(path).is_some() {
                continue;
            }
            let Some(field) = lists.iter().find(|field| field.path == **path) else {
                tree.put(path, value.clone());
                continue;
            };
            let below = told.iter().filter_map(|(path, value)| {
                let rest = path.0.strip_prefix(field.path.0.as_slice())?;
                (!rest.is_empty()).then(|| (Path(rest.to_vec()), value.clone()))
            });
            let below: Vec<(Path, Value)> = below.collect();
            if let Some(value) = maker.nested(field, &below) {
                tree.put(path, value);
            }
        }
        tree
    }

    /// What the vendor remembers that a member tells; an inner nothing leaves the member out.
    fn remembered(self, path: &Path) -> Option<Option<&'a String>> {
        let mut told = self.told.iter();
        let (_, text) = told.find(|(known, _)| known == path)?;
        Some(text.as_ref())
    }

    /// What the vendor remembers that members of objects tell.
    fn remembered_inside(self) -> impl Iterator<Item = KnownMember<'a>> {
        let inside = self
            .told
            .iter()
            .filter(move |(path, _)| self.through(path).is_some());
        inside.filter_map(move |(path, text)| {
            let field = AnswerField::at(&self.operation.answer.fields, path)?;
            Some((path, as_json(kind_of_field(field), text.as_ref()?)))
        })
    }

    /// The list whose objects hold what stands at a path: it is the same in each of them.
    fn through(self, path: &Path) -> Option<&'a AnswerField> {
        self.operation.answer.fields.iter().find(|field| {
            let inside = field.path.0.len() < path.0.len() && path.0.starts_with(&field.path.0);
            inside && field.members().is_some()
        })
    }

    /// Whether something that is told stands in the objects of a list.
    fn told_in(self, told: &[KnownMember<'a>], field: &AnswerField) -> bool {
        told.iter().any(|(path, _)| {
            self.through(path)
                .is_some_and(|found| found.path == field.path)
        })
    }

    /// What the request says, else an example, else something that fits; `None` leaves it out.
    fn known_or_made_up(self, field: &AnswerField) -> Option<String> {
        let enumerations = &self.vendor.enumerations;
        let echoed = field.echoes.map(|echoed| {
            let sent = self.received.and_then(|received| received.text(echoed));
            sent.map(str::to_owned).or_else(|| self.of_input(echoed))
        });
        match echoed {
            Some(Some(text)) if self.to_another => {
                Some(value::another(kind_of_field(field), enumerations, &text))
            }
            Some(Some(text)) => Some(text),
            Some(None) if field.part == Part::Optional => None,
            _ => Some(example(field, enumerations)),
        }
    }

    /// The example of an input, which no request shows: the vendor knows the value from elsewhere.
    fn of_input(self, at: FieldRef) -> Option<String> {
        let field = (at.place == Place::Input).then(|| self.operation.field(at))?;
        field?.facts.example.clone()
    }
}

/// An example, or something that fits.
pub(crate) fn example(field: &AnswerField, enumerations: &[Enumeration]) -> String {
    let example = field.facts.example.clone();
    example.unwrap_or_else(|| value::made_up(kind_of_field(field), field.length, enumerations))
}

/// A text that the vendor makes for something new: as the example, with other digits.
pub(crate) fn fresh_member(field: &AnswerField, enumerations: &[Enumeration]) -> String {
    let like = field.facts.example.as_deref().and_then(value::like);
    like.unwrap_or_else(|| value::made_up(kind_of_field(field), field.length, enumerations))
}

/// The kind of the value, or of each value of a list. Objects are put together from their members.
fn kind_of_field(field: &AnswerField) -> &Kind {
    field.facts.content.kind().unwrap_or(&Kind::Text)
}

/// Makes up what has members or items of its own.
#[derive(Clone, Copy)]
pub(crate) struct Maker<'v> {
    pub enumerations: &'v [Enumeration],
    /// Who knows the request, where there is one.
    pub writer: Option<Writer<'v>>,
    /// What stands where a list or a single object may stand.
    pub shape: Shape,
    /// How many items a list has.
    pub count: u32,
    /// Which members an object has.
    pub wanted: fn(Part) -> bool,
}

impl Maker<'_> {
    /// An object, a list, or the text of one, with more members in each object; `None` for what is
    /// none of them.
    pub fn nested(self, field: &AnswerField, more: &[(Path, Value)]) -> Option<Value> {
        let Members {
            layout,
            fields,
            structure: _,
        } = match &field.facts.content {
            Content::One(_) => return None,
            Content::Values(kind) => {
                let value = || as_json(kind, &example(field, self.enumerations));
                let values = (0..self.count_of(field)).map(|_| value());
                return Some(Value::from(values.collect::<Vec<_>>()));
            }
            Content::Nested(members) => members,
        };
        let list = || {
            let objects = (0..self.count_of(field)).map(|_| self.object(fields, more));
            Value::from(objects.collect::<Vec<_>>())
        };
        Some(match layout {
            Layout::Object => self.object(fields, more),
            Layout::List => list(),
            Layout::ListOrObject => match self.shape {
                Shape::List => list(),
                Shape::Object => self.object(fields, more),
            },
            Layout::JsonText => Value::from(self.object(fields, more).to_string()),
        })
    }

    /// How many items a list has: as many as wanted, where its documented number allows that.
    fn count_of(self, field: &AnswerField) -> u32 {
        let documented = field.count.map(|count| count.nearest(self.count));
        documented.unwrap_or(self.count)
    }

    /// A value without members; `None` leaves it out.
    fn text(self, field: &AnswerField) -> Option<String> {
        match self.writer {
            Some(writer) => writer.known_or_made_up(field),
            None => Some(example(field, self.enumerations)),
        }
    }

    fn object(self, members: &[AnswerField], more: &[(Path, Value)]) -> Value {
        let mut tree = Tree::default();
        for (path, value) in more {
            tree.put(path, value.clone());
        }
        let wanted = members.iter().filter(|member| (self.wanted)(member.part));
        for member in wanted {
            let value = self
                .nested(member, &[])
                .or_else(|| Some(as_json(kind_of_field(member), &self.text(member)?)));
            if let Some(value) = value {
                tree.put(&member.path, value);
            }
        }
        tree.to_value()
    }
}
