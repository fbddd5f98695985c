//! Columns that their headings do not tell, or not alone: by what stands in them and beside them.

use super::Columns;
use crate::block::Table;
use crate::page::Cell;
use crate::recognise::held::{are_names, hold_kinds, hold_prose, holds, is_heading, is_wire_cell};
use crate::recognise::length;
use crate::vocabulary::{self, Role};

impl Columns {
    /// Columns whose headings are sentences, or not known, where what they hold leaves one meaning: marks below a heading
    /// that speaks of what must be there, and prose, which says more of what stands beside it.
    pub(super) fn take_told(&mut self, body: &[Vec<Cell>]) {
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
    pub(super) fn find_unnamed(&mut self, table: &Table) {
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
    pub(super) fn find_headless(&mut self, table: &Table, is_in_part: bool) {
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
            cells.any(|cell| length::leading(&format!("{} ", cell.text)).is_some())
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

    /// Whether two columns of names say what is called how in two places: `구 컬럼명` beside `신 컬럼명`.
    pub(super) fn correspond(&self, table: &Table) -> bool {
        let body = table.rows.get(self.heads..).unwrap_or_default();
        let parted = |column: usize| -> Option<(&str, &str)> {
            let (before, last) = self
                .headings
                .get(column)?
                .rsplit_once(char::is_whitespace)?;
            let is_name = vocabulary::columns(last).first() == Some(&Role::Wire);
            (is_name && are_names(body, column)).then_some((before, last))
        };
        let mut named = (0..self.roles.len()).filter_map(parted);
        let both = named.next().zip(named.next());
        let differs = both.is_some_and(|((one, word), (other, same))| one != other && word == same);
        differs && !self.says_of_messages()
    }
}
