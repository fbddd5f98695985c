//! Recipes as Rust: the straight-line code that people read when a signature is refused.

use proc_macro2::TokenStream;
use quote::quote;

use super::code::{credential, ident, local, option_member, pascal, snake};
use crate::model::{Digest, Expression, Field, Kind, Operation, Secrecy, TextEncoding, Vendor, Zone};

/// Recipes of one operation.
pub(super) struct Recipes<'v> {
    pub vendor: &'v Vendor,
    pub operation: &'v Operation,
}

impl Recipes<'_> {
    /// An expression that owns its value: a `String` or bytes.
    pub(super) fn owned(&self, expression: &Expression) -> TokenStream {
        match expression {
            Expression::Clock { zone, format } => {
                let (zone, format) = (zone_name(*zone), format.strftime());
                quote!(supply.clock(Zone::#zone, #format))
            }
            Expression::RandomHex { digits } => {
                let digits = super::code::number(u64::from(*digits));
                quote!(supply.random_hex(#digits)?)
            }
            Expression::Concatenation(parts) => {
                let parts = parts.iter().map(|part| self.text(part));
                quote!(recipe::concat(&[#(#parts),*]))
            }
            Expression::Pairs(pairs) => {
                let pairs = pairs.iter().map(|(name, part)| {
                    let value = self.text(part);
                    quote!((#name, #value))
                });
                quote!(recipe::pairs(&[#(#pairs),*]))
            }
            Expression::Digest(digest, message) => {
                let message = self.bytes(message);
                let digest = match digest {
                    Digest::Sha256 => quote!(sha256),
                    Digest::Sha512 => quote!(sha512),
                };
                quote!(recipe::#digest(#message))
            }
            Expression::HmacSha256 { key, message } => {
                let message = self.bytes(message);
                let key = self.credential_text(*key);
                quote!(recipe::hmac_sha256(#key.as_bytes(), #message))
            }
            Expression::RsaSha256 { key, message } => {
                let message = self.bytes(message);
                let key = credential(self.vendor, *key).map(|(_, name)| name);
                quote!(settings.credentials.#key.sign_sha256(#message)?)
            }
            Expression::Encoded(encoding, bytes) => {
                let bytes = self.bytes(bytes);
                let encode = match encoding {
                    TextEncoding::HexLower => quote!(hex_lower),
                    TextEncoding::HexUpper => quote!(hex_upper),
                    TextEncoding::Base64 => quote!(base64),
                    TextEncoding::Base64Url => quote!(base64_url),
                };
                quote!(recipe::#encode(#bytes))
            }
            Expression::Variant(option, arms) => self.variant(*option, arms),
            Expression::Utf8(_) | Expression::Body => {
                let bytes = self.bytes(expression);
                quote!(#bytes.to_vec())
            }
            _ => {
                let text = self.text(expression);
                quote!(#text.to_owned())
            }
        }
    }

    fn variant(&self, option: crate::model::OptionId, arms: &[Expression]) -> TokenStream {
        let Some(declared) = self.vendor.options.get(option.0) else { return TokenStream::new() };
        let kind = pascal(&declared.name);
        let member = option_member(self.vendor, option);
        let arms = declared.choices.iter().zip(arms).map(|(choice, arm)| {
            let (choice, value) = (pascal(&choice.name), self.owned(arm));
            quote!(#kind::#choice => #value,)
        });
        quote!(match settings.#member { #(#arms)* })
    }

    /// A text as something that coerces to `&str`.
    pub(super) fn text(&self, expression: &Expression) -> TokenStream {
        match expression {
            Expression::Credential(id) => self.credential_text(*id),
            Expression::Field(place) => self.operation.field(*place).map(field_text).unwrap_or_default(),
            Expression::Value(value) => {
                let name = self.operation.computed.get(value.0).map(|computed| local(&computed.name));
                quote!(&#name)
            }
            Expression::Session(_) => quote!(supply.session()),
            Expression::Literal(text) => quote!(#text),
            other => {
                let owned = self.owned(other);
                quote!(&#owned)
            }
        }
    }

    /// Bytes as something that coerces to `&[u8]`.
    fn bytes(&self, expression: &Expression) -> TokenStream {
        match expression {
            Expression::Body => quote!(body.bytes()),
            Expression::Utf8(text) => match text.as_ref() {
                Expression::Value(value) => {
                    let name = self.operation.computed.get(value.0).map(|computed| local(&computed.name));
                    quote!(#name.as_bytes())
                }
                borrowed @ (Expression::Credential(_) | Expression::Session(_) | Expression::Literal(_)) => {
                    let text = self.text(borrowed);
                    quote!(#text.as_bytes())
                }
                Expression::Field(_) => {
                    let text = self.text(text);
                    quote!(str::as_bytes(#text))
                }
                other => {
                    let text = self.owned(other);
                    quote!(#text.as_bytes())
                }
            },
            Expression::Value(value) => {
                let name = self.operation.computed.get(value.0).map(|computed| local(&computed.name));
                quote!(&#name)
            }
            other => {
                let owned = self.owned(other);
                quote!(&#owned)
            }
        }
    }

    /// A text credential as `&str`; an absent optional one is empty.
    fn credential_text(&self, id: crate::model::CredentialId) -> TokenStream {
        let Some((declared, name)) = credential(self.vendor, id) else { return TokenStream::new() };
        match (declared.secrecy == Secrecy::Public, declared.required) {
            (true, true) => quote!(settings.credentials.#name.as_str()),
            (false, true) => quote!(settings.credentials.#name.expose()),
            (true, false) => quote!(settings.credentials.#name.as_deref().unwrap_or_default()),
            (false, false) => quote!(settings.credentials.#name.as_ref().map(Secret::expose).unwrap_or_default()),
        }
    }

    /// What supplies a field, as `Option<&str>`.
    pub(super) fn optional_text(&self, expression: &Expression) -> TokenStream {
        if let Expression::Credential(id) = expression
            && let Some((declared, name)) = credential(self.vendor, *id)
            && !declared.required
        {
            return match declared.secrecy {
                Secrecy::Public => quote!(settings.credentials.#name.as_deref()),
                _ => quote!(settings.credentials.#name.as_ref().map(Secret::expose)),
            };
        }
        let text = self.text(expression);
        quote!(Some(#text))
    }
}

/// A caller's field as it goes on the wire; empty when it is absent.
fn field_text(field: &Field) -> TokenStream {
    let name = snake(&field.name);
    match (&field.kind, field.sensitive) {
        (Kind::Amount { .. } | Kind::Integer { .. } | Kind::Boolean, _) => quote!(&recipe::text_of(self.#name)),
        (Kind::Enumeration(_), _) => quote!(self.#name.as_ref().map(Choice::as_str).unwrap_or_default()),
        (_, true) => quote!(self.#name.as_ref().map(Sensitive::as_str).unwrap_or_default()),
        (_, false) => quote!(self.#name.as_deref().unwrap_or_default()),
    }
}

fn zone_name(zone: Zone) -> proc_macro2::Ident {
    ident(match zone {
        Zone::Seoul => "Seoul",
        Zone::Utc => "Utc",
    })
}
