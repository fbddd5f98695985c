//! Members of a request: what is sent of a field, how it is put into a body, and parts of a body that recipes take in.

use proc_macro2::TokenStream;
use quote::quote;

use super::code::{bare_constant, ident, repeat_variant, snake};
use super::expression::Recipes;
use crate::model::{Expression, Field, Presence, Sent, Source};

impl Recipes<'_> {
    /// An object or a list of the body as it is sent, built as the body is.
    pub(super) fn part_of_body(&self, sent: &Sent) -> TokenStream {
        let Some(request) = self.subject.request() else {
            return TokenStream::new();
        };
        let members = sent.members.iter();
        let fields = members.filter_map(|member| Some((member, request.field(member.field)?)));
        let fields: Vec<_> = fields.collect();
        if let [(member, list)] = fields.as_slice()
            && member.name.is_empty()
        {
            let value = self.written(list);
            return quote!(json_of(#value));
        }
        let puts = fields
            .iter()
            .map(|(member, field)| self.put(&member.name, field));
        quote!({
            let mut members = Members::new();
            #(#puts)*
            members.json_text()
        })
    }

    /// How a member is put into an object of a body: `members.put("tid", &fields.tid);`
    pub(super) fn put(&self, name: &str, field: &Field) -> TokenStream {
        self.put_into("members", name, field, self.written(field))
    }

    /// Puts what is written of a field into members: those of a body, or of a query.
    pub(super) fn put_into(
        &self,
        members: &str,
        name: &str,
        field: &Field,
        written: TokenStream,
    ) -> TokenStream {
        let members = ident(members);
        match field.repeat {
            None => quote!(#members.put(#name, #written);),
            Some(repeat) => {
                let repeat = repeat_variant(repeat);
                quote!(#members.put_list(#name, #repeat, #written);)
            }
        }
    }

    /// What is written of a member into a body.
    fn written(&self, field: &Field) -> TokenStream {
        let value = self.sent(field);
        if field.cipher.is_some() {
            return value;
        }
        if let Some(constant) = bare_constant(field) {
            return quote!(&Bare(&#constant));
        }
        // A single value that kpg supplies is a text.
        let is_one = field.facts.content.one().is_some();
        match field.is_bare() && (!is_one || field.source == Source::Caller) {
            true => quote!(&Bare(#value)),
            false => value,
        }
    }

    /// What is sent of a field: its value, encrypted where it must be.
    pub(super) fn sent(&self, field: &Field) -> TokenStream {
        let plain = self.plain(field);
        match field.cipher {
            Some(cipher) => self.encrypted(cipher, &plain),
            None => plain,
        }
    }

    /// The value of a field.
    pub(super) fn plain(&self, field: &Field) -> TokenStream {
        match &field.source {
            Source::Supplied(Expression::Credential(id))
                if field.presence == Presence::Required =>
            {
                self.needed(*id)
            }
            Source::Supplied(expression) => self.text_reference(expression),
            Source::Caller => {
                let name = snake(&field.facts.name);
                quote!(&self.#name)
            }
        }
    }
}
