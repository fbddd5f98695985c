//! HTML → blocks. The parsing is html5ever's; here its tree is walked.

use ego_tree::iter::Edge;
use scraper::Html;

use super::elements::{ITEM, Tag, by_style, heading, is, is_block, is_list, name, rows_of};
use super::grid::{self, Spanned};
use super::indent;
use super::lines::Extent;
use super::numbered;
use super::sink::{self, Id, Tree};
use crate::block::{Block, Table, tidy};
use crate::error::ReadError;
use crate::page::Cell;
use crate::vocabulary;

/// Which parts of a page are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Parts {
    /// All of it.
    All,
    /// Tables and headings; what stands around them is another reader's.
    TablesAndHeadings,
}

/// The parts of an HTML page.
pub(super) fn read(text: &str, parts: Parts) -> Result<Vec<Block>, ReadError> {
    Ok(read_with_ends(text, parts)?.0)
}

/// A longer line in bold letters is no heading.
const LONGEST_HEADING: usize = 60;

/// So few characters does a page have that a browser fills.
const SHELL: usize = 200;

/// Whether a page without a table that was recognised is a document all the same.
pub(super) fn is_a_document(text: &str) -> Result<(), ReadError> {
    let tree = sink::parse(text)?;
    let mut nodes = tree.html.tree.root().descendants();
    let asks_for_password = nodes.any(|node| {
        let element = node.value().as_element();
        element.is_some_and(|element| element.attr("type") == Some("password"))
    });
    if asks_for_password {
        return Err(ReadError::OtherKind {
            what: "a page that asks for a password",
            advice: "log in with a browser, and save the page that comes then",
        });
    }
    let scripts = tree.html.tree.root().descendants();
    let has_scripts = scripts.into_iter().any(|node| is(node, &["script"]));
    let shown = read(text, Parts::All)?;
    let letters = shown.iter().map(|block| match block {
        Block::Title(cell)
        | Block::Heading { cell, .. }
        | Block::Line { cell, .. }
        | Block::Note(cell) => cell.text.chars().count(),
        Block::Table(_) => SHELL,
    });
    match has_scripts && letters.sum::<usize>() < SHELL {
        true => Err(ReadError::OtherKind {
            what: "the shell of a page that a browser fills with scripts",
            advice: "open it in a browser, and save what it shows (\"web page, complete\") or copy its tables",
        }),
        false => Ok(()),
    }
}

/// The same, and where every outermost table begins and ends.
pub(super) fn read_with_ends(
    text: &str,
    parts: Parts,
) -> Result<(Vec<Block>, Vec<Extent>), ReadError> {
    let tree = sink::parse(text)?;
    let mut walk = Walk {
        tree: &tree,
        parts,
        blocks: Vec::new(),
        ends: Vec::new(),
        tables: 0,
        has_headings: has_headings(&tree.html),
        lists: 0,
        line: Cell {
            line: 1,
            ..Cell::default()
        },
        now: 1,
    };
    walk.page(&tree.html)?;
    Ok((walk.blocks, walk.ends))
}

struct Walk<'t> {
    tree: &'t Tree,
    parts: Parts,
    blocks: Vec<Block>,
    ends: Vec<Extent>,
    tables: usize,
    /// Whether the page has headings that are marked as such.
    has_headings: bool,
    /// The line of text that is being gathered.
    line: Cell,
    /// How many lists it is in.
    lists: usize,
    /// The line of the page.
    now: usize,
}

impl Walk<'_> {
    fn page(&mut self, html: &Html) -> Result<(), ReadError> {
        let mut next = Some(html.tree.root());
        while let Some(node) = next {
            let inside = self.open(node)?;
            next = match node.first_child().filter(|_| inside) {
                Some(child) => Some(child),
                None => self.after(node),
            };
        }
        self.end_line();
        Ok(())
    }

    /// The node after one and all that is in it, closing what ends before.
    fn after<'n>(&mut self, node: Tag<'n>) -> Option<Tag<'n>> {
        let mut node = node;
        loop {
            if is_block(node) {
                self.end_line();
            }
            if is(node, &["li"]) && self.line.text.trim() == ITEM.trim() {
                self.line.text.clear();
            }
            self.lists -= usize::from(is_list(node) && self.lists > 0);
            if let Some(sibling) = node.next_sibling() {
                return Some(sibling);
            }
            node = node.parent()?;
        }
    }

    /// Takes a node in, and tells whether to go on with what is in it.
    fn open(&mut self, node: Tag<'_>) -> Result<bool, ReadError> {
        if let Some(text) = node.value().as_text() {
            self.text(text);
            return Ok(true);
        }
        let Some(name) = name(node) else {
            return Ok(true);
        };
        self.now = self.start(node).unwrap_or(self.now);
        if is_block(node) {
            self.end_line();
        }
        self.lists += usize::from(is_list(node));
        match name {
            "li" => self.text(ITEM),
            "script" | "style" | "template" | "noscript" | "title" => return Ok(false),
            "br" => self.end_line(),
            "table" if !is_layout(node) => {
                self.end_line();
                self.table(node, None)?;
                let first = self.start(node).unwrap_or(self.now);
                let last = self.tree.end(node.id()).unwrap_or(first);
                self.ends.push((first, last));
                self.now = last;
                return Ok(false);
            }
            "pre" => {
                self.preformatted(node);
                return Ok(false);
            }
            _ => {}
        }
        let level = heading(name);
        let level = level.or_else(|| self.level_of_bold(node).filter(|_| !self.has_headings));
        let Some(level) = level else {
            return Ok(true);
        };
        let cell = Cell {
            text: self.heading_text(node),
            line: self.now,
            column: None,
        };
        if !cell.text.is_empty() {
            self.blocks.push(Block::Heading { level, cell });
        }
        Ok(false)
    }

    /// The level of a paragraph that is a heading by its bold letters, as word processors write them: by its numbers, else the
    /// lowest.
    fn level_of_bold(&self, node: Tag<'_>) -> Option<u8> {
        if !is(node, &["p"]) || !is_bold(node) {
            return None;
        }
        let text = self.cell_text(node, &mut Vec::new());
        let is_short = text.chars().count() <= LONGEST_HEADING && !text.contains('\n');
        let level = numbered::depth(&text)
            .map(|depth| depth.saturating_add(1).min(numbered::UNNUMBERED - 1));
        (is_short && !vocabulary::is_sentence(&text)).then(|| level.unwrap_or(numbered::UNNUMBERED))
    }

    fn start(&self, node: Tag<'_>) -> Option<usize> {
        self.tree.start(node.id())
    }

    fn text(&mut self, text: &str) {
        for (index, part) in text.split('\n').enumerate() {
            self.now += usize::from(index > 0);
            if !part.trim().is_empty() {
                if self.line.text.trim().is_empty() {
                    self.line.line = self.now;
                }
                self.line.text.push(' ');
                self.line.text.push_str(part);
            }
        }
    }

    /// A line of text ends, where there is one.
    fn end_line(&mut self) {
        // The mark of an item is of the block that the item begins with.
        if self.line.text.trim() == ITEM.trim() {
            return;
        }
        let gathered = std::mem::take(&mut self.line);
        let cell = Cell {
            text: tidy(&gathered.text),
            ..gathered
        };
        if !cell.text.is_empty() && self.parts == Parts::All {
            self.blocks.push(Block::Line {
                cell,
                code: false,
                indent: self.lists,
            });
        }
    }

    fn preformatted(&mut self, node: Tag<'_>) {
        let text: String = node
            .descendants()
            .filter_map(|node| node.value().as_text().map(|text| &**text))
            .collect();
        for (index, line) in text.split('\n').enumerate() {
            let cell = Cell {
                text: tidy(line),
                line: self.now + index,
                column: None,
            };
            if !cell.text.is_empty() && self.parts == Parts::All {
                self.blocks.push(Block::code(cell));
            }
        }
    }

    /// A table, and after it those in its cells.
    fn table(&mut self, node: Tag<'_>, inside: Option<usize>) -> Result<(), ReadError> {
        let ordinal = self.tables;
        self.tables += 1;
        let mut nested = Vec::new();
        let mut rows = Vec::new();
        let mut heads = 0;
        for row in rows_of(node) {
            let tags: Vec<_> = row
                .children()
                .filter(|cell| is(*cell, &["td", "th"]))
                .collect();
            let in_head = row.parent().is_some_and(|parent| is(parent, &["thead"]));
            let all_heads = !tags.is_empty() && tags.iter().all(|cell| is(*cell, &["th"]));
            if rows.len() == heads && (in_head || all_heads) {
                heads += 1;
            }
            let cells = tags.into_iter().map(|cell| self.cell(cell, &mut nested));
            rows.push(cells.collect());
        }
        heads = heads.max(grid::spanned_heads(&rows));
        let caption = node.children().find(|child| is(*child, &["caption"]));
        let caption = caption.map(|caption| self.cell_text(caption, &mut Vec::new()));
        let mut rows = grid::spread(rows)?;
        indent::into_marks(&mut rows, heads);
        let table = Table {
            line: self.start(node).unwrap_or(self.now),
            caption,
            heads,
            rows,
            roles: None,
            failure: None,
            ordinal: Some(ordinal),
            inside,
        };
        self.blocks.push(Block::Table(table));
        for id in nested {
            if let Some(node) = self.tree.html.tree.get(id) {
                self.table(node, Some(ordinal))?;
            }
        }
        Ok(())
    }

    fn cell(&self, node: Tag<'_>, nested: &mut Vec<Id>) -> Spanned {
        let span = |name: &str| {
            let element = node.value().as_element()?;
            element.attr(name)?.trim().parse::<usize>().ok()
        };
        let mut words = node
            .descendants()
            .filter_map(|inner| inner.value().as_text());
        let first = words.find(|words| !words.trim_ascii().is_empty());
        let blanks = first.map_or(0, |words| indent::wide_or_hard(words)) + by_style(node);
        Spanned {
            cell: Cell {
                text: indent::moved(self.cell_text(node, nested), blanks),
                line: self.start(node).unwrap_or(self.now),
                column: None,
            },
            rows: span("rowspan").unwrap_or(1),
            columns: span("colspan").unwrap_or(1),
        }
    }

    /// The text of a heading, without that of buttons which stand in it beside other words.
    fn heading_text(&self, node: Tag<'_>) -> String {
        let whole = self.cell_text(node, &mut Vec::new());
        let buttons = node.descendants().filter(|inner| is(*inner, &["button"]));
        let mut bare = whole.clone();
        for button in buttons {
            let words = self.cell_text(button, &mut Vec::new());
            if let Some(place) = bare.find(&words).filter(|_| !words.is_empty()) {
                bare.replace_range(place..place + words.len(), "");
            }
        }
        let bare = tidy(&bare);
        if bare.is_empty() { whole } else { bare }
    }

    /// The text of a cell, one line for each of its own. Of a table in it, each row is a line.
    fn cell_text(&self, node: Tag<'_>, nested: &mut Vec<Id>) -> String {
        let mut text = String::new();
        for edge in node.traverse() {
            match edge {
                // The cell itself is neither broken nor parted by what it begins and ends with.
                Edge::Open(inner) | Edge::Close(inner) if inner.id() == node.id() => {}
                Edge::Open(inner) => {
                    if let Some(words) = inner.value().as_text() {
                        text.extend(words.chars().map(|c| if c == '\n' { ' ' } else { c }));
                    } else if is(inner, &["table"])
                        && parent_table(inner) == parent_table_of_cell(node)
                    {
                        nested.push(inner.id());
                    }
                    text.push_str(alternative(inner));
                    text.push_str(before(inner));
                }
                Edge::Close(inner) => text.push_str(after(inner)),
            }
        }
        tidy(&text)
    }
}

/// Whether a page has headings that are marked as such.
fn has_headings(html: &Html) -> bool {
    let mut all = html.tree.root().descendants();
    all.any(|node| name(node).is_some_and(|name| heading(name).is_some()))
}

/// Whether all words of an element are bold.
fn is_bold(node: Tag<'_>) -> bool {
    let texts = node.descendants().filter(|inner| {
        let text = inner.value().as_text();
        text.is_some_and(|text| !text.trim().is_empty())
    });
    let mut texts = texts.peekable();
    texts.peek().is_some()
        && texts.all(|text| {
            let mut above = text.ancestors().take_while(|above| above.id() != node.id());
            above.any(|above| is(above, &["b", "strong"]))
        })
}

/// Whether a table only arranges a page: it has headings in its cells, or one cell a row and tables in it.
fn is_layout(table: Tag<'_>) -> bool {
    let mut inside = table.descendants().skip(1);
    if inside.any(|node| name(node).is_some_and(|name| heading(name).is_some())) {
        return true;
    }
    let cells = |row: &Tag<'_>| {
        row.children()
            .filter(|cell| is(*cell, &["td", "th"]))
            .count()
    };
    let tables = table.descendants().skip(1).any(|node| is(node, &["table"]));
    tables && rows_of(table).iter().all(|row| cells(row) <= 1)
}

/// The table that a node stands in.
fn parent_table(node: Tag<'_>) -> Option<Id> {
    let mut ancestors = node.ancestors();
    ancestors
        .find(|node| is(*node, &["table"]))
        .map(|node| node.id())
}

fn parent_table_of_cell(node: Tag<'_>) -> Option<Id> {
    match is(node, &["table"]) {
        true => Some(node.id()),
        false => parent_table(node),
    }
}

/// The text that a picture has in place of itself: a page may show its marks as pictures.
fn alternative(node: Tag<'_>) -> &str {
    let picture = node.value().as_element().filter(|_| is(node, &["img"]));
    picture
        .and_then(|picture| picture.attr("alt"))
        .unwrap_or_default()
}

/// The same, of a tag in a line of Markdown.
pub(super) fn alternative_of(tag: &str) -> String {
    let fragment = Html::parse_fragment(tag);
    let mut nodes = fragment.tree.root().descendants();
    let picture = nodes.find(|node| is(*node, &["img"]));
    picture.map_or(String::new(), |picture| alternative(picture).to_owned())
}

/// What an element in a cell begins with.
fn before(node: Tag<'_>) -> &'static str {
    match name(node) {
        Some("li") => "\n- ",
        Some("br" | "p" | "div" | "tr" | "ul" | "ol" | "table") => "\n",
        _ => "",
    }
}

/// What an element in a cell ends with.
fn after(node: Tag<'_>) -> &'static str {
    match name(node) {
        Some("p" | "div" | "li" | "ul" | "ol" | "table") => "\n",
        Some("td" | "th") if node.next_siblings().any(|next| is(next, &["td", "th"])) => ": ",
        _ => "",
    }
}
