//! What the columns of a table are: by their headings, and by what stands below where a heading has two meanings.

use crate::block::Table;
use crate::limits;
use crate::page::Cell;
use crate::vocabulary::{self, Role};

/// The columns of a table.
#[derive(Debug)]
pub(super) struct Columns {
    roles: Vec<Option<Role>>,
    headings: Vec<String>,
    /// How many rows are headings.
    pub(super) heads: usize,
}

/// In this order roles look for their columns: those that can be told by what they hold come first.
const ORDER: [Role; 13] = [
    Role::Url,
    Role::Wire,
    Role::Code,
    Role::Presence,
    Role::Length,
    Role::Encrypted,
    Role::Kind,
    Role::Status,
    Role::Number,
    Role::Environment,
    Role::Label,
    Role::Message,
    Role::Note,
];

impl Columns {
    /// The columns of a table; none when its headings say nothing.
    pub(super) fn of(table: &Table) -> Option<Self> {
        if let Some(roles) = &table.roles {
            return Some(Self {
                roles: roles.iter().copied().map(Some).collect(),
                headings: vec![String::new(); roles.len()],
                heads: 0,
            });
        }
        // Without marked headings the first row may be one.
        let heads = table.heads.clamp(1, 3);
        let width = table.rows.first()?.len();
        if !(2..=limits::MOST_COLUMNS).contains(&width) || table.rows.len() <= heads {
            return None;
        }
        let headings: Vec<String> = (0..width)
            .map(|column| heading(table, heads, column))
            .collect();
        let mut columns = Self {
            roles: vec![None; width],
            headings,
            heads,
        };
        columns.assign(table);
        columns.roles.iter().any(Option::is_some).then_some(columns)
    }

    fn assign(&mut self, table: &Table) {
        let candidates: Vec<Vec<Role>> = self
            .headings
            .iter()
            .map(|heading| vocabulary::columns(heading))
            .collect();
        let body = table.rows.get(self.heads..).unwrap_or_default();
        for role in ORDER {
            let free = |column: &usize| self.roles.get(*column) == Some(&None);
            let fits = |column: &usize| {
                let roles = candidates
                    .get(*column)
                    .map(Vec::as_slice)
                    .unwrap_or_default();
                roles.contains(&role) && holds(role, body, *column)
            };
            // A column whose first meaning it is, before one that could mean it too.
            let rank = |column: &usize| {
                candidates
                    .get(*column)
                    .and_then(|roles| roles.iter().position(|r| *r == role))
            };
            let columns = 0..self.roles.len();
            let best = columns
                .filter(free)
                .filter(fits)
                .min_by_key(|column| (rank(column), *column));
            if let Some(place) = best.and_then(|column| self.roles.get_mut(column)) {
                *place = Some(role);
            }
        }
    }

    pub(super) fn has(&self, role: Role) -> bool {
        self.place(role).is_some()
    }

    fn place(&self, role: Role) -> Option<usize> {
        self.roles.iter().position(|known| *known == Some(role))
    }

    /// The cell of a row in the column of a role.
    pub(super) fn cell<'r>(&self, row: &'r [Cell], role: Role) -> Option<&'r Cell> {
        row.get(self.place(role)?)
    }

    /// The heading of the column of a role.
    pub(super) fn heading(&self, role: Role) -> &str {
        let heading = self.place(role).and_then(|place| self.headings.get(place));
        heading.map(String::as_str).unwrap_or_default()
    }

    /// Whether it is a table of fields: names, and at least one thing that is said of them.
    pub(super) fn are_fields(&self) -> bool {
        let said = [
            Role::Presence,
            Role::Length,
            Role::Kind,
            Role::Label,
            Role::Note,
            Role::Encrypted,
        ];
        self.has(Role::Wire) && !self.has(Role::Url) && said.into_iter().any(|role| self.has(role))
    }

    /// Whether it is a table of result codes.
    pub(super) fn are_codes(&self) -> bool {
        let said = [Role::Message, Role::Note, Role::Label];
        !self.has(Role::Wire) && self.has(Role::Code) && said.into_iter().any(|role| self.has(role))
    }
}

/// The heading of a column, of one row or more.
fn heading(table: &Table, heads: usize, column: usize) -> String {
    let cells = table
        .rows
        .iter()
        .take(heads)
        .filter_map(|row| row.get(column));
    let mut words: Vec<&str> = Vec::new();
    for cell in cells {
        if !words.contains(&cell.text.as_str()) {
            words.push(&cell.text);
        }
    }
    words.join("\n")
}

/// Whether the cells of a column are what a role holds. Only so can `구분` be told from `구분`.
fn holds(role: Role, body: &[Vec<Cell>], column: usize) -> bool {
    let cells: Vec<&str> = body
        .iter()
        .filter_map(|row| row.get(column))
        .map(|cell| cell.text.as_str())
        .collect();
    let filled: Vec<&str> = cells
        .iter()
        .copied()
        .filter(|text| !text.is_empty())
        .collect();
    let most = |test: &dyn Fn(&str) -> bool| {
        let hits = filled.iter().filter(|text| test(text)).count();
        hits > 0 && hits * 10 >= filled.len() * 6
    };
    match role {
        Role::Wire => most(&|text| is_wire_cell(text)),
        Role::Presence => most(&|text| vocabulary::presence(text, false).is_some()),
        Role::Encrypted => {
            filled.is_empty() || most(&|text| vocabulary::presence(text, false).is_some())
        }
        Role::Length => filled.is_empty() || most(&|text| super::length::length(text).is_some()),
        Role::Number => most(&|text| {
            text.chars()
                .all(|c| c.is_ascii_digit() || matches!(c, '-' | '.'))
        }),
        Role::Code => most(&|text| vocabulary::is_code(first_line(text))),
        Role::Status => most(&|text| {
            text.to_lowercase()
                .replace('x', "0")
                .get(..3)
                .is_some_and(vocabulary::is_status)
        }),
        Role::Url => most(&|text| text.contains("://") || text.starts_with('/')),
        Role::Environment => most(&|text| vocabulary::environment(text).is_some()),
        Role::Kind => most(&|text| vocabulary::kind(text).is_some()),
        Role::Label | Role::Note | Role::Message => true,
    }
}

fn first_line(text: &str) -> &str {
    text.split('\n').next().unwrap_or_default()
}

fn is_wire_cell(text: &str) -> bool {
    vocabulary::is_wire_name(super::table::without_depth(first_line(text)).0)
}
