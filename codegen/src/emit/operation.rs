//! The file of one operation: its request, how it becomes an HTTP request, and how the answer is read.

use proc_macro2::TokenStream;
use quote::quote;

use super::builder::{self, Built, Member, Need, When};
use super::code::{
    code_type, credential, field_type, ident, length_rule, number, operation_type, snake,
};
use super::expression::Recipes;
use super::file::file as assemble;
use super::{answer, docs};
use crate::model::{
    AnswerField, BodyEncoding, Computed, Effect, Envelope, Field, FieldTest, Kind, Name, Operation,
    Pending, Presence, Source, Stage, Vendor,
};

/// `<operation>.rs` of a vendor.
pub(super) fn file(vendor: &Vendor, operation: &Operation) -> String {
    let built = request(vendor, operation);
    let mut items = builder::items(&built);
    items.extend(answer::items(vendor, operation));
    items.extend(inquiry(vendor, operation));
    items.push(implementation(vendor, operation));
    assemble(
        &super::vendor::spec_name(vendor),
        &[docs::sentence(&docs::label(&operation.summary))],
        &uses(builder::markers(&built)),
        &items,
    )
}

/// The request of an operation, as a builder makes it.
pub(super) fn request(vendor: &Vendor, operation: &Operation) -> Built {
    Built {
        name: operation_type(operation, ""),
        docs: operation_docs(vendor, operation),
        derives: quote!(, PartialEq),
        visibility: TokenStream::new(),
        members: operation
            .caller_fields()
            .map(|field| member(vendor, operation, field))
            .collect(),
    }
}

fn operation_docs(vendor: &Vendor, operation: &Operation) -> Vec<String> {
    let mut lines = vec![
        docs::sentence(&docs::label(&operation.summary)),
        String::new(),
    ];
    if let Some(note) = &operation.note {
        lines.push(docs::sentence(&docs::prose(note)));
        lines.push(String::new());
    }
    lines.push(format!(
        "`POST {}`. {}",
        operation.path,
        docs::source(vendor, &operation.citation)
    ));
    if let Pending::Always(words) = &operation.answer.pending {
        lines.push(String::new());
        lines.push(format!(
            "**Accepted is not done.** {}",
            docs::sentence(&docs::prose(words))
        ));
    }
    lines.extend(docs::quirks(&operation.quirks));
    let supplied = operation
        .headers
        .iter()
        .chain(&operation.body)
        .filter(|field| field.source != Source::Caller);
    for field in supplied.filter(|field| !field.quirks.is_empty()) {
        lines.push(String::new());
        lines.push(format!(
            "About {} ({}), which the client supplies:",
            docs::wire(&field.wire),
            docs::label(&field.label)
        ));
        lines.extend(docs::quirks(&field.quirks));
    }
    for computed in operation
        .computed
        .iter()
        .filter(|computed| !computed.quirks.is_empty())
    {
        lines.push(String::new());
        lines.push(format!("About the value `{}`:", computed.name));
        lines.extend(docs::quirks(&computed.quirks));
    }
    lines
}

fn member(vendor: &Vendor, operation: &Operation, field: &Field) -> Member {
    let text = matches!(
        field.kind,
        Kind::Text | Kind::Digits | Kind::DateTime(_) | Kind::EmvQr
    );
    let kind = field_type(vendor, field);
    let rules = rules(operation, field);
    let (argument, conversion) = match (text, field.sensitive) {
        (true, true) => (
            quote!(impl Into<String>),
            quote!(Sensitive::new(value.into())),
        ),
        (true, false) => (quote!(impl Into<String>), quote!(value.into())),
        (false, _) if matches!(field.kind, Kind::Joined { .. } | Kind::Base64) => {
            (quote!(impl Into<#kind>), quote!(value.into()))
        }
        (false, _) => (kind.clone(), quote!(value)),
    };
    Member {
        name: field.name.clone(),
        docs: docs::field(vendor, operation, field),
        kind,
        argument,
        conversion,
        need: need(operation, field),
        wire: field.wire.clone(),
        label: field.label.primary().to_owned(),
        has_text: true,
        // A part of a joined text can hold the separator.
        can_be_wrong: !rules.is_empty() || matches!(field.kind, Kind::Joined { .. }),
        rules,
    }
}

fn need(operation: &Operation, field: &Field) -> Need {
    let when = |test: &FieldTest| {
        let other = operation.field(test.field)?;
        Some(When {
            wire: other.wire.clone(),
            name: other.name.clone(),
            values: test.values.clone(),
        })
    };
    let conditional = match &field.presence {
        Presence::Required => return Need::Required,
        Presence::Optional | Presence::Conditional(_) => None,
        Presence::RequiredWhen(test) => when(test).map(Need::RequiredWhen),
        Presence::ForbiddenWhen(test) => when(test).map(Need::ForbiddenWhen),
    };
    conditional.unwrap_or(Need::Optional)
}

fn rules(operation: &Operation, field: &Field) -> Vec<TokenStream> {
    let mut rules = Vec::new();
    // Every listed value of an enumeration fits: the compiler has checked that.
    if let (Some(length), false) = (field.length, matches!(field.kind, Kind::Enumeration(_))) {
        rules.push(length_rule(length));
    }
    let in_header = operation
        .headers
        .iter()
        .any(|header| std::ptr::eq(header, field));
    if in_header && matches!(field.kind, Kind::Text) {
        rules.push(quote!(HeaderText));
    }
    match &field.kind {
        Kind::Digits => rules.push(quote!(DigitsOnly)),
        Kind::Amount { digits, zero, .. } => {
            rules.extend(digits.map(|(min, max)| {
                let (min, max) = (number(min.into()), number(max.into()));
                quote!(Digits(#min, #max))
            }));
            rules.extend((!zero).then(|| quote!(NotZero)));
        }
        Kind::Integer { min, max } => {
            let (min, max) = (number(*min), number(*max));
            rules.push(quote!(Range(#min, #max)));
        }
        Kind::DateTime(format) => {
            let (text, width) = (format.strftime(), number(format.width() as u64));
            rules.push(quote!(DateTime(#text, #width)));
        }
        Kind::EmvQr => rules.push(quote!(EmvQr)),
        Kind::Text
        | Kind::Boolean
        | Kind::Enumeration(_)
        | Kind::Joined { .. }
        | Kind::Base64
        | Kind::Object(_)
        | Kind::List(_) => {}
    }
    rules
}

fn implementation(vendor: &Vendor, operation: &Operation) -> TokenStream {
    let name = operation_type(operation, "");
    let (vendor_id, operation_id) = (vendor.id.snake(), operation.name.snake());
    let moves_money = operation.effect == Effect::MovesMoney;
    let code = code_type(vendor, operation.answer.codes);
    let (answer, verdict) = (
        operation_type(operation, "Answer"),
        answer::verdict_type(operation),
    );
    let sensitive = sensitive_names(operation);
    let rules = answer::rules(vendor, &operation.answer);
    let prepare = prepare(vendor, operation);
    let (open, read) = (
        answer::open(vendor, operation),
        answer::read(vendor, operation),
    );
    quote! {
        impl Operation for #name {
            type Settings = Settings;
            type Code = #code;
            type Answer = #answer;
            type Verdict = #verdict;
            const CALL: Call = Call::new(#vendor_id, #operation_id, #moves_money);
            const SENSITIVE: &'static [&'static str] = &[#(#sensitive),*];
            const RULES: ResultRules = #rules;
            #prepare
            #open
            #read
        }
    }
}

/// Wire names that must never be shown, in requests and answers.
fn sensitive_names(operation: &Operation) -> Vec<&str> {
    let request = operation
        .headers
        .iter()
        .chain(&operation.body)
        .filter(|field| field.sensitive);
    let mut names: Vec<&str> = request.map(|field| field.wire.as_str()).collect();
    sensitive_members(&operation.answer.fields, &mut names);
    names.sort_unstable();
    names.dedup();
    names
}

fn sensitive_members<'m>(fields: &'m [AnswerField], names: &mut Vec<&'m str>) {
    for field in fields {
        if field.sensitive {
            names.extend(field.path.0.last().map(String::as_str));
        }
        sensitive_members(field.kind.members().unwrap_or_default(), names);
    }
}

fn prepare(vendor: &Vendor, operation: &Operation) -> TokenStream {
    let recipes = Recipes { vendor, operation };
    let mut before = recipes.ciphers();
    before.extend(values(&recipes, operation, Stage::BeforeBody));
    let after: Vec<_> = values(&recipes, operation, Stage::AfterBody).collect();
    let members: Vec<_> = operation
        .body
        .iter()
        .map(|field| put(&recipes, field))
        .collect();
    let headers: Vec<_> = operation
        .headers
        .iter()
        .map(|field| header(&recipes, field))
        .collect();
    let encode = match operation.encodings.as_slice() {
        [BodyEncoding::Form] => quote!(form()),
        [_, _, ..] => quote!(encode(settings.request_encoding)),
        _ => quote!(json()),
    };
    let seal = operation
        .envelope
        .as_ref()
        .map(|Envelope::Jwe { member, key }| {
            let key = credential(vendor, *key);
            quote!(.jwe(#member, &credentials.#key)?)
        });
    let path = &operation.path;
    let send = match headers.is_empty() {
        true => quote!(Ok(HttpRequest::post(settings.base_url.join(#path), body))),
        false => quote! {
            let mut request = HttpRequest::post(settings.base_url.join(#path), body);
            #(#headers)*
            Ok(request)
        },
    };
    let needs = recipes.needs();
    let fields = needs.fields.then(|| quote!(let fields = &self.0;));
    let credentials = needs
        .credentials
        .then(|| quote!(let credentials = &settings.credentials.0;));
    let supply = ident(if needs.supply { "supply" } else { "_supply" });
    let mutable = (!members.is_empty()).then(|| quote!(mut));
    quote! {
        fn prepare(&self, settings: &Settings, #supply: &Supply<'_>) -> Prepared {
            #fields
            #credentials
            #(#before)*
            let #mutable members = Members::new();
            #(#members)*
            let body = members.#encode #seal;
            #(#after)*
            #send
        }
    }
}

fn values<'m>(
    recipes: &'m Recipes<'_>,
    operation: &'m Operation,
    stage: Stage,
) -> impl Iterator<Item = TokenStream> + 'm {
    let computed = operation
        .computed
        .iter()
        .filter(move |computed| computed.stage == stage);
    computed.map(|computed: &Computed| {
        let (name, value) = (snake(&computed.name), recipes.owned(&computed.expression));
        quote!(let #name = #value;)
    })
}

fn put(recipes: &Recipes<'_>, field: &Field) -> TokenStream {
    let (wire, value) = (&field.wire, value(recipes, field));
    let number = matches!(
        field.kind,
        Kind::Integer { .. } | Kind::Amount { number: true, .. } | Kind::Boolean
    );
    match number && field.source == Source::Caller {
        true => quote!(members.put_bare(#wire, #value);),
        false => quote!(members.put(#wire, #value);),
    }
}

fn header(recipes: &Recipes<'_>, field: &Field) -> TokenStream {
    let (wire, value) = (&field.wire, value(recipes, field));
    quote!(request.header(#wire, #value)?;)
}

fn value(recipes: &Recipes<'_>, field: &Field) -> TokenStream {
    match &field.source {
        Source::Supplied(expression) => recipes.text(expression),
        Source::Caller => recipes.caller(field),
    }
}

/// `request.inquiry()`: the request that asks what became of this one.
fn inquiry(vendor: &Vendor, operation: &Operation) -> Option<TokenStream> {
    let inquiry = operation.inquiry.as_ref()?;
    let asked = vendor.operations.get(inquiry.operation.0)?;
    let (name, result) = (operation_type(operation, ""), operation_type(asked, ""));
    let setters = inquiry.fields.iter().filter_map(|(theirs, ours)| {
        let (theirs, ours) = (asked.field(*theirs)?, operation.field(*ours)?);
        let (their, our) = (snake(&theirs.name), snake(&ours.name));
        let value = match ours.kind {
            Kind::Integer { .. } | Kind::Amount { .. } => quote!(self.0.#our.unwrap_or_default()),
            _ => quote!(text(&self.0.#our)),
        };
        Some(quote!(.#their(#value)))
    });
    let doc = format!(
        " The [`{result}`] that asks what became of this request: after an unknown outcome or a pending answer, call [`Client::{}`] with it.",
        asked.name
    );
    Some(quote! {
        impl #name {
            #[doc = #doc]
            #[doc = ""]
            #[doc = " # Errors"]
            #[doc = ""]
            #[doc = " When a value that this operation takes is none that the inquiry takes."]
            pub fn inquiry(&self) -> Result<#result, Violations> {
                #result::builder()#(#setters)*.build()
            }
        }
    })
}

/// The words of the runtime, of the vendor, and the names of required fields. The latter are listed
/// because a module of the vendor may have the same name.
pub(super) fn uses<'m>(markers: impl Iterator<Item = &'m Name>) -> Vec<TokenStream> {
    let markers: std::collections::BTreeSet<_> = markers.map(snake).collect();
    let given = (!markers.is_empty()).then(|| {
        let markers = markers.iter();
        quote!(use super::given::{#(#markers),*};)
    });
    [
        Some(quote!(
            use kpg_runtime::prelude::*;
        )),
        given,
        Some(quote!(
            use super::*;
        )),
    ]
    .into_iter()
    .flatten()
    .collect()
}
