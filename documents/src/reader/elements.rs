//! The elements of an HTML page: which of them begin lines, lists and headings, and which rows a table has.

use scraper::Node;

pub(super) type Tag<'t> = ego_tree::NodeRef<'t, Node>;

pub(super) fn rows_of(table: Tag<'_>) -> Vec<Tag<'_>> {
    let mut rows = Vec::new();
    for part in table.children() {
        match name(part) {
            Some("tr") => rows.push(part),
            Some("thead" | "tbody" | "tfoot") => {
                rows.extend(part.children().filter(|row| is(*row, &["tr"])));
            }
            _ => {}
        }
    }
    rows
}

pub(super) fn name(node: Tag<'_>) -> Option<&str> {
    node.value().as_element().map(|element| element.name())
}

pub(super) fn is(node: Tag<'_>, names: &[&str]) -> bool {
    name(node).is_some_and(|name| names.contains(&name))
}

pub(super) fn heading(name: &str) -> Option<u8> {
    let level = name.strip_prefix('h')?.parse().ok()?;
    (1..=6).contains(&level).then_some(level)
}

/// What an item of a list begins with.
pub(super) const ITEM: &str = "- ";

pub(super) fn is_list(node: Tag<'_>) -> bool {
    is(node, &["ul", "ol", "dl"])
}

/// Whether an element begins and ends a line.
pub(super) fn is_block(node: Tag<'_>) -> bool {
    const BLOCKS: [&str; 22] = [
        "p",
        "div",
        "li",
        "ul",
        "ol",
        "dl",
        "dt",
        "dd",
        "section",
        "article",
        "main",
        "header",
        "footer",
        "nav",
        "blockquote",
        "details",
        "summary",
        "body",
        "pre",
        "tr",
        "td",
        "th",
    ];
    is(node, &BLOCKS) || name(node).is_some_and(|name| heading(name).is_some())
}

/// By how many blanks the style of a cell, or of what is in it, moves its words to the right.
pub(super) fn by_style(cell: Tag<'_>) -> usize {
    let elements = cell
        .descendants()
        .filter_map(|inner| inner.value().as_element());
    let styles = elements.filter_map(|element| element.attr("style"));
    let rules = styles
        .flat_map(|style| style.split(';'))
        .filter_map(|rule| rule.split_once(':'));
    let moves = rules.filter(|(property, _)| {
        matches!(
            property.trim(),
            "padding-left" | "margin-left" | "text-indent"
        )
    });
    moves.map(|(_, width)| blanks(width.trim())).sum()
}

/// About how many blanks are as wide as this.
fn blanks(width: &str) -> usize {
    let end = width
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(width.len());
    let (number, unit) = width.split_at(end);
    let number: usize = number.parse().unwrap_or_default();
    match unit.trim_start_matches(|c: char| c == '.' || c.is_ascii_digit()) {
        "px" | "pt" => number / 8,
        "em" | "rem" => number.saturating_mul(2),
        _ => 0,
    }
    .min(WIDEST)
}

/// More blanks than this move nothing further.
const WIDEST: usize = 40;
