//! Enumerations and result codes: closed where only callers give values, open where vendors send them.

use proc_macro2::TokenStream;
use quote::quote;

use super::code::{code_type, pascal};
use super::docs;
use super::file::file as assemble;
use super::judgement::SharedRules;
use crate::model::{Choice, CodeSet, CodeSetId, Enumeration, Label, Name, Vendor};

/// `types.rs` of a vendor.
pub(super) fn file(vendor: &Vendor, shared: &SharedRules<'_>) -> String {
    let mut items: Vec<TokenStream> = vendor.enumerations.iter().map(enumeration).collect();
    for (index, set) in vendor.code_sets.iter().enumerate() {
        items.push(code_set(vendor, set));
        items.extend(rules(vendor, CodeSetId(index), shared));
    }
    let uses = [quote!(
        use kpg_runtime::prelude::*;
    )];
    let title = format!("Values and result codes of {}.", docs::label(&vendor.label));
    assemble(&[title], uses, items)
}

/// A value of an enumeration or a code: what both are made of.
struct Variant<'m> {
    wire: &'m str,
    name: &'m Name,
    docs: Vec<String>,
}

fn enumeration(enumeration: &Enumeration) -> TokenStream {
    let variant = |choice: &'_ Choice| value_docs(&choice.label, &choice.wire);
    let variants: Vec<Variant<'_>> = enumeration
        .choices
        .iter()
        .map(|choice| Variant {
            wire: &choice.wire,
            name: &choice.name,
            docs: variant(choice),
        })
        .collect();
    let title = [docs::sentence(&docs::label(&enumeration.label))];
    if enumeration.open {
        return open(&enumeration.name, &title, &variants);
    }
    let declared = declaration(&enumeration.name, &title, &variants);
    quote!(closed_enum! { #declared })
}

fn open(name: &Name, title: &[String], variants: &[Variant<'_>]) -> TokenStream {
    let declared = declaration(name, title, variants);
    quote!(open_enum! { #declared })
}

/// The enumeration as the runtime's macros take it: each value with its text on the wire.
fn declaration(name: &Name, title: &[String], variants: &[Variant<'_>]) -> TokenStream {
    let (docs, name) = (docs::attributes(title), pascal(name));
    let variants = variants.iter().map(|variant| {
        let (docs, name) = (docs::attributes(&variant.docs), pascal(variant.name));
        let wire = variant.wire;
        quote!(#docs #name = #wire,)
    });
    quote!(#docs pub enum #name { #(#variants)* })
}

fn code_set(vendor: &Vendor, set: &CodeSet) -> TokenStream {
    let variants: Vec<Variant<'_>> = set
        .codes
        .iter()
        .map(|code| Variant {
            wire: &code.wire,
            name: &code.name,
            docs: value_docs(&code.label, &code.wire),
        })
        .collect();
    let users = vendor
        .operations
        .iter()
        .filter(|operation| vendor.code_sets.get(operation.answer.codes.0) == Some(set));
    let users: Vec<String> = users
        .map(|operation| format!("`{}`", operation.name))
        .collect();
    let title = [format!("Result codes of {}.", users.join(", "))];
    open(&set.name, &title, &variants)
}

/// The rules that operations with these codes share.
fn rules(vendor: &Vendor, codes: CodeSetId, shared: &SharedRules<'_>) -> Option<TokenStream> {
    let rules = shared.under(vendor, codes)?;
    let name = code_type(vendor, codes);
    Some(quote! {
        impl #name {
            #[doc = " How answers with these codes tell success from refusal, where an operation has no rules of its own."]
            pub(super) const RULES: &'static ResultRules = {
                static RULES: ResultRules = #rules;
                &RULES
            };
        }
    })
}

fn value_docs(label: &Label, wire: &str) -> Vec<String> {
    vec![format!(
        "{}: {}",
        docs::wire(wire),
        docs::sentence(&docs::label(label))
    )]
}
