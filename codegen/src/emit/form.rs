//! The file of one form: what a browser posts, and how it is made. No answer is read here.

use proc_macro2::TokenStream;
use quote::quote;

use super::builder::{self, Built};
use super::code::{operation_type, snake};
use super::expression::{Recipes, Subject};
use super::file::{file as assemble, uses};
use super::operation::{posted, sensitive_names};
use super::{docs, example, operation_docs, request};
use crate::model::{BrowserForm, Vendor};

/// `<form>.rs` of a vendor.
pub(super) fn file(vendor: &Vendor, form: &BrowserForm) -> String {
    let built = built(vendor, form);
    let mut items = builder::items(&built);
    let parts = request::items(vendor, &form.request);
    for (part, item) in &parts {
        items.extend(builder::items(part));
        items.push(request::item(&part.name, item));
    }
    items.push(implementation(vendor, form));
    let title = format!(
        "The form `{}`: its values, the builder of them, and how they become what a browser posts.",
        form.request.name
    );
    let parts = parts.iter().map(|(part, _)| part);
    let uses = uses(vendor, parts.chain([&built]).flat_map(builder::markers));
    assemble(&[title], uses, items)
}

/// What the caller gives, as a builder makes it.
pub(super) fn built(vendor: &Vendor, form: &BrowserForm) -> Built {
    let docs = operation_docs::form(vendor, &form.request);
    request::documented(vendor, &form.request, docs)
}

/// The client's method that makes the form.
pub(super) fn method(vendor: &Vendor, form: &BrowserForm) -> TokenStream {
    let request = &form.request;
    let (name, values) = (snake(&request.name), operation_type(request, ""));
    let summary = docs::sentence(&docs::label(&request.summary));
    let mut lines = vec![summary, String::new()];
    lines.push(format!(
        "Gives what a page of yours has the buyer's browser post; nothing is sent. [`{values}`] shows how its values are built."
    ));
    lines.extend(["", "```ignore"].map(str::to_owned));
    let example = quote! {
        let form = client.#name(&request)?;
        let html = form.to_html();
    };
    lines.extend(example::lines(&example));
    lines.extend(["```", "", "# Errors", ""].map(str::to_owned));
    lines.push("When a value cannot be made, such as a signature without its key.".to_owned());
    lines.extend(operation_docs::needed_credentials(vendor, request));
    let docs = docs::attributes(&lines);
    quote! {
        #docs
        pub fn #name(&self, values: &#values) -> Result<BrowserForm, PrepareError> {
            self.0.browser_form(values)
        }
    }
}

/// The method of the client whose calls block.
pub(super) fn blocking(form: &BrowserForm) -> TokenStream {
    let request = &form.request;
    let (name, values) = (snake(&request.name), operation_type(request, ""));
    let doc = format!(" As [`Client::{}`]; it waits for nothing.", request.name);
    quote! {
        #[doc = #doc]
        #[doc = ""]
        #[doc = " # Errors"]
        #[doc = ""]
        #[doc = " The same."]
        pub fn #name(&self, values: &#values) -> Result<BrowserForm, PrepareError> {
            self.client().#name(values)
        }
    }
}

fn implementation(vendor: &Vendor, form: &BrowserForm) -> TokenStream {
    let request = &form.request;
    let name = operation_type(request, "");
    let subject = Subject::Form(form);
    let posted = posted(&Recipes { vendor, subject }, request);
    let sensitive = sensitive_names(request);
    let form_name = request.name.snake();
    quote! {
        impl Posted for #name {
            type Settings = Settings;
            const NAME: &'static str = #form_name;
            const SENSITIVE: &'static [&'static str] = &[#(#sensitive),*];

            #posted
        }
    }
}
