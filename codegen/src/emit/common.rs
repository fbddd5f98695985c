//! What an operation has in common with those of other vendors: the traits of the runtime by which a merchant asks all
//! of them in the same way.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::code::{ident, operation_type, snake};
use crate::model::{Common, CommonWord, FieldRef, Operation, Presence, Source};

/// The traits that the client has with this operation.
pub(super) fn items(operation: &Operation) -> Vec<TokenStream> {
    let items = operation.common.iter();
    items.map(|common| item(operation, common)).collect()
}

fn item(operation: &Operation, common: &Common) -> TokenStream {
    let (request, method) = (operation_type(operation, ""), snake(&operation.name));
    let (wanted, builder) = (wanted(common.does), operation_type(operation, "Builder"));
    let mut given = quote!(());
    let (mut setters, mut optional) = (Vec::new(), Vec::new());
    for (part, at) in &common.given {
        let Some(field) = operation.field(*at) else {
            continue;
        };
        let (name, part_name) = (snake(&field.facts.name), ident(part.word()));
        let required = is_required(operation, *at);
        if required {
            given = quote!((#name, #given));
        }
        match (part.is_amount(), required) {
            (true, _) => setters.push(quote!(.#name(wanted.#part_name))),
            (false, true) => setters.push(quote!(.#name(&wanted.#part_name))),
            // What the merchant left out is not given as an empty text.
            (false, false) => optional.push(quote! {
                match wanted.#part_name.as_str() {
                    "" => builder,
                    text => builder.#name(text),
                }
            }),
        }
    }
    let declares = ident(match is_all(operation, common) {
        true => "offers_all",
        false => "offers",
    });
    let begun = quote!(#request::builder() #(#setters)*);
    let body = match optional.split_last() {
        None => begun,
        Some((last, others)) => quote! {
            let builder = #begun;
            #(let builder = #others;)*
            #last
        },
    };
    quote! {
        #declares! {
            fn #method(wanted: &#wanted, request: &#request) -> #builder<#given> {
                #body
            }
        }
    }
}

/// What a merchant wants, as a type of the runtime.
fn wanted(does: CommonWord) -> Ident {
    ident(match does {
        CommonWord::Cancel => "Cancellation",
        CommonWord::PartialCancel => "PartialCancellation",
        CommonWord::Inquiry => "Inquiry",
        CommonWord::OrderInquiry => "OrderInquiry",
    })
}

fn is_required(operation: &Operation, at: FieldRef) -> bool {
    let field = operation.field(at);
    field.is_some_and(|field| field.presence == Presence::Required)
}

/// Whether the vendor asks for nothing else.
fn is_all(operation: &Operation, common: &Common) -> bool {
    let required = operation.placed_fields().filter(|placed| {
        placed.field.source == Source::Caller && placed.field.presence == Presence::Required
    });
    let is_given = |at: FieldRef| common.given.iter().any(|(_, known)| *known == at);
    required.map(|placed| placed.at).all(is_given)
}

/// The method that says what a request is about.
pub(super) fn identification(operation: &Operation) -> Option<TokenStream> {
    let field = operation.field(operation.identification?)?;
    let (wire, name) = (&field.wire, snake(&field.facts.name));
    Some(quote!(identified_by!(#wire, #name);))
}
