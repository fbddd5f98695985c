//! How a notification is received: read, held to its proof, and taken apart.

use proc_macro2::TokenStream;
use quote::quote;

use super::code::{ident, number, pascal, path, snake, zone_name};
use super::condition::condition;
use super::expression::{Recipes, Subject};
use super::operation::{sealed_member, sensitive_members};
use super::values::values;
use super::{answer, docs, opening};
use crate::model::{
    AnswerField, Authenticity, ConditionalMember, Expression, FieldCondition, Freshness, Identity,
    Notification, Part, Path, Proof, ProofPlace, Siblings, Stage, Stored, Uses, Vendor, Zone,
};

/// The method that receives it: with its proof, or, where that needs what was stored, up to the members by which that
/// is found.
pub(super) fn receive(vendor: &Vendor, notification: &Notification) -> TokenStream {
    let takes_headers = notification.takes_headers();
    let headers = takes_headers.then(|| quote!(headers: &HeaderMap,));
    let message = match takes_headers {
        true => {
            " Reads the headers of the HTTP request with which it came, and its body exactly as it arrived: the proof is made of them."
        }
        false => " Reads the body of the HTTP request with which it came.",
    };
    let open = open(vendor, notification);
    let opens_with_credentials = opening::notice_needs_credentials(vendor, notification);
    if let Some(stored) = &notification.stored {
        let opener = opens_with_credentials.then(|| quote!(credentials: &Credentials,));
        let unproven = unproven_name(notification);
        let (found, members) = found(notification, stored);
        let arrived = keeps_message(notification).then(|| {
            // A proof over the body stands in a header.
            quote!(arrived: ArrivedMessage::new(headers, body),)
        });
        let then = format!(" It is not proven yet: see [`{unproven}::prove`].");
        return quote! {
            #[doc = #message]
            #[doc = #then]
            #[doc = ""]
            #[doc = " # Errors"]
            #[doc = ""]
            #[doc = " When the body cannot be read, or lacks what leads to the stored values."]
            pub fn receive(#opener #headers body: &[u8]) -> Result<#unproven, NotificationError> {
                #open
                let found = notice.read(|reader| (#(#found,)*));
                Ok(#unproven { #(#members)* #arrived notice: notice.as_described()? })
            }
        };
    }
    let credentials = match opens_with_credentials {
        true => quote!(credentials),
        false => credentials_name(vendor, notification),
    };
    let take = proven(vendor, notification);
    let (moment, of_moment) = moment(notification);
    let errors = match notification.authenticity {
        Authenticity::Proof(_) => {
            " When the body cannot be read, does not prove where it comes from, or breaks its description."
        }
        Authenticity::None(_) => " When the body cannot be read or breaks its description.",
    };
    quote! {
        #[doc = #message]
        #of_moment
        #[doc = ""]
        #[doc = " # Errors"]
        #[doc = ""]
        #[doc = #errors]
        pub fn receive(#credentials: &Credentials, #headers body: &[u8] #moment) -> Result<Self, NotificationError> {
            #open
            #take
        }
    }
}

/// What a notification is before it is proven with what was stored, and the method that proves it.
pub(super) fn prove(vendor: &Vendor, notification: &Notification) -> Option<TokenStream> {
    let stored = notification.stored.as_ref()?;
    let (name, unproven) = (pascal(&notification.name), unproven_name(notification));
    let given = ident(&format!("{name}Stored"));
    let credentials = credentials_name(vendor, notification);
    let take = proven(vendor, notification);
    let (moment, of_moment) = moment(notification);
    let prefix = notification.name.pascal();
    let members = fields(notification, &stored.found_by);
    let members = members.map(|field| answer::member(vendor, &prefix, field));
    let arrived = keeps_message(notification).then(|| quote!(arrived: ArrivedMessage,));
    let headers = notification
        .takes_headers()
        .then(|| quote!(let headers = self.arrived.headers();));
    let body = takes_body(notification).then(|| quote!(let body = self.arrived.body();));
    let mutable = takes_notes(notification).then(|| quote!(mut));
    let docs = docs::attributes(&[
        format!("A [`{name}`] that is not proven yet: **anyone can have sent it.**"),
        String::new(),
        "What it shows is there to find what was stored when the request was made. Believe it, and act on it, only once it is proven.".to_owned(),
    ]);
    Some(quote! {
        #docs
        #[derive(Debug)]
        pub struct #unproven { #(#members)* #arrived notice: Notice }

        impl #unproven {
            #[doc = " Proves it with what was stored for it."]
            #of_moment
            #[doc = ""]
            #[doc = " # Errors"]
            #[doc = ""]
            #[doc = " When it does not prove where it comes from, or breaks its description."]
            pub fn prove(self, #credentials: &Credentials, stored: &#given #moment) -> Result<#name, NotificationError> {
                let #mutable notice = self.notice;
                #headers
                #body
                #take
            }
        }
    })
}

/// Opens the body in the encodings that it can have, its envelope and its members.
fn open(vendor: &Vendor, notification: &Notification) -> TokenStream {
    let mut sensitive = Vec::new();
    sensitive_members(&notification.fields, &mut sensitive);
    sensitive.extend(sealed_member(notification.envelope.as_ref()));
    // What is stored for a notification is found by members that are read at once.
    let is_changed = notification.stored.is_some() || takes_notes(notification);
    opening::notice(vendor, notification, (&sensitive, is_changed))
}

/// Whether more than its proof is held to something before its members are read.
fn takes_notes(notification: &Notification) -> bool {
    presence(notification).next().is_some() || insists(notification).next().is_some()
}

/// Holds what was opened to its proof and its description, and takes it apart.
fn proven(vendor: &Vendor, notification: &Notification) -> TokenStream {
    let subject = Subject::Notification(notification);
    let recipes = Recipes { vendor, subject };
    let proof = proof(&recipes, notification);
    let fresh = notification.freshness.as_ref().map(fresh);
    let presence = presence(notification);
    let insists = insists(notification);
    let name = match notification.stored {
        Some(_) => pascal(&notification.name),
        None => ident("Self"),
    };
    quote! {
        #proof
        #fresh
        #(#presence)*
        #(#insists)*
        notice.finish(#name::read)
    }
}

/// The implementation that takes its members out.
pub(super) fn read(notification: &Notification) -> TokenStream {
    let (name, prefix) = (pascal(&notification.name), notification.name.pascal());
    let fields = notification.fields.iter();
    let fields = fields.map(|field| answer::read_field(&prefix, field));
    let noted = answer::read_noted();
    quote! {
        impl NotificationMembers for #name {
            fn read(reader: &mut Reader) -> Self {
                Self { #(#fields)* #noted }
            }
        }
    }
}

/// The argument that tells when a notification arrived, where it matters, and its documentation.
fn moment(notification: &Notification) -> (Option<TokenStream>, Option<TokenStream>) {
    let freshness = notification.freshness.as_ref();
    let argument = freshness.map(|_| quote!(, received_at: ::std::time::SystemTime));
    let docs = freshness.map(|freshness| {
        let doc = format!(
            " `received_at` is when it arrived: now. One that was sent more than {} seconds before or after is refused as \
             `Stale`, although its proof is right: somebody may have recorded it.",
            freshness.seconds
        );
        quote!(#[doc = ""] #[doc = #doc])
    });
    (argument, docs)
}

/// `notice.fresh(&["sentAt"], ("%Y%m%d%H%M%S", Zone::Seoul), Duration::from_secs(300), received_at)?;`
fn fresh(freshness: &Freshness) -> TokenStream {
    // What tells its zone itself is read in any.
    let zone = zone_name(freshness.zone.unwrap_or(Zone::Utc));
    let (format, seconds) = (freshness.format.strftime(), number(freshness.seconds));
    let told = quote!((#format, Zone::#zone), Duration::from_secs(#seconds), received_at);
    match &freshness.place {
        ProofPlace::Member(member) => {
            let at = path(member);
            quote!(notice.fresh(#at, #told)?;)
        }
        ProofPlace::Header(name) => quote!(notice.fresh_header(headers, #name, #told)?;),
    }
}

fn unproven_name(notification: &Notification) -> proc_macro2::Ident {
    ident(&format!("{}Unproven", notification.name.pascal()))
}

fn credentials_name(vendor: &Vendor, notification: &Notification) -> TokenStream {
    let subject = Subject::Notification(notification);
    match (Recipes { vendor, subject }).needs().credentials {
        true => quote!(credentials),
        false => quote!(_credentials),
    }
}

fn takes_body(notification: &Notification) -> bool {
    let proof = notification.authenticity.proof();
    let mut expressions = proof.into_iter().flat_map(Proof::expressions);
    expressions.any(|made| made.any(&mut |part| part.uses() == Uses::Body))
}

/// Whether the proof needs more of the message than its members.
fn keeps_message(notification: &Notification) -> bool {
    takes_body(notification) || notification.takes_headers()
}

/// The members at some paths, in the order of the paths.
fn fields<'v>(
    notification: &'v Notification,
    paths: &'v [Path],
) -> impl Iterator<Item = &'v AnswerField> {
    let field = |path: &Path| notification.fields.iter().find(|field| field.path == *path);
    paths.iter().filter_map(field)
}

/// How the members by which the stored values are found are read, and how they become members of what is not proven.
fn found(notification: &Notification, stored: &Stored) -> (Vec<TokenStream>, Vec<TokenStream>) {
    let prefix = notification.name.pascal();
    let fields = fields(notification, &stored.found_by).enumerate();
    let both = fields.map(|(position, field)| {
        let (name, position) = (snake(&field.facts.name), syn::Index::from(position));
        let value = answer::read_value(&prefix, field);
        (value, quote!(#name: found.#position,))
    });
    both.unzip()
}

/// The members that must or must not be there when a condition holds: whether they must, and when.
pub(super) fn conditions(
    notification: &Notification,
) -> impl Iterator<Item = (&AnswerField, bool, &FieldCondition)> {
    let members = notification.conditional.iter();
    members.flat_map(|ConditionalMember { member, rules }| {
        let required = rules.required_when.iter().map(|when| (true, when));
        let forbidden = rules.forbidden_when.iter().map(|when| (false, when));
        let field = notification.fields.get(*member);
        let both = required.chain(forbidden);
        both.filter_map(move |(is_required, when)| Some((field?, is_required, when)))
    })
}

/// `notice.required_when(&["depositor"], &[&[Is("method", &["VBANK"])]], "a value when method is VBANK");`
fn presence(notification: &Notification) -> impl Iterator<Item = TokenStream> {
    let siblings = Siblings::Notification(&notification.fields);
    conditions(notification).map(move |(field, is_required, when)| {
        let at = path(&field.path);
        let words = siblings.describe_condition(when, &str::to_owned);
        let (method, expected) = match is_required {
            true => (ident("required_when"), format!("a value when {words}")),
            false => (ident("forbidden_when"), format!("nothing when {words}")),
        };
        let when = condition(siblings, when);
        quote!(notice.#method(#at, #when, #expected);)
    })
}

fn proof(recipes: &Recipes<'_>, notification: &Notification) -> Option<TokenStream> {
    let proof = notification.authenticity.proof()?;
    let (check, at) = match &proof.place {
        ProofPlace::Member(member) => match notification.may_lack(member) {
            true => ("authentic_where_present", path(member)),
            false => ("authentic", path(member)),
        },
        ProofPlace::Header(name) => ("authentic_header", quote!(headers, #name)),
    };
    // All that they can be made of has arrived.
    let stages = [Stage::BeforeAddress, Stage::BeforeBody, Stage::AfterBody];
    let values = stages.map(|stage| values(recipes, stage));
    let ciphers = recipes.ciphers(None);
    let can_fail = recipes
        .expressions()
        .iter()
        .any(|expression| expression.any(&mut |part| recipes.can_fail(part)));
    if can_fail {
        let takes_in = |part: &Expression| part.uses() == Uses::Received;
        let mut expressions = proof.expressions();
        let argument = match expressions.any(|made| made.any(&mut |part| takes_in(part))) {
            true => quote!(notice),
            false => quote!(_),
        };
        let (check, expected) = (
            ident(&format!("{check}_by")),
            recipes.owned(&proof.expected),
        );
        return Some(quote! {
            notice.#check(#at, |#argument| {
                #(#ciphers)*
                #(#values)*
                Ok(#expected)
            })?;
        });
    }
    let (check, expected) = (ident(check), recipes.text_reference(&proof.expected));
    Some(quote! {
        #(#values)*
        notice.#check(#at, #expected)?;
    })
}

/// The members that tell it apart from every other one.
pub(super) fn identifying(notification: &Notification) -> impl Iterator<Item = &AnswerField> {
    let members: &[Path] = match &notification.identity {
        Identity::Members(members) => members,
        Identity::Undocumented(_) | Identity::Unsaid => &[],
    };
    let fields = &notification.fields;
    let field = |member: &Path| fields.iter().find(|field| field.path == *member);
    members.iter().filter_map(field)
}

/// Two notifications of which one odd member is absent could be taken for one.
fn insists(notification: &Notification) -> impl Iterator<Item = TokenStream> {
    let optional = identifying(notification).filter(|field| field.part == Part::Optional);
    optional.map(|field| {
        let at = path(&field.path);
        quote!(notice.insist_on(#at);)
    })
}
