//! `cargo xtask lsp`: a language server for specs, over standard input and output. It speaks the protocol; what it says
//! comes from the compiler. Nothing here knows what a spec means.

mod answer;
mod document;

use lsp_server::{Connection, ErrorCode, Message, Notification, Request, RequestId, Response};
use lsp_types::notification::{
    DidChangeTextDocument, DidCloseTextDocument, DidOpenTextDocument, Notification as _,
    PublishDiagnostics,
};
use lsp_types::request::{
    Completion, GotoDefinition, HoverRequest, PrepareRenameRequest, References, Rename,
    Request as _,
};
use lsp_types::{
    CompletionOptions, HoverProviderCapability, InitializeParams, OneOf, PublishDiagnosticsParams,
    RenameOptions, ServerCapabilities, TextDocumentSyncCapability, TextDocumentSyncKind, Uri,
    WorkDoneProgressOptions,
};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::output::Failure;
use answer::Documents;
use document::Document;

/// Serves one editor until it says goodbye.
pub fn run() -> Result<(), Failure> {
    let (connection, threads) = Connection::stdio();
    let capabilities = serde_json::to_value(capabilities()).map_err(gone)?;
    connection
        .initialize(capabilities)
        .map_err(gone)
        .and_then(|parameters| {
            serde_json::from_value::<InitializeParams>(parameters).map_err(gone)
        })?;
    Server::new(&connection).serve()?;
    drop(connection);
    threads.join().map_err(gone)
}

fn gone(error: impl std::fmt::Display) -> Failure {
    Failure::Words(format!("the editor cannot be understood: {error}"))
}

fn capabilities() -> ServerCapabilities {
    ServerCapabilities {
        text_document_sync: Some(TextDocumentSyncCapability::Kind(TextDocumentSyncKind::FULL)),
        completion_provider: Some(CompletionOptions {
            trigger_characters: Some([":", " ", "[", "{"].map(str::to_owned).to_vec()),
            ..CompletionOptions::default()
        }),
        hover_provider: Some(HoverProviderCapability::Simple(true)),
        definition_provider: Some(OneOf::Left(true)),
        references_provider: Some(OneOf::Left(true)),
        rename_provider: Some(OneOf::Right(RenameOptions {
            prepare_provider: Some(true),
            work_done_progress_options: WorkDoneProgressOptions::default(),
        })),
        ..ServerCapabilities::default()
    }
}

struct Server<'c> {
    connection: &'c Connection,
    documents: Documents,
}

impl<'c> Server<'c> {
    fn new(connection: &'c Connection) -> Self {
        Self {
            connection,
            documents: Documents::new(),
        }
    }

    fn serve(&mut self) -> Result<(), Failure> {
        let connection = self.connection;
        for message in &connection.receiver {
            match message {
                Message::Request(request) => {
                    if connection.handle_shutdown(&request).map_err(gone)? {
                        return Ok(());
                    }
                    let response = self.answer(request);
                    self.send(Message::Response(response))?;
                }
                Message::Notification(notification) => self.take(notification)?,
                // Nothing is asked of the editor.
                Message::Response(_) => {}
            }
        }
        Ok(())
    }

    fn answer(&self, request: Request) -> Response {
        let (id, method, parameters) = (request.id, request.method, request.params);
        let documents = &self.documents;
        match method.as_str() {
            Completion::METHOD => respond(id, parameters, |asked| {
                Ok(answer::completion(documents, &asked))
            }),
            HoverRequest::METHOD => {
                respond(id, parameters, |asked| Ok(answer::hover(documents, &asked)))
            }
            GotoDefinition::METHOD => respond(id, parameters, |asked| {
                Ok(answer::definition(documents, &asked))
            }),
            References::METHOD => respond(id, parameters, |asked| {
                Ok(answer::references(documents, &asked))
            }),
            PrepareRenameRequest::METHOD => respond(id, parameters, |asked| {
                answer::prepare_rename(documents, &asked)
            }),
            Rename::METHOD => respond(id, parameters, |asked| answer::rename(documents, &asked)),
            _ => Response::new_err(
                id,
                ErrorCode::MethodNotFound as i32,
                format!("`{method}` is not served"),
            ),
        }
    }

    /// Takes the newest text of a document in, and tells what the compiler finds in it.
    fn take(&mut self, notification: Notification) -> Result<(), Failure> {
        let (method, parameters) = (notification.method, notification.params);
        match method.as_str() {
            DidOpenTextDocument::METHOD => {
                let opened: lsp_types::DidOpenTextDocumentParams = read(parameters)?;
                let document = opened.text_document;
                self.changed(document.uri, document.text)
            }
            DidChangeTextDocument::METHOD => {
                let mut changed: lsp_types::DidChangeTextDocumentParams = read(parameters)?;
                match changed.content_changes.pop() {
                    Some(whole) => self.changed(changed.text_document.uri, whole.text),
                    None => Ok(()),
                }
            }
            DidCloseTextDocument::METHOD => {
                let closed: lsp_types::DidCloseTextDocumentParams = read(parameters)?;
                let uri = closed.text_document.uri;
                self.documents.remove(uri.as_str());
                self.publish(uri, Vec::new())
            }
            // Every server may leave out what it does not know.
            _ => Ok(()),
        }
    }

    fn changed(&mut self, uri: Uri, text: String) -> Result<(), Failure> {
        let document = Document::new(&uri, text);
        let found = document.diagnostics(&uri);
        self.documents.insert(uri.as_str().to_owned(), document);
        self.publish(uri, found)
    }

    fn publish(&self, uri: Uri, diagnostics: Vec<lsp_types::Diagnostic>) -> Result<(), Failure> {
        let told = PublishDiagnosticsParams::new(uri, diagnostics, None);
        let told = Notification::new(PublishDiagnostics::METHOD.to_owned(), told);
        self.send(Message::Notification(told))
    }

    fn send(&self, message: Message) -> Result<(), Failure> {
        self.connection.sender.send(message).map_err(gone)
    }
}

fn read<T: DeserializeOwned>(parameters: serde_json::Value) -> Result<T, Failure> {
    serde_json::from_value(parameters).map_err(gone)
}

/// An answer, or why there is none; what cannot be read ends the request and nothing else.
fn respond<P: DeserializeOwned, R: Serialize>(
    id: RequestId,
    parameters: serde_json::Value,
    answer: impl FnOnce(P) -> Result<R, String>,
) -> Response {
    let asked = match serde_json::from_value(parameters) {
        Ok(asked) => asked,
        Err(error) => {
            return Response::new_err(id, ErrorCode::InvalidParams as i32, error.to_string());
        }
    };
    match answer(asked) {
        Ok(answer) => Response::new_ok(id, answer),
        Err(reason) => Response::new_err(id, ErrorCode::RequestFailed as i32, reason),
    }
}
