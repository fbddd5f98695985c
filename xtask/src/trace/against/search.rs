//! What would explain a signature that another system computed: the search of `solve`, with the values of the request.

use std::time::Duration;

use kpg_codegen::model::{
    FieldRef, Request, Secrecy as Declared, TimeFormat, TimePart, Vendor, Zone,
};
use kpg_recipes::forward::{Output, Traced, TracedField};
use kpg_recipes::solve::{Given, Question, Role, solve};

use super::comparison::Explanation;
use crate::solve::notation;
use crate::trace::given::MadeWith;

/// How long is searched.
const TIME: Duration = Duration::from_secs(20);
/// So many values are searched; those that the recipe takes in come first.
const MOST_VALUES: usize = 14;

/// What is known of the request.
pub(super) struct Asked<'m> {
    pub vendor: &'m Vendor,
    pub request: &'m Request,
    pub traced: &'m Traced,
    pub made_with: &'m MadeWith,
    pub texts: &'m [(FieldRef, String)],
    pub strange: &'m [(String, String)],
}

impl Asked<'_> {
    pub fn explain(&self, field: &TracedField, theirs: &str, show_secrets: bool) -> Explanation {
        let question = Question::new(self.values(field), theirs);
        let answer = solve(&question, TIME, &|_| {});
        let values = question.values();
        let mut words = Vec::new();
        let Some((recipe, others)) = answer.recipes.split_first() else {
            words.push(
                "No recipe that was tried makes it of these values: a value or a key is another one, or one is missing."
                    .to_owned(),
            );
            return Explanation {
                field: field.wire.clone(),
                words,
                yaml: None,
                message: None,
                others: 0,
            };
        };
        let shown = |given: &Given| match show_secrets {
            true => given.text.clone(),
            false => given.shown(),
        };
        let message = recipe.message.shown(values);
        let ours = self.traced.covered_by(field);
        if let (Some(message), Some((_, covered))) = (&message, ours) {
            let plain = covered.text().map(|text| {
                let mut secrets: Vec<&Given> = values
                    .iter()
                    .filter(|given| given.role == Role::Secret)
                    .collect();
                secrets.sort_by_key(|given| std::cmp::Reverse(given.text.len()));
                secrets.into_iter().fold(text.to_owned(), |text, given| {
                    text.replace(&given.text, &shown(given))
                })
            });
            match plain {
                Some(plain) if plain == *message => words.push(
                    "The text is the same: the digest, the key, or how the bytes are written differs.".to_owned(),
                ),
                Some(plain) => {
                    words.push(format!("They begin with:  {message}"));
                    words.push(format!("The spec has:     {plain}"));
                }
                None => {}
            }
        }
        Explanation {
            field: field.wire.clone(),
            words,
            yaml: Some(notation::values(recipe, values)),
            message,
            others: others.len(),
        }
    }

    /// What may be in it: what the spec's recipe takes in first, then everything else, and the time in other formats.
    fn values(&self, field: &TracedField) -> Vec<Given> {
        let mut values: Vec<Given> = Vec::new();
        let mut add = |name: String, text: &str, role: Role| {
            let is_new = !values
                .iter()
                .any(|known| known.name == name || known.text == text);
            if is_new && !text.is_empty() && values.len() < MOST_VALUES {
                values.push(Given {
                    name,
                    text: text.to_owned(),
                    role,
                });
            }
        };
        let covered = kpg_recipes::forward::coverage(self.request).covered;
        let is_covered = |at: &FieldRef| covered.get(at).is_some_and(|by| by.contains(&field.at));
        for (at, text) in self.texts.iter().filter(|(at, _)| is_covered(at)) {
            add(self.wire(*at), text, Role::Value);
        }
        for (at, text) in self.plain().into_iter().filter(|(at, _)| is_covered(at)) {
            add(self.wire(at), &text, Role::Value);
        }
        for value in &self.traced.values {
            let name = value.declared.as_ref().unwrap_or(&value.name).to_string();
            if let (true, Output::Text(text)) = (value.step.secrecy.is_hidden(), &value.step.output)
            {
                add(name, text, Role::Secret);
            }
        }
        for (id, text) in &self.made_with.supply.credentials {
            let Some(credential) = self.vendor.credentials.get(id.0) else {
                continue;
            };
            let role = match credential.secrecy {
                Declared::Public => Role::Value,
                Declared::Secret | Declared::Sensitive => Role::Secret,
            };
            if !text.contains("-----BEGIN") {
                add(credential.name.to_string(), text, role);
            }
        }
        for (name, text) in self.strange {
            add(name.clone(), text, Role::Value);
        }
        for (name, text) in self.times() {
            add(name, &text, Role::Value);
        }
        for (at, text) in self.texts.iter().filter(|(at, _)| *at != field.at) {
            add(self.wire(*at), text, Role::Value);
        }
        values
    }

    fn wire(&self, at: FieldRef) -> String {
        self.request
            .field(at)
            .map_or_else(String::new, |field| field.wire.clone())
    }

    /// Encrypted fields before they are encrypted.
    fn plain(&self) -> Vec<(FieldRef, String)> {
        let fields = self.traced.fields.iter();
        let plain =
            fields.filter_map(|field| Some((field.at, field.step.covered()?.text()?.to_owned())));
        plain.collect()
    }

    /// The moment in the formats that vendors use.
    fn times(&self) -> Vec<(String, String)> {
        use TimePart::{
            Day, EpochMilliseconds, EpochSeconds, Hour, Millisecond, Minute, Month, Second, Year,
        };
        let Some(moment) = self.made_with.supply.clock else {
            return Vec::new();
        };
        let Ok(moment) = jiff::Timestamp::from_millisecond(moment) else {
            return Vec::new();
        };
        let formats = [
            vec![EpochMilliseconds],
            vec![EpochSeconds],
            vec![Year, Month, Day, Hour, Minute, Second],
            vec![Year, Month, Day, Hour, Minute, Second, Millisecond],
            vec![Year, Month, Day],
        ];
        let times = formats.into_iter().map(|parts| {
            let format = TimeFormat(parts);
            let text = kpg_recipes::clock::render(Zone::Seoul, &format, moment);
            (format!("clock_{}", format.mask()), text)
        });
        times.collect()
    }
}
