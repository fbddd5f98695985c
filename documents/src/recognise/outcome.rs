//! Result codes beside words for what they mean, in the ways in which sentences say it: `성공 0021 / 실패 0031`, `0000이면 성공`.

use super::lists::Pair;
use crate::limits;
use crate::page::Cell;
use crate::vocabulary;

/// The codes that a line gives with a word for success or for failure; none where it gives none for success.
pub(super) fn stated(line: &str) -> Vec<Pair> {
    let clauses = line.split(['/', ',', ';', '|', '\\']);
    let found: Vec<(Pair, bool)> = clauses
        .clone()
        .filter_map(|text| clause(before_others(text)))
        .collect();
    if found.is_empty() {
        return clauses.filter_map(all_but).take(1).collect();
    }
    let succeeds = found.iter().filter(|(_, succeeds)| *succeeds).count();
    // Two codes of success may be those of two fields.
    match succeeds {
        1 => found.into_iter().map(|(pair, _)| pair).collect(),
        _ => Vec::new(),
    }
}

/// The code of which a clause says that all but it fail: `0000 외 오류`.
fn all_but(clause: &str) -> Option<Pair> {
    let words = words(clause);
    let place = words
        .iter()
        .position(|word| vocabulary::ALL_BUT.contains(word))?;
    let (before, behind) = words.split_at_checked(place)?;
    let code = before.last().filter(|code| vocabulary::is_code(code))?;
    let fails = behind.iter().any(|word| outcome_of(word) == Some(false));
    fails.then(|| ((*code).to_owned(), vocabulary::NO_FAILURE.to_owned()))
}

/// What stands before the words for all other codes.
fn before_others(clause: &str) -> &str {
    let lower = clause.to_lowercase();
    let places = vocabulary::OTHERS
        .iter()
        .filter_map(|word| lower.find(word));
    // Small letters of some scripts have other lengths.
    let end = places.min().filter(|_| lower.len() == clause.len());
    end.and_then(|end| clause.get(..end)).unwrap_or(clause)
}

/// The one code of a clause with the word beside it, and whether that is one for success.
fn clause(clause: &str) -> Option<(Pair, bool)> {
    let words = words(clause);
    let mut found = words.windows(2).filter_map(|pair| match pair {
        [code, word] | [word, code] if vocabulary::is_code(code) => {
            let succeeds = outcome_of(word)?;
            let has_digit = code.contains(|c: char| c.is_ascii_digit());
            // Two English words in capitals may be anything.
            (has_digit || !word.is_ascii())
                .then(|| (((*code).to_owned(), (*word).to_owned()), succeeds))
        }
        _ => None,
    });
    let first = found.next()?;
    found.all(|other| other == first).then_some(first)
}

/// The words of a clause, without what parts them and without the endings that tell a case.
fn words(clause: &str) -> Vec<&str> {
    let parts = clause.split(|c: char| c.is_whitespace() || "()[]'\"“”‘’`:：=→<>".contains(c));
    // `0000-성공`
    let parts = parts.flat_map(|part| match part.split_once('-') {
        Some((code, word)) if code.is_ascii() && vocabulary::is_korean(word) => [code, word],
        _ => [part, ""],
    });
    parts
        .map(|word| word.trim_matches(['.', '-', '–']))
        .filter(|word| !word.is_empty() && !vocabulary::is_case_word(word))
        .map(vocabulary::without_case)
        .collect()
}

/// Whether a word is one for success, or else one for failure.
fn outcome_of(word: &str) -> Option<bool> {
    if vocabulary::means_success(word) {
        return Some(true);
    }
    let folded = vocabulary::fold(word);
    vocabulary::FAILURES
        .contains(&folded.as_str())
        .then_some(false)
}

/// The line of a note that says that every value that is not listed means a failure.
pub(super) fn others_fail(note: &Cell) -> Option<Cell> {
    let line = searched(&note.text).split('\n').find(|line| {
        let lower = line.to_lowercase();
        let has = |words: &str, list: &[&str]| list.iter().any(|word| words.contains(word));
        // `other failure` is both words.
        let words = vocabulary::OTHERS.iter();
        let mut others = words.filter_map(|word| {
            let (_, behind) = lower.split_once(word)?;
            Some(format!("{word}{behind}"))
        });
        // `통신 실패시 오류 메시지` is about another thing.
        let failed = vocabulary::ON_FAILURE
            .iter()
            .filter_map(|word| lower.split_once(word));
        let mut failed = failed.filter(|(before, _)| has(before, vocabulary::SUCCESS));
        others.any(|said| has(&said, vocabulary::FAILURES))
            || failed.any(|(_, behind)| has(behind, vocabulary::FAILURES))
    })?;
    Some(Cell {
        text: line.trim().to_owned(),
        ..note.clone()
    })
}

/// So much of a text is looked through.
pub(super) fn searched(text: &str) -> &str {
    let end = text
        .char_indices()
        .nth(limits::MOST_SEARCHED)
        .map_or(text.len(), |(end, _)| end);
    text.get(..end).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::stated;

    #[test]
    fn codes_of_success_are_read_in_every_way_in_which_sentences_give_them() {
        let cases = [
            ("거래상태 : 성공 0021 / 실패 0031", "0021=성공 0031=실패"),
            ("거절코드. 성공이면 0000", "0000=성공"),
            ("0이면 성공", "0=성공"),
            ("200 이면 성공, 그 외 실패", "200=성공"),
            ("'0000'이면 성공, '0000'이 아니면 실패", "0000=성공"),
            ("결과코드 정상: 0000 그 외: 에러", "0000=정상"),
            ("결과코드 \"00\":성공, 이외 실패", "00=성공"),
            (
                "Result code. \"0000\" = success, otherwise failure",
                "0000=success",
            ),
            ("SUCCESS: 성공, 그 외 실패", "SUCCESS=성공"),
            ("성공 시 0000, 실패 시 오류코드", "0000=성공"),
            ("정상처리(0000) 그외 오류", "0000=정상처리"),
            ("2001인 경우 성공", "2001=성공"),
            ("0000 외 오류", "0000=정상"),
            ("응답코드 (0000이 아니면 실패)", "0000=정상"),
            ("카드 외 오류", ""),
            ("성공한 건수 12", ""),
            ("결제 성공 여부", ""),
            ("0: 성공, 1: 부분성공", "0=성공"),
            ("카드 0000 성공, 계좌 4000 성공", ""),
            ("\"00\" on success, otherwise error", "00=success"),
            ("HTTP OK STATUS", ""),
            ("실패 사유", ""),
        ];
        for (line, expected) in cases {
            let found = stated(line);
            let found: Vec<String> = found
                .iter()
                .map(|(code, word)| format!("{code}={word}"))
                .collect();
            assert_eq!(found.join(" "), expected, "{line}");
        }
    }
}
