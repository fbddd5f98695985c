//! Text → tree. The only module that knows the YAML library; its limits keep hostile input harmless.

use std::collections::HashMap;

use granit_parser::{Event, Options, Parser, ScalarStyle, Span as YamlSpan};

use super::again::{self, Again};
use super::slip::{self, GivenUp};
use super::tree::{Entry, Node, Value};
use crate::diagnostic::{Diagnostic, DiagnosticCode, Diagnostics};
use crate::source::{SourceFile, Span};

/// So many levels stand under the outermost mapping at most. Real specs nest seven deep.
const DEEPEST: usize = 24;
/// The largest vendor known needs a tenth of it.
const MOST_NODES: usize = 200_000;

/// The tree of a file, or `None` when the text is not readable as one YAML document.
pub fn load(file: &SourceFile, diagnostics: &mut Diagnostics) -> Option<Node> {
    let text = file.text();
    if text.len() > SourceFile::LARGEST {
        let message = format!(
            "a spec may have {} bytes, this one has {}",
            SourceFile::LARGEST,
            text.len()
        );
        diagnostics.push(Diagnostic::new(
            DiagnosticCode::TooLarge,
            Span::new(0, 0),
            message,
        ));
        return None;
    }
    let mut loader = Loader::new(text);
    loader.run();
    let root = loader.root.take();
    for problem in loader.problems {
        diagnostics.push(problem);
    }
    for place in loader.left_out {
        diagnostics.leave_out(text.get(place.start..place.end).unwrap_or_default());
    }
    if loader.fatal {
        return None;
    }
    if root.is_none() {
        let nothing = Diagnostic::new(
            DiagnosticCode::MissingKey,
            Span::new(0, 0),
            "the spec is empty",
        )
        .help("begin with `kpg: 1` and `vendor: <id>`");
        diagnostics.push(nothing);
    }
    root
}

/// A collection whose end has not been seen.
enum Open {
    List {
        start: Span,
        items: Vec<Node>,
    },
    Mapping {
        start: Span,
        entries: Vec<Entry>,
        seen: Seen,
        again: Vec<Again>,
        key: Option<Key>,
    },
}

/// Where the keys of a mapping stand, once it has more of them than are compared one by one.
#[derive(Default)]
struct Seen(HashMap<String, Span>);

impl Seen {
    /// Real mappings seldom have more keys than it takes to hash one.
    const MOST_COMPARED: usize = 16;

    /// Where a key stands among the entries so far.
    fn place_of(&mut self, key: &str, entries: &[Entry]) -> Option<Span> {
        if entries.len() <= Self::MOST_COMPARED {
            let mut entries = entries.iter();
            return entries
                .find(|entry| entry.key == key)
                .map(|entry| entry.key_span);
        }
        let new = entries.get(self.0.len()..).unwrap_or_default().iter();
        let new = new.map(|entry| (entry.key.clone(), entry.key_span));
        self.0.extend(new);
        self.0.get(key).copied()
    }
}

impl Open {
    /// Where it begins.
    fn start(&self) -> Span {
        match self {
            Self::List { start, .. } | Self::Mapping { start, .. } => *start,
        }
    }
}

enum Key {
    Usable(String, Span),
    /// Stands in the mapping already, where it is first.
    Again(String, Span, Span),
    /// Reported already; its value is read and dropped.
    Dropped,
}

struct Loader<'t> {
    text: &'t str,
    open: Vec<Open>,
    root: Option<Node>,
    problems: Vec<Diagnostic>,
    /// What was read and left out, because its key stands twice.
    left_out: Vec<Span>,
    nodes: usize,
    fatal: bool,
}

impl<'t> Loader<'t> {
    fn new(text: &'t str) -> Self {
        Self {
            text,
            open: Vec::new(),
            root: None,
            problems: Vec::new(),
            left_out: Vec::new(),
            nodes: 0,
            fatal: false,
        }
    }

    fn run(&mut self) {
        let options: Options = granit_parser::options! { disallow_directives: true };
        let mut parser = Parser::new_from_str_with_options(self.text, options);
        while let Some(event) = parser.next_event() {
            match event {
                Ok((event, span)) => self.event(&event, place(&span)),
                Err(error) => {
                    let at = error.marker().byte_offset().unwrap_or(self.text.len());
                    self.problems.push(self.not_yaml(at, &error.info()));
                    self.fatal = true;
                }
            }
            if self.fatal {
                return;
            }
        }
    }

    fn not_yaml(&self, at: usize, what: &str) -> Diagnostic {
        if what.contains("recursion limit") {
            return too_deep(self.too_deep_at(at));
        }
        let open: Vec<usize> = self.open.iter().map(|open| open.start().start).collect();
        slip::not_yaml(&GivenUp {
            text: self.text,
            at,
            what,
            open: &open,
        })
    }

    /// The first bracket that is too deep, where the parser gave up at a later one of the same run.
    fn too_deep_at(&self, at: usize) -> Span {
        let before = self.text.get(..at).unwrap_or_default();
        let brackets = |c: char| matches!(c, '[' | '{' | ' ');
        let run = before.len() - before.trim_end_matches(brackets).len();
        let run = self.text.get(before.len() - run..).unwrap_or_default();
        let marks = run.char_indices().filter(|(_, c)| *c != ' ');
        let start = self.text.len() - run.len();
        let around = self.open.iter().filter(|open| open.start().start < start);
        let mut surplus = marks.skip((DEEPEST + 1).saturating_sub(around.count()));
        let offset = surplus.next().map_or(0, |(offset, _)| offset);
        Span::new(start + offset, start + offset + 1)
    }

    /// The place of what stands before a value: its tag or anchor, which begins with `mark`.
    fn before(&self, value: Span, mark: char) -> Span {
        let before = self.text.get(..value.start).unwrap_or_default();
        let Some(start) = before.rfind(mark) else {
            return value;
        };
        let start = before
            .get(..start)
            .unwrap_or_default()
            .trim_end_matches(mark)
            .len();
        let between = before.get(start..).unwrap_or_default();
        let mut words = between.split_whitespace();
        let first = words.next().map_or(0, str::len);
        match words.all(|word| word.starts_with(['&', '!'])) {
            true => Span::new(start, start + first),
            false => value,
        }
    }

    fn event(&mut self, event: &Event<'_>, span: Span) {
        if let Some(tag) = event.tag() {
            self.unsupported(
                self.before(span, '!'),
                format!("`{}` is a tag", tag.original()),
                "write the value plainly; kpg knows its type from the key",
            );
        }
        if event.anchor_id().is_some_and(|anchor| anchor != 0) && !event.is_alias() {
            self.unsupported(
                self.before(span, '&'),
                "an anchor is defined here".to_owned(),
                "use a group, a type or a set of codes instead",
            );
        }
        match event {
            Event::Scalar(text, style, ..) => self.scalar(text, *style, span),
            Event::SequenceStart(..) => self.begin(
                Open::List {
                    start: span,
                    items: Vec::new(),
                },
                span,
            ),
            Event::MappingStart(..) => self.begin(
                Open::Mapping {
                    start: span,
                    entries: Vec::new(),
                    seen: Seen::default(),
                    again: Vec::new(),
                    key: None,
                },
                span,
            ),
            Event::SequenceEnd | Event::MappingEnd => self.end(span),
            Event::Alias(_) => {
                self.unsupported(
                    span,
                    "an alias is used here".to_owned(),
                    "write the value out; a spec is read line by line beside the vendor's page",
                );
                self.finish(Node {
                    span,
                    value: Value::Nothing,
                });
            }
            Event::DocumentStart(..) if self.root.is_some() => {
                self.unsupported(
                    span,
                    "a second document begins here".to_owned(),
                    "one file describes one vendor",
                );
                self.fatal = true;
            }
            _ => {}
        }
    }

    fn unsupported(&mut self, span: Span, message: String, help: &str) {
        self.problems
            .push(Diagnostic::new(DiagnosticCode::UnsupportedYaml, span, message).help(help));
    }

    fn scalar(&mut self, text: &str, style: ScalarStyle, span: Span) {
        let nothing = matches!(text, "" | "~" | "null") && text.len() == span.end - span.start;
        let value = match style {
            ScalarStyle::Plain if nothing || span.start == span.end => Value::Nothing,
            _ => Value::Text(text.to_owned()),
        };
        self.finish(Node { span, value });
    }

    fn begin(&mut self, collection: Open, span: Span) {
        if self.open.len() > DEEPEST {
            self.problems.push(too_deep(span));
            self.fatal = true;
        } else {
            self.open.push(collection);
        }
    }

    fn end(&mut self, span: Span) {
        match self.open.pop() {
            Some(Open::List { start, items }) => {
                self.finish(Node {
                    span: Span::new(start.start, span.end),
                    value: Value::List(items),
                });
            }
            Some(Open::Mapping {
                start,
                mut entries,
                again,
                ..
            }) => {
                let span = Span::new(start.start, span.end);
                let (problems, left_out) =
                    again::reports(&mut entries, &again, (self.text, span.end));
                self.problems.extend(problems);
                self.left_out.extend(left_out);
                self.finish(Node {
                    span,
                    value: Value::Mapping(entries),
                });
            }
            None => {}
        }
    }

    /// What is wrong with a key that YAML takes and nobody means: one that begins with a space that is no blank, or
    /// goes on with a brace or bracket.
    fn slip_in_key(&self, node: &Node) -> Option<Diagnostic> {
        let is_key = matches!(self.open.last(), Some(Open::Mapping { key: None, .. }));
        let written = self.text.get(node.span.start..node.span.end)?;
        if !is_key || written.starts_with(['"', '\'']) {
            return None;
        }
        if written.starts_with(char::is_whitespace) {
            return Some(self.not_yaml(node.span.start, ""));
        }
        let goes_on = written.contains(['{', '[', '：']);
        goes_on
            .then(|| slip::of_key(self.text, node.span))
            .flatten()
    }

    /// Puts a finished node where it belongs: the root, a list, or a mapping as key or value.
    fn finish(&mut self, node: Node) {
        self.nodes += 1;
        if self.nodes > MOST_NODES {
            let message = format!("the spec has more than {MOST_NODES} values");
            self.problems.push(Diagnostic::new(
                DiagnosticCode::TooLarge,
                node.span,
                message,
            ));
            self.fatal = true;
            return;
        }
        if let Some(slip) = self.slip_in_key(&node) {
            self.problems.push(slip);
            self.fatal = true;
            return;
        }
        match self.open.last_mut() {
            None => self.root = Some(node),
            Some(Open::List { items, .. }) => items.push(node),
            Some(Open::Mapping {
                entries,
                seen,
                again,
                key,
                ..
            }) => match key.take() {
                None => *key = Some(as_key(node, (seen, entries), &mut self.problems)),
                Some(Key::Usable(key, key_span)) => entries.push(Entry {
                    key,
                    key_span,
                    value: node,
                }),
                Some(Key::Again(key, key_span, first)) => {
                    again.push(Again::new((key, key_span), first, node, entries));
                }
                Some(Key::Dropped) => {}
            },
        }
    }
}

fn too_deep(place: Span) -> Diagnostic {
    let message = format!("the spec nests deeper than {DEEPEST} levels");
    Diagnostic::new(DiagnosticCode::TooLarge, place, message)
        .help("real specs nest seven deep; remove what only nests")
}

fn as_key(
    node: Node,
    (seen, entries): (&mut Seen, &[Entry]),
    problems: &mut Vec<Diagnostic>,
) -> Key {
    let Value::Text(text) = node.value else {
        let message = format!("a key must be text, this is {}", node.describe());
        problems.push(Diagnostic::new(
            DiagnosticCode::WrongShape,
            node.span,
            message,
        ));
        return Key::Dropped;
    };
    match seen.place_of(&text, entries) {
        None => Key::Usable(text, node.span),
        Some(first) => Key::Again(text, node.span, first),
    }
}

fn place(span: &YamlSpan) -> Span {
    let start = span.start.byte_offset().unwrap_or(0);
    let end = span.end.byte_offset().unwrap_or(start);
    Span::new(start, end.max(start))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn a_key_that_stands_twice_is_told_in_a_mapping_of_any_length() {
        for count in [1, 2, 16, 17, 18, 100] {
            for again in [0, count / 2, count - 1] {
                let keys: String = (0..count).map(|key| format!("k{key}: v\n")).collect();
                let text = format!("{keys}k{again}: w\n");
                let mut told = Diagnostics::default();
                let root = load(&SourceFile::new("a.yaml", text.as_str()), &mut told);
                assert_eq!(root.unwrap().entries().len(), count, "{text}");
                let told = told.into_sorted(&text);
                let [twice] = told.as_slice() else {
                    panic!("{told:?} of {text}");
                };
                let first = text.find(&format!("k{again}:")).unwrap();
                let places = [twice.primary.span.start, twice.secondary[0].span.start];
                assert_eq!(places, [keys.len(), first], "{text}");
            }
        }
    }
}
