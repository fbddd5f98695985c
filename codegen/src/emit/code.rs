//! Identifiers and small token fragments that several kinds of item share.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;

use crate::model::{
    Basis, Charset, CodeSetId, CredentialId, Enumeration, Expression, Field, Kind, Length,
    LengthUnit, Name, Operation, OptionId, Path, Repeat, Request, Source, Vendor, Zone, reserved,
};

/// An identifier from a word of the compiler's own or a checked name.
pub(super) fn ident(word: &str) -> Ident {
    Ident::new(word, Span::call_site())
}

pub(super) fn snake(name: &Name) -> Ident {
    ident(name.snake())
}

pub(super) fn pascal(name: &Name) -> Ident {
    ident(&name.pascal())
}

/// A whole number of either sign without its type behind it.
pub(super) fn signed(value: i128) -> TokenStream {
    let digits = Literal::u128_unsuffixed(value.unsigned_abs());
    match value < 0 {
        true => quote!(-#digits),
        false => quote!(#digits),
    }
}

/// A number without its type behind it.
pub(super) fn number(value: u64) -> Literal {
    Literal::u64_unsuffixed(value)
}

/// `CancelBuilder`, `CancelAnswer`
pub(super) fn operation_type(operation: &Request, suffix: &str) -> Ident {
    ident(&format!("{}{suffix}", operation.name.pascal()))
}

/// The struct that the answer of an operation becomes.
pub(super) fn answer_type(operation: &Operation) -> Ident {
    match &operation.answer.structure {
        Some(shared) => pascal(shared),
        None => operation_type(operation, "Answer"),
    }
}

pub(super) fn code_type(vendor: &Vendor, id: CodeSetId) -> Ident {
    vendor
        .code_sets
        .get(id.0)
        .map_or_else(|| ident("ResultCode"), |set| pascal(&set.name))
}

pub(super) fn enumeration_type(vendor: &Vendor, kind: &Kind) -> Option<Ident> {
    enumeration(vendor, kind).map(|enumeration| pascal(&enumeration.name))
}

pub(super) fn enumeration<'v>(vendor: &'v Vendor, kind: &Kind) -> Option<&'v Enumeration> {
    let id = kind.enumeration()?;
    vendor.enumerations.get(id.0)
}

/// The member of the settings that an option is.
pub(super) fn option_member(vendor: &Vendor, id: OptionId) -> Ident {
    vendor.options.get(id.0).map_or_else(
        || ident(reserved::ENCODING_OPTION),
        |option| snake(&option.name),
    )
}

/// The field of the credentials that a credential is.
pub(super) fn credential(vendor: &Vendor, id: CredentialId) -> Option<Ident> {
    vendor
        .credentials
        .get(id.0)
        .map(|credential| snake(&credential.name))
}

/// The Rust type of a value, without `Option`.
pub(super) fn value_type(
    vendor: &Vendor,
    kind: &Kind,
    sensitive: bool,
    answer: bool,
) -> TokenStream {
    if let (Kind::DateTime(_), true, false) = (kind, answer, sensitive) {
        return quote!(TimeText);
    }
    let basis = kind.basis();
    // What joins several texts arrives as one.
    let is_text = basis == Basis::Text || (answer && matches!(basis, Basis::Parts(_)));
    if sensitive && !is_text {
        let shown = value_type(vendor, kind, false, answer);
        return quote!(Hidden<#shown>);
    }
    match basis {
        Basis::Number => quote!(u64),
        Basis::Signed => quote!(i64),
        Basis::Decimal => quote!(Decimal),
        Basis::TimeOrChoice => {
            let name = enumeration_type(vendor, kind);
            match answer {
                true => quote!(TimeOr<#name, TimeText>),
                false => quote!(TimeOr<#name>),
            }
        }
        Basis::Flag => quote!(bool),
        Basis::Choice => {
            let name = enumeration_type(vendor, kind);
            // Vendors add values to the lists of what they answer.
            let closed = enumeration(vendor, kind).is_some_and(|declared| !declared.open);
            match answer && closed {
                true => quote!(AnsweredChoice<#name>),
                false => quote!(#name),
            }
        }
        Basis::Bytes => quote!(Binary),
        Basis::Parts(separator) if !answer => quote!(Joined<#separator>),
        Basis::Text | Basis::Parts(_) => match sensitive {
            true => quote!(Sensitive<String>),
            false => quote!(String),
        },
    }
}

/// A constant that JSON writes without quotes.
pub(super) fn bare_constant(field: &Field) -> Option<TokenStream> {
    let Source::Supplied(Expression::Literal(text)) = &field.source else {
        return None;
    };
    match field.facts.content.one()? {
        Kind::Boolean => {
            let flag = ident(if text == "true" { "true" } else { "false" });
            Some(quote!(#flag))
        }
        kind if kind.is_bare() => match kind.basis() {
            Basis::Decimal | Basis::Choice => Some(quote!(Numeral(#text))),
            Basis::Signed => {
                let number = Literal::i64_suffixed(text.parse().ok()?);
                Some(quote!(#number))
            }
            _ => {
                let number = Literal::u64_suffixed(text.parse().ok()?);
                Some(quote!(#number))
            }
        },
        _ => None,
    }
}

/// The rule of a length.
pub(super) fn length_rule(length: Length) -> TokenStream {
    let (min, max) = (number(length.min.into()), number(length.max.into()));
    match length.unit {
        LengthUnit::Characters => quote!(Characters(#min, #max)),
        LengthUnit::Utf8Bytes => quote!(Utf8Bytes(#min, #max)),
        LengthUnit::EucKrBytes => quote!(EucKrBytes(#min, #max)),
    }
}

/// `Some(…)` or `None`
pub(super) fn optional(tokens: Option<TokenStream>) -> TokenStream {
    tokens.map_or_else(|| quote!(None), |tokens| quote!(Some(#tokens)))
}

/// `&["response", "code"]`
pub(super) fn path(path: &Path) -> TokenStream {
    let members = &path.0;
    quote!(&[#(#members),*])
}

/// How the runtime calls the way in which a list is written.
pub(super) fn repeat_variant(repeat: Repeat) -> TokenStream {
    match repeat {
        Repeat::SameName => quote!(Repeat::SameName),
        Repeat::Brackets => quote!(Repeat::Brackets),
        Repeat::Indexed => quote!(Repeat::Indexed),
        Repeat::IndexedDots => quote!(Repeat::IndexedDots),
    }
}

/// A value as the setter of its kind takes it.
pub(super) fn typed_value(vendor: &Vendor, kind: &Kind, text: &str) -> TokenStream {
    match kind.basis() {
        Basis::Number => {
            let number = number(text.parse().unwrap_or_default());
            quote!(#number)
        }
        Basis::Signed => {
            let number = signed(text.parse().unwrap_or_default());
            quote!(#number)
        }
        // What a caller would write: a whole number becomes a decimal by itself.
        Basis::Decimal if text.parse::<i32>().is_ok() => {
            let number = signed(text.parse().unwrap_or_default());
            quote!(#number)
        }
        Basis::Decimal => {
            let digits = text.replace('.', "").parse().unwrap_or_default();
            let places = text.split_once('.').map_or(0, |(_, places)| places.len());
            let (digits, places) = (signed(digits), number(places as u64));
            quote!(Decimal::new(#digits, #places))
        }
        Basis::Flag => {
            let flag = ident(if text == "true" { "true" } else { "false" });
            quote!(#flag)
        }
        Basis::Choice => {
            let declared = enumeration(vendor, kind);
            let choice = declared
                .and_then(|declared| declared.choices.iter().find(|choice| choice.wire == text));
            let (name, choice) = (
                declared.map(|declared| pascal(&declared.name)),
                choice.map(|choice| pascal(&choice.name)),
            );
            quote!(#name::#choice)
        }
        Basis::Parts(separator) => {
            let parts = text.split(separator);
            quote!([#(#parts),*])
        }
        Basis::Bytes => quote!(b"kpg".to_vec()),
        Basis::Text | Basis::TimeOrChoice => quote!(#text),
    }
}

/// The runtime's name of a charset.
pub(super) fn charset_name(charset: Charset) -> Ident {
    ident(match charset {
        Charset::Utf8 => "Utf8",
        Charset::EucKr => "EucKr",
    })
}

/// The runtime's name of a time zone.
pub(super) fn zone_name(zone: Zone) -> Ident {
    ident(match zone {
        Zone::Seoul => "Seoul",
        Zone::Utc => "Utc",
    })
}
