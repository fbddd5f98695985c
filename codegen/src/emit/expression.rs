//! Recipes as Rust: the straight-line code that people read when a signature is refused.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::code::{credential, ident, number, option_member, pascal, snake};
use crate::model::{
    Cipher, CredentialId, Digest, Expression, Field, Key, KeyForm, Operation, OptionId, Source,
    TextEncoding, Value, Vendor, Zone,
};

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
                let digits = number(u64::from(*digits));
                quote!(supply.random_hex(#digits)?)
            }
            Expression::Concatenation(parts) => {
                let parts = parts.iter().map(|part| self.text(part));
                quote!(concat(&[#(#parts),*]))
            }
            Expression::Pairs(pairs) => {
                let pairs = pairs.iter().map(|(name, part)| {
                    let value = self.text(part);
                    quote!((#name, #value))
                });
                quote!(pairs(&[#(#pairs),*]))
            }
            Expression::Digest(digest, message) => {
                let (digest, message) = (digest_name(*digest), self.bytes(message));
                quote!(#digest(#message))
            }
            Expression::HmacSha256 { key, message } => {
                let (key, message) = (self.credential(*key), self.bytes(message));
                quote!(hmac_sha256(#key, #message))
            }
            Expression::RsaSha256 { key, message } => {
                let (key, message) = (self.credential(*key), self.bytes(message));
                quote!(rsa_sha256(#key, #message)?)
            }
            Expression::Encoded(encoding, bytes) => {
                let (encode, bytes) = (encoding_name(*encoding), self.bytes(bytes));
                quote!(#encode(#bytes))
            }
            Expression::Variant(option, arms) => self.variant(*option, arms),
            Expression::Body | Expression::Utf8(_) => {
                let bytes = self.bytes(expression);
                quote!(#bytes.to_vec())
            }
            Expression::Credential(_)
            | Expression::Field(_)
            | Expression::Encrypted(_)
            | Expression::Value(_)
            | Expression::Session(_)
            | Expression::Literal(_) => {
                let text = self.text(expression);
                quote!(text(#text))
            }
        }
    }

    fn variant(&self, option: OptionId, arms: &[Expression]) -> TokenStream {
        let Some(declared) = self.vendor.options.get(option.0) else {
            return TokenStream::new();
        };
        let kind = pascal(&declared.name);
        let member = option_member(self.vendor, option);
        let arms = declared.choices.iter().zip(arms).map(|(choice, arm)| {
            let (choice, value) = (pascal(&choice.name), self.owned(arm));
            quote!(#kind::#choice => #value,)
        });
        quote!(match settings.#member { #(#arms)* })
    }

    /// A text as a reference to something that goes on the wire.
    pub(super) fn text(&self, expression: &Expression) -> TokenStream {
        match expression {
            Expression::Credential(id) => self.credential(*id),
            Expression::Field(place) => {
                let name = self.operation.field(*place).map(|field| snake(&field.name));
                quote!(&fields.#name)
            }
            Expression::Encrypted(place) => {
                let field = self.operation.field(*place);
                field
                    .and_then(|field| self.encrypted(field))
                    .unwrap_or_default()
            }
            Expression::Value(value) => self.value(*value),
            Expression::Session(_) => quote!(&supply.session()),
            Expression::Literal(text) => quote!(&#text),
            other => {
                let owned = self.owned(other);
                quote!(&#owned)
            }
        }
    }

    /// Bytes, or a text whose UTF-8 bytes are meant: both are what digests and signatures take.
    fn bytes(&self, expression: &Expression) -> TokenStream {
        match expression {
            Expression::Body => quote!(body.bytes()),
            Expression::Value(value) => self.value(*value),
            Expression::Utf8(inner) => match inner.as_ref() {
                Expression::Value(value) => self.value(*value),
                Expression::Literal(text) => quote!(#text),
                text => self.owned(text),
            },
            other => self.owned(other),
        }
    }

    /// What the operation's method needs of its inputs.
    pub(super) fn needs(&self) -> Needs {
        let fields = self.operation.headers.iter().chain(&self.operation.body);
        let mut needs = Needs {
            fields: false,
            credentials: self.operation.envelope.is_some(),
            supply: false,
        };
        let mut expressions: Vec<&Expression> = self
            .operation
            .computed
            .iter()
            .map(|computed| &computed.expression)
            .collect();
        for field in fields {
            match &field.source {
                Source::Caller => needs.fields = true,
                Source::Supplied(expression) => expressions.push(expression),
            }
            needs.credentials |= field.cipher.is_some();
        }
        for expression in expressions {
            expression.any(&mut |part| {
                match part {
                    Expression::Credential(_)
                    | Expression::HmacSha256 { .. }
                    | Expression::RsaSha256 { .. } => {
                        needs.credentials = true;
                    }
                    Expression::Clock { .. }
                    | Expression::RandomHex { .. }
                    | Expression::Session(_) => needs.supply = true,
                    Expression::Field(_) | Expression::Encrypted(_) => needs.fields = true,
                    _ => {}
                }
                false
            });
        }
        needs
    }

    /// A caller's field, encrypted where it must be.
    pub(super) fn caller(&self, field: &Field) -> TokenStream {
        let name = snake(&field.name);
        self.encrypted(field)
            .unwrap_or_else(|| quote!(&fields.#name))
    }

    fn encrypted(&self, field: &Field) -> Option<TokenStream> {
        let cipher = self.vendor.ciphers.get(field.cipher?.0)?;
        let (cipher, name) = (cipher_local(cipher), snake(&field.name));
        Some(quote!(&#cipher.encrypt(&fields.#name)?))
    }

    /// `let personal_cipher = Cipher::aes_cbc(…)?;` for every cipher that the operation needs.
    pub(super) fn ciphers(&self) -> Vec<TokenStream> {
        let used: BTreeSet<_> = self
            .operation
            .headers
            .iter()
            .chain(&self.operation.body)
            .filter_map(|field| field.cipher)
            .collect();
        let used = used
            .into_iter()
            .filter_map(|id| self.vendor.ciphers.get(id.0));
        used.map(|cipher| {
            let (name, key) = (cipher_local(cipher), self.key(&cipher.key));
            let write = encoding_name(cipher.encoding);
            match &cipher.iv {
                Some(iv) => {
                    let iv = self.key(iv);
                    quote!(let #name = Cipher::aes_cbc(#key, #iv, #write)?;)
                }
                None => quote!(let #name = Cipher::aes_ecb(#key, #write)?;),
            }
        })
        .collect()
    }

    fn key(&self, key: &Key) -> TokenStream {
        let credential = self.credential(key.credential);
        match key.form {
            KeyForm::Text => quote!(KeyForm::Text(#credential)),
            KeyForm::Hex => quote!(KeyForm::Hex(#credential)),
            KeyForm::Base64 => quote!(KeyForm::Base64(#credential)),
        }
    }

    fn value(&self, value: Value) -> TokenStream {
        let name = self
            .operation
            .computed
            .get(value.0)
            .map(|computed| snake(&computed.name));
        quote!(&#name)
    }

    fn credential(&self, id: CredentialId) -> TokenStream {
        let name = credential(self.vendor, id);
        quote!(&credentials.#name)
    }
}

/// Which inputs a generated method uses.
pub(super) struct Needs {
    pub fields: bool,
    pub credentials: bool,
    pub supply: bool,
}

fn cipher_local(cipher: &Cipher) -> proc_macro2::Ident {
    ident(&format!("{}_cipher", cipher.name))
}

fn digest_name(digest: Digest) -> proc_macro2::Ident {
    ident(match digest {
        Digest::Sha256 => "sha256",
        Digest::Sha512 => "sha512",
    })
}

fn encoding_name(encoding: TextEncoding) -> proc_macro2::Ident {
    ident(match encoding {
        TextEncoding::HexLower => "hex_lower",
        TextEncoding::HexUpper => "hex_upper",
        TextEncoding::Base64 => "base64",
        TextEncoding::Base64Url => "base64_url",
    })
}

fn zone_name(zone: Zone) -> proc_macro2::Ident {
    ident(match zone {
        Zone::Seoul => "Seoul",
        Zone::Utc => "Utc",
    })
}
