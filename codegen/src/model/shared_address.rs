//! Requests that go to one address, and what tells them apart.

use super::{Expression, Field, Placed, Presence, Request, Source};

impl Field {
    /// The text that every request has here.
    pub fn constant(&self) -> Option<&str> {
        match &self.source {
            Source::Supplied(Expression::Literal(text)) => Some(text),
            Source::Supplied(_) | Source::Caller => None,
        }
    }
}

impl Request {
    /// Whether both are asked with one method at one address, whatever their path segments are called.
    pub fn shares_address(&self, other: &Self) -> bool {
        let same_place = (self.method, self.host) == (other.method, other.host);
        let same_path = match (self.target.path(), other.target.path()) {
            (Some(one), Some(two)) => pattern(one).eq(pattern(two)),
            (None, None) => true,
            (Some(_), None) | (None, Some(_)) => false,
        };
        same_place && same_path
    }

    /// Whether a request of one of them cannot be one of the other: a constant differs, or a member that one of them
    /// always has is none of the other's.
    pub fn is_told_apart_from(&self, other: &Self) -> bool {
        self.has_what_differs(other) || other.has_what_differs(self)
    }

    fn has_what_differs(&self, other: &Self) -> bool {
        self.sent_fields().any(|one| {
            let mut theirs = other.sent_fields();
            let same =
                theirs.find(|two| two.at.place == one.at.place && two.field.wire == one.field.wire);
            match same.map(|two| (one.field.constant(), two.field.constant())) {
                None => one.field.presence == Presence::Required,
                Some((Some(one), Some(two))) => one != two,
                Some(_) => false,
            }
        })
    }

    /// The fields that go on the wire by themselves.
    fn sent_fields(&self) -> impl Iterator<Item = Placed<'_>> {
        let all = self.placed_fields();
        all.filter(|placed| placed.at.place.is_sent())
    }
}

/// The segments of a path; `None` for one that varies.
fn pattern(path: &str) -> impl Iterator<Item = Option<&str>> {
    let segments = path.split('/');
    segments.map(|segment| (!segment.starts_with('{')).then_some(segment))
}
