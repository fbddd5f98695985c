//! Values, examples and conditions that notes give in words.

use crate::limits;
use crate::page::{Cell, DocumentedValue, ListWords};
use crate::vocabulary;

/// The values of a note, and whether those are all.
pub(super) fn values(note: &Cell) -> (Vec<DocumentedValue>, ListWords) {
    let text = searched(&note.text);
    let mut values: Vec<DocumentedValue> = Vec::new();
    for line in text.split('\n') {
        for (value, meaning) in line_values(line) {
            if values.iter().all(|known| known.value != value) {
                values.push(DocumentedValue {
                    value,
                    meaning,
                    line: note.line,
                });
            }
        }
    }
    let lower = text.to_lowercase();
    let more = vocabulary::MORE.iter().any(|word| lower.contains(word));
    let examples = vocabulary::EXAMPLES.iter().any(|word| lower.contains(word));
    let list = match !values.is_empty() && (more || examples) {
        true => ListWords::OpenEnded,
        false => ListWords::Listed,
    };
    (values, list)
}

/// The one value that a note gives as an example.
pub(super) fn example(note: &Cell) -> Option<Cell> {
    let text = searched(&note.text);
    for line in text.split('\n') {
        let lower = line.to_lowercase();
        let place = vocabulary::EXAMPLES
            .iter()
            .filter_map(|word| Some(lower.find(word)? + word.len()))
            .min();
        // Small letters of some scripts have other lengths.
        let rest = place.and_then(|place| line.get(place..)).map(str::trim);
        let Some(rest) = rest.filter(|rest| !rest.is_empty() && rest.is_ascii()) else {
            continue;
        };
        if !rest.contains(char::is_whitespace) && rest.len() <= 200 {
            return Some(Cell {
                text: rest.to_owned(),
                ..note.clone()
            });
        }
    }
    None
}

/// The line of a note that says that a field comes on success only.
pub(super) fn on_success(note: &Cell) -> Option<Cell> {
    let line = note.text.split('\n').find(|line| {
        let lower = line.to_lowercase();
        let begins = vocabulary::ON_SUCCESS
            .iter()
            .any(|word| lower.starts_with(word));
        // `성공시 "0000"` is about the value, not about the field.
        begins && !lower.contains(['"', '=', '“'])
    })?;
    Some(Cell {
        text: line.to_owned(),
        ..note.clone()
    })
}

/// The line of a note that says that every value that is not listed means a failure.
pub(super) fn others_fail(note: &Cell) -> Option<Cell> {
    let line = searched(&note.text).split('\n').find(|line| {
        let lower = line.to_lowercase();
        let others = vocabulary::OTHERS.iter();
        let behind = others.filter_map(|word| lower.split_once(word));
        let mut behind = behind.map(|(_, behind)| behind);
        behind.any(|words| vocabulary::FAILURES.iter().any(|word| words.contains(word)))
    })?;
    Some(Cell {
        text: line.trim().to_owned(),
        ..note.clone()
    })
}

/// The line of a note that says when a field must be there.
pub(super) fn condition(note: &Cell) -> Option<Cell> {
    let line = searched(&note.text).split('\n').find(|line| {
        let lower = line.to_lowercase();
        vocabulary::CONDITIONS
            .iter()
            .any(|word| lower.contains(word))
    })?;
    Some(Cell {
        text: line.to_owned(),
        ..note.clone()
    })
}

fn searched(text: &str) -> &str {
    let end = text
        .char_indices()
        .nth(limits::MOST_SEARCHED)
        .map_or(text.len(), |(end, _)| end);
    text.get(..end).unwrap_or(text)
}

type Pair = (String, String);

/// The values of one line, in one of the ways in which pages list them.
fn line_values(line: &str) -> Vec<Pair> {
    let line = line.trim();
    if let Some(item) = line.strip_prefix("- ").or_else(|| line.strip_prefix("• ")) {
        return bullet(item).into_iter().collect();
    }
    let line = vocabulary::EXAMPLES
        .iter()
        .find_map(|word| line.strip_prefix(word))
        .unwrap_or(line)
        .trim();
    let ways: [fn(&str) -> Vec<Pair>; 4] = [in_parentheses, with_colons, bare, quoted_success];
    ways.iter()
        .map(|way| way(line))
        .find(|found| !found.is_empty())
        .unwrap_or_default()
}

/// `- 1: meaning`, `- 90(meaning)`, `- png`
fn bullet(item: &str) -> Option<Pair> {
    let value = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    let end = item.find(|c| !value(c)).unwrap_or(item.len());
    let (word, rest) = item.split_at(end);
    let rest = rest.trim();
    if !is_value(word) {
        return None;
    }
    let meaning = match rest.chars().next() {
        None => "",
        Some(':') => rest.trim_start_matches(':').trim(),
        Some('(') => rest.trim_start_matches('(').strip_suffix(')')?,
        _ => return None,
    };
    // `- png(default)` says what is taken without it, not what it means.
    let meaning = if vocabulary::DEFAULTS.contains(&meaning) {
        ""
    } else {
        meaning
    };
    // `- xxxxxxx : 7 digits` explains a placeholder.
    (!is_placeholder(word) && word != "Form").then(|| (word.to_owned(), meaning.to_owned()))
}

fn is_placeholder(word: &str) -> bool {
    let first = word.chars().next();
    word.len() > 2
        && word.chars().all(|c| Some(c) == first)
        && first.is_some_and(char::is_alphabetic)
}

/// A word that may be a value: short, ASCII, without blanks.
fn is_value(word: &str) -> bool {
    let inner = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    !word.is_empty() && word.len() <= 20 && word.chars().all(inner)
}

/// Words that mean something in themselves: not ASCII, or several of them.
fn is_meaning(text: &str) -> bool {
    !text.is_empty()
        && text.chars().count() <= 80
        && (!text.is_ascii() || text.contains(|c: char| c.is_ascii_alphabetic()))
}

/// `card(신용카드), hpp(휴대폰)`
fn in_parentheses(line: &str) -> Vec<Pair> {
    let mut found = Vec::new();
    for item in items(line) {
        let Some((word, meaning)) = item.strip_suffix(')').and_then(|item| item.split_once('('))
        else {
            return Vec::new();
        };
        if !is_value(word) || !is_meaning(meaning) || meaning.is_ascii() {
            return Vec::new();
        }
        found.push((word.to_owned(), meaning.to_owned()));
    }
    found
}

/// `0: 개인, 1:법인`, and the other way round `컨텐츠 :1, 실물:2`
fn with_colons(line: &str) -> Vec<Pair> {
    let mut found = Vec::new();
    let items = items(line);
    for item in &items {
        let item = item.trim_start_matches(['*', ' ']);
        let Some((left, right)) = item.split_once([':', '：', '=']) else {
            continue;
        };
        let (left, right) = (left.trim(), right.trim());
        let right = vocabulary::MORE
            .iter()
            .find_map(|more| right.strip_suffix(more))
            .unwrap_or(right);
        let right = right.trim_end_matches('.').trim();
        let backwards = is_value(right)
            && is_short_value(right)
            && !left.is_ascii()
            && left.chars().count() <= 30;
        if backwards {
            let meaning = left.rsplit('\\').next().unwrap_or(left).trim();
            found.push((right.to_owned(), meaning.to_owned()));
        } else if is_value(left)
            && is_meaning(right)
            && !right.contains(':')
            && (!right.is_ascii() || items.len() > 1)
        {
            found.push((left.to_owned(), right.to_owned()));
        }
    }
    let one = found.len() == 1;
    // A word and a colon alone may be anything; a code and a colon is a list of one.
    match found.first() {
        Some((value, _)) if one && !is_short_value(value) => Vec::new(),
        _ => found,
    }
}

/// A digit in it, or one letter.
fn is_short_value(word: &str) -> bool {
    word.len() == 1 || word.contains(|c: char| c.is_ascii_digit())
}

/// `WON / USD`, and nothing else in the line
fn bare(line: &str) -> Vec<Pair> {
    let words: Vec<&str> = line.split(['/', '|', ',']).map(str::trim).collect();
    let capital = |word: &&str| {
        is_value(word) && word.len() <= 12 && !word.contains(|c: char| c.is_ascii_lowercase())
    };
    match words.len() > 1 && words.iter().all(capital) {
        true => words
            .iter()
            .map(|word| ((*word).to_owned(), String::new()))
            .collect(),
        false => Vec::new(),
    }
}

/// `성공시 "0000"`
fn quoted_success(line: &str) -> Vec<Pair> {
    let Some((before, rest)) = line.split_once(['"', '“']) else {
        return Vec::new();
    };
    let Some((word, _)) = rest.split_once(['"', '”']) else {
        return Vec::new();
    };
    let success = vocabulary::SUCCESS.iter().find(|success| {
        let end = before.trim_end().trim_end_matches(['시', ' ', ':', '=']);
        end.ends_with(*success)
    });
    match success {
        Some(success) if is_value(word) => vec![(word.to_owned(), (*success).to_owned())],
        _ => Vec::new(),
    }
}

/// What commas part, but not those in parentheses.
fn items(line: &str) -> Vec<&str> {
    let mut items = Vec::new();
    let mut depth = 0_u32;
    let mut start = 0;
    for (place, c) in line.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => {
                items.extend(line.get(start..place));
                start = place + 1;
            }
            _ => {}
        }
    }
    items.extend(line.get(start..));
    items
        .into_iter()
        .map(str::trim)
        .filter(|item| !item.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{example, on_success, others_fail, values};
    use crate::page::{Cell, ListWords};

    fn cell(text: &str) -> Cell {
        Cell {
            text: text.to_owned(),
            ..Cell::default()
        }
    }

    #[test]
    fn values_are_read_in_every_way_in_which_pages_list_them() {
        use ListWords::{Listed, OpenEnded};
        let cases: [(&str, &str, ListWords); 22] = [
            (
                "예) card(카드), phone(휴대폰)",
                "card=카드 phone=휴대폰",
                OpenEnded,
            ),
            ("WON / USD", "WON= USD=", Listed),
            ("0: 개인, 1:법인, 9:기타", "0=개인 1=법인 9=기타", Listed),
            ("0:신용\n1:체크", "0=신용 1=체크", Listed),
            ("I:등록, U:변경", "I=등록 U=변경", Listed),
            ("00:일시불, 02:2개월 …", "00=일시불 02=2개월", OpenEnded),
            ("컨텐츠 :1, 실물:2", "1=컨텐츠 2=실물", Listed),
            ("망취소일 때\\망취소:C", "C=망취소", Listed),
            (
                "410:KRW(원), 840:USD(달러)",
                "410=KRW(원) 840=USD(달러)",
                Listed,
            ),
            ("- 1: 고정\n- 2 : 변동", "1=고정 2=변동", Listed),
            (
                "- 90(취소요청)\n- 95(취소성공)",
                "90=취소요청 95=취소성공",
                Listed,
            ),
            ("- jpg\n- png(기본값)", "jpg= png=", Listed),
            ("0000: 정상, 그 외 실패", "0000=정상", OpenEnded),
            (
                "응답 코드 (성공시 \"0000\", 그외 에러)",
                "0000=성공",
                OpenEnded,
            ),
            ("SHA256\n(mid+key)", "", Listed),
            ("예) 20190906110100", "", Listed),
            ("Ex. 01:02:03:04.. 01은 일시불", "", Listed),
            ("주의: 전체금액의 10% 이하", "", Listed),
            ("• Form : yyMMdd-xxxxxxx\n• xxxxxxx : 7digit", "", Listed),
            ("생년월일 6자리/ 사업자번호", "", Listed),
            ("default : euc-kr", "", Listed),
            ("(기본값: 200 px)", "", Listed),
        ];
        for (text, expected, list) in cases {
            let (found, words) = values(&cell(text));
            let found: Vec<String> = found
                .iter()
                .map(|value| format!("{}={}", value.value, value.meaning))
                .collect();
            assert_eq!(found.join(" "), expected, "{text}");
            assert_eq!(words, list, "{text}");
        }
    }

    #[test]
    fn examples_and_conditions_are_told_from_other_words() {
        let text = |found: Option<Cell>| found.map(|cell| cell.text);
        assert_eq!(
            text(example(&cell("예) 20190906110100"))).as_deref(),
            Some("20190906110100")
        );
        assert_eq!(
            text(example(&cell("ex) https://a.example/b"))).as_deref(),
            Some("https://a.example/b")
        );
        assert_eq!(text(example(&cell("예) card(카드), phone(휴대폰)"))), None);
        assert_eq!(
            text(on_success(&cell("성공 시에만 전달\n(YYYYMMDD)"))).as_deref(),
            Some("성공 시에만 전달")
        );
        assert_eq!(text(on_success(&cell("응답 코드 (성공시 \"0000\")"))), None);
        for (note, expected) in [
            ("0000: 정상, 그 외 실패", true),
            ("응답 코드 (성공시 \"0000\", 그외 에러)", true),
            ("0: OK\nAny other value is an error", true),
            ("0000: 정상, 9999: 실패", false),
            ("실패 사유, 그 외 정보", false),
            ("카드, 그 외", false),
        ] {
            assert_eq!(others_fail(&cell(note)).is_some(), expected, "{note}");
        }
    }
}
