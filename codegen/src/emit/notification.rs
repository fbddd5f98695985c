//! The file of one notification: the struct that it becomes, its proof, and what it is answered.

use std::net::IpAddr;

use proc_macro2::TokenStream;
use quote::quote;

use super::code::{ident, number, pascal, snake};
use super::file::{file as assemble, uses};
use super::receive::{conditions, identifying};
use super::{answer, builder, docs, example, receive, request};
use crate::model::{
    Acknowledgement, Authenticity, Identity, Network, Notification, Siblings, Sources, Vendor,
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
    let stored = notification.stored.as_ref();
    let stored = stored.map(|stored| request::stored(vendor, notification, stored));
    items.extend(stored.iter().flat_map(builder::items));
    items.push(implementation(vendor, notification));
    items.push(receive::read(notification));
    assemble(
        &[format!(
            "The notification `{}`: its members, and how it is received and proven.",
            notification.name
        )],
        uses(vendor, stored.iter().flat_map(builder::markers)),
        items,
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
    lines.extend([String::new(), "```ignore".to_owned()]);
    lines.extend(example::lines(&example::receive(vendor, notification)));
    lines.push("```".to_owned());
    lines.extend([
        String::new(),
        "Store it, and then answer [`ACKNOWLEDGEMENT`](Self::ACKNOWLEDGEMENT).".to_owned(),
    ]);
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
    if notification.stored.is_some() {
        let name = notification.name.pascal();
        lines.extend([
            String::new(),
            format!("Its proof takes in what was stored when the request was made: [`receive`](Self::receive) gives a [`{name}Unproven`], which is proven with a [`{name}Stored`]."),
        ]);
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
    let name = pascal(&notification.name);
    let answers = answers(notification);
    let sources = notification.sources.iter().map(sources);
    let receive = receive::receive(vendor, notification);
    let identity = identity(vendor, notification);
    let prove = receive::prove(vendor, notification);
    quote! {
        impl #name {
            #answers
            #(#sources)*

            #receive

            #identity
        }

        #prove
    }
}

/// What it is answered when it was taken, and when it was not.
fn answers(notification: &Notification) -> TokenStream {
    let taken = acknowledgement(
        "ACKNOWLEDGEMENT",
        " What to answer once it is safely stored, and when it was stored before; anything else, and the vendor may send it again.",
        &notification.acknowledgement,
    );
    let refuses = match notification.stored {
        Some(_) => format!(
            "[`receive`](Self::receive) or [`prove`]({}Unproven::prove)",
            notification.name.pascal()
        ),
        None => "[`receive`](Self::receive)".to_owned(),
    };
    let rejection = notification.rejection.as_ref().map(|rejection| {
        acknowledgement(
            "REJECTION",
            &format!(" What to answer when {refuses} gives an error, or it could not be stored: the vendor may send it again."),
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
