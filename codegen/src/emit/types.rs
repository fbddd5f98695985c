//! Enumerations and result codes: closed where only callers give values, open where vendors send them.

use proc_macro2::TokenStream;
use quote::quote;

use super::code::pascal;
use super::docs;
use super::file::file as assemble;
use crate::model::{Choice, Code, CodeSet, Enumeration, Label, Name, Vendor};

/// `types.rs` of a vendor.
pub(super) fn file(vendor: &Vendor) -> String {
    let mut items: Vec<TokenStream> = vendor.enumerations.iter().map(enumeration).collect();
    items.extend(vendor.code_sets.iter().map(|set| code_set(vendor, set)));
    let uses = [quote!(
        use kpg_runtime::prelude::*;
    )];
    let title = format!("Values and result codes of {}.", docs::label(&vendor.label));
    assemble(&super::vendor::spec_name(vendor), &[title], &uses, &items)
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
    let (docs, name) = (docs::attributes(&title), pascal(&enumeration.name));
    let (declared, values) = (declarations(&variants), values(&variants));
    quote! {
        #docs
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum #name { #declared }

        impl Choice for #name {
            const VALUES: &'static [(&'static str, Self)] = &[#values];
        }
    }
}

fn open(name: &Name, title: &[String], variants: &[Variant<'_>]) -> TokenStream {
    let (docs, name) = (docs::attributes(title), pascal(name));
    let (declared, values) = (declarations(variants), values(variants));
    quote! {
        #docs
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum #name {
            #declared
            #[doc = " What the spec does not list, as it arrived."]
            Unknown(Unrecognised),
        }

        impl Choice for #name {
            const VALUES: &'static [(&'static str, Self)] = &[#values];

            fn unrecognised(&self) -> Option<&Unrecognised> {
                if let Self::Unknown(text) = self { Some(text) } else { None }
            }
        }

        impl OpenChoice for #name {
            fn unknown(text: Unrecognised) -> Self {
                Self::Unknown(text)
            }
        }
    }
}

fn code_set(vendor: &Vendor, set: &CodeSet) -> TokenStream {
    let docs = |code: &Code| {
        let mut lines = value_docs(&code.label, &code.wire);
        if let Some(next) = next(vendor, code) {
            lines.push(format!(
                "Call [`Client::{next}`](super::Client::{next}) instead."
            ));
        }
        lines
    };
    let variants: Vec<Variant<'_>> = set
        .codes
        .iter()
        .map(|code| Variant {
            wire: &code.wire,
            name: &code.name,
            docs: docs(code),
        })
        .collect();
    let users = vendor
        .operations
        .iter()
        .filter(|operation| vendor.code_sets.get(operation.answer.codes.0) == Some(set));
    let users: Vec<String> = users
        .map(|operation| format!("`{}`", operation.name))
        .collect();
    let enumeration = open(
        &set.name,
        &[format!("Result codes of {}.", users.join(", "))],
        &variants,
    );
    let next_operation = next_operation(vendor, set);
    quote! {
        #enumeration

        #next_operation
    }
}

/// Where a code points to another operation, the type says so.
fn next_operation(vendor: &Vendor, set: &CodeSet) -> TokenStream {
    let arms: Vec<TokenStream> = set
        .codes
        .iter()
        .filter_map(|code| {
            let (next, code) = (next(vendor, code)?.snake(), pascal(&code.name));
            Some(quote!(Self::#code => Some(#next),))
        })
        .collect();
    if arms.is_empty() {
        return TokenStream::new();
    }
    let name = pascal(&set.name);
    quote! {
        impl #name {
            #[doc = " The name of the operation that the vendor wants called instead, where the code means that."]
            #[must_use]
            pub fn next_operation(&self) -> Option<&'static str> {
                match self {
                    #(#arms)*
                    _ => None,
                }
            }
        }
    }
}

fn next<'v>(vendor: &'v Vendor, code: &Code) -> Option<&'v Name> {
    vendor
        .operations
        .get(code.next?.0)
        .map(|operation| &operation.name)
}

fn value_docs(label: &Label, wire: &str) -> Vec<String> {
    vec![format!(
        "{}: {}",
        docs::wire(wire),
        docs::sentence(&docs::label(label))
    )]
}

fn declarations(variants: &[Variant<'_>]) -> TokenStream {
    let variants = variants.iter().map(|variant| {
        let (docs, name) = (docs::attributes(&variant.docs), pascal(variant.name));
        quote!(#docs #name,)
    });
    quote!(#(#variants)*)
}

fn values(variants: &[Variant<'_>]) -> TokenStream {
    let pairs = variants.iter().map(|variant| {
        let (wire, name) = (variant.wire, pascal(variant.name));
        quote!((#wire, Self::#name))
    });
    quote!(#(#pairs),*)
}
