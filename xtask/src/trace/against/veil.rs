//! What of another system's request must not be shown: secrets, sensitive values, and what the spec does not know. Nothing
//! of a comparison is printed that did not pass here.

use kpg_codegen::model::{FieldRef, Request, Secrecy, Vendor};
use kpg_recipes::forward::{HIDDEN, Output, Traced};
use kpg_recipes::solve::{Given, Role};

use crate::trace::given::MadeWith;

/// What they sent of the fields that the spec has.
type Texts<'t> = &'t [(FieldRef, String)];
/// What they sent beside that, with its names.
type Strange<'t> = &'t [(String, String)];

/// Hides texts, unless secrets were asked for.
pub struct Veil {
    /// The texts that must not be shown, the long ones first; `None` where everything may.
    texts: Option<Vec<String>>,
}

impl Veil {
    pub fn new(
        (vendor, request): (&Vendor, &Request),
        (made_with, traced): (&MadeWith, &Traced),
        (theirs, strange): (Texts<'_>, Strange<'_>),
        show_secrets: bool,
    ) -> Self {
        if show_secrets {
            return Self { texts: None };
        }
        let mut texts: Vec<String> = Vec::new();
        for (id, text) in &made_with.supply.credentials {
            let credential = vendor.credentials.get(id.0);
            if credential.is_none_or(|known| known.secrecy != Secrecy::Public) {
                texts.push(text.clone());
            }
        }
        texts.extend(
            made_with
                .supply
                .tokens
                .iter()
                .map(|(_, token)| token.clone()),
        );
        for made in &traced.values {
            if let (true, Output::Text(text)) = (made.step.secrecy.is_hidden(), &made.step.output) {
                texts.push(text.clone());
            }
        }
        for placed in request.placed_fields() {
            let ours = traced.field(placed.at);
            let is_veiled = ours.is_some_and(|ours| ours.sent != ours.shown);
            if is_veiled || placed.field.facts.sensitive || placed.field.cipher.is_some() {
                texts.extend(ours.and_then(|ours| ours.sent.clone()));
                texts.extend(ours.and_then(|ours| Some(ours.step.covered()?.text()?.to_owned())));
                let theirs = theirs.iter().filter(|(at, _)| *at == placed.at);
                texts.extend(theirs.map(|(_, text)| text.clone()));
            }
        }
        // What they are, nobody knows: a card number under another name too.
        texts.extend(strange.iter().map(|(_, text)| text.clone()));
        texts.retain(|text| !text.is_empty());
        texts.sort_by_key(|text| std::cmp::Reverse(text.len()));
        texts.dedup();
        Self { texts: Some(texts) }
    }

    /// Whether everything may be shown.
    pub fn is_lifted(&self) -> bool {
        self.texts.is_none()
    }

    /// The text with what must not be shown hidden in it.
    pub fn hide(&self, text: &str) -> String {
        let texts = self.texts.iter().flatten();
        texts.fold(text.to_owned(), |text, hidden| {
            text.replace(hidden.as_str(), HIDDEN)
        })
    }

    /// The values with those that must not be shown as secrets, which messages show by their names.
    pub fn values(&self, values: &[Given]) -> Vec<Given> {
        let values = values.iter().map(|given| Given {
            role: match &self.texts {
                None => Role::Value,
                Some(_) if self.hide(&given.text) != given.text => Role::Secret,
                Some(_) => given.role,
            },
            ..given.clone()
        });
        values.collect()
    }
}
