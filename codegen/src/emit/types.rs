//! Enumerations and result codes: closed where only callers give values, open where vendors send them.

use proc_macro2::TokenStream;
use quote::quote;

use super::code::pascal;
use super::docs;
use super::file::file as assemble;
use crate::model::{Choice, CodeSet, Enumeration, Label, Name, Vendor};

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
