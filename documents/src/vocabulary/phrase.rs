//! What a phrase of a page says of one thing: a place, a method, a length, a case. The words themselves are in `words`.

use kpg_codegen::model::Place;

use super::search::{fold, is_among};
use super::words::*;

/// Where in a message fields go, by the words for it in a heading or in the line before their table.
pub(crate) fn place_in(text: &str) -> Option<Place> {
    let folded = fold(text);
    let mut places = PLACED.iter();
    let found = places.find(|(_, words)| words.split(' ').any(|word| folded.contains(word)));
    found.map(|(place, _)| *place)
}

/// Whether a heading is of what the merchant's own program is set to.
pub(crate) fn is_of_settings(heading: &str) -> bool {
    let folded = fold(heading);
    SETTINGS.split(' ').any(|word| folded.contains(word))
}

/// Whether a heading is of what a thing is made of, and of no message: `Receipt property list`.
pub(crate) fn is_of_resource(heading: &str) -> bool {
    let folded = fold(heading);
    RESOURCES.split(' ').any(|word| folded.contains(word))
}

/// Whether a heading is of a list of values: `처리 가능 상태 설명`.
pub(crate) fn is_of_values(heading: &str) -> bool {
    let words = heading.split(|c: char| !c.is_alphanumeric()).map(fold);
    let mut words = words.filter(|word| !word.is_empty());
    words.any(|word| is_among(VALUE_TITLES, &word))
}

/// The name of the object that a heading says its members are inside of: `응답 (result 내부)`.
pub(crate) fn object_around(heading: &str) -> Option<&str> {
    let (_, aside) = heading.strip_suffix(')')?.rsplit_once('(')?;
    let (name, word) = aside.trim().split_once(char::is_whitespace)?;
    let name = name.trim_matches(['`', '\'', '"', '<', '>']);
    is_among(INSIDE, &fold(word)).then_some(name)
}

/// Whether a word ends the heading of the table of a type.
pub(crate) fn ends_type(word: &str) -> bool {
    is_among(TYPE_ENDS, &fold(word))
}

/// Whether a heading is of types, which stand apart from the messages: `부록: 객체`, `Types`.
pub(crate) fn is_of_types(heading: &str) -> bool {
    let words = heading.split(|c: char| !c.is_alphanumeric()).map(fold);
    let words: Vec<String> = words.filter(|word| !word.is_empty()).collect();
    let all = words.concat();
    is_among(TYPES_APART, &all) || words.iter().any(|word| is_among(TYPES_APART, word))
}

/// Whether a heading is of what is answered when something failed, and not of a list of codes: `실패 응답`, `Error 400`.
pub(crate) fn is_of_failures(heading: &str) -> bool {
    let folded = fold(heading);
    let fails = FAILURES.iter().any(|word| folded.contains(word));
    let succeeds = SUCCESS
        .iter()
        .any(|word| word.len() > 2 && folded.contains(word));
    fails && !succeeds && !is_of_codes(&folded) && heading.chars().count() <= 30
}

/// Whether a text names the HTTP method.
pub(crate) fn names_method(text: &str) -> bool {
    let folded = fold(text);
    METHODS.split(' ').any(|word| folded.contains(word))
}

/// Whether a text calls a number in it a length.
pub(crate) fn says_length(text: &str) -> bool {
    let folded = fold(text);
    SAID_LENGTHS.split(' ').any(|word| folded.contains(word))
}

/// Whether a sentence says what lengths count.
pub(crate) fn says_unit_of_lengths(text: &str) -> bool {
    let folded = fold(text);
    let is_short = text.chars().count() <= 60;
    let has_number = text.contains(|c: char| c.is_ascii_digit() && c != '8');
    says_length(text)
        && is_short
        && !has_number
        && MEASURES.split(' ').any(|word| folded.contains(word))
}

/// Whether a heading of several words speaks of what must be there: `Is this field required?`.
pub(crate) fn speaks_of_presence(heading: &str) -> bool {
    let words = heading.split(|c: char| !c.is_alphanumeric()).map(fold);
    let mut words = words.filter(|word| word.chars().count() > 1);
    // `필수값 여부`, `Requirement`
    let begins = |word: &str| {
        PRESENCE_HEADINGS
            .split(' ')
            .any(|known| word.starts_with(known))
    };
    words.any(|word| begins(&word))
}

/// Whether a line says where a page was taken from, and gives no address of a call: `출처: https://…`.
pub(crate) fn is_citation(line: &str) -> bool {
    let words = line.split([':', ' ']);
    let first = words
        .map(fold)
        .find(|word| word.contains(char::is_alphanumeric));
    let folded = fold(line);
    let leads = LINKS.split(' ').any(|word| folded.starts_with(word));
    leads || first.is_some_and(|first| is_among(CITATIONS, &first))
}

/// Whether a text gives a least number.
pub(crate) fn says_least(text: &str) -> bool {
    let lower = text.to_lowercase();
    LEAST.split(' ').any(|word| lower.contains(word))
}

/// Whether a line says of a message, and of nothing else, that it is encrypted.
pub(crate) fn is_encryption(line: &str) -> bool {
    is_among(ENCRYPTED, &fold(line))
}

/// Whether a title, folded, is that of a list of codes.
pub(crate) fn is_of_codes(folded: &str) -> bool {
    CODE_TITLES.split(' ').any(|word| folded.contains(word))
}

/// Whether words behind the name of another field are the case in which this one must be there.
pub(crate) fn says_case(words: &str) -> bool {
    let is_case = CASES.iter().any(|word| words.contains(word)) || words.contains(CASE_GOES_ON);
    is_case && words.contains(REQUIRED)
}

/// Whether a line says in which case a field must be there: `KIND=Y 일 때 필수`.
pub(crate) fn demands(line: &str) -> bool {
    DEMANDS.iter().any(|end| line.contains(end))
}

/// Whether the heading of a column, folded, says that it holds values: `값`, `값/확인처`.
pub(crate) fn is_about_values(folded: &str) -> bool {
    let mut words = folded.split(['/', '(']);
    words.next().is_some_and(|word| is_among(VALUES, word))
}

/// Whether words are those for a least or a greatest number, behind whatever stands before them: `페이지 크기 (최소`.
pub(crate) fn is_bound(words: &str) -> bool {
    let last = words.rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | '['));
    let last = last.map(fold).next().unwrap_or_default();
    let mut bounds = AT_LEAST.iter().chain(AT_MOST);
    bounds.any(|word| last == *word)
}

/// Whether a text calls what stands beside it a part of a request that no answer has: `쿼리 파라미터`.
pub(crate) fn is_of_requests(text: &str) -> bool {
    let folded = fold(text);
    REQUESTED.split(' ').any(|word| folded.contains(word))
}

/// Whether a heading of a table is one of tables of a database, which are no messages.
pub(crate) fn is_of_database(heading: &str) -> bool {
    is_among(DATABASE, &fold(heading))
}

/// Whether a line gives a length or a range by itself: `Length : 15`, `Min : 1 , Max : 50`.
pub(crate) fn is_length_line(line: &str) -> bool {
    let folded = fold(line);
    let mut starts = LENGTH_LINES.split(' ');
    starts.any(|word| folded.starts_with(word))
        && folded.contains(|c: char| c.is_ascii_digit())
        && line.chars().count() < 60
}

/// Where words begin with which a line can give a length or a range, in their order.
pub(crate) fn starts_of_bounds(text: &str) -> Vec<usize> {
    let words = LENGTH_LINES.split(' ').filter(|word| !word.is_ascii());
    let found = words.flat_map(|word| text.match_indices(word).map(|(place, _)| place));
    let mut places: Vec<usize> = found.collect();
    places.sort_unstable();
    places
}

/// Whether a length says that there is no limit.
pub(crate) fn is_unlimited(folded: &str) -> bool {
    is_among(UNLIMITED, folded)
}

/// Whether a word is one for headers, with whatever a Korean noun ends in: `헤더에`, `header`.
pub(crate) fn is_header_word(word: &str) -> bool {
    let folded = fold(word);
    HEADERS
        .split(' ')
        .any(|header| folded == header || (!header.is_ascii() && folded.starts_with(header)))
}

/// Whether a word stands before nouns and is none: `the header`.
pub(crate) fn is_article(word: &str) -> bool {
    is_among(ARTICLES, &fold(word))
}

/// Whether a text says that messages have a fixed length or go over sockets: what they call a header is none of HTTP.
pub(crate) fn is_of_fixed_messages(text: &str) -> bool {
    let folded = fold(text);
    FIXED_MESSAGES.split(' ').any(|word| folded.contains(word))
}

/// Whether a sentence says that something is written as JSON, and speaks of no field.
pub(crate) fn is_written_as_json(sentence: &str) -> bool {
    let folded = fold(sentence);
    let says = |words: &str| words.split(' ').any(|word| folded.contains(word));
    folded.contains("json") && says(WRITTEN) && !says(FIELDS)
}

/// Whether a variable of a program is called as what it sends: `$params`, `payload`.
pub(crate) fn is_sent_variable(name: &str) -> bool {
    is_among(SENT_VARIABLES, &fold(name))
}

/// Whether a word is the name of a host: `api.example.com`.
pub(crate) fn is_host(word: &str) -> bool {
    let is_label = |label: &str| {
        !label.is_empty() && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
    };
    let ends = word.rsplit_once('.').map(|(_, end)| end.to_lowercase());
    word.split('.').all(is_label) && ends.is_some_and(|end| is_among(HOST_ENDINGS, &end))
}

/// Whether the heading of a column says that it has ports.
pub(crate) fn is_port(heading: &str) -> bool {
    is_among(PORTS, &fold(heading))
}
