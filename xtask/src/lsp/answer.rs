//! What an editor is answered: what the compiler says of a place, as the protocol has it.

use std::collections::HashMap;

use kpg_codegen::{Completion, CompletionKind, Span};
use lsp_types::{
    CompletionItem, CompletionItemKind, CompletionParams, CompletionTextEdit, Documentation,
    GotoDefinitionParams, Hover, HoverContents, HoverParams, Location, MarkupContent, MarkupKind,
    PrepareRenameResponse, ReferenceParams, RenameParams, TextDocumentPositionParams, TextEdit,
    WorkspaceEdit,
};

use super::document::Document;

/// Documents by their addresses.
pub type Documents = HashMap<String, Document>;

/// A document and the byte that is asked about.
fn place<'d>(
    documents: &'d Documents,
    asked: &TextDocumentPositionParams,
) -> Option<(&'d Document, usize)> {
    let document = documents.get(asked.text_document.uri.as_str())?;
    Some((document, document.offset(asked.position)))
}

/// What may be written at a place.
pub fn completion(documents: &Documents, asked: &CompletionParams) -> Vec<CompletionItem> {
    let Some((document, offset)) = place(documents, &asked.text_document_position) else {
        return Vec::new();
    };
    let found = document.editing().complete(offset).into_iter();
    found.map(|found| item(document, found)).collect()
}

fn item(document: &Document, found: Completion) -> CompletionItem {
    let edit = TextEdit::new(document.range(found.replaces), found.text);
    CompletionItem {
        kind: Some(match found.kind {
            CompletionKind::Key => CompletionItemKind::PROPERTY,
            CompletionKind::Word => CompletionItemKind::KEYWORD,
            CompletionKind::Name => CompletionItemKind::VARIABLE,
            CompletionKind::Field => CompletionItemKind::FIELD,
        }),
        detail: Some(found.detail).filter(|detail| !detail.is_empty()),
        documentation: Some(found.documentation)
            .filter(|text| !text.is_empty())
            .map(|text| Documentation::MarkupContent(markdown(text))),
        text_edit: Some(CompletionTextEdit::Edit(edit)),
        label: found.label,
        ..CompletionItem::default()
    }
}

fn markdown(value: String) -> MarkupContent {
    MarkupContent {
        kind: MarkupKind::Markdown,
        value,
    }
}

/// What is worth knowing about a place.
pub fn hover(documents: &Documents, asked: &HoverParams) -> Option<Hover> {
    let (document, offset) = place(documents, &asked.text_document_position_params)?;
    let found = document.editing().hover(offset)?;
    Some(Hover {
        contents: HoverContents::Markup(markdown(found.markdown)),
        range: Some(document.range(found.span)),
    })
}

/// Where a name is declared.
pub fn definition(documents: &Documents, asked: &GotoDefinitionParams) -> Option<Location> {
    let asked = &asked.text_document_position_params;
    let (document, offset) = place(documents, asked)?;
    let declared = document.editing().definition(offset)?;
    Some(location(document, asked, declared))
}

/// Where a name is used.
pub fn references(documents: &Documents, asked: &ReferenceParams) -> Vec<Location> {
    let with_declaration = asked.context.include_declaration;
    let asked = &asked.text_document_position;
    let Some((document, offset)) = place(documents, asked) else {
        return Vec::new();
    };
    let declared = document.editing().definition(offset);
    let declared = declared.filter(|_| with_declaration).into_iter();
    let spans = declared.chain(document.editing().uses(offset));
    spans.map(|span| location(document, asked, span)).collect()
}

fn location(document: &Document, asked: &TextDocumentPositionParams, span: Span) -> Location {
    Location::new(asked.text_document.uri.clone(), document.range(span))
}

/// The name at a place, if it may be renamed.
pub fn prepare_rename(
    documents: &Documents,
    asked: &TextDocumentPositionParams,
) -> Result<Option<PrepareRenameResponse>, String> {
    let Some((document, offset)) = place(documents, asked) else {
        return Ok(None);
    };
    let name = document.editing().renamed(offset);
    let name = name.map_err(|refused| refused.to_string())?;
    Ok(Some(PrepareRenameResponse::Range(document.range(name))))
}

/// The changes that give a name another one.
// The protocol keys changes by address, and an address is not changed by anybody.
#[allow(clippy::mutable_key_type)]
pub fn rename(
    documents: &Documents,
    asked: &RenameParams,
) -> Result<Option<WorkspaceEdit>, String> {
    let at = &asked.text_document_position;
    let Some((document, offset)) = place(documents, at) else {
        return Ok(None);
    };
    let changes = document.editing().rename(offset, &asked.new_name);
    let changes = changes.map_err(|refused| refused.to_string())?;
    let edits = changes
        .into_iter()
        .map(|(span, text)| TextEdit::new(document.range(span), text))
        .collect();
    let changes = HashMap::from([(at.text_document.uri.clone(), edits)]);
    Ok(Some(WorkspaceEdit::new(changes)))
}
