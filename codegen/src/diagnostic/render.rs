//! Diagnostics as text for people. The only module that knows the renderer.

use std::borrow::Cow;

use annotate_snippets::renderer::DEFAULT_TERM_WIDTH;
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Renderer, Snippet};

use unicode_width::UnicodeWidthStr as _;

use super::{Diagnostic, Label, Report, Severity};
use crate::source::{SourceFile, Span};

/// More diagnostics than anybody reads at once are counted, not shown.
const MOST_SHOWN: usize = 100;
/// The longest text of a message, and of a place, that is shown.
const LONGEST_TEXT: usize = 500;

/// What stands left and right of an excerpt that does not begin or end where its line does.
const MARGINS: usize = 20;

/// How to show diagnostics.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// With colour codes, and no excerpt wider than the terminal.
    Terminal {
        /// How many columns it has.
        width: usize,
    },
    /// Text only, for a file or another program.
    Plain,
}

impl Style {
    /// How many columns a line may take.
    fn width(self) -> usize {
        match self {
            Self::Terminal { width } => width,
            Self::Plain => DEFAULT_TERM_WIDTH,
        }
    }

    /// The renderer of an excerpt whose lines have numbers up to one.
    fn renderer(self, last_line: usize) -> Renderer {
        match self {
            Self::Terminal { width } => {
                let gutter = last_line.to_string().len() + " | ".len();
                Renderer::styled().term_width(width.saturating_sub(gutter))
            }
            Self::Plain => Renderer::plain(),
        }
    }
}

/// Every diagnostic of a report, each as rustc would show it, followed by a count.
pub fn render(report: &Report, style: Style) -> String {
    let mut out = String::new();
    for diagnostic in most_important(report) {
        out.push_str(&render_one(style, &report.file, diagnostic));
        out.push_str("\n\n");
    }
    let count = report.diagnostics.len();
    let counted: Vec<String> = [(Severity::Error, "error"), (Severity::Warning, "warning")]
        .into_iter()
        .map(|(severity, noun)| (report.count(severity), noun))
        .filter(|(count, _)| *count > 0)
        .map(|(count, noun)| format!("{count} {noun}{}", if count == 1 { "" } else { "s" }))
        .collect();
    let shown = match count > MOST_SHOWN {
        true => format!(", of which {MOST_SHOWN} are shown"),
        false => String::new(),
    };
    out.push_str(&format!(
        "{}: {}{shown}\n",
        report.file.name(),
        counted.join(", ")
    ));
    out
}

/// What is shown of very many: errors before warnings, each in the order of the source.
fn most_important(report: &Report) -> impl Iterator<Item = &Diagnostic> {
    let warnings = MOST_SHOWN.saturating_sub(report.count(Severity::Error));
    let (mut errors, mut others) = (0, 0);
    report.diagnostics.iter().filter(move |diagnostic| {
        let (count, most) = match diagnostic.severity {
            Severity::Error => (&mut errors, MOST_SHOWN),
            Severity::Warning => (&mut others, warnings),
        };
        *count += 1;
        *count <= most
    })
}

fn render_one(style: Style, file: &SourceFile, diagnostic: &Diagnostic) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level
        .primary_title(cut(&diagnostic.message))
        .id(diagnostic.code.to_string());
    let mut group = Group::with_title(title);
    let primary = (AnnotationKind::Primary, &diagnostic.primary);
    let context = diagnostic.secondary.iter();
    let context = context.map(|label| (AnnotationKind::Context, label));
    let (near, far): (Vec<_>, Vec<_>) = context.partition(|(_, label)| {
        let widest = style.width();
        fits(file, widest, &diagnostic.primary, label)
    });
    let near: Vec<_> = [primary].into_iter().chain(near).collect();
    for labels in [near]
        .into_iter()
        .chain(far.into_iter().map(|one| vec![one]))
    {
        group = group.element(snippet(file, &labels));
    }
    if let Some(note) = &diagnostic.note {
        group = group.element(Level::NOTE.message(cut(note)));
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(cut(help)));
    }
    let last_line = file.position(diagnostic.primary.span.end).line;
    style.renderer(last_line).render(&[group])
}

/// Whether two places can be shown on one line of a width; those on two lines always can.
fn fits(file: &SourceFile, width: usize, one: &Label, other: &Label) -> bool {
    let [one_place, other_place] = [one, other].map(|label| first_line(file, label.span));
    let start = one_place.start.min(other_place.start);
    let end = one_place.end.max(other_place.end);
    let between = file.text().get(start..end).unwrap_or_default();
    let word = one.text.width().max(other.text.width());
    let around = MARGINS + word;
    between.contains('\n') || between.width() + around <= width
}

/// An excerpt with some places.
fn snippet<'f>(
    file: &'f SourceFile,
    labels: &[(AnnotationKind, &Label)],
) -> Snippet<'f, Annotation<'f>> {
    let (source, line) = excerpt(file, labels.iter().map(|(_, label)| label.span));
    let text = file.text().get(source.clone()).unwrap_or_default();
    let text = without_carriage_returns(text);
    let snippet = Snippet::source(text).line_start(line).path(file.name());
    labels.iter().fold(snippet, |snippet, (kind, label)| {
        let range = first_line(file, label.span);
        let annotation = kind.span(range.start - source.start..range.end - source.start);
        snippet.annotation(match label.text.as_str() {
            "" => annotation,
            text => annotation.label(cut(text)),
        })
    })
}

/// An excerpt as it is shown, of as many bytes: a return at the end of a line is no part of what is wrong.
fn without_carriage_returns(text: &str) -> Cow<'_, str> {
    match text.contains('\r') {
        true => {
            let last = text.strip_suffix('\r').map(|rest| format!("{rest} "));
            let text = last.as_deref().unwrap_or(text);
            Cow::Owned(text.replace("\r\n", " \n"))
        }
        false => Cow::Borrowed(text),
    }
}

/// The lines from the first of some places to the last, and the number of the first of them: reading the whole text for
/// each of many diagnostics would take long.
fn excerpt(
    file: &SourceFile,
    places: impl Iterator<Item = Span>,
) -> (std::ops::Range<usize>, usize) {
    let (mut start, mut end) = (file.text().len(), 0);
    for place in places.map(|span| first_line(file, span)) {
        start = start.min(place.start);
        end = end.max(place.end);
    }
    let before = file.text().get(..start).unwrap_or_default();
    let after = file.text().get(end..).unwrap_or_default();
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    let longest = file.clamp(Span::new(end, end + LONGEST_TEXT)).end;
    let line_end = after
        .find('\n')
        .map_or(longest, |newline| longest.min(end + newline));
    (line_start..line_end, before.matches('\n').count() + 1)
}

/// A text, or its beginning.
fn cut(text: &str) -> String {
    match text.char_indices().nth(LONGEST_TEXT) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

/// A caret belongs under the culprit's first line, however long the culprit is.
fn first_line(file: &SourceFile, span: Span) -> std::ops::Range<usize> {
    let longest = span.end.min(span.start.saturating_add(LONGEST_TEXT));
    let range = file.clamp(Span::new(span.start, longest));
    let text = file.text().get(range.clone()).unwrap_or_default();
    match text.find(['\n', '\r']) {
        Some(length) if length > 0 => range.start..range.start + length,
        _ => range,
    }
}
