//! The body of a request: its members, how they are written and escaped, and its encryption.

use proc_macro2::TokenStream;
use quote::quote;

use super::code::{bare_constant, ident};
use super::expression::Recipes;
use super::request;
use crate::model::{BodyEncoding, Charset, Envelope, Escaping, Field, Holder, Request, Sealed};

/// The members and the body that they make; nothing where no body is sent.
pub(super) fn body(recipes: &Recipes<'_>, operation: &Request) -> Option<TokenStream> {
    if operation.encodings.is_empty() {
        return None;
    }
    let announced = operation.content_types.iter().map(|(encoding, text)| {
        let encoding = encoding_variant(*encoding);
        quote!(.announced_as(#encoding, #text)?)
    });
    let announced = quote!(#(#announced)*);
    let encode = encode(operation, &operation.encodings);
    let whole = |sealed: TokenStream| {
        let members = all_members(recipes, operation);
        quote!(#members let body = members.#encode #sealed #announced;)
    };
    Some(match &operation.envelope {
        None => whole(TokenStream::new()),
        Some(Envelope::Jwe { member, key }) => {
            let key = recipes.needed(*key);
            whole(quote!(.jwe(#member, #key)?))
        }
        Some(Envelope::Cipher(sealed)) => match &sealed.holder {
            Holder::Body => {
                let cipher = recipes.cipher_variable(sealed.cipher);
                whole(quote!(.encrypted(&#cipher)))
            }
            Holder::Member { name, .. } => {
                let body = beside(recipes, operation, (sealed, name));
                quote!(#body let body = members.#encode #announced;)
            }
        },
    })
}

/// Every member of the body, before they are written.
pub(super) fn all_members(recipes: &Recipes<'_>, request: &Request) -> TokenStream {
    members(recipes, request, request.body.iter().collect())
}

/// Members of which one holds the others, encrypted.
fn beside(
    recipes: &Recipes<'_>,
    operation: &Request,
    (sealed, name): (&Sealed, &str),
) -> TokenStream {
    let is_clear = |position: &usize| sealed.clear().contains(position);
    let fields = operation.body.iter().enumerate();
    let (clear, hidden): (Vec<_>, Vec<_>) = fields.partition(|(position, _)| is_clear(position));
    let fields = |list: Vec<(usize, _)>| list.into_iter().map(|(_, field)| field).collect();
    let hidden = members(recipes, operation, fields(hidden));
    let clear = puts(recipes, fields(clear));
    let encode = encode(operation, &operation.content_encodings());
    let cipher = recipes.cipher_variable(sealed.cipher);
    let none = no_members_of(operation);
    quote! {
        #hidden
        let sealed = #cipher.encrypt_body(&members.#encode);
        let mut members = #none;
        #clear
        members.put(#name, &sealed);
    }
}

/// Members with these fields: `let mut members = Members::new(); members.put(…);`
fn members(recipes: &Recipes<'_>, operation: &Request, fields: Vec<&Field>) -> TokenStream {
    let mutable = (!fields.is_empty()).then(|| quote!(mut));
    let (none, puts) = (no_members_of(operation), puts(recipes, fields));
    quote!(let #mutable members = #none; #puts)
}

fn puts(recipes: &Recipes<'_>, fields: Vec<&Field>) -> TokenStream {
    let puts = fields.into_iter().map(|field| {
        let constant = bare_constant(field).is_some();
        let check = (!constant).then(|| check_computed(recipes, field, &recipes.plain(field)));
        let put = recipes.put(&field.wire, field);
        quote!(#check #put)
    });
    quote!(#(#puts)*)
}

fn no_members_of(operation: &Request) -> TokenStream {
    let written = operation.content_encodings();
    let mut written = operation.encodings.iter().chain(&written);
    match written.any(|encoding| *encoding == BodyEncoding::Form) {
        true => no_members(operation.body_escaping),
        false => no_members(Escaping::FormEncode),
    }
}

/// What members are put into, by how a query or a form escapes them.
pub(super) fn no_members(escaping: Escaping) -> TokenStream {
    match escaping {
        Escaping::FormEncode => quote!(Members::new()),
        Escaping::PercentEncode => quote!(Members::percent_encoded()),
    }
}

/// How members become a body: `form()`, `euckr(Encoding::Json)?`
fn encode(operation: &Request, encodings: &[BodyEncoding]) -> TokenStream {
    let encoding = match encodings {
        [one] => encoding_variant(*one),
        _ => quote!(settings.request_encoding),
    };
    match (operation.charset, encodings) {
        (Charset::EucKr, _) => quote!(euckr(#encoding)?),
        (Charset::Utf8, [one]) => {
            let method = ident(one.word());
            quote!(#method())
        }
        (Charset::Utf8, _) => quote!(encode(#encoding)),
    }
}

fn encoding_variant(encoding: BodyEncoding) -> TokenStream {
    let variant = ident(encoding.row().variant);
    quote!(Encoding::#variant)
}

/// The check of a computed value, where there is one.
pub(super) fn check_computed(
    recipes: &Recipes<'_>,
    field: &Field,
    value: &TokenStream,
) -> Option<TokenStream> {
    let request = recipes.subject.request()?;
    request::check_computed(recipes.vendor, request, (field, value))
}
