//! What an answer must repeat of its request: one line for each member that does.

use proc_macro2::TokenStream;
use quote::quote;

use super::code::{credential, ident, snake};
use crate::model::{AnswerField, Content, Expression, Field, Operation, Source, Vendor};

/// The method that names them, where there are any.
pub(super) fn echoes(vendor: &Vendor, operation: &Operation) -> Option<TokenStream> {
    let mut lines = Vec::new();
    let mut settings = false;
    repeated(&[], &operation.answer.fields, &mut |path, field| {
        let echoed = field.echoes.and_then(|at| operation.field(at))?;
        let value = value(vendor, echoed)?;
        settings |= matches!(echoed.source, Source::Supplied(Expression::Credential(_)));
        let method = ident(
            match is_number(&field.facts.content) || is_number(&echoed.facts.content) {
                true => "expect_number",
                false => "expect_text",
            },
        );
        lines.push(quote!(echoes.#method(&[#(#path),*], &#value);));
        Some(())
    });
    let settings = ident(if settings { "settings" } else { "_settings" });
    (!lines.is_empty()).then(|| {
        quote! {
            fn echoes(&self, #settings: &Settings, echoes: &mut Echoes<'_>) {
                #(#lines)*
            }
        }
    })
}

/// Every member at any depth, with the way to it.
fn repeated(
    way: &[&str],
    fields: &[AnswerField],
    take: &mut dyn FnMut(&[&str], &AnswerField) -> Option<()>,
) {
    for field in fields {
        let steps = field.path.0.iter().map(String::as_str);
        let path: Vec<&str> = way.iter().copied().chain(steps).collect();
        let _not_repeated = take(&path, field);
        repeated(&path, field.members().unwrap_or_default(), take);
    }
}

/// What a client knows of a request when its answer arrives.
fn value(vendor: &Vendor, echoed: &Field) -> Option<TokenStream> {
    match &echoed.source {
        Source::Caller => {
            let name = snake(&echoed.facts.name);
            Some(quote!(self.#name))
        }
        Source::Supplied(Expression::Credential(id)) => {
            let name = credential(vendor, *id);
            Some(quote!(settings.credentials.#name))
        }
        Source::Supplied(Expression::Literal(text)) => Some(quote!(#text)),
        // The checker admits nothing else.
        Source::Supplied(_) => None,
    }
}

fn is_number<N>(content: &Content<N>) -> bool {
    content.one().is_some_and(|kind| kind.basis().is_number())
}
