//! From positions in a text to lines, which is what people can look up.

/// Where the lines of a text begin.
#[derive(Debug)]
pub(super) struct Lines {
    starts: Vec<usize>,
}

impl Lines {
    pub(super) fn new(text: &str) -> Self {
        let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let mut starts = vec![0];
        starts.extend(breaks.map(|(offset, _)| offset + 1));
        Self { starts }
    }

    /// The line of a byte, from 1.
    pub(super) fn line(&self, offset: usize) -> usize {
        self.starts.partition_point(|start| *start <= offset)
    }
}

/// The lines of a page that something stands on: the first and the last.
pub(super) type Extent = (usize, usize);

/// The page with nothing on some of its lines.
pub(super) fn without(text: &str, ends: &[Extent]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut ends = ends.iter().peekable();
    for (index, line) in text.split_inclusive('\n').enumerate() {
        let number = index + 1;
        while ends.next_if(|(_, last)| *last < number).is_some() {}
        match ends.peek() {
            Some((first, _)) if *first <= number => out.push('\n'),
            _ => out.push_str(line),
        }
    }
    out
}
