//! Lines that begin in a column in which no line beside them begins.

use super::found::{GivenUp, Slip};
use super::lines::{Line, Lines};

const ITEM: &str = "- ";

/// `- effect: reads` among keys.
pub(super) fn dash(given_up: &GivenUp<'_>, lines: &Lines<'_>) -> Option<Slip> {
    let line = lines.current()?;
    let is_here = given_up.at <= line.start + line.indent() + ITEM.len();
    let found = line.content().starts_with(ITEM) && is_about_keys(given_up) && is_here;
    let message = "an item of a list stands among keys";
    if found {
        return Some(Slip::new(line.first_word(), message, "remove the `- `"));
    }
    let item = first_as_item(&line, lines).filter(|_| is_about_columns(given_up, &line))?;
    let help = "remove the `- `, or indent the lines of the item like the text behind it";
    let slip = Slip::new(item.first_word(), message, help);
    Some(slip.also(line.first_word(), "a key in the same column"))
}

/// The first line of a mapping, where it alone begins as an item of a list.
fn first_as_item<'t>(line: &Line<'t>, lines: &Lines<'t>) -> Option<Line<'t>> {
    let mut before = lines.before();
    let item = before.find(|other| other.indent() <= line.indent())?;
    let around = before.find(|other| other.indent() <= line.indent())?;
    let is_first = around.indent() < line.indent() && around.content().ends_with(':');
    let is_alone = item.content().starts_with(ITEM) && !line.content().starts_with(ITEM);
    (item.indent() == line.indent() && is_first && is_alone).then_some(item)
}

fn is_about_keys(given_up: &GivenUp<'_>) -> bool {
    given_up.what.contains("did not find expected key")
}

/// A line that is deeper than the one before it, which has its value already.
pub(super) fn deeper(given_up: &GivenUp<'_>, lines: &Lines<'_>) -> Option<Slip> {
    let (line, before) = (lines.current()?, lines.before().next()?);
    let key_ends = line.text.find(": ").or_else(|| line.text.rfind(':'))?;
    let is_first_colon = given_up.at == line.start + key_ends;
    let found = given_up.what.contains("mapping values are not allowed")
        && is_first_colon
        && line.indent() > before.indent();
    found.then(|| {
        let message = "this line is deeper than the one before it, which has its value already";
        let help = "begin both in the same column, or remove the value of the line before";
        Slip::new(line.first_word(), message, help).also(before.first_word(), "the line before it")
    })
}

/// A line that is deeper than those of its mapping: where more lines of the mapping stand before it than in its column.
pub(super) fn too_deep(given_up: &GivenUp<'_>, lines: &Lines<'_>) -> Option<Slip> {
    let line = lines.current()?;
    let before = lines.before().next()?;
    let (column, deeper) = (before.indent(), line.indent());
    let block = || lines.before().take_while(|other| other.indent() >= column);
    let mut run = block().take_while(|other| other.indent() == column);
    // What a line opens that holds nothing yet were to stand under it.
    if run.any(|other| other.content().ends_with(':')) {
        return None;
    }
    let run = block().take_while(|other| other.indent() == column).count();
    let more = lines.with_and_after();
    let more = more.take_while(|other| other.indent() >= deeper);
    let more = more.filter(|other| other.indent() == deeper).count();
    // Lines in its column that stand before those of the mapping say that it is these that begin too far left.
    let was_there = block().any(|other| other.indent() == deeper);
    let is_the_exception = if was_there {
        run > more + 1
    } else {
        block().filter(|other| other.indent() == column).count() >= more
    };
    let found = is_about_keys(given_up) && column < deeper && is_the_exception;
    found.then(|| {
        let message = "this line begins further right than the lines that belong beside it";
        let help = format!("indent with {column} blanks, as the line above");
        Slip::new(line.first_word(), message, help).also(before.first_word(), "the line above")
    })
}

/// Lines that ended a mapping because they begin left of it, before a line that goes on with it.
pub(super) fn outdented(given_up: &GivenUp<'_>, lines: &Lines<'_>) -> Option<Slip> {
    let line = lines.current()?;
    let run: Vec<Line<'_>> = run_before(&line, lines);
    let first = run.last()?;
    is_about_keys(given_up).then(|| {
        let message = match run.len() {
            1 => "this line begins further left than the lines around it",
            _ => "these lines begin further left than the line that goes on with them",
        };
        let help = format!("indent with {} blanks, as the line below", line.indent());
        Slip::new(first.first_word(), message, help).also(line.first_word(), "this line follows")
    })
}

/// The lines directly before one that begin in the same column as each other and left of it, up to the line that
/// opens what they were to stand in; the nearest first. None where no such line is found.
fn run_before<'t>(line: &Line<'t>, lines: &Lines<'t>) -> Vec<Line<'t>> {
    let mut run: Vec<Line<'t>> = Vec::new();
    for before in lines.before() {
        let column = run.first().map_or(before.indent(), Line::indent);
        if column >= line.indent() {
            return Vec::new();
        }
        let opens = before.content().ends_with(':');
        if before.indent() > column || (opens && !run.is_empty()) {
            return run;
        }
        if before.indent() < column || opens {
            return Vec::new();
        }
        run.push(before);
    }
    Vec::new()
}

/// A line that begins between the columns of two mappings.
pub(super) fn between(given_up: &GivenUp<'_>, lines: &Lines<'_>) -> Option<Slip> {
    let line = lines.current()?;
    let mut before = lines.before();
    // The nearest line that begins further left, or in a column that is one or two blanks off.
    let near = before.find(|other| other.indent().abs_diff(line.indent()) == 1)?;
    // Who indents by two blanks has written the odd one by mistake.
    let is_odd = |one: &Line<'_>| one.indent() % 2 == 1;
    let (wrong, right) = match (is_odd(&near), is_odd(&line)) {
        (true, false) => (near, line),
        (true, true) | (false, _) => (line, near),
    };
    is_about_keys(given_up).then(|| {
        let message = format!(
            "this line begins with {} blanks, and the line that it could stand beside with {}",
            wrong.indent(),
            right.indent()
        );
        let help = "begin lines of one mapping in the same column";
        Slip::new(wrong.first_word(), message, help).also(right.first_word(), "this one")
    })
}

fn is_about_columns(given_up: &GivenUp<'_>, line: &Line<'_>) -> bool {
    let of_it = is_about_keys(given_up) || given_up.what.contains("did not find expected '-'");
    of_it && given_up.at <= line.start + line.indent()
}

/// The first line of a mapping that is deeper than the others of it.
pub(super) fn first_too_deep(given_up: &GivenUp<'_>, lines: &Lines<'_>) -> Option<Slip> {
    let line = lines.current()?;
    let mut before = lines.before();
    let (first, opener) = (before.next()?, before.next()?);
    let is_first = opener.content().ends_with(':') && opener.indent() < line.indent();
    let found = is_about_columns(given_up, &line) && is_first && first.indent() > line.indent();
    found.then(|| {
        let message = "this line begins further right than the lines that belong beside it";
        let help = format!("indent with {} blanks, as the line below", line.indent());
        Slip::new(first.first_word(), message, help).also(line.first_word(), "this line follows")
    })
}

/// A line that ended a mapping early, because it begins left of it: lines of the mapping stand before it and after what
/// it holds.
pub(super) fn ended_early(given_up: &GivenUp<'_>, lines: &Lines<'_>) -> Option<Slip> {
    let line = lines.current()?;
    let column = line.indent();
    let mut before = lines.before();
    let ended = before.find(|other| other.indent() < column)?;
    let sibling = before.find(|other| other.indent() <= column)?;
    let found = is_about_columns(given_up, &line) && sibling.indent() == column;
    found.then(|| {
        let message = "this line begins further left than the lines around it";
        let help = format!("indent with {column} blanks, and what it holds further");
        Slip::new(ended.first_word(), message, help).also(line.first_word(), "this line follows")
    })
}

/// A line in the column of the items of a list, and none of them.
pub(super) fn no_item(given_up: &GivenUp<'_>, lines: &Lines<'_>) -> Option<Slip> {
    let line = lines.current()?;
    let is_item = |other: &Line<'_>| other.content().starts_with("- ");
    let item = lines
        .before()
        .find(|other| other.indent() <= line.indent())?;
    let found = given_up.what.contains("did not find expected '-'")
        && item.indent() == line.indent()
        && is_item(&item)
        && !is_item(&line);
    found.then(|| {
        let message = "this line begins in the column of the items of a list, and is none";
        let help = "indent it like the other lines of the item, or begin it with `- `";
        Slip::new(line.first_word(), message, help).also(item.first_word(), "an item of the list")
    })
}

/// A line that begins in the column of no mapping and no list around it.
pub(super) fn beside_none(given_up: &GivenUp<'_>, lines: &Lines<'_>) -> Option<Slip> {
    let line = lines.current()?;
    let near = lines
        .before()
        .find(|other| other.indent() != line.indent())?;
    is_about_columns(given_up, &line).then(|| {
        let message = format!(
            "this line begins with {} blanks, and no line that it could stand beside does",
            line.indent()
        );
        let label = match near.indent() > line.indent() {
            true => "this one begins further right",
            false => "this one begins further left",
        };
        let help = "begin lines of one mapping or list in the same column";
        Slip::new(line.first_word(), message, help).also(near.first_word(), label)
    })
}
