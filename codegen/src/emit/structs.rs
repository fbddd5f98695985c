//! The structs that several answers or objects share, each with how it is read. What belongs to one operation stands in
//! its file.

use proc_macro2::TokenStream;
use quote::quote;

use super::code::pascal;
use super::file::file as assemble;
use super::{answer, docs};
use crate::model::{Structure, StructureOf, Vendor};

/// `structs.rs` of a vendor, where it has any.
pub(super) fn file(vendor: &Vendor) -> Option<String> {
    let structures = vendor.structures();
    if structures.is_empty() {
        return None;
    }
    let mut items = Vec::new();
    for structure in &structures {
        items.extend(shared(vendor, structure));
    }
    let uses = [
        quote!(
            use kpg_runtime::prelude::*;
        ),
        quote!(
            use super::*;
        ),
    ];
    let title = format!(
        "What several answers of {} have in common.",
        docs::label(&vendor.label)
    );
    Some(assemble(&[title], uses, items))
}

/// A struct, the structs of the objects in it, and how it is read.
fn shared(vendor: &Vendor, structure: &Structure<'_>) -> Vec<TokenStream> {
    let (name, prefix) = (pascal(structure.name), structure.name.pascal());
    let fields = structure.fields;
    let (doc, noted) = match &structure.of {
        StructureOf::Answers(operations) => {
            let requests = operations
                .iter()
                .map(|each| format!("[`{}`]", each.name.pascal()));
            let requests: Vec<String> = requests.collect();
            let doc = format!(
                "What is answered when the vendor accepts: to {}.",
                requests.join(", ")
            );
            (doc, true)
        }
        StructureOf::Objects(label) => (docs::sentence(&docs::label(label)), false),
    };
    let of_answer = noted.then(|| answer::noted("answer"));
    let mut items = vec![answer::structure(
        vendor,
        &name,
        &[doc],
        &prefix,
        fields,
        of_answer,
    )];
    answer::nested(vendor, &prefix, fields, &mut items);
    let fields = fields
        .iter()
        .map(|field| answer::read_field(&prefix, field));
    let read_noted = noted.then(answer::read_noted);
    items.push(quote! {
        impl #name {
            pub(super) fn read(reader: &mut Reader) -> Self {
                Self { #(#fields)* #read_noted }
            }
        }
    });
    items
}
