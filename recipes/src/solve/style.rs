//! How vendors join texts, the most frequent way first.

use super::recipe::Style;

/// What stands between bare texts.
const BETWEEN_TEXTS: [&str; 20] = [
    "", "|", "&", ",", "^", ":", ";", "-", "_", ".", "/", "+", "~", "#", "$", "*", " ", "\n", "||",
    "%",
];

/// What can stand behind the last text too.
const CLOSING: [&str; 6] = ["|", "&", ":", "^", ",", ";"];

/// What stands between name and text, and between pairs.
const BETWEEN_NAMES: [(&str, &str); 12] = [
    ("=", "&"),
    ("=", "|"),
    ("=", ","),
    ("=", ""),
    ("=", ";"),
    ("=", "\n"),
    (":", ","),
    (":", "|"),
    (":", "&"),
    (":", "\n"),
    ("", ""),
    ("=", "^"),
];

/// The first so many styles are those of most vendors.
const FREQUENT: usize = 6;

/// Those of most vendors.
pub(super) fn frequent() -> Vec<Style> {
    let mut styles = joined();
    styles.truncate(FREQUENT);
    styles
}

/// Bare texts and named ones, without JSON.
pub(super) fn joined() -> Vec<Style> {
    let bare = |closed: bool| {
        move |separator: &&str| Style::Bare {
            separator: (*separator).to_owned(),
            closed,
        }
    };
    let named = BETWEEN_NAMES
        .iter()
        .map(|(between, separator)| Style::Named {
            between: (*between).to_owned(),
            separator: (*separator).to_owned(),
        });
    let mut styles: Vec<Style> = BETWEEN_TEXTS.iter().map(bare(false)).collect();
    // The two frequent ways come before all others.
    styles.splice(1..1, named.clone().take(1));
    styles.extend(named.skip(1));
    styles.extend(CLOSING.iter().map(bare(true)));
    styles
}

/// JSON objects.
pub(super) fn json() -> [Style; 2] {
    [false, true].map(|bare_numbers| Style::Json { bare_numbers })
}
