//! The members of an answer, typed.
//!
//! Texts accept numbers and flags too, and numbers and flags accept texts: vendors' documents and
//! practice differ there, and nothing is lost by reading both.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::json::Json;
use crate::{Binary, OpenChoice, Problem, Sensitive, TimeText};

/// Takes an answer or a notification apart, member by member, each found by the names on the way
/// to it.
///
/// A member that is not as described does not stop the reading: it is noted, a placeholder stands
/// in, and whoever handed out the reader reports everything noted at once.
pub struct Reader {
    /// What is being read.
    pub(crate) json: Json,
    /// Everything noted so far.
    pub(crate) problems: Vec<Problem>,
    /// The way to the object that is being read, with a dot behind it; empty for the answer itself.
    place: String,
}

/// A kind of value: what it is called, and how it is read.
struct Kind<T>(&'static str, fn(&Json) -> Option<T>);

const TEXT: Kind<String> = Kind("a text", Json::to_text);
const NUMBER: Kind<u64> = Kind("a whole number", whole_number);
const FLAG: Kind<bool> = Kind("true or false", flag);
const BINARY: Kind<Binary> = Kind("base64", binary);
const OBJECT: Kind<Json> = Kind("an object", object);
const JSON_TEXT: Kind<Json> = Kind("a JSON object in a text", json_text);
const LIST: Kind<Vec<Json>> = Kind("a list", list);
const LIST_OR_OBJECT: Kind<Vec<Json>> = Kind("a list or an object", list_or_object);

impl Reader {
    pub(crate) fn new(json: Json) -> Self {
        Self {
            json,
            problems: Vec::new(),
            place: String::new(),
        }
    }

    /// A text. A missing one is noted.
    pub fn text(&mut self, path: &[&str]) -> String {
        self.required(path, TEXT)
    }

    /// A text, or none when it is missing or null. An empty text is a text.
    pub fn optional_text(&mut self, path: &[&str]) -> Option<String> {
        self.optional(path, TEXT)
    }

    /// A text that is never shown. A missing one is noted.
    pub fn sensitive_text(&mut self, path: &[&str]) -> Sensitive<String> {
        Sensitive::new(self.text(path))
    }

    /// A text that is never shown, or none when it is missing or null.
    pub fn optional_sensitive_text(&mut self, path: &[&str]) -> Option<Sensitive<String>> {
        self.optional_text(path).map(Sensitive::new)
    }

    /// A whole number, as a number or as a text of digits. A missing one is noted.
    pub fn number(&mut self, path: &[&str]) -> u64 {
        self.required(path, NUMBER)
    }

    /// A whole number, or none when it is missing, null or an empty text.
    pub fn optional_number(&mut self, path: &[&str]) -> Option<u64> {
        self.filled(path, NUMBER)
    }

    /// Bytes, from standard base64. Missing ones are noted.
    pub fn binary(&mut self, path: &[&str]) -> Binary {
        self.required(path, BINARY)
    }

    /// Bytes, or none when they are missing, null or an empty text.
    pub fn optional_binary(&mut self, path: &[&str]) -> Option<Binary> {
        self.filled(path, BINARY)
    }

    /// True or false, as such or as a text. A missing one is noted.
    pub fn flag(&mut self, path: &[&str]) -> bool {
        self.required(path, FLAG)
    }

    /// True or false, or none when it is missing, null or an empty text.
    pub fn optional_flag(&mut self, path: &[&str]) -> Option<bool> {
        self.filled(path, FLAG)
    }

    /// A choice; an unknown one keeps its text. A missing one is noted.
    pub fn choice<C: OpenChoice>(&mut self, path: &[&str]) -> C {
        C::from_wire(&self.text(path))
    }

    /// A choice, or none when it is missing, null or an empty text.
    pub fn optional_choice<C: OpenChoice>(&mut self, path: &[&str]) -> Option<C> {
        let text = self.filled(path, TEXT);
        text.map(|text| C::from_wire(&text))
    }

    /// A date or time; an odd one keeps its text. A missing one is noted.
    pub fn time_text(&mut self, path: &[&str], format: &'static str) -> TimeText {
        TimeText::new(self.text(path), format)
    }

    /// A date or time, or none when it is missing, null or an empty text.
    pub fn optional_time_text(&mut self, path: &[&str], format: &'static str) -> Option<TimeText> {
        let text = self.filled(path, TEXT);
        text.map(|text| TimeText::new(text, format))
    }

    /// A list of texts. A missing one is noted.
    pub fn texts(&mut self, path: &[&str]) -> Vec<String> {
        self.values(path, TEXT, true)
    }

    /// A list of texts, empty when it is missing, null or an empty text.
    pub fn optional_texts(&mut self, path: &[&str]) -> Vec<String> {
        self.values(path, TEXT, false)
    }

    /// A list of whole numbers, each as a number or as a text of digits. A missing one is noted.
    pub fn numbers(&mut self, path: &[&str]) -> Vec<u64> {
        self.values(path, NUMBER, true)
    }

    /// A list of whole numbers, empty when it is missing, null or an empty text.
    pub fn optional_numbers(&mut self, path: &[&str]) -> Vec<u64> {
        self.values(path, NUMBER, false)
    }

    /// A list of flags, each as such or as a text. A missing one is noted.
    pub fn flags(&mut self, path: &[&str]) -> Vec<bool> {
        self.values(path, FLAG, true)
    }

    /// A list of flags, empty when it is missing, null or an empty text.
    pub fn optional_flags(&mut self, path: &[&str]) -> Vec<bool> {
        self.values(path, FLAG, false)
    }

    /// A list of choices; unknown ones keep their texts. A missing list is noted.
    pub fn choices<C: OpenChoice>(&mut self, path: &[&str]) -> Vec<C> {
        let texts = self.texts(path);
        texts.iter().map(|text| C::from_wire(text)).collect()
    }

    /// A list of choices, empty when it is missing, null or an empty text.
    pub fn optional_choices<C: OpenChoice>(&mut self, path: &[&str]) -> Vec<C> {
        let texts = self.optional_texts(path);
        texts.iter().map(|text| C::from_wire(text)).collect()
    }

    /// An object, taken apart by `read`. A missing one is noted.
    pub fn object<T>(&mut self, path: &[&str], read: impl FnOnce(&mut Self) -> T) -> T {
        let object = self.find(path, OBJECT, true);
        self.inside(&path.join("."), object, read)
    }

    /// An object, taken apart by `read`, or none when it is missing, null or an empty text.
    pub fn optional_object<T>(
        &mut self,
        path: &[&str],
        read: impl FnOnce(&mut Self) -> T,
    ) -> Option<T> {
        self.json.at(path).filter(|json| !json.is_empty_text())?;
        Some(self.object(path, read))
    }

    /// A text that holds a JSON object, taken apart by `read`. A missing one is noted.
    pub fn json_text<T>(&mut self, path: &[&str], read: impl FnOnce(&mut Self) -> T) -> T {
        let object = self.find(path, JSON_TEXT, true);
        self.inside(&path.join("."), object, read)
    }

    /// A text that holds a JSON object, taken apart by `read`, or none when it is missing, null or
    /// an empty text.
    pub fn optional_json_text<T>(
        &mut self,
        path: &[&str],
        read: impl FnOnce(&mut Self) -> T,
    ) -> Option<T> {
        self.json.at(path).filter(|json| !json.is_empty_text())?;
        Some(self.json_text(path, read))
    }

    /// A list of objects, each taken apart by `read`. A missing one is noted.
    pub fn list<T>(&mut self, path: &[&str], read: impl FnMut(&mut Self) -> T) -> Vec<T> {
        self.objects(path, LIST, true, read)
    }

    /// A list of objects, each taken apart by `read`; empty when it is missing, null or an empty
    /// text.
    pub fn optional_list<T>(&mut self, path: &[&str], read: impl FnMut(&mut Self) -> T) -> Vec<T> {
        self.objects(path, LIST, false, read)
    }

    /// A list of objects, or one that stands alone, each taken apart by `read`. A missing one is
    /// noted.
    pub fn list_or_object<T>(&mut self, path: &[&str], read: impl FnMut(&mut Self) -> T) -> Vec<T> {
        self.objects(path, LIST_OR_OBJECT, true, read)
    }

    /// As [`list_or_object`](Self::list_or_object); empty when it is missing, null or an empty text.
    pub fn optional_list_or_object<T>(
        &mut self,
        path: &[&str],
        read: impl FnMut(&mut Self) -> T,
    ) -> Vec<T> {
        self.objects(path, LIST_OR_OBJECT, false, read)
    }

    fn objects<T>(
        &mut self,
        path: &[&str],
        kind: Kind<Vec<Json>>,
        required: bool,
        mut read: impl FnMut(&mut Self) -> T,
    ) -> Vec<T> {
        let items = self.items(path, kind, required);
        let read_item = |(index, item)| {
            let place = nth(path, index);
            let object = self.taken(&[&place], &item, &OBJECT);
            self.inside(&place, object, &mut read)
        };
        items.into_iter().enumerate().map(read_item).collect()
    }

    fn values<T>(&mut self, path: &[&str], kind: Kind<T>, required: bool) -> Vec<T> {
        let items = self.items(path, LIST, required);
        let numbered = items.iter().enumerate();
        numbered
            .filter_map(|(index, item)| self.taken(&[&nth(path, index)], item, &kind))
            .collect()
    }

    fn items(&mut self, path: &[&str], kind: Kind<Vec<Json>>, required: bool) -> Vec<Json> {
        let items = match required {
            true => self.find(path, kind, true),
            false => self.filled(path, kind),
        };
        items.unwrap_or_default()
    }

    /// Reads with an object in place of the answer, and puts the answer back. Where there is none,
    /// that was noted, and placeholders come of it without a word on each.
    fn inside<T>(
        &mut self,
        place: &str,
        object: Option<Json>,
        read: impl FnOnce(&mut Self) -> T,
    ) -> T {
        let noted = object.is_none().then_some(self.problems.len());
        let outer = std::mem::replace(&mut self.json, object.unwrap_or(Json::Null));
        let length = self.place.len();
        self.place.extend([place, "."]);
        let value = read(self);
        self.place.truncate(length);
        self.json = outer;
        self.problems.truncate(noted.unwrap_or(usize::MAX));
        value
    }

    fn required<T: Default>(&mut self, path: &[&str], kind: Kind<T>) -> T {
        self.find(path, kind, true).unwrap_or_default()
    }

    fn optional<T>(&mut self, path: &[&str], kind: Kind<T>) -> Option<T> {
        self.find(path, kind, false)
    }

    /// As [`optional`](Self::optional), for values that have no empty text: vendors write one for
    /// what is not there.
    fn filled<T>(&mut self, path: &[&str], kind: Kind<T>) -> Option<T> {
        self.json.at(path).filter(|json| !json.is_empty_text())?;
        self.optional(path, kind)
    }

    fn find<T>(&mut self, path: &[&str], kind: Kind<T>, required: bool) -> Option<T> {
        match self.json.at(path) {
            Some(json) => {
                let (value, found) = ((kind.1)(json), json.kind());
                self.noted(path, kind.0, found, value)
            }
            None if required => self.noted(path, kind.0, "nothing", None),
            None => None,
        }
    }

    fn taken<T>(&mut self, path: &[&str], json: &Json, kind: &Kind<T>) -> Option<T> {
        self.noted(path, kind.0, json.kind(), (kind.1)(json))
    }

    /// Notes that a value is missing, when it is.
    fn noted<T>(
        &mut self,
        path: &[&str],
        expected: &'static str,
        found: &'static str,
        value: Option<T>,
    ) -> Option<T> {
        if value.is_none() && self.problems.len() < MOST_PROBLEMS {
            let problem = Problem::new(&self.place, path, expected, found);
            self.problems.push(problem);
        }
        value
    }
}

impl fmt::Debug for Reader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reader")
            .field("problems", &self.problems)
            .finish_non_exhaustive()
    }
}

/// The most problems that are noted of one answer: a list of a hundred thousand wrong items says no more.
const MOST_PROBLEMS: usize = 1_000;

fn nth(path: &[&str], index: usize) -> String {
    format!("{}[{index}]", path.join("."))
}

fn whole_number(json: &Json) -> Option<u64> {
    match json {
        Json::Number(number) => number.as_u64(),
        // The digits are looked at because `parse` lets a plus sign through.
        Json::Text(text) if text.bytes().all(|byte| byte.is_ascii_digit()) => text.parse().ok(),
        _ => None,
    }
}

fn flag(json: &Json) -> Option<bool> {
    match json {
        Json::Flag(flag) => Some(*flag),
        Json::Text(text) => text.parse().ok(),
        _ => None,
    }
}

fn binary(json: &Json) -> Option<Binary> {
    match json {
        Json::Text(text) => STANDARD.decode(text).ok().map(Binary::new),
        _ => None,
    }
}

fn object(json: &Json) -> Option<Json> {
    matches!(json, Json::Object(_)).then(|| json.clone())
}

fn json_text(json: &Json) -> Option<Json> {
    match json {
        Json::Text(text) => object(&Json::parse(text).ok()?),
        _ => None,
    }
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
