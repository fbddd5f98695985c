//! The file of one notification: the struct that it becomes, its proof, and what it is answered.

use std::net::IpAddr;

use proc_macro2::TokenStream;
use quote::quote;

use super::code::{ident, number, pascal, path, snake};
use super::condition::condition;
use super::expression::{Recipes, Subject};
use super::file::{file as assemble, spec_name, uses};
use super::operation::{sealed_member, sensitive_members};
use super::values::values;
use super::{answer, docs, opening};
use crate::model::{
    Acknowledgement, AnswerField, Authenticity, ConditionalMember, Expression, FieldCondition,
    Identity, Network, Notification, Part, Path, Proof, ProofPlace, Siblings, Sources, Stage, Uses,
    Vendor,
};

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
    let proof = notification.authenticity.proof();
    if let Some(sentence) = proof.and_then(|proof| docs::forgeable_proof(proof, "notification")) {
        lines.extend([String::new(), sentence]);
    }
    let siblings = Siblings::Notification(&notification.fields);
    for (field, is_required, when) in conditions(notification) {
        let word = if is_required { "there" } else { "not there" };
        let when = siblings.describe_condition(when, &docs::wire);
        let name = field.facts.name.snake();
        lines.extend([String::new(), format!("`{name}` is {word} when {when}.")]);
    }
    lines.push(String::new());
    lines.push(match &notification.identity {
        Identity::Members(_) => "It may come more than once: book it once, by its [`identity`](Self::identity).".to_owned(),
        Identity::Unsaid => "**It may come more than once.** Nothing is known of what tells two of them apart.".to_owned(),
        Identity::Undocumented(instead) => format!(
            "**It may come more than once.** The vendor does not say what tells two of them apart. {}",
            docs::sentence(&docs::prose(instead))
        ),
    });
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
    let mut sensitive = Vec::new();
    sensitive_members(&notification.fields, &mut sensitive);
    sensitive.extend(sealed_member(notification.envelope.as_ref()));
    let opened = opening::notice(vendor, notification, &sensitive);
    let fields = notification
        .fields
        .iter()
        .map(|field| answer::read_field(&notification.name.pascal(), field));
    let noted = answer::read_noted();
    let proof = proof(&recipes, notification);
    let needs_credentials =
        recipes.needs().credentials || opening::notice_needs_credentials(vendor, notification);
    let credentials_name = match needs_credentials {
        true => quote!(credentials),
        false => quote!(_credentials),
    };
    let takes_headers = notification
        .authenticity
        .proof()
        .is_some_and(Proof::takes_headers);
    let headers = takes_headers.then(|| quote!(headers: &HeaderMap,));
    let what = match takes_headers {
        true => {
            " Reads the headers of the HTTP request with which it came, and its body exactly as it arrived: the proof is made of them."
        }
        false => " Reads the body of the HTTP request with which it came.",
    };
    let answers = answers(notification);
    let sources = notification.sources.iter().map(sources);
    let identity = identity(vendor, notification);
    let insists = insists(notification);
    let presence = presence(notification);
    let errors = match notification.authenticity {
        Authenticity::Proof(_) => {
            " When the body cannot be read, does not prove where it comes from, or breaks its description."
        }
        Authenticity::None(_) => " When the body cannot be read or breaks its description.",
    };
    quote! {
        impl #name {
            #answers
            #(#sources)*

            #[doc = #what]
            #[doc = ""]
            #[doc = " # Errors"]
            #[doc = ""]
            #[doc = #errors]
            pub fn receive(#credentials_name: &Credentials, #headers body: &[u8]) -> Result<Self, NotificationError> {
                #opened
                #proof
                #(#presence)*
                #(#insists)*
                let reader = notice.reader();
                let notification = Self { #(#fields)* #noted };
                notice.finish(notification)
            }

            #identity
        }
    }
}

/// The members that must or must not be there when a condition holds: whether they must, and when.
fn conditions(
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
        ProofPlace::Member(member) => ("authentic", path(member)),
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

/// What it is answered when it was taken, and when it was not.
fn answers(notification: &Notification) -> TokenStream {
    let taken = acknowledgement(
        "ACKNOWLEDGEMENT",
        " What to answer once it is safely stored, and when it was stored before; anything else, and the vendor may send it again.",
        &notification.acknowledgement,
    );
    let rejection = notification.rejection.as_ref().map(|rejection| {
        acknowledgement(
            "REJECTION",
            " What to answer when [`receive`](Self::receive) gives an error, or it could not be stored: the vendor may send it again.",
            rejection,
        )
    });
    quote!(#taken #rejection)
}

fn acknowledgement(name: &str, doc: &str, answer: &Acknowledgement) -> TokenStream {
    let Acknowledgement {
        status,
        content_type,
        body,
    } = answer;
    let (name, status) = (ident(name), number((*status).into()));
    quote! {
        #[doc = #doc]
        pub const #name: Acknowledgement = Acknowledgement {
            status: #status,
            content_type: #content_type,
            body: #body,
        };
    }
}

/// `SOURCES`, or `SOURCES_IN_TEST`.
fn sources(sources: &Sources) -> TokenStream {
    let (name, place) = match &sources.environment {
        None => ("SOURCES".to_owned(), String::new()),
        Some(environment) => (
            format!("SOURCES_IN_{}", environment.snake().to_uppercase()),
            format!(" in the environment `{environment}`"),
        ),
    };
    let name = ident(&name);
    let doc = format!(
        " From where the vendor says that it sends this{place}. It is no proof: what is behind a proxy sees the address of the proxy, and headers that name another can be forged."
    );
    let networks = sources.networks.iter().map(network);
    quote! {
        #[doc = #doc]
        pub const #name: &'static [SourceNetwork] = &[#(#networks),*];
    }
}

/// `SourceNetwork::v4([203, 0, 113, 7], 32)`
fn network(network: &Network) -> TokenStream {
    let prefix = number(network.prefix.into());
    match network.address {
        IpAddr::V4(address) => {
            let octets = address.octets().map(|octet| number(octet.into()));
            quote!(SourceNetwork::v4([#(#octets),*], #prefix))
        }
        IpAddr::V6(address) => {
            let segments = address.segments().map(|segment| number(segment.into()));
            quote!(SourceNetwork::v6([#(#segments),*], #prefix))
        }
    }
}

fn identifying(notification: &Notification) -> impl Iterator<Item = &AnswerField> {
    let members: &[Path] = match &notification.identity {
        Identity::Members(members) => members,
        Identity::Undocumented(_) | Identity::Unsaid => &[],
    };
    let fields = &notification.fields;
    let field = |member: &Path| fields.iter().find(|field| field.path == *member);
    members.iter().filter_map(field)
}

/// The method that gives the identity, where the vendor says what it is.
fn identity(vendor: &Vendor, notification: &Notification) -> Option<TokenStream> {
    match notification.identity {
        Identity::Members(_) => {}
        Identity::Undocumented(_) | Identity::Unsaid => return None,
    }
    let kind = format!("{}.{}", vendor.id, notification.name);
    let members = identifying(notification).map(|field| snake(&field.facts.name));
    Some(quote! {
        #[doc = " What tells it apart from every other one: the same when it comes again. Store it where a second one is refused, such as under a unique index, before anything is booked."]
        #[must_use]
        pub fn identity(&self) -> NotificationIdentity {
            NotificationIdentity::new(#kind, &[#(&self.#members),*])
        }
    })
}

/// Two notifications of which one odd member is absent could be taken for one.
fn insists(notification: &Notification) -> impl Iterator<Item = TokenStream> {
    let optional = identifying(notification).filter(|field| field.part == Part::Optional);
    optional.map(|field| {
        let at = path(&field.path);
        quote!(notice.insist_on(#at);)
    })
}
