//! What is answered in place of an answer that accepts, where the reader of a format tells it apart.

use kpg_codegen::model::Place;

use super::columns::Columns;
use super::table::{self, Surroundings};
use super::{PageReader, nesting, roles};
use crate::block::Table;
use crate::page::{Cell, DocumentedFailure, DocumentedField, RoleWord, Way};
use crate::vocabulary::{self, Role};

impl PageReader {
    /// A table of such members, which come with these statuses.
    pub(super) fn failure(&mut self, statuses: &Cell, table: &Table) {
        let table = nesting::with_dots(table);
        let table = table.as_ref();
        let Some(columns) = Columns::of(table) else {
            return;
        };
        let surroundings = Surroundings {
            place: Place::Body,
            presence: None,
        };
        let mut members = table::fields(table, &columns, &surroundings);
        roles::settle(Way::Answer, &mut members);
        for (role, column) in [
            (RoleWord::Code, Role::Code),
            (RoleWord::Message, Role::Message),
        ] {
            give(role, column, &mut members);
        }
        let current = self.begin(self.headings.operation().cloned(), table.line);
        current.failures.push(DocumentedFailure {
            statuses: ranges(&statuses.text),
            cell: statuses.clone(),
            members,
        });
    }
}

/// Gives a role to the first member that is called as the columns of lists of codes are, where none has it: `errorCode`,
/// `에러 코드`.
fn give(role: RoleWord, column: Role, members: &mut [DocumentedField]) {
    if members.iter().any(|member| member.role == Some(role)) {
        return;
    }
    let is_called_so = |member: &&mut DocumentedField| {
        let leaf = member.wire.text.rsplit('.').next();
        let label = member.label.as_ref().map(|label| label.text.as_str());
        let mut words = leaf.into_iter().chain(label);
        let is_one = member.inside.is_none() && member.role.is_none();
        is_one && words.any(|words| vocabulary::columns_by_words(words).contains(&column))
    };
    if let Some(member) = members.iter_mut().find(is_called_so) {
        member.role = Some(role);
    }
}

/// `422, 4XX` → the first and the last of each. What is no status, such as `default`, may be any: then there are none.
fn ranges(text: &str) -> Vec<(u16, u16)> {
    let range = |written: &str| {
        let lower = written.trim().to_lowercase().replace("xx", "00");
        let first: u16 = lower.parse().ok()?;
        let is_class =
            written.trim().len() == 3 && !written.trim().bytes().all(|b| b.is_ascii_digit());
        Some((first, if is_class { first + 99 } else { first }))
    };
    let ranges: Option<Vec<_>> = text.split(',').map(range).collect();
    ranges.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::ranges;

    #[test]
    fn statuses_are_single_or_of_a_class_or_any() {
        for (text, expected) in [
            ("422", vec![(422, 422)]),
            ("400, 4XX", vec![(400, 400), (400, 499)]),
            ("5xx", vec![(500, 599)]),
            ("default", Vec::new()),
            ("422, default", Vec::new()),
        ] {
            assert_eq!(ranges(text), expected, "{text}");
        }
    }
}
