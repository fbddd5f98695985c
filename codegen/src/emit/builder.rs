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
    /// Who may read its values.
    pub values: Values,
    /// The visibility of its fields inside the vendor's module.
    pub visibility: TokenStream,
    /// Its members.
    pub members: Vec<Member>,
    /// The members whose values rules of others ask for: each by its name on the wire, and its own.
    pub tested: Vec<(String, Name)>,
    /// What is checked of combinations of members: the arguments of the check.
    pub combinations: Vec<TokenStream>,
}

/// Who may read the values of a [`Built`] struct.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Values {
    /// The vendor's module alone: they are credentials.
    Kept,
    /// Whoever has one, by its getters.
    Shown,
}

impl Values {
    /// The runtime's macro that declares such a struct.
    fn declared_by(self) -> Ident {
        ident(match self {
            Self::Kept => "builder",
            Self::Shown => "request_type",
        })
    }
}

/// One member of a [`Built`] struct.
pub(super) struct Member {
    /// Its name.
    pub name: Name,
    /// The documentation of its setter.
    pub docs: Vec<String>,
    /// The type of its values: that of the member where it is required, otherwise what is in its `Option`.
    pub kind: TokenStream,
    /// What the setter takes.
    pub argument: TokenStream,
    /// How `value`, the argument, becomes the member of the draft, which is an `Option`.
    pub conversion: TokenStream,
    /// Whether it must always be given.
    pub is_required: bool,
    /// The optional members of which each is of no use without this one.
    pub with: Vec<Name>,
    /// The name in violations: the wire name.
    pub wire: String,
    /// The label in violations.
    pub label: String,
    /// What rules can hold of it.
    pub shape: Shape,
    /// Whether a value of it can break a rule, its own or one of its type.
    pub can_be_wrong: bool,
    /// The rules its value is held to, beside its presence.
    pub rules: Vec<TokenStream>,
}

/// What a member is to rules.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// It has a text.
    Text,
    /// It has none, as a key.
    Opaque,
    /// Each of its values has a text.
    Values,
    /// Each of its objects was checked when it was built.
    Items,
}

/// The struct, its builder and the builder's methods.
pub(super) fn items(built: &Built) -> Vec<TokenStream> {
    if built.members.is_empty() {
        return vec![unit(built)];
    }
    vec![declaration(built), setters(built)]
}

/// What asks nothing of the caller needs no builder.
fn unit(built: &Built) -> TokenStream {
    let (name, docs) = (&built.name, docs::attributes(&built.docs));
    quote! {
        request_type! {
            #docs
            pub struct #name;
        }
    }
}

/// The marker types of required members, for the vendor's `given` module.
pub(super) fn markers(built: &Built) -> impl Iterator<Item = &Name> {
    built
        .members
        .iter()
        .filter(|member| member.is_required)
        .map(|member| &member.name)
}

fn builder_name(built: &Built) -> Ident {
    ident(&format!("{}Builder", built.name))
}

fn declaration(built: &Built) -> TokenStream {
    let Built {
        name, visibility, ..
    } = built;
    let (builder, draft) = (builder_name(built), ident(&format!("{name}Draft")));
    let docs = docs::attributes(&built.docs);
    let declare = built.values.declared_by();
    let members = built.members.iter().map(|member| {
        let (name, kind) = (snake(&member.name), &member.kind);
        match member.is_required {
            true => quote!(#visibility #name: #kind,),
            false => quote!(#visibility #name: Option<#kind>,),
        }
    });
    let builder_docs = builder_docs(built);
    quote! {
        #declare! {
            #docs
            pub struct #name { #(#members)* }

            #builder_docs
            pub struct #builder(#draft);
        }
    }
}

fn builder_docs(built: &Built) -> TokenStream {
    let (name, builder) = (&built.name, builder_name(built));
    let required: Vec<String> = markers(built)
        .map(|name| format!("[`{name}`]({builder}::{name})"))
        .collect();
    let required = match required.as_slice() {
        [] => "Nothing is required.".to_owned(),
        list => format!(
            "Required: {}. What is required and not given is an error of the compiler.",
            list.join(", ")
        ),
    };
    docs::attributes(&[format!("Makes a [`{name}`]. {required}")])
}

const BUILD_DOCS: [&str; 5] = [
    "Checks every value.",
    "",
    "# Errors",
    "",
    "All violations at once, each with its field, the rule and what was found.",
];

fn setters(built: &Built) -> TokenStream {
    let (name, builder) = (&built.name, builder_name(built));
    let setters = built.members.iter().map(|member| setter(&builder, member));
    let required = markers(built).map(snake).collect::<Vec<_>>();
    let tested = built.tested.iter().map(|(wire, name)| {
        let name = snake(name);
        quote!(check.knows(#wire, &fields.#name);)
    });
    let combinations = built.combinations.iter();
    let combinations = combinations.map(|arguments| quote!(check.combination(#arguments);));
    let checks = built.members.iter().flat_map(checks);
    let checks: Vec<TokenStream> = tested.chain(checks).chain(combinations).collect();
    let mutable = (!checks.is_empty()).then(|| quote!(mut));
    let build_docs = docs::attributes(&BUILD_DOCS.map(str::to_owned));
    quote! {
        impl<G> #builder<G> {
            #(#setters)*

            #build_docs
            pub fn build<I>(self) -> Result<#name, Violations>
            where
                G: Complete<required![#(#required),*], I>,
            {
                let (fields, #mutable check) = (self.0.finish(), Check::new());
                #(#checks)*
                check.finish(fields.complete())
            }
        }
    }
}

/// The checks of a member: of its value, and that it stands by those that need it.
fn checks(member: &Member) -> Vec<TokenStream> {
    let Member { wire, label, .. } = member;
    let name = snake(&member.name);
    let with = member.with.iter().map(|given| {
        let (word, given) = (given.snake(), snake(given));
        quote!(check.required_with((#word, fields.#given.is_some()), #wire, #label, &fields.#name);)
    });
    check(member).into_iter().chain(with).collect()
}

/// `check.required("tid", "거래ID", &fields.transaction_id, &[Characters(1, 40)]);`
fn check(member: &Member) -> Option<TokenStream> {
    let Member {
        wire, label, rules, ..
    } = member;
    let name = snake(&member.name);
    let required = member.is_required;
    match member.shape {
        Shape::Text => {}
        Shape::Opaque => {
            return required.then(|| quote!(check.present(#wire, #label, &fields.#name);));
        }
        Shape::Items => {
            let items = ident(if required { "items_required" } else { "items" });
            return (required || member.can_be_wrong)
                .then(|| quote!(check.#items(#wire, #label, &fields.#name, &[#(#rules),*]);));
        }
        Shape::Values => {
            let each = ident(if required { "each_required" } else { "each" });
            return (required || member.can_be_wrong)
                .then(|| quote!(check.#each(#wire, #label, &fields.#name, &[#(#rules),*]);));
        }
    }
    let check = ident(if required { "required" } else { "optional" });
    (required || member.can_be_wrong)
        .then(|| quote!(check.#check(#wire, #label, &fields.#name, &[#(#rules),*]);))
}

fn setter(builder: &Ident, member: &Member) -> TokenStream {
    let docs = docs::attributes(&member.docs);
    let Member {
        argument,
        conversion,
        ..
    } = member;
    let name = snake(&member.name);
    match member.is_required {
        true => quote! {
            #docs
            pub fn #name(self, value: #argument) -> #builder<(#name, G)> {
                #builder(self.0.give(|fields| fields.#name = #conversion))
            }
        },
        false => quote! {
            #docs
            pub fn #name(self, value: #argument) -> Self {
                Self(self.0.set(|fields| fields.#name = #conversion))
            }
        },
    }
}
