//! The request of an operation as a builder makes it: members, their rules, and the items of its lists.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::builder::{Built, Member, Need, Shape, When};
use super::code::{
    bare_constant, field_type, length_rule, number, operation_type, snake, value_type,
};
use super::{docs, operation_docs};
use crate::model::{
    Characters, CredentialId, Expression, Field, FieldTest, Kind, Operation, Placed, Presence,
    Rule, Source, Vendor,
};

/// The request of an operation, as a builder makes it.
pub(super) fn request(vendor: &Vendor, operation: &Operation) -> Built {
    Built {
        name: operation_type(operation, ""),
        docs: operation_docs::request(vendor, operation),
        derives: Some(quote!(PartialEq)),
        visibility: TokenStream::new(),
        members: operation
            .placed_fields()
            .filter(|placed| placed.field.source == Source::Caller)
            .map(|placed| member(vendor, operation, placed))
            .collect(),
    }
}

fn member(vendor: &Vendor, operation: &Operation, placed: Placed<'_>) -> Member {
    let field = placed.field;
    let text = is_text(&field.kind);
    let kind = match &field.kind {
        Kind::Values(inner) => {
            let inner = value_type(vendor, inner, false, false);
            quote!(Vec<#inner>)
        }
        Kind::Items(_) => {
            let item = item_name(operation, field);
            quote!(Vec<#item>)
        }
        _ => field_type(vendor, field),
    };
    let rules = rules(vendor, operation, placed);
    let (argument, conversion) = match (text, field.sensitive) {
        _ if matches!(field.kind, Kind::Values(_) | Kind::Items(_)) => {
            list_argument(vendor, operation, field)
        }
        (true, true) => (quote!(impl Into<String>), quote!(sensitive(value))),
        (true, false) => (quote!(impl Into<String>), quote!(Some(value.into()))),
        (false, _) if matches!(field.kind, Kind::Joined { .. } | Kind::Base64) => {
            (quote!(impl Into<#kind>), quote!(Some(value.into())))
        }
        (false, _) => (kind.clone(), quote!(Some(value))),
    };
    Member {
        name: field.name.clone(),
        docs: docs::field(vendor, operation, field),
        kind,
        argument,
        conversion,
        need: need(operation, field),
        with: Vec::new(),
        wire: field.wire.clone(),
        label: field.label.primary().to_owned(),
        shape: match field.kind {
            Kind::Values(_) => Shape::Values,
            Kind::Items(_) => Shape::Items,
            _ => Shape::Text,
        },
        // A part of a joined text can hold the separator.
        can_be_wrong: !rules.is_empty() || matches!(field.kind, Kind::Joined { .. }),
        rules,
    }
}

fn need(operation: &Operation, field: &Field) -> Need {
    let when = |test: &FieldTest| {
        let other = operation.field(test.field)?;
        Some(When {
            wire: other.wire.clone(),
            name: other.name.clone(),
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
    operation: &Operation,
    (field, value): (&Field, &TokenStream),
) -> Option<TokenStream> {
    let rules = vendor.rules_of_computed(operation, field).into_iter();
    let rules: Vec<TokenStream> = rules.filter_map(rule).collect();
    let (wire, label) = (&field.wire, field.label.primary());
    (!rules.is_empty()).then(|| quote!(check_computed(#wire, #label, #value, &[#(#rules),*])?;))
}

/// What a credential is held to by the fields that show it.
pub(super) fn rules_of_shown(vendor: &Vendor, id: CredentialId) -> Vec<TokenStream> {
    let mut rules: Vec<TokenStream> = Vec::new();
    for operation in &vendor.operations {
        for placed in operation.placed_fields() {
            if placed.field.source == Source::Supplied(Expression::Credential(id)) {
                rules.extend(self::rules(vendor, operation, placed));
            }
        }
    }
    rules
}

/// The rules of a field as the runtime has them. What a setter's type already says is none of them.
fn rules(vendor: &Vendor, operation: &Operation, placed: Placed<'_>) -> Vec<TokenStream> {
    let rules = placed.rules(operation.charset, &vendor.enumerations);
    let kind = match &placed.field.kind {
        Kind::Values(inner) => inner,
        kind => kind,
    };
    // Of a type that lists its values, every one fits: the compiler has checked that.
    let listed = match kind {
        Kind::Boolean => true,
        kind => super::code::enumeration(vendor, kind).is_some_and(|declared| !declared.open),
    };
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

fn is_text(kind: &Kind) -> bool {
    matches!(
        kind,
        Kind::Text | Kind::Digits | Kind::DateTime(_) | Kind::EmvQr
    )
}

/// What the setter of a list takes, and how it becomes the list.
fn list_argument(
    vendor: &Vendor,
    operation: &Operation,
    field: &Field,
) -> (TokenStream, TokenStream) {
    match &field.kind {
        Kind::Values(inner) if is_text(inner) => (
            quote!(impl IntoIterator<Item = impl Into<String>>),
            quote!(Some(value.into_iter().map(Into::into).collect())),
        ),
        Kind::Values(inner) => {
            let inner = value_type(vendor, inner, false, false);
            (
                quote!(impl IntoIterator<Item = #inner>),
                quote!(Some(value.into_iter().collect())),
            )
        }
        _ => {
            let item = item_name(operation, field);
            (
                quote!(impl IntoIterator<Item = #item>),
                quote!(Some(value.into_iter().collect())),
            )
        }
    }
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
fn item_name(operation: &Operation, field: &Field) -> Ident {
    operation_type(operation, &field.name.pascal())
}

/// The objects that lists of the request hold, each with its members.
pub(super) fn items<'m>(vendor: &Vendor, operation: &'m Operation) -> Vec<(Built, &'m [Field])> {
    let fields = operation.placed_fields();
    let lists = fields.filter_map(|list| match &list.field.kind {
        Kind::Items(members) => Some((list, members)),
        _ => None,
    });
    lists
        .map(|(list, members)| {
            let given = members
                .iter()
                .filter(|member| member.source == Source::Caller);
            let built = Built {
                name: item_name(operation, list.field),
                docs: vec![docs::sentence(&docs::label(&list.field.label))],
                derives: Some(quote!(PartialEq)),
                visibility: TokenStream::new(),
                members: given
                    .map(|given| member(vendor, operation, list.member(given)))
                    .collect(),
            };
            (built, members.as_slice())
        })
        .collect()
}

/// How an object of a list is written.
pub(super) fn item(name: &Ident, members: &[Field]) -> TokenStream {
    let puts = members.iter().map(|member| {
        let (wire, field) = (&member.wire, snake(&member.name));
        if let Some(constant) = bare_constant(member) {
            return quote!(members.put(#wire, &Bare(&#constant)););
        }
        match &member.source {
            Source::Supplied(Expression::Literal(text)) => quote!(members.put(#wire, &#text);),
            _ if member.kind.is_bare() => quote!(members.put(#wire, &Bare(&self.#field));),
            _ => quote!(members.put(#wire, &self.#field);),
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
