//! Values that one line of a note lists, in the ways in which pages write lists. Whether the lines of a note are a
//! list at all is decided in `values`.

use crate::vocabulary;

/// A value and what it means.
pub(super) type Pair = (String, String);

/// The values of one line, in one of the ways in which pages list them.
pub(super) fn line_values(line: &str) -> Vec<Pair> {
    let line = line.trim();
    let item = ["- ", "• ", "* "]
        .iter()
        .find_map(|mark| line.strip_prefix(mark));
    let several = item.map(with_colons).unwrap_or_default();
    if several.len() > 1 {
        return several;
    }
    if let Some(pair) = item.and_then(bullet) {
        return vec![pair];
    }
    let line = item.unwrap_or(line);
    let line = vocabulary::EXAMPLES
        .iter()
        .find_map(|word| line.strip_prefix(word))
        .unwrap_or(line)
        .trim();
    let line = without_brackets(line);
    let dashed = item.map_or_else(|| with_dashes(line), |_| Vec::new());
    if !dashed.is_empty() {
        return dashed;
    }
    let notations: [fn(&str) -> Vec<Pair>; 8] = [
        in_parentheses,
        with_colons,
        bare,
        quoted_success,
        behind_a_label,
        |line| with_blanks(line).unwrap_or_default(),
        with_words_before,
        behind_a_colon,
    ];
    notations
        .iter()
        .map(|notation| notation(line))
        .find(|found| !found.is_empty())
        .unwrap_or_default()
}

/// A line that stands in brackets as a whole, without them.
fn without_brackets(line: &str) -> &str {
    let within = |open: char, close: char| {
        let inner = line.strip_prefix(open)?.strip_suffix(close)?;
        (!inner.contains([open, close])).then_some(inner)
    };
    // What stands in parentheses may be said besides; a list it is with several pairs.
    let listed = || within('(', ')').filter(|inner| with_colons(inner).len() > 1);
    within('[', ']').or_else(listed).unwrap_or(line)
}

/// `card - 카드`, `1 → 카드, 2 → 계좌이체`: values and Korean words for them, and nothing else.
fn with_dashes(line: &str) -> Vec<Pair> {
    let pairs = items(line).into_iter().map(|item| {
        let mut dashes = [" - ", " – ", "→", " => "].iter();
        let (value, meaning) = dashes.find_map(|dash| item.split_once(dash))?;
        let (value, meaning) = (unquoted(value), without_others(meaning.trim()));
        let is_pair = is_value(value) && is_meaning(meaning) && !meaning.is_ascii();
        is_pair.then(|| (value.to_owned(), meaning.to_owned()))
    });
    pairs.collect::<Option<_>>().unwrap_or_default()
}

/// A word without the quotes around it.
fn unquoted(word: &str) -> &str {
    word.trim()
        .trim_matches(['"', '\'', '“', '”', '‘', '’', '`'])
}

/// `결과코드 (0000: 성공)`, `상품유형 [1:컨텐츠, 2:실물]`, `가능여부 (Y/N)`
fn behind_a_label(line: &str) -> Vec<Pair> {
    let inside = |open: char, close: char| {
        let inner = line.strip_suffix(close)?.rsplit_once(open)?.1;
        Some(inner.trim())
    };
    let Some(inner) = inside('(', ')').or_else(|| inside('[', ']')) else {
        return Vec::new();
    };
    if FLAGS.contains(&inner) {
        return bare(inner);
    }
    let found = with_colons(inner);
    let found = if found.len() > 1 {
        found
    } else {
        with_blanks(inner).unwrap_or(found)
    };
    match found.iter().all(|(value, _)| is_short_value(value)) {
        true => found,
        false => Vec::new(),
    }
}

/// `상태: DONE, WAITING`, `One of: PAID, FAILED`; what stands behind a number, such as that of a standard, may be all there is
/// or some of it.
fn behind_a_colon(line: &str) -> Vec<Pair> {
    if let Some((flags, _)) = line
        .split_once(' ')
        .filter(|(flags, _)| FLAGS.contains(flags))
    {
        return bare(flags);
    }
    let pair = line.split_once(": ");
    let pair = pair.filter(|(label, _)| !label.contains(|c: char| c.is_ascii_digit()));
    let found = pair.map(|(_, values)| bare(values)).unwrap_or_default();
    match found.iter().all(|(value, _)| value.len() > 1) {
        true => found,
        false => Vec::new(),
    }
}

/// Flags that stand behind a label: nothing else that is so short is a list.
const FLAGS: [&str; 5] = ["Y/N", "N/Y", "T/F", "0/1", "1/0"];

/// `01:카드 02:계좌이체`, where nothing but blanks parts the pairs.
fn with_blanks(text: &str) -> Option<Vec<Pair>> {
    let pairs = text.split_whitespace().map(|word| {
        let (value, meaning) = word.split_once([':', '='])?;
        let is_pair = is_value(value) && is_short_value(value) && is_meaning(meaning);
        (is_pair && !meaning.is_ascii()).then(|| (value.to_owned(), meaning.to_owned()))
    });
    let pairs: Vec<Pair> = pairs.collect::<Option<_>>()?;
    (pairs.len() > 1).then_some(pairs)
}

/// `전체취소 0, 부분취소 1`: words before numbers that count on from 0 or 1, or before `Y` and `N`. Other numbers behind
/// words are how long something is.
fn with_words_before(line: &str) -> Vec<Pair> {
    let behind = line.split_once(". ").map_or(line, |(_, behind)| behind);
    let pairs = behind.split([',', '/']).map(|item| {
        let (meaning, value) = item.trim().rsplit_once(' ')?;
        let is_pair = value.len() == 1 && !meaning.is_ascii() && meaning.chars().count() <= 20;
        is_pair.then(|| (value.to_owned(), meaning.trim().to_owned()))
    });
    let Some(pairs) = pairs.collect::<Option<Vec<Pair>>>() else {
        return Vec::new();
    };
    let values: Vec<&str> = pairs.iter().map(|(value, _)| value.as_str()).collect();
    let counts = |from: usize| {
        let mut numbers = values.iter().enumerate();
        numbers.all(|(index, value)| *value == (from + index).to_string())
    };
    let are_flags = matches!(values.as_slice(), ["Y", "N"] | ["N", "Y"]);
    match values.len() > 1 && (counts(0) || counts(1) || are_flags) {
        true => pairs,
        false => Vec::new(),
    }
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
        // `- unPublished(or null) : meaning`
        Some('(') if rest.contains("):") || rest.contains(") :") => rest
            .split_once(')')?
            .1
            .trim_start_matches([' ', ':'])
            .trim(),
        Some('(') => rest.trim_start_matches('(').strip_suffix(')')?,
        _ => return None,
    };
    if meaning.contains("->") || (meaning.contains(['(', '=']) && meaning.is_ascii()) {
        return None;
    }
    let meaning = without_others(meaning);
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

/// A word that may be a value: short, ASCII, without blanks, and no word for how something is made.
fn is_value(word: &str) -> bool {
    let inner = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    !word.is_empty()
        && word.len() <= 40
        && word.chars().all(inner)
        && !vocabulary::is_technical(word)
        // `others: error` is of no value.
        && !vocabulary::OTHERS.contains(&word.to_lowercase().as_str())
}

/// Whether a word shows how values look, and is none: `yyyyMMdd-yyyyMMdd`, `000-0000-0000`, `yyyyMMdd~yyyyMMdd`.
pub(super) fn is_pattern(word: &str) -> bool {
    const MARKS: [char; 4] = ['-', '~', '/', '.'];
    let digits = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_digit());
    let letter = |c: char| matches!(c, 'y' | 'Y' | 'M' | 'd' | 'D' | 'H' | 'h' | 'm' | 's' | 'S');
    let is_mask = |c: char| letter(c) || MARKS.contains(&c);
    (word.contains(MARKS) && word.split(MARKS).all(digits))
        || (word.len() > 3 && word.chars().all(is_mask) && word.to_lowercase().contains("yy"))
}

/// What is said of a value, without what is said of all others: `성공 / 그외 실패`.
fn without_others(meaning: &str) -> &str {
    let marks = meaning.match_indices(['/', ',', ';', '(', '|']);
    let mut ends = marks.filter(|(place, mark)| {
        let behind = meaning.get(place + mark.len()..).unwrap_or_default();
        let behind = behind.trim_start().to_lowercase();
        let mut words = vocabulary::OTHERS.iter().chain(vocabulary::ON_FAILURE);
        words.any(|word| behind.starts_with(word.trim()))
    });
    let end = ends.next().map_or(meaning.len(), |(place, _)| place);
    // `정상 이외의값 에러`
    let others = vocabulary::OTHERS.iter().filter(|word| !word.is_ascii());
    let others = others.filter_map(|word| meaning.find(&format!(" {}", word.trim())));
    let end = others.min().map_or(end, |place| place.min(end));
    meaning.get(..end).unwrap_or(meaning).trim()
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
    let mut has_aside = false;
    let items = items(line);
    for (index, item) in items.iter().enumerate() {
        let item = item.trim_start_matches(['*', ' ']);
        let Some((left, right)) = item.split_once([':', '：', '=']) else {
            continue;
        };
        let (left, right) = (left.trim(), without_others(right.trim()));
        // `결과코드. 0000 : 성공`
        let left = left.rsplit(". ").next().unwrap_or(left);
        let right = vocabulary::MORE
            .iter()
            .find_map(|more| right.strip_suffix(more))
            .unwrap_or(right);
        let right = without_default(right.trim_end_matches('.').trim());
        // `실물:2(휴대폰만)`
        let right = match right.split_once('(') {
            Some((value, _)) if is_short_value(value) && !left.is_ascii() => {
                has_aside = true;
                value.trim()
            }
            _ => right,
        };
        // `수단 card:카드, bank:계좌`, where the line after a label was lost.
        let behind_label = left.rsplit_once(' ').filter(|(label, value)| {
            let is_first = index == 0 && (items.len() > 1 || vocabulary::means_success(right));
            is_first && !label.is_ascii() && value.is_ascii() && is_value(value)
        });
        let left = behind_label.map_or(left, |(_, value)| value);
        // `"card" : 카드`; beside an English word quotes are those of a sample.
        let left = if right.is_ascii() {
            left
        } else {
            unquoted(left)
        };
        // `최소: 1, 최대: 100` is a range.
        if vocabulary::is_bound(left) {
            return Vec::new();
        }
        let backwards = is_value(right)
            && is_short_value(right)
            && !left.is_ascii()
            && left.chars().count() <= 30
            && !is_clock(left, right);
        if backwards {
            let meaning = left.rsplit('\\').next().unwrap_or(left).trim();
            found.push((right.to_owned(), meaning.to_owned()));
        } else if (is_value(left) || is_pattern(left))
            && is_meaning(right)
            && !right.contains(':')
            && !right.contains("->")
            && (!right.is_ascii() || items.len() > 1 || vocabulary::means_success(right))
        {
            found.push((left.to_owned(), right.to_owned()));
        } else if is_value(left) && is_short_value(left) && !right.is_ascii() {
            // A value that is not understood may not be left out of a list that has the others.
            return Vec::new();
        }
    }
    // `할부개월수 : 0(일시불)` is a label with one of its values.
    match has_aside && found.len() == 1 {
        true => Vec::new(),
        false => found,
    }
}

/// Whether a colon parts hours and minutes: `한국 시각 +09:00`.
fn is_clock(left: &str, right: &str) -> bool {
    let digit = |c: char| c.is_ascii_digit();
    left.ends_with(digit) && right.starts_with(digit)
}

/// A value and words for it in a line of its own, where both are English: `paid: payment completed`.
pub(super) fn in_english(line: &str) -> Option<Pair> {
    let line = line.trim().trim_end_matches([',', '.', ';']);
    let (value, meaning) = line.split_once([':', '='])?;
    let (value, meaning) = (value.trim().trim_start_matches("- "), meaning.trim());
    let is_plain =
        |c: char| c.is_ascii_alphanumeric() || matches!(c, ' ' | '-' | ',' | '\'' | '(' | ')');
    let is_one = is_value(value) && is_meaning(meaning) && meaning.chars().all(is_plain);
    is_one.then(|| (value.to_owned(), meaning.to_owned()))
}

/// A meaning without the words on which value is taken where none is given: `법인 (기본값: 0)`.
fn without_default(meaning: &str) -> &str {
    let said = meaning.split_once('(').filter(|(_, behind)| {
        let behind = behind.to_lowercase();
        vocabulary::DEFAULTS
            .iter()
            .any(|word| behind.starts_with(word))
    });
    said.map_or(meaning, |(before, _)| before.trim())
}

/// A digit in it, or one letter.
pub(super) fn is_short_value(word: &str) -> bool {
    word.len() == 1 || word.contains(|c: char| c.is_ascii_digit())
}

/// `WON / USD`, and nothing else in the line
fn bare(line: &str) -> Vec<Pair> {
    let words: Vec<&str> = line.split(['/', '|', ',']).map(str::trim).collect();
    let capital = |word: &&str| {
        is_value(word) && word.len() <= 12 && !word.contains(|c: char| c.is_ascii_lowercase())
    };
    // `N/A` says that there is nothing.
    let is_none = vocabulary::is_unlimited(&vocabulary::fold(line));
    let listed = words.len() > 1 && words.iter().all(capital) && !is_none;
    match listed {
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
        let end = before
            .trim_end()
            .trim_end_matches(vocabulary::BEHIND_SUCCESS);
        end.ends_with(*success)
    });
    match success {
        Some(success) if is_value(word) => vec![(word.to_owned(), (*success).to_owned())],
        _ => Vec::new(),
    }
}

/// What commas part, and slashes where each part is a value with its meaning.
fn items(line: &str) -> Vec<&str> {
    let pair = |part: &str| part.contains([':', '=']) && !part.contains("://");
    let parts = comma_items(line).into_iter().flat_map(|item| {
        let parted = ['/', '|', ';'].into_iter().find_map(|mark| {
            let parts: Vec<&str> = item.split(mark).map(str::trim).collect();
            (parts.len() > 1 && parts.iter().all(|part| pair(part))).then_some(parts)
        });
        parted.unwrap_or_else(|| vec![item])
    });
    parts.collect()
}

/// What commas part, but not those in parentheses.
fn comma_items(line: &str) -> Vec<&str> {
    let mut items = Vec::new();
    let mut depth = 0_u32;
    let mut start = 0;
    for (place, c) in line.char_indices() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            ',' if depth == 0 && !is_in_number(line, place) => {
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

/// Whether a comma parts thousands: `50,000원`.
fn is_in_number(line: &str, comma: usize) -> bool {
    let before = line.get(..comma).unwrap_or_default();
    let after = line.get(comma + 1..).unwrap_or_default();
    let digits = after.bytes().take_while(u8::is_ascii_digit).count();
    before.ends_with(|c: char| c.is_ascii_digit()) && digits == 3
}
