//! Sessions in a vendor's client: the cell of a token, the choice of its lifetime, and the call that carries it.

use proc_macro2::TokenStream;
use quote::quote;

use super::code::{ident, number, operation_type, snake, zone_name};
use super::docs;
use crate::model::{AnswerField, Kind, Lifetime, Part, Session, TokenRefusal, Vendor, Zone};

/// The member of the settings in which a token is kept, empty.
pub(super) fn cell(session: &Session) -> TokenStream {
    let name = snake(&session.name);
    let lifetime = match &session.lifetime {
        Lifetime::OneCall => quote!(OneCall),
        Lifetime::Fixed(seconds) => {
            let seconds = number(*seconds);
            quote!(For(Duration::from_secs(#seconds)))
        }
        Lifetime::Seconds(_) | Lifetime::Until { .. } => quote!(Told),
    };
    quote!(#name: SessionCell::new(TokenLifetime::#lifetime),)
}

/// The method of the builder that chooses how long tokens are good for.
pub(super) fn lifetime_setter(session: &Session) -> TokenStream {
    let cell = snake(&session.name);
    let name = ident(&format!("{}_lifetime", session.name));
    let default = match &session.lifetime {
        Lifetime::OneCall => "for one call".to_owned(),
        Lifetime::Fixed(seconds) => format!("for {seconds} s"),
        Lifetime::Seconds(member) | Lifetime::Until { member, .. } => {
            format!("for as long as {} says", docs::wire(&member.to_string()))
        }
    };
    let lines = [
        format!(
            "How long {} is good for, from when it is asked for: it is renewed after nine tenths of that. Zero fetches one for every call.",
            docs::wire(session.name.snake())
        ),
        format!("The default is {default}."),
    ];
    let docs = docs::attributes(&lines);
    quote! {
        #docs
        pub fn #name(self, value: Duration) -> Self {
            Self(self.0.set(|settings| settings.#cell.choose_lifetime(value)))
        }
    }
}

/// The method that calls inside a session, and the one that forgets its token.
pub(super) fn methods(vendor: &Vendor, session: &Session) -> Option<TokenStream> {
    let issuer = vendor.operations.get(session.operation.0)?;
    let fields = &issuer.answer.fields;
    let field = fields.iter().find(|field| field.path == session.token)?;
    let (cell, name, member) = (
        snake(&session.name),
        call_method(session),
        snake(&field.facts.name),
    );
    let request = operation_type(issuer, "");
    let forget = ident(&format!("forget_{}", session.name));
    let forget_doc = format!(
        " Forgets the {}: the next call that needs one fetches it anew. For one that the vendor has refused.",
        docs::wire(session.name.snake())
    );
    let told = answered_lifetime(&session.lifetime, fields);
    let refused = session.refused.iter().map(refusal);
    let session_name = session.name.snake();
    Some(quote! {
        #[doc = #forget_doc]
        pub fn #forget(&self) {
            self.0.settings().#cell.invalidate();
        }

        async fn #name<O: Operation<Settings = Settings>>(&self, request: &O) -> CallResult<O> {
            let session = SessionRules {
                name: #session_name,
                cell: &self.0.settings().#cell,
                refused: &[#(#refused),*],
            };
            let renew = || async {
                let answer = self.0.call(&#request::new(), None).await?;
                Ok(IssuedToken::new(answer.#member)#told)
            };
            self.0.call_in_session(request, session, renew).await
        }
    })
}

/// The method that calls inside a session.
pub(super) fn call_method(session: &Session) -> proc_macro2::Ident {
    ident(&format!("call_with_{}", session.name))
}

/// What the answer tells of the token's lifetime.
fn answered_lifetime(lifetime: &Lifetime, fields: &[AnswerField]) -> Option<TokenStream> {
    let member = lifetime.member()?;
    let field = fields.iter().find(|field| field.path == *member)?;
    let (name, is_certain) = (snake(&field.facts.name), field.part != Part::Optional);
    let borrowed = if is_certain {
        quote!(Some(&answer.#name))
    } else {
        quote!(answer.#name.as_ref())
    };
    Some(match lifetime {
        Lifetime::OneCall | Lifetime::Fixed(_) => return None,
        Lifetime::Seconds(_) => match (field.facts.content.one(), is_certain) {
            (Some(Kind::Integer { .. }), true) => quote!(.for_seconds(Some(answer.#name))),
            (Some(Kind::Integer { .. }), false) => quote!(.for_seconds(answer.#name)),
            (_, true) => quote!(.for_seconds_text(Some(&answer.#name))),
            (_, false) => quote!(.for_seconds_text(answer.#name.as_deref())),
        },
        Lifetime::Until { zone, .. } => {
            // A text that tells its zone is read by that one.
            let zone = zone_name(zone.unwrap_or(Zone::Utc));
            quote!(.until(#borrowed, Zone::#zone))
        }
    })
}

fn refusal(refusal: &TokenRefusal) -> TokenStream {
    let status = match refusal.status {
        Some(status) => {
            let status = number(status.into());
            quote!(Some(#status))
        }
        None => quote!(None),
    };
    let codes = &refusal.codes;
    quote!(TokenRefusal { status: #status, codes: &[#(#codes),*] })
}
