//! The cells of one row of a page against one field of the spec. Which row is which field's is decided elsewhere.

use kpg_codegen::model::{Kind, Label};

use super::finding::{DriftKind, Finding, Mechanical};
use super::known::{Demand, Known};
use super::place::At;
use super::{admit, edit, field, text};
use crate::page::{Cell, DocumentedField, Fact, KindWord, Said, Way};

pub(super) fn compare(field: &DocumentedField, known: &Known<'_>, found: &mut Vec<Finding>) {
    let mut cells = Cells { known, found };
    cells.length(field);
    cells.range(field);
    cells.presence(field);
    cells.kind(field);
    cells.format(field);
    cells.encryption(field);
    cells.label(field);
}

struct Cells<'c, 'm> {
    known: &'c Known<'m>,
    found: &'c mut Vec<Finding>,
}

/// What a spec says of one fact: what its document is known to say, and what is used in place of that.
struct Says {
    documented: Option<String>,
    admits_documented: bool,
    admits_used: bool,
    corrected: bool,
}

impl Cells<'_, '_> {
    fn add(
        &mut self,
        kind: DriftKind,
        key: &'static str,
        cell: &Cell,
        page: String,
        spec: Option<String>,
    ) {
        let at = At::Field(self.known.at.clone(), Some(key));
        self.found.push(field::finding(kind, at, cell, page, spec));
    }

    /// Adds a difference of a fact that a quirk may correct.
    fn judge(
        &mut self,
        kind: DriftKind,
        key: &'static str,
        cell: &Cell,
        page: String,
        says: Says,
    ) -> bool {
        if says.admits_documented {
            return false;
        }
        let kind = match says.corrected && says.admits_used {
            true => DriftKind::QuirkObsolete,
            false => kind,
        };
        self.add(kind, key, cell, page, says.documented);
        kind != DriftKind::QuirkObsolete && !says.corrected
    }

    fn length(&mut self, field: &DocumentedField) {
        let Said::Given(Fact { value, cell }) = &field.length else {
            return;
        };
        let known = self.known;
        // A number has no length of its own: how many digits it has follows from its range.
        let of_number = matches!(known.kind, Kind::Integer { .. });
        let unsaid = known.presence == Demand::Supplied && known.length.is_none();
        if unsaid || (of_number && field.kind.given() != Some(&KindWord::Number)) {
            return;
        }
        let key = known.length_key();
        let corrected = known.corrected(key);
        let documented = match corrected {
            Some(documented) => documented.and_then(admit::bounds),
            None => known.length,
        };
        let shown = match corrected {
            Some(documented) => documented.map(str::to_owned),
            None => known.length.map(edit::shown),
        };
        let as_given = (known.kind, known.length_given && corrected.is_none());
        let says = Says {
            documented: shown,
            admits_documented: admit::length(value.bound, documented, as_given),
            admits_used: admit::length(value.bound, known.length, as_given),
            corrected: corrected.is_some(),
        };
        let told = self.judge(
            DriftKind::LengthChanged,
            key,
            cell,
            value.bound.to_string(),
            says,
        );
        if told && let Some(finding) = self.found.last_mut() {
            finding.edit = edit::length(value.bound, known);
        }
    }

    fn range(&mut self, field: &DocumentedField) {
        let Said::Given(Fact { value, cell }) = &field.range else {
            return;
        };
        let Kind::Integer { min, max } = *self.known.kind else {
            return;
        };
        if (value.min, value.max) != (min, max) && self.known.corrected("range").is_none() {
            let page = format!("{}..{}", value.min, value.max);
            let spec = format!("{min}..{max}");
            self.add(
                DriftKind::RangeChanged,
                "range",
                cell,
                page.clone(),
                Some(spec),
            );
            if let Some(finding) = self.found.last_mut() {
                finding.edit = Some(Mechanical::Write {
                    key: "range",
                    text: page,
                });
            }
        }
    }

    fn presence(&mut self, field: &DocumentedField) {
        let Said::Given(Fact { value, cell }) = &field.presence else {
            return;
        };
        let known = self.known;
        let corrected = known.corrected("presence");
        let documented = match corrected {
            Some(documented) => documented.map_or(Demand::Optional, admit::demand),
            None => known.presence,
        };
        let way = known.at.way;
        let says = Says {
            documented: Some(demand_word(documented).to_owned()),
            admits_documented: known.is_code || admit::presence(*value, documented, way),
            admits_used: admit::presence(*value, known.presence, way),
            corrected: corrected.is_some() && known.presence != Demand::Supplied,
        };
        self.judge(
            DriftKind::PresenceChanged,
            "presence",
            cell,
            value.to_string(),
            says,
        );
    }

    fn kind(&mut self, field: &DocumentedField) {
        let Said::Given(Fact { value, cell }) = &field.kind else {
            return;
        };
        let corrected = self.known.corrected("type").is_some();
        if !self.known.is_code && !corrected && !admit::kind(*value, self.known.kind) {
            let spec = Some(edit::kind_word(self.known.kind).to_owned());
            self.add(
                DriftKind::TypeChanged,
                "type",
                cell,
                cell.text.clone(),
                spec,
            );
        }
    }

    fn format(&mut self, field: &DocumentedField) {
        let (Said::Given(Fact { value, cell }), Kind::DateTime(format)) =
            (&field.format, self.known.kind)
        else {
            return;
        };
        let corrected = self.known.corrected("format");
        let used = format.mask();
        let documented = match corrected {
            Some(documented) => documented.map(str::to_owned),
            None => Some(used.clone()),
        };
        let same = |mask: &str| mask.eq_ignore_ascii_case(&value.mask);
        let says = Says {
            admits_documented: documented.as_deref().is_some_and(same),
            admits_used: same(&used),
            documented,
            corrected: corrected.is_some(),
        };
        self.judge(
            DriftKind::FormatChanged,
            "format",
            cell,
            value.mask.clone(),
            says,
        );
    }

    fn encryption(&mut self, field: &DocumentedField) {
        let Said::Given(Fact { value, cell }) = &field.encrypted else {
            return;
        };
        if self.known.at.way == Way::Request && *value != self.known.encrypted {
            let word = |encrypted: bool| if encrypted { "encrypted" } else { "plain" };
            let spec = Some(word(self.known.encrypted).to_owned());
            let page = word(*value).to_owned();
            self.add(DriftKind::EncryptionChanged, "encrypt", cell, page, spec);
        }
    }

    fn label(&mut self, field: &DocumentedField) {
        let (Some(cell), Some(label)) = (&field.label, self.known.label) else {
            return;
        };
        let corrected = match self.known.corrected("ko") {
            Some(documented) => Label {
                ko: documented.map(str::to_owned),
                en: None,
            },
            None => label.clone(),
        };
        // A label that is the beginning of a note has no column of its own.
        let in_note = field
            .note
            .as_ref()
            .is_some_and(|note| note.column == cell.column && note.line == cell.line);
        let same = match in_note || cell.column == field.wire.column {
            true => text::describes(&cell.text, &corrected),
            false => text::same_label(&cell.text, &corrected),
        };
        if same {
            return;
        }
        let page = text::first(&cell.text).to_owned();
        self.add(
            DriftKind::LabelChanged,
            "ko",
            cell,
            page.clone(),
            label.ko.clone(),
        );
        if self.known.corrected("ko").is_none()
            && let Some(finding) = self.found.last_mut()
        {
            finding.edit = Some(Mechanical::Write {
                key: "ko",
                text: page,
            });
        }
    }
}

fn demand_word(demand: Demand) -> &'static str {
    match demand {
        Demand::Required => "required",
        Demand::Optional => "optional",
        Demand::Conditional => "conditional",
        Demand::Supplied => "supplied",
    }
}
