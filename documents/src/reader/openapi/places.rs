//! Where in the text of a document something stands. The parser keeps no places: keys are looked for as they are written.

/// The text of a document, and where its lines begin.
pub(super) struct Places<'t> {
    text: &'t str,
    starts: Vec<usize>,
}

impl<'t> Places<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        let breaks = text.match_indices('\n').map(|(at, _)| at + 1);
        Self {
            text,
            starts: std::iter::once(0).chain(breaks).collect(),
        }
    }

    /// The line of a place, from 1.
    pub(super) fn line_at(&self, at: usize) -> usize {
        self.starts.partition_point(|start| *start <= at).max(1)
    }

    /// Where a name stands as a key, from a place on; that place where it does not.
    pub(super) fn of_key(&self, name: &str, from: usize) -> usize {
        let rest = self.text.get(from..).unwrap_or_default();
        let is_key = |at: &usize| {
            let before = rest.get(..*at).unwrap_or_default();
            let behind = rest.get(at + name.len()..).unwrap_or_default();
            let begins = before.is_empty()
                || before.ends_with(|c: char| c.is_whitespace() || "\"'{,".contains(c));
            begins && behind.trim_start_matches(['"', '\'', ' ']).starts_with(':')
        };
        let mut places = rest.match_indices(name).map(|(at, _)| at);
        let found = if name.is_empty() {
            None
        } else {
            places.find(is_key)
        };
        found.map_or(from, |found| from + found)
    }

    /// Where a text stands for the first time from a place on, or else anywhere.
    pub(super) fn of_text_from(&self, text: &str, from: usize) -> usize {
        let rest = self.text.get(from..).unwrap_or_default();
        rest.find(text)
            .map_or_else(|| self.of_text(text), |found| from + found)
    }

    /// Where a text stands for the first time; the beginning where it does not.
    pub(super) fn of_text(&self, text: &str) -> usize {
        self.text.find(text).unwrap_or_default()
    }
}
