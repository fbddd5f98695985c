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
        let mut places = rest.match_indices(name).map(|(at, _)| at);
        let found = if name.is_empty() {
            None
        } else {
            places.find(|at| is_key(rest, *at, name))
        };
        found.map_or(from, |found| from + found)
    }

    /// Where a key stands directly below the one at a place; the latter where none does.
    pub(super) fn of_child(&self, name: &str, parent: usize) -> usize {
        let rest = self.text.get(parent..).unwrap_or_default();
        let Some(colon) = rest.find(':') else {
            return parent;
        };
        let behind = rest.get(colon + 1..).unwrap_or_default();
        let found = match behind.trim_start().starts_with('{') {
            true => in_braces(behind, name),
            false => in_lines(behind, name, self.indent(parent)),
        };
        found.map_or(parent, |found| parent + colon + 1 + found)
    }

    /// How many blanks stand before a key on its line.
    fn indent(&self, at: usize) -> usize {
        let before = self.text.get(..at).unwrap_or_default();
        let start = before.rfind('\n').map_or(0, |found| found + 1);
        let line = self.text.get(start..).unwrap_or_default();
        line.len() - line.trim_start_matches(' ').len()
    }

    /// Where a text stands as the value of a key, from a place on; where it stands at all where it does not.
    pub(super) fn of_value(&self, key: &str, text: &str, from: usize) -> usize {
        let rest = self.text.get(from..).unwrap_or_default();
        let quotes = ['"', '\'', ' '];
        let is_value = |at: &usize| {
            let before = rest.get(..*at).unwrap_or_default();
            let before = before.trim_end_matches(quotes).strip_suffix(':');
            before.is_some_and(|before| before.trim_end_matches(quotes).ends_with(key))
        };
        let mut places = rest.match_indices(text).map(|(at, _)| at);
        places
            .find(is_value)
            .map_or_else(|| self.of_text_from(text, from), |found| from + found)
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

/// Where a key stands in what braces hold, and not in what is inside of that.
fn in_braces(text: &str, name: &str) -> Option<usize> {
    let mut depth = 0_usize;
    let mut quoted = None;
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        let is_key = depth == 1 && is_key(text, at, name);
        match (quoted, c) {
            _ if escaped => escaped = false,
            (Some(_), '\\') => escaped = true,
            (Some(mark), _) if mark == c => quoted = None,
            (None | Some(_), _) if is_key => return Some(at),
            (Some(_), _) => {}
            (None, '"' | '\'') => quoted = Some(c),
            (None, '{' | '[') => depth += 1,
            (None, '}' | ']') => depth = depth.checked_sub(1).filter(|depth| *depth > 0)?,
            (None, _) => {}
        }
    }
    None
}

/// Where a key stands in the lines below one with an indent, at the indent of the first of them.
fn in_lines(text: &str, name: &str, indent: usize) -> Option<usize> {
    let mut at = text.find('\n')? + 1;
    let mut own = None;
    for line in text.get(at..)?.split_inclusive('\n') {
        let words = line.trim_start_matches(' ');
        let depth = line.len() - words.len();
        let is_silent = words.trim().is_empty() || words.starts_with('#');
        if !is_silent {
            if depth <= indent {
                return None;
            }
            let key = at + depth + usize::from(words.starts_with(['"', '\'']));
            if *own.get_or_insert(depth) == depth && is_key(text, key, name) {
                return Some(key);
            }
        }
        at += line.len();
    }
    None
}

/// Whether a name stands at a place as a key.
fn is_key(text: &str, at: usize, name: &str) -> bool {
    let before = text.get(..at).unwrap_or_default();
    let begins =
        before.is_empty() || before.ends_with(|c: char| c.is_whitespace() || "\"'{,".contains(c));
    let behind = text.get(at..).and_then(|rest| rest.strip_prefix(name));
    begins
        && behind.is_some_and(|behind| {
            let behind = behind
                .trim_start_matches(['"', '\''])
                .trim_start_matches(' ');
            behind.starts_with(':')
        })
}

#[cfg(test)]
mod tests {
    use super::Places;

    #[test]
    fn a_value_is_found_behind_its_key_and_not_in_words_before_it() {
        let places =
            Places::of("summary: pays by billingKey\nparameters:\n- \"name\": \"billingKey\"\n");
        assert_eq!(places.line_at(places.of_value("name", "billingKey", 0)), 3);
        assert_eq!(places.line_at(places.of_value("title", "billingKey", 0)), 1);
    }

    #[test]
    fn a_key_is_found_below_its_parent_and_in_nothing_beside_it() {
        let cases = [
            (
                "properties:\n  card:\n    type: object\n  type: { x: 1 }\n",
                "type",
                4,
            ),
            (
                "properties:\n  # type: none\n  'type':\n    a: 1\n",
                "type",
                3,
            ),
            (
                "{\"properties\": {\n\"card\": {\"type\": 1},\n\"type\": 2}}",
                "type",
                3,
            ),
            (
                "{ properties: { card: { type: a },\n type: b } }",
                "type",
                2,
            ),
            ("properties:\n  a: 1\ntype: b\n", "type", 1),
        ];
        for (text, name, line) in cases {
            let places = Places::of(text);
            let parent = places.of_key("properties", 0);
            assert_eq!(
                places.line_at(places.of_child(name, parent)),
                line,
                "{text}"
            );
        }
    }
}
