//! How deep the items of a list are in each other: by how far they are moved in, and by the marks that they begin with.
//! What an item says is not known here.

use super::facts::Entry;
use crate::page::{Cell, KindWord};
use crate::vocabulary;

/// A line as one that may be of a list: its text, how far it is moved in, and the mark that it begins with.
#[derive(Clone, Copy, Debug)]
pub(super) struct Item<'b> {
    pub(super) cell: &'b Cell,
    pub(super) indent: usize,
    pub(super) mark: Option<char>,
}

/// The items that the one at hand is in, and itself.
#[derive(Debug, Default)]
pub(super) struct Levels<'b> {
    open: Vec<Level<'b>>,
    /// Whether stars stand behind names of the list.
    has_stars: bool,
}

#[derive(Clone, Copy, Debug)]
struct Level<'b> {
    name: &'b str,
    indent: usize,
    mark: Option<char>,
    kind: Option<KindWord>,
}

impl<'b> Levels<'b> {
    /// Whether an item stands beside one of these, is inside of an object, or is the first one; a line without a mark only where stars show that
    /// the lines are a list.
    pub(super) fn know(&self, item: &Item<'_>) -> bool {
        let is_beside = |level: &Level<'_>| (level.indent, level.mark) == (item.indent, item.mark);
        let is_item = item.mark.is_some() || self.has_stars;
        let holds =
            |level: &Level<'_>| matches!(level.kind, Some(KindWord::Object | KindWord::List));
        let is_inside = |level: &Level<'_>| holds(level) && item.indent > level.indent;
        let is_known = self.open.iter().any(is_beside) || self.open.last().is_some_and(is_inside);
        is_item && (self.open.is_empty() || is_known)
    }

    /// How deep an item is.
    pub(super) fn enter(&mut self, item: &Item<'_>, entry: &Entry<'b>) -> usize {
        self.has_stars |= entry.has_star;
        let new = Level {
            name: entry.name,
            indent: item.indent,
            mark: item.mark,
            kind: vocabulary::kind_word(entry.kind),
        };
        let same = |level: &Level<'_>| level.indent == new.indent && level.mark == new.mark;
        match self.open.iter().position(same) {
            Some(place) => self.open.truncate(place),
            None => self.close_for(new),
        }
        self.open.push(new);
        self.open.len() - 1
    }

    /// The name of the last item without that of the one that it is in: `buyer.name` in `buyer`.
    pub(super) fn own_name(&self, name: &'b str) -> &'b str {
        let above = self.open.iter().rev().nth(1);
        let behind = above.and_then(|above| {
            let rest = name.strip_prefix(above.name.trim_end_matches("[]"))?;
            rest.strip_prefix("[].").or_else(|| rest.strip_prefix('.'))
        });
        behind.unwrap_or(name)
    }

    /// Closes what an item is not in that begins with another mark, or is moved otherwise.
    fn close_for(&mut self, new: Level<'b>) {
        while let Some(last) = self.open.last() {
            let holds = match last.kind {
                None | Some(KindWord::Object | KindWord::List) => true,
                // JSON in a text has members too, but no mark alone says so.
                Some(KindWord::Text) => new.indent > last.indent,
                Some(KindWord::Number | KindWord::Boolean | KindWord::Time) => false,
            };
            let is_in = new.indent > last.indent
                || (new.indent == last.indent && new.mark.is_some() && last.mark.is_some());
            if holds && is_in {
                return;
            }
            self.open.pop();
        }
    }
}
