//! Diagnostics as text for people. The only module that knows the renderer.

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

use super::{Diagnostic, Report};
use crate::source::{SourceFile, Span};

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
    for diagnostic in &report.diagnostics {
        out.push_str(&render_one(&renderer, &report.file, diagnostic));
        out.push_str("\n\n");
    }
    let count = report.diagnostics.len();
    let noun = if count == 1 { "error" } else { "errors" };
    out.push_str(&format!("{}: {count} {noun}\n", report.file.name()));
    out
}

fn render_one(renderer: &Renderer, file: &SourceFile, diagnostic: &Diagnostic) -> String {
    let annotation = |kind: AnnotationKind, span: Span, text: &str| {
        let annotation = kind.span(first_line(file, span));
        if text.is_empty() {
            annotation
        } else {
            annotation.label(text.to_owned())
        }
    };
    let mut snippet = Snippet::source(file.text())
        .path(file.name())
        .annotation(annotation(
            AnnotationKind::Primary,
            diagnostic.primary.span,
            &diagnostic.primary.text,
        ));
    for label in &diagnostic.secondary {
        snippet = snippet.annotation(annotation(AnnotationKind::Context, label.span, &label.text));
    }
    let mut group = Level::ERROR
        .primary_title(diagnostic.message.as_str())
        .id(diagnostic.code.to_string())
        .element(snippet);
    if let Some(note) = &diagnostic.note {
        group = group.element(Level::NOTE.message(note.as_str()));
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    renderer.render(&[group])
}

/// A caret belongs under the culprit's first line, however long the culprit is.
fn first_line(file: &SourceFile, span: Span) -> std::ops::Range<usize> {
    let range = file.clamp(span);
    let text = file.text().get(range.clone()).unwrap_or_default();
    match text.find(['\n', '\r']) {
        Some(length) if length > 0 => range.start..range.start + length,
        _ => range,
    }
}
