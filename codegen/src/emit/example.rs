//! Examples of calls, with the values of the specs' examples: in the documentation, and compiled in generated tests.

use proc_macro2::TokenStream;
use quote::quote;

use super::code::{enumeration, ident, number, operation_type, pascal, snake};
use super::follow_up;
use crate::model::{
    Content, Effect, Field, Items, Kind, Operation, Vendor, good_item, good_request,
};

/// The request that the examples make; `end` is what follows a fallible call.
pub(super) fn request(vendor: &Vendor, operation: &Operation, end: &TokenStream) -> TokenStream {
    let kind = operation_type(operation, "");
    if operation.caller_fields().next().is_none() {
        return quote!(#kind::new());
    }
    let setters = good_request(vendor, operation)
        .into_iter()
        .map(|(field, text)| setter(vendor, operation, (field, &text), end));
    quote!(#kind::builder()#(#setters)*.build()#end)
}

/// A call with that request, and what follows it.
pub(super) fn call(vendor: &Vendor, operation: &Operation) -> TokenStream {
    let name = snake(&operation.name);
    if operation.effect == Effect::Reads {
        return quote! {
            let answer = client.#name(&request).await?;
            println!("{answer:?}");
        };
    }
    let after_unknown = match follow_up::can_resolve(vendor, operation) {
        Some(_) => {
            let resolve = ident(&format!("resolve_{}", operation.name));
            quote!({
                let resolution = client.#resolve(&request).await;
                println!("{resolution:?}");
            })
        }
        None => quote!(println!("it may have been executed: {error}")),
    };
    quote! {
        match client.#name(&request).await {
            Ok(answer) => println!("{answer:?}"),
            Err(error) if error.outcome() == Outcome::Unknown => #after_unknown,
            Err(error) => println!("nothing was done: {error}"),
        }
    }
}

/// Statements as lines of code. Only texts of the spec have a `<` or a backtick in them: both are escaped, so that
/// no reader of documentation takes them for HTML or for the end of the code.
pub(super) fn lines(statements: &TokenStream) -> Vec<String> {
    let function = syn::parse2::<syn::File>(quote!(fn example() { #statements }));
    let text = function.map(|function| prettyplease::unparse(&function));
    let text = text.unwrap_or_else(|_| statements.to_string());
    let inner = text.lines().filter_map(|line| line.strip_prefix("    "));
    inner
        .map(|line| line.replace('<', "\\u{3c}").replace('`', "\\u{60}"))
        .collect()
}

fn setter(
    vendor: &Vendor,
    operation: &Operation,
    (field, text): (&Field, &str),
    end: &TokenStream,
) -> TokenStream {
    let name = snake(&field.facts.name);
    let value = match &field.facts.content {
        Content::One(kind) => value(vendor, kind, text),
        Content::Values(kind) => {
            let value = value(vendor, kind, text);
            quote!([#value])
        }
        Content::Nested(Items(members)) => {
            let item = operation_type(operation, &field.facts.name.pascal());
            let setters = good_item(vendor, members)
                .into_iter()
                .map(|(member, text)| setter(vendor, operation, (member, &text), end));
            quote!([#item::builder()#(#setters)*.build()#end])
        }
    };
    quote!(.#name(#value))
}

/// A value as the setter of its kind takes it.
fn value(vendor: &Vendor, kind: &Kind, text: &str) -> TokenStream {
    match kind {
        Kind::Amount { .. } | Kind::Integer { .. } => {
            let number = number(text.parse().unwrap_or_default());
            quote!(#number)
        }
        Kind::Boolean => {
            let flag = ident(if text == "true" { "true" } else { "false" });
            quote!(#flag)
        }
        Kind::Enumeration(_) => {
            let declared = enumeration(vendor, kind);
            let choice = declared
                .and_then(|declared| declared.choices.iter().find(|choice| choice.wire == text));
            let (name, choice) = (
                declared.map(|declared| pascal(&declared.name)),
                choice.map(|choice| pascal(&choice.name)),
            );
            quote!(#name::#choice)
        }
        Kind::Joined { separator } => {
            let parts = text.split(*separator);
            quote!([#(#parts),*])
        }
        Kind::Base64 => quote!(b"kpg".to_vec()),
        Kind::Text | Kind::Digits | Kind::DateTime(_) | Kind::EmvQr => quote!(#text),
    }
}
