//! The client whose calls block: the methods of the asynchronous one, each waited for.

use proc_macro2::TokenStream;
use quote::quote;

use super::code::{operation_type, snake};
use super::file::{file as assemble, spec_name};
use super::resolve::Resolve;
use super::{docs, form};
use crate::model::{Operation, Vendor};

/// `blocking.rs` of a vendor.
pub(super) fn file(vendor: &Vendor) -> String {
    let title = format!(
        "The client of {} for threads that may wait.",
        docs::label(&vendor.label)
    );
    let uses = [
        quote!(
            use kpg_runtime::prelude::*;
        ),
        quote!(
            use super::*;
        ),
    ];
    let items = [item(vendor)];
    assemble(&spec_name(vendor), &[title], uses, items)
}

fn item(vendor: &Vendor) -> TokenStream {
    let doc = format!(
        " A client of {} whose calls block the calling thread. Clones share one thread for their connections.",
        docs::label(&vendor.label)
    );
    let methods = vendor
        .operations
        .iter()
        .map(|operation| method(vendor, operation));
    let forms = vendor.forms.iter().map(form::blocking);
    quote! {
        #[doc = #doc]
        #[derive(Clone, Debug)]
        pub struct BlockingClient<T = DefaultTransport>(pub(super) Blocking<Client<T>>);

        impl<T: Transport> BlockingClient<T> {
            #(#methods)*

            #(#forms)*

            #[doc = " The asynchronous client that it waits for."]
            pub fn client(&self) -> &Client<T> {
                self.0.client()
            }
        }
    }
}

fn method(vendor: &Vendor, operation: &Operation) -> TokenStream {
    let (name, request) = (snake(&operation.name), operation_type(operation, ""));
    let doc = format!(" As [`Client::{}`].", operation.name);
    let resolve = Resolve::new(vendor, operation).map(|resolve| resolve.blocking());
    quote! {
        #[doc = #doc]
        #[doc = ""]
        #[doc = " # Errors"]
        #[doc = ""]
        #[doc = " The same."]
        pub fn #name(&self, request: &#request) -> CallResult<#request> {
            self.0.wait(|client| client.#name(request))
        }

        #resolve
    }
}
