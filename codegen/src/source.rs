//! Spec files as text, and places in them. Nothing here knows what a spec means.

use std::sync::Arc;

/// A spec's text and the name it is reported under.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFile {
    name: Arc<str>,
    text: Arc<str>,
}

impl SourceFile {
    /// The largest spec that is read, in bytes. The largest vendor known needs a twentieth of it.
    pub const LARGEST: usize = 2 * 1024 * 1024;

    /// A file from its name, as diagnostics should show it, and its text.
    pub fn new(name: impl Into<Arc<str>>, text: impl Into<Arc<str>>) -> Self {
        Self {
            name: name.into(),
            text: text.into(),
        }
    }

    /// The name it is reported under.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its whole text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Line and column of a byte offset, both from 1; the column counts characters.
    pub fn position(&self, offset: usize) -> Position {
        let end = floor_char_boundary(&self.text, offset);
        let before = self.text.get(..end).unwrap_or_default();
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        Position {
            line: before.matches('\n').count() + 1,
            column: before.get(line_start..).unwrap_or_default().chars().count() + 1,
        }
    }

    /// A span forced into the text and onto character boundaries; never empty where text is left.
    pub fn clamp(&self, span: Span) -> std::ops::Range<usize> {
        let start = floor_char_boundary(&self.text, span.start);
        let mut end = floor_char_boundary(&self.text, span.end.max(start));
        if end == start {
            end += self
                .text
                .get(start..)
                .and_then(|rest| rest.chars().next())
                .map_or(0, char::len_utf8);
        }
        start..end
    }
}

fn floor_char_boundary(text: &str, offset: usize) -> usize {
    let mut boundary = offset.min(text.len());
    while !text.is_char_boundary(boundary) {
        boundary -= 1;
    }
    boundary
}

/// A line and a column, both from 1; the column counts characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

/// A range of bytes in a [`SourceFile`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// A range of bytes.
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }
}

/// Something and the place where it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spanned<T> {
    /// The thing.
    pub value: T,
    /// Its place.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// A thing at its place.
    pub fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }

    /// Another thing at the same place.
    pub fn map<U>(self, convert: impl FnOnce(T) -> U) -> Spanned<U> {
        Spanned {
            value: convert(self.value),
            span: self.span,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_count_characters_not_bytes() {
        let file = SourceFile::new("a.yaml", "한글: x\nb");
        assert_eq!(file.position(8), Position { line: 1, column: 5 });
        assert_eq!(file.position(10), Position { line: 2, column: 1 });
        assert_eq!(
            file.position(1),
            Position { line: 1, column: 1 },
            "inside a character"
        );
        assert_eq!(
            file.position(999),
            Position { line: 2, column: 2 },
            "past the end"
        );
    }

    #[test]
    fn spans_never_leave_the_text() {
        let file = SourceFile::new("a.yaml", "가");
        assert_eq!(file.clamp(Span::new(1, 2)), 0..3);
        assert_eq!(file.clamp(Span::new(7, 9)), 3..3);
    }
}
