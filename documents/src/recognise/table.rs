//! Rows of a table → fields and codes. A cell that is not understood is kept in its words.

use kpg_codegen::model::Place;

use super::columns::Columns;
use super::held::is_heading;
use super::marked::{case_alone, is_condition, leading_presence};
use super::named::{Named, Nesting, is_same_cell, object};
use super::{groups, length, mask, nesting, outcome, recipes, shapes, values};
use crate::block::Table;
use crate::page::{
    Bound, Cell, DocumentedCode, DocumentedField, DocumentedLength, Fact, KindWord, ListWords,
    PresenceWord, Range, RoleWord, Said,
};
use crate::vocabulary::{self, Marks, Role};

/// What a table of fields stands under: where they go, and whether they must be there where no column says it.
#[derive(Clone, Debug)]
pub(super) struct Surroundings {
    pub(super) place: Place,
    pub(super) presence: Option<(PresenceWord, Cell)>,
}

/// The fields of a table.
pub(super) fn fields(
    table: &Table,
    columns: &Columns,
    surroundings: &Surroundings,
) -> Vec<DocumentedField> {
    let rows = table.rows.get(columns.heads..).unwrap_or_default();
    let stars = !columns.has(Role::Presence) && rows.iter().any(|row| columns.has_star(row));
    let row = RowReader {
        columns,
        surroundings,
        marks: columns.marks(table),
        stars,
    };
    let mut nesting = Nesting::default();
    let mut place = None;
    let mut fields = Vec::new();
    for cells in rows {
        // The cell of a place stands for those below it that are empty.
        let named = columns.cell(cells, Role::Place);
        place = named
            .and_then(|cell| vocabulary::place(&cell.text))
            .or(place);
        if let Some(found) = row.named(cells) {
            // A name that spans several rows is that of one field.
            let last: Option<&mut DocumentedField> = fields.last_mut();
            if let Some(last) = last.filter(|last| is_same_cell(&last.wire, &found)) {
                row.add_row(last, cells);
                continue;
            }
            let new = nesting.new_objects(&found, surroundings.place, &fields);
            fields.extend(new);
            let mut field = row.field(cells, &found);
            field.place = place.unwrap_or(field.place);
            let kind = field.kind.given().copied();
            field.inside = nesting.inside(&found, kind);
            nesting.enter(&found, kind);
            fields.push(field);
        }
    }
    if columns.made_up && !columns.has(Role::Depth) {
        groups::into_groups(&mut fields);
    }
    // A word for a type that stands among the names of one message twice, and has no type, is none: rows were broken.
    let is_type = |field: &DocumentedField| {
        let is_again = |other: &&DocumentedField| {
            other.wire.text == field.wire.text && other.inside == field.inside
        };
        field.kind.given().is_none()
            && vocabulary::is_kind(&field.wire.text)
            && fields.iter().filter(is_again).count() > 1
    };
    let are_types: Vec<bool> = fields.iter().map(is_type).collect();
    let named = fields.into_iter().zip(are_types);
    let named = named.filter(|(_, is_type)| !is_type);
    nesting::below_lists(named.map(|(field, _)| field).collect())
}

struct RowReader<'c> {
    columns: &'c Columns,
    surroundings: &'c Surroundings,
    /// What the marks for presence mean.
    marks: Marks,
    /// Whether stars behind names stand in place of a column of marks.
    stars: bool,
}

impl RowReader<'_> {
    /// What a row names; none where it names no field.
    fn named<'r>(&self, row: &'r [Cell]) -> Option<Named<'r>> {
        let names = self.columns.names(row);
        let level = names.iter().rposition(Option::is_some)?;
        let cell = names.get(level).copied().flatten()?;
        let (first, rest) = cell.text.split_once('\n').unwrap_or((&cell.text, ""));
        let written = nesting::written(first);
        // `Char(256)`, where a row was broken in two
        let is_type = vocabulary::is_kind(written.name)
            && !written.aside.is_empty()
            && written.aside.chars().all(|c| c.is_ascii_digit());
        if !vocabulary::is_wire_name(written.name) || is_heading(row) || is_type {
            return None;
        }
        let rest = [written.aside, rest]
            .into_iter()
            .filter(|part| !part.is_empty());
        let rest: Vec<&str> = rest.collect();
        let above = names.iter().take(level).enumerate();
        let objects = above.filter_map(|(depth, cell)| Some((depth, (*cell)?)));
        let objects = objects.filter_map(|(depth, cell)| Some((depth, object(cell)?)));
        Some(Named {
            cell,
            name: written.name,
            has_star: written.has_star,
            rest: rest.join("\n"),
            depth: written.depth + level + self.columns.depth(row),
            objects: objects.collect(),
        })
    }

    fn field(&self, row: &[Cell], found: &Named<'_>) -> DocumentedField {
        let name = found.name;
        let wire = Cell {
            text: name.to_owned(),
            ..found.cell.clone()
        };
        let note = self.note(row, found.cell, &found.rest);
        let kind = self.kind_in(row);
        let (mut length, range) = self.length(row, kind.given().copied());
        let silent = Cell::default();
        let label = self.label(row, note.as_ref(), &found.rest);
        // A table without notes says in its labels what others say in notes: `상태(10: 승인, 20: 취소)`.
        let searched = note.as_ref().or(label.as_ref()).unwrap_or(&silent);
        if length == Said::Silent && range == Said::Silent {
            length = self.length_in_note(searched, kind.given().copied());
        }
        let presence = self.presence(row, found, searched);
        let values = self.filled(row, Role::Values);
        let mut values = match &values {
            Some(cell) => values::listed(cell),
            None => values::values(searched),
        };
        // Who gets which number is not written in a manual: these are examples, or kinds of numbers.
        if label
            .as_ref()
            .is_some_and(|label| vocabulary::is_identifier(&label.text))
        {
            values = values.into_unclear(searched);
        }
        // `reject: RejectData` says which type belongs to which value of something else.
        let mut meanings = values.listed.iter().map(|value| value.meaning.as_str());
        if !values.listed.is_empty() && meanings.all(shapes::is_name) {
            values = values.into_unclear(searched);
        }
        let words = label.as_ref().map(|label| label.text.as_str());
        let role = vocabulary::role(words, name);
        let items = self.filled(row, Role::Kind);
        DocumentedField {
            role,
            wire,
            place: self.place_of(row),
            inside: None,
            kind,
            items: items.and_then(|cell| vocabulary::item_kind(&cell.text)),
            shown_kind: None,
            length,
            range,
            condition: self.condition(row, searched, &presence),
            presence,
            on_success: values::on_success(searched),
            encrypted: self.encrypted(row),
            values: values.listed,
            list: values.words,
            unclear_values: values.unclear,
            // What a message says of failures is no rule for codes.
            others_fail: outcome::others_fail(searched).filter(|_| role != Some(RoleWord::Message)),
            format: mask::format(searched),
            example: self
                .filled(row, Role::Example)
                .or_else(|| values::example(searched)),
            recipe: note.as_ref().or(label.as_ref()).and_then(recipes::recipe),
            label,
            note,
        }
    }

    /// Adds another row of a field: what it says is of one of the things that the field holds, and no value of it.
    fn add_row(&self, field: &mut DocumentedField, row: &[Cell]) {
        let more = [Role::Label, Role::Note].map(|role| self.filled(row, role));
        for cell in more.into_iter().flatten() {
            match &mut field.note {
                Some(note) => note.text = format!("{}\n{}", note.text, cell.text),
                None => field.note = Some(cell),
            }
        }
        field.values.clear();
        field.list = ListWords::Listed;
        field.format = Said::Silent;
        field.others_fail = None;
        field.example = None;
    }

    /// When a field must be there that need not always be: in its note, or in place of a mark.
    fn condition(&self, row: &[Cell], note: &Cell, presence: &Said<PresenceWord>) -> Option<Cell> {
        match presence.given() {
            Some(PresenceWord::Required) => None,
            Some(PresenceWord::Conditional) => {
                let in_place = self.columns.cell(row, Role::Presence);
                let in_place =
                    in_place.filter(|cell| is_condition(&cell.text) || cell.text.contains('('));
                in_place.map(case_alone).or_else(|| values::condition(note))
            }
            _ => values::condition(note),
        }
    }

    fn filled(&self, row: &[Cell], role: Role) -> Option<Cell> {
        let cell = self.columns.cell(row, role)?;
        (!cell.text.is_empty()).then(|| cell.clone())
    }

    /// What stands below the name, and the columns of notes.
    fn note(&self, row: &[Cell], wire: &Cell, below: &str) -> Option<Cell> {
        let columns = self.columns.notes(row);
        let first = match below.is_empty() {
            true => *columns.first()?,
            false => wire,
        };
        let texts = columns.iter().map(|cell| cell.text.as_str());
        let texts: Vec<&str> = [below]
            .into_iter()
            .chain(texts)
            .filter(|text| !text.is_empty())
            .collect();
        Some(Cell {
            text: texts.join("\n"),
            ..first.clone()
        })
    }

    /// The column of labels, or the first line of the note where there is none.
    fn label(&self, row: &[Cell], note: Option<&Cell>, below: &str) -> Option<Cell> {
        if self.columns.has(Role::Label) {
            return self.filled(row, Role::Label);
        }
        // Other columns of words may stand before the one that says what the field is.
        let own = self.columns.cell(row, Role::Note);
        let own = own.filter(|cell| below.is_empty() && !cell.text.is_empty());
        let note = own.or(note)?;
        let first = note.text.split('\n').next()?;
        let first = length::without_lengths(first);
        Some(Cell {
            text: first.to_owned(),
            ..note.clone()
        })
    }

    fn read_cell<T>(&self, row: &[Cell], role: Role, read: impl Fn(&str) -> Option<T>) -> Said<T> {
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

    fn kind_in(&self, row: &[Cell]) -> Said<KindWord> {
        self.read_cell(row, Role::Kind, vocabulary::kind_word)
    }

    fn presence(&self, row: &[Cell], found: &Named<'_>, note: &Cell) -> Said<PresenceWord> {
        let said = self.read_cell(row, Role::Presence, |text| {
            let word = vocabulary::presence(text, self.marks);
            word.or_else(|| is_condition(text).then_some(PresenceWord::Conditional))
        });
        match (&said, &self.surroundings.presence) {
            (Said::Silent, Some((value, cell))) => Said::Given(Fact {
                value: *value,
                cell: cell.clone(),
            }),
            (Said::Silent, None) if self.stars => self.star(found, note),
            (Said::Silent, None) => leading_presence(note),
            _ => said,
        }
    }

    /// A star behind the name of a field that must be there, where others have none; what has none may have to be there
    /// in a case.
    fn star(&self, found: &Named<'_>, note: &Cell) -> Said<PresenceWord> {
        let cell = found.cell.clone();
        match (found.has_star, values::demand(note)) {
            (true, _) => Said::Given(Fact {
                value: PresenceWord::Required,
                cell,
            }),
            (false, Some(cell)) => Said::Given(Fact {
                value: PresenceWord::Conditional,
                cell,
            }),
            (false, None) => Said::Blank(Cell {
                text: String::new(),
                ..cell
            }),
        }
    }

    fn encrypted(&self, row: &[Cell]) -> Said<bool> {
        self.read_cell(row, Role::Encrypted, |text| {
            match vocabulary::presence(text, Marks::default())? {
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
        let ranged = self
            .columns
            .cell(row, Role::Length)
            .is_some_and(|cell| number && vocabulary::says_least(&cell.text));
        if ranged {
            return (
                Said::Silent,
                self.read_cell(row, Role::Length, length::range),
            );
        }
        if !self.columns.has(Role::Length) && !self.columns.made_up {
            return (self.length_in_kind(row), Said::Silent);
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
        (self.read_cell(row, Role::Length, read), Said::Silent)
    }

    /// The length of a text in the words of its note, where no column has lengths: `가맹점 코드, 10자`.
    fn length_in_note(&self, note: &Cell, kind: Option<KindWord>) -> Said<DocumentedLength> {
        let is_text = kind.is_none_or(|kind| kind == KindWord::Text);
        let has_column = self.columns.has(Role::Length) && !self.columns.made_up;
        let found = length::in_words(&note.text).filter(|_| is_text && !has_column);
        found.map_or(Said::Silent, |value| {
            let cell = note.clone();
            Said::Given(Fact { value, cell })
        })
    }

    /// The length in a type such as `String(20)`.
    fn length_in_kind(&self, row: &[Cell]) -> Said<DocumentedLength> {
        let cell = self.columns.cell(row, Role::Kind);
        let cell = cell.filter(|cell| vocabulary::kind_word(&cell.text).is_some());
        // `AN 12`
        let behind = |text: &str| {
            let (kind, digits) = text.split_once(' ')?;
            let is_length = digits.chars().all(|c| c.is_ascii_digit());
            let is_text = kind.chars().all(char::is_alphanumeric);
            length::length(digits).filter(|_| is_length && is_text)
        };
        let read = |cell: &Cell| {
            if !cell.text.contains('(') {
                return behind(&cell.text);
            }
            let inside = || cell.text.split_once('(')?.1.split_once(')');
            // `text(50)`: a word for a type, which is none for a length
            length::length(&cell.text).or_else(|| length::length(inside()?.0))
        };
        let length = cell.and_then(|cell| Some((read(cell)?, cell)));
        match length {
            Some((value, cell)) => Said::Given(Fact {
                value,
                cell: cell.clone(),
            }),
            None => Said::Silent,
        }
    }

    /// `필수(헤더)` says where the field goes.
    fn place_of(&self, row: &[Cell]) -> Place {
        let said = self.columns.cell(row, Role::Presence);
        let place = said.and_then(|cell| vocabulary::place_in(&cell.text));
        match place {
            Some(Place::Header) => Place::Header,
            _ => self.surroundings.place,
        }
    }
}

/// The rows that say something and name no field that is understood.
pub(super) fn unnamed<'t>(table: &'t Table, columns: &Columns) -> Vec<&'t Cell> {
    let rows = table.rows.get(columns.heads..).unwrap_or_default();
    let names = rows.iter().filter_map(|row| {
        let name = columns.names(row).into_iter().flatten().next_back()?;
        let first = name.first_line();
        let others = row
            .iter()
            .filter(|cell| !cell.text.is_empty() && cell.text != name.text);
        let unnamed = !vocabulary::is_wire_name(nesting::written(first).name);
        (unnamed && !is_heading(row) && others.count() > 0).then_some(name)
    });
    names.collect()
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
        let code = filled(Role::Code).filter(|cell| {
            let is_word = !columns.made_up && vocabulary::is_code_word(&cell.text);
            is_word || vocabulary::is_code(&cell.text)
        })?;
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
