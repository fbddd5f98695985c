//! Fields of a page against those of the spec, cell by cell. Which field is which is decided elsewhere; listed
//! values and codes are compared elsewhere.

use kpg_codegen::model::{Kind, Label, Place};

use super::finding::{DriftKind, Finding, Mechanical};
use super::known::{Demand, Known};
use super::pair::{self, Pair};
use super::place::{At, FieldAt};
use super::{admit, edit, operation, text};
use crate::page::{Cell, DocumentedField, DocumentedOperation, Fact, KindWord, Said, Way};

pub(super) fn compare(page: &DocumentedOperation, pair: &Pair<'_>, found: &mut Vec<Finding>) {
    let documented: Vec<(Way, &DocumentedField)> = pair::both_ways(page).collect();
    let same = pair::fields(&documented, &pair.fields);
    let at = |(here, there): &(usize, usize)| {
        let (_, field) = documented.get(*here)?;
        Some((*field, pair.fields.get(*there)?))
    };
    for (field, known) in same.both.iter().filter_map(at) {
        moved(&documented, field, known, found);
        cells(field, known, found);
    }
    for (field, known) in same.renamed.iter().filter_map(at) {
        found.push(renamed(field, known));
        cells(field, known, found);
    }
    for here in &same.added {
        if let Some((way, field)) = documented.get(*here) {
            found.extend(added(&documented, pair, *way, field));
        }
    }
    for there in &same.removed {
        if let Some(known) = pair.fields.get(*there) {
            found.extend(removed(&documented, pair, &same.removed, known));
        }
    }
    left_out(&documented, pair, found);
}

fn finding(kind: DriftKind, at: At, cell: &Cell, page: String, spec: Option<String>) -> Finding {
    Finding {
        kind,
        at,
        cell: Some(cell.clone()),
        page: Some(page),
        spec,
        edit: None,
    }
}

fn place_word(place: Place, inside: Option<&str>) -> String {
    match inside {
        Some(inside) => format!("{} of {inside}", place.word()),
        None => place.word().to_owned(),
    }
}

/// A field in another place, or inside another member.
fn moved(
    documented: &[(Way, &DocumentedField)],
    field: &DocumentedField,
    known: &Known<'_>,
    found: &mut Vec<Finding>,
) {
    let request = known.at.way == Way::Request;
    let inside = pair::inside(field).map(pair::leaf);
    let same_place = !request || field.place == known.at.place;
    // A page may show members under their object, or by themselves; not some so and some so.
    let others_nested = documented.iter().any(|(way, other)| {
        let inside = pair::inside(other).map(pair::leaf);
        *way == known.at.way && inside.is_some() && inside == known.inside()
    });
    let same_nest = inside == known.inside() || (inside.is_none() && !others_nested);
    if same_place && same_nest {
        return;
    }
    let page = place_word(field.place, inside);
    let spec = place_word(known.at.place, known.inside());
    let at = At::Field(known.at.clone(), None);
    found.push(finding(
        DriftKind::FieldMoved,
        at,
        &field.wire,
        page,
        Some(spec),
    ));
}

fn renamed(field: &DocumentedField, known: &Known<'_>) -> Finding {
    let (page, spec) = (field.wire.text.clone(), known.wire().to_owned());
    let at = At::Field(known.at.clone(), None);
    finding(DriftKind::FieldRenamed, at, &field.wire, page, Some(spec))
}

/// A field that the spec does not have, unless it leaves it out or has it otherwise.
fn added(
    documented: &[(Way, &DocumentedField)],
    pair: &Pair<'_>,
    way: Way,
    field: &DocumentedField,
) -> Option<Finding> {
    let name = pair::leaf(&field.wire.text);
    let left_out = pair
        .described
        .left_out()
        .iter()
        .any(|left_out| left_out.name == name || left_out.name == field.wire.text);
    // Paths of the spec lead through objects without naming them as fields.
    let container = pair.fields.iter().any(|known| {
        let above = known.at.path.len().saturating_sub(1);
        let above = known.at.path.get(..above).unwrap_or_default();
        known.at.way == way && above.iter().any(|above| above == name)
    });
    if left_out || container || operation::is_envelope(pair.described, name) {
        return None;
    }
    // A member of something new is told with it.
    let inside = pair::inside(field).map(pair::leaf);
    let new_above = inside.is_some_and(|inside| {
        let on_page = documented
            .iter()
            .any(|(_, other)| pair::leaf(&other.wire.text) == inside);
        let in_spec = pair
            .fields
            .iter()
            .any(|known| known.at.path.iter().any(|name| name == inside));
        on_page && !in_spec
    });
    let same_again = pair
        .fields
        .iter()
        .any(|known| known.at.way == way && known.wire() == name && known.inside() == inside);
    if new_above || same_again {
        return None;
    }
    let mut path: Vec<String> = inside.map(str::to_owned).into_iter().collect();
    path.push(name.to_owned());
    let at = FieldAt {
        owner: pair.owner,
        way,
        place: field.place,
        path,
    };
    let mut finding = finding(
        DriftKind::FieldAdded,
        At::Field(at, None),
        &field.wire,
        told(field),
        None,
    );
    finding.edit = edit::field(field, way);
    Some(finding)
}

/// A field in few words: its presence and length.
fn told(field: &DocumentedField) -> String {
    let presence = field.presence.given().map(ToString::to_string);
    let length = field.length.given().map(|length| length.bound);
    let length = length.map(|bound| format!("length {bound}"));
    let name = Some(format!("`{}`", field.wire.text));
    let parts = [name, presence, length].into_iter().flatten();
    parts.collect::<Vec<_>>().join(", ")
}

/// A field that the page does not have, unless it has no table where it could stand.
fn removed(
    documented: &[(Way, &DocumentedField)],
    pair: &Pair<'_>,
    removed: &[usize],
    known: &Known<'_>,
) -> Option<Finding> {
    let mut table = documented
        .iter()
        .filter(|(way, field)| *way == known.at.way && field.place == known.at.place);
    table.next()?;
    let inside = known.inside();
    let with_what_it_is_in = removed
        .iter()
        .filter_map(|index| pair.fields.get(*index))
        .any(|other| {
            other.at.way == known.at.way
                && other.at.path.len() < known.at.path.len()
                && known.at.path.starts_with(&other.at.path)
        });
    if with_what_it_is_in || is_of_common_result(documented, pair, known) {
        return None;
    }
    let nearest = nearest(documented, pair, known, inside);
    Some(Finding {
        kind: DriftKind::FieldRemoved,
        at: At::Field(known.at.clone(), None),
        cell: nearest,
        page: None,
        spec: Some(known.at.path.join(".")),
        edit: None,
    })
}

/// The object around the result code is often described once for all operations: a page that has nothing of it
/// is silent about it.
fn is_of_common_result(
    documented: &[(Way, &DocumentedField)],
    pair: &Pair<'_>,
    known: &Known<'_>,
) -> bool {
    let [around, _, ..] = known.at.path.as_slice() else {
        return false;
    };
    let with_code = pair
        .fields
        .iter()
        .any(|other| other.is_code && other.at.path.first() == Some(around));
    let on_page = documented.iter().any(|(way, field)| {
        let names = [Some(field.wire.text.as_str()), pair::inside(field)];
        *way == known.at.way
            && names
                .into_iter()
                .flatten()
                .any(|name| name.split('.').any(|part| part == around))
    });
    with_code && !on_page
}

/// The row of the field before it in the spec that the page still has.
fn nearest(
    documented: &[(Way, &DocumentedField)],
    pair: &Pair<'_>,
    known: &Known<'_>,
    _inside: Option<&str>,
) -> Option<Cell> {
    let before = pair.fields.iter().take_while(|other| other.at != known.at);
    let mut cell = None;
    for other in before.filter(|other| other.at.way == known.at.way) {
        let row = documented.iter().find(|(way, field)| {
            *way == other.at.way && pair::leaf(&field.wire.text) == other.wire()
        });
        if let Some((_, field)) = row {
            cell = Some(field.wire.clone());
        }
    }
    let first = documented.iter().find(|(way, _)| *way == known.at.way);
    cell.or_else(|| first.map(|(_, field)| field.wire.clone()))
}

fn left_out(documented: &[(Way, &DocumentedField)], pair: &Pair<'_>, found: &mut Vec<Finding>) {
    for left_out in pair.described.left_out() {
        let there = documented.iter().any(|(_, field)| {
            field.wire.text == left_out.name || pair::leaf(&field.wire.text) == left_out.name
        });
        if !there && let Some((_, first)) = documented.first() {
            found.push(Finding {
                kind: DriftKind::LeftOutGone,
                at: At::Owner(pair.owner, Some("left_out")),
                cell: Some(first.wire.clone()),
                page: None,
                spec: Some(left_out.name.clone()),
                edit: None,
            });
        }
    }
}

fn cells(field: &DocumentedField, known: &Known<'_>, found: &mut Vec<Finding>) {
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
struct Says<'t> {
    documented: Option<String>,
    admits_documented: bool,
    admits_used: bool,
    corrected: bool,
    key: &'t str,
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
        self.found.push(finding(kind, at, cell, page, spec));
    }

    /// Adds a difference of a fact that a quirk may correct.
    fn judge(
        &mut self,
        kind: DriftKind,
        key: &'static str,
        cell: &Cell,
        page: String,
        says: Says<'_>,
    ) -> bool {
        debug_assert_eq!(says.key, key);
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
        let says = Says {
            documented: shown,
            admits_documented: admit::length(value.bound, documented, known.kind),
            admits_used: admit::length(value.bound, known.length, known.kind),
            corrected: corrected.is_some(),
            key,
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
            key: "presence",
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
            key: "format",
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
        if let Some(finding) = self.found.last_mut() {
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
