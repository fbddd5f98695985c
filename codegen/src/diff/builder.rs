//! Whether a value is made by a builder or by `new`.

use super::comparison::Comparison;
use super::{ChangeKind, Subject};

/// What asks nothing of the caller is made by `new`, anything else by a builder.
pub(super) fn compare(comparison: &mut Comparison<'_>, at: &Subject, given: (usize, usize)) {
    let kind = match given {
        (0, 1..) => ChangeKind::BuilderAppeared,
        (1.., 0) => ChangeKind::BuilderRemoved,
        _ => return,
    };
    comparison.add(kind, at, None, None);
}
