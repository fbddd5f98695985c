//! Where a client's requests go: its environments and, for a vendor with several hosts, the hosts of each.

use proc_macro2::TokenStream;
use quote::quote;

use super::code::{pascal, snake};
use super::docs;
use crate::model::{Address, HostId, NamedAddress, Vendor};

/// The environments, and the hosts where they have names.
pub(super) fn items(vendor: &Vendor) -> Vec<TokenStream> {
    match vendor.hosts.is_empty() {
        true => vec![environment(vendor)],
        false => vec![environment(vendor), hosts(vendor)],
    }
}

/// The member of the settings that says where requests go, with its type.
pub(super) fn member(vendor: &Vendor) -> (TokenStream, TokenStream) {
    match vendor.hosts.is_empty() {
        true => (quote!(base_url), quote!(BaseUrl)),
        false => (quote!(hosts), quote!(Hosts)),
    }
}

/// What the settings have for one host.
pub(super) fn of_settings(vendor: &Vendor, host: HostId) -> TokenStream {
    let (member, _) = member(vendor);
    match vendor.hosts.get(host.0) {
        Some(name) => {
            let name = snake(name);
            quote!(settings.#member.#name)
        }
        None => quote!(settings.#member),
    }
}

/// Everything at one address, such as that of a sandbox.
pub(super) fn custom(vendor: &Vendor, address: &TokenStream) -> TokenStream {
    match vendor.hosts.is_empty() {
        true => quote!(Environment::Custom(#address)),
        false => quote!(Environment::Custom(Hosts::from(#address))),
    }
}

/// What the documentation of the vendor says of addresses that it does not publish.
pub(super) fn undocumented(vendor: &Vendor) -> Vec<String> {
    let mut lines = Vec::new();
    for environment in &vendor.environments {
        for (index, address) in environment.addresses.iter().enumerate() {
            let Address::Undocumented(why) = address else {
                continue;
            };
            let host = vendor.hosts.get(index);
            let host = host.map_or_else(String::new, |host| format!(" of the host `{host}`"));
            let why = docs::sentence(&docs::prose(why));
            lines.push(String::new());
            lines.push(format!(
                "The address{host} of `{}` is not documented: {why} Use [`Environment::Custom`].",
                environment.name
            ));
        }
    }
    lines
}

fn environment(vendor: &Vendor) -> TokenStream {
    let known = vendor.environments.iter();
    let known: Vec<_> = known
        .filter(|environment| environment.is_documented())
        .collect();
    let (_, place) = member(vendor);
    let variants = known.iter().map(|environment| {
        let urls = environment.addresses.iter().flat_map(urls);
        let urls: Vec<String> = urls.map(|url| format!("<{url}>")).collect();
        let (doc, name) = (format!(" {}", urls.join(", ")), pascal(&environment.name));
        quote!(#[doc = #doc] #name,)
    });
    let addresses = known.iter().map(|environment| {
        let name = pascal(&environment.name);
        match (vendor.hosts.as_slice(), environment.addresses.as_slice()) {
            ([], [Address::Url(url)]) => quote!(Environment::#name => BaseUrl::parse(#url),),
            (hosts, addresses) => {
                let hosts = hosts.iter().zip(addresses).map(|(host, address)| {
                    let (host, address) = (snake(host), parsed(address));
                    quote!(#host: #address,)
                });
                quote!(Environment::#name => Ok(Hosts { #(#hosts)* }),)
            }
        }
    });
    let custom = match vendor.hosts.is_empty() {
        true => " Another base address: one the vendor gave you, or a server on this machine.",
        false => " Other addresses: those the vendor gave you, or a server on this machine.",
    };
    // There is one of it for each client.
    let large = (vendor.hosts.len() > 2).then(|| quote!(#[allow(clippy::large_enum_variant)]));
    quote! {
        #[doc = " Where requests go."]
        #[derive(Clone, Debug, PartialEq, Eq)]
        #large
        #[non_exhaustive]
        pub enum Environment {
            #(#variants)*
            #[doc = #custom]
            Custom(#place),
        }

        impl TryFrom<Environment> for #place {
            type Error = AddressError;
            fn try_from(environment: Environment) -> Result<Self, AddressError> {
                match environment {
                    #(#addresses)*
                    Environment::Custom(address) => Ok(address),
                }
            }
        }
    }
}

fn hosts(vendor: &Vendor) -> TokenStream {
    let members = vendor.hosts.iter().enumerate().map(|(index, name)| {
        let id = HostId(index);
        let (doc, kind) = match choice(vendor, id).is_empty() {
            true => (format!(" {}.", of_operations(vendor, id)), quote!(BaseUrl)),
            false => (
                format!(
                    " {}. An earlier answer says which address is called.",
                    of_operations(vendor, id)
                ),
                quote!(HostSet),
            ),
        };
        let name = snake(name);
        quote!(#[doc = #doc] pub #name: #kind,)
    });
    let at_one = vendor.hosts.iter().enumerate().map(|(index, name)| {
        let name = snake(name);
        match choice(vendor, HostId(index)).as_slice() {
            [] => quote!(#name: address.clone(),),
            choice => {
                let choice = pairs(choice);
                quote!(#name: HostSet::new(&[#(#choice),*]).at(address.clone()),)
            }
        }
    });
    quote! {
        #[doc = " The addresses of the vendor's hosts."]
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct Hosts { #(#members)* }

        #[doc = " All hosts at one address, such as that of a sandbox."]
        impl From<BaseUrl> for Hosts {
            fn from(address: BaseUrl) -> Self {
                Self { #(#at_one)* }
            }
        }
    }
}

/// The host of `cancel` and `approve`
fn of_operations(vendor: &Vendor, host: HostId) -> String {
    let names: Vec<String> = vendor
        .requests()
        .filter(|operation| operation.host == host)
        .map(|operation| format!("[`{name}`](Client::{name})", name = operation.name))
        .collect();
    format!("The host of {}", names.join(", "))
}

/// The addresses of a host of which an earlier answer names one, of all environments.
fn choice(vendor: &Vendor, host: HostId) -> Vec<&NamedAddress> {
    let mut found: Vec<&NamedAddress> = Vec::new();
    for environment in &vendor.environments {
        if let Some(Address::Choice(list)) = environment.address(host) {
            found.extend(list);
        }
    }
    found
}

fn parsed(address: &Address) -> TokenStream {
    match address {
        Address::Url(url) => quote!(BaseUrl::parse(#url)?),
        Address::Choice(list) => {
            let list: Vec<_> = list.iter().collect();
            let list = pairs(&list);
            quote!(HostSet::new(&[#(#list),*]))
        }
        // An environment with one has no variant.
        Address::Undocumented(_) => TokenStream::new(),
    }
}

fn pairs(list: &[&NamedAddress]) -> Vec<TokenStream> {
    let pairs = list
        .iter()
        .map(|NamedAddress { wire, url }| quote!((#wire, #url)));
    pairs.collect()
}

fn urls(address: &Address) -> Vec<&str> {
    match address {
        Address::Url(url) => vec![url],
        Address::Choice(list) => list.iter().map(|one| one.url.as_str()).collect(),
        Address::Undocumented(_) => Vec::new(),
    }
}
