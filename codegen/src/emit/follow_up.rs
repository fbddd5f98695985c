//! What follows a request, as methods of it: the inquiry and what its answer says, the net-cancel, and the
//! request that a refusal leads to.

use proc_macro2::TokenStream;
use quote::quote;

use super::code::{code_type, ident, operation_type, pascal, snake};
use super::docs;
use crate::model::{
    Basis, Condition, FollowUp, Inquiry, Next, Operation, Pending, Standing, Vendor,
};

/// The methods of a request that lead to other ones.
pub(super) fn items(vendor: &Vendor, operation: &Operation) -> Vec<TokenStream> {
    let inquiry = operation.inquiry.as_ref();
    let asks = inquiry.and_then(|inquiry| {
        let words =
            "asks what became of this request: after an unknown outcome or a pending answer";
        request(vendor, operation, &inquiry.request, ("inquiry", words))
    });
    let standing = inquiry.and_then(|inquiry| self::standing(vendor, inquiry));
    let net_cancel = operation.net_cancel.as_ref().and_then(|follow_up| {
        let words = "takes back what this request may have done (망취소): after an unknown outcome";
        request(vendor, operation, follow_up, ("net_cancel", words))
    });
    let next = next_method(vendor, operation);
    let methods: Vec<_> = [asks, standing, net_cancel, next]
        .into_iter()
        .flatten()
        .collect();
    let mut items = Vec::from_iter(next_type(vendor, operation));
    if !methods.is_empty() {
        let name = operation_type(operation, "");
        items.push(quote!(impl #name { #(#methods)* }));
    }
    items
}

fn request(
    vendor: &Vendor,
    operation: &Operation,
    follow_up: &FollowUp,
    (method, words): (&str, &str),
) -> Option<TokenStream> {
    let asked = vendor.operations.get(follow_up.operation.0)?;
    let (method, result) = (ident(method), operation_type(asked, ""));
    let begun = begun(vendor, operation, follow_up)?;
    let doc = format!(
        " The [`{result}`] that {words}, call [`Client::{}`] with it.",
        asked.name
    );
    Some(quote! {
        #[doc = #doc]
        #[doc = ""]
        #[doc = " # Errors"]
        #[doc = ""]
        #[doc = " When a value that this operation takes is none that the other takes."]
        pub fn #method(&self) -> Result<#result, Violations> {
            #begun.build()
        }
    })
}

/// The builder of the request that follows, with the values that it takes over.
fn begun(vendor: &Vendor, operation: &Operation, follow_up: &FollowUp) -> Option<TokenStream> {
    let asked = vendor.operations.get(follow_up.operation.0)?;
    let result = operation_type(asked, "");
    let setters = follow_up.fields.iter().filter_map(|(theirs, ours)| {
        let (theirs, ours) = (asked.field(*theirs)?, operation.field(*ours)?);
        let (their, our) = (snake(&theirs.facts.name), snake(&ours.facts.name));
        let value = match ours.facts.content.one()?.basis() {
            Basis::Number | Basis::Signed | Basis::Decimal | Basis::Flag => quote!(self.#our),
            Basis::Text => quote!(text_of(&self.#our)),
            Basis::Choice | Basis::TimeOrChoice | Basis::Bytes | Basis::Parts(_) => {
                quote!(self.#our.clone())
            }
        };
        Some(quote!(.#their(#value)))
    });
    Some(quote!(#result::builder()#(#setters)*))
}

/// What the inquiry's answer says of the request.
fn standing(vendor: &Vendor, inquiry: &Inquiry) -> Option<TokenStream> {
    let asked = vendor.operations.get(inquiry.request.operation.0)?;
    let answer = operation_type(asked, "Answer");
    let Standing {
        done,
        refused,
        pending,
    } = inquiry.standing.as_ref()?;
    let [done, refused, pending] = [done, refused, pending].map(|one| tests(asked, one.as_ref()));
    let doc = format!(
        " What the answer of [`Client::{}`] to the [`inquiry`](Self::inquiry) says of this request.",
        asked.name
    );
    Some(quote! {
        #[doc = #doc]
        pub fn standing(answer: &#answer) -> Standing {
            Standing::from_tests(#done, #refused, #pending)
        }
    })
}

fn tests(asked: &Operation, condition: Option<&Condition>) -> TokenStream {
    let tests = condition.into_iter().flat_map(|Condition { tests }| tests);
    let tests = tests.filter_map(|test| {
        let field = asked
            .answer
            .fields
            .iter()
            .find(|field| field.path == test.path)?;
        let (member, values) = (snake(&field.facts.name), &test.values);
        Some(quote!(AnswerTest { member: &answer.#member, values: &[#(#values),*] }))
    });
    quote!(&[#(#tests),*])
}

/// How a caller finds out what became of a request, or takes it back, each in one sentence.
pub(super) fn documentation(vendor: &Vendor, operation: &Operation) -> Vec<String> {
    let (name, request) = (&operation.name, operation.name.pascal());
    let operation_of = |follow_up: &FollowUp| vendor.operations.get(follow_up.operation.0);
    let inquiry = operation.inquiry.as_ref().and_then(|inquiry| {
        let asked = &operation_of(&inquiry.request)?.name;
        Some(match can_resolve(vendor, operation) {
            Some(_) => format!("[`Client::resolve_{name}`] asks what became of it."),
            None => format!(
                "[`{request}::inquiry`] makes the request that asks what became of it: call [`Client::{asked}`] with it."
            ),
        })
    });
    let net_cancel = operation.net_cancel.as_ref().and_then(|follow_up| {
        let asked = &operation_of(follow_up)?.name;
        Some(format!(
            "[`{request}::net_cancel`] makes the request that takes it back (망취소): call [`Client::{asked}`] with it."
        ))
    });
    inquiry.into_iter().chain(net_cancel).collect()
}

/// The operation that the client asks what became of this one's requests.
pub(super) fn can_resolve<'v>(vendor: &'v Vendor, operation: &Operation) -> Option<&'v Operation> {
    let inquiry = operation.inquiry.as_ref()?;
    let asked = vendor.operations.get(inquiry.request.operation.0)?;
    (asked.answer.pending == Pending::Never).then_some(asked)
}

/// Where refusals lead, each with the request begun.
fn next_type(vendor: &Vendor, operation: &Operation) -> Option<TokenStream> {
    if operation.next.is_empty() {
        return None;
    }
    let name = operation_type(operation, "Next");
    let variants = operation.next.iter().filter_map(|next| {
        let asked = vendor.operations.get(next.request.operation.0)?;
        let label = set_code(vendor, operation, next)?;
        let docs = docs::attributes(&[
            format!(
                "{}: {}",
                docs::wire(&next.code),
                docs::sentence(&docs::label(&label.label))
            ),
            format!(
                "Give what is still missing, build, and call [`Client::{}`] with it.",
                asked.name
            ),
        ]);
        let (variant, builder) = (pascal(&label.name), operation_type(asked, "Builder"));
        let given = next
            .request
            .fields
            .iter()
            .filter_map(|(theirs, _)| asked.field(*theirs));
        let given = given.filter(|field| field.presence == crate::model::Presence::Required);
        let given = given.fold(quote!(()), |given, field| {
            let marker = snake(&field.facts.name);
            quote!((given::#marker, #given))
        });
        Some(quote!(#docs #variant(#builder<#given>),))
    });
    let doc = format!(
        " Where a refusal of [`{}`] leads: the request to make instead, begun with what is known.",
        operation_type(operation, "")
    );
    Some(quote! {
        #[doc = #doc]
        #[derive(Clone, Debug)]
        #[must_use]
        #[non_exhaustive]
        pub enum #name { #(#variants)* }
    })
}

fn next_method(vendor: &Vendor, operation: &Operation) -> Option<TokenStream> {
    if operation.next.is_empty() {
        return None;
    }
    let name = operation_type(operation, "Next");
    let code = code_type(vendor, operation.answer.codes);
    let arms = operation.next.iter().filter_map(|next| {
        let variant = pascal(&set_code(vendor, operation, next)?.name);
        let begun = begun(vendor, operation, &next.request)?;
        Some(quote!(#code::#variant => Some(#name::#variant(#begun)),))
    });
    Some(quote! {
        #[doc = " The request to make instead, where the refusal of this one means that. None when it is not known"]
        #[doc = " that this one was refused, whatever its code says."]
        pub fn next(&self, refusal: &Error<#code>) -> Option<#name> {
            match refusal.refusal()? {
                #(#arms)*
                _ => None,
            }
        }
    })
}

fn set_code<'v>(
    vendor: &'v Vendor,
    operation: &Operation,
    next: &Next,
) -> Option<&'v crate::model::Code> {
    let set = vendor.code_sets.get(operation.answer.codes.0)?;
    set.codes.iter().find(|code| code.wire == next.code)
}
