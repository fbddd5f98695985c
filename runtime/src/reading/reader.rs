//! The members of an answer, typed.

use std::fmt;

use super::readable::sealed::Sent;
use super::readable::{Readable, is_nothing};
use crate::json::Json;
use crate::{Problem, TimeText};

/// How many problems and how many notes are kept of one answer.
const KEPT: usize = 100;

/// Takes an answer or a notification apart, member by member, each found by the names on the way
/// to it.
///
/// What must be there and is not as described does not stop the reading: it is a problem, a
/// placeholder stands in, and whoever handed out the reader reports all problems at once. What may
/// be left out is absent when it is odd in any way, and that is [`noted`](Self::noted): one odd
/// member must not hide that the vendor said yes.
///
/// Inside an object that may be left out, a problem of a member makes the whole object absent, and
/// is noted. An item of a list that may be left out is left out in the same way.
pub struct Reader {
    /// What is being read.
    pub(crate) json: Json,
    /// What is wrong with members that must be there, within the nearest object that may be left out.
    pub(crate) problems: Vec<Problem>,
    /// What was odd and is absent.
    pub(crate) noted: Vec<Problem>,
    /// The way to the object that is being read, with a dot behind it; empty for the answer itself.
    place: String,
}

/// What a value is called, how it is read, and whether a blank text is one.
struct Kind<T>(&'static str, fn(&Json) -> Option<T>, bool);

const TEXT: Kind<String> = Kind::of();
const OBJECT: Kind<Json> = Kind("an object", object, false);
const JSON_TEXT: Kind<Json> = Kind("a JSON object in a text", json_text, false);
const LIST: Kind<Vec<Json>> = Kind("a list", list, false);
const LIST_OR_OBJECT: Kind<Vec<Json>> = Kind("a list or an object", list_or_object, false);

impl<T: Readable> Kind<T> {
    const fn of() -> Self {
        Self(T::EXPECTED, |json| T::read(Sent(json)), T::BLANK_IS_A_VALUE)
    }
}

impl<T> Kind<T> {
    /// The same, where a blank text stands for nothing.
    const fn filled(self) -> Self {
        Self(self.0, self.1, false)
    }
}

impl Reader {
    pub(crate) fn new(json: Json) -> Self {
        Self {
            json,
            problems: Vec::new(),
            noted: Vec::new(),
            place: String::new(),
        }
    }

    /// What was odd so far and is absent: the first hundred.
    #[must_use]
    pub fn noted(&self) -> Vec<Problem> {
        self.noted.clone()
    }

    /// A value that must be there.
    pub fn required<T: Readable>(&mut self, path: &[&str]) -> T {
        self.find(path, Kind::of()).unwrap_or_else(T::placeholder)
    }

    /// A value, or none when nothing stands there: no member, null, and where no text is due a blank
    /// one. What is odd is noted.
    pub fn optional<T: Readable>(&mut self, path: &[&str]) -> Option<T> {
        self.seek(path, Kind::of())
    }

    /// A date or time; an odd one keeps its text.
    pub fn time(&mut self, path: &[&str], format: &'static str) -> TimeText {
        TimeText::new(self.required(path), format)
    }

    /// A date or time, or none when nothing stands there; an odd one keeps its text.
    pub fn optional_time(&mut self, path: &[&str], format: &'static str) -> Option<TimeText> {
        let text = self.seek(path, TEXT.filled());
        text.map(|text| TimeText::new(text, format))
    }

    /// A list of values.
    pub fn values<T: Readable>(&mut self, path: &[&str]) -> Vec<T> {
        let items = self.find(path, LIST).unwrap_or_default();
        self.each(path, items, |reader, path, item| {
            reader.take(path, &item, Kind::of())
        })
    }

    /// A list of values, empty when nothing stands there. An item that is odd is left out and noted.
    pub fn optional_values<T: Readable>(&mut self, path: &[&str]) -> Vec<T> {
        let items = self.seek(path, LIST).unwrap_or_default();
        self.each(path, items, |reader, path, item| {
            reader.leave(path, &item, Kind::of())
        })
    }

    /// An object, taken apart by `read`.
    pub fn object<T>(&mut self, path: &[&str], read: impl FnOnce(&mut Self) -> T) -> T {
        let object = self.find(path, OBJECT);
        self.inside(&path.join("."), object, read)
    }

    /// An object, taken apart by `read`, or none when nothing stands there.
    pub fn optional_object<T>(
        &mut self,
        path: &[&str],
        read: impl FnOnce(&mut Self) -> T,
    ) -> Option<T> {
        let object = self.seek(path, OBJECT)?;
        self.whole(&path.join("."), object, read)
    }

    /// A text that holds a JSON object, taken apart by `read`.
    pub fn json_text<T>(&mut self, path: &[&str], read: impl FnOnce(&mut Self) -> T) -> T {
        let object = self.find(path, JSON_TEXT);
        self.inside(&path.join("."), object, read)
    }

    /// A text that holds a JSON object, taken apart by `read`, or none when nothing stands there.
    pub fn optional_json_text<T>(
        &mut self,
        path: &[&str],
        read: impl FnOnce(&mut Self) -> T,
    ) -> Option<T> {
        let object = self.seek(path, JSON_TEXT)?;
        self.whole(&path.join("."), object, read)
    }

    /// A list of objects, each taken apart by `read`.
    pub fn list<T>(&mut self, path: &[&str], read: impl FnMut(&mut Self) -> T) -> Vec<T> {
        self.objects(path, LIST, read)
    }

    /// A list of objects, each taken apart by `read`; empty when nothing stands there. An item that is
    /// odd is left out and noted.
    pub fn optional_list<T>(&mut self, path: &[&str], read: impl FnMut(&mut Self) -> T) -> Vec<T> {
        self.whole_objects(path, LIST, read)
    }

    /// A list of objects, or one that stands alone, each taken apart by `read`.
    pub fn list_or_object<T>(&mut self, path: &[&str], read: impl FnMut(&mut Self) -> T) -> Vec<T> {
        self.objects(path, LIST_OR_OBJECT, read)
    }

    /// As [`list_or_object`](Self::list_or_object) and [`optional_list`](Self::optional_list).
    pub fn optional_list_or_object<T>(
        &mut self,
        path: &[&str],
        read: impl FnMut(&mut Self) -> T,
    ) -> Vec<T> {
        self.whole_objects(path, LIST_OR_OBJECT, read)
    }

    fn objects<T>(
        &mut self,
        path: &[&str],
        kind: Kind<Vec<Json>>,
        mut read: impl FnMut(&mut Self) -> T,
    ) -> Vec<T> {
        let items = self.find(path, kind).unwrap_or_default();
        self.each(path, items, |reader, path, item| {
            let object = reader.take(path, &item, OBJECT);
            Some(reader.inside(path, object, &mut read))
        })
    }

    fn whole_objects<T>(
        &mut self,
        path: &[&str],
        kind: Kind<Vec<Json>>,
        mut read: impl FnMut(&mut Self) -> T,
    ) -> Vec<T> {
        let items = self.seek(path, kind).unwrap_or_default();
        self.each(path, items, |reader, path, item| {
            let object = reader.leave(path, &item, OBJECT)?;
            reader.whole(path, object, &mut read)
        })
    }

    fn each<T>(
        &mut self,
        path: &[&str],
        items: Vec<Json>,
        mut read: impl FnMut(&mut Self, &str, Json) -> Option<T>,
    ) -> Vec<T> {
        let path = path.join(".");
        let numbered = items.into_iter().enumerate();
        numbered
            .filter_map(|(index, item)| read(self, &format!("{path}[{index}]"), item))
            .collect()
    }

    /// Reads with an object in place of the answer, and puts the answer back. Where there is none,
    /// that is a problem already, and placeholders come of it without a word on each.
    fn inside<T>(
        &mut self,
        place: &str,
        object: Option<Json>,
        read: impl FnOnce(&mut Self) -> T,
    ) -> T {
        let known = object.is_none().then_some(self.problems.len());
        let outer = std::mem::replace(&mut self.json, object.unwrap_or(Json::Null));
        let length = self.place.len();
        self.place.extend([place, "."]);
        let value = read(self);
        self.place.truncate(length);
        self.json = outer;
        self.problems.truncate(known.unwrap_or(usize::MAX));
        value
    }

    /// Reads an object that may be left out: it is absent when one of its problems is more than a note.
    fn whole<T>(
        &mut self,
        place: &str,
        object: Json,
        read: impl FnOnce(&mut Self) -> T,
    ) -> Option<T> {
        let outer = std::mem::take(&mut self.problems);
        let value = self.inside(place, Some(object), read);
        let problems = std::mem::replace(&mut self.problems, outer);
        let is_whole = problems.is_empty();
        problems.into_iter().for_each(|problem| self.note(problem));
        is_whole.then_some(value)
    }

    /// A value that must be there; it is a problem when it is not, or is odd.
    fn find<T>(&mut self, path: &[&str], kind: Kind<T>) -> Option<T> {
        let (value, found) = match self.json.at(path) {
            Some(json) => ((kind.1)(json), json.kind()),
            None => (None, "nothing"),
        };
        if value.is_none() {
            let problem = self.problem(path, kind.0, found);
            keep(&mut self.problems, problem);
        }
        value
    }

    /// A value that may be left out; it is noted when it is there and odd.
    fn seek<T>(&mut self, path: &[&str], kind: Kind<T>) -> Option<T> {
        let Some(json) = self.json.at(path) else {
            let (way, found) = self.json.obstacle(path)?;
            self.note(self.problem(way, OBJECT.0, found));
            return None;
        };
        if is_nothing(json, kind.2) {
            return None;
        }
        let (value, found) = ((kind.1)(json), json.kind());
        if value.is_none() {
            self.note(self.problem(path, kind.0, found));
        }
        value
    }

    /// An item that must be as described.
    fn take<T>(&mut self, path: &str, item: &Json, kind: Kind<T>) -> Option<T> {
        let value = (kind.1)(item);
        if value.is_none() {
            let problem = self.problem(&[path], kind.0, item.kind());
            keep(&mut self.problems, problem);
        }
        value
    }

    /// An item that is left out when it is odd.
    fn leave<T>(&mut self, path: &str, item: &Json, kind: Kind<T>) -> Option<T> {
        let value = (kind.1)(item);
        if value.is_none() {
            self.note(self.problem(&[path], kind.0, item.kind()));
        }
        value
    }

    fn problem(&self, path: &[&str], expected: &'static str, found: &'static str) -> Problem {
        Problem::new(&self.place, path, expected, found)
    }

    /// Several members may be behind one obstacle; it is noted once.
    fn note(&mut self, problem: Problem) {
        if self.noted.last() != Some(&problem) {
            keep(&mut self.noted, problem);
        }
    }
}

/// A hostile answer can have millions of odd items; the first ones tell enough.
fn keep(problems: &mut Vec<Problem>, problem: Problem) {
    if problems.len() < KEPT {
        problems.push(problem);
    }
}

impl fmt::Debug for Reader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reader")
            .field("problems", &self.problems)
            .field("noted", &self.noted)
            .finish_non_exhaustive()
    }
}

fn object(json: &Json) -> Option<Json> {
    matches!(json, Json::Object(_)).then(|| json.clone())
}

fn json_text(json: &Json) -> Option<Json> {
    let parsed = match json {
        Json::Text(text) => Json::parse(text),
        Json::Broken(text) => Json::parse_marked(text),
        _ => return None,
    };
    object(&parsed.ok()?)
}

fn list(json: &Json) -> Option<Vec<Json>> {
    match json {
        Json::List(items) => Some(items.clone()),
        _ => None,
    }
}

fn list_or_object(json: &Json) -> Option<Vec<Json>> {
    match json {
        Json::Object(_) => Some(vec![json.clone()]),
        other => list(other),
    }
}
