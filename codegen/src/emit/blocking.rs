//! The client whose calls block: the methods of the asynchronous one, each waited for.

use proc_macro2::TokenStream;
use quote::quote;

use super::code::{operation_type, snake};
use super::file::file as assemble;
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
    assemble(&[title], uses, items)
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
    let forms: Vec<TokenStream> = vendor.forms.iter().map(form::blocking).collect();
    let forms =
        (!forms.is_empty()).then(|| quote!(impl<T: Transport> BlockingClient<T> { #(#forms)* }));
    quote! {
        blocking_client! {
            #[doc = #doc]
            pub trait BlockingClient: Client + ClientBuilder {
                #(#methods)*
            }
        }

        #forms
    }
}

/// The signature of a method; the macro of the runtime has its body.
fn method(vendor: &Vendor, operation: &Operation) -> TokenStream {
    let (name, request) = (snake(&operation.name), operation_type(operation, ""));
    let resolve = Resolve::new(vendor, operation).map(|resolve| resolve.blocking());
    quote! {
        fn #name(&self, request: &#request) -> CallResult<#request>;
        #resolve
    }
}
