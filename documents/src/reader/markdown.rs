//! Markdown → blocks. The parsing is pulldown-cmark's, and html5ever's for the HTML in it.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::bars;
use super::html::{self, Parts};
use super::indent;
use super::lines::{self, Lines};
use super::tags;
use crate::block::{Block, Table, tidy};
use crate::error::ReadError;
use crate::page::Cell;

/// The parts of a Markdown page.
///
/// Tags with attributes that are fields are read apart too, and their lines are not read again. HTML tables are read first, from a copy of the page without its samples of code. Blank lines end HTML in
/// Markdown but not a table in the eyes of a browser, so that Markdown is read without the lines of those tables.
pub(super) fn read(text: &str) -> Result<Vec<Block>, ReadError> {
    let mut blocks: Vec<Block> = title(text).into_iter().collect();
    let text = without_front_matter(text);
    let mut text: std::borrow::Cow<'_, str> = without_closed_scripts(&text).into();
    if has_html(&text) {
        let (found, ends) =
            html::read_with_ends(&without_samples(&text), Parts::TablesAndHeadings)?;
        blocks.extend(found);
        text = lines::without(&text, &ends).into();
    }
    let (found, ends) = tags::read(&without_samples(&text));
    if !found.is_empty() {
        blocks.extend(found);
        text = lines::without(&text, &ends).into();
    }
    let (apart, lines) = bars::tables_apart(&text);
    blocks.extend(markdown(&apart, &lines));
    blocks.sort_by_key(Block::line);
    Ok(blocks)
}

/// Only the first lines of a page are front matter: elsewhere `---` parts what stands above it from what stands below.
fn options() -> Options {
    Options::ENABLE_TABLES
}

/// How many lines at the beginning are front matter, with blank lines and comments of who saved the page before it.
fn front_matter(text: &str) -> usize {
    let is_aside = |line: &str| {
        let line = line.trim();
        line.is_empty() || (line.starts_with("<!--") && line.ends_with("-->"))
    };
    let asides = text.lines().take_while(|line| is_aside(line)).count();
    let mut lines = text.lines().skip(asides);
    let ends = |line: &str| matches!(line.trim_end(), "---" | "...");
    let begins = lines.next().is_some_and(|first| first.trim_end() == "---");
    // A rule across the page looks like the beginning, and has sentences behind it.
    let has_keys = lines.clone().next().is_some_and(|line| {
        let key = line.split_once(':').map(|(key, _)| key);
        key.is_some_and(|key| !key.is_empty() && !key.contains(['|', '#', ' ']))
    });
    let end = lines
        .position(ends)
        .filter(|_| begins && (asides == 0 || has_keys));
    end.map_or(0, |end| asides + end + 2)
}

/// What the front matter calls the page.
fn title(text: &str) -> Option<Block> {
    let lines = text.lines().enumerate().take(front_matter(text));
    let mut titles = lines.filter_map(|(index, line)| {
        let words = line
            .strip_prefix("title:")?
            .trim()
            .trim_matches(['"', '\'']);
        (!words.is_empty()).then(|| Cell {
            text: tidy(words),
            line: index + 1,
            column: None,
        })
    });
    titles.next().map(Block::Title)
}

/// The page with empty lines in place of its front matter.
fn without_front_matter(text: &str) -> std::borrow::Cow<'_, str> {
    let hidden = front_matter(text);
    if hidden == 0 {
        return text.into();
    }
    let rest = text.split_inclusive('\n').skip(hidden);
    let rest: String = rest.collect();
    format!("{}{rest}", "\n".repeat(hidden)).into()
}

/// The page with blanks in place of tags such as `<script src="tabs.js"/>`: Markdown's own renderers close these, and a
/// browser would take all that follows for a script.
fn without_closed_scripts(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find("<script") {
        let (before, tag) = rest.split_at(start);
        out.push_str(before);
        let end = tag.find('>').map_or(tag.len(), |end| end + 1);
        let (tag, after) = tag.split_at(end);
        match tag.ends_with("/>") {
            true => out.extend(tag.chars().map(|c| if c == '\n' { '\n' } else { ' ' })),
            false => out.push_str(tag),
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

fn has_html(text: &str) -> bool {
    let mut parser = Parser::new_ext(text, options());
    parser.any(|event| match event {
        Event::Html(html) | Event::InlineHtml(html) => {
            let html = html.to_ascii_lowercase();
            html.contains("<table") || html.contains("<h")
        }
        _ => false,
    })
}

/// The page with blanks in place of its samples of code, whose tags are no tags.
fn without_samples(text: &str) -> String {
    let mut bytes = text.as_bytes().to_vec();
    let mut fenced = false;
    for (event, range) in Parser::new_ext(text, options()).into_offset_iter() {
        let sample = match &event {
            Event::Start(Tag::CodeBlock(pulldown_cmark::CodeBlockKind::Fenced(_))) => {
                fenced = true;
                true
            }
            Event::End(TagEnd::CodeBlock) => std::mem::take(&mut fenced),
            Event::Code(_) => true,
            _ => fenced,
        };
        if sample {
            let hidden = bytes.get_mut(range).unwrap_or_default();
            hidden
                .iter_mut()
                .filter(|byte| **byte != b'\n')
                .for_each(|byte| *byte = b' ');
        }
    }
    // Only whole characters were replaced, byte by byte.
    String::from_utf8(bytes).unwrap_or_default()
}

/// `&nbsp;` as a wide blank: who writes it out means to move what follows.
fn written_blank<'a>(event: Event<'a>, source: &str) -> Event<'a> {
    match event {
        Event::Text(blank) if &*blank == "\u{a0}" && source.starts_with('&') => {
            Event::Text("\u{2003}".into())
        }
        event => event,
    }
}

/// The parts that Markdown itself has.
fn markdown(text: &str, numbers: &[usize]) -> Vec<Block> {
    let starts = Lines::new(text);
    let line = |offset| numbers.get(starts.line(offset) - 1).copied().unwrap_or(1);
    let mut reader = BlockReader::default();
    for (event, range) in Parser::new_ext(text, options()).into_offset_iter() {
        let event = written_blank(event, &text[range.clone()]);
        reader.event(event, line(range.start));
    }
    reader.end_line();
    reader.blocks
}

/// What has been read, and what is being read.
#[derive(Default)]
struct BlockReader {
    blocks: Vec<Block>,
    /// A line, a heading or a cell.
    cell: Cell,
    row: Vec<Cell>,
    table: Option<Table>,
    /// Whether it is a sample.
    code: bool,
    /// How many lists it is in.
    lists: usize,
    /// A block of HTML, and the line that it begins on.
    html: (usize, String),
}

impl BlockReader {
    fn event(&mut self, event: Event<'_>, line: usize) {
        match event {
            Event::Text(text) if self.code => self.sample(&text, line),
            // Code has no entities, and pages write them all the same.
            Event::Code(text) => self.text(&text.replace("&nbsp;", " "), line),
            Event::Text(text) => self.text(&text, line),
            Event::InlineHtml(html) => self.tag(&html, line),
            Event::Html(html) => self.html.1.push_str(&html),
            Event::SoftBreak | Event::HardBreak => self.break_line(),
            Event::Start(tag) => self.start(&tag, line),
            Event::End(tag) => self.end(tag),
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>, line: usize) {
        match tag {
            Tag::CodeBlock(_) => {
                self.end_line();
                self.code = true;
            }
            Tag::Table(_) => {
                self.end_line();
                self.table = Some(Table {
                    line,
                    ..Table::default()
                });
            }
            Tag::TableCell => {
                self.cell = Cell {
                    line,
                    ..Cell::default()
                };
            }
            Tag::List(_) => {
                self.end_line();
                self.lists += 1;
            }
            Tag::Item => {
                self.end_line();
                self.text("- ", line);
            }
            Tag::Heading { .. } => self.end_line(),
            Tag::HtmlBlock => {
                self.end_line();
                self.html = (line, String::new());
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::CodeBlock => self.code = false,
            TagEnd::Heading(level) => self.heading(level),
            TagEnd::TableCell => {
                let blanks = indent::wide(&self.cell.text);
                let mut cell = self.take();
                cell.text = indent::moved(cell.text, blanks);
                cell.column = Some(self.row.len() + 1);
                self.row.push(cell);
            }
            TagEnd::TableHead => {
                self.row();
                if let Some(table) = &mut self.table {
                    table.heads = 1;
                }
            }
            TagEnd::TableRow => self.row(),
            TagEnd::Table => self.end_table(),
            TagEnd::Paragraph | TagEnd::Item => self.end_line(),
            TagEnd::HtmlBlock => self.lines_of_html(),
            TagEnd::List(_) => self.lists = self.lists.saturating_sub(1),
            _ => {}
        }
    }

    fn text(&mut self, text: &str, line: usize) {
        if self.cell.text.is_empty() && self.table.is_none() {
            self.cell.line = line;
        }
        self.cell.text.push_str(text);
    }

    /// HTML inside of a line: what breaks it matters, and what stands in place of a picture.
    fn tag(&mut self, tag: &str, line: usize) {
        let html = tag.to_ascii_lowercase();
        let name = html.trim_start_matches(['<', '/']);
        let name = name.split(|c: char| !c.is_ascii_alphanumeric()).next();
        match name {
            Some("br" | "p" | "div" | "ul" | "ol") => self.break_line(),
            Some("img") => self.text(&html::alternative_of(tag), line),
            Some("li") if !html.starts_with("</") => {
                self.break_line();
                self.text("- ", line);
            }
            _ => {}
        }
    }

    fn break_line(&mut self) {
        match self.table.is_some() {
            true => self.cell.text.push('\n'),
            false => self.end_line(),
        }
    }

    fn take(&mut self) -> Cell {
        let cell = std::mem::take(&mut self.cell);
        Cell {
            text: tidy(&cell.text),
            ..cell
        }
    }

    fn row(&mut self) {
        let row = std::mem::take(&mut self.row);
        if let Some(table) = &mut self.table {
            table.rows.push(row);
        }
    }

    fn end_table(&mut self) {
        if let Some(mut table) = self.table.take() {
            indent::into_marks(&mut table.rows, table.heads);
            self.blocks.push(Block::Table(table));
        }
    }

    fn heading(&mut self, level: HeadingLevel) {
        let cell = self.take();
        if !cell.text.is_empty() {
            let level = level as u8;
            self.blocks.push(Block::Heading { level, cell });
        }
    }

    fn end_line(&mut self) {
        let cell = self.take();
        if !cell.text.is_empty() {
            self.blocks.push(Block::Line {
                cell,
                code: false,
                indent: self.lists,
            });
        }
    }

    /// The lines of a block of HTML, whose tables and headings were read before.
    fn lines_of_html(&mut self) {
        let (first, html) = std::mem::take(&mut self.html);
        let found = html::read(&html, Parts::All).unwrap_or_default();
        let lines = found.into_iter().filter_map(|block| match block {
            Block::Line {
                mut cell,
                code,
                indent,
            } => {
                cell.line += first - 1;
                Some(Block::Line { cell, code, indent })
            }
            Block::Title(_) | Block::Heading { .. } | Block::Table(_) | Block::Note(_) => None,
        });
        self.blocks.extend(lines);
    }

    fn sample(&mut self, text: &str, line: usize) {
        for (index, words) in text.split('\n').enumerate() {
            let cell = Cell {
                text: tidy(words),
                line: line + index,
                column: None,
            };
            if !cell.text.is_empty() {
                self.blocks.push(Block::code(cell));
            }
        }
    }
}
