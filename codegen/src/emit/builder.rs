//! Typestate builders: a struct whose values are checked, and the builder that alone can make one.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::code::{ident, snake};
use super::docs;
use crate::model::Name;

/// A struct to be built.
pub(super) struct Built {
    /// Its type.
    pub name: Ident,
    /// Its documentation.
    pub docs: Vec<String>,
    /// What it derives.
    pub derives: TokenStream,
    /// The visibility of its members.
    pub visibility: TokenStream,
    /// Its members.
    pub members: Vec<Member>,
}

/// One member of a [`Built`] struct.
pub(super) struct Member {
    /// Its name.
    pub name: Name,
    /// The documentation of its setter.
    pub docs: Vec<String>,
    /// Its type, without `Option`.
    pub kind: TokenStream,
    /// What the setter takes.
    pub argument: TokenStream,
    /// How `value`, the argument, becomes the member.
    pub conversion: TokenStream,
    /// Whether the builder must be given it.
    pub required: bool,
    /// Statements that check `request.<name>` with `check`.
    pub check: TokenStream,
}

/// The struct, its builder and the builder's methods.
pub(super) fn items(built: &Built) -> Vec<TokenStream> {
    if built.members.is_empty() {
        return vec![unit(built)];
    }
    vec![declaration(built), constructor(built), builder(built), setters(built)]
}

/// What asks nothing of the caller needs no builder.
fn unit(built: &Built) -> TokenStream {
    let Built { name, derives, .. } = built;
    let docs = docs::attributes(&built.docs);
    let doc = " Everything it holds is supplied by the client.";
    quote! {
        #docs
        #derives
        #[derive(Copy, Default)]
        #[non_exhaustive]
        pub struct #name;

        impl #name {
            #[doc = #doc]
            #[must_use]
            pub fn new() -> Self {
                Self
            }
        }
    }
}

/// The marker types of required members, for the vendor's `given` module.
pub(super) fn markers(built: &Built) -> impl Iterator<Item = &Name> {
    built.members.iter().filter(|member| member.required).map(|member| &member.name)
}

fn builder_name(built: &Built) -> Ident {
    ident(&format!("{}Builder", built.name))
}

fn declaration(built: &Built) -> TokenStream {
    let Built { name, derives, visibility, .. } = built;
    let docs = docs::attributes(&built.docs);
    let members = built.members.iter().map(|member| {
        let (name, kind) = (snake(&member.name), &member.kind);
        quote!(#visibility #name: Option<#kind>,)
    });
    quote! {
        #docs
        #derives
        pub struct #name { #(#members)* }
    }
}

fn constructor(built: &Built) -> TokenStream {
    let (name, builder) = (&built.name, builder_name(built));
    let members = built.members.iter().map(|member| {
        let name = snake(&member.name);
        quote!(#name: None,)
    });
    let required: Vec<String> = markers(built).map(|name| format!("[`{name}`]({builder}::{name})")).collect();
    let doc = match required.as_slice() {
        [] => " Starts one; nothing is required.".to_owned(),
        list => format!(" Starts one. Required: {}.", list.join(", ")),
    };
    quote! {
        impl #name {
            #[doc = #doc]
            pub fn builder() -> #builder<()> {
                #builder { request: #name { #(#members)* }, given: PhantomData }
            }
        }
    }
}

fn builder(built: &Built) -> TokenStream {
    let (name, builder) = (&built.name, builder_name(built));
    let doc = format!(" Makes a [`{name}`]. What is required and not given is an error of the compiler.");
    quote! {
        #[doc = #doc]
        #[derive(Clone, Debug)]
        #[must_use = "call `build()`"]
        pub struct #builder<G> { request: #name, given: PhantomData<G> }
    }
}

fn setters(built: &Built) -> TokenStream {
    let (name, builder) = (&built.name, builder_name(built));
    let setters = built.members.iter().map(|member| setter(&builder, member));
    let required = markers(built).map(snake).collect::<Vec<_>>();
    let required = required.iter().rev().fold(quote!(()), |rest, marker| quote!((given::#marker, #rest)));
    let checks = built.members.iter().map(|member| &member.check);
    let given = built.members.iter().any(|member| member.required).then(|| {
        quote! {
            fn given<F>(self) -> #builder<(F, G)> {
                #builder { request: self.request, given: PhantomData }
            }
        }
    });
    quote! {
        impl<G> #builder<G> {
            #(#setters)*

            #[doc = " Checks every value."]
            #[doc = ""]
            #[doc = " # Errors"]
            #[doc = ""]
            #[doc = " All violations at once, each with its field, the rule and what was found."]
            pub fn build<I>(self) -> Result<#name, Violations>
            where
                G: Complete<#required, I>,
            {
                let request = self.request;
                let mut check = Check::new();
                #(#checks)*
                check.finish(request)
            }

            #given
        }
    }
}

fn setter(builder: &Ident, member: &Member) -> TokenStream {
    let docs = docs::attributes(&member.docs);
    let Member { argument, conversion, .. } = member;
    let name = snake(&member.name);
    let (result, end) = match member.required {
        true => (quote!(#builder<(given::#name, G)>), quote!(self.given())),
        false => (quote!(Self), quote!(self)),
    };
    quote! {
        #docs
        pub fn #name(mut self, value: #argument) -> #result {
            self.request.#name = Some(#conversion);
            #end
        }
    }
}
