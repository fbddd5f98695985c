//! The lines of a text that is not YAML, as far as their beginnings tell something. Nothing here parses YAML.

use crate::source::Span;

/// The lines of a text, and the one at which the parser gave up.
pub(super) struct Lines<'t> {
    list: Vec<Line<'t>>,
    current: usize,
}

/// A line that has more than blanks and a comment.
#[derive(Clone, Copy)]
pub(super) struct Line<'t> {
    /// The first byte of the line in the text.
    pub start: usize,
    /// The line without its end.
    pub text: &'t str,
}

impl<'t> Lines<'t> {
    /// The lines of a text around a byte of it.
    pub(super) fn around(text: &'t str, at: usize) -> Self {
        let mut start = 0;
        let all = text.split_inclusive('\n').map(|line| {
            let here = Line {
                start,
                text: line.trim_end_matches(['\n', '\r']),
            };
            start += line.len();
            here
        });
        let list: Vec<_> = all.filter(Line::says_something).collect();
        let after = list.partition_point(|line| line.start <= at);
        Self {
            list,
            current: after.saturating_sub(1),
        }
    }

    /// The line at which the parser gave up.
    pub(super) fn current(&self) -> Option<Line<'t>> {
        self.list.get(self.current).copied()
    }

    /// The lines before it, the nearest first.
    pub(super) fn before(&self) -> impl Iterator<Item = Line<'t>> {
        let before = self.list.get(..self.current).unwrap_or_default();
        before.iter().rev().copied()
    }

    /// The line at which the parser gave up and those after it.
    pub(super) fn with_and_after(&self) -> impl Iterator<Item = Line<'t>> {
        self.list.iter().skip(self.current).copied()
    }

    /// It, the one before and the one after: a parser tells some slips a line too late, some a line too early.
    pub(super) fn near(&self) -> impl Iterator<Item = Line<'t>> {
        let first = self.current.saturating_sub(1);
        let near = self.list.iter().skip(first);
        near.take(self.current - first + 2).copied()
    }
}

impl<'t> Line<'t> {
    fn says_something(&self) -> bool {
        let text = self.text.trim();
        !text.is_empty() && !text.starts_with('#')
    }

    /// The white space before the first character.
    pub(super) fn indentation(&self) -> &'t str {
        let rest = self.text.trim_start();
        self.text
            .get(..self.text.len() - rest.len())
            .unwrap_or_default()
    }

    /// How many bytes of white space stand before the first character.
    pub(super) fn indent(&self) -> usize {
        self.indentation().len()
    }

    /// What follows the indentation.
    pub(super) fn content(&self) -> &'t str {
        self.text.trim()
    }

    /// The place of the first character that is no white space, to the end of the word.
    pub(super) fn first_word(&self) -> Span {
        let start = self.start + self.indent();
        let word = self.content().split_whitespace().next();
        Span::new(start, start + word.map_or(0, str::len))
    }

    /// The place of a part of this line, by its bytes.
    pub(super) fn place(&self, offset: usize, length: usize) -> Span {
        Span::new(self.start + offset, self.start + offset + length)
    }

    /// Whether a byte of the text is in this line.
    pub(super) fn holds(&self, at: usize) -> bool {
        (self.start..=self.start + self.text.len()).contains(&at)
    }
}
