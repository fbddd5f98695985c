//! The fields of one message by where they stand in each other. How they are drafted does not belong here.

use std::collections::HashMap;

use kpg_documents::{DocumentedField, KindWord, PresenceWord, Way, enclosing, paths};

/// Fields of one message, by their positions.
pub(super) struct Nested<'f> {
    fields: Vec<&'f DocumentedField>,
    /// The list or object that each is in: the first row of it, where a page has several.
    outer: Vec<Option<usize>>,
    paths: Vec<Vec<&'f str>>,
    /// The first row of each path.
    first: HashMap<Vec<&'f str>, usize>,
}

impl<'f> Nested<'f> {
    pub(super) fn of(fields: impl IntoIterator<Item = &'f DocumentedField>, way: Way) -> Self {
        let fields: Vec<(Way, &DocumentedField)> =
            fields.into_iter().map(|field| (way, field)).collect();
        let paths = paths(&fields);
        let mut first = HashMap::new();
        for (at, path) in paths.iter().enumerate() {
            first.entry(path.clone()).or_insert(at);
        }
        let above = enclosing(&fields).into_iter();
        let outer = above.map(|above| first.get(paths.get(above?)?).copied());
        Self {
            outer: outer.collect(),
            fields: fields.into_iter().map(|(_, field)| field).collect(),
            paths,
            first,
        }
    }

    /// All fields, with their positions.
    pub(super) fn fields(&self) -> impl Iterator<Item = (usize, &'f DocumentedField)> {
        self.fields.iter().copied().enumerate()
    }

    pub(super) fn field(&self, at: usize) -> Option<&'f DocumentedField> {
        self.fields.get(at).copied()
    }

    /// The position of the list or object that a field is in.
    pub(super) fn outer(&self, at: usize) -> Option<usize> {
        self.outer.get(at).copied().flatten()
    }

    /// The name of the list or object that a field is in, after those of all that it is in.
    pub(super) fn outer_path(&self, at: usize) -> Option<String> {
        Some(self.path(self.outer(at)?).join("."))
    }

    fn path(&self, at: usize) -> &[&'f str] {
        self.paths.get(at).map_or(&[], Vec::as_slice)
    }

    /// Whether a field is in another one, however deep.
    pub(super) fn is_below(&self, at: usize, above: usize) -> bool {
        let (path, above) = (self.path(at), self.path(above));
        above.len() < path.len() && path.starts_with(above)
    }

    /// Whether the dots in the name of one field lead through another: `bank.code` through `bank`.
    pub(super) fn leads_through(&self, at: usize, object: usize) -> bool {
        self.outer(at) == self.outer(object) && self.is_below(at, object)
    }

    /// Whether a field is inside a list, however deep.
    pub(super) fn is_below_list(&self, at: usize) -> bool {
        let mut outer = self.outer(at);
        // Names that are inside each other in a circle would never end.
        for _ in &self.fields {
            match outer.and_then(|at| Some((at, self.field(at)?))) {
                Some((_, field)) if is_list(field) => return true,
                Some((at, _)) => outer = self.outer(at),
                None => return false,
            }
        }
        false
    }

    /// The nearest object that the dots in a name lead through, where the page has it and it need not be there.
    pub(super) fn optional_above(&self, at: usize) -> Option<&'f DocumentedField> {
        let path = self.path(at);
        let least = self.outer(at).map_or(0, |outer| self.path(outer).len());
        let depths = (least + 1..path.len()).rev();
        let mut objects = depths.filter_map(|depth| {
            let object = self.first.get(path.get(..depth)?)?;
            self.field(*object)
        });
        objects.find(|object| !is_required(object))
    }

    /// Whether an object must be there of which no member must: all that it is in must be there as well.
    pub(super) fn is_demanded_alone(&self, at: usize) -> bool {
        let is_demanded = self.field(at).is_some_and(is_required);
        let is_optional = |above: usize| self.field(above).is_some_and(|field| !is_required(field));
        let all = || 0..self.fields.len();
        let is_optional_at = |at: usize| {
            let mut all = all();
            all.any(|above| self.is_below(at, above) && is_optional(above))
        };
        let has_members = |at: usize| all().any(|member| self.is_below(member, at));
        let mut members = all().filter(|member| self.is_below(*member, at)).peekable();
        let has_some = members.peek().is_some();
        let is_required = |member: usize| {
            let required = self.field(member).is_some_and(is_required);
            required && !is_optional_at(member) && !has_members(member)
        };
        is_demanded && has_some && !is_optional_at(at) && !members.any(is_required)
    }
}

pub(super) fn is_list(field: &DocumentedField) -> bool {
    field.likely_kind() == Some(KindWord::List)
}

fn is_required(field: &DocumentedField) -> bool {
    field.presence.given() == Some(&PresenceWord::Required)
}
