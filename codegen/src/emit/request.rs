//! The request of an operation as a builder makes it: members, their rules, and the items of its lists.

use std::collections::BTreeSet;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::builder::{Built, Member, Shape, Values};
use super::code::{
    bare_constant, ident, length_rule, number, operation_type, signed, snake, value_type,
};
use super::{docs, operation_docs};
use crate::model::{
    Basis, Characters, Charset, Combination, CombinationWord, Content, Count, CredentialId,
    DecimalLimits, Expression, Field, FieldRef, Items, Kind, Name, Notification, Operation, Place,
    Placed, PresenceRules, Request, Rule, Siblings, Source, Stored, Vendor,
};

/// The request of an operation, as a builder makes it.
pub(super) fn request(vendor: &Vendor, operation: &Operation) -> Built {
    let docs = operation_docs::request(vendor, operation);
    documented(vendor, &operation.request, docs)
}

/// A request with its documentation, as a builder makes it.
pub(super) fn documented(vendor: &Vendor, operation: &Request, docs: Vec<String>) -> Built {
    let among = Among::request(vendor, operation);
    let fields: Vec<Placed<'_>> = operation
        .placed_fields()
        .filter(|placed| placed.field.source == Source::Caller)
        .collect();
    Built {
        name: operation_type(operation, ""),
        docs,
        values: Values::Shown,
        visibility: TokenStream::new(),
        members: fields
            .iter()
            .map(|placed| among.member(placed.at, *placed))
            .collect(),
        tested: among.tested(fields.iter().map(|placed| placed.field)),
        combinations: among.combinations(),
    }
}

/// What a merchant stored for the proof of a notification, as a builder makes it.
pub(super) fn stored(vendor: &Vendor, notification: &Notification, stored: &Stored) -> Built {
    let among = Among {
        vendor,
        owner: &notification.name,
        // It is not sent, and can be in whatever charset.
        charset: Charset::Utf8,
        siblings: Siblings::Object(&stored.values),
        combinations: &[],
    };
    let values = stored.values.iter().enumerate();
    let members = values.map(|(index, field)| {
        let place = Place::Stored;
        let at = FieldRef { place, index };
        among.member(at, Placed { at, field })
    });
    let name = notification.name.pascal();
    let doc = format!(
        "What was stored when the request was made: the proof of a [`{name}`] takes it in."
    );
    Built {
        name: ident(&format!("{name}Stored")),
        docs: vec![doc],
        values: Values::Shown,
        visibility: TokenStream::new(),
        members: members.collect(),
        tested: among.tested(stored.values.iter()),
        combinations: Vec::new(),
    }
}

/// The fields that are given together: those of a request, of an object of a list, or what was stored.
struct Among<'m> {
    vendor: &'m Vendor,
    /// What the types of lists are named after.
    owner: &'m Name,
    /// The charset in which the fields are sent.
    charset: Charset,
    siblings: Siblings<'m>,
    combinations: &'m [Combination],
}

impl<'m> Among<'m> {
    fn request(vendor: &'m Vendor, operation: &'m Request) -> Self {
        Self {
            vendor,
            owner: &operation.name,
            charset: operation.charset,
            siblings: Siblings::Request(operation),
            combinations: &operation.combinations,
        }
    }

    /// What the builder has for a field, which stands `at` a place among its siblings.
    fn member(&self, at: FieldRef, placed: Placed<'m>) -> Member {
        let (vendor, field) = (self.vendor, placed.field);
        let Given {
            kind,
            argument,
            conversion,
            shape,
        } = given(vendor, self.owner, field);
        let is_joined = matches!(field.facts.content, Content::One(Kind::Joined { .. }));
        let by_value = rules(vendor, self.charset, placed);
        let rules: Vec<TokenStream> = self.presence(field).chain(by_value).collect();
        Member {
            name: field.facts.name.clone(),
            docs: docs::field(vendor, (self.siblings, self.combinations), at, field),
            kind,
            argument,
            conversion,
            is_required: field.is_always_given(),
            with: Vec::new(),
            wire: field.wire.clone(),
            label: field.facts.label.primary().to_owned(),
            shape,
            // A part of a joined text can hold the separator.
            can_be_wrong: !rules.is_empty() || is_joined,
            rules,
        }
    }

    /// `RequiredWhen(&[&[Is("QR_TYPE", &["2"])]])`
    fn presence(&self, field: &Field) -> impl Iterator<Item = TokenStream> {
        let required = field.presence.required_when();
        let forbidden = field.presence.forbidden_when();
        let required = required.map(|condition| {
            let condition = super::condition::condition(self.siblings, condition);
            quote!(RequiredWhen(#condition))
        });
        let forbidden = forbidden.map(|condition| {
            let condition = super::condition::condition(self.siblings, condition);
            quote!(ForbiddenWhen(#condition))
        });
        required.into_iter().chain(forbidden)
    }

    /// The fields whose values conditions of others ask for.
    fn tested(&self, fields: impl Iterator<Item = &'m Field>) -> Vec<(String, Name)> {
        let rules = fields.filter_map(|field| field.presence.rules());
        let places: BTreeSet<FieldRef> = rules
            .flat_map(PresenceRules::tests)
            .map(|test| test.field)
            .collect();
        let fields = places.into_iter().filter_map(|at| self.siblings.field(at));
        fields
            .map(|field| (field.wire.clone(), field.facts.name.clone()))
            .collect()
    }

    /// `ExactlyOneOf(&["tid", "orderNo"]), &[("거래ID", GivenAs::text(&fields.tid)), …]`
    fn combinations(&self) -> Vec<TokenStream> {
        let combinations = self.combinations.iter().map(|combination| {
            let members = combination.members.iter();
            let fields: Vec<&Field> = members.filter_map(|at| self.siblings.field(*at)).collect();
            let names = fields.iter().map(|field| &field.wire);
            let rule = ident(match combination.word {
                CombinationWord::ExactlyOneOf => "ExactlyOneOf",
                CombinationWord::AtLeastOneOf => "AtLeastOneOf",
                CombinationWord::AtMostOneOf => "AtMostOneOf",
                CombinationWord::AllOrNoneOf => "AllOrNoneOf",
            });
            let given = fields.iter().map(|field| {
                let (name, label) = (snake(&field.facts.name), field.facts.label.primary());
                let read = ident(match field.facts.content.is_list() {
                    _ if field.allows_nothing() => "any",
                    true => "list",
                    false => "text",
                });
                quote!((#label, GivenAs::#read(&fields.#name)))
            });
            quote!(#rule(&[#(#names),*]), &[#(#given),*])
        });
        combinations.collect()
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

fn given(vendor: &Vendor, owner: &Name, field: &Field) -> Given {
    match &field.facts.content {
        Content::One(kind) => given_value(vendor, kind, field.facts.sensitive),
        Content::Values(kind) => {
            let inner = value_type(vendor, kind, false, false);
            let (argument, conversion) = match matches!(kind.basis(), Basis::Text | Basis::Decimal)
            {
                true => (
                    quote!(impl IntoIterator<Item = impl Into<#inner>>),
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
            let item = item_name(owner, field);
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
    let shown = value_type(vendor, kind, false, false);
    let kept = |value: TokenStream| match sensitive {
        true => quote!(Some(Hidden::new(#value))),
        false => quote!(Some(#value)),
    };
    let (argument, conversion) = match kind.basis() {
        Basis::Text => {
            let value = match sensitive {
                true => quote!(sensitive(value)),
                false => quote!(Some(value.into())),
            };
            (quote!(impl Into<String>), value)
        }
        Basis::Parts(_) | Basis::Bytes | Basis::TimeOrChoice => {
            (quote!(impl Into<#shown>), kept(quote!(value.into())))
        }
        Basis::Decimal => {
            let places = number(least_places(kind).into());
            let value = quote!(decimal(#places, value));
            let value = match sensitive {
                true => quote!(#value.map(Hidden::new)),
                false => value,
            };
            (quote!(impl Into<Decimal>), value)
        }
        Basis::Number | Basis::Signed | Basis::Flag | Basis::Choice => (shown, kept(quote!(value))),
    };
    Given {
        kind: value_type(vendor, kind, sensitive, false),
        argument,
        conversion,
        shape: Shape::Text,
    }
}

/// How many digits a decimal has behind the point at least.
fn least_places(kind: &Kind) -> u32 {
    match kind {
        Kind::Decimal { limits, .. } => limits.places.0,
        _ => 0,
    }
}

/// The check of a value that kpg computes, where its recipe does not keep a rule of the field by itself.
pub(super) fn check_computed(
    vendor: &Vendor,
    operation: &Request,
    (field, value): (&Field, &TokenStream),
) -> Option<TokenStream> {
    let rules = vendor.rules_of_computed(operation, field).into_iter();
    let rules: Vec<TokenStream> = rules.filter_map(|each| rule(vendor, each)).collect();
    let (wire, label) = (&field.wire, field.facts.label.primary());
    (!rules.is_empty()).then(|| quote!(check_computed(#wire, #label, #value, &[#(#rules),*])?;))
}

/// What a credential is held to by the fields that show it.
pub(super) fn rules_of_shown(vendor: &Vendor, id: CredentialId) -> Vec<TokenStream> {
    let mut rules: Vec<TokenStream> = Vec::new();
    for operation in vendor.requests() {
        for placed in operation.placed_fields() {
            if placed.field.source == Source::Supplied(Expression::Credential(id)) {
                rules.extend(self::rules(vendor, operation.charset, placed));
            }
        }
    }
    rules
}

/// The rules of a field as the runtime has them. What a setter's type already says is none of them.
fn rules(vendor: &Vendor, charset: Charset, placed: Placed<'_>) -> Vec<TokenStream> {
    let rules = placed.rules(charset, &vendor.enumerations);
    // Of a type that lists its values, every one fits: the compiler has checked that.
    let listed = placed.field.facts.content.kind().is_some_and(|kind| {
        let declared = super::code::enumeration(vendor, kind);
        let is_closed = declared.is_some_and(|declared| !declared.open);
        *kind == Kind::Boolean || (kind.basis() == Basis::Choice && is_closed)
    });
    let fits = |rule: &Rule| listed && matches!(rule, Rule::Length(_) | Rule::Characters(_));
    let rules = rules.into_iter().filter(|rule| !fits(rule));
    rules.filter_map(|each| rule(vendor, each)).collect()
}

fn rule(vendor: &Vendor, rule: Rule) -> Option<TokenStream> {
    let limits = |min: u64, max: u64| (number(min), number(max));
    Some(match rule {
        Rule::Count(Count { min, max }) => {
            let min = number(min.into());
            match max.map(|max| number(max.into())) {
                Some(max) => quote!(ItemCount(#min, #max)),
                None => quote!(ItemCount(#min, usize::MAX)),
            }
        }
        Rule::Length(length) => length_rule(length),
        Rule::Characters(allowed) => characters(&allowed),
        Rule::OneLine => quote!(OneLine),
        Rule::Lines => quote!(TextLines),
        Rule::HeaderText => quote!(HeaderText),
        Rule::InEucKr => quote!(InEucKr),
        Rule::DigitsOnly => quote!(DigitsOnly),
        Rule::Amount { digits, .. } => {
            let (min, max) = digits?;
            let (min, max) = limits(min.into(), max.into());
            quote!(Digits(#min, #max))
        }
        Rule::NotZero => quote!(NotZero),
        Rule::Range { min, max } => {
            let (min, max) = (signed(min), signed(max));
            quote!(Range(#min, #max))
        }
        Rule::Decimal(DecimalLimits { places, min, max }) => {
            let (least, most) = limits(places.0.into(), places.1.into());
            let (min, max) = (min.to_string(), max.to_string());
            quote!(DecimalRange((#least, #most), #min, #max))
        }
        Rule::Time(format) => {
            let (text, width) = (format.strftime(), number(format.width() as u64));
            quote!(DateTime(#text, #width))
        }
        Rule::TimeOr(format, id) => {
            let (text, width) = (format.strftime(), number(format.width() as u64));
            let listed = vendor.enumerations.get(id.0)?.choices.iter();
            let listed = listed.map(|choice| &choice.wire);
            quote!(DateTimeOr(#text, #width, &[#(#listed),*]))
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
fn item_name(operation: &Name, field: &Field) -> Ident {
    ident(&format!(
        "{}{}",
        operation.pascal(),
        field.facts.name.pascal()
    ))
}

/// The objects that lists of the request hold, each with its members.
pub(super) fn items<'m>(vendor: &'m Vendor, operation: &'m Request) -> Vec<(Built, &'m [Field])> {
    let fields = operation.placed_fields();
    let lists = fields.filter_map(|list| Some((list, list.field.objects()?)));
    let built =
        lists.map(|(list, items)| (object(vendor, operation, list, items), &*items.members));
    built.collect()
}

fn object<'m>(
    vendor: &'m Vendor,
    operation: &'m Request,
    list: Placed<'m>,
    items: &'m Items,
) -> Built {
    let among = Among {
        vendor,
        owner: &operation.name,
        charset: operation.charset,
        siblings: Siblings::Object(&items.members),
        combinations: &items.combinations,
    };
    let members = items.members.iter().enumerate();
    let given = members.filter(|(_, member)| member.source == Source::Caller);
    let place = list.at.place;
    Built {
        name: item_name(&operation.name, list.field),
        docs: vec![docs::sentence(&docs::label(&list.field.facts.label))],
        values: Values::Shown,
        visibility: TokenStream::new(),
        members: given
            .map(|(index, member)| among.member(FieldRef { place, index }, list.member(member)))
            .collect(),
        tested: among.tested(items.members.iter()),
        combinations: among.combinations(),
    }
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
