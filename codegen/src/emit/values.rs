//! The values that recipes compute, each a variable of the generated method.

use proc_macro2::TokenStream;
use quote::quote;

use super::code::snake;
use super::expression::Recipes;
use crate::model::{Stage, Value};

/// The values of one stage, each a variable.
pub(super) fn values(recipes: &Recipes<'_>, stage: Stage) -> TokenStream {
    let computed = recipes.computed().iter().enumerate();
    let computed = computed.filter(|(_, computed)| computed.stage == stage);
    let values = computed.map(|(index, computed)| {
        let (name, value) = (snake(&computed.name), recipes.owned(&computed.expression));
        let ciphers = recipes.ciphers(Some(Value(index)));
        quote!(let #name = #value; #(#ciphers)*)
    });
    quote!(#(#values)*)
}
