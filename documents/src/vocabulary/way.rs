//! Which way a message goes, by what a heading or a sentence says.

use super::search::{is_among, without_asides};
use super::words::{
    ALONE, ARROWS, BOTH_WAYS, GIVEN_ADDRESS, MANAGES, MERCHANTS, MESSAGES, RECEIVERS, RECEIVES,
    RESULTS, SENDERS, SENDS, WAYS,
};
use crate::page::Way;

/// The words that say that a message goes this way.
fn words_of(way: Way) -> impl Iterator<Item = &'static str> {
    let words = WAYS.iter().filter(move |(known, _)| *known == way);
    words.flat_map(|(_, words)| words.split(' '))
}

/// Which way a message goes, by the last word in a heading that says so.
pub(crate) fn direction_word(heading: &str) -> Option<Way> {
    let heading = heading.to_lowercase();
    if names_both(&heading) {
        return None;
    }
    let managed = is_managed(&heading);
    let ways = WAYS
        .iter()
        .filter(|(way, _)| !managed || *way != Way::Notification);
    let found = ways.flat_map(|(way, words)| {
        let places = words
            .split(' ')
            .filter_map(|word| Some((last_place(&heading, word)?, word)));
        places.map(|(place, word)| (place, word, *way))
    });
    let found: Vec<(usize, &str, Way)> = found.collect();
    let last = found.iter().max_by_key(|(place, ..)| *place);
    // A notification is sent to the merchant, who receives it, and whose answer to it is called one.
    let notifies = found.iter().any(|(.., way)| *way == Way::Notification);
    match last {
        Some((_, RECEIVES, _) | (.., Way::Request)) if notifies => Some(Way::Notification),
        last => last.map(|(.., way)| *way),
    }
}

/// Where a word for a way stands last in a heading in small letters. Some are none within another word: `returnUrl`.
fn last_place(heading: &str, word: &str) -> Option<usize> {
    if !is_among(ALONE, word) {
        return heading.rfind(word);
    }
    let places = heading.match_indices(word).map(|(place, _)| place);
    let is_word = |place: &usize| {
        let before = heading
            .get(..*place)
            .and_then(|before| before.chars().next_back());
        let behind = heading.get(place + word.len()..).unwrap_or_default();
        let behind = behind.strip_prefix('s').unwrap_or(behind).chars().next();
        let is_letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || c == '_');
        !is_letter(before) && !is_letter(behind)
    };
    places.filter(is_word).last()
}

/// Whether a heading, in small letters, is of what goes in and of what comes out: `입출력 포맷`.
fn names_both(heading: &str) -> bool {
    BOTH_WAYS.split(' ').any(|word| heading.contains(word))
}

/// Which way a message goes, by who sends it: `가맹점 → 페이`, `페이에서 가맹점으로 아래 값을 전달합니다.` What comes to
/// the merchant is an answer, where nothing calls it otherwise.
pub(crate) fn sent_way(line: &str) -> Option<Way> {
    let line = line.to_lowercase();
    let names_merchant = |text: &str| MERCHANTS.split(' ').any(|word| text.contains(word));
    if let Some(arrow) = ARROWS.iter().find(|arrow| line.contains(**arrow)) {
        let (from, to) = line.split_once(arrow)?;
        return match (names_merchant(from), names_merchant(to)) {
            (true, false) => Some(Way::Request),
            (false, true) => Some(Way::Answer),
            _ => None,
        };
    }
    let sends = SENDS.split(' ').any(|word| line.contains(word));
    let goes_on = |ends: &str| {
        MERCHANTS.split(' ').any(|word| {
            line.split_once(word).is_some_and(|(_, behind)| {
                let behind = behind.split_whitespace().next().unwrap_or_default();
                is_among(ends, behind)
            })
        })
    };
    match (sends, goes_on(SENDERS), goes_on(RECEIVERS)) {
        (true, true, false) => Some(Way::Request),
        (true, false, true) => Some(Way::Answer),
        _ => None,
    }
}

/// Whether a sentence says that the result is sent to an address that the merchant gave: `returnUrl로 결과를 POST 전송합니다.`
pub(crate) fn goes_to_given_address(line: &str) -> bool {
    let line = line.to_lowercase();
    let sends = SENDS.split(' ').any(|word| line.contains(word));
    let to_address = line.match_indices(GIVEN_ADDRESS).any(|(place, word)| {
        let behind = line.get(place + word.len()..).unwrap_or_default();
        let behind = behind.trim_start_matches(['`', '\'', '"', '*', ' ']);
        RECEIVERS.split(' ').any(|word| behind.starts_with(word))
    });
    sends && to_address
}

/// Whether a heading names an address that the merchant gives: `approvalUrl 처리`.
pub(crate) fn names_given_address(heading: &str) -> bool {
    let words = heading.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
    let mut words = words.map(str::to_lowercase);
    words.any(|word| word.len() > GIVEN_ADDRESS.len() && word.ends_with(GIVEN_ADDRESS))
}

/// Whether a heading is of who sends something to whom, and of nothing else: `가맹점 → 페이`.
pub(crate) fn is_exchange(heading: &str) -> bool {
    let bare = without_asides(heading);
    let has_arrow = ARROWS.iter().any(|arrow| bare.contains(arrow));
    let words = bare.split_whitespace().count();
    has_arrow && words <= 4 && direction_word(&bare).is_none() && sent_way(&bare).is_some()
}

/// Whether a heading names what the vendor sends by itself, and no call about it.
pub(crate) fn names_notification(heading: &str) -> bool {
    let heading = heading.to_lowercase();
    let mut words = words_of(Way::Notification);
    !is_managed(&heading) && words.any(|word| heading.contains(word))
}

/// Whether a heading is of a call that is about notifications, and none itself: `웹훅 URL 등록`, `Create webhook`.
fn is_managed(heading: &str) -> bool {
    let mut words = words_of(Way::Notification);
    words.any(|word| {
        heading.split_once(word).is_some_and(|(before, behind)| {
            let before = before.split(|c: char| !c.is_ascii_alphabetic());
            let mut before = before.filter(|word| !word.is_empty());
            before.any(|word| is_among(MANAGES, word))
                || MANAGES
                    .split(' ')
                    .any(|word| !word.is_ascii() && behind.contains(word))
        })
    })
}

/// Which way a sentence goes that begins with the word for it: `The response received has the following format`.
pub(crate) fn subject_way(sentence: &str) -> Option<Way> {
    let lower = sentence.to_lowercase();
    let text = lower.strip_prefix("the ").unwrap_or(&lower);
    let begins = |way: Way| {
        let mut words = words_of(way);
        words.any(|word| !is_among(RESULTS, word) && text.starts_with(word))
    };
    only_way(sentence).filter(|way| *way != Way::Notification && begins(*way))
}

/// Which way a sentence says that the fields go that it introduces: `Response 파라미터는 다음과 같습니다.`
pub(crate) fn introduced_way(sentence: &str) -> Option<Way> {
    let sentence = sentence.to_lowercase();
    let introduces = |place: usize, word: &str| {
        let behind = sentence.get(place + word.len()..).unwrap_or_default();
        let behind = behind.trim_start();
        MESSAGES
            .split(' ')
            .any(|message| behind.starts_with(message))
    };
    let places = WAYS.iter().flat_map(|(_, words)| {
        let words = words.split(' ');
        words.flat_map(|word| {
            let found = sentence.match_indices(word);
            found.filter_map(|(place, word)| introduces(place, word).then_some(place + word.len()))
        })
    });
    direction_word(sentence.get(..places.max()?)?)
}

/// The one way that a heading above an operation says, if it says one. That it is about a result says nothing: a result
/// is asked for, sent unasked and answered.
pub(crate) fn only_way(heading: &str) -> Option<Way> {
    let heading = heading.to_lowercase();
    if names_both(&heading) {
        return None;
    }
    let managed = is_managed(&heading);
    let says = |way: Way| {
        let mut words = words_of(way).filter(|word| !is_among(RESULTS, word));
        words.any(|word| last_place(&heading, word).is_some())
    };
    match (
        !managed && says(Way::Notification),
        says(Way::Request),
        says(Way::Answer),
    ) {
        (true, ..) => direction_word(&heading),
        (_, true, false) => Some(Way::Request),
        (_, false, true) => Some(Way::Answer),
        _ => None,
    }
}
