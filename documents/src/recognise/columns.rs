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
    /// The column without a heading of its own that has the names of members, beside that of their parents.
    members: Option<usize>,
    /// Whether there are no columns on the page, so that an empty cell says nothing.
    pub(super) made_up: bool,
}

/// In this order roles look for their columns: those that can be told by what they hold come first.
const TOLD: [Role; 10] = [
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
];

impl Columns {
    /// The columns of a table; none when its headings say nothing.
    pub(super) fn of(table: &Table) -> Option<Self> {
        if let Some(roles) = &table.roles {
            return Some(Self {
                roles: roles.iter().copied().map(Some).collect(),
                headings: vec![String::new(); roles.len()],
                heads: 0,
                members: None,
                made_up: true,
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
            members: None,
            made_up: false,
        };
        columns.assign(table);
        columns.find_members(table);
        columns.roles.iter().any(Option::is_some).then_some(columns)
    }

    fn assign(&mut self, table: &Table) {
        let words = self
            .headings
            .iter()
            .map(|heading| vocabulary::columns(heading));
        let candidates: Vec<Vec<Role>> = words.collect();
        let body = table.rows.get(self.heads..).unwrap_or_default();
        let only_labels: Vec<Vec<Role>> = candidates
            .iter()
            .map(|roles| {
                roles
                    .iter()
                    .copied()
                    .filter(|role| *role != Role::Label || !roles.contains(&Role::Note))
                    .collect()
            })
            .collect();
        for role in TOLD {
            self.take(role, &candidates, body);
        }
        // `설명` alone is where a table of fields has its notes, and only beside a column of notes a label.
        if self.has(Role::Wire) {
            self.take(Role::Label, &only_labels, body);
            self.take(Role::Note, &candidates, body);
            self.take(Role::Label, &candidates, body);
        } else {
            for role in [Role::Message, Role::Label, Role::Note] {
                self.take(role, &candidates, body);
            }
        }
    }

    fn find_members(&mut self, table: &Table) {
        let Some(wire) = self.place(Role::Wire) else {
            return;
        };
        let heading = self.headings.get(wire + 1);
        let own = heading
            .is_some_and(|heading| !heading.is_empty() && Some(heading) != self.headings.get(wire));
        let free = self.roles.get(wire + 1) == Some(&None);
        let body = table.rows.get(self.heads..).unwrap_or_default();
        if !own && free && holds(Role::Wire, body, wire + 1) {
            self.members = Some(wire + 1);
        }
    }

    /// The cell of a row that names a member, where it does.
    pub(super) fn member<'r>(&self, row: &'r [Cell]) -> Option<&'r Cell> {
        let outer = self.cell(row, Role::Wire)?;
        let inner = row.get(self.members?)?;
        (!inner.text.is_empty() && inner.text != outer.text).then_some(inner)
    }

    /// Gives a role to the column that it is the likeliest meaning of.
    fn take(&mut self, role: Role, candidates: &[Vec<Role>], body: &[Vec<Cell>]) {
        if self.has(role) {
            return;
        }
        let free = |column: &usize| self.roles.get(*column) == Some(&None);
        let rank = |column: &usize| {
            candidates
                .get(*column)?
                .iter()
                .position(|known| *known == role)
        };
        // A heading with one meaning needs no second witness: what is not understood below it is said to be so.
        let told = [Role::Length, Role::Presence, Role::Encrypted, Role::Kind].contains(&role);
        let alone = |column: &usize| {
            told && candidates
                .get(*column)
                .is_some_and(|roles| roles.len() == 1)
        };
        let fits = |column: &usize| {
            rank(column).is_some() && (alone(column) || holds(role, body, *column))
        };
        let columns = (0..self.roles.len()).filter(free).filter(fits);
        let best = columns.min_by_key(|column| (rank(column), *column));
        if let Some(place) = best.and_then(|column| self.roles.get_mut(column)) {
            *place = Some(role);
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
    vocabulary::is_wire_name(super::nesting::without_depth(first_line(text)).0)
}
