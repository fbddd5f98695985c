//! A spec as an editor holds it, and places in it: the protocol counts lines and UTF-16 units from 0, kpg counts bytes.

use kpg_codegen::{Diagnostic, Editing, Label, Severity, SourceFile, Span};
use lsp_types::{
    CodeDescription, DiagnosticRelatedInformation, DiagnosticSeverity, Location, NumberOrString,
    Position, Range, Uri,
};

use crate::{explain, specs};

/// A spec that is open in an editor.
pub struct Document {
    editing: Editing,
}

impl Document {
    /// A spec with the text that it has now.
    pub fn new(uri: &Uri, text: String) -> Self {
        let path = uri.path().as_str();
        let name = path.rsplit('/').next().unwrap_or(path).to_owned();
        Self {
            editing: Editing::from(specs::checked(&SourceFile::new(name, text))),
        }
    }

    /// What the compiler knows of it.
    pub fn editing(&self) -> &Editing {
        &self.editing
    }

    fn text(&self) -> &str {
        self.editing.file().text()
    }

    /// The byte at a position; the end of the line or of the text where there is none.
    pub fn offset(&self, position: Position) -> usize {
        let text = self.text();
        let start = match position.line {
            0 => 0,
            line => {
                let mut ends = text.match_indices('\n').map(|(at, _)| at + 1);
                let before = usize::try_from(line - 1).unwrap_or(usize::MAX);
                ends.nth(before).unwrap_or(text.len())
            }
        };
        let line = text.get(start..).unwrap_or_default();
        let line = line.split(['\n', '\r']).next().unwrap_or_default();
        let mut units = 0;
        for (at, c) in line.char_indices() {
            if units >= position.character as usize {
                return start + at;
            }
            units += c.len_utf16();
        }
        start + line.len()
    }

    /// A place as the protocol has it.
    pub fn range(&self, span: Span) -> Range {
        let bytes = self.editing.file().clamp(span);
        Range::new(self.position(bytes.start), self.position(bytes.end))
    }

    fn position(&self, offset: usize) -> Position {
        let before = self.text().get(..offset).unwrap_or_default();
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        let line = before.matches('\n').count();
        let units = before
            .get(line_start..)
            .map_or(0, |line| line.encode_utf16().count());
        let whole = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        Position::new(whole(line), whole(units))
    }

    /// Everything that the compiler found, each at its place.
    pub fn diagnostics(&self, uri: &Uri) -> Vec<lsp_types::Diagnostic> {
        let found = self.editing.report().diagnostics.iter();
        found.map(|found| self.diagnostic(uri, found)).collect()
    }

    fn diagnostic(&self, uri: &Uri, found: &Diagnostic) -> lsp_types::Diagnostic {
        let related = |label: &Label| DiagnosticRelatedInformation {
            location: Location::new(uri.clone(), self.range(label.span)),
            message: match label.text.as_str() {
                "" => "here".to_owned(),
                text => text.to_owned(),
            },
        };
        let label = Some(&found.primary.text).filter(|text| !text.is_empty());
        let parts = [
            Some(found.message.clone()),
            label.cloned(),
            found.note.as_ref().map(|note| format!("note: {note}")),
            found.help.as_ref().map(|help| format!("help: {help}")),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        lsp_types::Diagnostic {
            range: self.range(found.primary.span),
            severity: Some(match found.severity {
                Severity::Error => DiagnosticSeverity::ERROR,
                Severity::Warning => DiagnosticSeverity::WARNING,
            }),
            code: Some(NumberOrString::String(found.code.to_string())),
            code_description: explain::address(found.code)
                .parse()
                .ok()
                .map(|href| CodeDescription { href }),
            source: Some("kpg".to_owned()),
            message: parts.join("\n"),
            related_information: Some(found.secondary.iter().map(related).collect()),
            ..lsp_types::Diagnostic::default()
        }
    }
}
