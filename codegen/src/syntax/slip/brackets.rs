//! Quotes, braces and brackets that are not closed, or close nothing.

use super::found::{GivenUp, Slip};
use super::lines::{Line, Lines};
use crate::source::Span;

/// A quote that is closed lines later, by the opening quote of another text, or never.
pub(super) fn quote(given_up: &GivenUp<'_>, lines: &Lines<'_>) -> Option<Slip> {
    let behind_a_text = given_up.what.contains("trailing content after");
    let never = given_up.what.contains("unclosed quote")
        || (given_up.what.contains("quoted scalar") && !behind_a_text);
    let opened = match (behind_a_text, never) {
        (true, _) => opening_of_last(given_up)?,
        (false, true) => opening_of_last_line(given_up, lines)?,
        (false, false) => return None,
    };
    let current = lines.current().filter(|line| line.holds(opened));
    let opened = current.and_then(|line| left_open(&line)).unwrap_or(opened);
    let is_left_open = current.is_some_and(|line| left_open(&line).is_some());
    let mark = given_up.text.get(opened..)?.chars().next()?;
    let place = Span::new(opened, opened + mark.len_utf8());
    let on_one_line = lines.current().is_some_and(|line| line.holds(opened));
    if on_one_line && behind_a_text && !is_left_open {
        let message = "a text goes on behind its closing quote";
        let help = "put all of the text in quotes; write `\\\"` for a quote inside of them";
        let here = Span::new(given_up.at, given_up.at);
        return Some(Slip::new(here, message, help).also(place, "opened here"));
    }
    let help = "close it where the text ends";
    Some(Slip::new(place, "this quote is not closed on its line", help).label("opened here"))
}

/// The quote that is left open on a line: its text ends with the quote that opens the next one, behind `: ` or `, `.
fn left_open(line: &Line<'_>) -> Option<usize> {
    let quotes: Vec<usize> = line.text.match_indices('"').map(|(at, _)| at).collect();
    let pairs = quotes.chunks_exact(2).filter(|_| quotes.len() % 2 == 1);
    let mut pairs = pairs.filter_map(|pair| match pair {
        [open, close] => Some((*open, line.text.get(open + 1..*close)?.trim_end())),
        _ => None,
    });
    let found = pairs.find(|(_, text)| text.ends_with([':', ',', '[', '{']))?;
    Some(line.start + found.0)
}

/// Where the text begins behind whose closing quote the parser gave up.
fn opening_of_last(given_up: &GivenUp<'_>) -> Option<usize> {
    let before = given_up.text.get(..given_up.at)?;
    let close = before.rfind(['"', '\''])?;
    let mark = before.get(close..)?.chars().next()?;
    before.get(..close)?.rfind(mark)
}

/// The first quote of a text that never ends: from its line on, there is an odd number of them.
fn opening_of_last_line(given_up: &GivenUp<'_>, lines: &Lines<'_>) -> Option<usize> {
    let begins = |at: usize| {
        let rest = given_up.text.get(at..).unwrap_or_default();
        rest.starts_with(['"', '\''])
    };
    if begins(given_up.at) {
        return Some(given_up.at);
    }
    let all = lines.current().into_iter().chain(lines.before());
    all.into_iter().find_map(|line| {
        let count = line.text.matches('"').count();
        let last = line.text.rfind('"')?;
        (count % 2 == 1).then_some(line.start + last)
    })
}

/// A brace or bracket that is not closed, that closes nothing, or an entry without a comma before it.
pub(super) fn bracket(given_up: &GivenUp<'_>, lines: &Lines<'_>) -> Option<Slip> {
    let here = Span::new(given_up.at, given_up.at);
    if given_up.what.contains("misplaced bracket") {
        let help = "remove it, or write the bracket that it closes";
        return Some(Slip::new(here, "this bracket closes nothing", help));
    }
    let opened = *given_up.open.last()?;
    let mark = given_up.text.get(opened..)?.chars().next()?;
    let (what, end) = match mark {
        '{' => ("brace", '}'),
        '[' => ("bracket", ']'),
        _ => return None,
    };
    let place = Span::new(opened, opened + mark.len_utf8());
    let is_over = given_up.at >= given_up.text.trim_end().len();
    let same_line = lines.current().is_some_and(|line| line.holds(opened));
    if same_line && !is_over {
        let message = "an entry stands here without a comma before it, or a text needs quotes";
        let help = format!(
            "write a comma between entries; quote a text that holds `: `; close with `{end}`"
        );
        return Some(Slip::new(here, message, help).also(place, "opened here"));
    }
    let message = format!("this {what} is not closed");
    let help = format!("write `{end}` where it ends");
    let slip = Slip::new(place, message, help).label("opened here");
    Some(match is_over {
        true => slip,
        false => slip.also(here, "this can no longer belong to it"),
    })
}

/// `seen: [ a ], and a text`
pub(super) fn text_behind(given_up: &GivenUp<'_>, lines: &Lines<'_>) -> Option<Slip> {
    let line = lines.current()?;
    let before = given_up.text.get(line.start..given_up.at)?.trim_end();
    let mark = before.chars().next_back()?;
    let found = matches!(mark, ']' | '}') && given_up.what.contains("did not find expected key");
    found.then(|| {
        let message = format!("a text goes on behind `{mark}`");
        let place = Span::new(given_up.at, given_up.at);
        Slip::new(
            place,
            message,
            "put all of the text in quotes, or remove what stands behind",
        )
    })
}
