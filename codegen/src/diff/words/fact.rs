//! Facts in words: those that stand in many places here, the others in modules of their own.

use std::fmt;

use super::list::joined;
use super::{answer, field, operation, recipe, vendor};
use crate::diff::change::Fact;
use crate::diff::change::facts::Cited;
use crate::model::{Correction, Document, Label, Quirk};

impl fmt::Display for Fact<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            Self::Texts(texts) => f.write_str(&joined(*texts, ", ")),
            Self::Name(name) => write!(f, "{name}"),
            Self::VariantName(name) => f.write_str(&name.pascal()),
            Self::Label(label) => f.write_str(&label_words(label)),
            Self::Document(document) => f.write_str(&document_words(document)),
            Self::Cited(cited) => f.write_str(&cited_words(*cited)),
            Self::Quirk(quirk) => f.write_str(&quirk_words(quirk)),
            Self::Length(length) => f.write_str(&length.describe()),
            Self::Count(count) => f.write_str(&count.describe()),
            Self::Recipe(recipe) => f.write_str(&recipe::recipe_words(recipe)),
            Self::Vendor(fact) => f.write_str(&vendor::vendor_words(fact)),
            Self::Operation(fact) => f.write_str(&operation::operation_words(fact)),
            Self::Field(fact) => f.write_str(&field::field_words(fact)),
            Self::Answer(fact) => f.write_str(&answer::answer_words(fact)),
        }
    }
}

fn label_words(label: &Label) -> String {
    let Label { ko, en } = label;
    joined([ko, en].into_iter().flatten(), " / ")
}

fn document_words(document: &Document) -> String {
    let Document {
        id: _,
        title,
        url,
        read,
        sha256,
        about,
    } = document;
    let url = url.as_ref().map(|url| format!(", {url}"));
    let sum = sha256.as_ref().map(|sum| format!(", SHA-256 {sum}"));
    let about = about.as_ref().map(|about| format!(", about: {about}"));
    let parts = [url, sum, about].into_iter().flatten().collect::<String>();
    format!("{}, read {read}{parts}", label_words(title))
}

fn cited_words(cited: Cited<'_>) -> String {
    let Cited { document, section } = cited;
    match section {
        Some(section) => format!("{document}#{section}"),
        None => document.to_owned(),
    }
}

fn quirk_words(quirk: &Quirk) -> String {
    let Quirk {
        says,
        seen,
        chosen,
        why,
        corrections,
    } = quirk;
    let why = why.as_ref().map(|why| format!("; why: {why}"));
    let corrections = corrections.iter().map(|correction| {
        let Correction {
            fact,
            documented,
            used,
        } = correction;
        let or_nothing = |fact: &Option<String>| fact.clone().unwrap_or_else(|| "nothing".into());
        let (from, to) = (or_nothing(documented), or_nothing(used));
        format!("; corrects {fact} from {from} to {to}")
    });
    let corrections: String = corrections.collect();
    format!(
        "says: {says}; seen: {seen}; chosen: {chosen}{}{corrections}",
        why.unwrap_or_default()
    )
}
