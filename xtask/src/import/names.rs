//! Names for what a page does not name: operations, types, values, codes. All are unique.

use std::collections::HashSet;

use kpg_codegen::model::Name;
use kpg_documents::call_named_by;

/// A name has at most 60 letters; so many leave room for a word before it and a number behind it.
const LONGEST: usize = 44;

/// A name that a text suggests, with a word before it where it cannot stand alone. Of a long one its last words are kept.
pub(crate) fn suggested(text: &str, before: &str) -> String {
    let plain = Name::from_wire(text).or_else(|_| Name::from_wire(&format!("{before}_{text}")));
    let name = plain.map_or_else(|_| before.to_owned(), |name| name.snake().to_owned());
    let breaks = name.match_indices('_').map(|(at, _)| at + 1);
    let mut endings = breaks.filter_map(|at| name.get(at..));
    let begins = |ending: &&str| ending.starts_with(|c: char| c.is_ascii_lowercase());
    match name.len() > LONGEST {
        true => endings
            .find(|ending| ending.len() <= LONGEST && begins(ending))
            .unwrap_or(before)
            .to_owned(),
        false => name,
    }
}

/// The name of a value or a code. `Unknown` is what generated code calls one that is not listed.
pub(super) fn of_value(text: &str, before: &str) -> String {
    match suggested(text, before).as_str() {
        "unknown" => format!("{before}_unknown"),
        name => name.to_owned(),
    }
}

/// The name, or the first of `name_2`, `name_3` that is not taken yet; it is taken then.
pub(super) fn unique(name: &str, taken: &mut HashSet<String>) -> String {
    let numbered = (2..).map(|number| format!("{name}_{number}"));
    let mut names = std::iter::once(name.to_owned()).chain(numbered);
    let free = names.find(|name| !taken.contains(name)).unwrap_or_default();
    taken.insert(free.clone());
    free
}

/// What a call is called after.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Called<'p> {
    pub(super) path: Option<&'p str>,
    pub(super) title: Option<&'p str>,
}

/// Names for operations after their paths: the last segment, and as many before it as tell them apart. One without a
/// path is called after what its title says that it does.
pub(super) fn operations(calls: &[Called<'_>], refused: impl Fn(&str) -> bool) -> Vec<String> {
    let segments = |path: &str| -> Vec<String> {
        let segments = path
            .split('/')
            .filter(|segment| !segment.is_empty() && !segment.starts_with('{'));
        segments
            .map(|segment| segment.split('.').next().unwrap_or_default().to_owned())
            .collect()
    };
    let all: Vec<Vec<String>> = calls
        .iter()
        .map(|call| call.path.map(segments).unwrap_or_default())
        .collect();
    let ending = |index: usize, count: usize| -> Option<&[String]> {
        let segments = all.get(index)?;
        segments.get(segments.len().saturating_sub(count)..)
    };
    let mut taken = HashSet::new();
    let names = (0..all.len()).map(|index| {
        let most = all.get(index).map_or(0, Vec::len);
        let alone = |count: &usize| {
            (0..all.len()).all(|other| {
                // One path twice is told apart by a number, not by more of the path.
                other == index
                    || all.get(other) == all.get(index)
                    || ending(other, *count) != ending(index, *count)
            })
        };
        let count = (1..=most).find(alone).unwrap_or(1);
        let words = ending(index, count).unwrap_or_default().join("_");
        let call = calls.get(index).filter(|call| call.path.is_none());
        let title = call.and_then(|call| call.title).and_then(call_named_by);
        let name = suggested(title.unwrap_or(&words), "call");
        let name = if refused(&name) {
            format!("{name}_call")
        } else {
            name
        };
        unique(&name, &mut taken)
    });
    names.collect()
}

/// Names for what a vendor sends by itself, after their titles and apart from those of the calls.
pub(super) fn notifications(
    titles: &[&str],
    calls: &[String],
    refused: impl Fn(&str) -> bool,
) -> Vec<String> {
    const PLAIN: &str = "notification";
    let mut taken: HashSet<String> = calls.iter().cloned().collect();
    let names = titles.iter().map(|title| {
        // Of a Korean title, what is left in other letters is no name of it.
        let name = Name::from_wire(title).ok().filter(|_| title.is_ascii());
        let name = name.map_or(PLAIN.to_owned(), |name| name.snake().to_owned());
        match unique(&name, &mut taken) {
            name if refused(&name) => unique(PLAIN, &mut taken),
            name => name,
        }
    });
    names.collect()
}

/// The number of a section, or its words.
pub(super) fn section(title: &str) -> &str {
    let number = title.split_whitespace().next().unwrap_or_default();
    let numbers = number.chars().all(|c| c.is_ascii_digit() || c == '.')
        && number.contains(|c: char| c.is_ascii_digit());
    if numbers {
        number.trim_end_matches('.')
    } else {
        title
    }
}
