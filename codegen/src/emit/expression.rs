//! Recipes as Rust: the straight-line code that people read when a signature is refused.

use proc_macro2::TokenStream;
use quote::quote;

use super::code::{
    charset_name, credential, ident, number, option_member, pascal, path, snake, zone_name,
};
use crate::model::{
    Absent, BrowserForm, Charset, Computed, CredentialId, Expression, Field, FieldRef, KeyForm,
    Notification, Opening, Operation, OptionId, Proof, RandomDigits, Replacement, Request,
    Selection, Source, Value, ValueType, Vendor,
};

/// What recipes belong to.
#[derive(Clone, Copy)]
pub(super) enum Subject<'v> {
    /// The request of an operation, and what it makes for requests that follow.
    Operation(&'v Operation),
    /// What a browser posts.
    Form(&'v BrowserForm),
    /// The proof of an operation's answer.
    Answer(&'v Operation, &'v Proof),
    /// A notification that has arrived.
    Notification(&'v Notification),
    /// What opens with a cipher what has arrived: the answer of an operation, or a notification.
    Opening(Option<&'v Operation>, &'v Opening),
}

impl<'v> Subject<'v> {
    /// The request that the recipes belong to.
    pub(super) fn request(self) -> Option<&'v Request> {
        match self {
            Self::Operation(operation) => Some(&operation.request),
            Self::Form(form) => Some(&form.request),
            Self::Answer(..) | Self::Notification(_) | Self::Opening(..) => None,
        }
    }
}

/// Recipes of one operation or notification.
pub(super) struct Recipes<'v> {
    pub vendor: &'v Vendor,
    pub subject: Subject<'v>,
}

impl Recipes<'_> {
    /// An expression that owns its value: a `String` or bytes.
    pub(super) fn owned(&self, expression: &Expression) -> TokenStream {
        match expression {
            Expression::Clock { zone, format } => {
                let (zone, format) = (zone_name(*zone), format.strftime());
                quote!(supply.clock(Zone::#zone, #format)?)
            }
            Expression::RandomDigits(kind, digits) => {
                let digits = number(u64::from(*digits));
                match kind {
                    RandomDigits::Hex => quote!(supply.random_hex(#digits)?),
                    RandomDigits::Decimal => quote!(supply.random_digits(#digits)?),
                }
            }
            Expression::Concatenation(parts) => {
                let parts = parts.iter().map(|part| self.text_reference(part));
                quote!(concat(&[#(#parts),*]))
            }
            Expression::Selection(selection) => self.selection(selection),
            Expression::Json(members) => self.json(members),
            Expression::Sent(sent) => self.part_of_body(sent),
            Expression::Cut(cut, count, text) => {
                let (count, text) = (number(u64::from(*count)), self.text_reference(text));
                let cut = ident(cut.row().name);
                quote!(text_of(&#cut(#count, #text)))
            }
            Expression::RandomBytes { bytes, encoding } => {
                let bytes = number(u64::from(*bytes));
                let encode = ident(encoding.row().name);
                quote!(#encode(supply.random_bytes(#bytes)?))
            }
            Expression::Cased(case, text) => {
                let (change, text) = (ident(case.row().name), self.text_reference(text));
                quote!(#change(#text))
            }
            Expression::Replaced { from, to, text } => {
                let replace = ident(Replacement::Replace.row().name);
                let text = self.text_reference(text);
                quote!(#replace(#from, #to, #text))
            }
            Expression::Escaped(escape, charset, text) => {
                let (escape, text) = (ident(escape.row().name), self.text_reference(text));
                let charset = charset_name(*charset);
                quote!(#escape(Charset::#charset, #text)?)
            }
            Expression::Derived { .. } => self.derived(expression),
            Expression::Charset(charset @ Charset::EucKr, text) => {
                let (encode, text) = (ident(charset.row().name), self.text_reference(text));
                quote!(#encode(#text)?)
            }
            Expression::Bytes(parts) => {
                let parts = parts.iter().map(|part| self.part_bytes(part));
                quote!(bytes(&[#(#parts),*]))
            }
            Expression::Digest(digest, message) => {
                let (digest, message) = (ident(digest.row().function.name), self.bytes(message));
                quote!(#digest(#message))
            }
            Expression::Mac {
                mac,
                key,
                form: KeyForm::Text,
                message,
            } => {
                let (key, message) = (self.key_of_mac(key), self.bytes(message));
                let mac = ident(mac.row().function.name);
                quote!(#mac(#key, #message))
            }
            Expression::Mac {
                mac,
                key,
                form,
                message,
            } => {
                let (key, message) = (key_form(*form, &self.key_of_mac(key)), self.bytes(message));
                let mac = ident(&format!("{}_with", mac.row().function.name));
                quote!(#mac(#key, #message)?)
            }
            Expression::Signature {
                signature,
                key,
                message,
            } => {
                let (key, message) = (self.needed(*key), self.bytes(message));
                let sign = ident(signature.row().name);
                quote!(#sign(#key, #message)?)
            }
            Expression::Encoded(encoding, bytes) => {
                let (encode, bytes) = (ident(encoding.row().name), self.bytes(bytes));
                quote!(#encode(#bytes))
            }
            Expression::Variant(option, arms) => self.variant(*option, arms),
            Expression::ByText { by, arms } => {
                let is_bytes = expression.value_type(self.computed()) == ValueType::Bytes;
                let arms = arms.iter().map(|(text, arm)| {
                    let value = match is_bytes {
                        // Digests differ in their lengths, and so in their types.
                        true => {
                            let part = self.part_bytes(arm);
                            quote!(bytes(&[#part]))
                        }
                        false => self.owned(arm),
                    };
                    quote!(#text => #value,)
                });
                let by = self.owned(by);
                quote!(match #by.as_str() { #(#arms)* _ => return Err(not_chosen()), })
            }
            Expression::Body | Expression::Charset(Charset::Utf8, _) => {
                let bytes = self.bytes(expression);
                quote!(#bytes.to_vec())
            }
            Expression::Credential(_)
            | Expression::Field(_)
            | Expression::Received(_)
            | Expression::ReceivedHeader(_)
            | Expression::Encrypted(..)
            | Expression::Value(_)
            | Expression::Session(_)
            | Expression::Path
            | Expression::Query
            | Expression::Literal(_) => {
                let text = self.text_reference(expression);
                quote!(text_of(#text))
            }
        }
    }

    /// `pbkdf2_sha256(&credentials.password, KeyForm::Text(&salt), 10000, 32)?`
    fn derived(&self, expression: &Expression) -> TokenStream {
        let Expression::Derived {
            derivation,
            password,
            salt,
            form,
            rounds,
            bytes,
        } = expression
        else {
            return TokenStream::new();
        };
        let derive = ident(derivation.row().name);
        let password = self.bytes(password);
        let salt = key_form(*form, &self.text_reference(salt));
        let (rounds, bytes) = (number(u64::from(*rounds)), number(u64::from(*bytes)));
        quote!(#derive(#password, #salt, #rounds, #bytes)?)
    }

    /// The key of a MAC: with an absent one anybody could sign.
    fn key_of_mac(&self, key: &Expression) -> TokenStream {
        match key {
            Expression::Credential(id) => self.needed(*id),
            made => self.text_reference(made),
        }
    }

    fn is_optional_credential(&self, expression: &Expression) -> bool {
        let Expression::Credential(id) = expression else {
            return false;
        };
        let declared = self.vendor.credentials.get(id.0);
        declared.is_some_and(|declared| !declared.required)
    }

    /// Whether the code of an expression ends the method where it has no value.
    pub(super) fn can_fail(&self, expression: &Expression) -> bool {
        match expression {
            Expression::Credential(id) => self.vendor.is_needed_in_recipes(*id),
            Expression::Charset(charset, _) => *charset == Charset::EucKr,
            Expression::Mac { form, key, .. } => {
                *form != KeyForm::Text || self.is_optional_credential(key)
            }
            Expression::Encrypted(..)
            | Expression::Clock { .. }
            | Expression::RandomDigits(..)
            | Expression::RandomBytes { .. }
            | Expression::Escaped(..)
            | Expression::Derived { .. }
            | Expression::ByText { .. }
            | Expression::Signature { .. } => true,
            Expression::Field(_)
            | Expression::Received(_)
            | Expression::ReceivedHeader(_)
            | Expression::Value(_)
            | Expression::Session(_)
            | Expression::Literal(_)
            | Expression::Path
            | Expression::Query
            | Expression::Concatenation(_)
            | Expression::Selection(_)
            | Expression::Json(_)
            | Expression::Sent(_)
            | Expression::Cut(..)
            | Expression::Cased(..)
            | Expression::Replaced { .. }
            | Expression::Body
            | Expression::Bytes(_)
            | Expression::Digest(..)
            | Expression::Encoded(..)
            | Expression::Variant(..) => false,
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
    pub(super) fn text_reference(&self, expression: &Expression) -> TokenStream {
        match expression {
            Expression::Credential(id) => self.credential(*id),
            Expression::Field(place) => self.field(*place),
            Expression::Received(received) => {
                let at = path(&received.path);
                let is_sealed = received.is_sealed;
                match (self.subject, received.may_be_absent) {
                    (Subject::Answer(..) | Subject::Opening(..), false) => match is_sealed {
                        true => quote!(&signed.needed_sealed(#at)?),
                        false => quote!(&signed.needed(#at)?),
                    },
                    (Subject::Answer(..) | Subject::Opening(..), true) => match is_sealed {
                        true => quote!(&signed.sealed(#at)),
                        false => quote!(&signed.wire(#at)),
                    },
                    (Subject::Operation(_) | Subject::Form(_) | Subject::Notification(_), _) => {
                        match is_sealed {
                            true => quote!(&notice.sealed(#at)),
                            false => quote!(&notice.wire(#at)),
                        }
                    }
                }
            }
            Expression::ReceivedHeader(name) => match self.subject {
                Subject::Answer(..) | Subject::Opening(..) => quote!(&signed.header(#name)?),
                Subject::Operation(_) | Subject::Form(_) | Subject::Notification(_) => {
                    quote!(&notice.header(headers, #name))
                }
            },
            Expression::Encrypted(cipher, text) => {
                self.encrypted(*cipher, &self.text_reference(text))
            }
            Expression::Path => quote!(&path_of(&url)),
            Expression::Query => quote!(&query_of(&url)),
            Expression::Value(value) => self.value(*value),
            Expression::Session(_) => quote!(&supply.session()),
            Expression::Literal(text) => quote!(&#text),
            other => {
                let owned = self.owned(other);
                quote!(&#owned)
            }
        }
    }

    /// The body, as it is sent or as it arrived.
    fn body(&self) -> TokenStream {
        match self.subject {
            Subject::Operation(_) | Subject::Form(_) | Subject::Opening(..) => quote!(body.bytes()),
            Subject::Answer(..) => quote!(signed.body()),
            Subject::Notification(_) => quote!(body),
        }
    }

    /// Bytes, or a text whose UTF-8 bytes are meant: both are what digests and signatures take.
    fn bytes(&self, expression: &Expression) -> TokenStream {
        match expression {
            Expression::Body => self.body(),
            Expression::Value(value) => self.value(*value),
            Expression::Charset(Charset::Utf8, inner) => match inner.as_ref() {
                Expression::Value(value) => self.value(*value),
                Expression::Literal(text) => quote!(#text),
                text => self.owned(text),
            },
            other => self.owned(other),
        }
    }

    /// Bytes or a text among bytes, as a reference to bytes.
    fn part_bytes(&self, expression: &Expression) -> TokenStream {
        match expression {
            Expression::Body => {
                let body = self.body();
                quote!(&#body)
            }
            Expression::Literal(text) => quote!(&#text),
            Expression::Value(value) => self.value(*value),
            other => {
                let owned = self.owned(other);
                quote!(&#owned)
            }
        }
    }

    fn selection(&self, selection: &Selection) -> TokenStream {
        let separator = &selection.separator;
        let Some(between) = &selection.between else {
            let parts = selection
                .parts
                .iter()
                .map(|(_, part)| self.text_reference(part));
            let join = match selection.absent {
                Absent::Empty => ident("joined"),
                Absent::Skipped => ident("joined_present"),
            };
            return quote!(#join(#separator, &[#(#parts),*]));
        };
        let pairs = selection.parts.iter().map(|(name, part)| {
            let value = self.text_reference(part);
            quote!((#name, #value))
        });
        match selection.absent {
            Absent::Empty if between == "=" && separator == "&" => quote!(pairs(&[#(#pairs),*])),
            Absent::Empty => quote!(pairs_with(#between, #separator, &[#(#pairs),*])),
            Absent::Skipped => quote!(present_pairs(#between, #separator, &[#(#pairs),*])),
        }
    }

    /// Every expression of the subject: its values, and what supplies its fields.
    pub(super) fn expressions(&self) -> Vec<&Expression> {
        let computed = self.computed().iter().map(|computed| &computed.expression);
        let mut all: Vec<&Expression> = computed.collect();
        let request = self.subject.request().into_iter();
        let sources = request
            .flat_map(Request::all_fields)
            .map(|field| &field.source);
        all.extend(sources.filter_map(|source| match source {
            Source::Supplied(expression) => Some(expression),
            Source::Caller => None,
        }));
        match self.subject {
            Subject::Operation(operation) => all.extend(operation.made_values()),
            Subject::Form(_) | Subject::Opening(..) => {}
            Subject::Answer(_, proof) => all.push(&proof.expected),
            Subject::Notification(notification) => {
                let proof = notification.authenticity.proof();
                all.extend(proof.map(|proof| &proof.expected));
            }
        }
        all
    }

    fn field(&self, place: FieldRef) -> TokenStream {
        match self.subject {
            Subject::Operation(Operation { request, .. })
            | Subject::Form(BrowserForm { request }) => {
                let name = request.field(place).map(|field| snake(&field.facts.name));
                quote!(&self.#name)
            }
            Subject::Answer(operation, _) | Subject::Opening(Some(operation), _) => {
                self.answered_field(operation, place)
            }
            Subject::Notification(notification) => {
                let stored = notification.stored_value(place);
                let name = stored.map(|value| snake(&value.facts.name));
                quote!(&stored.#name)
            }
            // What opens a notification knows of no request and of nothing that was stored.
            Subject::Opening(None, _) => TokenStream::new(),
        }
    }

    /// A field of the request that is answered: what the caller gave is at hand, and what the client made was kept.
    fn answered_field(&self, operation: &Operation, place: FieldRef) -> TokenStream {
        let Some(field) = operation.field(place) else {
            return TokenStream::new();
        };
        match &field.source {
            Source::Caller => {
                let name = snake(&field.facts.name);
                quote!(&self.#name)
            }
            Source::Supplied(Expression::Literal(text)) => quote!(&#text),
            Source::Supplied(Expression::Credential(id)) => self.credential(*id),
            Source::Supplied(_) => {
                let name = kept_for_proof(field);
                quote!(&signed.sent(#name)?)
            }
        }
    }

    pub(super) fn value(&self, value: Value) -> TokenStream {
        let computed = self.computed().get(value.0);
        let name = computed.map(|computed| snake(&computed.name));
        quote!(&#name)
    }

    pub(super) fn computed(&self) -> &[Computed] {
        match self.subject {
            Subject::Operation(operation) => &operation.computed,
            Subject::Form(form) => &form.request.computed,
            Subject::Answer(_, proof) => &proof.computed,
            Subject::Notification(notification) => notification.computed(),
            Subject::Opening(_, opening) => &opening.computed,
        }
    }

    /// A credential in a recipe; an absent optional one has an empty text, unless it is a secret.
    fn credential(&self, id: CredentialId) -> TokenStream {
        let name = credential(self.vendor, id);
        match self.vendor.is_needed_in_recipes(id) {
            true => self.needed(id),
            false => quote!(&credentials.#name),
        }
    }

    /// A credential that must be there: `needed("encryption_iv", &credentials.encryption_iv)?`. What the
    /// builder of the credentials asks for is there.
    pub(super) fn needed(&self, id: CredentialId) -> TokenStream {
        let name = credential(self.vendor, id);
        let declared = self.vendor.credentials.get(id.0);
        match declared.filter(|credential| !credential.required) {
            Some(optional) => {
                let word = optional.name.snake();
                quote!(needed(#word, &credentials.#name)?)
            }
            None => quote!(&credentials.#name),
        }
    }
}

/// Under which name a request keeps what its client made for a field, until its answer is proven.
pub(super) fn kept_for_proof(field: &Field) -> String {
    format!("request.{}", field.wire)
}

/// A text that stands for the bytes of a key: `KeyForm::Hex(&credentials.sign_key)`.
pub(super) fn key_form(form: KeyForm, text: &TokenStream) -> TokenStream {
    match form {
        KeyForm::Text => quote!(KeyForm::Text(#text)),
        KeyForm::Hex => quote!(KeyForm::Hex(#text)),
        KeyForm::Base64 => quote!(KeyForm::Base64(#text)),
    }
}
