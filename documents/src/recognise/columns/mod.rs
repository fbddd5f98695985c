//! What the columns of a table are: by their headings, and by what stands below where a heading has two meanings.

mod told;

use super::held::{first_line, hold_code_words, hold_kinds, holds};
use crate::block::Table;
use crate::limits;
use crate::page::Cell;
use crate::vocabulary::{self, Marks, Role};

/// The columns of a table.
#[derive(Debug)]
pub(super) struct Columns {
    roles: Vec<Option<Role>>,
    headings: Vec<String>,
    /// How many rows are headings.
    pub(super) heads: usize,
    /// The columns of names, those of objects before those of their members.
    names: Vec<usize>,
    /// Further columns of notes, beside the one that has that role.
    notes: Vec<usize>,
    /// Whether there are no columns on the page, so that an empty cell says nothing.
    pub(super) made_up: bool,
}

/// In this order roles look for their columns: those that can be told by what they hold come first.
const TOLD: [Role; 14] = [
    Role::Url,
    Role::Wire,
    Role::Object,
    Role::Member,
    Role::Code,
    Role::Place,
    Role::Presence,
    Role::Length,
    Role::Encrypted,
    Role::Kind,
    Role::Status,
    Role::Depth,
    Role::Number,
    Role::Environment,
];

impl Columns {
    /// The columns of a table; none when its headings say nothing.
    pub(super) fn of(table: &Table) -> Option<Self> {
        Self::of_part(table, false)
    }

    /// The columns of a table, which may be known to be of a request or an answer.
    pub(super) fn of_part(table: &Table, is_in_part: bool) -> Option<Self> {
        if let Some(roles) = &table.roles {
            return Some(Self {
                roles: roles.iter().copied().map(Some).collect(),
                headings: vec![String::new(); roles.len()],
                heads: 0,
                names: roles
                    .iter()
                    .position(|role| *role == Role::Wire)
                    .into_iter()
                    .collect(),
                notes: Vec::new(),
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
        if headings
            .iter()
            .any(|heading| vocabulary::is_of_database(heading))
        {
            return None;
        }
        let mut columns = Self {
            roles: vec![None; width],
            headings,
            heads,
            names: Vec::new(),
            notes: Vec::new(),
            made_up: false,
        };
        columns.assign(table);
        if columns.correspond(table) {
            return None;
        }
        columns.find_unnamed(table);
        columns.find_headless(table, is_in_part);
        columns.find_names(table);
        columns.roles.iter().any(Option::is_some).then_some(columns)
    }

    fn assign(&mut self, table: &Table) {
        let words = self
            .headings
            .iter()
            .map(|heading| vocabulary::columns_by_words(heading));
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
        self.take(Role::Example, &candidates, body);
        if self.has(Role::Wire) {
            self.take(Role::Label, &only_labels, body);
            self.take(Role::Note, &candidates, body);
            self.take(Role::Label, &candidates, body);
        } else {
            for role in [Role::Message, Role::Label, Role::Note] {
                self.take(role, &candidates, body);
            }
        }
        let more = |column: &usize| {
            let roles = candidates.get(*column).map(Vec::as_slice);
            let words = [Role::Note, Role::Label];
            self.roles.get(*column) == Some(&None)
                && roles.is_some_and(|roles| words.iter().any(|word| roles.contains(word)))
        };
        self.notes = (0..self.roles.len()).filter(more).collect();
        self.take_told(body);
    }

    /// Below a title of codes, names that are all written as codes are: `INVALID_PARAMS`.
    pub(super) fn take_names_for_codes(&mut self, table: &Table) {
        let body = table.rows.get(self.heads..).unwrap_or_default();
        let wire = self.place(Role::Wire).filter(|_| !self.says_of_messages());
        let is_code = |text: &str| {
            text.contains(|c: char| c == '_' || c.is_ascii_digit()) && vocabulary::is_upper(text)
        };
        let mut cells = body.iter().filter_map(|row| row.get(wire?));
        if wire.is_some() && cells.all(|cell| is_code(&cell.text)) {
            self.set(wire, Role::Code);
            self.names.clear();
        }
    }

    /// Whether it says of its names what only messages have: types, lengths, marks.
    pub(super) fn says_of_messages(&self) -> bool {
        let said = [
            Role::Kind,
            Role::Length,
            Role::Presence,
            Role::Encrypted,
            Role::Place,
        ];
        said.into_iter().any(|role| self.has(role))
    }

    /// Whether it says no more of its names than a word on each: it may be a table of settings or of terms.
    pub(super) fn says_little(&self) -> bool {
        let values = vocabulary::fold(self.heading(Role::Note));
        !self.says_of_messages() && (self.heads == 0 || vocabulary::is_about_values(&values))
    }

    /// Whether it gives one value for each of its names and nothing else: what is set, or what a sample is made of.
    pub(super) fn gives_values(&self) -> bool {
        let values = vocabulary::fold(self.heading(Role::Note));
        self.roles.len() == 2 && self.heads > 0 && vocabulary::is_about_values(&values)
    }

    /// How deep a row is, where a column says it.
    pub(super) fn depth(&self, row: &[Cell]) -> usize {
        let cell = self.cell(row, Role::Depth);
        cell.and_then(|cell| cell.text.parse().ok())
            .unwrap_or_default()
    }

    fn set(&mut self, column: Option<usize>, role: Role) {
        if let Some(place) = column.and_then(|column| self.roles.get_mut(column)) {
            *place = Some(role);
        }
    }

    /// Names of members stand in columns beside those of their objects, with headings of their own or without.
    fn find_names(&mut self, table: &Table) {
        let Some(wire) = self.place(Role::Wire) else {
            return;
        };
        self.names.extend(self.place(Role::Object));
        self.names.push(wire);
        self.names.extend(self.place(Role::Member));
        let body = table.rows.get(self.heads..).unwrap_or_default();
        for column in wire + 1..self.roles.len() {
            let heading = self.headings.get(column);
            let first = self.headings.get(wire).map(|heading| unnumbered(heading));
            let own = heading
                .is_some_and(|heading| !heading.is_empty() && Some(unnumbered(heading)) != first);
            let free = self.roles.get(column) == Some(&None);
            if own || !free || !holds(Role::Wire, body, column) {
                break;
            }
            self.names.push(column);
        }
    }

    /// The cells of a row that name something, the outermost object first.
    pub(super) fn names<'r>(&self, row: &'r [Cell]) -> Vec<Option<&'r Cell>> {
        let cells = self.names.iter().map(|column| row.get(*column));
        let filled = cells.map(|cell| cell.filter(|cell| !cell.text.is_empty()));
        let mut names: Vec<Option<&Cell>> = filled.collect();
        // A cell that spans several columns names one thing.
        for level in (1..names.len()).rev() {
            let same = names.get(level).copied().flatten().map(|cell| &cell.text)
                == names
                    .get(level - 1)
                    .copied()
                    .flatten()
                    .map(|cell| &cell.text);
            if same && let Some(name) = names.get_mut(level) {
                *name = None;
            }
        }
        names
    }

    /// Whether a star stands behind the name of a row.
    pub(super) fn has_star(&self, row: &[Cell]) -> bool {
        let names = self.names(row).into_iter().flatten();
        let mut written = names.map(|cell| super::nesting::written(first_line(&cell.text)));
        written.any(|written| written.has_star && vocabulary::is_wire_name(written.name))
    }

    /// The filled cells of a row that say anything else, in their order.
    pub(super) fn notes<'r>(&self, row: &'r [Cell]) -> Vec<&'r Cell> {
        let mut columns: Vec<usize> = self.place(Role::Note).into_iter().collect();
        columns.extend(&self.notes);
        columns.sort_unstable();
        let cells = columns.iter().filter_map(|column| row.get(*column));
        cells.filter(|cell| !cell.text.is_empty()).collect()
    }

    /// The columns that have texts below a heading that is not known: the heading, in the first row.
    pub(super) fn unread<'t>(&self, table: &'t Table) -> Vec<&'t Cell> {
        let body = table.rows.get(self.heads..).unwrap_or_default();
        let unread = |column: &usize| {
            let free = self.roles.get(*column) == Some(&None)
                && !self.names.contains(column)
                && !self.notes.contains(column);
            let named = self
                .headings
                .get(*column)
                .is_some_and(|heading| !heading.is_empty());
            let mut cells = body.iter().filter_map(|row| row.get(*column));
            free && named && cells.any(|cell| !cell.text.is_empty())
        };
        let columns = (0..self.roles.len()).filter(unread);
        let first = table.rows.first().map(Vec::as_slice).unwrap_or_default();
        columns.filter_map(|column| first.get(column)).collect()
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
        let has_one = |column: &usize| {
            let roles = candidates.get(*column);
            roles.is_some_and(|roles| roles.len() == 1)
        };
        let alone = |column: &usize| {
            let codes = role == Role::Code && hold_code_words(body, *column);
            (told || codes) && has_one(column)
        };
        // `속성` with `String` below it has types, and `변수명` names whatever they look like.
        let are_types =
            |column: &usize| role == Role::Wire && !has_one(column) && hold_kinds(body, *column);
        let fits = |column: &usize| {
            let held = || holds(role, body, *column) && !are_types(column);
            rank(column).is_some() && (alone(column) || held())
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

    /// What the marks for presence mean beside each other.
    pub(super) fn marks(&self, table: &Table) -> Marks {
        let rows = table.rows.get(self.heads..).unwrap_or_default();
        let cells = rows.iter().filter_map(|row| self.cell(row, Role::Presence));
        Marks::of(
            self.heading(Role::Presence),
            cells.map(|cell| cell.text.as_str()),
        )
    }

    /// Where the column of a role stands.
    pub(super) fn place(&self, role: Role) -> Option<usize> {
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
            Role::Example,
        ];
        self.has(Role::Wire) && !self.has(Role::Url) && said.into_iter().any(|role| self.has(role))
    }

    /// Whether its names say how a call is made, and the cells beside them give an address or a method.
    pub(super) fn name_call_facts(&self, table: &Table) -> bool {
        let rows = table.rows.get(self.heads..).unwrap_or_default();
        let names = rows.iter().flat_map(|row| self.names(row)).flatten();
        let facts = |text: &str| vocabulary::is_call_fact(text);
        let names = names.map(|cell| cell.text.as_str());
        // `응답 형식` names no field either.
        let names = names.filter(|name| facts(name) || vocabulary::is_wire_name(name));
        // `Description` beside `Method` and `Path` is of the call.
        let are_facts = names.clone().filter(|name| facts(name)).count() > 1;
        let names = names.filter(|name| !are_facts || !vocabulary::is_beside_call_facts(name));
        let mut names = names.peekable();
        let is_address = |cell: &Cell| {
            let text = cell.text.as_str();
            text.contains("://") || text.starts_with('/') || super::address::is_method(text)
        };
        names.peek().is_some() && names.all(facts) && rows.iter().flatten().any(is_address)
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

/// `필드 1` and `필드 2` are one heading.
fn unnumbered(heading: &str) -> &str {
    heading
        .trim_end_matches(|c: char| c.is_ascii_digit())
        .trim_end()
}
