//! The file of one notification: the struct that it becomes, its proof, and what it is answered.

use proc_macro2::TokenStream;
use quote::quote;

use super::code::{ident, number, pascal, path};
use super::expression::{Recipes, Subject};
use super::file::{file as assemble, spec_name, uses};
use super::operation::{sensitive_members, values};
use super::{answer, docs};
use crate::model::{Authenticity, Notification, ProofPlace, Stage, Vendor};

/// `<notification>.rs` of a vendor.
pub(super) fn file(vendor: &Vendor, notification: &Notification) -> String {
    let name = pascal(&notification.name);
    let prefix = notification.name.pascal();
    let mut items = vec![answer::structure(
        vendor,
        &name,
        &documentation(vendor, notification),
        &prefix,
        &notification.fields,
        Some(answer::noted("notification")),
    )];
    answer::nested(vendor, &prefix, &notification.fields, &mut items);
    items.push(implementation(vendor, notification));
    assemble(
        &spec_name(vendor),
        &[format!(
            "The notification `{}`: its members, and how it is received and proven.",
            notification.name
        )],
        &uses(vendor, std::iter::empty()),
        &items,
    )
}

fn documentation(vendor: &Vendor, notification: &Notification) -> Vec<String> {
    let mut lines = vec![
        docs::sentence(&docs::label(&notification.summary)),
        String::new(),
        docs::source(vendor, &notification.citation),
    ];
    if let Some(note) = &notification.note {
        lines.extend([String::new(), docs::sentence(&docs::prose(note))]);
    }
    if let Authenticity::None(words) = &notification.authenticity {
        lines.extend([
            String::new(),
            format!(
                "**Anyone can send this.** The vendor gives no proof that it comes from them. {}",
                docs::sentence(&docs::prose(words))
            ),
        ]);
    }
    lines.extend(docs::under_heading(
        "# Quirks",
        docs::quirks(&notification.quirks),
    ));
    lines
}

fn implementation(vendor: &Vendor, notification: &Notification) -> TokenStream {
    let subject = Subject::Notification(notification);
    let recipes = Recipes { vendor, subject };
    let name = pascal(&notification.name);
    let (vendor_id, id) = (vendor.id.snake(), notification.name.snake());
    let formats: Vec<_> = notification.formats.iter().map(answer::format).collect();
    let (open, formats) = match formats.as_slice() {
        [format] => (ident("open"), quote!(#format)),
        formats => (ident("open_any"), quote!(&[#(#formats),*])),
    };
    let mut sensitive = Vec::new();
    sensitive_members(&notification.fields, &mut sensitive);
    let fields = notification
        .fields
        .iter()
        .map(|field| answer::read_field(&notification.name.pascal(), field));
    let noted = answer::read_noted();
    let proof = proof(&recipes, notification);
    let needs = recipes.needs();
    let credentials_name = match needs.credentials {
        true => quote!(credentials),
        false => quote!(_credentials),
    };
    let acknowledgement = acknowledgement(notification);
    let errors = match notification.authenticity {
        Authenticity::Proof(_) => {
            " When the body cannot be read, does not prove where it comes from, or breaks its description."
        }
        Authenticity::None(_) => " When the body cannot be read or breaks its description.",
    };
    quote! {
        impl #name {
            #acknowledgement

            #[doc = " Reads the body of the HTTP request with which it came."]
            #[doc = ""]
            #[doc = " # Errors"]
            #[doc = ""]
            #[doc = #errors]
            pub fn receive(#credentials_name: &Credentials, body: &[u8]) -> Result<Self, NotificationError> {
                let mut notice = Notice::#open(#vendor_id, #id, #formats, &[#(#sensitive),*], body)?;
                #proof
                let reader = notice.reader();
                let notification = Self { #(#fields)* #noted };
                notice.finish(notification)
            }
        }
    }
}

fn proof(recipes: &Recipes<'_>, notification: &Notification) -> Option<TokenStream> {
    let proof = notification.authenticity.proof()?;
    let ProofPlace::Member(member) = &proof.place;
    let early = values(recipes, Stage::BeforeAddress);
    let at = path(member);
    let ciphers = recipes.ciphers(None);
    let can_fail = recipes
        .expressions()
        .iter()
        .any(|expression| expression.any(&mut |part| recipes.can_fail(part)));
    if can_fail {
        let expected = recipes.owned(&proof.expected);
        return Some(quote! {
            notice.authentic_by(#at, |notice| {
                #(#ciphers)*
                #early
                Ok(#expected)
            })?;
        });
    }
    let expected = recipes.text_reference(&proof.expected);
    Some(quote! {
        #early
        notice.authentic(#at, #expected)?;
    })
}

fn acknowledgement(notification: &Notification) -> TokenStream {
    let answer = &notification.acknowledgement;
    let (status, content_type) = (number(answer.status.into()), &answer.content_type);
    let body = &answer.body;
    quote! {
        #[doc = " What to answer once it is safely stored; anything else, and the vendor may send it again."]
        pub const ACKNOWLEDGEMENT: Acknowledgement = Acknowledgement {
            status: #status,
            content_type: #content_type,
            body: #body,
        };
    }
}
