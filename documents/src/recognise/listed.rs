//! Fields that lines name outside of tables: `code: 0000 성공, 그 외 실패` above a sample which has them, a list below a
//! heading of a part of a message, and comments in a sample. One line or one sample alone is no proof of a field.

use crate::block::Table;
use crate::page::{Cell, SampleBody, SampleMember};
use crate::vocabulary::{self, Role};

/// So many names are a list.
const FEWEST_NAMES: usize = 2;
/// No line above a list says in more characters whether what it names must be there.
const LONGEST_PRESENCE: usize = 24;

/// Lines since the last heading that begin with a name and say something of it.
#[derive(Debug, Default)]
pub(super) struct Listed {
    lines: Vec<Line>,
    /// How many lines are those of a list, whatever they say.
    items: usize,
    /// The line above those that come, which says whether they must be there.
    presence: Option<Cell>,
}

#[derive(Debug)]
struct Line {
    cell: Cell,
    is_item: bool,
    presence: Option<Cell>,
}

impl Listed {
    pub(super) fn add(&mut self, cell: &Cell) {
        let is_item = item(&cell.text).is_some();
        self.items += usize::from(is_item);
        if let Some(presence) = presence(cell) {
            self.items -= usize::from(is_item);
            self.presence = Some(presence);
        } else if names(cell).is_some() {
            self.lines.push(Line {
                cell: cell.clone(),
                is_item,
                presence: self.presence.clone(),
            });
        }
    }

    /// The lines whose names a sample has, as a table; none where it has none of them.
    pub(super) fn shown_by(&self, sample: &SampleBody) -> Option<Table> {
        self.table(|_, name| sample.names().any(|shown| shown == name))
    }

    /// The items of a list, as a table, where most of them begin with names and the names are no codes.
    pub(super) fn of_items(&self) -> Option<Table> {
        let table = self.table(|line, name| {
            line.is_item && !vocabulary::is_call_fact(name) && !is_code(name)
        })?;
        let names = table.rows.iter().filter_map(|row| row.first());
        let mut small = names.filter(|name| name.text.contains(|c: char| c.is_ascii_lowercase()));
        let rows = table.rows.len();
        let is_list = rows >= FEWEST_NAMES && rows * 2 >= self.items && small.next().is_some();
        is_list.then_some(table)
    }

    fn table(&self, keeps: impl Fn(&Line, &str) -> bool) -> Option<Table> {
        let named = self
            .lines
            .iter()
            .filter_map(|line| Some((line, names(&line.cell)?)));
        let kept = named.filter(|(line, (name, _))| keeps(line, name));
        let rows = kept.map(|(line, (name, words))| {
            let presence = line.presence.as_ref();
            row([
                (name, line.cell.line),
                presence.map_or(("", line.cell.line), |cell| (&cell.text, cell.line)),
                (words, line.cell.line),
            ])
        });
        made_up(rows.collect(), &[Role::Wire, Role::Presence, Role::Note])
    }
}

/// The members of a sample that comments explain, with those that they are in.
pub(super) fn commented(sample: &SampleBody) -> Option<Table> {
    let explained = sample.members.iter().filter(|member| member.said.is_some());
    let leaves = sample
        .members
        .iter()
        .filter(|member| member.value.is_some());
    let explained = explained.count();
    if explained < FEWEST_NAMES || explained * 2 < leaves.count() {
        return None;
    }
    let rows = sample.members.iter().filter_map(|member| {
        let (name, above) = member.path.split_last()?;
        let marks = vocabulary::MEMBER_MARK.to_string().repeat(above.len());
        let (kind, length, words) = facts(member);
        let (presence, words) = marked(&words);
        let line = member.line;
        Some(row([
            (&format!("{marks}{name}"), line),
            (kind, line),
            (length, line),
            (presence, line),
            (&words, line),
        ]))
    });
    let roles = [
        Role::Wire,
        Role::Kind,
        Role::Length,
        Role::Presence,
        Role::Note,
    ];
    made_up(rows.collect(), &roles)
}

/// The type and the length that a comment begins with, and the other words of it: `text(20)` above `상점 아이디`.
fn facts(member: &SampleMember) -> (&str, &str, String) {
    let said = member.said.as_deref().unwrap_or_default();
    let (first, below) = said.split_once('\n').unwrap_or((said, ""));
    let typed = first.split_once('(').and_then(|(kind, rest)| {
        let (length, behind) = rest.split_once(')')?;
        let is_length = length.chars().all(|c| c.is_ascii_digit()) && !length.is_empty();
        (vocabulary::is_kind(kind.trim()) && is_length).then_some((kind.trim(), length, behind))
    });
    match typed {
        Some((kind, length, behind)) => {
            let words = [behind.trim(), below];
            let words = words.into_iter().filter(|words| !words.is_empty());
            (kind, length, words.collect::<Vec<&str>>().join("\n"))
        }
        None => ("", "", said.to_owned()),
    }
}

/// The word for presence that a comment is, or has in brackets of its own or before or behind a comma, and the other words:
/// `거래번호 (필수)`, `필수, 거래번호`. None where it has several, as a list of values does.
fn marked(said: &str) -> (&str, String) {
    let is_mark = |word: &str| vocabulary::is_presence(word.trim());
    let brackets = [('(', ')'), ('[', ']')];
    let in_brackets = brackets.iter().filter_map(|(open, close)| {
        let (before, rest) = said.split_once(*open)?;
        let (mark, behind) = rest.split_once(*close)?;
        is_mark(mark).then(|| {
            (
                mark,
                format!("{} {}", before.trim_end(), behind.trim_start()),
            )
        })
    });
    let whole = is_mark(said).then(|| (said, String::new()));
    let ends = [
        said.split_once(','),
        said.rsplit_once(',').map(|(words, mark)| (mark, words)),
    ];
    let at_ends = ends.into_iter().flatten();
    let at_ends = at_ends.filter(|(mark, _)| is_mark(mark));
    let at_ends = at_ends.map(|(mark, words)| (mark, words.to_owned()));
    let mut found = in_brackets.chain(whole).chain(at_ends);
    match (found.next(), found.next()) {
        (Some((mark, words)), None) => (mark.trim(), words.trim().to_owned()),
        _ => ("", said.to_owned()),
    }
}

fn row<const N: usize>(texts: [(&str, usize); N]) -> Vec<Cell> {
    let cells = texts.into_iter().enumerate();
    let cells = cells.map(|(index, (text, line))| Cell {
        text: text.to_owned(),
        line,
        column: Some(index + 1),
    });
    cells.collect()
}

fn made_up(rows: Vec<Vec<Cell>>, roles: &[Role]) -> Option<Table> {
    let line = rows.first()?.first()?.line;
    Some(Table {
        line,
        rows,
        roles: Some(roles.to_vec()),
        ..Table::default()
    })
}

/// Whether a name looks like a code of results: `A0200`.
fn is_code(name: &str) -> bool {
    name.contains(|c: char| c.is_ascii_digit())
        && !name.contains(|c: char| c.is_ascii_lowercase() || c == '_')
}

/// A line of a list, without its mark.
fn item(text: &str) -> Option<&str> {
    ["- ", "• ", "* ", "· "]
        .iter()
        .find_map(|mark| text.strip_prefix(mark))
}

/// The name that a line begins with, and what it says of it: `tid: 거래번호`, and in a list `tid - 거래번호` too.
fn names(cell: &Cell) -> Option<(&str, &str)> {
    let listed = item(&cell.text);
    let text = listed.unwrap_or(&cell.text);
    let by_dash = || {
        listed?;
        [" - ", " – ", " — "]
            .iter()
            .find_map(|dash| text.split_once(dash))
    };
    let parted = |(name, _): &(&str, &str)| vocabulary::is_wire_name(name.trim());
    let (name, words) = text.split_once(':').filter(parted).or_else(by_dash)?;
    let (name, words) = (name.trim(), words.trim());
    (vocabulary::is_wire_name(name) && !words.is_empty()).then_some((name, words))
}

/// The word of a line that says whether what is listed below it must be there: `필수 입력 항목`.
fn presence(cell: &Cell) -> Option<Cell> {
    let text = item(&cell.text).unwrap_or(&cell.text);
    let text = text.trim_end_matches([':', ' ']);
    let is_short = text.chars().count() <= LONGEST_PRESENCE && !text.contains(':');
    let words = text.trim_start_matches(['[', '(', '<', ' ']);
    let first = words.split([' ', ']', ')', '>']).next()?;
    let is_one = is_short && vocabulary::is_presence(first);
    is_one.then(|| Cell {
        text: first.to_owned(),
        ..cell.clone()
    })
}
