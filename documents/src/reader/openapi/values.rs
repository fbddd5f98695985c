//! The values that a schema lists, with what its description says of each.

use serde_yaml::Value;

use super::document::items;

/// What may stand behind a value, before what it means.
const BEFORE_MEANINGS: [char; 8] = [':', '：', '=', '-', '–', '—', '(', '→'];
/// What ends a meaning.
const BEHIND_MEANINGS: [char; 7] = ['\n', ',', '/', ';', '<', '|', '·'];
/// What decorates a value or a meaning.
const DECORATION: [char; 9] = ['`', '"', '\'', '*', ' ', '\t', '[', ']', '•'];

/// The values of a schema, as they go on the wire. The JSON `null` is none.
pub(super) fn listed(schema: &Value) -> Vec<String> {
    let of_list = items(schema, "enum").filter_map(written);
    let listed: Vec<String> = of_list.collect();
    match (listed.is_empty(), schema.get("const")) {
        (true, Some(only)) => written(only).into_iter().collect(),
        _ => listed,
    }
}

/// A scalar as a text.
pub(super) fn written(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(flag) => Some(flag.to_string()),
        Value::Null | Value::Sequence(_) | Value::Mapping(_) | Value::Tagged(_) => None,
    }
}

/// What a description says of each value, in the order of the values, and where the first of them stands.
pub(super) fn meanings(values: &[String], description: &str) -> (Vec<String>, Option<usize>) {
    let mut found: Vec<(usize, usize)> = Vec::new();
    for (index, value) in values.iter().enumerate() {
        found.extend(place(value, description).map(|at| (at, index)));
    }
    found.sort_unstable();
    let mut meanings = vec![String::new(); values.len()];
    for (position, (at, index)) in found.iter().enumerate() {
        let end = found
            .get(position + 1)
            .map_or(description.len(), |next| next.0);
        let value = values.get(*index).map_or(0, String::len);
        let text = description.get(at + value..end).unwrap_or_default();
        if let Some(meaning) = meanings.get_mut(*index) {
            *meaning = meaning_in(text);
        }
    }
    (meanings, found.first().map(|(at, _)| *at))
}

/// Where a value stands as a word of its own, with a mark behind it.
fn place(value: &str, description: &str) -> Option<usize> {
    let is_apart = |c: char| !c.is_alphanumeric() && c != '_';
    let mut places = description.match_indices(value).map(|(at, _)| at);
    places.find(|at| {
        let before = description.get(..*at).unwrap_or_default();
        let behind = description.get(at + value.len()..).unwrap_or_default();
        let behind = behind.trim_start_matches(DECORATION);
        (before.is_empty() || before.ends_with(is_apart)) && behind.starts_with(BEFORE_MEANINGS)
    })
}

/// What stands behind a value, up to the next one or to what ends it.
fn meaning_in(text: &str) -> String {
    let text = text.trim_start_matches(DECORATION);
    let text = text.trim_start_matches(BEFORE_MEANINGS);
    let text = text.trim_start_matches(DECORATION);
    let end = text.find(BEHIND_MEANINGS).unwrap_or(text.len());
    let text = text.get(..end).unwrap_or(text).trim_end_matches(DECORATION);
    let text = text.trim_end_matches(['-', '(', '{']).trim_end();
    // `(신용)`, of which the opening parenthesis stood before the meaning
    match text.contains('(') {
        true => text.to_owned(),
        false => text.trim_end_matches([')', '.']).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::meanings;

    #[test]
    fn each_value_has_what_its_description_says_of_it() {
        let cases: [(&[&str], &str, &str); 7] = [
            (&["01", "02"], "카드 구분 01: 신용 02: 체크", "신용|체크"),
            (&["004", "011"], "은행 (004=국민, 011=농협)", "국민|농협"),
            (
                &["1", "2"],
                "수단\n - 1: 카드\n - 2: 계좌(실시간)",
                "카드|계좌(실시간)",
            ),
            (
                &["CARD", "BANK"],
                "`CARD` - paid by card, `BANK` - by transfer",
                "paid by card|by transfer",
            ),
            (&["A", "B"], "A(승인) / B(취소)", "승인|취소"),
            (&["KRW", "USD"], "currency", "|"),
            (&["Y", "N"], "YN: Y: 예, N: 아니오", "예|아니오"),
        ];
        for (values, description, expected) in cases {
            let values: Vec<String> = values.iter().map(|value| (*value).to_owned()).collect();
            assert_eq!(
                meanings(&values, description).0.join("|"),
                expected,
                "{description}"
            );
        }
    }
}
