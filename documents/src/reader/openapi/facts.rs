//! What a schema says of its values beside their type: the description as a label and a note, lengths, and listed values.

use serde_yaml::Value;

use super::document::{Document, text_of};
use super::values;
use crate::block::tidy;

/// So much of a description is taken for a note.
const LONGEST_NOTE: usize = 1000;

/// What a schema says of a member in words and numbers.
pub(super) struct Facts {
    pub(super) length: String,
    pub(super) label: String,
    pub(super) note: String,
    /// A value a line, with what it means behind a tab.
    pub(super) values: String,
}

impl<'t> Document<'t> {
    /// What a schema says of its values, beside their type.
    pub(super) fn facts(&self, schema: &'t Value, described: &'t Value) -> Facts {
        let description =
            text_of(described, "description").or_else(|| text_of(schema, "description"));
        let description = description
            .or_else(|| text_of(schema, "title"))
            .unwrap_or_default();
        let description = description.replace("<br>", "\n").replace("<br/>", "\n");
        // Of a list, its values are the listed ones.
        let item = schema
            .get("items")
            .map_or(schema, |item| self.followed(item));
        let listed = values::listed(item);
        let (meanings, first) = values::meanings(&listed, &description);
        let whole = description.lines().next().unwrap_or_default();
        // `구분 01: 신용 02: 체크` is called `구분`.
        let label = first.and_then(|first| whole.get(..first)).unwrap_or(whole);
        let label = label.trim_end_matches(|c: char| !c.is_alphanumeric() && !".)]".contains(c));
        let label = if label.is_empty() { whole } else { label };
        let rest = description.strip_prefix(whole).unwrap_or_default();
        let more = self.constraints(schema);
        let mut note = tidy(rest);
        if first.is_some() {
            note.clear();
        }
        for part in more {
            if !note.is_empty() {
                note.push('\n');
            }
            note.push_str(&part);
        }
        let values = listed.iter().zip(&meanings);
        let values = values.map(|(value, meaning)| format!("{value}\t{}", tidy(meaning)));
        Facts {
            length: length(schema),
            label: tidy(label),
            note: note.chars().take(LONGEST_NOTE).collect(),
            values: values.collect::<Vec<_>>().join("\n"),
        }
    }

    /// What a schema says that no column has a place for.
    fn constraints(&self, schema: &Value) -> Vec<String> {
        let shown = |key: &str| {
            let value = schema.get(key).and_then(values::written)?;
            Some(format!("{key}: {value}"))
        };
        let mut found = Vec::new();
        found.extend(match text_of(schema, "format") {
            Some("date") => Some("yyyy-MM-dd".to_owned()),
            Some(format) => Some(format!("format: {format}")),
            None => None,
        });
        let has_both = schema.get("minimum").is_some() && schema.get("maximum").is_some();
        let bounds = ["minimum", "maximum"].into_iter().filter(|_| !has_both);
        let others = ["pattern", "default", "minItems", "maxItems", "multipleOf"];
        found.extend(bounds.chain(others).filter_map(shown));
        found
    }
}

/// The length of a text, or the range of a number.
fn length(schema: &Value) -> String {
    let number = |key: &str| schema.get(key).and_then(Value::as_u64);
    if let (Some(least), Some(most)) = (number("minimum"), number("maximum")) {
        return format!("Min : {least} , Max : {most}");
    }
    match (number("minLength"), number("maxLength")) {
        (Some(least), Some(most)) if least == most => format!("{most} (fixed)"),
        (Some(least), Some(most)) => format!("{least}~{most}"),
        (None, Some(most)) => most.to_string(),
        (Some(least), None) if least > 1 => format!("min {least}"),
        (_, None) => String::new(),
    }
}
