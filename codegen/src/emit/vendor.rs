//! The module of a vendor: what it is, its parts, and the marker types of required fields.

use std::collections::BTreeSet;

use quote::quote;

use super::code::{ident, snake};
use super::parts::Part;
use super::{docs, environment, file, operation_docs};
use crate::model::Vendor;

/// `mod.rs` of a vendor whose parts have files of their own.
pub(super) fn module(vendor: &Vendor, parts: &[Part]) -> String {
    let names: Vec<_> = parts.iter().map(|part| ident(&part.name)).collect();
    let behind = parts.iter().map(|part| part.feature);
    let behind: Vec<_> = behind
        .map(|feature| feature.map(|feature| quote!(#[cfg(feature = #feature)])))
        .collect();
    // Of a name that stands here rustc tells behind which feature it is; of one that `*` stands for it knows nothing.
    let exported = parts.iter().map(|part| match part.feature {
        Some(_) => quote!(BlockingClient),
        None => quote!(*),
    });
    let items = [
        quote!(#(#behind mod #names;)*),
        quote!(#(#behind pub use #names::#exported;)*),
        given(vendor),
    ];
    file::file(&module_docs(vendor), [], items)
}

/// A vendor's module in one piece, its parts inside it. What it is behind no cargo feature could name: those of the crate
/// around it are not known.
pub(super) fn inline_module(vendor: &Vendor, parts: &[Part]) -> String {
    let names: Vec<_> = parts.iter().map(|part| ident(&part.name)).collect();
    let items = [quote!(#(pub use #names::*;)*), given(vendor)];
    let mut text = file::body(&module_docs(vendor), [], "");
    for part in parts {
        text.push_str(&format!("\nmod {} {{\n{}}}\n", part.name, part.text));
    }
    text.push_str(&file::format_items(items));
    format!("pub mod {} {{\n{text}}}\n", snake(&vendor.id))
}

fn module_docs(vendor: &Vendor) -> Vec<String> {
    let mut lines = vec![docs::sentence(&docs::label(&vendor.label)), String::new()];
    lines.push("| operation | to money | what it does | source |".to_owned());
    lines.push("|---|---|---|---|".to_owned());
    for operation in &vendor.operations {
        let (name, summary) = (&operation.name, docs::label(&operation.summary));
        let source = docs::source_in_table(vendor, &operation.citation);
        let effect = operation_docs::effect(operation);
        lines.push(format!(
            "| [`{name}`](Client::{name}) | {effect} | {summary} | {source} |"
        ));
    }
    if !vendor.forms.is_empty() {
        lines.extend([
            String::new(),
            "| form for a browser | what it does | source |".to_owned(),
            "|---|---|---|".to_owned(),
        ]);
    }
    for form in &vendor.forms {
        let request = &form.request;
        let (name, summary) = (&request.name, docs::label(&request.summary));
        let source = docs::source_in_table(vendor, &request.citation);
        lines.push(format!(
            "| [`{name}`](Client::{name}) | {summary} | {source} |"
        ));
    }
    if !vendor.notifications.is_empty() {
        lines.extend([
            String::new(),
            "| notification | what it tells | source |".to_owned(),
            "|---|---|---|".to_owned(),
        ]);
    }
    for notification in &vendor.notifications {
        let (name, summary) = (
            notification.name.pascal(),
            docs::label(&notification.summary),
        );
        let source = docs::source_in_table(vendor, &notification.citation);
        lines.push(format!("| [`{name}`] | {summary} | {source} |"));
    }
    lines.extend(environment::undocumented(vendor));
    lines.extend(sessions(vendor));
    lines.extend(docs::under_heading("# Quirks", quirks(vendor)));
    lines
}

/// The tokens that the client fetches by itself.
fn sessions(vendor: &Vendor) -> Vec<String> {
    let sessions = vendor.sessions.iter();
    let fetched = sessions.filter_map(|session| {
        let operation = &vendor.operations.get(session.operation.0)?.name;
        let label = docs::label(&session.label);
        Some(format!(
            "- `{}`: {label}, from [`{operation}`](Client::{operation})",
            session.name
        ))
    });
    docs::list_under("# Sessions", fetched.collect())
}

/// Where the documents are doubtful: of the vendor as a whole, and of what no operation has for itself.
fn quirks(vendor: &Vendor) -> Vec<String> {
    let mut lines = docs::quirks(&vendor.quirks);
    let sessions = vendor.sessions.iter();
    let sessions = sessions.map(|session| ("session", &session.name, &session.quirks));
    let ciphers = vendor.ciphers.iter();
    let ciphers = ciphers.map(|cipher| ("cipher", &cipher.name, &cipher.quirks));
    for (what, name, quirks) in sessions.chain(ciphers) {
        if !quirks.is_empty() {
            lines.push(String::new());
            lines.push(format!("About the {what} `{name}`:"));
            lines.extend(docs::quirks(quirks));
        }
    }
    lines
}

/// Marker types by which the compiler names a required field that was not given.
fn given(vendor: &Vendor) -> proc_macro2::TokenStream {
    let fields = vendor.given_fields().flat_map(|field| {
        let objects = field.objects();
        let members = objects.into_iter().flat_map(|items| &items.members);
        members.chain([field])
    });
    let fields = fields.filter(|field| field.is_always_given());
    let fields = fields.map(|field| &field.facts.name);
    let credentials = vendor.credentials.iter();
    let credentials = credentials.filter(|credential| credential.required);
    let credentials = credentials.map(|credential| &credential.name);
    let names: BTreeSet<_> = fields.chain(credentials).collect();
    let markers = names.into_iter().map(snake);
    quote! {
        #[doc = " What builders know to be given, as types. What is missing is named by them where a request does not compile."]
        #[allow(non_camel_case_types)]
        pub mod given {
            kpg_runtime::markers! { #(#markers)* }
        }
    }
}
