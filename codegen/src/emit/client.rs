//! The client of a vendor: environments, credentials, options, settings and one method per operation.

use proc_macro2::TokenStream;
use quote::quote;

use super::builder;
use super::code::{number, operation_type, option_member, pascal, snake};
use super::expression::{Recipes, Subject};
use super::file::{file as assemble, uses};
use super::resolve::Resolve;
use super::{credentials, docs, environment, example, form, operation_docs, session};
use crate::model::{Carries, ClientOption, HeaderCase, Operation, OptionId, Session, Vendor};

/// `client.rs` of a vendor.
pub(super) fn file(vendor: &Vendor) -> String {
    let credentials = credentials::credentials(vendor);
    let mut items = environment::items(vendor);
    items.extend(builder::items(&credentials));
    items.extend(own_options(vendor).map(|(_, option)| option_type(option)));
    items.push(settings(vendor));
    items.push(client(vendor));
    items.push(client_builder(vendor));
    items.extend(accounts(vendor));
    let mut uses = uses(vendor, builder::markers(&credentials));
    if vendor.encoding_option.is_some() {
        uses.push(quote!(
            pub use kpg_runtime::Encoding as RequestEncoding;
        ));
    }
    let title = format!(
        "The client of {}: what it is built from, and one method per operation.",
        docs::label(&vendor.label)
    );
    assemble(&[title], uses, items)
}

/// The options whose type is the vendor's own; that of the request encoding is the runtime's.
fn own_options(vendor: &Vendor) -> impl Iterator<Item = (OptionId, &ClientOption)> {
    let all = vendor
        .options
        .iter()
        .enumerate()
        .map(|(index, option)| (OptionId(index), option));
    all.filter(|(id, _)| vendor.encoding_option != Some(*id))
}

fn option_type(option: &ClientOption) -> TokenStream {
    let mut lines = vec![docs::sentence(&docs::label(&option.label))];
    lines.extend(docs::quirks(&option.quirks));
    let (docs, name) = (docs::attributes(&lines), pascal(&option.name));
    let variants = option.choices.iter().enumerate().map(|(index, choice)| {
        let text = docs::sentence(&docs::label(&choice.label));
        let (docs, name) = (docs::attributes(&[text]), pascal(&choice.name));
        let default = (index == 0).then(|| quote!(#[default]));
        quote!(#docs #default #name,)
    });
    quote! {
        #docs
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum #name { #(#variants)* }
    }
}

fn settings(vendor: &Vendor) -> TokenStream {
    let options = vendor.options.iter().map(|option| {
        let (name, kind) = (snake(&option.name), pascal(&option.name));
        quote!(pub(super) #name: #kind,)
    });
    let cells = vendor.sessions.iter().map(|session| snake(&session.name));
    let (place, kind) = environment::member(vendor);
    let unread = (!reads_credentials(vendor))
        .then(|| quote!(#[allow(dead_code, reason = "no operation needs one; notifications may")]));
    quote! {
        #[doc = " What a client was built from; operations read it."]
        #[derive(Debug)]
        pub struct Settings {
            pub(super) #place: #kind,
            #unread
            pub(super) credentials: Credentials,
            #(#options)*
            #(pub(super) #cells: SessionCell,)*
        }
    }
}

fn reads_credentials(vendor: &Vendor) -> bool {
    let mut operations = vendor.operations.iter();
    let opens = operations.any(|operation| {
        let answer = &operation.answer;
        answer.envelope.is_some() || !answer.openings.is_empty()
    });
    let operations = vendor.operations.iter().map(Subject::Operation);
    let mut subjects = operations.chain(vendor.forms.iter().map(Subject::Form));
    opens || subjects.any(|subject| Recipes { vendor, subject }.needs().credentials)
}

fn client_builder(vendor: &Vendor) -> TokenStream {
    let setters = vendor.options.iter().map(|option| {
        let mut lines = vec![docs::sentence(&docs::label(&option.label))];
        if let Some(default) = option.choices.first() {
            lines.push(format!("The default is `{}`.", default.name.pascal()));
        }
        let (docs, name, kind) = (
            docs::attributes(&lines),
            snake(&option.name),
            pascal(&option.name),
        );
        quote! {
            #docs
            pub fn #name(self, value: #kind) -> Self {
                Self(self.0.set(|settings| settings.#name = value))
            }
        }
    });
    let lifetimes = vendor.sessions.iter().map(session::lifetime_setter);
    let own: Vec<TokenStream> = setters.chain(lifetimes).collect();
    let options = (!own.is_empty()).then(|| quote!(impl ClientBuilder { #(#own)* }));
    quote! {
        kpg_runtime::client_builder!(ClientBuilder(Settings) => Client);

        #options
    }
}

fn client(vendor: &Vendor) -> TokenStream {
    let cells = vendor.sessions.iter().map(session::cell);
    let (place, _) = environment::member(vendor);
    let timeouts = &vendor.timeouts;
    let timeouts = [timeouts.connect_ms, timeouts.read_ms, timeouts.total_ms].map(number);
    let options = vendor
        .options
        .iter()
        .enumerate()
        .map(|(index, option)| default_option(vendor, index, option));
    let doc = client_doc(vendor);
    let waits = match vendor.timeouts.documented {
        true => {
            " How long it waits is what the vendor documents, unless [`ClientBuilder::timeouts`] says otherwise."
        }
        false => {
            " The vendor documents no time-outs: kpg's hold, unless [`ClientBuilder::timeouts`] says otherwise."
        }
    };
    let (title_case, case_doc) = title_case(vendor.header_case).unzip();
    let methods = vendor
        .operations
        .iter()
        .map(|operation| method(vendor, operation));
    let forms = vendor.forms.iter().map(|form| form::method(vendor, form));
    let sessions = vendor
        .sessions
        .iter()
        .filter_map(|session| session::methods(vendor, session));
    quote! {
        #doc
        #[derive(Clone, Debug)]
        pub struct Client<T = DefaultTransport>(Core<Settings, T>);

        impl Client {
            #[doc = " Starts a client."]
            #[doc = #waits]
            #case_doc
            #[doc = ""]
            #[doc = " # Errors"]
            #[doc = ""]
            #[doc = " When the environment's address is no base address."]
            pub fn builder(environment: Environment, credentials: Credentials) -> Result<ClientBuilder, AddressError> {
                let settings = Settings {
                    #place: environment.try_into()?,
                    credentials,
                    #(#options)*
                    #(#cells)*
                };
                Ok(ClientBuilder(CoreBuilder::new(settings, Timeouts::from_millis(#(#timeouts),*))#title_case))
            }
        }

        impl<T: Transport> Client<T> {
            #(#methods)*

            #(#forms)*

            #[doc = " What all operations stand on: prepares requests and interprets answers without sending."]
            pub fn core(&self) -> &Core<Settings, T> {
                &self.0
            }

            #(#sessions)*
        }
    }
}

/// What callers of every client must know of its futures.
const DROPPED: &str = "A call that is dropped before its end, by a time-out around it or with the handler of a visitor who has \
                       left, may have been executed: run one that moves money in a task of its own.";

fn client_doc(vendor: &Vendor) -> TokenStream {
    let shared = match vendor.sessions.as_slice() {
        [] => "one connection pool",
        [_] => "one connection pool and one session",
        _ => "one connection pool and the sessions",
    };
    let mut lines = vec![
        format!(
            "A client of {}. Clones share {shared}.",
            docs::label(&vendor.label)
        ),
        String::new(),
        DROPPED.to_owned(),
        String::new(),
        "```ignore".to_owned(),
    ];
    lines.extend(example::lines(&example::client(vendor)));
    lines.push("```".to_owned());
    docs::attributes(&lines)
}

/// How a client is told to write the names of headers in title case, and what its documentation says of it.
fn title_case(case: HeaderCase) -> Option<(TokenStream, TokenStream)> {
    match case {
        HeaderCase::Lower => None,
        HeaderCase::Title => Some((
            quote!(.title_case_headers()),
            quote!(#[doc = ""] #[doc = " The vendor's servers tell letter cases of headers apart: a transport of your own must send their names in title case."]),
        )),
    }
}

/// One client per account.
fn accounts(vendor: &Vendor) -> Option<TokenStream> {
    let accounts = vendor.accounts.as_ref()?;
    let by = vendor.enumerations.get(accounts.by.0)?;
    let mut lines = vec![docs::sentence(&docs::label(&accounts.label))];
    lines.push("Each has a client of its own, with its own credentials and sessions.".to_owned());
    lines.extend(docs::quirks(&accounts.quirks));
    let (docs, by) = (docs::attributes(&lines), pascal(&by.name));
    Some(quote! {
        #docs
        pub type Accounts<T = DefaultTransport> = kpg_runtime::Accounts<#by, Client<T>>;
    })
}

fn default_option(vendor: &Vendor, index: usize, option: &ClientOption) -> TokenStream {
    let (name, kind) = (snake(&option.name), pascal(&option.name));
    match option.choices.first() {
        Some(choice) if vendor.encoding_option == Some(OptionId(index)) => {
            let choice = pascal(&choice.name);
            quote!(#name: #kind::#choice,)
        }
        _ => quote!(#name: #kind::default(),),
    }
}

fn method(vendor: &Vendor, operation: &Operation) -> TokenStream {
    let (name, request) = (snake(&operation.name), operation_type(operation, ""));
    let resolve = Resolve::new(vendor, operation).map(|resolve| resolve.method());
    let docs = docs::attributes(&operation_docs::method(vendor, operation));
    let call = match operation.session.and_then(|id| vendor.sessions.get(id.0)) {
        None => quote!(self.0.call(request, None).await),
        Some(session) => call_in(vendor, operation, session),
    };
    quote! {
        #docs
        pub async fn #name(&self, request: &#request) -> CallResult<#request> {
            #call
        }

        #resolve
    }
}

/// A call with a token, or without one where the client was built to send none.
fn call_in(vendor: &Vendor, operation: &Operation, session: &Session) -> TokenStream {
    let call = session::call_method(session);
    let with_token = quote!(self.#call(request).await);
    let Some(Carries::When(id, carrying)) = operation.carries_token() else {
        return with_token;
    };
    let Some(option) = vendor.options.get(id.0) else {
        return with_token;
    };
    let (member, kind) = (option_member(vendor, id), pascal(&option.name));
    let arms = option.choices.iter().enumerate().map(|(index, choice)| {
        let choice = pascal(&choice.name);
        let call = match carrying.contains(&index) {
            true => with_token.clone(),
            false => quote!(self.0.call(request, None).await),
        };
        quote!(#kind::#choice => #call,)
    });
    quote!(match self.0.settings().#member { #(#arms)* })
}
