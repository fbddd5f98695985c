//! Ciphers as Rust: made once for a request, as soon as their keys are known.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::code::{ident, number};
use super::expression::{Recipes, key_form};
use crate::model::{
    Charset, Cipher, CipherId, Cut, Expression, Key, KeySource, KeyText, KeyUnit, Name, Uses,
    Value, declared_value,
};

impl Recipes<'_> {
    pub(super) fn encrypted(&self, cipher: CipherId, text: &TokenStream) -> TokenStream {
        let Some(declared) = self.vendor.ciphers.get(cipher.0) else {
            return TokenStream::new();
        };
        let made = match self.is_optional(cipher) {
            true => self.cipher(declared),
            false => {
                let name = cipher_local(declared);
                quote!(#name)
            }
        };
        match declared.charset {
            Charset::Utf8 => quote!(&#made.encrypt(#text)),
            Charset::EucKr => quote!(&#made.encrypt_euckr(#text)?),
        }
    }

    /// Whether a cipher is one of the ways that an option chooses from: a client that chooses another
    /// needs no key for it, so that it is made in its arm.
    fn is_optional(&self, cipher: CipherId) -> bool {
        if let Some(request) = self.subject.request() {
            let mut ciphers = request.all_fields().map(|field| field.cipher);
            let seals = request.sealed().map(|sealed| sealed.cipher) == Some(cipher);
            if seals || ciphers.any(|of_field| of_field == Some(cipher)) {
                return false;
            }
        }
        let encrypts =
            |part: &Expression| matches!(part, Expression::Encrypted(id, _) if *id == cipher);
        self.expressions().into_iter().all(|expression| {
            let chosen = matches!(expression, Expression::Variant(..));
            chosen || !expression.any(&mut |part| encrypts(part))
        })
    }

    /// The variable of a cipher that the subject always needs.
    pub(super) fn cipher_variable(&self, cipher: CipherId) -> TokenStream {
        let name = self.vendor.ciphers.get(cipher.0).map(cipher_local);
        quote!(#name)
    }

    /// `let personal_cipher = Cipher::aes_cbc(…)?;` for every cipher that the subject always needs, and whose keys are
    /// known once this value is; with `None`, from the start.
    pub(super) fn ciphers(&self, after: Option<Value>) -> Vec<TokenStream> {
        let mut used = BTreeSet::new();
        if let Some(request) = self.subject.request() {
            used.extend(request.all_fields().filter_map(|field| field.cipher));
            used.extend(request.sealed().map(|sealed| sealed.cipher));
        }
        for expression in self.expressions() {
            expression.any(&mut |part| {
                if let Uses::Cipher(cipher) = part.uses() {
                    used.insert(cipher);
                }
                false
            });
        }
        let always = used.into_iter().filter(|id| !self.is_optional(*id));
        let declared = always.filter_map(|id| self.vendor.ciphers.get(id.0));
        let now = declared.filter(|cipher| self.last_key(cipher) == after);
        now.map(|cipher| {
            let (name, made) = (cipher_local(cipher), self.cipher(cipher));
            quote!(let #name = #made;)
        })
        .collect()
    }

    /// The last of the values that the keys of a cipher are made of.
    fn last_key(&self, cipher: &Cipher) -> Option<Value> {
        let names = cipher.keys().filter_map(Key::value);
        let values = names.filter_map(|name| declared_value(self.computed(), name));
        values.max()
    }

    /// `Cipher::aes_cbc(…)?`
    fn cipher(&self, cipher: &Cipher) -> TokenStream {
        let made = self.made(cipher, cipher.encoding.row().name);
        quote!(Cipher::#made?)
    }

    /// `Decipher::aes_cbc(…)`
    pub(super) fn decipher(&self, id: CipherId) -> TokenStream {
        let Some(cipher) = self.vendor.ciphers.get(id.0) else {
            return TokenStream::new();
        };
        let made = self.made(cipher, cipher.encoding.reader());
        quote!(Decipher::#made)
    }

    /// `aes_cbc(…)`
    fn made(&self, cipher: &Cipher, writing: &str) -> TokenStream {
        let algorithm = cipher.algorithm.description();
        let (key, write) = (self.key(&cipher.key, algorithm.block), ident(writing));
        let constructor = ident(&format!(
            "{}_{}",
            algorithm.constructor,
            cipher.mode.word().constructor()
        ));
        let iv = cipher.mode.iv().map(|iv| {
            let iv = self.key(iv, algorithm.block);
            quote!(#iv,)
        });
        quote!(#constructor(#key, #iv #write))
    }

    /// `KeyForm::Text(&credentials.sign_key)`
    fn key(&self, key: &Key, block: usize) -> TokenStream {
        let cut_to = |unit: KeyUnit| key.part.filter(|part| part.unit == unit);
        let whole = match &key.source {
            KeySource::Text(text, form) => {
                let text = self.key_text(text);
                let part = cut_to(KeyUnit::Characters).map(|part| {
                    let (cut, count) = (ident(part.cut.row().name), number(part.count.into()));
                    quote!(&#cut(#count, #text))
                });
                key_form(*form, &part.unwrap_or(text))
            }
            KeySource::Bytes(name) => {
                let bytes = self.declared(name);
                quote!(KeyForm::Bytes(#bytes))
            }
            KeySource::Zero => {
                let block = number(block as u64);
                quote!(KeyForm::Zero(#block))
            }
            KeySource::FirstBlock => quote!(KeyForm::FirstBlock),
        };
        match cut_to(KeyUnit::Bytes) {
            Some(part) => {
                let count = number(part.count.into());
                let end = match part.cut {
                    Cut::First => ident("FirstBytes"),
                    Cut::Last => ident("LastBytes"),
                };
                quote!(KeyForm::#end(#count, &#whole))
            }
            None => whole,
        }
    }

    fn key_text(&self, text: &KeyText) -> TokenStream {
        match text {
            KeyText::Credential(id) => self.needed(*id),
            KeyText::Value(name) => self.declared(name),
            KeyText::Literal(text) => quote!(&#text),
        }
    }

    /// The value of a name in the spec.
    fn declared(&self, name: &Name) -> TokenStream {
        let value = declared_value(self.computed(), name);
        value.map_or_else(TokenStream::new, |value| self.value(value))
    }
}

fn cipher_local(cipher: &Cipher) -> proc_macro2::Ident {
    ident(&format!("{}_cipher", cipher.name))
}
