//! How what arrives is opened: whole bodies in envelopes, and members that are encrypted or texts that hold something
//! else.

use proc_macro2::TokenStream;
use quote::quote;

use super::answer;
use super::code::{charset_name, credential, ident, path};
use super::expression::{Recipes, Subject};
use super::values::values;
use crate::model::{
    AnswerField, Escaping, Expression, FieldRef, Format, Notification, Opening, Operation,
    ReceivedEnvelope, ReceivedHolder, Source, Stage, Uses, Vendor, wrapped_members,
};

/// The method that opens an answer, where it is in an envelope.
pub(super) fn open(vendor: &Vendor, operation: &Operation) -> Option<TokenStream> {
    let (settings, credentials, opened) = match operation.answer.envelope.as_ref()? {
        ReceivedEnvelope::Jwe { member, key } => {
            // The checker admits no optional key: an answer that nobody can open may be a yes.
            let key = credential(vendor, *key);
            let opened =
                quote!(Reading::jwe(Self::facts(), answer, #member, &settings.credentials.#key));
            (ident("settings"), None, opened)
        }
        ReceivedEnvelope::Cipher { opening, holder } => {
            let opener = Opener {
                vendor,
                operation: Some(operation),
                opening,
            };
            let made = opener.made();
            let opened = match holder {
                None => quote!(Reading::encrypted(Self::facts(), answer, #made)),
                Some(holder) => {
                    let holder = held(holder, &operation.answer.format);
                    quote!(Reading::held(Self::facts(), answer, &#holder, #made))
                }
            };
            let (settings, credentials) = settings(opener.has_credentials());
            (settings, credentials, opened)
        }
    };
    Some(quote! {
        fn open<'a>(#settings: &Settings, answer: &'a HttpAnswer) -> Opened<'a> {
            #credentials
            #opened
        }
    })
}

/// The name of the settings, and what is taken out of them.
fn settings(has_credentials: bool) -> (proc_macro2::Ident, Option<TokenStream>) {
    match has_credentials {
        true => (
            ident("settings"),
            Some(quote!(let credentials = &settings.credentials;)),
        ),
        false => (ident("_settings"), None),
    }
}

/// `Holder { member: "DATA", clear: &["mid"], content: … }`
fn held(holder: &ReceivedHolder, around: &Format) -> TokenStream {
    let ReceivedHolder {
        name,
        clear,
        content,
    } = holder;
    let content = answer::format(&Format {
        encoding: content.unwrap_or(around.encoding),
        ..around.clone()
    });
    quote!(Holder { member: #name, clear: &[#(#clear),*], content: #content })
}

/// The method that opens the members of an answer, where there are some to open.
pub(super) fn unseal(vendor: &Vendor, operation: &Operation) -> Option<TokenStream> {
    let answer = &operation.answer;
    let steps = steps(vendor, &answer.fields, &answer.format);
    if steps.is_empty() {
        return None;
    }
    let openers = answer.openings.iter().map(|opening| Opener {
        vendor,
        operation: Some(operation),
        opening,
    });
    let openers: Vec<Opener<'_>> = openers.collect();
    let (settings, credentials) = settings(openers.iter().any(Opener::has_credentials));
    let openers = openers.iter().map(Opener::variable);
    Some(quote! {
        fn unseal(&self, #settings: &Settings, arrived: &mut Arrived<'_>) {
            #credentials
            #(#openers)*
            #(#steps)*
        }
    })
}

/// How a notification is opened: the statement that makes `notice`, and those that open its members. `is_changed` says
/// whether other statements behind these change it.
pub(super) fn notice(
    vendor: &Vendor,
    notification: &Notification,
    (sensitive, is_changed): (&[&str], bool),
) -> TokenStream {
    let (vendor_id, id) = (vendor.id.snake(), notification.name.snake());
    let formats: Vec<_> = notification.formats.iter().map(answer::format).collect();
    let (open, formats) = match formats.as_slice() {
        [format] => (ident("open"), quote!(#format)),
        formats => (ident("open_any"), quote!(&[#(#formats),*])),
    };
    let plain = quote!(Notice::#open(#vendor_id, #id, #formats, &[#(#sensitive),*], body)?);
    let opened = match &notification.envelope {
        None => plain,
        Some(ReceivedEnvelope::Jwe { member, key }) => {
            let key = credential(vendor, *key);
            quote!(#plain.jwe(#member, &credentials.#key)?)
        }
        Some(ReceivedEnvelope::Cipher { opening, holder }) => {
            let opener = Opener {
                vendor,
                operation: None,
                opening,
            };
            let made = opener.made();
            match (holder, notification.formats.first()) {
                (Some(holder), Some(format)) => {
                    let holder = held(holder, format);
                    quote!(#plain.held(&#holder, #made)?)
                }
                _ => quote!(
                    Notice::open_encrypted(#vendor_id, #id, #formats, &[#(#sensitive),*], body, #made)?
                ),
            }
        }
    };
    let format = notification.formats.first();
    let steps = format.map(|format| steps(vendor, &notification.fields, format));
    let steps = steps.unwrap_or_default();
    let openers = notification.openings.iter().map(|opening| {
        let opener = Opener {
            vendor,
            operation: None,
            opening,
        };
        opener.variable()
    });
    let mutable = (is_changed || !steps.is_empty()).then(|| quote!(mut));
    let open_members = (!steps.is_empty()).then(|| {
        quote! {
            notice.open_members(|arrived| {
                #(#openers)*
                #(#steps)*
            });
        }
    });
    quote! {
        let #mutable notice = #opened;
        #open_members
    }
}

/// Whether a notification is opened with credentials.
pub(super) fn notice_needs_credentials(vendor: &Vendor, notification: &Notification) -> bool {
    let has_key = matches!(notification.envelope, Some(ReceivedEnvelope::Jwe { .. }));
    let mut openers = notification.all_openings().map(|opening| Opener {
        vendor,
        operation: None,
        opening,
    });
    has_key || openers.any(|opener| opener.has_credentials())
}

/// What is done to each member, one after the other.
fn steps(vendor: &Vendor, fields: &[AnswerField], format: &Format) -> Vec<TokenStream> {
    let mut steps = Vec::new();
    for (at, field) in wrapped_members(fields) {
        let at = path(&at);
        if let Some(escaped) = field.wrapping.escaped {
            let method = ident(match escaped {
                Escaping::FormEncode => "form_encoded",
                Escaping::PercentEncode => "percent_encoded",
            });
            let charset = charset_name(format.charset);
            steps.push(quote!(arrived.#method(#at, Charset::#charset);));
        }
        let cipher = field.wrapping.cipher;
        if let Some(cipher) = cipher.and_then(|id| vendor.ciphers.get(id.0)) {
            let opener = ident(&format!("{}_opener", cipher.name));
            let charset = charset_name(cipher.charset);
            steps.push(quote!(arrived.decrypt(#at, &#opener, Charset::#charset);));
        }
        if let Some(content) = field.wrapping.content {
            let method = ident(content.word());
            let charset = (!content.row().holds_structures).then(|| {
                let charset = charset_name(format.charset);
                quote!(, Charset::#charset)
            });
            steps.push(quote!(arrived.#method(#at #charset);));
        }
    }
    steps
}

/// What opens members or a body with one cipher.
struct Opener<'v> {
    vendor: &'v Vendor,
    /// The operation whose answer it opens.
    operation: Option<&'v Operation>,
    opening: &'v Opening,
}

impl Opener<'_> {
    fn recipes(&self) -> Recipes<'_> {
        Recipes {
            vendor: self.vendor,
            subject: Subject::Opening(self.operation, self.opening),
        }
    }

    fn has_credentials(&self) -> bool {
        let cipher = self.vendor.ciphers.get(self.opening.cipher.0);
        let mut keys = cipher.into_iter().flat_map(|cipher| cipher.keys());
        keys.any(|key| key.credential().is_some()) || self.recipes().needs().credentials
    }

    /// `let personal_opener = arrived.opener(|_| Decipher::aes_cbc(…));`
    fn variable(&self) -> TokenStream {
        let cipher = self.vendor.ciphers.get(self.opening.cipher.0);
        let name = cipher.map(|cipher| ident(&format!("{}_opener", cipher.name)));
        let made = self.made();
        quote!(let #name = arrived.opener(#made);)
    }

    /// `|signed| Decipher::aes_cbc(…)`
    fn made(&self) -> TokenStream {
        let recipes = self.recipes();
        let decipher = recipes.decipher(self.opening.cipher);
        let values = values(&recipes, Stage::BeforeAddress);
        let argument = match recipes.takes_in_what_arrived() {
            true => quote!(signed),
            false => quote!(_),
        };
        match values.is_empty() {
            true => quote!(|#argument| #decipher),
            false => quote!(|#argument| { #values #decipher }),
        }
    }
}

impl Recipes<'_> {
    /// Whether its values are made of what arrived, or of what was made for the request.
    fn takes_in_what_arrived(&self) -> bool {
        let takes_in = |part: &Expression| match part.uses() {
            Uses::Received => true,
            Uses::Field(place) => self.is_kept(place),
            _ => false,
        };
        let mut expressions = self.expressions().into_iter();
        expressions.any(|expression| expression.any(&mut |part| takes_in(part)))
    }

    /// Whether a field of the request that is answered was kept for its answer.
    fn is_kept(&self, place: FieldRef) -> bool {
        let field = self.subject.field(place);
        field.is_some_and(|field| {
            let kept = |made: &Expression| {
                !matches!(made, Expression::Literal(_) | Expression::Credential(_))
            };
            matches!(&field.source, Source::Supplied(made) if kept(made))
        })
    }
}
