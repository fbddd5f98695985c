//! What follows a request, as methods of it: the inquiry and what its answer says, the net-cancel, and the
//! request that a refusal leads to.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::code::{
    answer_type, code_type, enumeration, ident, operation_type, pascal, snake, typed_value,
};
use super::docs;
use super::resolve::{Resolve, in_turn, resolution_enum};
use crate::model::{
    Basis, Condition, Field, FollowUp, GivenValue, Inquiry, Kind, Next, Operation, Presence,
    Standing, Vendor,
};

/// The methods of a request that lead to other ones.
pub(super) fn items(vendor: &Vendor, operation: &Operation) -> Vec<TokenStream> {
    let mut methods = Vec::new();
    for (place, inquiry) in operation.inquiries.iter().enumerate() {
        let words =
            "asks what became of this request: after an unknown outcome or a pending answer";
        let name = in_turn(place, "inquiry");
        methods.extend(follow_up_methods(
            vendor,
            operation,
            &inquiry.request,
            (&name, words),
        ));
        methods.extend(standing(vendor, (place, inquiry)));
    }
    if let Some(follow_up) = &operation.net_cancel {
        let words = "takes back what this request may have done (망취소): after an unknown outcome";
        methods.extend(follow_up_methods(
            vendor,
            operation,
            follow_up,
            ("net_cancel", words),
        ));
    }
    methods.extend(next_method(vendor, operation));
    let mut items = Vec::from_iter(next_type(vendor, operation));
    items.extend(resolution_enum(vendor, operation));
    if !methods.is_empty() {
        let name = operation_type(operation, "");
        items.push(quote!(impl #name { #(#methods)* }));
    }
    items
}

/// The methods that make a request that follows: of the first request alone, and after a failure of it where only
/// that knows some values.
fn follow_up_methods(
    vendor: &Vendor,
    operation: &Operation,
    follow_up: &FollowUp,
    (method, words): (&str, &str),
) -> Vec<TokenStream> {
    let Some(following) = vendor.operations.get(follow_up.operation.0) else {
        return Vec::new();
    };
    let begun = |source| Begun {
        vendor,
        operation,
        following,
        follow_up,
        source,
    };
    let doc = format!(
        " The [`{}`] that {words}, call [`Client::{}`] with it.",
        operation_type(following, ""),
        following.name
    );
    let plain = begun(MadeBy::Nobody).method(&ident(method), &doc);
    let after = follow_up.takes_made_values().then(|| {
        let name = ident(&format!("{method}_after"));
        begun(MadeBy::Failure).method(&name, &doc)
    });
    [plain].into_iter().chain(after).collect()
}

/// What knows the values that the client made in the first call.
#[derive(Clone, Copy, PartialEq, Eq)]
enum MadeBy {
    /// Nothing: they are left to the caller.
    Nobody,
    /// `lost`, a failure of that call.
    Failure,
    /// `refusal`, one that says that the vendor refused it.
    Refusal,
}

/// A request that follows, begun with the values that it takes over.
struct Begun<'v> {
    vendor: &'v Vendor,
    operation: &'v Operation,
    following: &'v Operation,
    follow_up: &'v FollowUp,
    source: MadeBy,
}

/// The values that are known of a request that follows.
struct KnownValues<'v> {
    /// Fields of it, each with its value.
    certain: Vec<(&'v Field, TokenStream)>,
    /// Fields of it, each with the field of the first request that may have a value for it.
    uncertain: Vec<(&'v Field, &'v Field)>,
}

impl Begun<'_> {
    /// What is known, and what may be known.
    fn values(&self) -> KnownValues<'_> {
        let (mut certain, mut uncertain) = (Vec::new(), Vec::new());
        for given in &self.follow_up.given {
            let Some(theirs) = self.following.field(given.field) else {
                continue;
            };
            match &given.value {
                GivenValue::Field(ours) => match self.operation.field(*ours) {
                    Some(ours) if ours.presence == Presence::Required => {
                        let name = snake(&ours.facts.name);
                        let value = match (self.passing(ours), is_hidden(ours)) {
                            (Passing::Text, _) => quote!(text_of(&self.#name)),
                            (Passing::Copied, false) => quote!(self.#name),
                            (Passing::Copied, true) => quote!(*self.#name.expose()),
                            (Passing::Cloned, false) => quote!(self.#name.clone()),
                            (Passing::Cloned, true) => quote!(self.#name.expose().clone()),
                        };
                        certain.push((theirs, value));
                    }
                    ours => uncertain.extend(ours.map(|ours| (theirs, ours))),
                },
                GivenValue::Constant(text) => {
                    let kind = theirs.facts.content.one();
                    certain.extend(kind.map(|kind| (theirs, typed_value(self.vendor, kind, text))));
                }
                GivenValue::Made(_) => {
                    let kept = kept_name(self.following, theirs);
                    certain.extend(match self.source {
                        MadeBy::Nobody => None,
                        MadeBy::Failure => Some((theirs, quote!(lost.made(#kept)))),
                        MadeBy::Refusal => Some((theirs, quote!(refusal.made(#kept)))),
                    });
                }
            }
        }
        KnownValues { certain, uncertain }
    }

    /// The builder with those values.
    fn builder(&self) -> TokenStream {
        let name = operation_type(self.following, "");
        let KnownValues { certain, uncertain } = self.values();
        let setters = certain.iter().map(|(theirs, value)| {
            let setter = snake(&theirs.facts.name);
            quote!(.#setter(#value))
        });
        let begun = quote!(#name::builder()#(#setters)*);
        if uncertain.is_empty() {
            return begun;
        }
        let last = uncertain.len().saturating_sub(1);
        let optional = uncertain.iter().enumerate().map(|(place, (theirs, ours))| {
            let (setter, member) = (snake(&theirs.facts.name), snake(&ours.facts.name));
            let value = match (self.passing(ours), is_hidden(ours)) {
                (Passing::Text, _) => quote!(text_of(value)),
                (Passing::Copied, false) => quote!(*value),
                (Passing::Copied, true) => quote!(*value.expose()),
                (Passing::Cloned, false) => quote!(value.clone()),
                (Passing::Cloned, true) => quote!(value.expose().clone()),
            };
            let with_value = quote! {
                match &self.#member {
                    Some(value) => begun.#setter(#value),
                    None => begun,
                }
            };
            match place == last {
                true => with_value,
                false => quote!(let begun = #with_value;),
            }
        });
        quote!({ let begun = #begun; #(#optional)* })
    }

    /// How a value of the first request is handed on.
    fn passing(&self, ours: &Field) -> Passing {
        let kind = ours.facts.content.one();
        match kind.map(Kind::basis) {
            Some(Basis::Number | Basis::Signed | Basis::Decimal | Basis::Flag) => Passing::Copied,
            Some(Basis::Text) => Passing::Text,
            Some(Basis::Choice) => {
                let declared = kind.and_then(|kind| enumeration(self.vendor, kind));
                match declared.is_some_and(|declared| declared.open) {
                    true => Passing::Cloned,
                    false => Passing::Copied,
                }
            }
            Some(Basis::TimeOrChoice | Basis::Bytes | Basis::Parts(_)) | None => Passing::Cloned,
        }
    }

    /// The type of that builder.
    fn builder_type(&self) -> TokenStream {
        let name = operation_type(self.following, "Builder");
        let certain = self.values().certain;
        let required = certain
            .iter()
            .filter(|(field, _)| field.presence == Presence::Required);
        let given = required.fold(quote!(()), |given, (field, _)| {
            let marker = snake(&field.facts.name);
            quote!((given::#marker, #given))
        });
        quote!(#name<#given>)
    }

    /// The fields that are still missing.
    fn missing(&self) -> Vec<&Field> {
        let made = self.follow_up.given.iter().filter(|given| {
            matches!(given.value, GivenValue::Made(_)) && self.source == MadeBy::Nobody
        });
        let made = made.filter_map(|given| self.following.field(given.field));
        self.follow_up.missing(self.following).chain(made).collect()
    }

    /// A method that makes the request where all is known, and its builder where something is missing.
    fn method(&self, name: &Ident, doc: &str) -> TokenStream {
        let lost = (self.source == MadeBy::Failure).then(|| {
            let code = code_type(self.vendor, self.operation.answer.codes);
            quote!(, lost: &CallError<#code>)
        });
        let (result, builder) = (operation_type(self.following, ""), self.builder());
        let missing = self.missing();
        if missing.is_empty() {
            return quote! {
                #[doc = #doc]
                #[doc = ""]
                #[doc = " # Errors"]
                #[doc = ""]
                #[doc = " When a value that this operation takes is none that the other takes."]
                pub fn #name(&self #lost) -> Result<#result, Violations> {
                    #builder.build()
                }
            };
        }
        let builder_type = self.builder_type();
        let still = still_missing(self.following, &missing);
        quote! {
            #[doc = #doc]
            #[doc = #still]
            #[allow(clippy::type_complexity, reason = "each required field that is given stands in the type")]
            pub fn #name(&self #lost) -> #builder_type {
                #builder
            }
        }
    }
}

/// How a value of the first request is handed on to a setter.
enum Passing {
    /// Its type can be copied.
    Copied,
    /// As its text.
    Text,
    /// As a clone.
    Cloned,
}

/// Whether the request keeps a value that is no text in a type that is never shown.
fn is_hidden(field: &Field) -> bool {
    field.facts.sensitive
}

/// By which name a failure knows what the client made for a field of a request that follows.
pub(super) fn kept_name(following: &Operation, field: &Field) -> String {
    format!("{}.{}", following.name, field.wire)
}

/// ` It is begun with what is known: give [`date`](LookBuilder::date).`
fn still_missing(following: &Operation, missing: &[&Field]) -> String {
    let builder = operation_type(following, "Builder");
    let setters: Vec<String> = missing
        .iter()
        .map(|field| format!("[`{0}`]({builder}::{0})", field.facts.name))
        .collect();
    format!(
        " It is begun with what is known: give {}.",
        setters.join(", ")
    )
}

/// What the inquiry's answer says of the request.
fn standing(vendor: &Vendor, (place, inquiry): (usize, &Inquiry)) -> Option<TokenStream> {
    let asked = vendor.operations.get(inquiry.request.operation.0)?;
    let answer = answer_type(asked);
    let Standing {
        done,
        refused,
        pending,
    } = inquiry.standing.as_ref()?;
    let [done, refused, pending] = [done, refused, pending].map(|one| tests(asked, one.as_ref()));
    let (method, request) = (in_turn(place, "standing"), in_turn(place, "inquiry"));
    let doc = format!(
        " What the answer of [`Client::{}`] to the [`{request}`](Self::{request}) says of this request.",
        asked.name
    );
    let method = ident(&method);
    Some(quote! {
        #[doc = #doc]
        pub fn #method(answer: &#answer) -> Standing {
            Standing::from_tests(#done, #refused, #pending)
        }
    })
}

fn tests(asked: &Operation, condition: Option<&Condition>) -> TokenStream {
    let tests = condition
        .into_iter()
        .flat_map(|Condition { statuses: _, tests }| tests);
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
    let request = operation.name.pascal();
    let operation_of = |follow_up: &FollowUp| vendor.operations.get(follow_up.operation.0);
    let inquiry = match Resolve::new(vendor, operation) {
        Some(resolve) => Some(resolve.sentence()),
        None => operation.inquiries.first().and_then(|inquiry| {
            let asked = &operation_of(&inquiry.request)?.name;
            Some(format!(
                "[`{request}::inquiry`] makes the request that asks what became of it: call [`Client::{asked}`] with it."
            ))
        }),
    };
    let net_cancel = operation.net_cancel.as_ref().and_then(|follow_up| {
        let asked = &operation_of(follow_up)?.name;
        Some(format!(
            "[`{request}::net_cancel`] makes the request that takes it back (망취소): call [`Client::{asked}`] with it."
        ))
    });
    inquiry.into_iter().chain(net_cancel).collect()
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
        let begun = Begun {
            vendor,
            operation,
            following: asked,
            follow_up: &next.request,
            source: MadeBy::Refusal,
        };
        let (variant, builder) = (pascal(&label.name), begun.builder_type());
        Some(quote!(#docs #variant(#builder),))
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
        let begun = Begun {
            vendor,
            operation,
            following: vendor.operations.get(next.request.operation.0)?,
            follow_up: &next.request,
            source: MadeBy::Refusal,
        };
        let begun = begun.builder();
        Some(quote!(#code::#variant => Some(#name::#variant(#begun)),))
    });
    Some(quote! {
        #[doc = " The request to make instead, where the refusal of this one means that. None when it is not known"]
        #[doc = " that this one was refused, whatever its code says."]
        pub fn next(&self, refusal: &CallError<#code>) -> Option<#name> {
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
