//! Examples of calls, with the values of the specs' examples: in the documentation, and compiled in generated tests.

use proc_macro2::TokenStream;
use quote::quote;

use super::code::{ident, operation_type, pascal, snake, typed_value};
use super::resolve::Resolve;
use super::{environment, opening};
use crate::model::{
    Content, CredentialKind, Effect, Field, Notification, Operation, Request, Stored, Vendor,
    good_item, good_request, good_stored, smallest_item, smallest_request,
};

/// Which fields an example gives.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Extent {
    /// Those that a request cannot be made without.
    Required,
    /// Also those that may be left out and have an example.
    Everything,
}

/// A request of an operation in Rust.
pub(super) struct Example<'v> {
    pub vendor: &'v Vendor,
    pub operation: &'v Request,
    pub extent: Extent,
    /// What follows a call that can fail: `?`, `.unwrap()`.
    pub end: TokenStream,
}

impl Example<'_> {
    /// The expression that makes the request.
    pub(super) fn request(&self) -> TokenStream {
        let (kind, end) = (operation_type(self.operation, ""), &self.end);
        if self.operation.caller_fields().next().is_none() {
            return quote!(#kind::new());
        }
        let fields = match self.extent {
            Extent::Required => smallest_request(self.vendor, self.operation),
            Extent::Everything => good_request(self.vendor, self.operation),
        };
        let setters = fields.iter().map(|(field, text)| self.setter(field, text));
        quote!(#kind::builder()#(#setters)*.build()#end)
    }

    fn setter(&self, field: &Field, text: &str) -> TokenStream {
        let (name, end) = (snake(&field.facts.name), &self.end);
        let value = match &field.facts.content {
            Content::One(kind) => typed_value(self.vendor, kind, text),
            Content::Values(kind) => {
                let value = typed_value(self.vendor, kind, text);
                quote!([#value])
            }
            Content::Nested(items) => {
                let item = operation_type(self.operation, &field.facts.name.pascal());
                let members = match self.extent {
                    Extent::Required => smallest_item(self.vendor, items),
                    Extent::Everything => good_item(self.vendor, items),
                };
                let setters = members
                    .iter()
                    .map(|(member, text)| self.setter(member, text));
                quote!([#item::builder()#(#setters)*.build()#end])
            }
        };
        quote!(.#name(#value))
    }
}

/// The expression that makes what was stored for a notification, in a test.
pub(super) fn stored(vendor: &Vendor, notification: &Notification, stored: &Stored) -> TokenStream {
    let kind = ident(&format!("{}Stored", notification.name.pascal()));
    let setters = good_stored(vendor, stored)
        .into_iter()
        .filter_map(|(value, text)| {
            let name = snake(&value.facts.name);
            let value = typed_value(vendor, value.facts.content.one()?, &text);
            Some(quote!(.#name(#value)))
        });
    quote!(#kind::builder()#(#setters)*.build().unwrap())
}

/// How a client is built: with what it cannot be built without, from where secrets are kept, for the first address that the
/// vendor publishes.
pub(super) fn client(vendor: &Vendor) -> TokenStream {
    let required = vendor.credentials.iter().filter(|each| each.required);
    let setters = required.map(|credential| {
        let name = snake(&credential.name);
        let variable = credential.name.snake().to_uppercase();
        let value = match credential.kind {
            CredentialKind::Text => quote!(std::env::var(#variable)?),
            CredentialKind::RsaPrivateKey => {
                quote!(PrivateKey::from_pem(&std::env::var(#variable)?)?)
            }
            CredentialKind::RsaPublicKey => {
                quote!(PublicKey::from_pem(&std::env::var(#variable)?)?)
            }
        };
        quote!(.#name(#value))
    });
    let credentials = match vendor.credentials.is_empty() {
        true => quote!(Credentials::new()),
        false => quote!(Credentials::builder()#(#setters)*.build()?),
    };
    let mut environments = vendor.environments.iter();
    let environment = match environments.find(|environment| environment.is_documented()) {
        Some(environment) => {
            let name = pascal(&environment.name);
            quote!(Environment::#name)
        }
        None => environment::custom(
            vendor,
            &quote!(BaseUrl::parse(&std::env::var("BASE_URL")?)?),
        ),
    };
    quote! {
        let credentials = #credentials;
        let client = Client::builder(#environment, credentials)?.build()?;
    }
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
    let resolve = Resolve::new(vendor, operation);
    let after_unknown = resolve
        .and_then(|resolve| resolve.in_example())
        .unwrap_or_else(|| quote!(println!("it may have been executed: {error}")));
    quote! {
        match client.#name(&request).await {
            Ok(answer) => println!("{answer:?}"),
            Err(error) if error.outcome() == Outcome::Unknown => #after_unknown,
            Err(error) => println!("nothing was done: {error}"),
        }
    }
}

/// How a notification is received: with its headers where its proof is made of them, and the time where that counts.
pub(super) fn receive(vendor: &Vendor, notification: &Notification) -> TokenStream {
    let name = pascal(&notification.name);
    let headers = notification.takes_headers().then(|| quote!(&headers,));
    let now = notification.freshness.as_ref();
    let now = now.map(|_| quote!(, SystemTime::now()));
    if notification.stored.is_none() {
        return quote!(let event = #name::receive(&credentials, #headers &body #now)?;);
    }
    let opener = opening::notice_needs_credentials(vendor, notification);
    let opener = opener.then(|| quote!(&credentials,));
    quote! {
        let unproven = #name::receive(#opener #headers &body)?;
        let event = unproven.prove(&credentials, &stored #now)?;
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
