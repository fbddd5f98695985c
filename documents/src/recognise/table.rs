//! Rows of a table → fields and codes. A cell that is not understood is kept in its words.

use std::collections::HashMap;

use kpg_codegen::model::Place;

use super::columns::Columns;
use super::{length, mask, nesting, values};
use crate::block::Table;
use crate::page::{
    Bound, Cell, DocumentedCode, DocumentedField, DocumentedLength, Fact, KindWord, PresenceWord,
    Range, Said,
};
use crate::vocabulary::{self, Role};

/// The fields of a table.
pub(super) fn fields(table: &Table, columns: &Columns, place: Place) -> Vec<DocumentedField> {
    let rows = table.rows.get(columns.heads..).unwrap_or_default();
    let letters = rows.iter().any(|row| {
        columns
            .cell(row, Role::Presence)
            .is_some_and(|cell| cell.text.trim() == "M")
    });
    let row = RowReader {
        columns,
        place,
        letters,
    };
    let mut parents: HashMap<usize, String> = HashMap::new();
    let mut fields = Vec::new();
    for cells in rows {
        if let Some((mut field, depth)) = row.field(cells) {
            // The name of a parent may stand beside each of its members.
            let outer = columns
                .cell(cells, Role::Wire)
                .filter(|_| columns.member(cells).is_some());
            if let Some(outer) = outer.filter(|outer| vocabulary::is_wire_name(&outer.text)) {
                parents.insert(0, outer.text.clone());
            }
            if depth > 0 {
                field.inside = (0..depth)
                    .rev()
                    .find_map(|above| parents.get(&above).cloned());
            }
            parents.retain(|known, _| *known < depth);
            parents.insert(depth, field.wire.text.clone());
            fields.push(field);
        }
    }
    fields
}

struct RowReader<'c> {
    columns: &'c Columns,
    place: Place,
    /// Whether presence is told in the letters M, O and C.
    letters: bool,
}

impl RowReader<'_> {
    /// The field of a row, and how deep it is; none where the row names none.
    fn field(&self, row: &[Cell]) -> Option<(DocumentedField, usize)> {
        let outer = self.columns.cell(row, Role::Wire)?;
        let member = self.columns.member(row);
        let cell = member.unwrap_or(outer);
        let (first, rest) = cell.text.split_once('\n').unwrap_or((&cell.text, ""));
        let (name, depth) = nesting::without_depth(first);
        let depth = depth + usize::from(member.is_some());
        if !vocabulary::is_wire_name(name) || self.is_heading(row) {
            return None;
        }
        let wire = Cell {
            text: name.to_owned(),
            ..cell.clone()
        };
        let note = self.note(row, cell, rest);
        let kind = self.kind(row);
        let (length, range) = self.length(row, kind.given().copied());
        let silent = Cell::default();
        let searched = note.as_ref().unwrap_or(&silent);
        let (values, list) = values::values(searched);
        let presence = self.presence(row);
        let label = self.label(row, note.as_ref());
        let words = label.as_ref().map(|label| label.text.as_str());
        let field = DocumentedField {
            role: vocabulary::role(words, name),
            wire,
            place: self.place_of(row),
            inside: None,
            label,
            kind,
            length,
            range,
            condition: values::condition(searched)
                .filter(|_| presence.given() != Some(&PresenceWord::Required)),
            presence,
            on_success: values::on_success(searched),
            encrypted: self.encrypted(row),
            values,
            list,
            others_fail: values::others_fail(searched),
            format: mask::format(searched),
            example: values::example(searched),
            note,
        };
        Some((field, depth))
    }

    /// A row whose cells all say the same is a heading that spans the table.
    fn is_heading(&self, row: &[Cell]) -> bool {
        let first = row.first().map(|cell| &cell.text);
        row.len() > 2 && row.iter().all(|cell| Some(&cell.text) == first)
    }

    fn filled(&self, row: &[Cell], role: Role) -> Option<Cell> {
        let cell = self.columns.cell(row, role)?;
        (!cell.text.is_empty()).then(|| cell.clone())
    }

    /// What stands below the name, and the column of notes.
    fn note(&self, row: &[Cell], wire: &Cell, below: &str) -> Option<Cell> {
        let column = self.filled(row, Role::Note);
        if below.is_empty() {
            return column;
        }
        let mut note = Cell {
            text: below.to_owned(),
            ..wire.clone()
        };
        if let Some(column) = column {
            note.text.push('\n');
            note.text.push_str(&column.text);
        }
        Some(note)
    }

    /// The column of labels, or the first line of the note where there is none.
    fn label(&self, row: &[Cell], note: Option<&Cell>) -> Option<Cell> {
        if self.columns.has(Role::Label) {
            return self.filled(row, Role::Label);
        }
        let note = note?;
        let first = note.text.split('\n').next()?;
        Some(Cell {
            text: first.to_owned(),
            ..note.clone()
        })
    }

    fn said<T>(&self, row: &[Cell], role: Role, read: impl Fn(&str) -> Option<T>) -> Said<T> {
        let Some(cell) = self.columns.cell(row, role) else {
            return Said::Silent;
        };
        let cell = cell.clone();
        match cell.text.is_empty() {
            true if self.columns.made_up => return Said::Silent,
            true => return Said::Blank(cell),
            false => {}
        }
        match read(&cell.text) {
            Some(value) => Said::Given(Fact { value, cell }),
            None => Said::Unclear(cell),
        }
    }

    fn kind(&self, row: &[Cell]) -> Said<KindWord> {
        self.said(row, Role::Kind, vocabulary::kind)
    }

    fn presence(&self, row: &[Cell]) -> Said<PresenceWord> {
        self.said(row, Role::Presence, |text| {
            vocabulary::presence(text, self.letters)
        })
    }

    fn encrypted(&self, row: &[Cell]) -> Said<bool> {
        self.said(row, Role::Encrypted, |text| {
            match vocabulary::presence(text, false)? {
                PresenceWord::Required => Some(true),
                PresenceWord::Optional => Some(false),
                PresenceWord::Conditional => None,
            }
        })
    }

    /// A length; of a number with a least and a greatest value, the range instead.
    fn length(
        &self,
        row: &[Cell],
        kind: Option<KindWord>,
    ) -> (Said<DocumentedLength>, Said<Range>) {
        let number = kind == Some(KindWord::Number);
        let words = |text: &str| text.to_lowercase().contains("min") || text.contains("최소");
        let ranged = self
            .columns
            .cell(row, Role::Length)
            .is_some_and(|cell| number && words(&cell.text));
        if ranged {
            return (Said::Silent, self.said(row, Role::Length, length::range));
        }
        let unit = length::unit(self.columns.heading(Role::Length));
        let read = |text: &str| {
            let found = length::length(text)?;
            let unit = unit.filter(|_| found.bound != Bound::Unlimited);
            Some(DocumentedLength {
                unit: found.unit.or(unit),
                ..found
            })
        };
        (self.said(row, Role::Length, read), Said::Silent)
    }

    /// `필수(헤더)` says where the field goes.
    fn place_of(&self, row: &[Cell]) -> Place {
        let said = self.columns.cell(row, Role::Presence);
        let said = said
            .map(|cell| vocabulary::fold(&cell.text))
            .unwrap_or_default();
        match said.contains("헤더") || said.contains("header") {
            true => Place::Header,
            false => self.place,
        }
    }
}

/// The codes of a table; rows such as `others` name none.
pub(super) fn codes(table: &Table, columns: &Columns) -> Vec<DocumentedCode> {
    let rows = table.rows.get(columns.heads..).unwrap_or_default();
    let codes = rows.iter().filter_map(|row| {
        let filled = |role| {
            columns
                .cell(row, role)
                .filter(|cell| !cell.text.is_empty())
                .cloned()
        };
        let code = filled(Role::Code).filter(|cell| vocabulary::is_code(&cell.text))?;
        let status = filled(Role::Status).and_then(|cell| {
            let value = cell.text.parse().ok()?;
            Some(Fact { value, cell })
        });
        Some(DocumentedCode {
            code,
            status,
            message: filled(Role::Message).or_else(|| filled(Role::Label)),
            description: filled(Role::Note),
        })
    });
    codes.collect()
}
