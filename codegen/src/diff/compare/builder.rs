//! Whether a value is made by a builder or by `new`.

use super::comparison::Comparison;
use crate::diff::change::{ChangeKind, Subject};

/// Compares by how many values a caller gives: without any, `new` makes the value; otherwise a builder does.
pub(super) fn compare_builder<'m>(
    comparison: &mut Comparison<'m>,
    subject: &Subject<'m>,
    given: (usize, usize),
) {
    let kind = match given {
        (0, 1..) => ChangeKind::BuilderAppeared,
        (1.., 0) => ChangeKind::BuilderRemoved,
        (0, 0) | (1.., 1..) => return,
    };
    comparison.add_without_facts(kind, subject);
}
