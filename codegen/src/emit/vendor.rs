//! The module of a vendor: what it is, its parts, and the marker types of required fields.

use std::collections::BTreeSet;

use quote::quote;

use super::code::{ident, snake};
use super::{docs, environment, file};
use crate::model::Vendor;

/// `mod.rs` of a vendor.
pub(super) fn module(vendor: &Vendor) -> String {
    let modules = vendor
        .requests()
        .map(|request| snake(&request.name))
        .chain(vendor.notifications.iter().map(|entry| snake(&entry.name)));
    let modules: Vec<_> = modules.collect();
    let structs: Vec<_> = (!vendor.structures().is_empty())
        .then(|| ident("structs"))
        .into_iter()
        .collect();
    let items = [
        quote! {
            #[cfg(feature = "blocking")]
            mod blocking;
            mod client;
            #(mod #modules;)*
            #(mod #structs;)*
            mod types;
        },
        quote! {
            #[cfg(feature = "blocking")]
            pub use blocking::*;
            pub use client::*;
            #(pub use #modules::*;)*
            #(pub use #structs::*;)*
            pub use types::*;
        },
        given(vendor),
    ];
    file::file(&file::spec_name(vendor), &module_docs(vendor), [], items)
}

fn module_docs(vendor: &Vendor) -> Vec<String> {
    let mut lines = vec![docs::sentence(&docs::label(&vendor.label)), String::new()];
    lines.push("| operation | what it does | source |".to_owned());
    lines.push("|---|---|---|".to_owned());
    for operation in &vendor.operations {
        let (name, summary) = (&operation.name, docs::label(&operation.summary));
        let source = docs::source(vendor, &operation.citation);
        lines.push(format!(
            "| [`{name}`](Client::{name}) | {summary} | {source} |"
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
        let source = docs::source(vendor, &request.citation);
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
        let source = docs::source(vendor, &notification.citation);
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
        #[doc = " What builders know to be given, as types."]
        #[doc(hidden)]
        #[allow(non_camel_case_types)]
        pub mod given {
            kpg_runtime::markers! { #(#markers)* }
        }
    }
}
