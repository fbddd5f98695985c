//! What a field holds, and how long it is → the keys of its line. Whether it must be there does not belong here.

use kpg_documents::{Bound, KindWord, LengthWord, Said};

use super::{FieldDraft, ListOfValues, shown};
use crate::import::lines::Fidelity;
use crate::import::types::Types;
use crate::yaml;

impl FieldDraft<'_> {
    pub(super) fn add_type_and_length(&mut self, types: &mut Types) {
        let length = self.length();
        let kind = self.field.likely_kind();
        if let Said::Unclear(cell) = &self.field.kind {
            self.add_todo(format!(
                "The type is written as {}, which was not understood.",
                shown(cell)
            ));
        }
        if !self.context.members.is_empty() {
            self.add_members(kind);
        } else if self.context.fidelity >= Fidelity::TextOnly {
            self.add_todo(
                "Its type, format or length cannot be as the page says; see the vendor's samples.",
            );
        } else if let Some(list) = self.context.list {
            self.add_list(list, length, types);
        } else if self.is_code() {
            // A result code is open by itself, and its values are the operation's codes.
        } else if self.has_type(length) {
            let name = types.name_for(self.field, self.is_received(), self.context.citation);
            self.entries.push(("type", name));
            self.add_number(kind);
        } else {
            self.add_plain_type(kind);
        }
        if let Some(line) = &self.field.unclear_values {
            self.add_todo(format!(
                "It may be that line {} lists values: {}; say whether it does, and whether those are all.",
                line.line,
                shown(line)
            ));
        }
        // What the compiler refused may be the length.
        let length = length.filter(|_| self.context.fidelity < Fidelity::TextOnly);
        if let Some((key, value)) = self.written_length(length) {
            self.entries.push((key, value));
        }
    }

    /// Whether the listed values are a type: none of them is longer than the field may be.
    fn has_type(&mut self, length: Option<Bound>) -> bool {
        let values = &self.field.values;
        let flag = self.field.likely_kind() == Some(KindWord::Boolean)
            && values
                .iter()
                .all(|value| matches!(value.value.as_str(), "true" | "false"));
        if values.is_empty() || flag || self.field.format.given().is_some() {
            return false;
        }
        let mut words = values.iter().map(|value| &value.value);
        let no_number = words.find(|value| value.parse::<f64>().is_err());
        if let (Some(KindWord::Number), Some(value)) = (self.field.likely_kind(), no_number) {
            let todo =
                format!("The page calls it a number and seems to list {value}, which is none.");
            self.add_todo(todo);
            return false;
        }
        let most = match length {
            Some(
                Bound::Bare(most)
                | Bound::AtMost(most)
                | Bound::Exactly(most)
                | Bound::Between(_, most),
            ) => most,
            _ => u64::MAX,
        };
        let long = values
            .iter()
            .find(|value| value.value.chars().count() as u64 > most);
        if let Some(value) = long {
            let todo = format!(
                "The listed value {} is longer than the length {most}.",
                value.value
            );
            self.add_todo(todo);
        }
        let short = matches!(length, Some(Bound::Exactly(exact)) if values.iter().any(|value| (value.value.chars().count() as u64) < exact));
        long.is_none() && !short
    }

    /// Listed values of what the page calls a number are numbers in JSON, where they can be. With a length it may as well
    /// be digits in a text.
    fn add_number(&mut self, kind: Option<KindWord>) {
        let is_number = kind == Some(KindWord::Number) && self.field.length.given().is_none();
        if !is_number || !self.context.is_json {
            return;
        }
        let is_whole = |text: &str| text.parse::<i64>().is_ok_and(|one| one.to_string() == text);
        let mut values = self.field.values.iter().map(|value| &value.value);
        match values.find(|value| !is_whole(value)) {
            None => self.entries.push(("number", "true".to_owned())),
            Some(other) => self.add_todo(format!(
                "The page calls it a number, and {other} is no whole number as JSON writes one; the values here are texts."
            )),
        }
    }

    fn add_plain_type(&mut self, kind: Option<KindWord>) {
        match (&self.field.format, kind) {
            (Said::Given(format), _) => {
                self.entries.push(("type", "datetime".to_owned()));
                self.entries
                    .push(("format", yaml::scalar(&format.value.mask)));
            }
            (Said::Unclear(cell), _) => self.add_todo(format!(
                "The format {} is none that the spec language knows.",
                shown(cell)
            )),
            (_, Some(KindWord::Boolean)) => self.entries.push(("type", "boolean".to_owned())),
            (_, Some(KindWord::Number)) if self.field.length.given().is_some() => {
                self.entries.push(("type", "digits".to_owned()));
                self.add_todo("The page calls it a number and gives it a length; say whether it goes out as digits or as a JSON number.");
            }
            (_, Some(KindWord::Number)) => {
                self.entries.push(("type", "integer".to_owned()));
                match self.field.range.given() {
                    Some(range) => self
                        .entries
                        .push(("range", format!("{}..{}", range.min, range.max))),
                    None => self.add_todo("Say whether it is an amount, and which values it has."),
                }
            }
            (_, Some(KindWord::Object | KindWord::List)) => {
                self.add_todo("The page names no members of this object or list.")
            }
            (_, Some(KindWord::Time)) => self.add_todo("The page gives no format of this time."),
            _ => {}
        }
    }

    /// A list of values: of those that the page lists, of numbers, or of texts, each with the length of the table.
    fn add_list(&mut self, list: ListOfValues, length: Option<Bound>, types: &mut Types) {
        self.entries.push(("type", "list".to_owned()));
        let is_number = self.field.items == Some(KindWord::Number);
        let is_listed = self.has_type(length);
        let of = match is_listed {
            true => types.name_for(self.field, self.is_received(), self.context.citation),
            false if is_number => "integer".to_owned(),
            false => "text".to_owned(),
        };
        self.entries.push(("of", of));
        if is_listed {
            self.add_number(self.field.items);
        }
        match list {
            ListOfValues::Json => {}
            ListOfValues::Brackets => self.entries.push(("repeat", "brackets".to_owned())),
            ListOfValues::Unsaid => {
                self.entries.push(("repeat", "same_name".to_owned()));
                self.add_todo("Say how several values are written here; that the name is repeated is assumed.");
            }
        }
        if self.field.items.is_none() {
            self.add_todo("Say what its values are, and how many there may be.");
        }
    }

    fn add_members(&mut self, kind: Option<KindWord>) {
        let list = kind == Some(KindWord::List);
        let word = if list || !self.is_received() {
            "list"
        } else {
            "object"
        };
        if kind.is_none() || (!list && !self.is_received()) {
            self.add_todo("Say whether it is a list or one object.");
        }
        self.entries.push(("type", word.to_owned()));
        let members = self
            .context
            .members
            .iter()
            .map(|row| format!("{}: {}", row.key, row.value));
        self.entries.push((
            "members",
            format!("{{ {} }}", members.collect::<Vec<_>>().join(", ")),
        ));
    }

    fn length(&mut self) -> Option<Bound> {
        match &self.field.length {
            Said::Given(fact) => return Some(fact.value.bound),
            Said::Unclear(cell) => {
                let todo = format!(
                    "The length is written as {}, which was not understood.",
                    shown(cell)
                );
                self.add_todo(todo);
            }
            // One todo of the draft says that a table has no lengths; another that some cells are empty.
            Said::Blank(_) | Said::Silent => {}
        }
        None
    }

    /// The length as the spec language writes it. Numbers, flags and members have none.
    fn written_length(&mut self, length: Option<Bound>) -> Option<(&'static str, String)> {
        let has = |word: &str| {
            self.entries
                .iter()
                .any(|(key, value)| *key == "type" && value == word)
        };
        // Each text of a list has the length of the table.
        let of = self.entries.iter().find(|(key, _)| *key == "of");
        let is_list_of_texts = of.is_some_and(|(_, of)| of == "text");
        let without = ["integer", "boolean", "list", "object"];
        if !is_list_of_texts && without.into_iter().any(has) {
            if let Some(bound) = length.filter(|bound| *bound != Bound::Unlimited) {
                self.add_todo(format!(
                    "The page gives it the length {bound}; say which values it has."
                ));
            }
            return None;
        }
        let text = match length? {
            Bound::Unlimited => return None,
            Bound::Exactly(exact) => exact.to_string(),
            Bound::Bare(most) | Bound::AtMost(most) => format!("..{most}"),
            Bound::Between(least, most) => format!("{least}..{most}"),
            Bound::AtLeast(least) => {
                self.add_todo(format!(
                    "The page says at least {least} and no greatest length."
                ));
                return None;
            }
        };
        // What no length can be: the language counts to some millions, and none is 0.
        if text
            .trim_start_matches("..")
            .split("..")
            .any(|number| number.parse::<u32>().map_or(true, |n| n > 1_000_000))
            || text == "..0"
            || text == "0"
        {
            self.add_todo(format!(
                "The page gives it the length {text}, which cannot be meant."
            ));
            return None;
        }
        if self.unit() == Some(LengthWord::Characters) {
            self.entries.push(("unit", "characters".to_owned()));
        }
        Some(("length", text))
    }

    fn unit(&self) -> Option<LengthWord> {
        self.field.length.given().and_then(|length| length.unit)
    }
}
