//! Slips of one character: it looks right in an editor, and YAML reads it in another way.

use super::found::{GivenUp, Slip};
use super::lines::{Line, Lines};

/// `%YAML 1.2`
pub(super) fn directive(given_up: &GivenUp<'_>, lines: &Lines<'_>) -> Option<Slip> {
    let line = lines.current()?;
    let is_directive = line.text.starts_with('%') && given_up.what.contains("directive");
    is_directive.then(|| {
        Slip::new(
            line.place(0, line.text.len()),
            "a line begins with `%`, which YAML keeps for directives",
            "remove the line; a spec begins with `kpg: 1`",
        )
    })
}

/// White space before a line that is no blank: a tab, a no-break space, an ideographic space.
pub(super) fn indentation(_: &GivenUp<'_>, lines: &Lines<'_>) -> Option<Slip> {
    // A line of the wrong blanks reads as one without any, and what follows it may be told much later.
    let earlier = lines
        .before()
        .filter(|line| line.indentation().contains(|c| c != ' ' && c != '\t'));
    lines.near().chain(earlier).find_map(|line| {
        let mut characters = line.indentation().char_indices();
        let (offset, found) = characters.find(|(_, c)| *c != ' ')?;
        let message = match found {
            '\t' => "a tab indents this line".to_owned(),
            other => format!("{} indents this line", called(other)),
        };
        let help = "YAML counts blanks only; indent with blanks, two for each level";
        let here = line.place(offset, found.len_utf8());
        let slip = Slip::new(line.first_word(), message, help);
        Some(slip.also(here, "this is no blank"))
    })
}

/// A character that has no place in a text: it came with something that was copied.
pub(super) fn control(given_up: &GivenUp<'_>, lines: &Lines<'_>) -> Option<Slip> {
    let line = lines.current()?;
    let mut characters = line.text.char_indices();
    let (offset, found) = characters.find(|(_, c)| c.is_control())?;
    let of_it = given_up.what.contains("unexpected character") || found == '\t';
    of_it.then(|| {
        let message = format!("{} stands in the text", called(found));
        let help = match found {
            '\t' => "write a blank in its place, or put the text in quotes and write `\\t`",
            _ => "remove it; it cannot be seen in most editors",
        };
        Slip::new(line.place(offset, found.len_utf8()), message, help)
    })
}

/// `send： form`: an input method for Korean or Chinese writes these.
pub(super) fn full_width(given_up: &GivenUp<'_>, lines: &Lines<'_>) -> Option<Slip> {
    let near = lines.current().into_iter().chain(lines.before().take(1));
    near.into_iter().find_map(|line| {
        let mut marks = line.text.char_indices();
        let (offset, mark) =
            marks.find(|(_, c)| matches!(c, '：' | '，' | '｛' | '｝' | '［' | '］'))?;
        // A label may hold one: then the parser gave up because of something else.
        let key = line
            .text
            .get(..offset)?
            .trim_start()
            .trim_start_matches("- ");
        let after_key = mark == '：' && !key.contains([' ', ':', '"', '\'']);
        let in_flow = mark != '：' && line.holds(given_up.at);
        let (start, length) = match after_key {
            true => (offset - key.len(), key.len() + mark.len_utf8()),
            false => (offset, mark.len_utf8()),
        };
        (after_key || in_flow).then(|| {
            let message = format!("`{mark}` is full-width, and no mark of YAML");
            let help = format!("write `{}`", half_width(mark));
            Slip::new(line.place(start, length), message, help)
        })
    })
}

/// The mark of ASCII that a full-width one stands for.
fn half_width(mark: char) -> &'static str {
    match mark {
        '：' => ": ",
        '，' => ", ",
        '｛' => "{ ",
        '｝' => " }",
        '［' => "[ ",
        _ => " ]",
    }
}

/// `“0000”`: a word processor writes these.
pub(super) fn typographic_quote(given_up: &GivenUp<'_>, lines: &Lines<'_>) -> Option<Slip> {
    let line = lines.current()?;
    let mut marks = line.text.char_indices();
    let (offset, mark) =
        marks.find(|(_, c)| matches!(c, '“' | '”' | '„' | '‘' | '’' | '«' | '»'))?;
    // What stands behind the place at which the parser gave up is not its reason.
    let is_before = line.start + offset <= given_up.at;
    let begins = line
        .text
        .get(..offset)?
        .trim_end()
        .ends_with([':', ',', '[', '{']);
    (is_before && begins).then(|| {
        let message = format!("`{mark}` is a quotation mark of typography, and none of YAML");
        Slip::new(
            line.place(offset, mark.len_utf8()),
            message,
            "write `\"` on both sides",
        )
    })
}

/// `{ ko: 주문 #1, en: order }`: what follows ` #` is a comment.
pub(super) fn comment(given_up: &GivenUp<'_>, lines: &Lines<'_>) -> Option<Slip> {
    let in_flow = given_up.open.last().is_some_and(|start| {
        let opened = given_up.text.get(*start..).unwrap_or_default();
        opened.starts_with(['{', '['])
    });
    let near = lines.current().into_iter().chain(lines.before().take(1));
    let cut = |line: Line<'_>| {
        let offset = line.text.find(" #")? + 1;
        let before = line.text.get(..offset)?;
        let rest = line.text.get(offset..)?;
        // A comment has a blank behind the mark, and is about something whole.
        let cuts = rest.contains(['}', ']', ',']) && before.matches(['"', '\'']).count() % 2 == 0;
        (in_flow && cuts).then(|| {
            Slip::new(
                line.place(offset, rest.len()),
                "` #` begins a comment, which takes the rest of the line",
                "put the text that holds ` #` in quotes",
            )
            .label("all of this is a comment")
        })
    };
    near.into_iter().find_map(cut)
}

/// `en: @cancel`
pub(super) fn reserved(given_up: &GivenUp<'_>, lines: &Lines<'_>) -> Option<Slip> {
    let line = lines.current()?;
    let mark = given_up.text.get(given_up.at..)?.chars().next()?;
    let is_reserved = matches!(mark, '@' | '`' | '%') && line.holds(given_up.at);
    (is_reserved && given_up.what.contains("unexpected character")).then(|| {
        let message = format!("a text cannot begin with `{mark}`");
        let place = line.place(given_up.at - line.start, mark.len_utf8());
        Slip::new(place, message, "put the whole text in quotes")
    })
}

/// `effect:reads`
pub(super) fn missing_blank(_: &GivenUp<'_>, lines: &Lines<'_>) -> Option<Slip> {
    let near = lines.current().into_iter().chain(lines.before().take(1));
    near.into_iter().find_map(|line| {
        let content = line.content().trim_start_matches("- ");
        let (key, value) = content.split_once(':')?;
        let is_key = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '"');
        let found = !key.is_empty()
            && key.chars().all(is_key)
            && !value.starts_with([' ', '/'])
            && !value.is_empty()
            && !value.contains(": ");
        found.then(|| {
            let message = format!("a blank is missing behind `{key}:`");
            let help = format!("write `{key}: …`; without the blank the colon belongs to the text");
            let offset = line.indent() + line.content().len() - content.len();
            Slip::new(line.place(offset, key.len() + 1), message, help)
        })
    })
}

/// `effect reads`
pub(super) fn missing_colon(given_up: &GivenUp<'_>, lines: &Lines<'_>) -> Option<Slip> {
    let line = lines.current()?;
    let of_it =
        given_up.what.contains("simple key expected") && line.start + line.indent() == given_up.at;
    let key = line.content().split_whitespace().next()?;
    of_it.then(|| {
        let message = format!("a colon is missing behind `{key}`");
        let help = format!(
            "write `{key}: …`; a text that goes on from the line above is indented deeper than its key"
        );
        Slip::new(line.first_word(), message, help)
    })
}

/// `en: Note: cancel a payment`
pub(super) fn colon(given_up: &GivenUp<'_>, lines: &Lines<'_>) -> Option<Slip> {
    let line = lines.current()?;
    let of_it = given_up.what.contains("mapping values are not allowed") && line.holds(given_up.at);
    of_it.then(|| {
        Slip::new(
            line.place(given_up.at - line.start, 1),
            "a text holds `: `, which separates a key from its value",
            "put the whole text in quotes",
        )
    })
}

/// What a character is called that cannot be seen, or not be told from another.
fn called(c: char) -> String {
    let name = match c {
        '\t' => "a tab",
        '\u{a0}' => "a no-break space",
        '\u{3000}' => "an ideographic space",
        '\u{feff}' => "a byte order mark",
        _ => "a character that cannot be seen",
    };
    format!("{name} (U+{:04X})", u32::from(c))
}
