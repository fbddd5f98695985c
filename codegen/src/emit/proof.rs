//! The proof of an operation's answer: how it is computed again, and which answers are held to it.

use proc_macro2::TokenStream;
use quote::quote;

use super::code::{ident, path};
use super::expression::{Recipes, Subject};
use super::values::values;
use crate::model::{Operation, Part, ProofPlace, Stage, Vendor};

/// The method that holds an answer to its proof, where the vendor gives one.
pub(super) fn prove(vendor: &Vendor, operation: &Operation) -> Option<TokenStream> {
    let proof = operation.answer.proof.as_ref()?;
    let subject = Subject::Answer(operation, proof);
    let recipes = Recipes { vendor, subject };
    let (at, place) = match &proof.place {
        ProofPlace::Member(member) => (path(member), ""),
        ProofPlace::Header(name) => (quote!(#name), "_header"),
    };
    let demanded = match proof.demanded {
        Part::Always => "required",
        Part::OnSuccess | Part::Optional => "on_success",
    };
    let check = ident(&format!("{demanded}{place}"));
    let has_credentials = recipes.needs().credentials;
    let settings = ident(if has_credentials {
        "settings"
    } else {
        "_settings"
    });
    let credentials = has_credentials.then(|| quote!(let credentials = &settings.credentials;));
    let ciphers = recipes.ciphers(None);
    // All that they can be made of has arrived.
    let stages = [Stage::BeforeAddress, Stage::BeforeBody, Stage::AfterBody];
    let values = stages.map(|stage| values(&recipes, stage));
    let expected = recipes.owned(&proof.expected);
    Some(quote! {
        fn prove(&self, #settings: &Settings, signed: &Signed<'_>) -> Proven {
            signed.#check(#at, || {
                #credentials
                #(#ciphers)*
                #(#values)*
                Ok(#expected)
            })
        }
    })
}
