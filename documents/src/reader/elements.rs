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
