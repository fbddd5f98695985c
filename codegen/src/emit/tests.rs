//! Tests of the generated clients against the sandbox, with the values of the specs' examples: every
//! operation and every form is accepted, every documented refusal is told, every notification is received.

use proc_macro2::TokenStream;
use quote::quote;
use rayon::prelude::*;

use super::code::{operation_type, pascal, snake};
use super::example::{self, Example, Extent};
use super::file::{Files, body, file as assemble, format_items, marked, spec_name};
use super::{environment, held, operation_docs};
use crate::model::{
    Condition, CredentialId, CredentialKind, Name, Notification, Operation, Pending, Request,
    Vendor, sample_credential,
};

/// The files of one test target, by path relative to its folder.
pub(super) fn files(vendors: Vec<&Vendor>) -> impl ParallelIterator<Item = (String, String)> {
    let modules = vendors.iter().map(|vendor| snake(&vendor.id));
    let items = [
        quote! {
            #![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
        },
        quote!(#(mod #modules;)*),
    ];
    let title = ["Every vendor's client against the sandbox, with the specs' examples.".to_owned()];
    let main = marked("specs/", &assemble(&title, [], items));
    let of_vendors = vendors.into_par_iter().flat_map(of_vendor);
    of_vendors.chain([("main.rs".to_owned(), main)])
}

/// A folder: how the client is made in `client.rs`, and a file for each operation, form and notification.
/// No file imports `super::*`: an operation may be called what a crate is that the tests use.
fn of_vendor(vendor: &Vendor) -> Files {
    let spec = spec_name(vendor);
    let parts = parts(vendor);
    let modules = parts.iter().map(|(name, _, _)| snake(name));
    let modules = quote!(mod client; #(mod #modules;)*);
    let mut files = Files::new();
    let mut add = |name: &str, title: String, uses: Vec<TokenStream>, items: &str| {
        let text = body(&[title], uses, items);
        files.insert(format!("{}/{name}.rs", vendor.id), marked(&spec, &text));
    };
    let title = format!("The client of `{}` against the sandbox.", vendor.id);
    add("mod", title, Vec::new(), &format_items([modules]));
    let vendor_name = snake(&vendor.id);
    let of_vendor = quote!(
        use kpg::#vendor_name::*;
    );
    let title = "How a test makes the client.".to_owned();
    let making = format_items(client(vendor));
    add("client", title, vec![of_vendor.clone()], &making);
    for (name, import, items) in parts {
        let items = format_items(items);
        let mut uses = vec![of_vendor.clone()];
        if items.contains("Decimal::new(") {
            uses.push(quote!(
                use kpg::runtime::Decimal;
            ));
        }
        uses.push(import);
        let title = format!("`{name}` of `{}`.", vendor.id);
        add(name.snake(), title, uses, &items);
    }
    files
}

/// What is tested in each file: its name, what it imports from `client.rs`, its items.
fn parts(vendor: &Vendor) -> Vec<(&Name, TokenStream, Vec<TokenStream>)> {
    let operations = vendor.operations.iter().map(|operation| {
        let items = vec![
            request(vendor, operation),
            shown(vendor, operation),
            tests(vendor, operation),
            held::of_operation(vendor, operation),
        ];
        let import = quote!(
            use super::client::client;
        );
        (&operation.name, import, items)
    });
    let forms = vendor.forms.iter();
    let forms = forms.map(|form| {
        let items = vec![
            request(vendor, &form.request),
            posted(vendor, &form.request),
            held::of_form(vendor, &form.request),
        ];
        let import = quote!(
            use super::client::client;
        );
        (&form.request.name, import, items)
    });
    let notifications = vendor.notifications.iter().map(|notification| {
        let items = vec![
            received(vendor, notification),
            held::of_notification(vendor, notification),
        ];
        let import = quote!(
            use super::client::credentials;
        );
        (&notification.name, import, items)
    });
    let parts = operations.chain(forms).chain(notifications);
    parts
        .filter(|(_, _, items)| items.iter().any(|item| !item.is_empty()))
        .collect()
}

fn client(vendor: &Vendor) -> [TokenStream; 2] {
    let setters = vendor
        .credentials
        .iter()
        .enumerate()
        .map(|(index, credential)| {
            let name = snake(&credential.name);
            let value = match credential.kind {
                CredentialKind::Text => {
                    let text = sample_credential(vendor, CredentialId(index));
                    quote!(#text)
                }
                CredentialKind::RsaPrivateKey => quote!(kpg_tests::bench::Bench::private_key()),
                CredentialKind::RsaPublicKey => quote!(kpg_tests::bench::Bench::public_key()),
            };
            quote!(.#name(#value))
        });
    let credentials = match vendor.credentials.is_empty() {
        true => quote!(Credentials::new()),
        false => quote!(Credentials::builder()#(#setters)*.build().unwrap()),
    };
    let environment = environment::custom(vendor, &quote!(bench.address()));
    let credentials = quote! {
        pub(super) fn credentials() -> Credentials {
            #credentials
        }
    };
    let client = quote! {
        pub(super) fn client(bench: &kpg_tests::bench::Bench) -> Client {
            let environment = #environment;
            Client::builder(environment, credentials()).unwrap().build().unwrap()
        }
    };
    [credentials, client]
}

/// `fn request() -> Cancel`: a request with everything that has an example.
fn request(vendor: &Vendor, operation: &Request) -> TokenStream {
    let kind = operation_type(operation, "");
    let request = Example {
        vendor,
        operation,
        extent: Extent::Everything,
        end: quote!(.unwrap()),
    };
    let request = request.request();
    quote! {
        pub(super) fn request() -> #kind {
            #request
        }
    }
}

/// The example of the documentation, which is compiled here and never run.
fn shown(vendor: &Vendor, operation: &Operation) -> TokenStream {
    let kind = operation_type(operation, "");
    let request = operation_docs::example(vendor, operation).request();
    let call = example::call(vendor, operation);
    quote! {
        #[allow(dead_code, unused, reason = "it shows how the operation is called")]
        async fn example(client: Client) -> Result<(), Box<dyn std::error::Error>> {
            use kpg::Outcome;
            let request: #kind = #request;
            #call
            Ok(())
        }
    }
}

/// Accepted with the examples; refused with every documented code; nothing garbled is taken for either.
fn tests(vendor: &Vendor, operation: &Operation) -> TokenStream {
    let (name, id) = (snake(&operation.name), operation.name.snake());
    let vendor_id = vendor.id.snake();
    let codes = refusals(vendor, operation);
    let refusals = (!codes.is_empty()).then(|| {
        quote! {
            #[tokio::test]
            async fn tells_its_refusals() {
                let bench = kpg_tests::bench::Bench::of(#vendor_id).await;
                for code in [#(#codes),*] {
                    bench.refuse_next(#id, code);
                    let called = client(&bench).#name(&request()).await;
                    bench.refused(#id, code, called);
                }
            }
        }
    });
    quote! {
        #[tokio::test]
        async fn is_accepted() {
            let bench = kpg_tests::bench::Bench::of(#vendor_id).await;
            let called = client(&bench).#name(&request()).await;
            bench.accepted(#id, called);
        }

        #[tokio::test]
        async fn believes_nothing_garbled() {
            let bench = kpg_tests::bench::Bench::of(#vendor_id).await;
            for script in bench.garbled(#id) {
                bench.answer_next(#id, script.clone());
                let called = client(&bench).#name(&request()).await;
                bench.disbelieved(#id, &script, called);
            }
        }

        #refusals
    }
}

/// What a browser posts of the examples is accepted.
fn posted(vendor: &Vendor, form: &Request) -> TokenStream {
    let (name, id) = (snake(&form.name), form.name.snake());
    let vendor_id = vendor.id.snake();
    quote! {
        #[tokio::test]
        async fn is_accepted() {
            let bench = kpg_tests::bench::Bench::of(#vendor_id).await;
            let form = client(&bench).#name(&request()).unwrap();
            bench.posted(#id, &form).await;
        }
    }
}

/// The codes that mean no.
fn refusals<'m>(vendor: &'m Vendor, operation: &'m Operation) -> Vec<&'m str> {
    let answer = &operation.answer;
    let accepts = |condition: &Condition, code: &str| {
        let mut tests = condition.tests.iter();
        tests
            .any(|test| answer.is_code(&test.path) && test.values.iter().any(|value| value == code))
    };
    let pending = |code: &str| match &answer.pending {
        Pending::When(condition) => accepts(condition, code),
        Pending::Never | Pending::Always(_) => false,
    };
    let codes = vendor
        .code_sets
        .get(answer.codes.0)
        .map(|set| set.codes.as_slice())
        .unwrap_or_default();
    let refusals = codes
        .iter()
        .filter(|code| !code.undecided)
        .map(|code| code.wire.as_str())
        .filter(|code| !accepts(&answer.success, code) && !pending(code));
    let refusals: Vec<&str> = refusals.collect();
    if refusals.len() <= MANY_CODES {
        return refusals;
    }
    let sharing = vendor.operations.iter();
    let sharing = sharing.filter(|other| other.answer.codes == answer.codes);
    let mut sharing: Vec<&str> = sharing.map(|other| other.name.snake()).collect();
    let own = sharing
        .iter()
        .position(|name| *name == operation.name.snake());
    sharing.truncate(refusals.len());
    let mine = refusals.iter().enumerate();
    let mine = mine.filter(|(index, _)| Some(index % sharing.len()) == own);
    mine.map(|(_, code)| *code).collect()
}

/// With more than these, operations that share a list of codes share its test too: each code is told by one of them.
const MANY_CODES: usize = 60;

fn received(vendor: &Vendor, notification: &Notification) -> TokenStream {
    let (name, id) = (pascal(&notification.name), notification.name.snake());
    let vendor_id = vendor.id.snake();
    let headers = notification
        .takes_headers()
        .then(|| quote!(&kpg_tests::bench::Bench::headers(&sent),));
    let now = notification
        .freshness
        .as_ref()
        .map(|_| quote!(, std::time::SystemTime::now()));
    let receive = match &notification.stored {
        Some(stored) => {
            let values = example::stored(vendor, notification, stored);
            quote!(#name::receive(#headers &sent.body).unwrap().prove(&credentials(), &#values #now).unwrap())
        }
        None => quote!(#name::receive(&credentials(), #headers &sent.body #now).unwrap()),
    };
    quote! {
        #[tokio::test]
        async fn is_received() {
            let bench = kpg_tests::bench::Bench::of(#vendor_id).await;
            for sent in bench.notifications(#id) {
                #receive;
            }
        }
    }
}

#[cfg(test)]
mod collisions {
    #![allow(clippy::unwrap_used)]

    use std::collections::BTreeSet;

    use crate::{SourceFile, compile, emit_tests};

    const ACME: &str = include_str!("../../tests/support/base.yaml");

    #[test]
    fn an_operation_may_be_called_what_a_test_of_another_is() {
        let (head, cancel) = ACME.split_once("  cancel:\n").unwrap_or_default();
        let names = ["pay", "is_accepted", "bench", "kpg", "request", "tokio"];
        let operations = names.map(|name| format!("  {name}:\n{cancel}"));
        let spec = format!("{head}{}", operations.concat());
        let vendor = compile(&SourceFile::new("acme.yaml", spec));
        let files = emit_tests(&[vendor.unwrap()]);
        for name in names {
            let file = files.get(&format!("acme/{name}.rs")).unwrap();
            let file = syn::parse_file(file).unwrap();
            let mut functions = BTreeSet::new();
            for item in &file.items {
                if let syn::Item::Fn(function) = item {
                    let function = function.sig.ident.to_string();
                    assert!(functions.insert(function.clone()), "two of {function}");
                }
            }
            assert!(functions.contains("is_accepted"), "{name}");
        }
    }
}
