//! Tests that hold the generated client to the examples of its spec. What is expected stands in the spec: the tests read it
//! there, and only what has types in Rust is emitted.

use proc_macro2::TokenStream;
use quote::quote;

use super::code::{enumeration, ident, operation_type, pascal, snake, typed_value};
use super::{environment, opening};
use crate::model::{
    Content, CredentialId, CredentialKind, Example, ExampleSupply, ExampleValue, Field, FieldRef,
    Kind, NoticeExample, Notification, Operation, Presence, Request, Source, Stored, Vendor,
    sample, sample_credential, smallest_item, smallest_request,
};

/// A test for each example of an operation.
pub(super) fn of_operation(vendor: &Vendor, operation: &Operation) -> TokenStream {
    let tests = operation.examples.list().iter().map(|example| {
        let (name, kind) = (&operation.name, operation_type(operation, ""));
        let opened = opened(vendor, name.snake(), example);
        let request = request(vendor, operation, example);
        let answered = example.answer.is_some().then(|| {
            quote! {
                let answer = held.answer().in_reply_to(&sent);
                held.answered(client.core().interpret(&request, &answer));
            }
        });
        let test = ident(&format!("holds_{}", example.name.snake()));
        quote! {
            #[test]
            fn #test() {
                #opened
                let request: #kind = #request;
                let sent = client.core().prepare(&request, held.token().as_ref()).unwrap();
                held.sent(&sent);
                #answered
            }
        }
    });
    quote!(#(#tests)*)
}

/// A test for each example of a form.
pub(super) fn of_form(vendor: &Vendor, form: &Request) -> TokenStream {
    let tests = form.examples.list().iter().map(|example| {
        let kind = operation_type(form, "");
        let opened = opened(vendor, form.name.snake(), example);
        let request = request(vendor, form, example);
        let test = ident(&format!("holds_{}", example.name.snake()));
        quote! {
            #[test]
            fn #test() {
                #opened
                let values: #kind = #request;
                held.posted(&client.core().browser_form(&values).unwrap());
            }
        }
    });
    quote!(#(#tests)*)
}

/// A test for each example of a notification.
pub(super) fn of_notification(vendor: &Vendor, notification: &Notification) -> TokenStream {
    let takes_headers = notification.takes_headers();
    let tests = notification.examples.list().iter().map(|example| {
        let NoticeExample {
            name,
            credentials,
            stored: given,
            ..
        } = example;
        let (vendor_id, kind) = (vendor.id.snake(), pascal(&notification.name));
        let (id, example) = (notification.name.snake(), name.snake());
        let credentials = self::credentials(vendor, credentials);
        let headers = takes_headers.then(|| quote!(&held.headers(),));
        let moment = notification.freshness.as_ref();
        let moment = moment.map(|_| quote!(, held.sent_at()));
        let received = match &notification.stored {
            None => {
                quote!(let received = #kind::receive(&#credentials, #headers &held.body() #moment);)
            }
            Some(values) => {
                let opener = opening::notice_needs_credentials(vendor, notification);
                let opener = opener.then(|| quote!(&credentials,));
                let stored = stored(vendor, notification, values, given);
                quote! {
                    let credentials = #credentials;
                    let received = #kind::receive(#opener #headers &held.body())
                        .and_then(|unproven| unproven.prove(&credentials, &#stored #moment));
                }
            }
        };
        let test = ident(&format!("holds_{example}"));
        quote! {
            #[test]
            fn #test() {
                let held = kpg_tests::held::HeldNotice::of(#vendor_id, #id, #example);
                #received
                held.judged(received.map(drop));
            }
        }
    });
    quote!(#(#tests)*)
}

/// What a merchant stored; what the example leaves out and must be there is made up.
fn stored(
    vendor: &Vendor,
    notification: &Notification,
    stored: &Stored,
    given: &[(FieldRef, String)],
) -> TokenStream {
    let kind = ident(&format!("{}Stored", notification.name.pascal()));
    let setters = stored
        .values
        .iter()
        .enumerate()
        .filter_map(|(index, field)| {
            let mut given = given.iter();
            let found = given.find(|(at, _)| at.index == index);
            let made_up = || {
                (field.presence == Presence::Required).then(|| sample(field, &vendor.enumerations))
            };
            let text = found.map(|(_, text)| text.clone()).or_else(made_up)?;
            let (name, kind) = (snake(&field.facts.name), field.facts.content.one()?);
            let value = one(vendor, kind, &text);
            Some(quote!(.#name(#value)))
        });
    quote!(#kind::builder()#(#setters)*.build().unwrap())
}

/// The example, and the client that it is made with.
fn opened(vendor: &Vendor, owner: &str, example: &Example) -> TokenStream {
    let (vendor_id, name) = (vendor.id.snake(), example.name.snake());
    let ExampleSupply {
        credentials,
        environment,
        options,
        ..
    } = &example.supply;
    let credentials = self::credentials(vendor, credentials);
    let known = |index: &usize| {
        let environment = vendor.environments.get(*index)?;
        environment.is_documented().then_some(environment)
    };
    let mut published = vendor.environments.iter();
    let environment = environment
        .as_ref()
        .and_then(known)
        .or_else(|| published.find(|known| known.is_documented()));
    let environment = match environment {
        Some(environment) => {
            let name = pascal(&environment.name);
            quote!(Environment::#name)
        }
        None => environment::custom(vendor, &quote!(kpg_tests::held::nowhere())),
    };
    let options = options.iter().filter_map(|(id, chosen)| {
        let option = vendor.options.get(id.0)?;
        let choice = pascal(&option.choices.get(*chosen)?.name);
        let (setter, kind) = (snake(&option.name), pascal(&option.name));
        Some(quote!(.#setter(#kind::#choice)))
    });
    quote! {
        let held = kpg_tests::held::Held::of(#vendor_id, #owner, #name);
        let credentials = #credentials;
        let client = Client::builder(#environment, credentials)
            .unwrap()
            #(#options)*
            .source(held.source())
            .build_with(kpg_tests::held::Unsent);
    }
}

/// The credentials of an example; what it does not give and a client must have is made up.
fn credentials(vendor: &Vendor, given: &[(CredentialId, String)]) -> TokenStream {
    if vendor.credentials.is_empty() {
        return quote!(Credentials::new());
    }
    let declared = vendor.credentials.iter().enumerate();
    let setters = declared.filter_map(|(index, credential)| {
        let id = CredentialId(index);
        let is_given = given.iter().any(|(known, _)| *known == id);
        let (name, wire) = (snake(&credential.name), credential.name.snake());
        let value = match (credential.kind, is_given) {
            (CredentialKind::Text, true) => quote!(held.text(#wire)),
            (CredentialKind::RsaPrivateKey, true) => quote!(held.private_key(#wire)),
            (CredentialKind::RsaPublicKey, true) => quote!(held.public_key(#wire)),
            (_, false) if !credential.required => return None,
            (CredentialKind::Text, false) => {
                let text = sample_credential(vendor, id);
                quote!(#text)
            }
            (CredentialKind::RsaPrivateKey, false) => {
                quote!(kpg_tests::bench::Bench::private_key())
            }
            (CredentialKind::RsaPublicKey, false) => quote!(kpg_tests::bench::Bench::public_key()),
        };
        Some(quote!(.#name(#value)))
    });
    quote!(Credentials::builder()#(#setters)*.build().unwrap())
}

/// The request of an example. What it leaves out and a request must have is made up.
fn request(vendor: &Vendor, request: &Request, example: &Example) -> TokenStream {
    let kind = operation_type(request, "");
    if request.caller_fields().next().is_none() {
        return quote!(#kind::new());
    }
    let needed = smallest_request(vendor, request);
    let placed = request.placed_fields();
    let placed = placed.filter(|placed| placed.field.source == Source::Caller);
    let setters = placed.filter_map(|placed| {
        let mut given = example.given.iter();
        let given = given
            .find(|(at, _)| *at == placed.at)
            .map(|(_, value)| value);
        let field = placed.field;
        let made_up = || {
            // What other values decide, the example has decided.
            let mut needed = needed
                .iter()
                .filter(|_| field.presence == Presence::Required);
            let found = needed.find(|(known, _)| known.wire == field.wire);
            found.map(|(_, text)| ExampleValue::Text(text.clone()))
        };
        let value = given.cloned().or_else(made_up)?;
        Some(setter(vendor, request, field, &value))
    });
    quote!(#kind::builder()#(#setters)*.build().unwrap())
}

fn setter(vendor: &Vendor, request: &Request, field: &Field, value: &ExampleValue) -> TokenStream {
    let name = snake(&field.facts.name);
    let value = match (&field.facts.content, value) {
        (Content::One(kind), ExampleValue::Text(text)) => one(vendor, kind, text),
        (Content::Values(kind), ExampleValue::List(items)) => {
            let items = items.iter().filter_map(|item| match item {
                ExampleValue::Text(text) => Some(one(vendor, kind, text)),
                ExampleValue::List(_) | ExampleValue::Object(_) => None,
            });
            quote!([#(#items),*])
        }
        (Content::Values(kind), ExampleValue::Text(text)) => {
            let value = one(vendor, kind, text);
            quote!([#value])
        }
        (Content::Nested(inner), given) => {
            let item = operation_type(request, &field.facts.name.pascal());
            let needed = smallest_item(vendor, inner);
            let objects: Vec<&[(usize, ExampleValue)]> = match given {
                ExampleValue::List(items) => items
                    .iter()
                    .filter_map(|item| match item {
                        ExampleValue::Object(members) => Some(members.as_slice()),
                        ExampleValue::Text(_) | ExampleValue::List(_) => None,
                    })
                    .collect(),
                ExampleValue::Text(_) | ExampleValue::Object(_) => vec![&[]],
            };
            let objects = objects.into_iter().map(|given| {
                let members = inner.members.iter().enumerate();
                let members = members.filter(|(_, member)| member.source == Source::Caller);
                let setters = members.filter_map(|(position, member)| {
                    let found = given.iter().find(|(at, _)| *at == position);
                    let mut needed = needed.iter();
                    let made_up = needed.find(|(known, _)| known.wire == member.wire);
                    let made_up = made_up.map(|(_, text)| ExampleValue::Text(text.clone()));
                    let value = found.map(|(_, value)| value.clone()).or(made_up)?;
                    Some(setter(vendor, request, member, &value))
                });
                quote!(#item::builder()#(#setters)*.build().unwrap())
            });
            quote!([#(#objects),*])
        }
        (Content::One(_), ExampleValue::List(_) | ExampleValue::Object(_))
        | (Content::Values(_), ExampleValue::Object(_)) => quote!(()),
    };
    quote!(.#name(#value))
}

/// A value; one that an open list does not have keeps its text.
fn one(vendor: &Vendor, kind: &Kind, text: &str) -> TokenStream {
    let declared = enumeration(vendor, kind);
    let unlisted = declared.filter(|declared| {
        declared.open && !declared.choices.iter().any(|choice| choice.wire == text)
    });
    match (unlisted, kind) {
        (Some(declared), Kind::Enumeration { .. }) => {
            let name = pascal(&declared.name);
            quote!(<#name as kpg::runtime::OpenChoice>::from_wire(#text))
        }
        (_, Kind::Base64) => quote!(kpg_tests::held::bytes(#text)),
        _ => typed_value(vendor, kind, text),
    }
}
