//! The client of a vendor: environments, credentials, options, settings and one method per operation.

use proc_macro2::TokenStream;
use quote::quote;

use super::builder::{self, Built, Member};
use super::code::{code_type, ident, number, operation_type, pascal, snake};
use super::file::file as assemble;
use super::{answer, docs};
use crate::model::{Address, ClientOption, Credential, CredentialKind, LengthUnit, Operation, OptionId, Secrecy, Session, Vendor};

/// `client.rs` of a vendor.
pub(super) fn file(vendor: &Vendor) -> String {
    let mut items = vec![environment(vendor)];
    items.extend(builder::items(&credentials(vendor)));
    let own = vendor.options.iter().enumerate().filter(|(index, _)| vendor.encoding_option != Some(OptionId(*index)));
    items.extend(own.map(|(_, option)| option_type(option)));
    items.push(settings(vendor));
    items.push(client_builder(vendor));
    items.push(client(vendor));
    items.extend(operations(vendor));
    let title = format!("The client of {}: what it is built from, and one method per operation.", docs::label(&vendor.label));
    assemble(&super::vendor::spec_name(vendor), &[title], &uses(vendor, &items), &items)
}

fn uses(vendor: &Vendor, items: &[TokenStream]) -> Vec<TokenStream> {
    let text: String = items.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
    let words: std::collections::HashSet<&str> = text.split(|c: char| !(c.is_alphanumeric() || c == '_')).collect();
    let known = [
        "BaseUrl", "Completion", "Core", "DefaultTransport", "Error", "HttpAnswer", "HttpRequest", "Operation", "Pending",
        "PrivateKey", "Secret", "Sensitive", "SessionCell", "SessionError", "Source", "SystemSource", "Timeouts", "Transport", "TransportError",
    ];
    let runtime: Vec<_> = known.iter().filter(|word| words.contains(**word)).map(|word| ident(word)).collect();
    let rules = ["Required", "Characters", "Utf8Bytes", "EucKrBytes"];
    let rules: Vec<_> = rules.iter().filter(|word| words.contains(**word)).map(|word| ident(word)).collect();
    let mut uses = vec![
        quote!(use std::marker::PhantomData;),
        quote!(use std::sync::Arc;),
        quote!(use std::time::Duration;),
        quote!(use kpg_runtime::check::{Check, Violations};),
    ];
    if !rules.is_empty() {
        uses.push(quote!(use kpg_runtime::check::Rule::{#(#rules),*};));
    }
    uses.push(quote!(use kpg_runtime::given::Complete;));
    uses.push(quote!(use kpg_runtime::{#(#runtime),*};));
    if vendor.encoding_option.is_some() {
        uses.push(quote!(pub use kpg_runtime::BodyEncoding as RequestEncoding;));
    }
    let given = text.contains("given ::").then(|| ident("given"));
    let mut own: Vec<_> = vendor.operations.iter().flat_map(|operation| {
        [operation_type(operation, ""), operation_type(operation, "Answer"), code_type(vendor, operation.answer.codes)]
    }).chain(given).collect();
    own.sort_unstable();
    own.dedup();
    uses.push(quote!(use super::{#(#own),*};));
    uses
}

fn environment(vendor: &Vendor) -> TokenStream {
    let known = vendor.environments.iter().filter_map(|environment| match &environment.address {
        Address::Url(url) => Some((pascal(&environment.name), url)),
        Address::Undocumented(_) => None,
    });
    let known: Vec<_> = known.collect();
    let variants = known.iter().map(|(name, url)| {
        let doc = format!(" <{url}>");
        quote!(#[doc = #doc] #name,)
    });
    let addresses = known.iter().map(|(name, url)| quote!(Self::#name => BaseUrl::parse(#url),));
    quote! {
        #[doc = " Where requests go."]
        #[derive(Clone, Debug, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum Environment {
            #(#variants)*
            #[doc = " Another base address: one the vendor gave you, or a server on this machine."]
            Custom(BaseUrl),
        }

        impl Environment {
            #[doc = " Its base address, to which the paths of operations are appended."]
            pub fn base_url(self) -> Result<BaseUrl, kpg_runtime::AddressError> {
                match self {
                    #(#addresses)*
                    Self::Custom(address) => Ok(address),
                }
            }
        }
    }
}

/// The credentials, as a builder makes them.
pub(super) fn credentials(vendor: &Vendor) -> Built {
    Built {
        name: ident("Credentials"),
        docs: vec!["What the vendor gives a merchant. `Debug` shows no secret.".to_owned()],
        derives: quote!(#[derive(Clone, Debug)]),
        visibility: quote!(pub(super)),
        members: vendor.credentials.iter().map(credential).collect(),
    }
}

fn credential(credential: &Credential) -> Member {
    let (kind, argument, conversion) = match (credential.kind, credential.secrecy) {
        (CredentialKind::RsaPrivateKey, _) => (quote!(PrivateKey), quote!(PrivateKey), quote!(value)),
        (CredentialKind::Text, Secrecy::Public) => (quote!(String), quote!(impl Into<String>), quote!(value.into())),
        (CredentialKind::Text, _) => (quote!(Secret), quote!(impl Into<String>), quote!(Secret::new(value))),
    };
    Member {
        name: credential.name.clone(),
        docs: credential_docs(credential),
        kind,
        argument,
        conversion,
        required: credential.required,
        check: credential_check(credential),
    }
}

fn credential_docs(credential: &Credential) -> Vec<String> {
    let mut facts = vec![if credential.required { "required" } else { "optional" }.to_owned()];
    facts.extend(credential.length.map(docs::length));
    facts.extend(match credential.secrecy {
        Secrecy::Public => None,
        Secrecy::Sensitive => Some("sent to the vendor, never shown".to_owned()),
        Secrecy::Secret => Some("never sent, never shown".to_owned()),
    });
    vec![docs::sentence(&docs::label(&credential.label)), String::new(), docs::sentence(&facts.join("; "))]
}

fn credential_check(credential: &Credential) -> TokenStream {
    if credential.kind != CredentialKind::Text {
        return TokenStream::new();
    }
    let name = snake(&credential.name);
    let (word, label) = (credential.name.snake(), credential.label.primary());
    let mut rules = Vec::new();
    if credential.required {
        rules.push(quote!(Required));
    }
    if let Some(length) = credential.length {
        let (min, max) = (number(length.min.into()), number(length.max.into()));
        rules.push(match length.unit {
            LengthUnit::Characters => quote!(Characters(#min, #max)),
            LengthUnit::Utf8Bytes => quote!(Utf8Bytes(#min, #max)),
            LengthUnit::EucKrBytes => quote!(EucKrBytes(#min, #max)),
        });
    }
    if rules.is_empty() {
        return TokenStream::new();
    }
    match credential.secrecy {
        Secrecy::Public => quote!(check.field(#word, #label).text(request.#name.as_deref(), &[#(#rules),*]);),
        _ => quote!(check.field(#word, #label).sensitive().text(request.#name.as_ref().map(Secret::expose), &[#(#rules),*]);),
    }
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
    quote! {
        #[doc = " What a client was built from; operations read it."]
        #[derive(Clone, Debug)]
        pub struct Settings {
            pub(super) base_url: BaseUrl,
            pub(super) credentials: Credentials,
            #(#options)*
        }
    }
}

fn client_builder(vendor: &Vendor) -> TokenStream {
    let setters = vendor.options.iter().map(|option| {
        let mut lines = vec![docs::sentence(&docs::label(&option.label))];
        if let Some(default) = option.choices.first() {
            lines.push(format!("The default is `{}`.", default.name.pascal()));
        }
        let (docs, name, kind) = (docs::attributes(&lines), snake(&option.name), pascal(&option.name));
        quote! {
            #docs
            pub fn #name(mut self, value: #kind) -> Self {
                self.settings.#name = value;
                self
            }
        }
    });
    let timeouts_doc = match vendor.timeouts.documented {
        true => " How long to wait. The default is what the vendor documents.",
        false => " How long to wait. The vendor documents nothing; the default is kpg's.",
    };
    quote! {
        #[doc = " Makes a [`Client`]."]
        #[must_use = "call `build()`"]
        pub struct ClientBuilder {
            settings: Settings,
            timeouts: Timeouts,
            source: Arc<dyn Source>,
        }

        impl ClientBuilder {
            #(#setters)*

            #[doc = #timeouts_doc]
            pub fn timeouts(mut self, value: Timeouts) -> Self {
                self.timeouts = value;
                self
            }

            #[doc = " Where the time and random digits come from; for tests."]
            pub fn source(mut self, value: Arc<dyn Source>) -> Self {
                self.source = value;
                self
            }

            #[doc = " A client over reqwest."]
            #[doc = ""]
            #[doc = " # Errors"]
            #[doc = ""]
            #[doc = " When the system gives no TLS configuration."]
            #[cfg(feature = "reqwest")]
            pub fn build(self) -> Result<Client, TransportError> {
                let transport = kpg_runtime::ReqwestTransport::new(self.timeouts)?;
                Ok(self.build_with(transport))
            }

            #[doc = " A client over a transport of your own, which keeps its own time-outs."]
            pub fn build_with<T: Transport>(self, transport: T) -> Client<T> {
                Client::over(Core::new(self.settings, transport).with_source(self.source))
            }
        }
    }
}

fn client(vendor: &Vendor) -> TokenStream {
    let cells: Vec<_> = vendor.sessions.iter().map(|session| snake(&session.name)).collect();
    let connect = number(vendor.timeouts.connect_ms);
    let total = number(vendor.timeouts.total_ms);
    let options = vendor.options.iter().enumerate().map(|(index, option)| default_option(vendor, index, option));
    let doc = format!(" A client of {}. Clones share one connection pool and one session.", docs::label(&vendor.label));
    quote! {
        #[doc = #doc]
        #[derive(Clone)]
        pub struct Client<T = DefaultTransport> {
            core: Core<Settings, T>,
            #(#cells: Arc<SessionCell>,)*
        }

        impl Client {
            #[doc = " Starts a client."]
            #[doc = ""]
            #[doc = " # Errors"]
            #[doc = ""]
            #[doc = " When the environment's address is no base address."]
            pub fn builder(environment: Environment, credentials: Credentials) -> Result<ClientBuilder, kpg_runtime::AddressError> {
                Ok(ClientBuilder {
                    settings: Settings { base_url: environment.base_url()?, credentials, #(#options)* },
                    timeouts: Timeouts { connect: Duration::from_millis(#connect), total: Duration::from_millis(#total) },
                    source: Arc::new(SystemSource),
                })
            }
        }

        impl<T> std::fmt::Debug for Client<T> {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_struct("Client").field("settings", self.core.settings()).finish_non_exhaustive()
            }
        }
    }
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

fn operations(vendor: &Vendor) -> Vec<TokenStream> {
    let methods = vendor.operations.iter().map(|operation| method(vendor, operation));
    let sessions = vendor.sessions.iter().filter_map(|session| token(vendor, session));
    let cells: Vec<_> = vendor.sessions.iter().map(|session| snake(&session.name)).collect();
    vec![quote! {
        impl<T: Transport> Client<T> {
            fn over(core: Core<Settings, T>) -> Self {
                Self { core, #(#cells: Arc::new(SessionCell::new()),)* }
            }

            #(#methods)*

            #[doc = " The HTTP request of an operation, signed and ready to be sent by you."]
            #[doc = ""]
            #[doc = " # Errors"]
            #[doc = ""]
            #[doc = " When it can not be signed; nothing was sent."]
            pub fn prepare<O: Operation<Settings = Settings>>(&self, request: &O, session: Option<&Sensitive<String>>) -> Result<HttpRequest, Error<O::Code>> {
                self.core.prepare(request, session)
            }

            #[doc = " What an answer that you received says."]
            #[doc = ""]
            #[doc = " # Errors"]
            #[doc = ""]
            #[doc = " When the vendor refused, or the answer does not tell."]
            pub fn interpret<O: Operation<Settings = Settings>>(&self, answer: &HttpAnswer) -> Result<O::Answer, Error<O::Code>> {
                self.core.interpret::<O>(answer)
            }

            #(#sessions)*
        }
    }]
}

fn method(vendor: &Vendor, operation: &Operation) -> TokenStream {
    let (name, request) = (snake(&operation.name), operation_type(operation, ""));
    let code = code_type(vendor, operation.answer.codes);
    let answer = answer::result_type(operation);
    let lines = [
        docs::sentence(&docs::label(&operation.summary)),
        String::new(),
        "# Errors".to_owned(),
        String::new(),
        format!("[`Error::outcome`] says whether the vendor may have acted; [`Error::code`] gives a refusal's [`{code}`]."),
    ];
    let docs = docs::attributes(&lines);
    let call = match operation.session.and_then(|id| vendor.sessions.get(id.0)) {
        None => quote!(self.core.call(request, None).await),
        Some(session) => {
            let token = session_method(session);
            quote! {
                let token = self.#token(#request::CALL).await?;
                self.core.call(request, Some(&token)).await
            }
        }
    };
    quote! {
        #docs
        pub async fn #name(&self, request: &#request) -> Result<#answer, Error<#code>> {
            #call
        }
    }
}

/// The method that fetches a session's token when there is none to reuse.
fn token(vendor: &Vendor, session: &Session) -> Option<TokenStream> {
    let issuer = vendor.operations.get(session.operation.0)?;
    let field = issuer.answer.fields.iter().find(|field| field.path == session.token)?;
    let (cell, name, member) = (snake(&session.name), session_method(session), snake(&field.name));
    let request = operation_type(issuer, "");
    let lifetime = match session.lifetime_seconds {
        None => quote!(None),
        Some(seconds) => {
            let seconds = number(seconds);
            quote!(Some(Duration::from_secs(#seconds)))
        }
    };
    Some(quote! {
        async fn #name(&self, call: kpg_runtime::Call) -> Result<Sensitive<String>, SessionError> {
            let renew = || async { self.core.call(&#request::new(), None).await.map(|answer| answer.#member) };
            self.core.session(&self.#cell, call, #lifetime, renew).await
        }
    })
}

fn session_method(session: &Session) -> proc_macro2::Ident {
    ident(&format!("{}_for", session.name))
}
