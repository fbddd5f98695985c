//! The members of an answer, typed.
//!
//! Texts accept numbers and flags too, and numbers and flags accept texts: vendors' documents and
//! practice differ there, and nothing is lost by reading both.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::Reading;
use crate::json::Json;
use crate::{Binary, OpenChoice, Operation, Problem, Sensitive, TimeText};

const TEXT: &str = "a text";
const NUMBER: &str = "a whole number";
const FLAG: &str = "true or false";
const OBJECT: &str = "an object";
const LIST: &str = "a list";
const BINARY: &str = "base64";

impl<O: Operation> Reading<'_, O> {
    /// A text. A missing one is noted.
    pub fn text(&mut self, path: &[&str]) -> String {
        self.required(path, TEXT, Json::to_text).unwrap_or_default()
    }

    /// A text, or none when it is missing or null. An empty text is a text.
    pub fn optional_text(&mut self, path: &[&str]) -> Option<String> {
        self.optional(path, TEXT, Json::to_text)
    }

    /// A whole number, as a number or as a text of digits. A missing one is noted.
    pub fn number(&mut self, path: &[&str]) -> u64 {
        self.required(path, NUMBER, whole_number)
            .unwrap_or_default()
    }

    /// A whole number, or none when it is missing, null or an empty text.
    pub fn optional_number(&mut self, path: &[&str]) -> Option<u64> {
        self.filled(path, NUMBER, whole_number)
    }

    /// Bytes, from standard base64. Missing ones are noted.
    pub fn binary(&mut self, path: &[&str]) -> Binary {
        self.required(path, BINARY, binary).unwrap_or_default()
    }

    /// Bytes, or none when they are missing, null or an empty text.
    pub fn optional_binary(&mut self, path: &[&str]) -> Option<Binary> {
        self.filled(path, BINARY, binary)
    }

    /// True or false, as such or as a text. A missing one is noted.
    pub fn flag(&mut self, path: &[&str]) -> bool {
        self.required(path, FLAG, flag).unwrap_or_default()
    }

    /// True or false, or none when it is missing, null or an empty text.
    pub fn optional_flag(&mut self, path: &[&str]) -> Option<bool> {
        self.filled(path, FLAG, flag)
    }

    /// A choice; an unknown one keeps its text. A missing one is noted.
    pub fn choice<C: OpenChoice>(&mut self, path: &[&str]) -> C {
        C::from_wire(&self.text(path))
    }

    /// A choice, or none when it is missing, null or an empty text.
    pub fn optional_choice<C: OpenChoice>(&mut self, path: &[&str]) -> Option<C> {
        let text = self.filled(path, TEXT, Json::to_text);
        text.map(|text| C::from_wire(&text))
    }

    /// A date or time; an odd one keeps its text. A missing one is noted.
    pub fn time_text(&mut self, path: &[&str], format: &'static str) -> TimeText {
        TimeText::new(self.text(path), format)
    }

    /// A date or time, or none when it is missing, null or an empty text.
    pub fn optional_time_text(&mut self, path: &[&str], format: &'static str) -> Option<TimeText> {
        let text = self.filled(path, TEXT, Json::to_text);
        text.map(|text| TimeText::new(text, format))
    }

    /// An object, taken apart by `read`. A missing one is noted.
    pub fn object<T>(&mut self, path: &[&str], read: impl FnMut(&mut Self) -> T) -> T {
        if self.json.at(path).is_none() {
            self.note(path, OBJECT, "nothing");
        }
        self.nested(path, read)
    }

    /// An object, taken apart by `read`, or none when it is missing or null.
    pub fn optional_object<T>(
        &mut self,
        path: &[&str],
        read: impl FnMut(&mut Self) -> T,
    ) -> Option<T> {
        self.json.at(path)?;
        Some(self.nested(path, read))
    }

    /// A list of objects, each taken apart by `read`. A missing one is noted.
    pub fn list<T>(&mut self, path: &[&str], read: impl FnMut(&mut Self) -> T) -> Vec<T> {
        if self.json.at(path).is_none() {
            self.note(path, LIST, "nothing");
        }
        self.optional_list(path, read)
    }

    /// A list of objects, each taken apart by `read`; empty when it is missing or null.
    pub fn optional_list<T>(
        &mut self,
        path: &[&str],
        mut read: impl FnMut(&mut Self) -> T,
    ) -> Vec<T> {
        let items = match self.json.at(path) {
            None => return Vec::new(),
            Some(Json::List(items)) => items.clone(),
            Some(other) => {
                let found = other.kind();
                self.note(path, LIST, found);
                return Vec::new();
            }
        };
        let numbered = items.into_iter().enumerate();
        numbered
            .map(|(index, item)| {
                self.inside(&format!("{}[{index}]", path.join(".")), item, &mut read)
            })
            .collect()
    }

    fn nested<T>(&mut self, path: &[&str], mut read: impl FnMut(&mut Self) -> T) -> T {
        let inner = self.json.at(path).cloned().unwrap_or(Json::Null);
        self.inside(&path.join("."), inner, &mut read)
    }

    /// Reads with another value in place of the answer, and puts the answer back.
    fn inside<T>(&mut self, place: &str, inner: Json, read: &mut impl FnMut(&mut Self) -> T) -> T {
        if !matches!(inner, Json::Object(_) | Json::Null) {
            let found = inner.kind();
            self.note(&[place], OBJECT, found);
        }
        let outer = std::mem::replace(&mut self.json, inner);
        let length = self.place.len();
        self.place.push_str(place);
        self.place.push('.');
        let value = read(self);
        self.place.truncate(length);
        self.json = outer;
        value
    }

    fn note(&mut self, path: &[&str], expected: &'static str, found: &'static str) {
        let problem = Problem::new(&self.place, path, expected, found);
        self.problems.push(problem);
    }

    /// A text that is never shown. A missing one is noted.
    pub fn sensitive_text(&mut self, path: &[&str]) -> Sensitive<String> {
        Sensitive::new(self.text(path))
    }

    /// A text that is never shown, or none when it is missing or null.
    pub fn optional_sensitive_text(&mut self, path: &[&str]) -> Option<Sensitive<String>> {
        self.optional_text(path).map(Sensitive::new)
    }

    fn required<T>(
        &mut self,
        path: &[&str],
        expected: &'static str,
        read: fn(&Json) -> Option<T>,
    ) -> Option<T> {
        if self.json.at(path).is_none() {
            self.note(path, expected, "nothing");
        }
        self.optional(path, expected, read)
    }

    fn optional<T>(
        &mut self,
        path: &[&str],
        expected: &'static str,
        read: fn(&Json) -> Option<T>,
    ) -> Option<T> {
        let json = self.json.at(path)?;
        let (value, found) = (read(json), json.kind());
        if value.is_none() {
            self.note(path, expected, found);
        }
        value
    }

    /// As [`optional`](Self::optional), for values that have no empty text: vendors write one for
    /// what is not there.
    fn filled<T>(
        &mut self,
        path: &[&str],
        expected: &'static str,
        read: fn(&Json) -> Option<T>,
    ) -> Option<T> {
        match self.json.at(path) {
            Some(Json::Text(text)) if text.is_empty() => None,
            _ => self.optional(path, expected, read),
        }
    }
}

fn whole_number(json: &Json) -> Option<u64> {
    match json {
        Json::Number(number) => number.as_u64(),
        // The digits are looked at because `parse` lets a plus sign through.
        Json::Text(text) if text.bytes().all(|byte| byte.is_ascii_digit()) => text.parse().ok(),
        _ => None,
    }
}

fn binary(json: &Json) -> Option<Binary> {
    match json {
        Json::Text(text) => STANDARD.decode(text).ok().map(Binary::new),
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
