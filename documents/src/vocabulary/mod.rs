//! What a text of a page means, by the words that payment gateways use. The words themselves are in `words`.

mod code;
mod part;
mod phrase;
mod role;
mod search;
mod sentence;
mod way;
mod words;

use std::sync::LazyLock;

use kpg_codegen::model::Place;

use crate::page::{KindWord, PresenceWord};
pub use code::means_success;
pub(crate) use code::{
    is_case_word, is_code, is_code_word, is_result_code, is_status, is_upper, role, without_case,
};
pub(crate) use part::{
    is_bracketed_part, is_lone_part, is_part_line, is_section, is_section_line, item,
};
pub(crate) use phrase::{
    demands, ends_type, is_about_values, is_article, is_bound, is_citation, is_encryption,
    is_header_word, is_host, is_length_line, is_of_codes, is_of_database, is_of_failures,
    is_of_fixed_messages, is_of_requests, is_of_resource, is_of_settings, is_of_types,
    is_of_values, is_port, is_sent_variable, is_unlimited, is_value_of_presence,
    is_written_as_json, names_method, names_options, object_around, place_in, presence_of_fields,
    says_case, says_least, says_length, says_unit_of_lengths, speaks_of_presence, starts_of_bounds,
};
pub(crate) use role::Role;
use search::{Index, is_among, lookup};
pub(crate) use search::{fold, unnumbered, without_asides};
pub(crate) use sentence::{is_sentence, nominal};
pub(crate) use way::{
    direction_word, goes_to_given_address, introduced_way, is_exchange, names_given_address,
    names_notification, only_way, sent_way, subject_way,
};
use words::*;
pub(crate) use words::{
    ALL_BUT, AT_LEAST, AT_MOST, BEHIND_SUCCESS, BYTES, CASE, CHARACTER_HEADINGS, CHARACTERS,
    CIPHERS, COMBINED, CONDITIONS, DEFAULTS, DIGESTS, EXACTLY, EXAMPLE_LINES, EXAMPLES, FAILURES,
    LENGTHS, MEMBER_MARK, MEMBER_MARKS, MODES, MORE, NO_FAILURE, ON_FAILURE, ON_SUCCESS, OTHERS,
    PLACE_HEADING, REMARK, REQUIRED, SUCCESS,
};

static HEADINGS: LazyLock<Index<Role>> = LazyLock::new(|| Index::of(COLUMNS));
static TYPES: LazyLock<Index<KindWord>> = LazyLock::new(|| Index::of(KINDS));

/// Whether a text of a page is of something that proves where a message comes from.
pub fn is_a_proof(text: &str) -> bool {
    let folded = fold(text);
    PROOFS.split(' ').any(|word| folded.contains(word))
}

/// What a call can be called whose title says what it does, in Korean or in English.
pub fn call_named_by(title: &str) -> Option<&'static str> {
    let folded = fold(title);
    let says = |words: &str| words.split(' ').any(|word| folded.contains(word));
    let mut calls = CALLS.iter();
    calls.find(|(_, words)| says(words)).map(|(name, _)| *name)
}

/// What the heading of a column can mean, the likelier first.
pub(crate) fn columns(heading: &str) -> Vec<Role> {
    let whole = fold(heading);
    // `필드 1` and `필드 2`
    let unnumbered = whole.trim_end_matches(|c: char| c.is_ascii_digit());
    let found = HEADINGS.lookup(unnumbered);
    if !found.is_empty() {
        return found;
    }
    // `길이(byte)`, and the words of two rows of headings.
    let (before, _) = whole.split_once(['(', '[']).unwrap_or((&whole, ""));
    let found = HEADINGS.lookup(before);
    if !found.is_empty() {
        return found;
    }
    // `타입/길이` may be either.
    let words = heading.split(['\n', '/', '(', ')', ',']).map(fold);
    let mut found: Vec<Role> = Vec::new();
    for role in words.flat_map(|word| HEADINGS.lookup(&word)) {
        if !found.contains(&role) {
            found.push(role);
        }
    }
    match found.is_empty() {
        true => HEADINGS.misspelt(&whole),
        false => found,
    }
}

/// Whether two words are one heading of a column, and the first of them is no heading by itself or one of the same.
pub(crate) fn is_heading_of_two(words: &str) -> bool {
    let both = HEADINGS.lookup(&fold(words));
    let first = words
        .split_whitespace()
        .next()
        .map(fold)
        .unwrap_or_default();
    let first = HEADINGS.lookup(&first);
    !both.is_empty() && (first.is_empty() || first.iter().any(|role| both.contains(role)))
}

/// What the heading of a column can mean, or else the last of its words: `업체 CODE`.
pub(crate) fn columns_by_words(heading: &str) -> Vec<Role> {
    let found = columns(heading);
    let last = heading.split_whitespace().last().unwrap_or_default();
    // `10 byte` is a length, and no heading.
    let is_value = heading.starts_with(|c: char| c.is_ascii_digit());
    match found.is_empty() && !is_value {
        true => HEADINGS.lookup(&fold(last)),
        false => found,
    }
}

/// The one role of a line such as `Error code`, `Message` or `Description` that labels the next line.
pub(crate) fn lone_label(line: &str) -> Option<Role> {
    match HEADINGS.lookup(&fold(line)).as_slice() {
        [Role::Code, ..] => Some(Role::Code),
        [Role::Label | Role::Note, ..] => Some(Role::Note),
        roles if roles.contains(&Role::Message) => Some(Role::Message),
        _ => None,
    }
}

/// What the marks of a column mean beside each other.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Marks {
    /// They are the letters M or R, O and C, so that an `O` means optional; elsewhere it is a circle.
    pub(crate) are_letters: bool,
    /// Some are filled, so that a hollow one means optional: `●` and `○`.
    pub(crate) are_filled: bool,
    /// They are how often a field is there: `1`, `0`, `1..n`, `0..n`.
    pub(crate) are_counts: bool,
    /// They stand below a heading for what need not be there, so that a `Y` means that.
    pub(crate) are_inverted: bool,
}

impl Marks {
    /// The marks of a column, and its heading.
    pub(crate) fn of<'t>(heading: &str, cells: impl Iterator<Item = &'t str> + Clone) -> Self {
        let heading = fold(heading);
        let mut parts = heading.split('/');
        let named = heading.contains('/') && parts.any(|part| is_among(LETTER_MARKS, part));
        Self {
            are_letters: cells.clone().any(|cell| matches!(cell.trim(), "M" | "R"))
                || named && !cells.clone().any(|cell| is_among(CROSSES, cell.trim())),
            are_inverted: is_among(OPTIONAL_HEADINGS, &heading),
            are_filled: cells.clone().any(|cell| is_among(FILLED, cell.trim())),
            are_counts: cells.clone().any(|cell| !cell.is_empty())
                && cells.clone().all(|cell| cell.is_empty() || is_count(cell)),
        }
    }
}

/// What a mark says.
///
/// What stands below a mark may be the case in which it holds: `○` and `카드 결제 시 필수`. Else it explains something else:
/// `○` and `위변조 검증`.
pub(crate) fn presence(mark: &str, marks: Marks) -> Option<PresenceWord> {
    let whole = one_mark(mark, marks);
    let Some((first, below)) = mark.split_once('\n').filter(|_| whole.is_none()) else {
        return whole;
    };
    match one_mark(first, marks)? {
        PresenceWord::Required if names_case(below) => Some(PresenceWord::Conditional),
        found => Some(found),
    }
}

fn one_mark(mark: &str, marks: Marks) -> Option<PresenceWord> {
    // A picture that the page lost is known by what stands in its place: `![필수](removed)`.
    let picture = mark.trim().strip_prefix("![");
    let mark = picture
        .and_then(|rest| rest.split_once(']'))
        .map_or(mark, |(words, _)| words);
    let is_star = !mark.trim().is_empty() && mark.trim().chars().all(|c| STARS.contains(&c));
    if is_star {
        return Some(PresenceWord::Required);
    }
    let folded = fold(mark);
    let (word, _) = folded.split_once(['(', ',']).unwrap_or((&folded, ""));
    let hollow = matches!(word, "o" | "○" | "◯" | "〇" | "ㅇ");
    if (marks.are_letters && word == "o") || (marks.are_filled && hollow) {
        return Some(PresenceWord::Optional);
    }
    if marks.are_counts && is_count(mark) {
        return Some(match folded.starts_with('0') {
            true => PresenceWord::Optional,
            false => PresenceWord::Required,
        });
    }
    let found = lookup(PRESENCE, word).first().copied();
    // `Optional: Yes`
    let found = match found {
        Some(PresenceWord::Required) if marks.are_inverted && !is_presence_word(word) => {
            Some(PresenceWord::Optional)
        }
        Some(PresenceWord::Optional) if marks.are_inverted && !is_presence_word(word) => {
            Some(PresenceWord::Required)
        }
        found => found,
    };
    match found {
        // `Y / N`: it must be there in some cases, and in others not.
        None if is_either(&folded) => Some(PresenceWord::Conditional),
        None if folded.contains(NOT_REQUIRED) => Some(PresenceWord::Optional),
        // `Y (card only)` is no field that must always be there.
        Some(PresenceWord::Required) if is_case(mark) => Some(PresenceWord::Conditional),
        found => found,
    }
}

/// Whether a mark says in a word whether a field must be there, and does not merely agree or deny: `optional`.
fn is_presence_word(word: &str) -> bool {
    !is_among(AGREEMENTS, word)
}

/// Whether a mark says how often a field is there: once or not, or so often at least: `1`, `0`, `1..n`.
fn is_count(mark: &str) -> bool {
    let least = mark.trim().split_once("..").map(|(least, most)| {
        let is_most = most.len() == 1 && (most == "*" || most.eq_ignore_ascii_case("n"));
        if is_most { least } else { "" }
    });
    matches!(least.unwrap_or(mark.trim()), "0" | "1")
}

/// Whether a cell has both the mark of what must be there and the one of what need not be.
fn is_either(folded: &str) -> bool {
    let means = |mark: &str| lookup(PRESENCE, mark).first().copied();
    let (one, other) = match folded.split_once('/') {
        Some((one, other)) => (means(one), means(other)),
        None => return false,
    };
    let both = [one, other];
    both.contains(&Some(PresenceWord::Required)) && both.contains(&Some(PresenceWord::Optional))
}

/// Whether what stands in parentheses behind a mark is the case in which it holds.
fn is_case(mark: &str) -> bool {
    mark.split_once('(')
        .is_some_and(|(_, inner)| names_case(inner))
}

/// Whether words tell a case.
pub(crate) fn names_case(words: &str) -> bool {
    let words = words.to_lowercase();
    let ends = words.trim_end_matches([')', ']', ' ']).ends_with(CASE_END);
    ends || CASES.iter().any(|word| words.contains(word))
}

/// The type that a cell names with its first word.
pub(crate) fn kind_word(text: &str) -> Option<KindWord> {
    let folded = text.to_lowercase();
    let word = folded
        .split(|c: char| !c.is_alphanumeric())
        .find(|word| !word.is_empty())?;
    // `AN12` is a type with a length; `9(12)` are digits.
    let bare = word.trim_end_matches(|c: char| c.is_ascii_digit());
    let word = if bare.is_empty() { word } else { bare };
    let found = TYPES.lookup(word).first().copied();
    // `JSON Array` is no object, and `String[]` no text.
    let array = folded.contains("array") && found == Some(KindWord::Object)
        || folded.contains("[]") && found.is_some();
    let found = if array { Some(KindWord::List) } else { found };
    found.or_else(|| TYPES.misspelt(word).first().copied())
}

/// What a list is of, where the words for its type say that: `array of string`, `List<String>`, `String[]`.
pub(crate) fn item_kind(text: &str) -> Option<KindWord> {
    if kind_word(text) != Some(KindWord::List) {
        return None;
    }
    let folded = text.to_lowercase();
    let words = folded.split(|c: char| !c.is_alphanumeric());
    let mut kinds = words.filter_map(|word| TYPES.lookup(word).first().copied());
    kinds.find(|kind| *kind != KindWord::List)
}

/// Whether a word is one for a type, and nothing but that; a letter alone may be any word.
pub(crate) fn is_kind(word: &str) -> bool {
    word.len() > 1 && !TYPES.lookup(&word.to_lowercase()).is_empty()
}

/// Whether a word is one for presence; a letter or a mark alone may be anything.
pub(crate) fn is_presence(word: &str) -> bool {
    word.chars().count() > 1 && !lookup(PRESENCE, &fold(word)).is_empty()
}

/// Whether a word is a unit of lengths.
pub(crate) fn is_unit(word: &str) -> bool {
    let folded = fold(word);
    [BYTES, CHARACTERS]
        .iter()
        .any(|words| words.contains(&folded.as_str()))
}

/// Whether names say how a call is made, and are no fields of it: `URL`, `Method`, `Content-Type`.
pub(crate) fn is_call_fact(name: &str) -> bool {
    is_among(CALL_FACTS, &fold(name))
}

/// Whether what stands beside facts of a call says something of the call, and names no field: `Description`.
pub(crate) fn is_beside_call_facts(name: &str) -> bool {
    is_among(BESIDE_CALL_FACTS, &fold(name))
}

/// Whether a row of the facts of a call names the type of what comes back: `Response Type`.
pub(crate) fn is_of_returned_type(name: &str) -> bool {
    is_among(RETURNED_TYPE, &fold(name))
}

/// Whether the headings of a table, parted by bars, say that it is of something else than fields: `언어 | 추천 함수`.
pub(crate) fn is_aside(headings: &str) -> bool {
    let words = || headings.split([' ', '|', '/', '(', ')']).map(fold);
    let names = headings.split('|').flat_map(columns);
    words().any(|word| is_among(ASIDES, &word)) && !names.into_iter().any(|role| role == Role::Wire)
}

/// Whether a heading ends in a word for fields: `카드 옵션 파라미터`.
pub(crate) fn is_about_fields(heading: &str) -> bool {
    let bare = without_asides(heading);
    let last = bare.split_whitespace().last().map(fold).unwrap_or_default();
    // `추가 요청필드`
    let joined = |word: &str| !word.is_ascii() && last.ends_with(word);
    is_among(FIELDS, &last) || FIELDS.split(' ').any(joined)
}

/// Whether a line is the headings of a table whose columns are parted by blanks: `이름 타입 설명 필수`.
pub(crate) fn is_row_of_headings(line: &str) -> bool {
    let roles: Vec<Vec<Role>> = line.split_whitespace().map(columns).collect();
    let is_wire = |roles: &Vec<Role>| roles.contains(&Role::Wire);
    let says = |roles: &Vec<Role>| {
        let said = [Role::Kind, Role::Length, Role::Presence];
        said.iter().any(|role| roles.contains(role))
    };
    (3..=8).contains(&roles.len())
        && roles.iter().take(3).any(is_wire)
        && roles.iter().skip(1).any(says)
        && roles.iter().all(|roles| !roles.is_empty())
}

/// Whether tables under a heading say how something is signed, and so are no messages.
pub(crate) fn is_recipe(heading: &str) -> bool {
    let folded = fold(heading);
    RECIPES.split(' ').any(|word| folded.contains(word))
}

/// What a spec calls the environment that a text names.
pub fn environment(text: &str) -> Option<&'static str> {
    let folded = fold(text);
    let mut known = ENVIRONMENTS.iter();
    let found = known.find(|(word, _)| folded.contains(word));
    found.map(|(_, name)| *name)
}

/// Where in a request a field goes, by the cell of a column for it.
pub(crate) fn place(text: &str) -> Option<Place> {
    lookup(PLACES, &fold(text)).first().copied()
}

/// Whether a text has a syllable or a letter of Hangul in it.
pub fn is_korean(text: &str) -> bool {
    text.chars()
        .any(|c| is_syllable(c) || matches!(c, '\u{3131}'..='\u{318e}'))
}

/// Whether a letter is a whole syllable of Hangul.
pub(crate) fn is_syllable(c: char) -> bool {
    matches!(c, '\u{ac00}'..='\u{d7a3}')
}

/// Whether a word says how something is made or written.
pub(crate) fn is_technical(word: &str) -> bool {
    is_among(TECHNICAL, &word.to_lowercase())
}

/// Whether a text calls what stands beside it an example.
pub(crate) fn is_example_word(text: &str) -> bool {
    let folded = fold(text);
    let mut words = EXAMPLE_NAMES.split(' ');
    words.any(|word| folded.ends_with(word))
}

/// Whether words before a value say that it is the default, the least or the greatest one: `기본값: 20` lists nothing.
pub(crate) fn names_a_bound(text: &str) -> bool {
    let folded = fold(text);
    let mut words = DEFAULTS.iter().chain(AT_LEAST).chain(AT_MOST);
    words.any(|word| {
        let rest = folded.strip_prefix(word);
        rest.is_some_and(|rest| rest.is_empty() || BEHIND_BOUND.contains(&rest))
    })
}

/// Whether a text can be a name on the wire.
pub(crate) fn is_wire_name(text: &str) -> bool {
    let inner =
        |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '[' | ']' | '$' | '@');
    let first = |c: char| c.is_ascii_alphabetic() || matches!(c, '_' | '$' | '@');
    // What leads through objects may be long; the parts of a token are longer than names.
    let is_path = || text.len() <= 256 && text.split('.').all(|part| part.len() <= 40);
    (text.len() <= 64 || is_path())
        && text.starts_with(first)
        && text.chars().all(inner)
        && !text.ends_with(['.', '-'])
        && !is_host_or_file(text)
}

/// Whether a text with a dot names a host or a file: `www.example.co.kr`, `guide.pdf`. A path of members looks alike
/// (`data.tid`), and ends in none of these words.
fn is_host_or_file(text: &str) -> bool {
    let last = text.rsplit_once('.').map(|(_, last)| last.to_lowercase());
    last.is_some_and(|last| is_among(HOSTS_AND_FILES, &last))
}

/// Whether a label is of what identifies something.
pub(crate) fn is_identifier(label: &str) -> bool {
    let first = label.split(['\n', '(']).next().unwrap_or(label);
    let folded = fold(first);
    // `거래금액입니다.`
    let folded = folded.trim_end_matches('.');
    let folded = folded.strip_suffix(POLITE).unwrap_or(folded);
    IDENTIFIERS.iter().any(|word| folded.ends_with(word))
}

#[cfg(test)]
mod tests {
    use super::{Marks, presence};
    use crate::page::PresenceWord::{Conditional, Optional, Required};

    #[test]
    fn what_holds_in_a_case_is_not_required_always() {
        for (mark, expected) in [
            ("○", Required),
            ("○\n위변조 검증", Required),
            ("O\n조건부", Conditional),
            ("Y\n카드 결제 시 필수", Conditional),
            ("Y (카드 결제 시)", Conditional),
            ("Y (카드 결제인 경우)", Conditional),
        ] {
            assert_eq!(presence(mark, Marks::default()), Some(expected), "{mark}");
        }
    }

    #[test]
    fn what_a_circle_means_depends_on_the_marks_beside_it() {
        for (column, expected) in [
            (["●", "○"], [Some(Required), Some(Optional)]),
            (["◎", "○"], [Some(Required), Some(Optional)]),
            (["○", "△"], [Some(Required), Some(Conditional)]),
            (["M", "O"], [Some(Required), Some(Optional)]),
            (["O", "X"], [Some(Required), Some(Optional)]),
        ] {
            let marks = Marks::of("", column.iter().copied());
            let found = column.map(|mark| presence(mark, marks));
            assert_eq!(found, expected, "{column:?}");
        }
    }
}
