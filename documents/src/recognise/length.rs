//! Lengths and ranges as pages write them.

use crate::page::{Bound, Cell, DocumentedLength, Fact, LengthWord, Range};
use crate::vocabulary::{
    self, AT_LEAST, AT_MOST, BYTES, CHARACTER_HEADINGS, CHARACTERS, EXACTLY, LENGTHS,
};

/// A length, where the text is one.
pub(super) fn length(text: &str) -> Option<DocumentedLength> {
    let folded: String = vocabulary::fold(text);
    if vocabulary::is_unlimited(&folded) {
        return Some(DocumentedLength {
            bound: Bound::Unlimited,
            unit: None,
        });
    }
    // Two numbers with a blank between them are not one.
    let ends = |word: &str| word.ends_with(|c: char| c.is_ascii_digit());
    let begins = |word: &str| word.starts_with(|c: char| c.is_ascii_digit());
    let parts: Vec<&str> = text.split_whitespace().collect();
    if parts
        .windows(2)
        .any(|pair| matches!(pair, [one, other] if ends(one) && begins(other)))
    {
        return None;
    }
    let words = Words::of(&folded)?;
    let bound = match (words.numbers.as_slice(), words.at_least, words.at_most) {
        ([number], true, false) => Bound::AtLeast(*number),
        ([number], false, true) => Bound::AtMost(*number),
        ([number], false, false) if words.exactly => Bound::Exactly(*number),
        ([number], false, false) if !words.range => Bound::Bare(*number),
        ([least, most], least_word, most_word)
            if least <= most && (words.range || least_word && most_word) =>
        {
            Bound::Between(*least, *most)
        }
        _ => return None,
    };
    Some(DocumentedLength {
        bound,
        unit: words.unit,
    })
}

/// The length with which a note begins, and what follows it: `40 byte 필수 상품명`.
pub(super) fn leading(note: &str) -> Option<(DocumentedLength, &str)> {
    let digits = note.find(|c: char| !c.is_ascii_digit())?;
    let behind = note.get(digits..)?.trim_start();
    let end = behind.find(char::is_whitespace).unwrap_or(behind.len());
    let (unit, rest) = behind.split_at(end);
    let found = (digits > 0 && vocabulary::is_unit(unit))
        .then(|| length(note.get(..note.len() - rest.len())?));
    Some((found.flatten()?, rest.trim_start()))
}

/// The length that a note gives in words, where it gives one: `가맹점 코드, 10자`, `최대 100 byte`.
pub(super) fn in_words(note: &str) -> Option<DocumentedLength> {
    if let Some((found, _)) = leading(note) {
        return Some(found);
    }
    let parts = note.split([',', '\n', ';', '(', ')']);
    // `주문번호. 최대 100자`
    let parts = parts.flat_map(|part| part.split(". "));
    let mut found = parts.filter_map(stated);
    let first = found.next()?;
    found.all(|other| other == first).then_some(first)
}

/// A line of a note without the lengths at its end: `가맹점 코드, 10자`.
pub(super) fn without_lengths(line: &str) -> &str {
    match line.split_once(',') {
        Some((before, after)) if after.split(',').all(|part| stated(part).is_some()) => {
            before.trim()
        }
        _ => line,
    }
}

/// Whether a part of a note is a length and nothing else: `최대 100자`.
pub fn says_length(part: &str) -> bool {
    stated(part).is_some()
}

/// A part of a note that is a length and says of itself that it is one.
fn stated(part: &str) -> Option<DocumentedLength> {
    let part = part.trim_start_matches([' ', '•', '-', '*', '·']);
    let part = part.trim_end_matches(['.', ' ']);
    let found = length(part.trim())?;
    let says = found.unit.is_some() || vocabulary::says_length(part);
    let is_upper = !matches!(found.bound, Bound::AtLeast(_) | Bound::Unlimited);
    (says && is_upper).then_some(found)
}

/// What a sentence says that all lengths count: `길이는 바이트 기준입니다.`
pub(super) fn unit_of_all(cell: &Cell) -> Option<Fact<LengthWord>> {
    let value = unit(&cell.text).filter(|_| vocabulary::says_unit_of_lengths(&cell.text))?;
    let cell = cell.clone();
    Some(Fact { value, cell })
}

/// What the heading of a column says that its lengths count.
pub(super) fn unit(heading: &str) -> Option<LengthWord> {
    let folded = vocabulary::fold(heading);
    let has = |words: &[&str]| words.iter().any(|word| folded.contains(word));
    match (has(BYTES), has(CHARACTER_HEADINGS)) {
        (true, _) => Some(LengthWord::Bytes),
        (_, true) => Some(LengthWord::Characters),
        _ => None,
    }
}

/// The least and the greatest value of a number: `Min : 1 , Max : 100`.
pub(super) fn range(text: &str) -> Option<Range> {
    match length(text)?.bound {
        Bound::Between(min, max) => Some(Range { min, max }),
        Bound::AtMost(max) => Some(Range { min: 0, max }),
        _ => None,
    }
}

/// The numbers of a text and the words around them; none when there are other words too.
#[derive(Default)]
struct Words {
    numbers: Vec<u64>,
    at_most: bool,
    at_least: bool,
    exactly: bool,
    range: bool,
    unit: Option<LengthWord>,
}

impl Words {
    fn of(folded: &str) -> Option<Self> {
        let mut words = Self::default();
        let mut rest = folded;
        while let Some(first) = rest.chars().next() {
            if first.is_ascii_digit() {
                rest = words.number(rest)?;
            } else if let Some(after) = words.word(rest) {
                rest = after;
            } else {
                rest = words.mark(rest, first)?;
            }
        }
        Some(words)
    }

    /// Digits; a comma is part of them where three follow.
    fn number<'t>(&mut self, text: &'t str) -> Option<&'t str> {
        let mut digits = String::new();
        let mut rest = text;
        loop {
            let end = rest
                .find(|c: char| !c.is_ascii_digit())
                .unwrap_or(rest.len());
            let (part, after) = rest.split_at(end);
            digits.push_str(part);
            rest = after;
            let thousand = rest.strip_prefix(',').filter(|after| {
                let group = after.bytes().take_while(u8::is_ascii_digit).count();
                group == 3 && digits.len() <= 18
            });
            match thousand {
                Some(after) => rest = after,
                None => break,
            }
        }
        self.numbers.push(digits.parse().ok()?);
        Some(rest)
    }

    fn word<'t>(&mut self, text: &'t str) -> Option<&'t str> {
        let strip = |words: &[&str]| words.iter().find_map(|word| text.strip_prefix(word));
        if let Some(rest) = strip(AT_MOST) {
            self.at_most = true;
            // `Max. 10`
            let behind = rest
                .strip_prefix('.')
                .filter(|behind| !behind.starts_with('.'));
            return Some(behind.unwrap_or(rest));
        }
        if let Some(rest) = strip(AT_LEAST) {
            self.at_least = true;
            return Some(rest);
        }
        if let Some(rest) = strip(EXACTLY) {
            self.exactly = true;
            return Some(rest);
        }
        if let Some(rest) = strip(BYTES) {
            self.unit = Some(LengthWord::Bytes);
            return Some(rest);
        }
        if let Some(rest) = strip(CHARACTERS) {
            self.unit = Some(LengthWord::Characters);
            return Some(rest);
        }
        strip(LENGTHS)
    }

    fn mark<'t>(&mut self, text: &'t str, first: char) -> Option<&'t str> {
        let rest = text.strip_prefix(first)?;
        match first {
            '~' | '–' | '-' | '∼' | '～' => match self.numbers.is_empty() {
                true => self.at_most = true,
                false => self.range = true,
            },
            '.' => {
                let rest = rest.strip_prefix('.')?;
                match self.numbers.is_empty() {
                    true => self.at_most = true,
                    false => self.range = true,
                }
                return Some(rest);
            }
            '(' | ')' | '[' | ']' | ',' | '=' => {}
            _ => return None,
        }
        Some(rest)
    }
}

#[cfg(test)]
mod tests {
    use super::{Bound, LengthWord, Range, in_words, length};

    #[test]
    fn a_note_gives_a_length_where_one_of_its_parts_is_nothing_else() {
        let cases = [
            ("가맹점 코드, 10자", Some(Bound::Bare(10))),
            ("상품명, 최대 100자", Some(Bound::AtMost(100))),
            ("이름 (20자 이내)", Some(Bound::AtMost(20))),
            ("고객 번호\nmaxlength=10", Some(Bound::AtMost(10))),
            ("결제의 키. 최대 200자.", Some(Bound::AtMost(200))),
            ("카드번호 앞 6자리", None),
            ("사업자번호(10자리), 주민번호(13자리)", None),
            ("최대 12개월", None),
            ("최소 10자", None),
            ("0~12", None),
            ("10", None),
        ];
        for (note, expected) in cases {
            assert_eq!(in_words(note).map(|found| found.bound), expected, "{note}");
        }
    }

    #[test]
    fn lengths_are_read_in_the_words_of_pages_and_nothing_else_is_taken_for_one() {
        use Bound::{AtLeast, AtMost, Bare, Between, Exactly, Unlimited};
        let cases: [(&str, Option<Bound>); 31] = [
            ("40", Some(Bare(40))),
            (" 40 ", Some(Bare(40))),
            ("Length : 15", Some(Bare(15))),
            ("1,000", Some(Bare(1000))),
            ("20 byte", Some(Bare(20))),
            ("AN(12)", Some(Bare(12))),
            ("varchar2(30)", Some(Bare(30))),
            ("최대 30", Some(AtMost(30))),
            ("30자 이내", Some(AtMost(30))),
            ("~30", Some(AtMost(30))),
            ("..30", Some(AtMost(30))),
            ("Max : 50", Some(AtMost(50))),
            ("an..20", Some(AtMost(20))),
            ("최소 4", Some(AtLeast(4))),
            ("고정 8", Some(Exactly(8))),
            ("8 (fixed)", Some(Exactly(8))),
            ("1~12", Some(Between(1, 12))),
            ("1 - 12", Some(Between(1, 12))),
            ("1..12", Some(Between(1, 12))),
            ("Min : 1 , Max : 50", Some(Between(1, 50))),
            ("최소 1 최대 50", Some(Between(1, 50))),
            ("N/A", Some(Unlimited)),
            ("제한없음", Some(Unlimited)),
            ("-", Some(Unlimited)),
            ("", None),
            ("12~1", None),
            ("10,2", None),
            ("10 20", None),
            ("5자리 또는 6자리", None),
            ("99999999999999999999999", None),
            ("see note 3", None),
        ];
        for (text, expected) in cases {
            let found = length(text).map(|length| length.bound);
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn a_unit_is_taken_from_the_cell_where_it_says_one() {
        let unit = |text| length(text).and_then(|length| length.unit);
        assert_eq!(unit("20 bytes"), Some(LengthWord::Bytes));
        assert_eq!(unit("20자"), Some(LengthWord::Characters));
        assert_eq!(unit("20"), None);
    }

    #[test]
    fn a_length_of_a_spec_agrees_with_what_the_page_leaves_open() {
        let cases = [
            (Bound::Bare(40), Some((1, 40)), true),
            (Bound::Bare(40), Some((40, 40)), true),
            (Bound::Bare(40), Some((1, 30)), false),
            (Bound::Exactly(8), Some((1, 8)), false),
            (Bound::Between(1, 50), Some((1, 50)), true),
            (Bound::Between(4, 50), Some((1, 50)), false),
            (Bound::Unlimited, None, true),
            (Bound::Unlimited, Some((1, 64)), false),
            (Bound::AtMost(9), None, false),
        ];
        for (bound, length, expected) in cases {
            assert_eq!(
                bound.admits(length.map(|(min, max)| Range { min, max })),
                expected,
                "{bound} {length:?}"
            );
        }
    }
}
