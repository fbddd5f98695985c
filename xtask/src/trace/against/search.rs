//! What would explain a signature that another system computed: the search of `solve`, with the values of the request.

use std::time::Duration;

use kpg_codegen::model::{
    FieldRef, Request, Secrecy as Declared, TimeFormat, TimePart, Vendor, Zone,
};
use kpg_recipes::forward::{Output, Traced, TracedField};
use kpg_recipes::solve::{Given, Key, Question, Recipe, Role, solve};

use super::comparison::Explanation;
use super::veil::Veil;
use crate::solve::notation;
use crate::trace::given::MadeWith;

/// How long is searched, in all.
const TIME: Duration = Duration::from_secs(20);
/// So many values are searched at most.
const MOST_VALUES: usize = 14;

/// What is known of the request.
pub(super) struct Asked<'m> {
    pub vendor: &'m Vendor,
    pub request: &'m Request,
    pub traced: &'m Traced,
    pub made_with: &'m MadeWith,
    pub texts: &'m [(FieldRef, String)],
    pub strange: &'m [(String, String)],
    /// The objects and lists inside their body, letter by letter.
    pub objects: &'m [Given],
    pub veil: &'m Veil,
}

/// A recipe that was found, with the values that it refers to.
struct Found {
    recipe: Recipe,
    others: usize,
    values: Vec<Given>,
}

impl Asked<'_> {
    pub fn explain(&self, field: &TracedField, theirs: &str) -> Explanation {
        let mut explanation = Explanation {
            field: field.wire.clone(),
            words: Vec::new(),
            yaml: None,
            message: None,
            others: 0,
        };
        let Some(found) = self.find(field, theirs) else {
            explanation.words.push(
                "No recipe that was tried makes it of these values: a value or a key is another one, or one is missing."
                    .to_owned(),
            );
            return explanation;
        };
        explanation.words = self.words(field, &found);
        let shown = self.veil.values(&found.values);
        explanation.message = found.recipe.message.shown(&shown);
        let yaml = notation::values(&found.recipe, &found.values);
        explanation.yaml = Some(self.veil.hide(&yaml));
        explanation.others = found.others;
        explanation
    }

    /// Asks with few values first: with all of them there is no time for every order.
    fn find(&self, field: &TracedField, theirs: &str) -> Option<Found> {
        let secrets = self.secrets();
        let covered = self.covered(field);
        let sent = self.sent(field);
        let elsewhere = [self.public(), self.strange(), self.times()].concat();
        let rounds = [
            vec![covered.clone(), secrets.clone()],
            vec![sent.clone(), self.objects.to_vec(), secrets.clone()],
            vec![covered, secrets.clone(), elsewhere.clone()],
            vec![sent, secrets, elsewhere],
        ];
        let count = u32::try_from(rounds.len()).unwrap_or(1);
        rounds.into_iter().find_map(|round| {
            let question = Question::new(distinct(round.concat()), theirs).signed_by(self.keys());
            let answer = solve(&question, TIME / count, &|_| {});
            let (recipe, others) = answer.recipes.split_first()?;
            Some(Found {
                recipe: recipe.clone(),
                others: others.len(),
                values: question.values().to_vec(),
            })
        })
    }

    /// How their message differs from that of the spec.
    fn words(&self, field: &TracedField, found: &Found) -> Vec<String> {
        let Some((_, covered)) = self.traced.covered_by(field) else {
            return Vec::new();
        };
        let open: Vec<Given> = found
            .values
            .iter()
            .map(|given| Given {
                role: Role::Value,
                ..given.clone()
            })
            .collect();
        let message = &found.recipe.message;
        let (Some(theirs), Some(ours)) = (message.shown(&open), covered.text()) else {
            return Vec::new();
        };
        if theirs == ours {
            let same =
                "The text is the same: the digest, the key, or how the bytes are written differs.";
            return vec![same.to_owned()];
        }
        let theirs = message.shown(&self.veil.values(&found.values));
        let ours = match self.veil.is_lifted() {
            true => Some(ours.to_owned()),
            false => covered.shown_text().map(|text| self.veil.hide(&text)),
        };
        let lines = [("They begin with:  ", theirs), ("The spec has:     ", ours)];
        let lines = lines
            .into_iter()
            .filter_map(|(before, text)| Some(format!("{before}{}", text?)));
        lines.collect()
    }

    /// What the spec's recipe takes in of the request, as it is sent and before it was encrypted.
    fn covered(&self, field: &TracedField) -> Vec<Given> {
        let covered = kpg_recipes::forward::coverage(self.request).covered;
        let is_covered = |at: &FieldRef| covered.get(at).is_some_and(|by| by.contains(&field.at));
        let sent = self.texts.iter().filter(|(at, _)| is_covered(at));
        let sent = sent.map(|(at, text)| value(self.wire(*at), text));
        let plain = self.plain().into_iter().filter(|(at, _)| is_covered(at));
        let plain = plain.map(|(at, text)| value(self.wire(at), &text));
        sent.chain(plain).collect()
    }

    /// Everything that is sent.
    fn sent(&self, field: &TracedField) -> Vec<Given> {
        let others = self.texts.iter().filter(|(at, _)| *at != field.at);
        let others = others.map(|(at, text)| value(self.wire(*at), text));
        others.collect()
    }

    /// Credentials that are no secrets.
    fn public(&self) -> Vec<Given> {
        self.credentials(Role::Value)
    }

    fn strange(&self) -> Vec<Given> {
        let strange = self.strange.iter();
        strange
            .map(|(name, text)| value(name.clone(), text))
            .collect()
    }

    /// Secret credentials, and what the spec makes of secrets alone.
    fn secrets(&self) -> Vec<Given> {
        let made = self.traced.values.iter().filter_map(|made| {
            let name = made.declared.as_ref().unwrap_or(&made.name).to_string();
            match (made.step.secrecy.is_hidden(), &made.step.output) {
                (true, Output::Text(text)) => Some(Given {
                    role: Role::Secret,
                    ..value(name, text)
                }),
                _ => None,
            }
        });
        let credentials = self.credentials(Role::Secret);
        credentials.into_iter().chain(made).collect()
    }

    /// The credentials that are RSA keys.
    fn keys(&self) -> Vec<Key> {
        let given = self.made_with.supply.credentials.iter();
        let given = given.filter_map(|(id, text)| {
            let credential = self.vendor.credentials.get(id.0)?;
            Key::read(&credential.name.to_string(), text)
        });
        given.collect()
    }

    fn credentials(&self, wanted: Role) -> Vec<Given> {
        let given = self.made_with.supply.credentials.iter();
        let given = given.filter_map(|(id, text)| {
            let credential = self.vendor.credentials.get(id.0)?;
            let role = match credential.secrecy {
                Declared::Public => Role::Value,
                Declared::Secret | Declared::Sensitive => Role::Secret,
            };
            let is_key_file = text.contains("-----BEGIN");
            (role == wanted && !is_key_file).then(|| Given {
                role,
                ..value(credential.name.to_string(), text)
            })
        });
        given.collect()
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
    fn times(&self) -> Vec<Given> {
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
            value(format!("clock_{}", format.mask()), &text)
        });
        times.collect()
    }
}

fn value(name: String, text: &str) -> Given {
    Given {
        name,
        text: text.to_owned(),
        role: Role::Value,
    }
}

/// No name and no text twice, and not too many.
fn distinct(values: Vec<Given>) -> Vec<Given> {
    let mut kept: Vec<Given> = Vec::new();
    for value in values {
        let is_known = kept
            .iter()
            .any(|known| known.name == value.name || known.text == value.text);
        if !is_known && !value.text.is_empty() && kept.len() < MOST_VALUES {
            kept.push(value);
        }
    }
    kept
}
