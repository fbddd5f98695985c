//! Formats of dates and times as pages write them, and as the spec language does.

use crate::page::{Cell, Fact};
use crate::page::{Mask, Said};

/// The format that a text names: the first word of it that is made of nothing but such letters.
pub(super) fn format(cell: &Cell) -> Said<Mask> {
    let words = cell
        .text
        .split(|c: char| c == 'T' || !(c.is_ascii_alphanumeric() || "-/:.".contains(c)));
    let found = words
        .map(|word| word.trim_matches(['-', '/', ':', '.']))
        .find(|word| looks_like(word));
    let Some(word) = found else {
        return Said::Silent;
    };
    let behind = cell.text.split_once(word).map_or("", |(_, behind)| behind);
    let whole = match time_behind(behind) {
        Some((between, time)) => format!("{word}{between}{time}"),
        None => word.to_owned(),
    };
    let here = Cell {
        text: whole.clone(),
        ..cell.clone()
    };
    match mask(&whole) {
        Some(mask) => Said::Given(Fact {
            value: Mask { mask },
            cell: here,
        }),
        None => Said::Unclear(here),
    }
}

/// The format of a time that goes on behind that of a date, and what parts them: ` HH:mm`, `'T'HH:mm:ss`.
fn time_behind(behind: &str) -> Option<(&'static str, &str)> {
    let between = [("'T'", "T"), ("T", "T"), (" ", " ")];
    let (between, rest) = between
        .into_iter()
        .find_map(|(written, meant)| Some((meant, behind.strip_prefix(written)?)))?;
    let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, ':' | '.')));
    let time = rest
        .get(..end.unwrap_or(rest.len()))?
        .trim_end_matches([':', '.']);
    (looks_like(time) && time.to_ascii_lowercase().starts_with("hh")).then_some((between, time))
}

/// Whether a word is meant as a format: years or hours, and at least one more part.
fn looks_like(word: &str) -> bool {
    let lower = word.to_ascii_lowercase();
    let letters = |c: char| {
        matches!(
            c,
            'y' | 'm' | 'd' | 'h' | 'i' | 's' | 'x' | '2' | '4' | '-' | '/' | ':' | '.'
        )
    };
    let years = lower.starts_with("yy") && lower.contains("mm");
    let hours = lower.starts_with("hh") && (lower.contains("mm") || lower.contains("mi"));
    lower.len() <= 40 && lower.chars().all(letters) && (years || hours)
}

/// The format as the spec language writes it. Months come before minutes, whatever letters they have.
fn mask(word: &str) -> Option<String> {
    let lower = word.to_ascii_lowercase();
    let mut rest = lower.as_str();
    let mut out = String::new();
    while !rest.is_empty() {
        let hours = out.contains("HH");
        let parts: [(&str, &str); 8] = [
            ("yyyy", "yyyy"),
            ("yy", "yy"),
            ("mm", if hours { "mm" } else { "MM" }),
            ("mi", "mm"),
            ("dd", "dd"),
            ("hh24", "HH"),
            ("hh", "HH"),
            ("sss", "SSS"),
        ];
        let milliseconds = out.ends_with("ss");
        let part = parts.iter().find(|(written, meant)| {
            rest.starts_with(written) && (*meant != "SSS" || milliseconds)
        });
        if let Some((written, meant)) = part {
            out.push_str(meant);
            rest = rest.strip_prefix(written)?;
        } else if let Some(after) = rest.strip_prefix("ss") {
            out.push_str("ss");
            rest = after;
        } else {
            let separator = rest
                .chars()
                .next()
                .filter(|c| matches!(c, '-' | '/' | ':' | '.' | ' ' | 't'))?;
            out.push(separator.to_ascii_uppercase());
            rest = rest.strip_prefix(separator)?;
        }
    }
    let twice = ["yyyy", "MM", "dd", "HH", "mm"]
        .iter()
        .any(|part| out.matches(part).count() > 1);
    (!twice).then_some(out)
}

#[cfg(test)]
mod tests {
    use super::format;
    use crate::page::{Cell, Said};

    #[test]
    fn formats_are_read_however_their_letters_are_written() {
        let cases = [
            ("(YYYYMMDD)", Some("yyyyMMdd")),
            ("(hhmmss)", Some("HHmmss")),
            ("거래일시(yyyyMMddHHmmss)", Some("yyyyMMddHHmmss")),
            ("Form : YYYYMMDDHHMMSS", Some("yyyyMMddHHmmss")),
            ("YYYYMMDDHH24MISS", Some("yyyyMMddHHmmss")),
            ("YYYY-MM-DD", Some("yyyy-MM-dd")),
            ("요청 일시 (yyyy-MM-dd HH:mm)", Some("yyyy-MM-dd HH:mm")),
            ("YYYY-MM-DD HH:MI:SS 형식", Some("yyyy-MM-dd HH:mm:ss")),
            ("yyyy-MM-dd'T'HH:mm:ss", Some("yyyy-MM-ddTHH:mm:ss")),
            ("yyyy-MM-ddTHH:mm:ss", Some("yyyy-MM-ddTHH:mm:ss")),
            ("yyyyMMddHHmmssSSS", Some("yyyyMMddHHmmssSSS")),
            ("YYMM", Some("yyMM")),
            ("yyMMddHHmiSS-xxxxxxx", None),
            ("YYYYMMDDYYYYMMDD", None),
        ];
        for (text, expected) in cases {
            let cell = Cell {
                text: text.to_owned(),
                ..Cell::default()
            };
            match (format(&cell), expected) {
                (Said::Given(fact), Some(mask)) => assert_eq!(fact.value.mask, mask, "{text}"),
                (Said::Unclear(_), None) => {}
                (found, expected) => unreachable!("{text}: {found:?} and not {expected:?}"),
            }
        }
        for text in ["", "예) 20190906110100", "summary of my days", "hm", "mm"] {
            let cell = Cell {
                text: text.to_owned(),
                ..Cell::default()
            };
            assert_eq!(format(&cell), Said::Silent, "{text}");
        }
    }
}
