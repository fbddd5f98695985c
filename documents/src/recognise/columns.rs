//! What the columns of a table are: by their headings, and by what stands below where a heading has two meanings.

use super::held::{
    are_names, first_line, hold_code_words, hold_kinds, hold_prose, holds, is_heading, is_wire_cell,
};
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

    /// Columns whose headings are sentences, or not known, where what they hold leaves one meaning: marks below a heading
    /// that speaks of what must be there, and prose, which says more of what stands beside it.
    fn take_told(&mut self, body: &[Vec<Cell>]) {
        if !self.has(Role::Wire) {
            return;
        }
        for column in 0..self.roles.len() {
            let is_free = self.roles.get(column) == Some(&None) && !self.notes.contains(&column);
            let heading = self
                .headings
                .get(column)
                .filter(|heading| !heading.is_empty());
            let Some(heading) = heading.filter(|_| is_free) else {
                continue;
            };
            let marks = vocabulary::speaks_of_presence(heading);
            let is_name = vocabulary::columns(heading).contains(&Role::Wire);
            if !self.has(Role::Kind) && hold_kinds(body, column) {
                self.set(Some(column), Role::Kind);
            } else if is_name && !self.has(Role::Label) && !holds(Role::Wire, body, column) {
                // `Parameter name` beside `Parameter`
                self.set(Some(column), Role::Label);
            } else if marks && !self.has(Role::Presence) && holds(Role::Presence, body, column) {
                self.set(Some(column), Role::Presence);
            } else if hold_prose(body, column) {
                match self.has(Role::Note) {
                    true => self.notes.push(column),
                    false => self.set(Some(column), Role::Note),
                }
            }
        }
    }

    /// Columns whose headings are not known, but what stands in them and beside them is.
    fn find_unnamed(&mut self, table: &Table) {
        let body = table.rows.get(self.heads..).unwrap_or_default();
        let kinds = self.place(Role::Kind);
        let about_fields = kinds.is_some_and(|column| holds(Role::Kind, body, column));
        if !self.has(Role::Wire) && about_fields {
            let free = (0..self.roles.len())
                .find(|column| self.roles.get(*column) == Some(&None) && are_names(body, *column));
            self.set(free, Role::Wire);
            // What explains a code explains a field too.
            let words = self.place(Role::Message).filter(|_| free.is_some());
            let role = match self.has(Role::Note) {
                true => Role::Label,
                false => Role::Note,
            };
            self.set(words, role);
        }
        // Notes stand last, and need no heading.
        let last = self.roles.len().checked_sub(1);
        let unnamed = last.filter(|last| {
            let mut cells = body.iter().filter_map(|row| row.get(*last));
            self.roles.get(*last) == Some(&None)
                && self.headings.get(*last).is_some_and(String::is_empty)
                && cells.any(|cell| !cell.text.is_empty())
        });
        if unnamed.is_none() || !self.has(Role::Wire) {
            return;
        }
        // `설명` is a label where there are notes besides.
        let label = self.place(Role::Note);
        if !self.has(Role::Label)
            && vocabulary::columns(self.heading(Role::Note)).contains(&Role::Label)
        {
            self.set(label, Role::Label);
        }
        if !self.has(Role::Note) {
            self.set(unnamed, Role::Note);
        }
    }

    /// A table without headings, whose first row is a field like the others: names, and Korean words for them.
    fn find_headless(&mut self, table: &Table, is_in_part: bool) {
        // `ResultCode | 결과코드` is the head of a table of codes and the first field of an answer.
        let is_code = |column: usize| {
            let cell = table.rows.first().and_then(|first| first.get(column));
            cell.is_some_and(|cell| vocabulary::is_result_code(&cell.text))
        };
        let known = self.roles.iter().filter(|role| role.is_some()).count();
        let only_code = self.place(Role::Code) == Some(0) && is_code(0) && is_code(1);
        let is_known = known > 0 && !only_code;
        let is_korean = |row: &[Cell]| {
            let label = row.get(1);
            label.is_some_and(|cell| vocabulary::is_korean(&cell.text))
        };
        let rows = table.rows.iter().filter(|row| !is_heading(row));
        let rows: Vec<&Vec<Cell>> = rows.collect();
        let korean = rows.iter().filter(|row| is_korean(row)).count();
        let names = rows.iter().filter_map(|row| row.first());
        let all_named = names.clone().all(|cell| is_wire_cell(&cell.text));
        // Below a heading that says which way they go, fewer of them need a word.
        let fewest = if is_in_part { 4 } else { 8 };
        let is_one = !is_known && rows.len() > 2 && all_named && korean * 10 >= rows.len() * fewest;
        if !is_one || rows.first().is_none_or(|first| !is_korean(first)) {
            return;
        }
        self.heads = 0;
        self.made_up = true;
        self.roles.iter_mut().for_each(|role| *role = None);
        self.notes.clear();
        self.headings.iter_mut().for_each(String::clear);
        self.set(Some(0), Role::Wire);
        self.set(Some(1), Role::Label);
        // Lengths without a heading say by their unit what they are.
        let has_unit = |column: usize| {
            let mut cells = table.rows.iter().filter_map(|row| row.get(column));
            cells.any(|cell| super::length::leading(&format!("{} ", cell.text)).is_some())
        };
        for column in 2..self.roles.len() {
            let is_length = has_unit(column) && holds(Role::Length, &table.rows, column);
            let role = match is_length && !self.has(Role::Length) {
                true => Role::Length,
                false => Role::Note,
            };
            self.set(Some(column).filter(|_| !self.has(role)), role);
        }
    }

    /// Whether it says no more of its names than a word on each: it may be a table of settings or of terms.
    pub(super) fn says_little(&self) -> bool {
        let said = [Role::Kind, Role::Length, Role::Presence, Role::Encrypted];
        let is_silent = !said.into_iter().any(|role| self.has(role));
        let values = vocabulary::fold(self.heading(Role::Note));
        is_silent && (self.heads == 0 || vocabulary::is_about_values(&values))
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
