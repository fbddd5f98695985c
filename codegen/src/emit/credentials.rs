//! The credentials of a vendor: what a client is built from, and what its builder holds them to.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::quote;

use super::builder::{Built, Member, Shape, Values};
use super::code::{ident, length_rule};
use super::{docs, request};
use crate::model::{Credential, CredentialId, CredentialKind, Length, Name, Secrecy, Vendor};

/// The credentials, as a builder makes them.
pub(super) fn credentials(vendor: &Vendor) -> Built {
    let name_of = |id: CredentialId| {
        let credential = vendor.credentials.get(id.0);
        credential.map(|credential| credential.name.clone())
    };
    let with = |index: usize| {
        let pairs = vendor.companions().into_iter();
        let given = pairs.filter(move |(_, other)| other.0 == index);
        given.filter_map(|(given, _)| name_of(given)).collect()
    };
    let members = vendor.credentials.iter().enumerate();
    Built {
        name: ident("Credentials"),
        docs: vec!["What the vendor gives a merchant. `Debug` shows no secret.".to_owned()],
        values: Values::Kept,
        visibility: quote!(pub(super)),
        members: members
            .map(|(index, each)| {
                let shown = request::rules_of_shown(vendor, CredentialId(index));
                credential(each, with(index), shown)
            })
            .collect(),
        tested: Vec::new(),
        combinations: Vec::new(),
    }
}

/// A credential, the optional ones that are of no use without it, and the rules of the fields that show it.
fn credential(credential: &Credential, with: Vec<Name>, shown: Vec<TokenStream>) -> Member {
    let (kind, argument, conversion) = match (credential.kind, credential.secrecy) {
        (CredentialKind::RsaPublicKey, _) => {
            (quote!(PublicKey), quote!(PublicKey), quote!(Some(value)))
        }
        (CredentialKind::RsaPrivateKey, _) => {
            (quote!(PrivateKey), quote!(PrivateKey), quote!(Some(value)))
        }
        (CredentialKind::Text, Secrecy::Public) => (
            quote!(String),
            quote!(impl Into<String>),
            quote!(Some(value.into())),
        ),
        (CredentialKind::Text, _) => (
            quote!(Secret),
            quote!(impl Into<Secret>),
            quote!(Some(value.into())),
        ),
    };
    Member {
        name: credential.name.clone(),
        docs: credential_docs(credential, &with),
        kind,
        argument,
        conversion,
        is_required: credential.required,
        with,
        wire: credential.name.snake().to_owned(),
        label: credential.label.primary().to_owned(),
        shape: match credential.kind {
            CredentialKind::Text => Shape::Text,
            CredentialKind::RsaPrivateKey | CredentialKind::RsaPublicKey => Shape::Opaque,
        },
        can_be_wrong: credential.kind == CredentialKind::Text,
        rules: match credential.kind {
            CredentialKind::Text => {
                let length = credential.length.map(length_rule);
                // An optional one that is empty was not given.
                let some = (!credential.required).then(|| quote!(NotEmpty));
                let own = length.or(some).into_iter().chain([quote!(OneLine)]);
                let all: BTreeMap<String, TokenStream> = own
                    .chain(shown)
                    .map(|rule| (rule.to_string(), rule))
                    .collect();
                // A header is one line, and not blank, by itself.
                let in_header = all.contains_key("HeaderText");
                let all = all.into_iter();
                all.filter(|(name, _)| !in_header || name != "OneLine")
                    .map(|(_, rule)| rule)
                    .collect()
            }
            CredentialKind::RsaPrivateKey | CredentialKind::RsaPublicKey => Vec::new(),
        },
    }
}

fn credential_docs(credential: &Credential, with: &[Name]) -> Vec<String> {
    let mut facts = vec![
        if credential.required {
            "required"
        } else {
            "optional"
        }
        .to_owned(),
    ];
    facts.extend(with.iter().map(|name| format!("required with `{name}`")));
    facts.extend(credential.length.map(Length::describe));
    facts.extend(match credential.secrecy {
        Secrecy::Public => None,
        Secrecy::Sensitive => Some("sent to the vendor, never shown".to_owned()),
        Secrecy::Secret => Some("never sent, never shown".to_owned()),
    });
    vec![
        docs::sentence(&docs::label(&credential.label)),
        String::new(),
        docs::sentence(&facts.join("; ")),
    ]
}
