//! The request of an operation as a builder makes it: members, their rules, and the items of its lists.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::builder::{Built, Member, Need, Shape, When};
use super::code::{bare_constant, length_rule, number, operation_type, snake, value_type};
use super::{docs, operation_docs};
use crate::model::{
    Basis, Characters, Content, CredentialId, Expression, Field, FieldTest, Kind, Operation,
    Placed, Presence, Request, Rule, Source, Vendor,
};

/// The request of an operation, as a builder makes it.
pub(super) fn request(vendor: &Vendor, operation: &Operation) -> Built {
    let docs = operation_docs::request(vendor, operation);
    documented(vendor, &operation.request, docs)
}

/// A request with its documentation, as a builder makes it.
pub(super) fn documented(vendor: &Vendor, operation: &Request, docs: Vec<String>) -> Built {
    Built {
        name: operation_type(operation, ""),
        docs,
        derives: Some(quote!(PartialEq)),
        visibility: TokenStream::new(),
        members: operation
            .placed_fields()
            .filter(|placed| placed.field.source == Source::Caller)
            .map(|placed| member(vendor, operation, placed))
            .collect(),
    }
}

fn member(vendor: &Vendor, operation: &Request, placed: Placed<'_>) -> Member {
    let field = placed.field;
    let Given {
        kind,
        argument,
        conversion,
        shape,
    } = given(vendor, operation, field);
    let is_joined = matches!(field.facts.content, Content::One(Kind::Joined { .. }));
    let rules = rules(vendor, operation, placed);
    Member {
        name: field.facts.name.clone(),
        docs: docs::field(vendor, operation, field),
        kind,
        argument,
        conversion,
        need: need(operation, field),
        with: Vec::new(),
        wire: field.wire.clone(),
        label: field.facts.label.primary().to_owned(),
        shape,
        // A part of a joined text can hold the separator.
        can_be_wrong: !rules.is_empty() || is_joined,
        rules,
    }
}

/// How the caller gives a field.
struct Given {
    /// The type of the member.
    kind: TokenStream,
    /// What the setter takes.
    argument: TokenStream,
    /// What the setter makes of it.
    conversion: TokenStream,
    shape: Shape,
}

fn given(vendor: &Vendor, operation: &Request, field: &Field) -> Given {
    match &field.facts.content {
        Content::One(kind) => given_value(vendor, kind, field.facts.sensitive),
        Content::Values(kind) => {
            let inner = value_type(vendor, kind, false, false);
            let (argument, conversion) = match kind.basis() == Basis::Text {
                true => (
                    quote!(impl IntoIterator<Item = impl Into<String>>),
                    quote!(Some(value.into_iter().map(Into::into).collect())),
                ),
                false => (
                    quote!(impl IntoIterator<Item = #inner>),
                    quote!(Some(value.into_iter().collect())),
                ),
            };
            Given {
                kind: quote!(Vec<#inner>),
                argument,
                conversion,
                shape: Shape::Values,
            }
        }
        Content::Nested(_) => {
            let item = item_name(operation, field);
            Given {
                kind: quote!(Vec<#item>),
                argument: quote!(impl IntoIterator<Item = #item>),
                conversion: quote!(Some(value.into_iter().collect())),
                shape: Shape::Items,
            }
        }
    }
}

fn given_value(vendor: &Vendor, kind: &Kind, sensitive: bool) -> Given {
    let rust = value_type(vendor, kind, sensitive, false);
    let (argument, conversion) = match (kind.basis(), sensitive) {
        (Basis::Text, true) => (quote!(impl Into<String>), quote!(sensitive(value))),
        (Basis::Text, false) => (quote!(impl Into<String>), quote!(Some(value.into()))),
        (Basis::Parts(_) | Basis::Bytes, _) => {
            (quote!(impl Into<#rust>), quote!(Some(value.into())))
        }
        (Basis::Number | Basis::Flag | Basis::Choice, _) => (rust.clone(), quote!(Some(value))),
    };
    Given {
        kind: rust,
        argument,
        conversion,
        shape: Shape::Text,
    }
}

fn need(operation: &Request, field: &Field) -> Need {
    let when = |test: &FieldTest| {
        let other = operation.field(test.field)?;
        Some(When {
            wire: other.wire.clone(),
            name: other.facts.name.clone(),
            values: test.values.clone(),
        })
    };
    let conditional = match &field.presence {
        Presence::Required => return Need::Required,
        Presence::Optional | Presence::Conditional(_) => None,
        Presence::RequiredWhen(test) => when(test).map(Need::RequiredWhen),
        Presence::ForbiddenWhen(test) => when(test).map(Need::ForbiddenWhen),
    };
    conditional.unwrap_or(Need::Optional)
}

/// The check of a value that kpg computes, where its recipe does not keep a rule of the field by itself.
pub(super) fn check_computed(
    vendor: &Vendor,
    operation: &Request,
    (field, value): (&Field, &TokenStream),
) -> Option<TokenStream> {
    let rules = vendor.rules_of_computed(operation, field).into_iter();
    let rules: Vec<TokenStream> = rules.filter_map(rule).collect();
    let (wire, label) = (&field.wire, field.facts.label.primary());
    (!rules.is_empty()).then(|| quote!(check_computed(#wire, #label, #value, &[#(#rules),*])?;))
}

/// What a credential is held to by the fields that show it.
pub(super) fn rules_of_shown(vendor: &Vendor, id: CredentialId) -> Vec<TokenStream> {
    let mut rules: Vec<TokenStream> = Vec::new();
    for operation in vendor.requests() {
        for placed in operation.placed_fields() {
            if placed.field.source == Source::Supplied(Expression::Credential(id)) {
                rules.extend(self::rules(vendor, operation, placed));
            }
        }
    }
    rules
}

/// The rules of a field as the runtime has them. What a setter's type already says is none of them.
fn rules(vendor: &Vendor, operation: &Request, placed: Placed<'_>) -> Vec<TokenStream> {
    let rules = placed.rules(operation.charset, &vendor.enumerations);
    // Of a type that lists its values, every one fits: the compiler has checked that.
    let listed = placed.field.facts.content.kind().is_some_and(|kind| {
        let declared = super::code::enumeration(vendor, kind);
        *kind == Kind::Boolean || declared.is_some_and(|declared| !declared.open)
    });
    let fits = |rule: &Rule| listed && matches!(rule, Rule::Length(_) | Rule::Characters(_));
    let rules = rules.into_iter().filter(|rule| !fits(rule));
    rules.filter_map(rule).collect()
}

fn rule(rule: Rule) -> Option<TokenStream> {
    let limits = |min: u64, max: u64| (number(min), number(max));
    Some(match rule {
        Rule::Count { min, max } => {
            let (min, max) = limits(min.into(), max.into());
            quote!(ItemCount(#min, #max))
        }
        Rule::Length(length) => length_rule(length),
        Rule::Characters(allowed) => characters(&allowed),
        Rule::OneLine => quote!(OneLine),
        Rule::Lines => quote!(TextLines),
        Rule::HeaderText => quote!(HeaderText),
        Rule::InEucKr => quote!(InEucKr),
        Rule::DigitsOnly => quote!(DigitsOnly),
        Rule::Amount { digits } => {
            let (min, max) = digits?;
            let (min, max) = limits(min.into(), max.into());
            quote!(Digits(#min, #max))
        }
        Rule::NotZero => quote!(NotZero),
        Rule::Range { min, max } => {
            let (min, max) = limits(min, max);
            quote!(Range(#min, #max))
        }
        Rule::Time(format) => {
            let (text, width) = (format.strftime(), number(format.width() as u64));
            quote!(DateTime(#text, #width))
        }
        Rule::EmvQr => quote!(EmvQr),
        // Types that have no other value; a joined text knows its separator.
        Rule::Flag | Rule::Listed(_) | Rule::Base64 | Rule::NoSeparator(_) => return None,
    })
}

/// `Only(&[('A', 'Z')])` or `Without(",")`
fn characters(characters: &Characters) -> TokenStream {
    match characters {
        Characters::Only(ranges) => {
            let ranges = ranges.iter().map(|(first, last)| quote!((#first, #last)));
            quote!(Only(&[#(#ranges),*]))
        }
        Characters::Without(listed) => quote!(Without(#listed)),
    }
}

/// The objects of a list are named after the operation and the list.
fn item_name(operation: &Request, field: &Field) -> Ident {
    operation_type(operation, &field.facts.name.pascal())
}

/// The objects that lists of the request hold, each with its members.
pub(super) fn items<'m>(vendor: &Vendor, operation: &'m Request) -> Vec<(Built, &'m [Field])> {
    let fields = operation.placed_fields();
    let lists = fields.filter_map(|list| Some((list, list.field.items()?)));
    lists
        .map(|(list, members)| {
            let given = members
                .iter()
                .filter(|member| member.source == Source::Caller);
            let built = Built {
                name: item_name(operation, list.field),
                docs: vec![docs::sentence(&docs::label(&list.field.facts.label))],
                derives: Some(quote!(PartialEq)),
                visibility: TokenStream::new(),
                members: given
                    .map(|given| member(vendor, operation, list.member(given)))
                    .collect(),
            };
            (built, members)
        })
        .collect()
}

/// How an object of a list is written.
pub(super) fn item(name: &Ident, members: &[Field]) -> TokenStream {
    let puts = members.iter().map(|member| {
        let (wire, field) = (&member.wire, snake(&member.facts.name));
        if let Some(constant) = bare_constant(member) {
            return quote!(members.put(#wire, &Bare(&#constant)););
        }
        match &member.source {
            Source::Supplied(Expression::Literal(text)) => quote!(members.put(#wire, &#text);),
            Source::Caller | Source::Supplied(_) => match member.is_bare() {
                true => quote!(members.put(#wire, &Bare(&self.#field));),
                false => quote!(members.put(#wire, &self.#field);),
            },
        }
    });
    quote! {
        impl Writable for #name {
            fn written(&self) -> Option<Written> {
                let mut members = Members::new();
                #(#puts)*
                Some(members.object())
            }
        }
    }
}
