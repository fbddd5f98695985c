//! Fields that a page lists without a table: a field begins a line with its name, its type and what else is short, and
//! the lines below explain it. Each list becomes a table whose columns are known. What stands in cells is not known here.
//!
//! Only a list is read so: one such line alone may be a sentence.

use crate::block::{Block, Table};
use crate::page::Cell;
use crate::vocabulary::{self, Marks, Role};

/// The columns of a list of fields.
const FIELD: [Role; 5] = [
    Role::Wire,
    Role::Kind,
    Role::Length,
    Role::Presence,
    Role::Note,
];
/// So many lines explain a field at most where another one follows after blank lines.
const MOST_LINES: usize = 6;
/// So many fields are a list.
const FEWEST_FIELDS: usize = 2;

/// The blocks of a page, its lists of fields as tables.
pub(super) fn tables(blocks: Vec<Block>) -> Vec<Block> {
    let mut out: Vec<Block> = Vec::new();
    let mut rest = blocks.as_slice();
    while let Some((block, after)) = rest.split_first() {
        match below_headings(rest).or_else(|| list(rest)) {
            Some((table, taken)) => {
                out.push(Block::Table(table));
                rest = rest.get(taken..).unwrap_or_default();
            }
            None => {
                out.push(block.clone());
                rest = after;
            }
        }
    }
    out
}

/// A field as a line gives it.
#[derive(Debug, Default, PartialEq, Eq)]
struct Entry<'t> {
    name: &'t str,
    kind: &'t str,
    length: String,
    presence: &'t str,
    rest: String,
}

/// A list of fields that begins here, and how many blocks it takes.
fn list(blocks: &[Block]) -> Option<(Table, usize)> {
    let first = line(blocks.first()?)?;
    let strong = entry(&first.text)?;
    // A type and a length behind a name are no sentence; what is less is one of a list.
    let is_whole = !strong.kind.is_empty() && !strong.length.is_empty();
    let (rows, taken) = rows(blocks, &FIELD, &in_list);
    let lines = blocks.iter().take(taken).filter_map(line);
    let strong = lines.filter(|cell| entry(&cell.text).is_some()).count();
    let table = Table {
        line: first.line,
        rows,
        roles: Some(FIELD.to_vec()),
        ..Table::default()
    };
    (is_whole || strong >= FEWEST_FIELDS).then_some((table, taken))
}

/// How a line gives a field, where it does.
type Reads<'r> = &'r dyn for<'t> Fn(&'t str) -> Option<Entry<'t>>;

/// The rows of the fields that lines give one after the other, each with the lines that explain it, and how many blocks
/// these are.
fn rows(blocks: &[Block], roles: &[Role], reads: Reads<'_>) -> (Vec<Vec<Cell>>, usize) {
    let mut rows = Vec::new();
    let mut at = 0;
    while let Some(cell) = blocks.get(at).and_then(line) {
        let Some(entry) = reads(&cell.text) else {
            break;
        };
        let end = at + 1 + lines_below(blocks.get(at..).unwrap_or_default(), reads);
        let below = blocks.get(at + 1..end).unwrap_or_default();
        rows.push(row(cell, &entry, below, roles));
        at = end;
    }
    (rows, at)
}

/// A table whose columns are parted by blanks alone, below a line of headings, as text that is copied from a browser has
/// it: what a cell is can be told by what it says, and an empty one by what is missing.
fn below_headings(blocks: &[Block]) -> Option<(Table, usize)> {
    let head = line(blocks.first()?)?;
    let (roles, words) = headings(&head.text)?;
    let words = words.into_iter().map(|word| (word, head.line));
    let behind = blocks.get(1..).unwrap_or_default();
    let (body, taken) = rows(behind, &roles, &|text| with_roles(text, &roles));
    let mut rows = vec![numbered(words.collect())];
    rows.extend(body);
    let table = Table {
        line: head.line,
        heads: 1,
        rows,
        ..Table::default()
    };
    (table.rows.len() > FEWEST_FIELDS).then_some((table, taken + 1))
}

/// The columns that a line of headings names, the one of names first and one for words last; none where a word of it
/// names none, or where two name the same.
fn headings(text: &str) -> Option<(Vec<Role>, Vec<String>)> {
    let words: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
    if !(3..=FIELD.len()).contains(&words.len()) {
        return None;
    }
    let mut roles: Vec<Role> = Vec::new();
    for (index, word) in words.iter().enumerate() {
        let known = vocabulary::columns(word);
        let role = match index {
            0 => known.contains(&Role::Wire).then_some(Role::Wire),
            _ if index + 1 == words.len() => known
                .iter()
                .any(|role| matches!(role, Role::Note | Role::Label))
                .then_some(Role::Note),
            _ => known
                .into_iter()
                .find(|role| matches!(role, Role::Kind | Role::Length | Role::Presence)),
        };
        roles.push(role.filter(|role| !roles.contains(role))?);
    }
    Some((roles, words))
}

/// A row of a table whose columns blanks part: what is missing is empty, and what belongs to no column begins the words.
fn with_roles<'t>(text: &'t str, roles: &[Role]) -> Option<Entry<'t>> {
    let mut words = Words::of(text);
    let name = words.next_if(vocabulary::is_wire_name)?;
    let mut entry = Entry {
        name,
        ..Entry::default()
    };
    for role in roles {
        match role {
            Role::Kind => entry.kind = words.next_if(vocabulary::is_kind).unwrap_or_default(),
            Role::Length => entry.length = words.length(true).unwrap_or_default(),
            Role::Presence => {
                let is_mark = |word: &str| vocabulary::presence(word, Marks::default()).is_some();
                entry.presence = words.next_if(is_mark).unwrap_or_default();
            }
            _ => {}
        }
    }
    let says = [entry.kind, entry.presence, &entry.length];
    let says = says.iter().any(|text| !text.is_empty());
    entry.rest = words.rest();
    says.then_some(entry)
}

/// A field that a line begins: `amount(number) : 결제 금액`, `currency?: string`, `tid String 30byte`,
/// `GoodsName 40 byte 필수 상품명`.
fn entry(text: &str) -> Option<Entry<'_>> {
    let text = text.strip_prefix("- ").unwrap_or(text);
    in_parentheses(text)
        .or_else(|| behind_a_colon(text))
        .or_else(|| behind_a_blank(text))
}

/// `amount(number) : 결제 금액`
fn in_parentheses(text: &str) -> Option<Entry<'_>> {
    let (name, rest) = text.split_once('(')?;
    let (kind, rest) = rest.split_once(')')?;
    let rest = rest.trim_start();
    let words = rest.strip_prefix([':', '-', '–'])?;
    let fine = vocabulary::is_wire_name(name.trim_end()) && vocabulary::is_kind(kind);
    fine.then(|| Entry {
        name: name.trim_end(),
        kind,
        rest: words.trim().to_owned(),
        ..Entry::default()
    })
}

/// `currency?: string`, `pg(deprecated)?: string`
fn behind_a_colon(text: &str) -> Option<Entry<'_>> {
    let (before, after) = text.split_once(':')?;
    let optional = before.trim_end().strip_suffix('?');
    let before = optional.unwrap_or(before).trim_end();
    let (name, aside) = match before.split_once('(') {
        Some((name, aside)) => (name, aside.strip_suffix(')')?),
        None => (before, ""),
    };
    let mut words = Words::of(after);
    let kind = words.next_if(vocabulary::is_kind)?;
    vocabulary::is_wire_name(name).then(|| Entry {
        name,
        kind,
        presence: optional.map_or("", |_| "optional"),
        rest: format!("{aside} {}", words.rest()).trim().to_owned(),
        ..Entry::default()
    })
}

/// `tid String 30byte`, `GoodsName 40 byte 필수 상품명`: a name with a length that has a unit, or with a type and a word
/// for presence.
fn behind_a_blank(text: &str) -> Option<Entry<'_>> {
    let mut words = Words::of(text);
    let mut entry = Entry {
        name: words.next_if(vocabulary::is_wire_name)?,
        kind: words.next_if(vocabulary::is_kind).unwrap_or_default(),
        ..Entry::default()
    };
    let mut length = words.length(false);
    let mut aside: Vec<&str> = Vec::new();
    // `tid String Unique 30byte`
    let mut behind = words.clone();
    while length.is_none() && !entry.kind.is_empty() {
        let Some(word) = behind.next_if(|word| !vocabulary::is_presence(word)) else {
            break;
        };
        aside.push(word);
        length = behind.length(false);
    }
    match length.is_some() {
        true if !aside.is_empty() => words = behind,
        _ => aside.clear(),
    }
    entry.presence = words.next_if(vocabulary::is_presence).unwrap_or_default();
    // `tid String 필수 30byte`
    entry.length = length.or_else(|| words.length(false)).unwrap_or_default();
    entry.rest = format!("{} {}", aside.join(" "), words.rest())
        .trim()
        .to_owned();
    let typed = !entry.kind.is_empty() && !entry.presence.is_empty();
    (typed || !entry.length.is_empty()).then_some(entry)
}

/// A field as one of a list.
fn in_list(text: &str) -> Option<Entry<'_>> {
    entry(text).or_else(|| typed(text))
}

/// `payMethod String …`: a name with a type, which is a field among others.
fn typed(text: &str) -> Option<Entry<'_>> {
    let mut words = Words::of(text);
    Some(Entry {
        name: words.next_if(vocabulary::is_wire_name)?,
        kind: words.next_if(vocabulary::is_kind)?,
        rest: words.rest(),
        ..Entry::default()
    })
}

/// The words of a line that are still to be read.
#[derive(Clone)]
struct Words<'t> {
    left: Vec<&'t str>,
}

impl<'t> Words<'t> {
    fn of(text: &'t str) -> Self {
        let mut left: Vec<&str> = text.split_whitespace().collect();
        left.reverse();
        Self { left }
    }

    fn next_if(&mut self, test: impl Fn(&str) -> bool) -> Option<&'t str> {
        let next = *self.left.last()?;
        test(next).then(|| self.left.pop()).flatten()
    }

    /// A length: `40byte`, `40 byte`, and a number alone where a column says that it is one.
    fn length(&mut self, has_column: bool) -> Option<String> {
        let word = *self.left.last()?;
        let digits = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
        let unit = word.trim_start_matches(|c: char| c.is_ascii_digit());
        if unit.len() < word.len() && vocabulary::is_unit(unit) {
            return self.left.pop().map(str::to_owned);
        }
        let below = self.left.len().checked_sub(2);
        let unit = below.and_then(|at| self.left.get(at)).copied();
        match unit.filter(|unit| digits(word) && vocabulary::is_unit(unit)) {
            Some(unit) => {
                self.left.truncate(self.left.len().saturating_sub(2));
                Some(format!("{word} {unit}"))
            }
            None if has_column && digits(word) => self.left.pop().map(str::to_owned),
            None => None,
        }
    }

    fn rest(mut self) -> String {
        self.left.reverse();
        self.left.join(" ")
    }
}

fn line(block: &Block) -> Option<&Cell> {
    match block {
        Block::Line { cell, code: false } => Some(cell),
        _ => None,
    }
}

/// How many of the blocks behind the first one explain the field that it begins: those on the lines directly below,
/// and those after blank lines where another field follows soon.
fn lines_below(blocks: &[Block], reads: Reads<'_>) -> usize {
    let mut last = blocks.first().map_or(0, Block::line);
    let mut direct = 0;
    let mut count = 0;
    for block in blocks.iter().skip(1) {
        let Some(cell) = line(block) else {
            return direct;
        };
        // What stands before a table is of the table.
        if headings(&cell.text).is_some() {
            return direct;
        }
        if reads(&cell.text).is_some() {
            return if count <= MOST_LINES { count } else { direct };
        }
        count += 1;
        if cell.line <= last + 1 {
            direct = if direct + 1 == count { count } else { direct };
            last = cell.line;
        } else if count > MOST_LINES {
            return direct;
        }
    }
    direct
}

/// The cells of a field, in the order of its columns.
fn row(cell: &Cell, entry: &Entry<'_>, below: &[Block], roles: &[Role]) -> Vec<Cell> {
    let below: Vec<&Cell> = below.iter().filter_map(line).collect();
    let first = below.first().map_or(cell.line, |first| first.line);
    let at = match entry.rest.is_empty() {
        true => first,
        false => cell.line,
    };
    let words = [entry.rest.as_str()];
    let below = below.iter().map(|cell| cell.text.as_str());
    let words: Vec<&str> = words
        .into_iter()
        .chain(below)
        .filter(|words| !words.is_empty())
        .collect();
    let cells = roles.iter().map(|role| match role {
        Role::Wire => (entry.name.to_owned(), cell.line),
        Role::Kind => (entry.kind.to_owned(), cell.line),
        Role::Length => (entry.length.clone(), cell.line),
        Role::Presence => (entry.presence.to_owned(), cell.line),
        _ => (words.join("\n"), at),
    });
    numbered(cells.collect())
}

fn numbered(cells: Vec<(String, usize)>) -> Vec<Cell> {
    let cells = cells
        .into_iter()
        .enumerate()
        .map(|(index, (text, line))| Cell {
            text,
            line,
            column: Some(index + 1),
        });
    cells.collect()
}
