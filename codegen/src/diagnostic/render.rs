//! Diagnostics as text for people. The only module that knows the renderer.

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

use super::{Diagnostic, Report, Severity};
use crate::source::{SourceFile, Span};

/// More diagnostics than anybody reads at once are counted, not shown.
const MOST_SHOWN: usize = 100;
/// The longest text of a message, and of a place, that is shown.
const LONGEST_TEXT: usize = 500;

/// How to show diagnostics.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// With colour codes, for a terminal.
    Colour,
    /// Text only.
    Plain,
}

/// Every diagnostic of a report, each as rustc would show it, followed by a count.
pub fn render(report: &Report, style: Style) -> String {
    let renderer = match style {
        Style::Colour => Renderer::styled(),
        Style::Plain => Renderer::plain(),
    };
    let mut out = String::new();
    for diagnostic in most_important(report) {
        out.push_str(&render_one(&renderer, &report.file, diagnostic));
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

fn render_one(renderer: &Renderer, file: &SourceFile, diagnostic: &Diagnostic) -> String {
    let (source, line) = excerpt(file, diagnostic);
    let annotation = |kind: AnnotationKind, span: Span, text: &str| {
        let range = first_line(file, span);
        let annotation = kind.span(range.start - source.start..range.end - source.start);
        if text.is_empty() {
            annotation
        } else {
            annotation.label(cut(text))
        }
    };
    let mut snippet = Snippet::source(file.text().get(source.clone()).unwrap_or_default())
        .line_start(line)
        .path(file.name())
        .annotation(annotation(
            AnnotationKind::Primary,
            diagnostic.primary.span,
            &diagnostic.primary.text,
        ));
    for label in &diagnostic.secondary {
        snippet = snippet.annotation(annotation(AnnotationKind::Context, label.span, &label.text));
    }
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let mut group = level
        .primary_title(cut(&diagnostic.message))
        .id(diagnostic.code.to_string())
        .element(snippet);
    if let Some(note) = &diagnostic.note {
        group = group.element(Level::NOTE.message(cut(note)));
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(cut(help)));
    }
    renderer.render(&[group])
}

/// The lines from the first place of a diagnostic to its last, and the number of the first of them:
/// reading the whole text for each of many diagnostics would take long.
fn excerpt(file: &SourceFile, diagnostic: &Diagnostic) -> (std::ops::Range<usize>, usize) {
    let labels = diagnostic.secondary.iter().chain([&diagnostic.primary]);
    let places = labels.map(|label| first_line(file, label.span));
    let (mut start, mut end) = (file.text().len(), 0);
    for place in places {
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
