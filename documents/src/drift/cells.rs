//! The cells of one row of a page against one field of the spec. Which row is which field's is decided elsewhere.

use kpg_codegen::model::{Kind, Label, Place};

use super::demand::Demand;
use super::difference::{Difference, Facts};
use super::edit::Edit;
use super::known::Known;
use super::location::Location;
use super::{admit, edit, text};
use crate::page::{Cell, DocumentedField, Fact, KindWord, PresenceWord, Range, Said, Way};

/// What the columns of a table say at all: where others have it, an empty cell means something.
#[derive(Clone, Copy, Debug)]
pub(super) struct Columns {
    pub(super) have_lengths: bool,
    pub(super) have_presences: bool,
    /// Whether some of the marks are those of what must be there in a case.
    pub(super) have_cases: bool,
    /// Whether the page has marks for conditions at all; a document of OpenAPI has them in words alone.
    pub(super) can_mark_cases: bool,
    /// Whether the page has the field in an object that need not be there.
    pub(super) is_below_optional: bool,
    /// Whether the types of the operation tell what is a number on the wire from digits in a text.
    pub(super) tell_numbers: bool,
}

pub(super) fn compare_cells(
    field: &DocumentedField,
    known: &Known<'_>,
    columns: Columns,
    found: &mut Vec<Difference>,
) {
    let mut cells = Cells {
        known,
        columns,
        found,
    };
    cells.compare_length(field);
    cells.compare_missing_length(field);
    cells.compare_range(field);
    cells.compare_presence(field);
    cells.compare_kind(field);
    cells.compare_format(field);
    cells.compare_encryption(field);
    cells.compare_label(field);
}

/// Whether a page calls a number what a spec has as a text of digits. An answer is read whichever way it writes one.
pub(super) fn becomes_a_number(word: KindWord, known: &Known<'_>, columns: Columns) -> bool {
    let is_told = columns.tell_numbers && word == KindWord::Number;
    is_told && !admit::may_be_a_number(&known.content)
}

struct Cells<'c, 'm> {
    known: &'c Known<'m>,
    columns: Columns,
    found: &'c mut Vec<Difference>,
}

/// Whether what a page says fits a fact of the spec: as its document is known to give it, and as it is used in
/// place of that, where a quirk corrects it.
struct Fits {
    documented: bool,
    used: bool,
    is_corrected: bool,
}

impl Cells<'_, '_> {
    fn add(&mut self, key: &'static str, cell: &Cell, facts: Facts, edit: Option<Edit>) {
        let at = Location::Field(self.known.at.clone(), Some(key));
        let difference = Difference::shown_by(cell, at, facts);
        self.found.push(difference.with_edit(edit));
    }

    /// Adds a difference of a fact that a quirk may correct. Such a fact is not edited: the quirk has to be read.
    fn add_unless_it_fits(
        &mut self,
        key: &'static str,
        cell: &Cell,
        (facts, edit): (Facts, Option<Edit>),
        fits: &Fits,
    ) {
        if fits.documented {
            return;
        }
        let at = Location::Field(self.known.at.clone(), Some(key));
        self.found.push(Difference {
            quirk_is_obsolete: fits.is_corrected && fits.used,
            edit: edit.filter(|_| !fits.is_corrected),
            ..Difference::shown_by(cell, at, facts)
        });
    }

    fn compare_length(&mut self, field: &DocumentedField) {
        let Said::Given(Fact { value, cell }) = &field.length else {
            return;
        };
        let known = self.known;
        // A number has no length of its own: how many digits it has follows from its range.
        let of_number = matches!(known.content.one(), Some(Kind::Integer { .. }));
        let unsaid = known.presence == Demand::Supplied && known.length.is_none();
        if unsaid || (of_number && field.kind.given() != Some(&KindWord::Number)) {
            return;
        }
        let corrected = known.corrected_length();
        let documented = corrected.unwrap_or(known.length);
        // What a quirk corrects is given by the document, unless it has nothing there.
        let is_given = corrected.map_or(known.length_given, |documented| documented.is_some());
        let as_given = (&known.content, is_given);
        let fits = Fits {
            documented: admit::length(value.bound, documented, as_given),
            used: admit::length(value.bound, known.length, as_given),
            is_corrected: corrected.is_some(),
        };
        let facts = Facts::Length {
            page: Some(value.bound),
            spec: documented,
        };
        let edit = edit::change_length(value.bound, known);
        self.add_unless_it_fits(known.length_key(), cell, (facts, edit), &fits);
    }

    /// A length that the spec gives and the page no longer does.
    fn compare_missing_length(&mut self, field: &DocumentedField) {
        let known = self.known;
        let (Said::Blank(cell), Some(spec)) = (&field.length, known.length) else {
            return;
        };
        let is_number = matches!(known.content.one(), Some(Kind::Integer { .. }));
        let given = known.corrected_length().is_none();
        let has_digits = matches!(
            known.content.one(),
            Some(Kind::Amount {
                digits: Some(_),
                ..
            })
        );
        let is_compared = known.length_given
            || has_digits
            || (is_number && field.kind.given() == Some(&KindWord::Number));
        if self.columns.have_lengths && given && is_compared {
            let (page, spec) = (None, Some(spec));
            self.add(known.length_key(), cell, Facts::Length { page, spec }, None);
        }
    }

    fn compare_range(&mut self, field: &DocumentedField) {
        let Said::Given(Fact { value, cell }) = &field.range else {
            return;
        };
        let Some(&Kind::Integer { min, max }) = self.known.content.one() else {
            return;
        };
        // A page's range has no sign.
        let (Ok(min), Ok(max)) = (u64::try_from(min), u64::try_from(max)) else {
            return;
        };
        let (page, spec) = (*value, Range { min, max });
        if page != spec && self.known.corrected("range").is_none() {
            let edit = Some(Edit::Range(page));
            self.add("range", cell, Facts::Range { page, spec }, edit);
        }
    }

    fn compare_presence(&mut self, field: &DocumentedField) {
        let known = self.known;
        let corrected = known.corrected_presence();
        let documented = corrected.unwrap_or(known.presence);
        let way = known.at.way;
        let (value, cell) = match &field.presence {
            Said::Given(fact) => (&fact.value, &fact.cell),
            // A condition may stand in the note of a field without a mark, where the page has no mark for one.
            Said::Blank(_)
                if documented == Demand::Conditional
                    && (field.condition.is_some()
                        || field.on_success.is_some()
                        || (way == Way::Request && !self.columns.have_cases)) =>
            {
                return;
            }
            Said::Blank(cell) if self.columns.have_presences => (&PresenceWord::Optional, cell),
            Said::Blank(_) | Said::Unclear(_) | Said::Silent => return,
        };
        let admits = |demand: Demand| {
            // What must be in an object that may be absent may be absent with it.
            let below = *value == PresenceWord::Required && self.columns.is_below_optional;
            let with_it = below && demand != Demand::Required;
            // `성공시` beside the mark of an optional field
            let on_success = field.on_success.is_some() && demand == Demand::Conditional;
            let in_words = *value == PresenceWord::Optional
                && demand == Demand::Conditional
                && way == Way::Request
                && !self.columns.can_mark_cases;
            with_it || on_success || in_words || admit::presence(*value, demand, way)
        };
        let fits = Fits {
            documented: known.is_code || admits(documented) || known.is_taken_elsewhere(*value),
            used: admits(known.presence),
            is_corrected: corrected.is_some() && known.presence != Demand::Supplied,
        };
        let facts = Facts::Presence {
            page: *value,
            spec: documented,
        };
        self.add_unless_it_fits("presence", cell, (facts, None), &fits);
    }

    fn compare_kind(&mut self, field: &DocumentedField) {
        let Said::Given(Fact { value, cell }) = &field.kind else {
            return;
        };
        let corrected = self.known.corrected("type").is_some();
        // In an address and in headers a number is digits.
        let at = &self.known.at;
        let is_sent = at.way == Way::Request && at.place == Place::Body;
        let admits = admit::admits_content(*value, &self.known.content)
            && (*value != KindWord::Number || self.known.is_of_digits)
            && !(is_sent && becomes_a_number(*value, self.known, self.columns));
        if !self.known.is_code && !corrected && !admits {
            let facts = Facts::Type {
                page: *value,
                spec: self.known.content.clone(),
            };
            self.add("type", cell, facts, None);
        }
    }

    fn compare_format(&mut self, field: &DocumentedField) {
        let (Said::Given(Fact { value, cell }), Some(format)) = (
            &field.format,
            self.known.content.one().and_then(Kind::time_format),
        ) else {
            return;
        };
        let corrected = self.known.corrected("format");
        let used = format.mask();
        let documented = match corrected {
            Some(documented) => documented.map(str::to_owned),
            None => Some(used.clone()),
        };
        let same = |mask: &str| mask.eq_ignore_ascii_case(&value.mask);
        let fits = Fits {
            documented: documented.as_deref().is_some_and(same),
            used: same(&used),
            is_corrected: corrected.is_some(),
        };
        let facts = Facts::Format {
            page: value.mask.clone(),
            spec: documented,
        };
        self.add_unless_it_fits("format", cell, (facts, None), &fits);
    }

    fn compare_encryption(&mut self, field: &DocumentedField) {
        let Said::Given(Fact { value, cell }) = &field.encrypted else {
            return;
        };
        let (page, spec) = (*value, self.known.encrypted);
        if self.known.at.way == Way::Request && page != spec {
            self.add("encrypt", cell, Facts::FieldEncryption { page, spec }, None);
        }
    }

    fn compare_label(&mut self, field: &DocumentedField) {
        let (Some(cell), Some(label)) = (&field.label, self.known.label) else {
            return;
        };
        let corrected = self.known.corrected("ko");
        let documented = match corrected {
            Some(documented) => Label {
                ko: documented.map(str::to_owned),
                en: None,
            },
            None => label.clone(),
        };
        // A label that is the beginning of a note has no column of its own: the spec's author writes another.
        let in_note = field
            .note
            .as_ref()
            .is_some_and(|note| note.column == cell.column && note.line == cell.line);
        let is_apart = !in_note && cell.column != field.wire.column;
        // A sentence describes the field; the label is the spec's own.
        let is_apart = is_apart && !text::is_description(&cell.text);
        if !is_apart || text::same_label(&cell.text, &documented) {
            return;
        }
        let page = text::first(&cell.text).to_owned();
        let edit = corrected.is_none().then(|| Edit::Label(page.clone()));
        let facts = Facts::Label {
            page,
            spec: label.ko.clone(),
        };
        self.add("ko", cell, facts, edit);
    }
}
