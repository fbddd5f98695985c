//! Tests of the generated clients against the sandbox, with the values of the specs' examples: every
//! operation is accepted, every documented refusal is told, every notification is received.

use proc_macro2::TokenStream;
use quote::quote;

use super::code::{ident, operation_type, pascal, snake};
use super::example::{self, Example, Extent};
use super::file::{Files, file as assemble, spec_name};
use super::{environment, held, operation_docs};
use crate::model::{
    Condition, CredentialId, CredentialKind, Notification, Operation, Pending, Proof, Vendor,
    sample_credential,
};

/// The files of one test target, by path relative to its folder.
pub(super) fn files(vendors: &[&Vendor]) -> Files {
    let mut files = Files::new();
    let modules = vendors.iter().map(|vendor| snake(&vendor.id));
    let items = [
        quote! {
            #![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
        },
        quote!(#(mod #modules;)*),
    ];
    let title = ["Every vendor's client against the sandbox, with the specs' examples.".to_owned()];
    files.insert(
        "main.rs".to_owned(),
        assemble("specs/", &title, &[], &items),
    );
    for vendor in vendors {
        files.insert(format!("{}.rs", vendor.id), module(vendor));
    }
    files
}

fn module(vendor: &Vendor) -> String {
    let vendor_name = snake(&vendor.id);
    let mut items = vec![client(vendor), requests(vendor), examples(vendor)];
    items.extend(
        vendor
            .operations
            .iter()
            .map(|operation| tests(vendor, operation)),
    );
    let held = vendor.operations.iter();
    items.extend(held.map(|operation| held::of_operation(vendor, operation)));
    let held = vendor.forms.iter();
    items.extend(held.map(|form| held::of_form(vendor, &form.request)));
    let held = vendor.notifications.iter();
    items.extend(held.map(|notification| held::of_notification(vendor, notification)));
    items.extend(
        vendor
            .notifications
            .iter()
            .map(|notification| received(vendor, notification)),
    );
    let mut uses = vec![quote!(
        use kpg::#vendor_name::*;
    )];
    let names_decimals = |item: &TokenStream| {
        let text = item.to_string();
        let mut words = text.split(|c: char| !c.is_alphanumeric());
        words.any(|word| word == "Decimal")
    };
    if items.iter().any(names_decimals) {
        uses.push(quote!(
            use kpg::runtime::Decimal;
        ));
    }
    let title = [format!(
        "The client of `{}` against the sandbox.",
        vendor.id
    )];
    assemble(&spec_name(vendor), &title, &uses, &items)
}

fn client(vendor: &Vendor) -> TokenStream {
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
    quote! {
        fn credentials() -> Credentials {
            #credentials
        }

        fn client(bench: &kpg_tests::bench::Bench) -> Client {
            let environment = #environment;
            Client::builder(environment, credentials()).unwrap().build().unwrap()
        }
    }
}

/// The requests, in a module of their own: an operation may be called what a test of another one is,
/// or what a function of the file is. For the same reason the bench goes by its full path, since a type
/// of the vendor may be called `Bench`.
fn requests(vendor: &Vendor) -> TokenStream {
    if vendor.operations.is_empty() {
        return TokenStream::new();
    }
    let requests = vendor
        .operations
        .iter()
        .map(|operation| request(vendor, operation));
    quote! {
        mod requests {
            use super::*;

            #(#requests)*
        }
    }
}

/// The examples of the documentation, which are compiled here and never run.
fn examples(vendor: &Vendor) -> TokenStream {
    if vendor.operations.is_empty() {
        return TokenStream::new();
    }
    let examples = vendor.operations.iter().map(|operation| {
        let (name, kind) = (snake(&operation.name), operation_type(operation, ""));
        let request = operation_docs::example(vendor, operation).request();
        let call = example::call(vendor, operation);
        quote! {
            async fn #name(client: Client) -> Result<(), Box<dyn std::error::Error>> {
                let request: #kind = #request;
                #call
                Ok(())
            }
        }
    });
    quote! {
        #[allow(dead_code, unused, reason = "they show how operations are called")]
        mod examples {
            use super::*;
            use kpg::Outcome;

            #(#examples)*
        }
    }
}

/// `fn cancel() -> Cancel`: a request with everything that has an example.
fn request(vendor: &Vendor, operation: &Operation) -> TokenStream {
    let (name, kind) = (snake(&operation.name), operation_type(operation, ""));
    let request = Example {
        vendor,
        operation,
        extent: Extent::Everything,
        end: quote!(.unwrap()),
    };
    let request = request.request();
    quote! {
        pub(super) fn #name() -> #kind {
            #request
        }
    }
}

/// Accepted with the examples; refused with every documented code; nothing garbled is taken for either.
fn tests(vendor: &Vendor, operation: &Operation) -> TokenStream {
    let (name, id) = (snake(&operation.name), operation.name.snake());
    let vendor_id = vendor.id.snake();
    let accepted = ident(&format!("{id}_is_accepted"));
    let refused = ident(&format!("{id}_tells_its_refusals"));
    let garbled = ident(&format!("{id}_believes_nothing_garbled"));
    let codes = refusals(vendor, operation);
    let refusals = (!codes.is_empty()).then(|| {
        quote! {
            #[tokio::test]
            async fn #refused() {
                let bench = kpg_tests::bench::Bench::of(#vendor_id).await;
                for code in [#(#codes),*] {
                    bench.refuse_next(#id, code);
                    let called = client(&bench).#name(&requests::#name()).await;
                    bench.refused(#id, code, called);
                }
            }
        }
    });
    quote! {
        #[tokio::test]
        async fn #accepted() {
            let bench = kpg_tests::bench::Bench::of(#vendor_id).await;
            let called = client(&bench).#name(&requests::#name()).await;
            bench.accepted(#id, called);
        }

        #[tokio::test]
        async fn #garbled() {
            let bench = kpg_tests::bench::Bench::of(#vendor_id).await;
            for script in bench.garbled(#id) {
                bench.answer_next(#id, script.clone());
                let called = client(&bench).#name(&requests::#name()).await;
                bench.disbelieved(#id, &script, called);
            }
        }

        #refusals
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
    let test = ident(&format!("{id}_is_received"));
    let takes_headers = notification
        .authenticity
        .proof()
        .is_some_and(Proof::takes_headers);
    let headers = takes_headers.then(|| quote!(&kpg_tests::bench::Bench::headers(&sent),));
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
        async fn #test() {
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
        let names = ["pay", "pay_is_accepted", "bench", "requests"];
        let operations = names.map(|name| format!("  {name}:\n{cancel}"));
        let spec = format!("{head}{}", operations.concat());
        let vendor = compile(&SourceFile::new("acme.yaml", spec));
        let files = emit_tests(&[vendor.unwrap()]);
        let file = syn::parse_file(files.get("acme.rs").unwrap()).unwrap();
        let mut functions = BTreeSet::new();
        for item in &file.items {
            if let syn::Item::Fn(function) = item {
                let name = function.sig.ident.to_string();
                assert!(functions.insert(name.clone()), "two of {name}");
            }
        }
        for name in names {
            assert!(functions.contains(&format!("{name}_is_accepted")), "{name}");
        }
    }
}
