//! What is told only because of another mistake: a field has no label because its key `en` is not read as that, or a
//! recipe lacks the field. The mistake alone is told; what is left after it is mended is told then. Known here is
//! which entry of a spec stands in which, and no word of the language.

use std::collections::{HashMap, HashSet};

use super::reference::Reference;
use super::{Diagnostic, DiagnosticCode, Severity};
use crate::source::Span;

/// Whoever has more mistakes reads the first ones; comparing each with each would take long.
const MOST_CAUSES: usize = 100;

/// The entries of a spec as they stand in each other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Entries {
    list: Vec<Entry>,
    /// Those that are being read, the outermost first.
    open: Vec<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Entry {
    key: Span,
    value: Span,
    /// Whether the key is a name, and no word of the language.
    is_name: bool,
    /// Whether names with mappings stand in the value.
    holds_names: bool,
    around: Option<usize>,
}

impl Entry {
    fn holds(&self, place: Span) -> bool {
        self.key.start <= place.start && place.end <= self.value.end.max(self.key.end)
    }
}

impl Entries {
    /// Makes room for the entries of a text, of which each takes so many bytes at least: growing copies them all.
    pub fn make_room_for(&mut self, text: &str) {
        const SHORTEST: usize = 16;
        self.list.reserve(text.len() / SHORTEST);
    }

    /// An entry, until it is left. An item of a list is one whose key is itself.
    pub fn enter(&mut self, (key, value): (Span, Span), is_name: bool, is_mapping: bool) {
        let around = self.open.last().copied();
        if is_name && is_mapping {
            for index in &self.open {
                if let Some(entry) = self.list.get_mut(*index) {
                    entry.holds_names = true;
                }
            }
        }
        self.open.push(self.list.len());
        self.list.push(Entry {
            key,
            value,
            is_name,
            holds_names: false,
            around,
        });
    }

    pub fn leave(&mut self) {
        self.open.pop();
    }

    fn get(&self, index: usize) -> Option<&Entry> {
        self.list.get(index)
    }

    /// An entry and those around it, the innermost first.
    fn around(&self, index: usize) -> impl Iterator<Item = (usize, &Entry)> {
        let mut next = Some(index);
        std::iter::from_fn(move || {
            let index = next?;
            let entry = self.get(index)?;
            next = entry.around;
            Some((index, entry))
        })
    }
}

/// What is known of a spec whose mistakes are told.
pub(super) struct Known<'k> {
    pub text: &'k str,
    pub entries: &'k Entries,
    pub references: Vec<Reference>,
    /// What was read as it was meant, so that nothing follows from it.
    pub as_meant: &'k HashSet<(DiagnosticCode, Span)>,
    /// Where it is told why something is missing.
    pub reasons: &'k HashSet<Span>,
}

/// A mistake because of which an entry could not be read.
struct Cause<'k> {
    told: usize,
    /// The entry that could not be read.
    entry: usize,
    code: DiagnosticCode,
    /// Whether nothing could be read of what its key names.
    is_lost: bool,
    /// Whose mapping lacks something because of it.
    around: Option<usize>,
    /// The name that it is about: a field, a value, a code. None where other names stand in what it is the name of.
    name: Option<&'k str>,
    /// The same, also where other names stand in it.
    innermost: Option<&'k str>,
    /// What takes in what has that name: the field that a value supplies.
    users: Vec<&'k str>,
    /// The entry of that name.
    named: Option<Entry>,
    /// The outermost name around it, such as an operation.
    outermost: Option<Entry>,
    /// Where that name is used, such as that of a group.
    used: Vec<Span>,
}

/// Takes out what is told only because of something else that is told.
pub(super) fn withhold(list: &mut Vec<Diagnostic>, known: &Known<'_>) {
    // Only an error is a cause: a spec without one has none to look for.
    if list.iter().all(|told| told.severity != Severity::Error) {
        return;
    }
    let places = known.places();
    let causes: Vec<Cause<'_>> = list
        .iter()
        .enumerate()
        .filter(|(_, told)| known.is_cause(told, &places))
        .filter_map(|(index, told)| known.cause((index, told), &places))
        .take(MOST_CAUSES)
        .collect();
    if causes.is_empty() {
        return;
    }
    let surplus = known.with_more_missing(list, &causes, &places);
    let follows = |told: &Diagnostic, index: usize, causes: &[&Cause<'_>]| {
        let mut others = causes.iter().filter(|cause| cause.told != index);
        others.any(|cause| known.follows(told, cause, (&places, &surplus)))
    };
    // What is kept out has a cause that is told: one that follows from no other.
    let all: Vec<&Cause<'_>> = causes.iter().collect();
    let is_first = |cause: &&Cause<'_>| {
        let told = list.get(cause.told);
        told.is_some_and(|told| !follows(told, cause.told, &all))
    };
    let first: Vec<&Cause<'_>> = causes.iter().filter(is_first).collect();
    let kept: Vec<bool> = list
        .iter()
        .enumerate()
        .map(|(index, told)| !follows(told, index, &first))
        .collect();
    let mut kept = kept.into_iter();
    list.retain(|_| kept.next().unwrap_or(true));
}

impl<'k> Known<'k> {
    /// The entries by where their keys and values stand.
    fn places(&self) -> HashMap<Span, usize> {
        let mut places = HashMap::new();
        for (index, entry) in self.entries.list.iter().enumerate() {
            places.insert(entry.key, index);
            if entry.value.start < entry.value.end {
                places.entry(entry.value).or_insert(index);
            }
        }
        places
    }

    fn is_cause(&self, told: &Diagnostic, places: &HashMap<Span, usize>) -> bool {
        let place = told.primary.span;
        let is_unread = match told.code {
            DiagnosticCode::UnknownKey
            | DiagnosticCode::WrongShape
            | DiagnosticCode::UnknownName => true,
            DiagnosticCode::BadValue => self.reasons.contains(&place),
            // Whoever uses the name may write it as it should be.
            DiagnosticCode::BadName => {
                let entry = places
                    .get(&place)
                    .and_then(|index| self.entries.get(*index));
                entry.is_some_and(|entry| entry.is_name && entry.key == place)
            }
            // Nothing stands in it: what it lacks is lacking everywhere.
            DiagnosticCode::MissingKey => {
                let entry = places
                    .get(&place)
                    .and_then(|index| self.entries.get(*index));
                let value =
                    entry.and_then(|entry| self.text.get(entry.value.start..entry.value.end));
                value.is_some_and(|value| value.trim_matches(['{', '}', '[', ']', ' ']).is_empty())
            }
            _ => false,
        };
        is_unread
            && told.severity == Severity::Error
            && !self.as_meant.contains(&(told.code, place))
    }

    fn cause(
        &self,
        (told, what): (usize, &Diagnostic),
        places: &HashMap<Span, usize>,
    ) -> Option<Cause<'k>> {
        let index = *places.get(&what.primary.span)?;
        let entry = self.entries.get(index)?;
        let is_name = what.code == DiagnosticCode::UnknownName;
        // A name that is unknown under another one says nothing of that: `with: { tid: order }`.
        let around = entry.around.filter(|_| is_name && entry.is_name);
        let named = self.named(around.unwrap_or(index));
        let innermost = self.names(index).next();
        let outermost = self.names(index).last();
        let used = self.references.iter().filter(|each| {
            let declared = outermost.map(|outermost| outermost.key);
            declared == Some(each.declared)
        });
        let users = self.references.iter().filter(|each| {
            let declared = named.map(|named| named.key);
            declared == Some(each.declared)
        });
        let users = users.filter_map(|each| self.named(*places.get(&each.at)?));
        Some(Cause {
            told,
            entry: index,
            code: what.code,
            is_lost: entry.is_name && !is_name,
            around: entry.around,
            name: named.and_then(|named| self.written(named)),
            innermost: innermost.and_then(|named| self.written(named)),
            users: users.filter_map(|user| self.written(user)).collect(),
            named,
            outermost,
            used: used.map(|each| each.at).collect(),
        })
    }

    /// The innermost name around an entry, itself among them, where no other name stands in it.
    fn named(&self, index: usize) -> Option<Entry> {
        self.names(index).next().filter(|name| !name.holds_names)
    }

    /// The names around an entry, itself among them, the innermost first.
    fn names(&self, index: usize) -> impl Iterator<Item = Entry> {
        let around = self.entries.around(index).map(|(_, entry)| *entry);
        around.filter(|entry| entry.is_name)
    }

    /// A name as it is written, without quotes.
    fn written(&self, named: Entry) -> Option<&'k str> {
        let name = self.text.get(named.key.start..named.key.end)?;
        Some(name.trim_matches(['"', '\'']))
    }

    /// The entries that lack more keys than they have unknown ones: one of them is missing for itself.
    fn with_more_missing(
        &self,
        list: &[Diagnostic],
        causes: &[Cause<'_>],
        places: &HashMap<Span, usize>,
    ) -> HashSet<usize> {
        let mut counts: HashMap<usize, isize> = HashMap::new();
        for told in list {
            if told.code == DiagnosticCode::MissingKey
                && let Some(index) = places.get(&told.primary.span)
            {
                *counts.entry(*index).or_default() += 1;
            }
        }
        for cause in causes {
            if let Some(around) = cause.around {
                *counts.entry(around).or_default() -= 1;
            }
        }
        let surplus = counts.into_iter().filter(|(_, count)| *count > 0);
        surplus.map(|(index, _)| index).collect()
    }

    /// Whether something is told only because of a cause.
    fn follows(
        &self,
        told: &Diagnostic,
        cause: &Cause<'_>,
        (places, surplus): (&HashMap<Span, usize>, &HashSet<usize>),
    ) -> bool {
        let place = told.primary.span;
        let entry = places.get(&place).copied();
        let is_of_mapping = entry.is_some_and(|index| self.is_of_mapping(index, cause, surplus));
        let is_of_name = || {
            let is_inside = cause.named.is_some_and(|named| named.holds(place));
            is_inside || Self::speaks_of(told, cause)
        };
        match told.code {
            DiagnosticCode::MissingKey => is_of_mapping,
            DiagnosticCode::BadName => {
                let is_another = cause.code != DiagnosticCode::BadName;
                is_another && (is_of_mapping || self.is_name_of(place, cause))
            }
            DiagnosticCode::Result => is_of_mapping || self.is_in_outermost((place, entry), cause),
            DiagnosticCode::Conflict => {
                let is_beside = entry.is_some_and(|index| self.is_beside(index, cause));
                let is_of_whole =
                    cause.code != DiagnosticCode::UnknownKey && self.is_outermost(place, cause);
                is_beside || is_of_whole || is_of_name()
            }
            // A step or an operand that is told as a whole holds the cause, and is none of its consequences.
            DiagnosticCode::RecipeType => {
                let mut around = self.entries.around(cause.entry);
                let holds_it = around.any(|(index, _)| entry == Some(index));
                !holds_it && is_of_name()
            }
            DiagnosticCode::BrokenRule
            | DiagnosticCode::Unreachable
            | DiagnosticCode::Unused
            | DiagnosticCode::AmbiguousConcatenation
            | DiagnosticCode::UnsaidCharset => is_of_name(),
            DiagnosticCode::BadValue => {
                self.is_outermost(place, cause) || Self::speaks_of(told, cause)
            }
            DiagnosticCode::UnknownName => Self::is_lost(told, cause),
            _ => false,
        }
    }

    /// Whether the name that is unknown is one of which nothing could be read, or a member of what it names.
    fn is_lost(told: &Diagnostic, cause: &Cause<'_>) -> bool {
        let Some((unknown, name)) = told.unknown.as_ref().zip(cause.innermost) else {
            return false;
        };
        let unknown = unknown.name.as_str();
        let is_it = unknown == name || unknown == name.to_lowercase();
        let rest = unknown.strip_prefix(name);
        (cause.is_lost && is_it) || rest.is_some_and(|rest| rest.starts_with('.'))
    }

    /// Whether it is told of the mapping in which a cause stands, or of the one around that where the cause stands under
    /// a word of the language.
    fn is_of_mapping(&self, index: usize, cause: &Cause<'_>, surplus: &HashSet<usize>) -> bool {
        let around = cause.around.and_then(|index| self.entries.get(index));
        let outer = around.filter(|around| !around.is_name);
        let is_it = |around: Option<usize>| around == Some(index);
        let beside = self.entries.get(index).filter(|entry| !entry.is_name);
        let is_beside =
            cause.around.is_some() && beside.and_then(|entry| entry.around) == cause.around;
        let is_enough = !surplus.contains(&index);
        (is_it(cause.around) && is_enough)
            || is_it(outer.and_then(|outer| outer.around))
            || is_beside
    }

    /// Whether an entry stands beside a value that could not be read, or directly under what does. Not so in an
    /// operation and whatever else stands in no other name: it holds too much that has nothing to do with each other.
    fn is_beside(&self, index: usize, cause: &Cause<'_>) -> bool {
        let entry = |index: Option<usize>| index.and_then(|index| self.entries.get(index));
        let is_value = entry(Some(cause.entry)).is_some_and(|entry| !entry.is_name);
        let is_part =
            entry(cause.around).is_some_and(|around| !self.is_outermost(around.key, cause));
        let around = entry(Some(index)).and_then(|entry| entry.around);
        let outer = entry(around).filter(|outer| !outer.is_name);
        let is_it = |around: Option<usize>| around.is_some() && around == cause.around;
        is_value && is_part && (is_it(around) || is_it(outer.and_then(|outer| outer.around)))
    }

    /// Whether it is told of the name itself that a cause is about.
    fn is_name_of(&self, place: Span, cause: &Cause<'_>) -> bool {
        cause.named.is_some_and(|named| named.key == place)
    }

    /// Whether it is told of the outermost name around a cause.
    fn is_outermost(&self, place: Span, cause: &Cause<'_>) -> bool {
        cause
            .outermost
            .is_some_and(|outermost| outermost.key == place)
    }

    /// Whether what is told speaks of the name that a cause is about.
    fn speaks_of(told: &Diagnostic, cause: &Cause<'_>) -> bool {
        let mut quoted = told.message.split('`').skip(1).step_by(2);
        let shows = |named: Entry| {
            let mut others = told.secondary.iter();
            others.any(|label| named.holds(label.span))
        };
        let is_about = |word: &str| cause.name == Some(word) || cause.users.contains(&word);
        cause.named.is_some_and(shows) || quoted.any(is_about)
    }

    /// Whether it is told of the operation in which a cause stands, or that takes in the group in which it does.
    fn is_in_outermost(&self, (place, entry): (Span, Option<usize>), cause: &Cause<'_>) -> bool {
        let Some(outermost) = cause.outermost.filter(|_| cause.named.is_some()) else {
            return false;
        };
        let mut around = entry.into_iter().flat_map(|index| self.names(index));
        outermost.holds(place) || around.any(|name| cause.used.iter().any(|at| name.holds(*at)))
    }
}
