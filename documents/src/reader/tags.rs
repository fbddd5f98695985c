//! Fields that a page gives as tags with attributes, as generators of documentation have them, a tag a field:
//! `<ParamCard name="tid" type="string(20)" required={true} />`, `{% parameter in="body" name="tid" %} … {% endparameter %}`.
//! Tags one after the other become a table whose columns are called as the attributes are. What a column means is not
//! known here.

use super::lines::Extent;
use super::lines::Lines;
use crate::block::{Block, Table, tidy};
use crate::page::{Cell, KindWord};
use crate::vocabulary;

/// So many attributes are a tag's at most, and so many columns a table's.
const MOST_ATTRIBUTES: usize = 24;
/// So many bytes are a tag's at most, and stand before its end.
const LONGEST: usize = 16 * 1024;
/// The attribute that has the name of a field.
const NAME: &str = "name";
/// The attribute that has its words; what stands between a tag and its end is joined to them.
const WORDS: &str = "description";

/// The tables and request lines of the tags of a page without its samples, and on which lines they stand.
pub(super) fn read(text: &str) -> (Vec<Block>, Vec<Extent>) {
    let lines = Lines::new(text);
    let mut reader = TagReader::default();
    let mut at = 0;
    while let Some(mut tag) = next_tag(text, at) {
        if tag.kind == TagKind::Opens && !is_ended(text, &tag) {
            tag.kind = TagKind::Alone;
        }
        let between = text.get(at..tag.start).unwrap_or_default();
        reader.between(between, &tag);
        reader.tag(&tag, lines.line(tag.start), lines.line(tag.end));
        at = tag.end;
    }
    reader.between(text.get(at..).unwrap_or_default(), &Tag::default());
    reader.end_run();
    (reader.blocks, reader.extents)
}

/// A tag of a page.
#[derive(Debug, Default)]
struct Tag<'t> {
    word: &'t str,
    kind: TagKind,
    attributes: Vec<(&'t str, &'t str)>,
    start: usize,
    end: usize,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum TagKind {
    /// What follows until its end is inside of it.
    #[default]
    Opens,
    /// It is alone.
    Alone,
    /// It ends what another one opened.
    Closes,
}

impl<'t> Tag<'t> {
    fn attribute(&self, name: &str) -> Option<&'t str> {
        let mut named = self.attributes.iter().filter(|(key, _)| *key == name);
        named.next().map(|(_, value)| value.trim())
    }

    /// The name of the field that it is, and what it is of where an attribute has both: `body="tid"`.
    fn field(&self) -> Option<(&'t str, Option<&'t str>)> {
        let says = ["type", "required", "in", WORDS];
        if let Some(name) = self.attribute(NAME) {
            let is_field = says.iter().any(|key| self.attribute(key).is_some());
            return (is_field && vocabulary::is_wire_name(name)).then_some((name, None));
        }
        let mut placed = self.attributes.iter().filter(|(key, value)| {
            vocabulary::place(key).is_some() && vocabulary::is_wire_name(value)
        });
        let (place, name) = placed.next()?;
        self.attribute("type")?;
        Some((name, Some(place)))
    }

    /// Whether those after it are members of the object that it is of: `<ObjectHeader name="card" type="object" />`.
    fn heads_members(&self) -> bool {
        let word = self.word.to_lowercase();
        let kind = self.attribute("type").and_then(vocabulary::kind_word);
        self.kind == TagKind::Alone && word.ends_with("header") && kind == Some(KindWord::Object)
    }

    /// The request line of the call that it is.
    fn call(&self) -> Option<String> {
        let (path, method) = (self.attribute("path")?, self.attribute("method")?);
        let base = self.attribute("baseUrl").unwrap_or_default();
        Some(format!("{} {base}{path}", method.to_uppercase()))
    }
}

/// A field, and what its attributes say.
#[derive(Debug)]
struct Field<'t> {
    cells: Vec<(&'t str, String)>,
    line: usize,
}

#[derive(Default)]
struct TagReader<'t> {
    blocks: Vec<Block>,
    extents: Vec<Extent>,
    /// The fields of the table at hand.
    run: Vec<Field<'t>>,
    /// Whether the last tag that heads members is of the table at hand.
    is_headed: bool,
    /// The tags of fields that are open, each with the position of its field.
    open: Vec<(&'t str, usize)>,
}

impl<'t> TagReader<'t> {
    /// Text between two tags: that of the field that is open, or the end of the table.
    fn between(&mut self, text: &str, next: &Tag<'_>) {
        let text = tidy(text);
        // A word behind the heading of an object is of no field.
        let is_word = self.is_headed && text.chars().count() <= 6 && !text.starts_with(['#', '|']);
        if text.is_empty() || is_word {
            return;
        }
        let open = self.open.last().and_then(|(_, at)| self.run.get_mut(*at));
        // What no tag ends was no field's.
        let is_inside = !text.lines().any(|line| line.starts_with(['#', '|']));
        match open.filter(|_| is_inside && !next.word.is_empty()) {
            Some(field) => field.add(WORDS, &text),
            None => self.end_run(),
        }
    }

    fn tag(&mut self, tag: &Tag<'t>, first: usize, last: usize) {
        if tag.kind == TagKind::Closes {
            if self.open.last().is_some_and(|(word, _)| *word == tag.word) {
                self.open.pop();
                self.extend(last);
            }
            return;
        }
        if let Some((name, place)) = tag.field() {
            self.field(tag, name, place, first);
            self.extents.push((first, last));
            return;
        }
        let is_answer = tag.word.to_lowercase().ends_with("response");
        let status = tag.attribute("status").filter(|_| is_answer);
        let words = tag.call().or_else(|| Some(format!("Response {}", status?)));
        if let Some(words) = words {
            self.end_run();
            self.extents.push((first, last));
            let cell = Cell {
                text: words,
                line: first,
                column: None,
            };
            self.blocks.push(Block::line_of(cell));
        }
    }

    fn field(&mut self, tag: &Tag<'t>, name: &'t str, place: Option<&'t str>, line: usize) {
        // A member stands inside of the tag of its object.
        let heads = tag.heads_members();
        self.is_headed &= !heads;
        let depth = self.open.len() + usize::from(self.is_headed);
        let depth = vocabulary::MEMBER_MARK.to_string().repeat(depth);
        self.is_headed |= heads;
        let mut field = Field {
            cells: vec![(NAME, format!("{depth}{name}"))],
            line,
        };
        for (key, value) in &tag.attributes {
            let is_place = place == Some(*key);
            if !is_place && *key != NAME && !vocabulary::columns(key).is_empty() {
                field.add(key, value);
            }
        }
        field
            .cells
            .extend(place.map(|place| ("in", place.to_owned())));
        self.run.push(field);
        if tag.kind == TagKind::Opens {
            self.open.push((tag.word, self.run.len() - 1));
        }
    }

    /// The lines of the last field go on until here.
    fn extend(&mut self, last: usize) {
        if let Some(extent) = self.extents.last_mut() {
            extent.1 = extent.1.max(last);
        }
    }

    /// The table at hand ends.
    fn end_run(&mut self) {
        self.open.clear();
        self.is_headed = false;
        let run = std::mem::take(&mut self.run);
        let Some(first) = run.first() else {
            return;
        };
        let mut heads: Vec<&str> = Vec::new();
        for (key, _) in run.iter().flat_map(|field| &field.cells) {
            if !heads.contains(key) && heads.len() < MOST_ATTRIBUTES {
                heads.push(key);
            }
        }
        let head = heads.iter().map(|head| (*head).to_owned());
        let mut rows = vec![row(head, first.line)];
        rows.extend(run.iter().map(|field| {
            let cells = heads.iter().map(|head| field.said(head).to_owned());
            row(cells, field.line)
        }));
        self.blocks.push(Block::Table(Table {
            line: first.line,
            heads: 1,
            rows,
            ..Table::default()
        }));
    }
}

impl<'t> Field<'t> {
    fn said(&self, key: &str) -> &str {
        let mut cells = self.cells.iter().filter(|(known, _)| *known == key);
        cells.next().map_or("", |(_, text)| text)
    }

    fn add(&mut self, key: &'t str, text: &str) {
        let text = listed(text).unwrap_or_else(|| tidy(text));
        match self.cells.iter_mut().find(|(known, _)| *known == key) {
            Some((_, known)) if known.is_empty() => *known = text,
            Some((_, known)) => {
                known.push('\n');
                known.push_str(&text);
            }
            None => self.cells.push((key, text)),
        }
    }
}

/// A list of texts, one a line: `["A: card", "B: bank"]`.
fn listed(text: &str) -> Option<String> {
    let inner = text.trim().strip_prefix('[')?.strip_suffix(']')?;
    let mut texts = inner.split('"').skip(1).step_by(2).peekable();
    texts.peek()?;
    Some(texts.collect::<Vec<&str>>().join("\n"))
}

fn row(texts: impl Iterator<Item = String>, line: usize) -> Vec<Cell> {
    let cells = texts.enumerate().map(|(index, text)| Cell {
        text,
        line,
        column: Some(index + 1),
    });
    cells.collect()
}

/// The first tag from a place on: `<Word …>`, `</Word>`, `{% word … %}`. HTML's own tags begin with small letters.
fn next_tag(text: &str, from: usize) -> Option<Tag<'_>> {
    let mut at = from;
    loop {
        let rest = text.get(at..)?;
        let found = rest.find(['<', '{'])?;
        let start = at + found;
        match tag_at(text, start) {
            Some(tag) => return Some(tag),
            None => at = start + 1,
        }
    }
}

/// Whether the end of a tag stands behind it.
fn is_ended(text: &str, tag: &Tag<'_>) -> bool {
    let behind = beginning(text.get(tag.end..).unwrap_or_default());
    let mut ends = behind.match_indices(tag.word);
    ends.any(|(place, _)| {
        let before = behind.get(..place).unwrap_or_default();
        let before = before.trim_end();
        before.ends_with("</") || before.ends_with("{% end") || before.ends_with("{%end")
    })
}

/// As much of a text as is looked at.
fn beginning(text: &str) -> &str {
    let whole = (0..=LONGEST.min(text.len())).rev();
    let mut whole = whole.filter_map(|end| text.get(..end));
    whole.next().unwrap_or_default()
}

fn tag_at(text: &str, start: usize) -> Option<Tag<'_>> {
    let rest = beginning(text.get(start..)?);
    let whole = rest.len();
    let (inner, end) = match rest.strip_prefix("{%") {
        Some(inner) => (inner, "%}"),
        None => (rest.strip_prefix('<')?, ">"),
    };
    let inner = inner.trim_start();
    let is_liquid = end == "%}";
    let (inner, closes) = match inner.strip_prefix(if is_liquid { "end" } else { "/" }) {
        Some(inner) => (inner, true),
        None => (inner, false),
    };
    let length = inner
        .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.')))
        .unwrap_or(inner.len());
    let (word, mut left) = inner.split_at_checked(length)?;
    let begins = |c: char| is_liquid || c.is_ascii_uppercase();
    if !word.starts_with(begins) {
        return None;
    }
    let mut attributes = Vec::new();
    let kind = loop {
        left = left.trim_start();
        if let Some(after) = left.strip_prefix(end) {
            left = after;
            break if closes {
                TagKind::Closes
            } else {
                TagKind::Opens
            };
        }
        if let Some(after) = left.strip_prefix("/>").filter(|_| !is_liquid) {
            left = after;
            break TagKind::Alone;
        }
        let (attribute, after) = attribute(left)?;
        if attributes.len() < MOST_ATTRIBUTES {
            attributes.push(attribute);
        }
        left = after;
    };
    Some(Tag {
        word,
        kind,
        attributes,
        start,
        end: start + whole - left.len(),
    })
}

/// An attribute and what stands behind it: `name="tid"`, `required={true}`, `required`.
fn attribute(text: &str) -> Option<((&str, &str), &str)> {
    let length = text
        .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':')))
        .unwrap_or(text.len());
    let (key, rest) = text.split_at_checked(length)?;
    if key.is_empty() {
        return None;
    }
    let Some(value) = rest.strip_prefix('=') else {
        return Some(((key, "true"), rest));
    };
    let ends = match value.chars().next()? {
        quote @ ('"' | '\'') => quote,
        '{' => '}',
        _ => return None,
    };
    let inner = value.get(1..)?;
    let length = match ends {
        '}' => closing_brace(inner)?,
        quote => inner.find(quote)?,
    };
    let (value, behind) = inner.split_at_checked(length)?;
    Some((
        (key, value.trim_matches(['"', '\'', '`'])),
        behind.get(1..)?,
    ))
}

/// Where the brace that is open ends.
fn closing_brace(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (place, c) in text.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => return Some(place),
            '}' => depth -= 1,
            _ => {}
        }
    }
    None
}
