//! What one value can be on the wire, as JSON Schema: its kind, and each rule that it obeys.

use serde_json::{Map, Value, json};

use super::json::{insert, reference};
use super::{components, words};
use crate::model::{
    Characters, EnumerationId, Kind, Length, LengthUnit, Rule, TimeFormat, TimePart, Vendor,
};

/// One value, with the rules that JSON Schema has no word for.
pub(super) struct ValueSchema {
    pub schema: Value,
    /// Rules in words, in their order.
    pub words: Vec<String>,
}

/// The values of a kind that obey rules.
pub(super) fn value(vendor: &Vendor, kind: &Kind, rules: &[Rule]) -> ValueSchema {
    let mut value = ValueSchema {
        schema: of_kind(vendor, kind),
        words: Vec::new(),
    };
    for rule in rules {
        value.obey(vendor, kind, rule);
    }
    value
}

/// A text of the wire as JSON writes a value of this kind.
pub(super) fn literal(kind: &Kind, text: &str) -> Value {
    let bare = kind.is_bare().then(|| serde_json::from_str(text).ok());
    bare.flatten().unwrap_or_else(|| json!(text))
}

/// The schema of an enumeration that fields share.
fn enumeration(vendor: &Vendor, id: EnumerationId) -> Value {
    let declared = vendor.enumerations.get(id.0);
    declared.map_or_else(|| json!({}), |declared| reference(&declared.name.pascal()))
}

/// The schema of an enumeration whose values are numbers here. Named is the one of texts, which others may refer to.
fn numbers(vendor: &Vendor, id: EnumerationId) -> Value {
    let declared = vendor.enumerations.get(id.0);
    declared.map_or_else(|| json!({}), components::enumeration_of_numbers)
}

fn of_kind(vendor: &Vendor, kind: &Kind) -> Value {
    match kind {
        Kind::Amount { number: true, .. } | Kind::Integer { .. } => json!({ "type": "integer" }),
        Kind::Decimal { number: true, .. } => json!({ "type": "number" }),
        Kind::Boolean => json!({ "type": "boolean" }),
        Kind::Enumeration { id, number: false } => enumeration(vendor, *id),
        Kind::Enumeration { id, number: true } => numbers(vendor, *id),
        Kind::TimeOr(format, id) => json!({
            "anyOf": [{ "type": "string", "pattern": time_pattern(format) }, enumeration(vendor, *id)],
        }),
        Kind::Base64 => json!({ "type": "string", "contentEncoding": "base64" }),
        Kind::Text
        | Kind::Digits
        | Kind::Amount { number: false, .. }
        | Kind::Decimal { number: false, .. }
        | Kind::DateTime(_)
        | Kind::Joined { .. }
        | Kind::EmvQr => json!({ "type": "string" }),
    }
}

impl ValueSchema {
    /// Adds what a rule demands.
    fn obey(&mut self, vendor: &Vendor, kind: &Kind, rule: &Rule) {
        let is_bare = kind.is_bare();
        match rule {
            // A list is counted where it stands, and the kind lists its values.
            Rule::Count(_) | Rule::Listed(_) | Rule::Flag | Rule::Base64 => {}
            // kpg's own demands of a text, which the vendor does not state.
            Rule::OneLine | Rule::Lines => {}
            Rule::Length(length) if is_bare => self.words.push(length.describe()),
            Rule::Length(length) => self.length(*length),
            Rule::Characters(characters) => self.pattern(characters_pattern(characters)),
            Rule::HeaderText => self.pattern("^[\\x20-\\x7e]*$".to_owned()),
            Rule::DigitsOnly => self.pattern("^[0-9]+$".to_owned()),
            Rule::Amount {
                negative: false, ..
            } if is_bare => self.bound("minimum", json!(0)),
            Rule::Amount { negative: true, .. } if is_bare => {}
            Rule::Amount { digits, negative } => {
                let sign = if *negative { "-?" } else { "" };
                let (min, max) = digits.unwrap_or((1, 20));
                self.pattern(format!("^{sign}[0-9]{{{min},{max}}}$"));
            }
            Rule::NotZero if is_bare => self.bound("minimum", json!(1)),
            Rule::NotZero => self.also(json!({ "not": { "pattern": "^0+$" } })),
            Rule::Range { min, max } => {
                self.bound("minimum", number(*min));
                self.bound("maximum", number(*max));
            }
            Rule::Time(format) => {
                self.pattern(time_pattern(format));
                self.tell(vendor, rule);
            }
            Rule::Decimal(_)
            | Rule::TimeOr(..)
            | Rule::InEucKr
            | Rule::EmvQr
            | Rule::NoSeparator(_) => self.tell(vendor, rule),
        }
    }

    fn tell(&mut self, vendor: &Vendor, rule: &Rule) {
        self.words
            .push(rule.describe(&vendor.enumerations, &words::code));
    }

    fn bound(&mut self, name: &str, bound: Value) {
        insert(&mut self.schema, [(name, Some(bound))]);
    }

    /// JSON Schema counts characters. A length in bytes is told, and limits the characters as far as it can.
    fn length(&mut self, length: Length) {
        let bytes_of_one = match length.unit {
            LengthUnit::Characters => 1,
            LengthUnit::EucKrBytes => 2,
            LengthUnit::Utf8Bytes => 4,
        };
        let least = length.min.div_ceil(bytes_of_one);
        self.also(json!({ "minLength": least, "maxLength": length.max }));
        if bytes_of_one > 1 {
            self.words.push(length.describe());
        }
    }

    fn pattern(&mut self, pattern: String) {
        self.also(json!({ "pattern": pattern }));
    }

    /// Adds keywords. What stands there already is kept beside them.
    fn also(&mut self, keywords: Value) {
        let (Value::Object(schema), Value::Object(keywords)) = (&mut self.schema, keywords) else {
            return;
        };
        let is_new = |(name, _): (&String, &Value)| !schema.contains_key(name);
        if keywords.iter().all(is_new) {
            schema.extend(keywords);
            return;
        }
        let all = schema.entry("allOf").or_insert_with(|| json!([]));
        if let Value::Array(all) = all {
            all.push(Value::Object(keywords));
        }
    }
}

fn number(number: i128) -> Value {
    let signed = i64::try_from(number).map(Value::from);
    signed.unwrap_or_else(|_| u64::try_from(number).map_or(Value::Null, Value::from))
}

fn characters_pattern(characters: &Characters) -> String {
    match characters {
        Characters::Only(ranges) => {
            let ranges = ranges.iter().map(|(first, last)| match first == last {
                true => escaped(*first),
                false => format!("{}-{}", escaped(*first), escaped(*last)),
            });
            format!("^[{}]*$", ranges.collect::<String>())
        }
        Characters::Without(listed) => {
            format!("^[^{}]*$", listed.chars().map(escaped).collect::<String>())
        }
    }
}

/// A character inside the brackets of a regular expression.
fn escaped(letter: char) -> String {
    match letter {
        '\\' | ']' | '[' | '^' | '-' | '/' => format!("\\{letter}"),
        other if other.is_control() => format!("\\x{:02x}", u32::from(other)),
        other => other.to_string(),
    }
}

fn time_pattern(format: &TimeFormat) -> String {
    let parts = format.0.iter().map(|part| match part {
        TimePart::Literal(letter) => format!("[{}]", escaped(*letter)),
        TimePart::Utc(mark) => mark
            .chars()
            .map(|letter| format!("[{}]", escaped(letter)))
            .collect(),
        TimePart::Offset => "[+\\-][0-9]{4}".to_owned(),
        TimePart::OffsetWithColon => "[+\\-][0-9]{2}:[0-9]{2}".to_owned(),
        TimePart::Year
        | TimePart::ShortYear
        | TimePart::Month
        | TimePart::Day
        | TimePart::Hour
        | TimePart::Minute
        | TimePart::Second
        | TimePart::Millisecond
        | TimePart::EpochSeconds
        | TimePart::EpochMilliseconds => format!("[0-9]{{{}}}", part.width()),
    });
    format!("^{}$", parts.collect::<String>())
}

/// A list of such values.
pub(super) fn list(items: Value, rules: &[Rule]) -> Value {
    let mut list = json!({ "type": "array", "items": items });
    let count = rules.iter().find_map(|rule| match rule {
        Rule::Count(count) => Some(count),
        _ => None,
    });
    let least = count.map(|count| json!(count.min));
    let most = count.and_then(|count| count.max).map(|max| json!(max));
    insert(&mut list, [("minItems", least), ("maxItems", most)]);
    list
}

/// An object with members, which keeps others that arrive.
pub(super) fn object(properties: Map<String, Value>, required: &[String]) -> Value {
    let mut object = json!({ "type": "object", "properties": properties });
    let required = (!required.is_empty()).then(|| json!(required));
    insert(&mut object, [("required", required)]);
    object
}
